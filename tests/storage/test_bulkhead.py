"""Places at the database: full while all are served, closed once all are stuck."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest

from quiz.storage.bulkhead import Bulkhead, BulkheadFullError

PATIENCE, SHORT_PATIENCE = 0.5, 0.2  # seconds; the site's own would make these tests slow


class UnservedError(Exception):
    pass


def make_bulkhead(count: int) -> Bulkhead:
    return Bulkhead(count, patience=PATIENCE, short_patience=SHORT_PATIENCE)


@contextmanager
def entered(bulkhead: Bulkhead) -> Iterator[None]:
    bulkhead.enter()
    served = True
    try:
        yield
    except UnservedError:
        served = False
        raise
    finally:
        bulkhead.leave(served=served)


def stay(bulkhead: Bulkhead, enough: Event, *, served: bool = True) -> None:
    with entered(bulkhead):
        assert enough.wait(30)
        if not served:
            raise UnservedError


def seconds(act: Callable[[], object]) -> float:
    start = time.monotonic()
    act()
    return time.monotonic() - start


def refused(bulkhead: Bulkhead) -> None:
    with pytest.raises(BulkheadFullError), entered(bulkhead):
        pass


def test_who_finds_no_place_waits_while_others_are_served() -> None:
    bulkhead, turns = make_bulkhead(1), [0]

    def come(_: int) -> None:
        with entered(bulkhead):
            time.sleep(PATIENCE / 20)
            turns[0] += 1

    with ThreadPoolExecutor(40) as threads:
        took = seconds(lambda: list(threads.map(come, range(40))))

    assert turns == [40]
    assert took > PATIENCE  # longer than anybody waits without seeing another served


def test_who_finds_no_place_gives_up_when_nobody_is_served() -> None:
    bulkhead, enough = make_bulkhead(2), Event()
    with ThreadPoolExecutor(2) as threads:
        for _ in range(2):
            threads.submit(stay, bulkhead, enough)
        try:
            took = seconds(lambda: refused(bulkhead))
            again = seconds(lambda: refused(bulkhead))
        finally:
            enough.set()

    assert PATIENCE * 0.5 < took < PATIENCE * 4
    assert again < PATIENCE / 2


def test_once_somebody_went_unserved_nobody_waits_long_behind_the_next() -> None:
    bulkhead, first, second = make_bulkhead(1), Event(), Event()
    with ThreadPoolExecutor(2) as threads:
        unserved: Future[None] = threads.submit(stay, bulkhead, first, served=False)
        first.set()
        with pytest.raises(UnservedError):
            unserved.result()
        threads.submit(stay, bulkhead, second)
        try:
            time.sleep(SHORT_PATIENCE / 10)
            took = seconds(lambda: refused(bulkhead))
            again = seconds(lambda: refused(bulkhead))
        finally:
            second.set()

    assert took < PATIENCE
    assert again < SHORT_PATIENCE / 2


def test_once_somebody_was_served_again_one_waits_again() -> None:
    bulkhead = make_bulkhead(1)
    with pytest.raises(UnservedError), entered(bulkhead):
        raise UnservedError
    with entered(bulkhead):
        pass
    enough = Event()
    with ThreadPoolExecutor(2) as threads:
        threads.submit(stay, bulkhead, enough)
        waiting = threads.submit(stay, bulkhead, enough)
        time.sleep((PATIENCE + SHORT_PATIENCE) / 2)
        assert not waiting.done()
        enough.set()
        waiting.result()
