"""Serves an app that tells what it was asked, through the gateway; its argument is the port."""

import json
import sys
from collections.abc import Iterable
from time import sleep
from typing import Any
from wsgiref.types import StartResponse

from granian import Granian
from granian.constants import HTTPModes, Interfaces

from quiz.cli.server.gateway import Gateway

LARGEST_BODY = 1000
BODY_PATIENCE = 0.5
READER_PATIENCE = 0.5
PORTIONS = 5
MANY, LARGE = 400, 50_000  # chunks of the longest stream, and bytes of each
SLOW_CHUNKS, PAUSE = 200, 0.02  # the second in seconds
THREADS = 2
CONNECTIONS = 60
STREAMS = 25

made: list[int] = []  # chunks of the longest stream so far


def app(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/crash":
        raise ZeroDivisionError
    if environ["PATH_INFO"] == "/stream":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else (b"x" * 50_000 for _ in range(PORTIONS))
    if environ["PATH_INFO"] == "/breaks":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return (b"x" * (LARGE // left) for left in (1, 1, 0))
    if environ["PATH_INFO"] == "/long":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return (made.append(number) or b"x" * LARGE for number in range(MANY))
    if environ["PATH_INFO"] == "/made":
        count = b"%d" % len(made)
        start_response("200 OK", [("Content-Length", str(len(count)))])
        return [count]
    if environ["PATH_INFO"] == "/work":
        start_response("200 OK", [("Content-Length", "1")])
        return [slowly(b"x")]
    if environ["PATH_INFO"] == "/slow":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return map(slowly, [b"x", b"", *[b""] * SLOW_CHUNKS])
    told = {name: value for name, value in environ.items() if isinstance(value, str | float)}
    told["body"] = environ["wsgi.input"].read().decode("latin-1")
    body = json.dumps(told).encode()
    start_response("203 Otherwise", [("Content-Length", str(len(body))), ("X-One", "1"), ("X-One", "2")])
    return [body]


def slowly(chunk: bytes) -> bytes:
    sleep(PAUSE)
    return chunk


def gateway() -> Gateway:
    return Gateway(
        app,
        port=int(sys.argv[1]),
        threads=THREADS,
        largest_body=LARGEST_BODY,
        connections=CONNECTIONS,
        proxies=0,
        busy={each: ([("Content-Language", each)], each.encode()) for each in ("nb", "en")},
        most_streams=STREAMS,
        body_patience=BODY_PATIENCE,
        reader_patience=READER_PATIENCE,
    )


if __name__ == "__main__":
    Granian(
        "tests.cli.server.echo_server:gateway",
        factory=True,
        port=int(sys.argv[1]),
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        backpressure=CONNECTIONS,
    ).serve()
