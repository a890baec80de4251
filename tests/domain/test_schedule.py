"""Spaced repetition: what an answer does to a memory, and which days questions come back on."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.schedule import LONGEST_INTERVAL, Memory, Scheduled, look_ahead, review
from tests.builders import SUNDAY

OSLO = ZoneInfo("Europe/Oslo")
answers = st.tuples(
    st.sampled_from(Outcome),
    st.none() | st.sampled_from(Certainty),
    st.timedeltas(timedelta(0), timedelta(400)),
)


def days(outcome: Outcome, certainty: Certainty | None = None, memory: Memory | None = None) -> int:
    at = memory.due_at if memory else SUNDAY
    return (review(memory, outcome, certainty, at).due_at - at).days


def test_the_surer_a_right_answer_the_later_its_question_comes_back() -> None:
    guessed = days(Outcome.CORRECT, Certainty.GUESSING)
    plain = days(Outcome.CORRECT)
    certain = days(Outcome.CORRECT, Certainty.CERTAIN)

    assert days(Outcome.INCORRECT) <= guessed < plain < certain
    assert plain == days(Outcome.CORRECT, Certainty.FAIRLY_SURE)


def test_what_is_not_fully_right_comes_back_soon_however_sure_one_was() -> None:
    known = review(None, Outcome.CORRECT, Certainty.CERTAIN, SUNDAY)
    missed = [
        days(outcome, certainty, known)
        for outcome in (Outcome.PARTLY_CORRECT, Outcome.INCORRECT, Outcome.SKIPPED)
        for certainty in (None, *Certainty)
    ]

    assert set(missed) == {missed[0]}
    assert 1 <= missed[0] < days(Outcome.CORRECT, None, known)


def test_each_time_it_is_known_it_stays_away_longer() -> None:
    memory, waits = None, []
    for _ in range(5):
        waits.append(days(Outcome.CORRECT, None, memory))
        memory = review(memory, Outcome.CORRECT, None, memory.due_at if memory else SUNDAY)

    assert waits == sorted(set(waits))


@given(st.lists(answers, min_size=1, max_size=12))
def test_every_question_comes_back_on_another_day_within_bounds(given_answers: list) -> None:
    memory, now = None, SUNDAY
    for outcome, certainty, pause in given_answers:
        now += pause
        memory = review(memory, outcome, certainty, now)

        wait = memory.due_at - now
        assert timedelta(days=1) <= wait <= timedelta(days=LONGEST_INTERVAL)
        assert wait.seconds == 0
        assert memory.reviewed_at == now
        assert memory.stability > 0
        assert 1 <= memory.difficulty <= 10


def test_today_ends_at_midnight_in_the_time_zone_of_the_site() -> None:
    now = datetime(2026, 11, 24, 7, 0, tzinfo=OSLO)
    times = {
        "overdue": datetime(2026, 11, 1, 8, 0, tzinfo=UTC),
        "tonight": datetime(2026, 11, 24, 22, 59, tzinfo=UTC),
        "tomorrow": datetime(2026, 11, 24, 23, 0, tzinfo=UTC),
        "in-a-week": datetime(2026, 12, 1, 12, 0, tzinfo=UTC),
        "later": datetime(2026, 12, 2, 12, 0, tzinfo=UTC),
    }

    outlook = look_ahead(
        (Scheduled("cat", id, at, missed=id == "later") for id, at in reversed(times.items())), now
    )

    assert outlook.due == ("overdue", "tonight")
    assert {day: count for day, count in outlook.coming.items() if count} == {
        date(2026, 11, 25): 1,
        date(2026, 12, 1): 1,
    }
    assert (len(outlook.coming), outlook.later, outlook.next_day) == (7, 1, date(2026, 11, 25))
    assert outlook.missed == {"later"}


def test_nothing_answered_means_nothing_to_come() -> None:
    outlook = look_ahead((), datetime(2026, 11, 24, tzinfo=OSLO))

    assert (outlook.due, outlook.later, outlook.next_day) == ((), 0, None)
