"""Counts of what happened in a minute: in this process, or in a store that several processes share."""

import logging
from collections.abc import Mapping
from threading import Lock
from time import monotonic
from typing import Protocol

MINUTE = 60  # seconds
PATIENCE = 0.5  # seconds that a shared store may take
PAUSE = 30.0  # seconds for which a store that failed is left alone

_log = logging.getLogger("quiz.counts")


class CountStoreError(Exception):
    """A store of counts cannot be used; the message says how to mend it."""


class Counts(Protocol):
    def add(self, names: Mapping[str, int], minute: int) -> Mapping[str, int]:
        """Add to the counts of a minute, each by its name, and return what they are now."""
        ...


class OwnCounts:
    """Counts of this process alone; those of earlier minutes are forgotten."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._counts: dict[str, int] = {}

    def add(self, names: Mapping[str, int], minute: int) -> Mapping[str, int]:
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            for name, more in names.items():
                self._counts[name] = self._counts.get(name, 0) + more
            return {name: self._counts[name] for name in names}


class SharedCounts:
    """Counts in a Redis. While it cannot be reached, each process counts for itself."""

    def __init__(self, url: str) -> None:
        """Raises CountStoreError where there is no client for it, or the address is none."""
        try:
            from redis import Redis, RedisError  # an extra: most sites share nothing
        except ModuleNotFoundError as error:
            raise CountStoreError(
                "RATE_LIMIT_STORE cannot be used: its client is not installed. `make run` installs it where "
                "RATE_LIMIT_STORE is set; otherwise run `pip install 'kildesjekk[redis]'`"
            ) from error
        try:
            self._redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        except ValueError as error:
            raise CountStoreError(f"RATE_LIMIT_STORE cannot be used: {error}") from error
        self._failures = (RedisError, OSError)
        self._own = OwnCounts()
        self._not_before = 0.0

    def add(self, names: Mapping[str, int], minute: int) -> Mapping[str, int]:
        if monotonic() < self._not_before:
            return self._own.add(names, minute)
        try:
            with self._redis.pipeline(transaction=False) as pipeline:
                for name, more in names.items():
                    key = f"kildesjekk:{minute}:{name}"
                    pipeline.incrby(key, more)
                    pipeline.expire(key, 2 * MINUTE)
                counts = pipeline.execute()[::2]
        except self._failures as error:
            _log.warning("the store of the rate limits cannot be reached: %s", type(error).__name__)
            self._not_before = monotonic() + PAUSE
            return self._own.add(names, minute)
        return dict(zip(names, counts, strict=True))


def open_counts(url: str | None) -> Counts:
    """Return the counts of an address; those of this process for None. Raises CountStoreError."""
    return OwnCounts() if url is None else SharedCounts(url)
