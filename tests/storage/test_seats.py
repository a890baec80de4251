"""Places at the database: full while all are served, closed once all are stuck."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from quiz.storage.seats import PATIENCE, SHORT_PATIENCE, NoSeatError, Seats


class UnservedError(Exception):
    pass


@contextmanager
def taken(seats: Seats) -> Iterator[None]:
    seats.take()
    served = True
    try:
        yield
    except UnservedError:
        served = False
        raise
    finally:
        seats.leave(served=served)


def sit(seats: Seats, enough: Event, *, served: bool = True) -> None:
    with taken(seats):
        assert enough.wait(30)
        if not served:
            raise UnservedError


def seconds(act: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


def refused(seats: Seats) -> None:
    with pytest.raises(NoSeatError), taken(seats):
        pass


def test_who_finds_no_place_waits_while_others_are_served() -> None:
    seats, turns = Seats(1), [0]

    def come(_: int) -> None:
        with taken(seats):
            time.sleep(PATIENCE / 20)
            turns[0] += 1

    with ThreadPoolExecutor(40) as threads:
        took = seconds(lambda: list(threads.map(come, range(40))))

    assert turns == [40]
    assert took > PATIENCE  # longer than anybody waits without seeing another served


def test_who_finds_no_place_gives_up_when_nobody_is_served() -> None:
    seats, enough = Seats(2), Event()
    with ThreadPoolExecutor(2) as threads:
        for _ in range(2):
            threads.submit(sit, seats, enough)
        try:
            took = seconds(lambda: refused(seats))
            again = seconds(lambda: refused(seats))
        finally:
            enough.set()

    assert PATIENCE * 0.5 < took < PATIENCE * 4
    assert again < PATIENCE / 2


def test_once_somebody_went_unserved_nobody_waits_long_behind_the_next() -> None:
    seats, first, second = Seats(1), Event(), Event()
    with ThreadPoolExecutor(2) as threads:
        unserved: Future[None] = threads.submit(sit, seats, first, served=False)
        first.set()
        with pytest.raises(UnservedError):
            unserved.result()
        threads.submit(sit, seats, second)
        try:
            time.sleep(SHORT_PATIENCE / 10)
            took = seconds(lambda: refused(seats))
            again = seconds(lambda: refused(seats))
        finally:
            second.set()

    assert took < PATIENCE
    assert again < SHORT_PATIENCE / 2


def test_once_somebody_was_served_again_one_waits_again() -> None:
    seats = Seats(1)
    with pytest.raises(UnservedError), taken(seats):
        raise UnservedError
    with taken(seats):
        pass
    enough = Event()
    with ThreadPoolExecutor(2) as threads:
        threads.submit(sit, seats, enough)
        waiting = threads.submit(sit, seats, enough)
        time.sleep((PATIENCE + SHORT_PATIENCE) / 2)
        assert not waiting.done()
        enough.set()
        waiting.result()
