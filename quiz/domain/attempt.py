"""One round through a quiz: what has been answered, and what may be answered next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.question import Response, Skill

MOST_ROUNDS = 10_000  # of one player: ten a day for nearly three years


class Way(StrEnum):
    """How a round is played: from memory, or with the article beside each question.

    With the source, the player also points at the sentence that settles the question.
    """

    FROM_MEMORY = "from-memory"
    WITH_SOURCE = "with-source"


class Purpose(StrEnum):
    """What a round is for: a quiz, the same questions as somebody else's, or practice."""

    QUIZ = "quiz"
    SHARED = "shared"
    MISSED = "missed"
    DUE = "due"

    @property
    def is_practice(self) -> bool:
        """Whether a round repeats what the player has met before, and so says nothing of a quiz's score."""
        return self in (Purpose.MISSED, Purpose.DUE)


@dataclass(frozen=True, slots=True)
class Pick:
    """The sentence that a player pointed at as evidence; `points` is 0 or 1.

    `sentence` is an id, `quiz.domain.evidence.NO_SENTENCE` for "none settles it", None for "I can't find it".
    """

    sentence: str | None
    points: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A record: the grade was settled when the answer was given. `answered_at` is aware UTC.

    `asks_evidence` tells that the player is also asked for the sentence that settles the question: `pick`.
    """

    response: Response
    outcome: Outcome
    points: float
    max_points: float
    certainty: Certainty | None
    locale: str
    answered_at: datetime
    asks_evidence: bool = False
    pick: Pick | None = None

    @property
    def awaits_pick(self) -> bool:
        return self.asks_evidence and self.pick is None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of an attempt; `number` counts from 1, `arrangement` is the order of its options."""

    number: int
    question_id: str
    arrangement: tuple[str, ...]
    answer: Answer | None

    @property
    def settled(self) -> Answer | None:
        """The answer, once everything is given that the player is asked for; its verdict may be shown."""
        return None if self.answer is None or self.answer.awaits_pick else self.answer


@dataclass(frozen=True, slots=True)
class Attempt:
    """A player's round through one quiz. Times are aware UTC."""

    id: int
    article_id: str
    bank_id: str
    bank_version: str
    locale: str
    focus: Skill | None
    started_at: datetime
    items: tuple[Item, ...]
    purpose: Purpose = Purpose.QUIZ
    way: Way = Way.FROM_MEMORY
    asks_certainty: bool = False

    @property
    def length(self) -> int:
        return len(self.items)

    @property
    def next_number(self) -> int | None:
        """The number of the first question that is not settled; None when the attempt is finished."""
        return next((item.number for item in self.items if item.settled is None), None)

    @property
    def finished(self) -> bool:
        return self.next_number is None

    @property
    def answered(self) -> int:
        return sum(item.settled is not None for item in self.items)

    @property
    def missed(self) -> tuple[str, ...]:
        """The ids of the questions that are settled, and were not fully right."""
        return tuple(
            item.question_id
            for item in self.items
            if item.settled is not None and item.settled.outcome is not Outcome.CORRECT
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of an attempt, with what its page needs to know of the rest; the fields are Attempt's."""

    id: int
    article_id: str
    bank_id: str
    bank_version: str
    purpose: Purpose
    way: Way
    asks_certainty: bool
    length: int
    next_number: int | None
    item: Item


@dataclass(frozen=True, slots=True)
class Played:
    """What a round is a round of: a quiz, or practice on an article, where `bank_id` is None."""

    article_id: str
    bank_id: str | None


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """An attempt without its questions. Times are aware UTC.

    `points` and `max_points` are the sums of its answers, and None as long as it is not finished.
    """

    id: int
    article_id: str
    bank_id: str
    bank_version: str
    focus: Skill | None
    started_at: datetime
    length: int
    answered: int
    points: float | None
    max_points: float | None
    purpose: Purpose = Purpose.QUIZ
    way: Way = Way.FROM_MEMORY

    @property
    def finished(self) -> bool:
        return self.points is not None

    @property
    def share(self) -> float | None:
        """The points as a share of the points possible, from 0 to 1; None as long as it is not finished."""
        return None if self.points is None or not self.max_points else self.points / self.max_points

    @property
    def played(self) -> Played:
        return Played(self.article_id, None if self.purpose.is_practice else self.bank_id)


@dataclass(frozen=True, slots=True)
class PastRound:
    """An attempt as a row of the history, with the languages of its answers in the order of their use."""

    attempt: AttemptSummary
    locales: Sequence[str]
    question_ids: frozenset[str]


class AttemptNotFoundError(LookupError):
    """There is no such attempt, or it is another player's: the two look alike."""


class QuestionNotFoundError(LookupError):
    """The attempt has no question with this number."""


class HistoryFullError(Exception):
    """A player has as many rounds as there is room for."""


class NothingToDrawError(Exception):
    """No question fits what the player asked for."""


class NotYourTurnError(Exception):
    """A question further on was answered before the one that is next."""

    def __init__(self, next_number: int) -> None:
        super().__init__(next_number)
        self.next_number = next_number
