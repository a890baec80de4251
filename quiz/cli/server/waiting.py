"""Where work waits for a thread: what each address asks for has a queue, and the addresses take turns.

In a single queue everybody waits for whoever asks most, and a client that asks and leaves without an answer
can fill it over one connection. Nor does one address get all the threads: where what it asks for takes long,
turns are no help before some of it is done. What is serial has a queue of its own, and an address gets one
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


class _Queue(NamedTuple):
    address: str
    serial: bool

    @property
    def other(self) -> "_Queue":
        """The same address's queue of what is not serial, or of what is."""
        return _Queue(self.address, not self.serial)


class _Work(NamedTuple):
    queue: _Queue
    result: Future[Any]
    act: Callable[..., Any]
    arguments: tuple[object, ...]


class WaitingRoom:
    """A number of threads with those who wait for them: at most `most`, and `most_of_one` of an address.

    An address that has a thread gets another only while it has fewer than are free: alone, it has half of
    them at most. What is serial is done one after the other for it.

    Where the room is full, the last of the address that has most in it makes way for whoever has fewer.
    """

    def __init__(self, threads: int, name: str, *, most: float, most_of_one: float) -> None:
        self._threads = ThreadPoolExecutor(threads, name)
        self._most, self._most_of_one = most, most_of_one
        self._lock = Lock()
        self._free = threads
        self._served: Counter[str] = Counter()  # how many threads each address has
        self._in_sequence: set[str] = set()  # addresses that have one for what is serial
        self._waiting = 0
        self._queues: OrderedDict[_Queue, deque[_Work]] = OrderedDict()  # the first is the next to be served

    async def do(
        self, address: str, act: Callable[..., Any], *arguments: object, serial: bool = False
    ) -> Any:
        """Have a thread do something for an address, when its turn has come. Raises NoRoomError."""
        queue = _Queue(address, serial)
        work = _Work(queue, Future(), act, arguments)
        with self._lock:
            before = self._waiting_of(queue)
            if before >= self._most_of_one:
                raise NoRoomError
            displaced = self._make_way(before) if self._waiting >= self._most else None
            self._queues.setdefault(queue, deque()).append(work)
            self._waiting += 1
            self._serve_others()
        if displaced is not None and displaced.result.set_running_or_notify_cancel():
            displaced.result.set_exception(NoRoomError())
        return await asyncio.wrap_future(work.result)

    def _make_way(self, before: int) -> _Work:
        """Take out the last work of the address with most waiting, which then has no fewer than the newcomer.

        Raises NoRoomError where there is no such address.
        """
        fullest = max(self._queues, key=self._waiting_of)
        if self._waiting_of(fullest) <= before + 1:
            raise NoRoomError
        longer = max(fullest, fullest.other, key=self._length)
        work = self._queues[longer].pop()
        if not self._queues[longer]:
            del self._queues[longer]
        self._waiting -= 1
        return work

    def _length(self, queue: _Queue) -> int:
        return len(self._queues.get(queue, ()))

    def _waiting_of(self, queue: _Queue) -> int:
        """Count what waits for the address of a queue, in this one and in its other."""
        return self._length(queue) + self._length(queue.other)

    def _serve_others(self) -> None:
        """Have the free threads do what is next; to be called with the lock held."""
        while self._free and (queue := next(filter(self._may_be_served, self._queues), None)) is not None:
            works = self._queues.pop(queue)
            work = works.popleft()
            if queue.other in self._queues:  # the turn was the address's
                self._queues.move_to_end(queue.other)
            if works:
                self._queues[queue] = works
            self._waiting -= 1
            self._free -= 1
            self._served[queue.address] += 1
            if queue.serial:
                self._in_sequence.add(queue.address)
            self._threads.submit(self._serve, work)

    def _may_be_served(self, queue: _Queue) -> bool:
        if queue.serial and queue.address in self._in_sequence:
            return False
        has = self._served[queue.address]
        return has == 0 or has < self._free

    def _serve(self, work: _Work) -> None:
        address, serial = work.queue
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
