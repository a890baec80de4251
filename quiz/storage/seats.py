"""Places for those who use a database at the same time, so that a wait for it never takes every thread."""

from threading import Condition
from time import monotonic

# Seconds in which nobody came or was served, after which no more wait. Shorter where the last one to leave
# went unserved: so long as the database is stuck, all come and go in vain.
PATIENCE = 0.5
SHORT_PATIENCE = 0.2


class NoSeatError(Exception):
    """All who have a place wait for the database already."""


class Seats:
    """A number of places. Who finds none waits while others are served, and gives up once they are stuck."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._patience = PATIENCE
        self._moved = monotonic()
        self._changed = Condition()

    def take(self) -> None:
        """Take a place. Raises NoSeatError."""
        with self._changed:
            while not self._free:
                left = self._moved + self._patience - monotonic()
                if left <= 0:
                    raise NoSeatError
                self._changed.wait(left)
            self._free -= 1
            self._moved = monotonic()

    def leave(self, *, served: bool) -> None:
        """Give a place back; `served` tells whether the database did what it was asked for."""
        with self._changed:
            self._free += 1
            self._patience = PATIENCE if served else SHORT_PATIENCE
            if served:
                self._moved = monotonic()
            self._changed.notify()
