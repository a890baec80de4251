"""How often something is told that strangers can bring about at will."""

from threading import Lock

MOST = 5  # in a minute
MINUTE = 60  # seconds


class Sparing:
    """Lets something be told MOST times in a minute, and counts what is left out. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = -1.0
        self._told = self._left_out = 0

    def ask(self, now: float) -> int | None:
        """Return how many were left out before, where one may be told now; None where it may not.

        `now` is in seconds, of any clock that does not go back.
        """
        with self._lock:
            if now // MINUTE != self._minute:
                self._minute, self._told = now // MINUTE, 0
            if self._told == MOST:
                self._left_out += 1
                return None
            self._told += 1
            left_out, self._left_out = self._left_out, 0
            return left_out
