"""Starting a quiz."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from quiz.domain.attempt import MOST_ROUNDS, AttemptNotFoundError, HistoryFullError, NothingToDrawError
from quiz.domain.draw import draw
from quiz.domain.question import Question, Skill
from quiz.services.history import History
from quiz.services.play import Started
from quiz.settings import Settings
from quiz.storage.database import Database, open_database
from quiz.storage.tables import AttemptRow, EditionRow, PlayerRow
from tests.builders import a_bank, a_library, later
from tests.questions import a_question, a_single_choice, one_of_each_kind
from tests.services.histories import add_rounds
from tests.services.starting import RIGHT_VERDICT, WRONG_VERDICT, Table
from tests.storage.stored_players import add_player, players


def question_ids(table: Table, started: Started) -> list[str]:
    return [item.question_id for item in table.attempt(started).items]


def test_somebody_who_starts_becomes_a_player(table: Table) -> None:
    started = table.start(None)

    assert len(started.player_id) == 32
    assert table.attempt(started).id == started.attempt_id


@pytest.mark.sqlite
@pytest.mark.usefixtures("impatient")
def test_while_questions_are_drawn_others_can_write(
    table: Table, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some choices take long, and in SQLite one transaction writes at a time."""
    with closing(open_database(settings.database_url)) as another:

        def draw_beside_a_writer(*arguments: Any) -> tuple[Question, ...]:
            add_player(another, "meanwhile")
            return draw(*arguments)

        monkeypatch.setattr("quiz.services.play.draw", draw_beside_a_writer)
        started = table.start(None)

        assert table.attempt(started).id == started.attempt_id
        assert players(another) == {"meanwhile", started.player_id}


def test_two_who_start_are_two_players(table: Table) -> None:
    assert table.start(None).player_id != table.start(None).player_id


def test_a_player_stays_the_same_player(table: Table) -> None:
    first = table.start(None)

    second = table.start(first.player_id)

    assert second.player_id == first.player_id
    assert second.attempt_id != first.attempt_id


def test_a_key_that_nobody_has_makes_no_player_of_that_name(table: Table) -> None:
    assert table.start("0" * 32).player_id != "0" * 32


def test_a_history_without_end_cannot_be_made(table: Table, database: Database) -> None:
    """All that is asked of a history takes longer with each round of it."""
    first = table.start()
    add_rounds(database, first.player_id, MOST_ROUNDS - 2)
    last = table.start(first.player_id, start_key="a click")
    assert table.start(first.player_id, start_key="a click") == last  # the second click starts nothing

    with pytest.raises(HistoryFullError):
        table.start(first.player_id)

    table.answer(last, 1, RIGHT_VERDICT)  # what has been begun goes on
    assert table.attempt(last).items[0].answer is not None
    assert table.start(None).player_id != first.player_id


def test_an_attempt_keeps_what_it_is_an_attempt_at(table: Table) -> None:
    attempt = table.attempt(table.start(length=3, minute=5))

    assert (attempt.article_id, attempt.bank_id, attempt.bank_version) == (
        "the-cat-case",
        "the-cat",
        table.version_in_use(),
    )
    assert (attempt.locale, attempt.started_at, attempt.length) == ("nb", later(5), 3)
    assert [item.number for item in attempt.items] == [1, 2, 3]
    assert table.responses(table.start(length=3)) == [..., ..., ...]


@pytest.mark.parametrize(("wished", "given"), [(None, 4), (1, 1), (4, 4), (20, 4)])
def test_an_attempt_is_as_long_as_was_wished_or_as_the_bank_is(
    table: Table, wished: int | None, given: int
) -> None:
    assert table.attempt(table.start(length=wished)).length == given


def test_the_order_of_questions_and_options_is_drawn_once(database: Database) -> None:
    table = Table(database, a_library(a_bank(*(a_single_choice(f"q{n}") for n in range(6)))))
    started = table.start()
    drawn = table.attempt(started).items

    table.answer(started, 1, "ntb")

    again = table.attempt(started).items
    assert [(i.question_id, i.arrangement) for i in again] == [(i.question_id, i.arrangement) for i in drawn]
    assert {frozenset(item.arrangement) for item in drawn} == {frozenset({"ntb", "owner", "neighbour"})}
    assert len({item.arrangement for item in drawn}) > 1


def test_a_double_click_starts_one_attempt(table: Table, history: History) -> None:
    first = table.start(None, start_key="click")

    second = table.start(None, start_key="click")

    assert second == first
    assert len(table.rounds(first.player_id)) == 1


def test_two_clicks_at_the_same_moment_start_one_attempt(table: Table, history: History) -> None:
    both_ready = Barrier(2)

    def click(seed: int) -> Started:
        both_ready.wait()
        return table.start(None, start_key="click", seed=seed)

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(click, (1, 2))

    assert first == second
    assert len(table.rounds(first.player_id)) == 1


def test_two_forms_start_two_attempts(table: Table) -> None:
    first = table.start(None, start_key="one form")

    second = table.start(first.player_id, start_key="another form")

    assert second.attempt_id != first.attempt_id


def test_a_form_sent_again_after_playing_starts_a_new_attempt(table: Table) -> None:
    first = table.start(None, start_key="click")
    table.answer(first, 1, RIGHT_VERDICT)

    again = table.start(first.player_id, start_key="click", minute=9)

    assert again.player_id == first.player_id
    assert again.attempt_id != first.attempt_id
    assert table.attempt(again).answered == 0


def test_another_players_form_hands_over_neither_the_attempt_nor_the_player(table: Table) -> None:
    mine = table.start(None, start_key="mine")
    yours = table.start(None, start_key="yours")

    taken = table.start(mine.player_id, start_key="yours")

    assert taken.player_id == mine.player_id
    assert taken.attempt_id != yours.attempt_id


def test_with_a_focus_only_what_practises_it_is_drawn(database: Database) -> None:
    table = Table(database, a_library(a_bank(*one_of_each_kind())))

    started = table.start(length=5, focus=Skill.SEQUENCE)

    assert question_ids(table, started) == ["what-first"]
    assert started.length == 1


def test_where_nothing_fits_the_wish_nothing_is_stored(table: Table, database: Database) -> None:
    with pytest.raises(NothingToDrawError):
        table.start(None, focus=Skill.SEQUENCE, start_key="click")

    with database.reading() as session:
        for row in (PlayerRow, AttemptRow, EditionRow):
            assert session.scalars(select(row)).all() == []


def test_how_many_were_drawn_is_told_to_who_wished_for_more(database: Database) -> None:
    enemies = (a_question("a", enemies=["b"]), a_question("b"), a_question("c"))
    table = Table(database, a_library(a_bank(*enemies)))

    first = table.start(length=3, start_key="click")
    again = table.start(first.player_id, length=3, start_key="click")

    assert (first.length, again.length) == (2, None)
    assert table.attempt(first).length == 2
    assert table.attempt(table.start(length=None)).length == 3


def test_a_question_is_missed_until_it_is_fully_right_at_last(table: Table) -> None:
    first = table.start()
    order = question_ids(table, first)
    for number, value in enumerate([WRONG_VERDICT, "dont-know", RIGHT_VERDICT, WRONG_VERDICT], start=1):
        table.answer(first, number, value, minute=1)
    second = table.start(first.player_id, minute=2)
    again = question_ids(table, second)
    for number, question in enumerate(again, start=1):
        table.answer(second, number, WRONG_VERDICT if question == order[2] else RIGHT_VERDICT, minute=3)

    for seed in range(20):
        drawn = table.start(first.player_id, length=1, seed=seed, minute=4)
        assert question_ids(table, drawn) == [order[2]]


def test_unseen_questions_come_first(table: Table) -> None:
    first = table.start(length=2)
    for number in (1, 2):
        table.answer(first, number, RIGHT_VERDICT)

    second = table.start(first.player_id, length=2, seed=2)

    assert set(question_ids(table, first)) | set(question_ids(table, second)) == {"q1", "q2", "q3", "q4"}


def test_a_question_that_was_shown_but_not_answered_is_still_unseen(table: Table) -> None:
    first = table.start(length=3)
    table.answer(first, 1, RIGHT_VERDICT)
    seen = question_ids(table, first)[0]

    for seed in range(20):
        assert seen not in question_ids(table, table.start(first.player_id, length=3, seed=seed))


def test_what_others_have_seen_does_not_matter(table: Table) -> None:
    other = table.start(length=1)
    table.answer(other, 1, RIGHT_VERDICT)

    drawn = {question_ids(table, table.start(None, length=1, seed=seed))[0] for seed in range(40)}

    assert drawn == {"q1", "q2", "q3", "q4"}


@pytest.mark.parametrize("player_id", [None, "", "nobody"])
def test_an_attempt_belongs_to_who_started_it(table: Table, player_id: str | None) -> None:
    started = table.start()
    other = table.start()

    for stranger in (player_id, other.player_id):
        with pytest.raises(AttemptNotFoundError):
            table.play.attempt(stranger, started.attempt_id)


@pytest.mark.parametrize("attempt_id", [0, -1, 99, 2**31 - 1])
def test_an_attempt_that_was_never_started_is_not_found(table: Table, attempt_id: int) -> None:
    started = table.start()

    with pytest.raises(AttemptNotFoundError):
        table.play.attempt(started.player_id, attempt_id)
