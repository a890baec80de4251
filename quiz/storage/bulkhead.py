"""A bulkhead: so many use the database at the same time, and a wait for it never takes every thread.

The pattern is called so by Michael Nygard in Release It!: a part that is full lets the others go on.
"""

from threading import Condition
from time import monotonic

# Seconds in which nobody came or was served, after which no more wait. Shorter where the last one to leave
# went unserved: so long as the database is stuck, all come and go in vain.
PATIENCE = 2.0
SHORT_PATIENCE = 0.2


class BulkheadFullError(Exception):
    """All who were let in wait for the database already."""


class Bulkhead:
    """A number of places. Who finds none waits while others are served, and gives up once they are stuck."""

    def __init__(
        self, count: int, *, patience: float = PATIENCE, short_patience: float = SHORT_PATIENCE
    ) -> None:
        self._free = count
        self._patience, self._short_patience = patience, short_patience
        self.is_stuck = False  # whether the last one to leave went unserved
        self._moved = monotonic()
        self._changed = Condition()

    def enter(self) -> None:
        """Go in. Raises BulkheadFullError."""
        with self._changed:
            while not self._free:
                patience = self._short_patience if self.is_stuck else self._patience
                left = self._moved + patience - monotonic()
                if left <= 0:
                    raise BulkheadFullError
                self._changed.wait(left)
            self._free -= 1
            self._moved = monotonic()

    def leave(self, *, served: bool) -> None:
        """Go out; `served` tells whether the database did what it was asked for."""
        with self._changed:
            self._free += 1
            self.is_stuck = not served
            if served:
                self._moved = monotonic()
            self._changed.notify()
