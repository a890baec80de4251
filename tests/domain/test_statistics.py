"""How questions perform, from sums over their answers."""

from collections.abc import Sequence
from statistics import correlation, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.statistics import FEWEST_ANSWERS, AnswerSums, Performance, performance


def sums_of(answers: Sequence[tuple[bool, float | None]], skipped: int = 0) -> AnswerSums:
    """Add up answers: whether each is right, and its rest score."""
    rested = [(right, rest) for right, rest in answers if rest is not None]
    return AnswerSums(
        answers=len(answers),
        right=sum(right for right, _ in answers),
        skipped=skipped,
        rested=len(rested),
        rested_right=sum(right for right, _ in rested),
        rest=sum(rest for _, rest in rested),
        rest_right=sum(rest for right, rest in rested if right),
        rest_squares=sum(rest * rest for _, rest in rested),
    )


def performance_of(answers: Sequence[tuple[bool, float | None]], skipped: int = 0) -> Performance:
    found = performance(sums_of(answers, skipped))
    assert found is not None
    return found


def test_nothing_is_said_of_a_question_with_too_few_answers() -> None:
    assert performance(sums_of([(True, 0.5)] * (FEWEST_ANSWERS - 1))) is None
    assert performance(sums_of([(True, 0.5)] * FEWEST_ANSWERS)) is not None


def test_difficulty_is_the_share_of_right_answers_and_not_knowing_is_not_right() -> None:
    found = performance_of([(True, 0.5)] * 6 + [(False, 0.5)] * 4, skipped=3)

    assert (found.answers, found.difficulty, found.dont_know) == (10, 0.6, 0.3)


def test_a_question_that_only_the_strong_get_right_discriminates_fully() -> None:
    assert performance_of([(True, 1.0)] * 5 + [(False, 0.0)] * 5).discrimination == pytest.approx(1)
    assert performance_of([(False, 1.0)] * 5 + [(True, 0.0)] * 5).discrimination == pytest.approx(-1)


@pytest.mark.parametrize(
    "answers",
    [
        [(True, 0.1), (True, 0.9)] * 5,
        [(False, 0.1), (False, 0.9)] * 5,
        [(True, 0.3), (False, 0.3)] * 5,
        [(True, None), (False, None)] * 5,
    ],
)
def test_without_any_difference_there_is_no_discrimination(
    answers: Sequence[tuple[bool, float | None]],
) -> None:
    assert performance_of(answers).discrimination is None


def test_an_answer_without_others_in_its_attempt_counts_for_the_difficulty_alone() -> None:
    beside_others = [(True, 1.0), (False, 0.0)] * 5

    found = performance_of([*beside_others, (True, None), (True, None)])

    assert found.difficulty == pytest.approx(7 / 12)
    assert found.discrimination == performance_of(beside_others).discrimination


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20).map(lambda n: n / 20)), min_size=FEWEST_ANSWERS))
def test_discrimination_is_the_correlation_of_right_or_not_with_the_rest(
    answers: list[tuple[bool, float]],
) -> None:
    found = performance_of(answers).discrimination

    rights, rests = [float(right) for right, _ in answers], [rest for _, rest in answers]
    if len(set(rights)) == 1 or len(set(rests)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(correlation(rights, rests), abs=1e-6)
        assert performance_of(answers).difficulty == pytest.approx(fmean(rights))
