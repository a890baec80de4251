"""Where work waits for a thread: what each address asks for has a queue, and the addresses take turns.

In a single queue everybody waits for whoever asks most, and a client that asks and leaves without an answer
can fill it over one connection. Nor does an address get several threads where there are others: those of one
process share the interpreter, and the more of them there are, the longer whoever writes holds the database.
So those who ask for much share one thread, and get as much of it as each other
(`quiz/cli/server/fairness.py`). Where something has it for long, which then mostly waits itself, they share
another, up to three.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from time import monotonic, thread_time
from typing import Any, NamedTuple

from quiz.cli.server.fairness import Use, VirtualTimes

ALONE = 10.0  # seconds in which no other address has asked for anything
THREADS_OF_ONE = 2  # that an address gets which is alone: the second while the first waits for the database
# An address asks for much that has used more than MUCH seconds of the processor since the beginning of the
# PERIOD, in seconds as well, before this one. A reader uses a hundredth a second, a class half a processor.
MUCH = 0.1
PERIOD = 1.0
OF_THE_LOOP = 0.0005  # seconds of the event loop, which has the same interpreter, for each thing that is done
LONG = 0.05  # seconds after which those who ask for much have another thread to share
THREADS_FOR_MUCH = 3  # that they have at most: two may be a long time with one client's two addresses


class NoRoomError(Exception):
    """Too much waits already, from one address or from all; or this has made way for another's."""


class _Work(NamedTuple):
    address: str
    result: Future[Any]
    act: Callable[..., Any]
    arguments: tuple[object, ...]


class WaitingRoom:
    """A number of threads with those who wait for them: at most `most`, and `most_of_one` of an address.

    An address has one thread at a time, and two while it is alone. Of those that ask for much, one is served
    at a time, or three where those before have taken `long`. Where the room is full, the last of the longest
    queue makes way for whoever has fewer in it. `alone`, `much` and `long` are in seconds.
    """

    def __init__(
        self,
        threads: int,
        name: str,
        *,
        most: float,
        most_of_one: float,
        alone: float = ALONE,
        much: float = MUCH,
        long: float = LONG,
    ) -> None:
        self._threads = ThreadPoolExecutor(threads, name)
        self._most, self._most_of_one = most, most_of_one
        self._alone, self._much, self._long = alone, much, long
        self._lock = Lock()
        self._free = threads
        self._served: dict[str, list[float]] = {}  # since when each address has its threads, by `monotonic`
        self._waiting = 0
        self._queues: OrderedDict[str, deque[_Work]] = OrderedDict()  # the first is the next to be served
        self._latest, self._since = "", 0.0  # the address that asked last, and since when no other has
        self._use = Use(PERIOD)
        self._turns = VirtualTimes()
        self._looks_again = False

    async def do(self, address: str, act: Callable[..., Any], *arguments: object) -> Any:
        """Have a thread do something for an address, when its turn has come. Raises NoRoomError."""
        work = _Work(address, Future(), act, arguments)
        with self._lock:
            if address != self._latest:
                self._latest, self._since = address, monotonic()
            before = len(self._queues.get(address, ()))
            if not before and address not in self._served:
                self._turns.come(address)
            if before >= self._most_of_one:
                raise NoRoomError
            displaced = self._make_way(before) if self._waiting >= self._most else None
            self._queues.setdefault(address, deque()).append(work)
            self._waiting += 1
            self._serve_others()
            waits = bool(self._queues)
        if displaced is not None and displaced.result.set_running_or_notify_cancel():
            displaced.result.set_exception(NoRoomError())
        if waits and not self._looks_again:
            self._look_again_later()
        return await asyncio.wrap_future(work.result)

    @property
    def is_busy(self) -> bool:
        """Whether anything is being done; while nothing is, nothing waits."""
        return bool(self._served)

    def _make_way(self, before: int) -> _Work:
        """Take out the last of the longest queue, which is then no shorter than the newcomer's of one more.

        Raises NoRoomError where it would be.
        """
        longest = max(self._queues.values(), key=len)
        if len(longest) <= before + 1:
            raise NoRoomError
        self._waiting -= 1
        return longest.pop()

    def _serve_others(self) -> None:
        """Have the free threads do what is next; to be called with the lock held."""
        while self._free and (address := self._next()) is not None:
            queue = self._queues.pop(address)
            work = queue.popleft()
            if queue:
                self._queues[address] = queue
            self._waiting -= 1
            self._free -= 1
            self._turns.begin(address)
            since = monotonic()
            self._served.setdefault(address, []).append(since)
            self._threads.submit(self._serve, work, since)

    def _look_again_later(self) -> None:
        self._looks_again = True
        asyncio.get_running_loop().call_later(self._long, self._look_again)

    def _look_again(self) -> None:
        """Serve who has come to be served by nothing but time, as long as anybody waits."""
        self._looks_again = False
        with self._lock:
            self._serve_others()
            waits = bool(self._queues)
        if waits:
            self._look_again_later()

    def _next(self) -> str | None:
        """Return the address whose turn it is: the first that asks for little, or else one of the others."""
        asking_for_much: list[str] = []
        for address in filter(self._may_be_served, self._queues):
            if self._use.of(address) <= self._much:
                return address
            asking_for_much.append(address)
        with_much = [address for address in self._served if self._use.of(address) > self._much]
        if len(with_much) >= THREADS_FOR_MUCH:
            return None
        lately = monotonic() - self._long
        busy = {address for address in with_much if max(self._served[address]) > lately}
        may_have_it = [address for address in asking_for_much if busy <= {address}]
        return min(may_have_it, key=self._turns.of, default=None)

    def _may_be_served(self, address: str) -> bool:
        has = len(self._served.get(address, ()))
        return has == 0 or (has < THREADS_OF_ONE and self._is_alone(address))

    def _is_alone(self, address: str) -> bool:
        return address == self._latest and monotonic() - self._since >= self._alone

    def _serve(self, work: _Work, since: float) -> None:
        before = thread_time()
        try:
            _do(work)
        finally:
            used = thread_time() - before + OF_THE_LOOP
            with self._lock:
                self._use.add(work.address, used)
                self._turns.add(work.address, used)
                self._free += 1
                self._served[work.address].remove(since)
                if not self._served[work.address]:
                    del self._served[work.address]
                self._serve_others()


def _do(work: _Work) -> None:
    if not work.result.set_running_or_notify_cancel():
        return
    try:
        work.result.set_result(work.act(*work.arguments))
    except BaseException as error:  # whatever it is, who waits for it is told
        work.result.set_exception(error)
