"""Sums over answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.domain.attempt import Answer, AttemptSummary
from quiz.domain.grade import Outcome


@dataclass(frozen=True, slots=True)
class Score:
    """Points out of the points possible, how many questions were fully right, and how many skipped."""

    points: float
    max_points: float
    correct: int
    skipped: int


def score(answers: Iterable[Answer]) -> Score:
    """Add up answers; a question that was skipped counts among the points possible."""
    answers = list(answers)
    outcomes = [answer.outcome for answer in answers]
    return Score(
        points=sum(answer.points for answer in answers),
        max_points=sum(answer.max_points for answer in answers),
        correct=outcomes.count(Outcome.CORRECT),
        skipped=outcomes.count(Outcome.SKIPPED),
    )


def right_with_evidence(answers: Iterable[Answer]) -> int:
    """Count the answers that are right and have the right evidence, too.

    A right answer of which no evidence was asked points at its sentences itself.
    """
    right = [answer for answer in answers if answer.outcome is Outcome.CORRECT]
    return sum(not answer.asks_evidence or bool(answer.pick and answer.pick.points) for answer in right)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a player stands with one quiz: an unfinished attempt, and the finished ones' best and last."""

    unfinished: AttemptSummary | None
    best: AttemptSummary | None
    last: AttemptSummary | None


def standing(attempts: Iterable[AttemptSummary]) -> Standing:
    """Shape a player's attempts at one quiz, newest first, into what its card shows; practice is none.

    It takes no more of them than the newest unfinished one, the newest finished one and the best.
    """
    attempts = [attempt for attempt in attempts if not attempt.purpose.is_practice]
    finished = [attempt for attempt in attempts if attempt.finished]
    return Standing(
        unfinished=next((attempt for attempt in attempts if not attempt.finished), None),
        best=max(finished, key=lambda attempt: attempt.share or 0, default=None),
        last=finished[0] if finished else None,
    )
