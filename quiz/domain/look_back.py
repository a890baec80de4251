"""What a player's latest answers tell: by skill, and how well certainty fits."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.question import Question, Response, Skill, Trap

# Answers that make a picture: enough that one more changes little, few enough to tell of now.
WINDOW = 100
ROUNDS = 100  # that are looked through for them
ENOUGH_RATED = 20  # answers; of fewer, a share right says more of chance than of the player
ENOUGH_OF_A_LEVEL = 5  # answers, for it to be compared with another level of certainty
# Bounds that chance alone passes once in twenty times: of a normal deviate either way, and of chi-square with
# two degrees of freedom, since three levels can be compared.
BEYOND_CHANCE = 1.96
MIXED_BEYOND_CHANCE = 5.99
ENOUGH_OF_A_SKILL = 5  # points possible, for the skill to be called the weakest
GOOD = 0.8  # of the points; a skill that is as good as that needs no practice of its own


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """An answer in a finished round of a quiz."""

    attempt_id: int
    article_id: str
    question_id: str
    points: float
    max_points: float
    outcome: Outcome
    certainty: Certainty | None


@dataclass(frozen=True, slots=True)
class RecentAnswer:
    """A past answer with how far back its round lies, in questions of rounds that came later.

    `asked_before` counts those of the rounds alone that asked how sure the player was; None where its own
    did not.
    """

    answer: PastAnswer
    before: int
    asked_before: int | None


@dataclass(frozen=True, slots=True)
class LookBack:
    """A player's answers in whole rounds: the latest ones, those before, and the latest that were rated."""

    latest: tuple[PastAnswer, ...]
    earlier: tuple[PastAnswer, ...]
    rated: tuple[PastAnswer, ...]


def look_back(recent: Iterable[RecentAnswer]) -> LookBack:
    """Part recent answers: the latest WINDOW or, since rounds stay whole, a few more; as many before."""
    recent = list(recent)
    return LookBack(
        latest=tuple(each.answer for each in recent if each.before < WINDOW),
        earlier=tuple(each.answer for each in recent if WINDOW <= each.before < 2 * WINDOW),
        rated=tuple(
            each.answer
            for each in recent
            if each.asked_before is not None
            and each.asked_before < 2 * WINDOW
            and each.answer.certainty is not None
        ),
    )


def rounds_in(answers: Iterable[PastAnswer]) -> int:
    return len({answer.attempt_id for answer in answers})


@dataclass(frozen=True, slots=True)
class SkillSum:
    """Points out of the points possible on the questions that need a skill."""

    points: float
    max_points: float

    @property
    def share(self) -> float:
        return self.points / self.max_points


def by_skill(answers: Iterable[tuple[Sequence[Skill], float, float]]) -> dict[Skill, SkillSum]:
    """Add up answers by skill, in the order of the skills.

    An answer is what its question needs, its points, and the points possible. One that needs two skills
    counts for both, and what was left open counts among the points possible, as in a score.
    """
    sums: dict[Skill, SkillSum] = {}
    for skills, points, max_points in answers:
        for skill in skills:
            so_far = sums.get(skill, SkillSum(0, 0))
            sums[skill] = SkillSum(so_far.points + points, so_far.max_points + max_points)
    return {skill: sums[skill] for skill in Skill if skill in sums and sums[skill].max_points}


def weakest(sums: Mapping[Skill, SkillSum]) -> Skill | None:
    """Return the skill with the lowest share of the points; None where all are good or little is known."""
    known = {skill: each.share for skill, each in sums.items() if each.max_points >= ENOUGH_OF_A_SKILL}
    skill = min(known, key=lambda each: known[each], default=None)
    return None if skill is None or known[skill] >= GOOD else skill


@dataclass(frozen=True, slots=True)
class Rated:
    """How many of the answers that were rated alike were fully right."""

    certainty: Certainty
    right: int
    answers: int

    @property
    def share(self) -> float:
        return self.right / self.answers


class Trend(StrEnum):
    """How being right goes with being sure; LEVEL where what differs may be chance."""

    RISING = "rising"
    FALLING = "falling"
    MIXED = "mixed"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Certainty against correctness. `levels` holds those that were used, the least sure first."""

    levels: tuple[Rated, ...]

    @property
    def answers(self) -> int:
        return sum(level.answers for level in self.levels)

    @property
    def missing(self) -> int:
        """How many rated answers are missing until something can be told."""
        return max(0, ENOUGH_RATED - self.answers)

    @property
    def trend(self) -> Trend | None:
        """How often the player was right, from the least sure on; None where too little can be compared.

        A direction is named only beyond chance, by the Cochran-Armitage test for a trend in proportions
        (Armitage 1955), and only where no step goes the other way.
        """
        levels = [level for level in self.levels if level.answers >= ENOUGH_OF_A_LEVEL]
        if len(levels) < 2:
            return None
        count = sum(level.answers for level in levels)
        share = sum(level.right for level in levels) / count
        if share in (0, 1):
            return Trend.LEVEL
        ranks = [tuple(Certainty).index(level.certainty) for level in levels]
        excess = [level.right - level.answers * share for level in levels]
        middle = sum(rank * level.answers for rank, level in zip(ranks, levels, strict=True)) / count
        spread = sum((rank - middle) ** 2 * level.answers for rank, level in zip(ranks, levels, strict=True))
        variance = share * (1 - share)
        slope = sum(rank * more for rank, more in zip(ranks, excess, strict=True)) / sqrt(variance * spread)
        chi_square = (
            sum(more**2 / level.answers for more, level in zip(excess, levels, strict=True)) / variance
        )
        if abs(slope) < BEYOND_CHANCE and chi_square < MIXED_BEYOND_CHANCE:
            return Trend.LEVEL
        shares = [level.share for level in levels]
        if slope >= BEYOND_CHANCE and shares == sorted(shares):
            return Trend.RISING
        if slope <= -BEYOND_CHANCE and shares == sorted(shares, reverse=True):
            return Trend.FALLING
        return Trend.MIXED


def calibrate(answers: Iterable[tuple[Certainty | None, Outcome]]) -> Calibration:
    """Count right answers by how sure the player was; what was not rated is left out."""
    rated = [(certainty, outcome) for certainty, outcome in answers if certainty is not None]
    levels = []
    for level in Certainty:
        outcomes = [outcome for certainty, outcome in rated if certainty is level]
        if outcomes:
            levels.append(Rated(level, outcomes.count(Outcome.CORRECT), len(outcomes)))
    return Calibration(tuple(levels))


def fallen_for(answers: Iterable[tuple[Question, Response]]) -> dict[Trap, int]:
    """Count the traps in answers to questions, the most frequent first. "I don't know" falls for none."""
    counts = Counter(
        remark.trap
        for question, response in answers
        if response is not None
        for remark in question.remarks(response)
        if remark.trap is not None
    )
    return dict(counts.most_common())
