"""How questions perform: difficulty, discrimination, and who does not know; from sums over answers."""

from dataclasses import dataclass
from math import sqrt

FEWEST_ANSWERS = 10  # below, the numbers say more about single players than about the question


@dataclass(frozen=True, slots=True)
class AnswerSums:
    """Sums over the answers to one question.

    `right` answers got all points, `skipped` ones were "I don't know". The rest score of an answer is the
    share (0 to 1) of points in the other answers of its attempt; `rested` answers have one, as there are
    other answers, and `rested_right` of these are right. `rest`, `rest_right` and `rest_squares` are the sums
    of the rest scores, of those beside a right answer, and of their squares.
    """

    answers: int
    right: int
    skipped: int
    rested: int
    rested_right: int
    rest: float
    rest_right: float
    rest_squares: float


@dataclass(frozen=True, slots=True)
class Performance:
    """How a question performs. All shares are from 0 to 1, `discrimination` from -1 to 1.

    `discrimination` is None where it is not defined: all answers are right, none is, or all rest scores are
    the same.
    """

    answers: int
    difficulty: float
    dont_know: float
    discrimination: float | None


def performance(sums: AnswerSums) -> Performance | None:
    """Return how a question performs; None with fewer than FEWEST_ANSWERS answers.

    `difficulty` is the classical p value: the share of all answers, "I don't know" among them, that got all
    points; the higher, the easier.
    """
    if sums.answers < FEWEST_ANSWERS:
        return None
    return Performance(
        answers=sums.answers,
        difficulty=sums.right / sums.answers,
        dont_know=sums.skipped / sums.answers,
        discrimination=_point_biserial(sums),
    )


def _point_biserial(sums: AnswerSums) -> float | None:
    """Correlate right or not with the rest score: r = (M1 - M0) / s * sqrt(n1 n0 / n^2).

    M1 and M0 are the mean rest scores beside right and beside other answers, n1 and n0 their numbers, s the
    standard deviation of all n rest scores (Lord & Novick, Statistical Theories of Mental Test Scores, 1968,
    chapter 15). The rest score leaves the question itself out, which would else correlate with itself
    (Henrysson, Psychometrika 28, 1963, 211-218).
    """
    n, right = sums.rested, sums.rested_right
    other = n - right
    if not right or not other:
        return None
    variance = sums.rest_squares / n - (sums.rest / n) ** 2
    if variance < 1e-12:  # all the same, but for the rounding of sums
        return None
    difference = sums.rest_right / right - (sums.rest - sums.rest_right) / other
    return difference / sqrt(variance) * sqrt(right * other) / n
