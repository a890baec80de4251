"""Where work waits for a thread: what one address asks for stands in rows, and the addresses take turns.

In a single row everybody waits for whoever asks most, and who asks and leaves without an answer needs no
second connection to fill it. Nor does one address get all the threads: where what it asks for takes long,
turns are no help before some of it is done. What is serial has a row of its own, and an address gets one
thread for it: with several it would stand before others as often, where one transaction writes at a time.
"""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any, NamedTuple


class NoRoomError(Exception):
    """Too much waits already, from one address or from all; or this has made way for another's."""


class _Row(NamedTuple):
    address: str
    serial: bool

    @property
    def other(self) -> "_Row":
        """The same address's row of what is not serial, or of what is."""
        return _Row(self.address, not self.serial)


class _Work(NamedTuple):
    row: _Row
    result: Future[Any]
    act: Callable[..., Any]
    arguments: tuple[object, ...]


class WaitingRoom:
    """A number of threads with those who wait for them: at most `most`, and `most_of_one` of an address.

    An address that has a thread gets another only while it has fewer than are free: alone, it has half of
    them at most. What is serial is done one after the other for it.

    Where the room is full, the last of the longest row makes way for whoever has fewer in it.
    """

    def __init__(self, threads: int, name: str, *, most: float, most_of_one: float) -> None:
        self._threads = ThreadPoolExecutor(threads, name)
        self._most, self._most_of_one = most, most_of_one
        self._lock = Lock()
        self._free = threads
        self._served: Counter[str] = Counter()  # how many threads each address has
        self._in_sequence: set[str] = set()  # addresses that have one for what is serial
        self._waiting = 0
        self._rows: OrderedDict[_Row, deque[_Work]] = OrderedDict()  # the first is the next to be served

    async def do(
        self, address: str, act: Callable[..., Any], *arguments: object, serial: bool = False
    ) -> Any:
        """Have a thread do something for an address, when its turn has come. Raises NoRoomError."""
        row = _Row(address, serial)
        work = _Work(row, Future(), act, arguments)
        with self._lock:
            before = len(self._rows.get(row, ())) + len(self._rows.get(row.other, ()))
            if before >= self._most_of_one:
                raise NoRoomError
            displaced = self._make_way(before) if self._waiting >= self._most else None
            self._rows.setdefault(row, deque()).append(work)
            self._waiting += 1
            self._serve_others()
        if displaced is not None and displaced.result.set_running_or_notify_cancel():
            displaced.result.set_exception(NoRoomError())
        return await asyncio.wrap_future(work.result)

    def _make_way(self, before: int) -> _Work:
        """Take out the last of the longest row, which is then no shorter than the newcomer's of one more.

        Raises NoRoomError where it would be.
        """
        longest = max(self._rows.values(), key=len)
        if len(longest) <= before + 1:
            raise NoRoomError
        self._waiting -= 1
        return longest.pop()

    def _serve_others(self) -> None:
        """Have the free threads do what is next; to be called with the lock held."""
        while self._free and (row := next(filter(self._may_be_served, self._rows), None)) is not None:
            works = self._rows.pop(row)
            work = works.popleft()
            if row.other in self._rows:  # the turn was the address's
                self._rows.move_to_end(row.other)
            if works:
                self._rows[row] = works
            self._waiting -= 1
            self._free -= 1
            self._served[row.address] += 1
            if row.serial:
                self._in_sequence.add(row.address)
            self._threads.submit(self._serve, work)

    def _may_be_served(self, row: _Row) -> bool:
        if row.serial and row.address in self._in_sequence:
            return False
        has = self._served[row.address]
        return has == 0 or has < self._free

    def _serve(self, work: _Work) -> None:
        address, serial = work.row
        try:
            _do(work)
        finally:
            with self._lock:
                self._free += 1
                self._served -= Counter([address])  # and forget who has none
                if serial:
                    self._in_sequence.remove(address)
                self._serve_others()


def _do(work: _Work) -> None:
    if not work.result.set_running_or_notify_cancel():
        return
    try:
        work.result.set_result(work.act(*work.arguments))
    except BaseException as error:  # whatever it is, who waits for it is told
        work.result.set_exception(error)
