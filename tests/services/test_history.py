"""Looking back."""

import gc
import json
import tracemalloc

import pytest

from quiz.domain.attempt import Attempt
from quiz.domain.question import Skill
from quiz.services.history import History
from quiz.storage.database import Database
from tests.services.histories import add_rounds
from tests.services.starting import RIGHT_VERDICT, WRONG_VERDICT, Table


@pytest.mark.parametrize("player_id", [None, "", "nobody"])
def test_somebody_who_has_not_played_has_no_history(
    table: Table, history: History, player_id: str | None
) -> None:
    table.start()

    assert list(table.rounds(player_id)) == []
    assert list(history.export(player_id)) == []


def test_an_attempt_just_started_is_in_the_history(table: Table, history: History) -> None:
    started = table.start(length=3)

    (past,) = history.page(started.player_id, "nb").rounds

    assert (past.attempt.id, past.attempt.length, past.attempt.answered) == (started.attempt_id, 3, 0)
    assert (past.attempt.points, past.attempt.max_points, past.attempt.finished) == (None, None, False)
    assert list(past.locales) == ["nb"]


def test_sums_come_from_the_answers(table: Table, history: History) -> None:
    started = table.start()
    for number, value in enumerate((RIGHT_VERDICT, WRONG_VERDICT, "dont-know", RIGHT_VERDICT), start=1):
        table.answer(started, number, value)

    (summary,) = table.rounds(started.player_id)

    assert (summary.answered, summary.points, summary.max_points, summary.share) == (4, 2, 4, 0.5)
    assert summary.finished


def test_the_newest_attempt_comes_first(table: Table, history: History) -> None:
    first = table.start(None, minute=5)
    earlier = table.start(first.player_id, minute=1)
    same_minute = table.start(first.player_id, minute=5)

    expected = [same_minute.attempt_id, first.attempt_id, earlier.attempt_id]

    assert [summary.id for summary in table.rounds(first.player_id)] == expected
    assert [attempt["attempt"] for attempt in history.export(first.player_id)] == expected


def test_the_languages_stand_in_the_order_in_which_they_were_used(table: Table, history: History) -> None:
    started = table.start()
    for number, locale in enumerate(("nb", "en", "nb"), start=1):
        table.answer(started, number, RIGHT_VERDICT, locale=locale, minute=number)

    assert list(history.page(started.player_id, "nb").rounds[0].locales) == ["nb", "en"]


def test_histories_of_players_do_not_mix(table: Table) -> None:
    mine, yours = table.start(length=1), table.start(length=2)
    table.answer(mine, 1, RIGHT_VERDICT)
    table.answer(yours, 1, WRONG_VERDICT)
    table.answer(yours, 2, WRONG_VERDICT)

    assert [(s.id, s.answered, s.points) for s in table.rounds(mine.player_id)] == [(mine.attempt_id, 1, 1)]
    assert [(s.id, s.answered, s.points) for s in table.rounds(yours.player_id)] == [(yours.attempt_id, 2, 0)]


def test_the_export_holds_every_attempt_and_answer(table: Table, history: History) -> None:
    started = table.start(length=3)
    table.answer(started, 1, WRONG_VERDICT, minute=1)
    table.answer(started, 2, "dont-know", locale="en", minute=2)
    asked = [item.question_id for item in table.attempt(started).items]

    exported = list(history.export(started.player_id))

    assert json.loads(json.dumps(exported)) == [
        {
            "attempt": started.attempt_id,
            "article": "the-cat-case",
            "quiz": "the-cat",
            "bank_version": table.version_in_use(),
            "purpose": "quiz",
            "way": "from-memory",
            "asks_certainty": False,
            "locale": "nb",
            "focus": None,
            "started_at": "2020-09-27T12:30:15.250Z",
            "length": 3,
            "answers": [
                {
                    "number": 1,
                    "question": asked[0],
                    "response": WRONG_VERDICT,
                    "outcome": "incorrect",
                    "points": 0,
                    "max_points": 1,
                    "certainty": None,
                    "evidence": None,
                    "locale": "nb",
                    "answered_at": "2020-09-27T12:31:15.250Z",
                    "asks_evidence": False,
                },
                {
                    "number": 2,
                    "question": asked[1],
                    "response": None,
                    "outcome": "skipped",
                    "points": 0,
                    "max_points": 1,
                    "certainty": None,
                    "evidence": None,
                    "locale": "en",
                    "answered_at": "2020-09-27T12:32:15.250Z",
                    "asks_evidence": False,
                },
            ],
            "unanswered": [{"number": 3, "question": asked[2]}],
        }
    ]


def test_of_an_export_that_is_taken_slowly_little_is_held(table: Table, history: History) -> None:
    """Hundreds of downloads can be taken a little at a time, for as long as somebody likes."""
    player_id = table.start(None).player_id
    for number in range(11):
        table.start(player_id, minute=-number % 4)  # as of joined histories, the later may be the earlier
    before = _attempts_in_memory()

    export = history.export(player_id)
    rounds = [next(export)]

    assert _attempts_in_memory() - before <= 5
    rounds += export
    assert sorted((each["started_at"], each["attempt"]) for each in rounds) == [
        (each["started_at"], each["attempt"]) for each in reversed(rounds)
    ]
    assert len({each["attempt"] for each in rounds}) == 12


def test_an_export_that_has_begun_holds_nothing_of_what_is_still_to_be_read(
    table: Table, history: History, database: Database
) -> None:
    """A hundred downloads of a million rounds held their numbers, which was a gigabyte."""
    player_id = table.start(None).player_id
    next(history.export(player_id))  # what is made once
    add_rounds(database, player_id, 10)
    of_few = _held_by_an_export(history, player_id)

    add_rounds(database, player_id, 5000)

    assert _held_by_an_export(history, player_id) < of_few + 30_000  # their numbers alone are 40 KB


def _held_by_an_export(history: History, player_id: str) -> int:
    """Return the most bytes that were held until the first round came."""
    tracemalloc.start()
    try:
        next(history.export(player_id))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _attempts_in_memory() -> int:
    return sum(isinstance(each, Attempt) for each in gc.get_objects())


def test_what_a_round_was_focused_on_is_kept(table: Table, history: History) -> None:
    started = table.start(focus=Skill.CLAIM_OR_FACT)

    assert table.attempt(started).focus is Skill.CLAIM_OR_FACT
    assert [summary.focus for summary in table.rounds(started.player_id)] == [Skill.CLAIM_OR_FACT]
    assert next(history.export(started.player_id))["focus"] == "claim-or-fact"
