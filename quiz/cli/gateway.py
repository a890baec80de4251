"""Between the server's event loop and the app: a thread works on a request once all of it has come.

A client that sends its form a byte at a time, or reads as slowly, keeps the loop busy for microseconds and no
thread at all.
"""

import asyncio
import logging
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from io import BytesIO
from math import inf
from threading import Event
from time import monotonic, perf_counter
from typing import Any, TypeAlias
from wsgiref.types import WSGIApplication

from granian.rsgi import (  # type: ignore[attr-defined]  # it imports them itself
    HTTPProtocol,
    ProtocolClosed,
    Scope,
)

from quiz.cli.orphans import end_with, started_by
from quiz.cli.patience import limit_patience
from quiz.cli.shares import watch_shares
from quiz.cli.sockets import MOST_CONNECTIONS, Peer
from quiz.cli.taking import Taking
from quiz.cli.waiting import NoRoomError, WaitingRoom
from quiz.services.limits import neighbourhood
from quiz.web.downloads import LEFT
from quiz.web.observation import ARRIVED
from quiz.web.sparing import Sparing

BODY_PATIENCE = 20.0  # seconds in which a whole body must come
READER_PATIENCE = 30.0  # seconds in which a client must take something of what is sent to it
LONGEST_ADDRESS = 8 * 1024  # characters of path and query; the longest of ours has a few hundred
LARGEST_HEADERS = 16 * 1024  # bytes of all names and values
PORTION = 64 * 1024  # bytes of a streamed response that are made and sent at once
# Seconds in which a portion is made, whatever has come of it: compressed, thousands of rounds are a few KB.
SLICE = 0.05
MOST_WAITING = MOST_CONNECTIONS  # requests that wait for a thread, of those who have left as well
MOST_OF_ONE = 200  # of these from one address
MOST_STREAMS = 100  # that one address may be taking: each holds half a megabyte of a long history
WITHOUT_BODY = (204, 304)  # and without its length
FROM_PROXIES = ("x-forwarded-for", "x-forwarded-proto")
PLAIN = [
    ("content-type", "text/plain; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
]

Environ: TypeAlias = dict[str, Any]
Headers: TypeAlias = list[tuple[str, str]]
Portions: TypeAlias = Generator[bytes, None, None]
Made: TypeAlias = tuple[int, Headers, bytes | Iterable[bytes]]

_log = logging.getLogger("quiz.gateway")


class RefusedError(Exception):
    """A request that the app does not see: what is answered, as an HTTP status and its words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class Gateway:
    """Serves a WSGI app on Granian's own interface, RSGI, at a port and with a number of threads.

    `largest_body` is in bytes; a request that declares more reaches the app with its length and without its
    body, for the app has words for that. `connections` is how many a worker can have; `proxies` is how many
    are in front and tell who asks. `one_writer` tells that one transaction writes at a time, which is so with
    SQLite; then an address has one thread for what it posts.
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
        one_writer: bool,
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
        self._one_writer = one_writer
        self._body_patience = body_patience
        self._threads = WaitingRoom(threads, "request", most=MOST_WAITING, most_of_one=MOST_OF_ONE)
        # One thread, since a hundred downloads had pages wait for minutes. No limit: what has begun must end.
        self._streams = WaitingRoom(1, "stream", most=inf, most_of_one=inf)
        self._most_streams = most_streams
        self._taken: Counter[str] = Counter()  # how many streams each address is taking
        self._parent = started_by()
        self._sparing = Sparing()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Be told that the server begins."""
        loop.call_soon(limit_patience, loop, self._port, round(self._reader_patience * 1000))
        loop.call_soon(end_with, loop, self._parent)
        if not self._proxies:  # whose connections are all from one address
            loop.call_soon(watch_shares, loop, self._port, self._connections)

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        try:
            environ = read_head(scope)
            left = environ[LEFT] = Event()
            environ["wsgi.input"] = BytesIO(await self._read_body(environ, protocol))
            environ[ARRIVED] = perf_counter()
            address = who_asks(environ, self._proxies)
            serial = self._one_writer and environ["REQUEST_METHOD"] == "POST"
            status, headers, body = await self._threads.do(address, self._ask, environ, serial=serial)
            if not isinstance(body, bytes) and self._taken[address] >= self._most_streams:
                await self._threads.do(address, _close, body)
                raise NoRoomError
        except RefusedError as refused:
            protocol.response_str(refused.status, PLAIN, f"{refused}\n")
        except NoRoomError:
            if (left_out := self._sparing.ask(monotonic())) is not None:
                _log.warning("too much waits: 503 now, and %d times more before", left_out)
            protocol.response_str(503, [*PLAIN, ("retry-after", "1")], "There is too much to do just now.\n")
        except Exception:
            _log.exception("the app failed")
            protocol.response_str(500, PLAIN, "The fault is ours.\n")
        else:
            if isinstance(body, bytes):
                protocol.response_bytes(status, headers, body)
            else:
                self._taken[address] += 1
                try:
                    await self._stream(
                        protocol, status, headers, _portions(body), left, address, _peer(scope)
                    )
                finally:
                    self._taken -= Counter([address])  # and forget who takes none

    async def _read_body(self, environ: Environ, protocol: HTTPProtocol) -> bytes:
        """Return the whole body; nothing where its length is too large. Raises RefusedError."""
        if "HTTP_TRANSFER_ENCODING" in environ:
            # Browsers never send a form so, and an end that is cut off could not be told from the end.
            raise RefusedError(411, "A body must come with its length.")
        length = int(environ.get("CONTENT_LENGTH") or "0")
        if not 0 < length <= self._largest_body:
            return b""
        try:
            async with asyncio.timeout(self._body_patience):
                body: bytes = await protocol()
        except TimeoutError as error:
            raise RefusedError(408, "The request took too long to come.") from error
        except ProtocolClosed as error:
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
        protocol: HTTPProtocol,
        status: int,
        headers: Headers,
        portions: Portions,
        left: Event,
        address: str,
        peer: Peer,
    ) -> None:
        taking = await self._streams.do(address, Taking, self._port, peer)
        transport = protocol.response_stream(status, headers)
        gone = asyncio.ensure_future(protocol.client_disconnect())
        gone.add_done_callback(lambda _: left.set())  # the app may work long on what is not sent yet
        try:
            while (portion := await self._streams.do(address, next, portions, None)) is not None:
                if portion:
                    await transport.send_bytes(portion)
                    await taking.catch_up(len(portion), gone)
                elif gone.done():
                    break
        except ProtocolClosed:  # whoever asked has gone
            pass
        finally:
            gone.cancel()
            await self._streams.do(address, portions.close)


def _peer(scope: Scope) -> Peer:
    host, _, port = scope.client.rpartition(":")
    return host.strip("[]").partition("%")[0], int(port)


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


def read_head(scope: Scope) -> Environ:
    """Return what WSGI (PEP 3333) tells an app of a request, but for the body. Raises RefusedError.

    A header whose name has an underscore is left out: to the app it would look like the one with a hyphen,
    which a proxy in front may have set or removed.
    """
    if len(scope.path) + len(scope.query_string) > LONGEST_ADDRESS:
        raise RefusedError(414, "The address is too long.")
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "REMOTE_ADDR": _peer(scope)[0],
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    size = 0
    for name, value in scope.headers.items():
        size += len(name) + len(value)
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        if key in environ:
            value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
        environ[key] = value
    if size > LARGEST_HEADERS:
        raise RefusedError(431, "The headers of the request are too long.")
    for name in FROM_PROXIES:
        # Granian leaves out a header that is not in ASCII, and with it what a proxy added to a client's own;
        # and behind a quotation mark that nothing closes, no list is read.
        given = environ.get(f"HTTP_{name.upper().replace('-', '_')}")
        if name in scope.headers and (given is None or '"' in given):
            raise RefusedError(400, f"The header {name} cannot be read.")
    return environ


def who_asks(environ: Environ, proxies: int) -> str:
    """Return the address, or neighbourhood, that asks.

    The app has Werkzeug's ProxyFix read the same header to the same end; that takes it apart sign by sign,
    and would hold up the event loop where it is long. It holds no quotation mark here.
    """
    if not proxies:
        return neighbourhood(environ["REMOTE_ADDR"])
    told = [each.strip() for each in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    return neighbourhood(told[-proxies] if len(told) >= proxies else environ["REMOTE_ADDR"])
