"""Between the server's event loop and the app: a thread works on a request once all of it has come.

A client that sends its form a byte at a time, or reads as slowly, keeps the loop busy for microseconds and no
thread at all.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from io import BytesIO
from math import inf
from threading import Event
from time import monotonic, perf_counter, sleep, thread_time
from typing import TypeAlias
from wsgiref.types import WSGIApplication

from quiz.cli.server.asgi import (
    ClientGoneError,
    Headers,
    Receive,
    Scope,
    Send,
    begin,
    client_gone,
    go_on,
    respond,
    whole_body,
)
from quiz.cli.server.head import Environ, RefusedError, peer_of, read_head, who_asks
from quiz.cli.server.orphans import end_with, started_by
from quiz.cli.server.patience import limit_patience
from quiz.cli.server.quick_look import Peer
from quiz.cli.server.shares import Shares
from quiz.cli.server.sockets import MOST_CONNECTIONS
from quiz.cli.server.taking import Taking
from quiz.cli.server.waiting import NoRoomError, WaitingRoom
from quiz.web.downloads import LEFT
from quiz.web.observation import ARRIVED
from quiz.web.sparing import Sparing

BODY_PATIENCE = 20.0  # seconds in which a whole body must come
READER_PATIENCE = 30.0  # seconds in which a client must take something of what is sent to it
PORTION = 64 * 1024  # bytes of a streamed response that are made and sent at once
# Seconds in which a portion is made, whatever has come of it: compressed, thousands of rounds are a few KB.
SLICE = 0.02
REST = 3  # times as long as a portion has taken the downloads rest after it where pages are asked for
MOST_WAITING = MOST_CONNECTIONS  # requests that wait for a thread, of those who have left as well
MOST_OF_ONE = 200  # of these from one address
MOST_STREAMS = 100  # that one address may be taking: each holds half a megabyte of a long history
WITHOUT_BODY = (204, 304)  # and without its length
PLAIN = [
    ("content-type", "text/plain; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
]

Portions: TypeAlias = Generator[bytes, None, None]
Made: TypeAlias = tuple[int, Headers, bytes | Iterable[bytes]]
Page: TypeAlias = tuple[Headers, bytes]

_log = logging.getLogger("quiz.gateway")


class Gateway:
    """Serves a WSGI app as an ASGI one, at a port and with a number of threads.

    `largest_body` is in bytes; a request that declares more reaches the app with its length and without its
    body, for the app has words for that. `connections` is how many a worker can have; `proxies` is how many
    are in front and tell who asks. `busy` holds the page for whoever finds no room, by the first part of an
    address: the app itself cannot be asked for it then. The first of them is for all other addresses.
    """

    def __init__(
        self,
        app: WSGIApplication,
        *,
        port: int,
        threads: int,
        largest_body: int,
        connections: int,
        proxies: int,
        busy: Mapping[str, Page],
        most_streams: int = MOST_STREAMS,
        body_patience: float = BODY_PATIENCE,
        reader_patience: float = READER_PATIENCE,
    ) -> None:
        self._app = app
        self._port = port
        self._reader_patience = reader_patience
        self._largest_body = largest_body
        self._connections = connections
        self._proxies = proxies
        self._busy = busy
        self._body_patience = body_patience
        self._threads = WaitingRoom(threads, "request", most=MOST_WAITING, most_of_one=MOST_OF_ONE)
        # One thread, since a hundred downloads had pages wait for minutes. No limit: what has begun must end.
        self._streams = WaitingRoom(1, "stream", most=inf, most_of_one=inf)
        self._most_streams = most_streams
        self._taken: Counter[str] = Counter()  # how many streams each address is taking
        self._parent = started_by()
        self._sparing = Sparing()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Be started and stopped with a server, or answer one request."""
        if scope["type"] == "lifespan":
            await receive()
            self._begin(asyncio.get_running_loop())
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
        else:
            await self._answer(scope, receive, send)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to watch what the server, which is about to listen, does not."""
        loop.call_soon(limit_patience, loop, self._port, round(self._reader_patience * 1000))
        loop.call_soon(end_with, loop, self._parent)
        if not self._proxies:  # whose connections are all from one address
            loop.call_soon(Shares(self._port, self._connections).watch, loop)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            environ = read_head(scope)
            left = environ[LEFT] = Event()
            environ["wsgi.input"] = BytesIO(await self._read_body(environ, receive))
            environ[ARRIVED] = perf_counter()
            address = who_asks(environ, self._proxies)
            status, headers, body = await self._threads.do(address, self._ask, environ)
            if not isinstance(body, bytes):
                await self._require_room(environ, address, body)
        except RefusedError as refused:
            await respond(send, refused.status, PLAIN, f"{refused}\n".encode())
        except NoRoomError:
            if (left_out := self._sparing.ask(monotonic())) is not None:
                _log.warning("too much waits: 503 now, and %d times more before", left_out)
            headers, page = self._busy_page(environ["PATH_INFO"])
            await respond(send, 503, [*headers, ("retry-after", "1")], page)
        except Exception:
            _log.exception("the app failed")
            await respond(send, 500, PLAIN, b"The fault is ours.\n")
        else:
            if isinstance(body, bytes):
                await respond(send, status, headers, body)
            else:
                self._taken[address] += 1
                try:
                    await begin(send, status, headers)
                    await self._stream(receive, send, _portions(body), left, address, peer_of(scope))
                finally:
                    self._taken -= Counter([address])  # and forget who takes none

    async def _require_room(self, environ: Environ, address: str, body: Iterable[bytes]) -> None:
        """Let a stream begin, or close it. Raises NoRoomError, RefusedError.

        While it lasts, whatever else comes is read, to see whether the client has gone: no end of a body.
        """
        endless = _length(environ) > self._largest_body
        if endless or self._taken[address] >= self._most_streams:
            await self._threads.do(address, _close, body)
            raise RefusedError(413, "The body is too large.") if endless else NoRoomError

    def _busy_page(self, path: str) -> Page:
        first = path[1:].partition("/")[0]
        return self._busy[first if first in self._busy else next(iter(self._busy))]

    async def _read_body(self, environ: Environ, receive: Receive) -> bytes:
        """Return the whole body; nothing where its length is too large. Raises RefusedError."""
        if "HTTP_TRANSFER_ENCODING" in environ:
            # Browsers never send a form so, and an end that is cut off could not be told from the end.
            raise RefusedError(411, "A body must come with its length.")
        length = _length(environ)
        if not 0 < length <= self._largest_body:
            return b""
        try:
            async with asyncio.timeout(self._body_patience):
                body = await whole_body(receive)
        except TimeoutError as error:
            raise RefusedError(408, "The request took too long to come.") from error
        except ClientGoneError as error:
            raise RefusedError(400, "The request was cut off.") from error
        if len(body) != length:
            raise RefusedError(400, "The request was cut off.")
        return body

    def _ask(self, environ: Environ) -> Made:
        """Have the app answer; a response of a known length whole, another as the app gives it."""
        begun: list[tuple[int, Headers]] = []

        def start_response(status: str, headers: Headers, exc_info: object = None) -> Callable[..., object]:
            begun.append((int(status.partition(" ")[0]), headers))
            return _write

        chunks = self._app(environ, start_response)
        status, headers = begun[-1]
        if status in WITHOUT_BODY or any(name.lower() == "content-length" for name, _ in headers):
            return status, headers, b"".join(_portions(chunks))
        return status, headers, chunks

    async def _stream(
        self,
        receive: Receive,
        send: Send,
        portions: Portions,
        left: Event,
        address: str,
        peer: Peer,
    ) -> None:
        taking = await self._streams.do(address, Taking, self._port, peer)
        gone = asyncio.ensure_future(client_gone(receive))
        gone.add_done_callback(lambda _: left.set())  # the app may work long on what is not sent yet
        try:
            while (portion := await self._streams.do(address, self._make, portions)) is not None:
                if portion:
                    await go_on(send, portion, more=True)
                    await taking.catch_up(len(portion), gone)
                if gone.done():
                    break
            else:
                await go_on(send, b"", more=False)
        finally:
            gone.cancel()
            await self._streams.do(address, portions.close)

    def _make(self, portions: Portions) -> bytes | None:
        """Make the next portion, and leave the interpreter to whoever asks for pages for a while."""
        began = thread_time()
        portion = next(portions, None)
        if self._threads.is_busy:
            sleep(REST * (thread_time() - began))
        return portion


def _length(environ: Environ) -> int:
    return int(environ.get("CONTENT_LENGTH") or "0")


def _write(data: bytes) -> None:
    """Stand in for what PEP 3333 keeps for apps older than itself."""
    raise NotImplementedError


def _portions(chunks: Iterable[bytes]) -> Portions:
    """Gather what an app gives into portions, and let it end; one is empty where its time brought nothing."""
    try:
        gathered, size, until = [], 0, monotonic() + SLICE
        for chunk in chunks:
            gathered.append(chunk)
            size += len(chunk)
            if size >= PORTION or monotonic() > until:
                yield b"".join(gathered)
                gathered, size, until = [], 0, monotonic() + SLICE
        if size:
            yield b"".join(gathered)
    finally:
        _close(chunks)


def _close(chunks: Iterable[bytes]) -> None:
    """Let an app end, as PEP 3333 asks."""
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
