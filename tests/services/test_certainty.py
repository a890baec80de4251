"""How sure a player is, kept with the answer where it is asked for."""

from dataclasses import replace
from random import Random

import pytest

from quiz.domain.certainty import Certainty
from quiz.services.practice import Beginning, Practice
from quiz.storage.database import Database
from tests.builders import DAY, later
from tests.services.starting import RIGHT_VERDICT, WRONG_VERDICT, Table


def said(table: Table, started: object) -> list[Certainty | None]:
    items = table.attempt(started).items  # type: ignore[arg-type]
    return [item.answer.certainty for item in items if item.answer is not None]


def test_it_is_kept_with_the_answer_where_it_is_asked_for(table: Table) -> None:
    started = table.start(asks_certainty=True)
    table.answer(started, 1, RIGHT_VERDICT, sure=Certainty.CERTAIN)
    table.answer(started, 2, WRONG_VERDICT, sure=Certainty.GUESSING)
    table.answer(started, 3, WRONG_VERDICT)

    assert table.attempt(started).asks_certainty
    assert said(table, started) == [Certainty.CERTAIN, Certainty.GUESSING, None]


def test_it_changes_no_points(table: Table) -> None:
    plain, asked = table.start(), table.start(asks_certainty=True)
    answers = []
    for started in (plain, asked):
        table.answer(started, 1, WRONG_VERDICT, sure=Certainty.CERTAIN)
        answers.append(table.attempt(started).items[0].answer)

    assert answers[0] == replace(answers[1], certainty=None)


def test_nothing_is_kept_where_it_is_not_asked_for(table: Table) -> None:
    started = table.start()
    table.answer(started, 1, RIGHT_VERDICT, sure=Certainty.CERTAIN)

    assert said(table, started) == [None]


def test_who_does_not_know_is_not_sure_of_anything(table: Table) -> None:
    started = table.start(asks_certainty=True)
    table.answer(started, 1, "dont-know", sure=Certainty.CERTAIN)

    assert said(table, started) == [None]


@pytest.mark.parametrize("asks", [False, True])
def test_practice_asks_what_the_last_round_asked(table: Table, database: Database, asks: bool) -> None:
    practice = Practice(database, table.library, table.play)
    first = table.start(asks_certainty=not asks)
    newest = table.start(first.player_id, asks_certainty=asks, minute=1)
    table.answer(newest, 1, WRONG_VERDICT)
    article = table.library.articles[0]

    missed = practice.start_missed(first.player_id, article, Beginning("nb", None, later(DAY), Random(1)))

    assert table.attempt(missed).asks_certainty is asks


def test_a_right_guess_comes_back_before_a_certain_answer(table: Table, database: Database) -> None:
    practice = Practice(database, table.library, table.play)
    days = []
    for sure in (Certainty.GUESSING, Certainty.CERTAIN):
        started = table.start(asks_certainty=True)
        table.answer(started, 1, RIGHT_VERDICT, sure=sure)
        outlook = practice.outlook(started.player_id, later(2))
        days.append(outlook["the-cat-case"].next_day)

    assert days[0] is not None
    assert days[1] is None or days[0] < days[1]
