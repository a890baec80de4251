"""An attempt, and sums over answers."""

from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.grade import Outcome
from quiz.domain.progress import score, standing
from tests.builders import HALF, OUTCOMES, RIGHT, SKIPPED, WRONG, a_pick, a_summary, an_answer, an_attempt


def test_a_new_attempt_begins_with_its_first_question() -> None:
    attempt = an_attempt(None, None)

    assert (attempt.next_number, attempt.answered, attempt.length, attempt.finished) == (1, 0, 2, False)


def test_the_first_question_without_an_answer_is_next() -> None:
    attempt = an_attempt(an_answer(), None, an_answer(), None)

    assert (attempt.next_number, attempt.answered, attempt.finished) == (2, 2, False)


def test_an_attempt_is_finished_when_all_is_answered() -> None:
    attempt = an_attempt(an_answer(), an_answer(None, SKIPPED))

    assert (attempt.next_number, attempt.finished) == (None, True)


def test_an_answer_that_awaits_its_evidence_is_not_settled() -> None:
    attempt = an_attempt(an_answer(pick=a_pick(0)), an_answer(awaits_pick=True))

    assert (attempt.next_number, attempt.answered, attempt.finished) == (2, 1, False)


def test_a_score_adds_up_points_and_outcomes() -> None:
    answers = [an_answer(grade=grade) for grade in (RIGHT, RIGHT, HALF, WRONG, SKIPPED)]

    added = score(answers)

    assert (added.points, added.max_points) == (2.5, 5)
    assert (added.correct, added.skipped) == (2, 1)


def test_a_score_of_nothing_is_nothing() -> None:
    assert (score([]).points, score([]).max_points) == (0, 0)


@given(st.lists(st.sampled_from(Outcome)))
def test_a_score_is_never_more_than_is_possible(outcomes: list[Outcome]) -> None:
    added = score(an_answer(grade=OUTCOMES[outcome]) for outcome in outcomes)

    assert added.correct + added.skipped <= len(outcomes)
    assert 0 <= added.points <= added.max_points == len(outcomes)


def test_somebody_who_has_not_played_stands_nowhere() -> None:
    found = standing([])

    assert (found.unfinished, found.best, found.last) == (None, None, None)


def test_the_last_attempt_need_not_be_the_best() -> None:
    last, best, first = a_summary(3, points=4), a_summary(2, points=9), a_summary(1, points=2)

    found = standing([last, best, first])

    assert (found.unfinished, found.best, found.last) == (None, best, last)


def test_the_best_attempt_has_the_largest_share_not_the_most_points() -> None:
    short, long = a_summary(2, points=9), a_summary(1, points=12, length=20, answered=20)

    assert standing([short, long]).best == short


def test_an_unfinished_attempt_is_resumed_and_does_not_count() -> None:
    newer, older = a_summary(3, points=3, answered=3), a_summary(2, points=1, answered=1)
    finished = a_summary(1, points=2)

    found = standing([newer, older, finished])

    assert (found.unfinished, found.best, found.last) == (newer, finished, finished)
