"""A link that takes a history to another device."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quiz.domain.attempt import MOST_ROUNDS

TERM = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Stored:
    """How much is stored of a player: rounds started, and answers given."""

    rounds: int
    answers: int

    def __bool__(self) -> bool:
        return self.rounds > 0


def fit_together(size: int, other: int) -> bool:
    """Tell whether two histories can be joined; a device without one may take over any.

    Their sizes are the rounds, or the keys of devices where a deletion that was cut short left more of these.
    """
    return not (size and other) or size + other <= MOST_ROUNDS


class TransferState(StrEnum):
    """What can be done with a link; `UNKNOWN` is also a link that a later one has replaced.

    `TOO_LONG` tells that the history and the device's own have more rounds together, or more keys of
    devices, than there is room for.
    """

    READY = "ready"
    TOO_LONG = "too-long"
    OWN = "own"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that has been made: `token` is known to its player alone. Times are aware UTC."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """What a link leads to, and what the device that opens it has of its own.

    `is_own` tells that the history is on this device already, whatever the state of the link.
    """

    state: TransferState
    history: Stored
    own: Stored
    is_own: bool
