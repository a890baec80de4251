"""Answering: once, in turn, and for good."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quiz.domain.attempt import AttemptNotFoundError, NotYourTurnError, QuestionNotFoundError
from quiz.domain.grade import Outcome, Refusal, RefusalReason
from quiz.services.history import History
from quiz.services.play import Started
from quiz.settings import Settings
from quiz.storage.database import Database, DatabaseUnavailableError, open_database
from tests.builders import later
from tests.services.starting import RIGHT_VERDICT, WRONG_VERDICT, Table, a_library_of


def test_an_answer_is_stored_with_its_grade(table: Table) -> None:
    started = table.start()

    assert table.answer(started, 1, WRONG_VERDICT, locale="en", minute=7) is True

    answer = table.attempt(started).items[0].answer
    assert answer is not None
    assert (answer.response, answer.outcome) == (WRONG_VERDICT, Outcome.INCORRECT)
    assert (answer.points, answer.max_points, answer.certainty) == (0, 1, None)
    assert (answer.locale, answer.answered_at) == ("en", later(7))


def test_an_answer_cannot_be_changed(table: Table) -> None:
    started = table.start()
    table.answer(started, 1, WRONG_VERDICT)
    before = table.attempt(started)

    assert table.answer(started, 1, RIGHT_VERDICT, locale="en", minute=9) is False
    assert table.answer(started, 1, "no-such-option") is False

    assert table.attempt(started) == before


def test_dont_know_is_stored_and_leads_on(table: Table) -> None:
    started = table.start()

    table.answer(started, 1, "dont-know")

    attempt = table.attempt(started)
    assert attempt.items[0].answer is not None
    assert attempt.items[0].answer.outcome is Outcome.SKIPPED
    assert attempt.next_number == 2


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], RefusalReason.NOTHING_GIVEN),
        ([""], RefusalReason.NOTHING_GIVEN),
        (["no-such-option"], RefusalReason.NOT_AN_OPTION),
        ([RIGHT_VERDICT, WRONG_VERDICT], RefusalReason.NOT_AN_OPTION),
    ],
)
def test_an_answer_that_cannot_be_read_stores_nothing(
    table: Table, values: list[str], reason: RefusalReason
) -> None:
    started = table.start()

    with pytest.raises(Refusal) as caught:
        table.answer(started, 1, *values)

    assert caught.value.reason is reason
    assert table.attempt(started).answered == 0
    assert table.answer(started, 1, RIGHT_VERDICT) is True


@pytest.mark.parametrize("number", [3, 4])
def test_a_question_further_on_must_wait_its_turn(table: Table, number: int) -> None:
    started = table.start()
    table.answer(started, 1, RIGHT_VERDICT)

    with pytest.raises(NotYourTurnError) as caught:
        table.answer(started, number, RIGHT_VERDICT)

    assert caught.value.next_number == 2
    assert table.attempt(started).answered == 1


@pytest.mark.parametrize("number", [-1, 0, 5, 10**30])
def test_a_question_outside_the_attempt_is_not_found(table: Table, number: int) -> None:
    started = table.start()

    with pytest.raises(QuestionNotFoundError):
        table.answer(started, number, RIGHT_VERDICT)


def test_nobody_answers_for_another(table: Table) -> None:
    mine, yours = table.start(), table.start()

    for player_id in (mine.player_id, "nobody", ""):
        with pytest.raises(AttemptNotFoundError):
            table.answer(Started(player_id, yours.attempt_id), 1, RIGHT_VERDICT)

    assert table.attempt(yours).answered == 0


def test_an_attempt_is_resumed_after_the_site_was_restarted(table: Table, settings: Settings) -> None:
    started = table.start()
    table.answer(started, 1, RIGHT_VERDICT)
    before = table.attempt(started)

    with closing(open_database(settings.database_url)) as reopened:
        again = Table(reopened, table.library)
        assert again.attempt(started) == before
        for number in (2, 3, 4):
            again.answer(started, number, RIGHT_VERDICT)

    assert table.attempt(started).finished


def test_a_question_that_was_withdrawn_meanwhile_is_answered_as_it_was_drawn(
    table: Table, database: Database, history: History
) -> None:
    started = table.start()
    withdrawn = table.attempt(started).items[0].question_id
    kept = [q for q in table.library.articles[0].banks[0].questions if q.id != withdrawn]
    later_on = Table(database, a_library_of(0, *kept))

    for number in (1, 2, 3, 4):
        later_on.answer(started, number, RIGHT_VERDICT)

    summary = later_on.rounds(started.player_id)[0]
    assert (summary.points, summary.max_points) == (4, 4)
    assert later_on.play.edition(later_on.attempt(started)).changed(
        later_on.library.articles[0], "nb", lambda _: None
    ) == {withdrawn}
    assert later_on.changed(started.player_id, "nb") == {started.attempt_id}
    assert table.changed(started.player_id, "nb") == frozenset()


def test_an_answer_to_a_question_that_was_withdrawn_afterwards_stands(
    table: Table, database: Database
) -> None:
    started = table.start()
    table.answer(started, 1, RIGHT_VERDICT)
    before = table.attempt(started)

    assert Table(database, a_library_of(1)).attempt(started) == before


def test_a_round_is_graded_by_the_keys_it_was_started_with(
    table: Table, database: Database, history: History
) -> None:
    started = table.start()
    table.answer(started, 1, RIGHT_VERDICT)

    corrected = Table(database, a_library_of(4, answer=WRONG_VERDICT))
    corrected.answer(started, 2, RIGHT_VERDICT)
    anew = corrected.start(started.player_id)
    corrected.answer(anew, 1, RIGHT_VERDICT)

    given = [item.answer for round in (anew, started) for item in table.attempt(round).items if item.answer]
    assert [answer.points for answer in given] == [0, 1, 1]
    assert corrected.changed(started.player_id, "nb") == {started.attempt_id}


@pytest.mark.sqlite
@pytest.mark.usefixtures("impatient")
def test_while_the_database_is_locked_nothing_that_was_answered_is_lost(
    table: Table, settings: Settings
) -> None:
    started = table.start()
    table.answer(started, 1, WRONG_VERDICT)

    with closing(sqlite3.connect(Path(settings.database_url.removeprefix("sqlite:///")))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailableError):
            table.answer(started, 2, RIGHT_VERDICT)
        with pytest.raises(DatabaseUnavailableError):
            table.start(started.player_id)
        assert table.responses(started) == [WRONG_VERDICT, ..., ..., ...]

    assert table.answer(started, 2, RIGHT_VERDICT) is True
    assert table.responses(started) == [WRONG_VERDICT, RIGHT_VERDICT, ..., ...]
