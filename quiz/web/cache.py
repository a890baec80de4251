"""Keeps what was made, for whoever asks for the same next."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

DROPPED = 8  # of what is kept, the share of one in so many goes when there is too much

T = TypeVar("T")


class Cache(Generic[T]):
    """So many of what was made last. Several threads may ask at once: at worst, two make the same."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: dict[Hashable, T] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for a key, or make it and keep it."""
        try:
            return self._found[key]
        except KeyError:
            made = self._found[key] = make()
        if len(self._found) > self._most:
            for oldest in tuple(self._found)[: self._most // DROPPED + 1]:
                self._found.pop(oldest, None)
        return made
