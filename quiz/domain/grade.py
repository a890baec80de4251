"""How an answer is judged, and why one cannot be read."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    CORRECT = "correct"
    PARTLY_CORRECT = "partly-correct"
    INCORRECT = "incorrect"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Grade:
    """Points out of the points possible, 0 <= points <= max_points; a skipped question is not wrong."""

    points: float
    max_points: float
    skipped: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.points <= self.max_points:
            raise ValueError(f"{self.points} points out of {self.max_points}")

    @property
    def outcome(self) -> Outcome:
        if self.skipped:
            return Outcome.SKIPPED
        if self.points == self.max_points:
            return Outcome.CORRECT
        return Outcome.PARTLY_CORRECT if self.points else Outcome.INCORRECT


class RefusalReason(StrEnum):
    NOTHING_GIVEN = "nothing-given"
    NOT_AN_OPTION = "not-an-option"
    NOT_A_NUMBER = "not-a-number"
    NOT_AN_ORDER = "not-an-order"


class Refusal(Exception):  # noqa: N818 - an ordinary outcome of reading a form, not an error
    """The form holds no answer that can be read; nothing is graded."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Rearrangement(Exception):  # noqa: N818 - an ordinary outcome of reading a form, not an error
    """The form asks to be shown again with its options in another order; nothing is graded.

    `draft` is that order as a short text, for an address; Question.arrangement_of reads it. `moved` is the id
    of the option that was moved.
    """

    def __init__(self, draft: str, moved: str) -> None:
        super().__init__(draft)
        self.draft = draft
        self.moved = moved
