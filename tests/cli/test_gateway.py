"""The gateway between Granian and the app, on a real server with an app that tells what it was asked."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest

from quiz.cli.gateway import LARGEST_HEADERS, LONGEST_ADDRESS
from quiz.cli.shares import PAUSE as PAUSE_OF_SHARES
from quiz.cli.shares import PLENTY, SHARE
from quiz.settings import PROJECT
from tests.cli.echo_server import (
    BODY_PATIENCE,
    CONNECTIONS,
    LARGEST_BODY,
    PAUSE,
    PORTIONS,
    READER_PATIENCE,
    SLOW_CHUNKS,
    THREADS,
)
from tests.server import free_port

IDLE_PATIENCE = 30.0  # seconds after which Granian itself closes what is idle


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT)}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.echo_server", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except ConnectionRefusedError:
            assert server.poll() is None
            time.sleep(0.05)
    yield port
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=30)


def send(port: int, request: bytes) -> tuple[int, bytes]:
    """Send a request as it is written and return status and body of the response."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        response = HTTPResponse(connection)
        response.begin()
        return response.status, response.read()


def told(port: int, target: str = "/", *headers: str, method: str = "GET", body: str = "") -> dict[str, Any]:
    """Ask the app and return what it was told."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    status, answer = send(port, "\r\n".join([*lines, "", body]).encode("latin-1"))
    assert status == 203
    found: dict[str, Any] = json.loads(answer)
    return found


def test_the_app_is_told_what_wsgi_asks_for(port: int) -> None:
    environ = told(port, "/nb/about?a=%C3%B8&b", "Accept-Language: nb", "Content-Type: text/plain")

    assert {name: value for name, value in environ.items() if not name.startswith("HTTP_CONN")} == {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/nb/about",
        "QUERY_STRING": "a=%C3%B8&b",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "text/plain",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_LANGUAGE": "nb",
        "wsgi.url_scheme": "http",
        "body": "",
    }


@pytest.mark.parametrize(
    ("target", "path"),
    [("/%C3%B8%2F%00", "/ø/\0"), ("/%25", "/%"), ("//a//b/", "//a//b/"), ("*", "*")],
)
def test_a_path_is_decoded_once(port: int, target: str, path: str) -> None:
    assert told(port, target, method="OPTIONS")["PATH_INFO"].encode("latin-1").decode() == path


def test_a_path_that_is_no_text_is_still_answered(port: int) -> None:
    assert "/" in told(port, "/%ff%fe")["PATH_INFO"]


def test_a_query_is_given_on_byte_by_byte_whatever_signs_it_holds(port: int) -> None:
    """A client that quotes nothing was answered with a fault, and the log with thirty lines of it."""
    signs = "?round=\N{EURO SIGN}\N{LATIN SMALL LETTER AE}"

    found = told(port, f"/{signs.encode().decode('latin-1')}")["QUERY_STRING"]

    assert found.encode("latin-1").decode() == signs[1:]


def test_headers_that_come_twice_are_joined(port: int) -> None:
    environ = told(port, "/", "Cookie: a=1", "Cookie: b=2", "X-List: 1", "x-list: 2")

    assert (environ["HTTP_COOKIE"], environ["HTTP_X_LIST"]) == ("a=1; b=2", "1,2")


def test_an_underscore_does_not_pass_for_a_hyphen(port: int) -> None:
    environ = told(port, "/", "X_Forwarded_For: 192.0.2.1", "Content_Length: 5", "X-Forwarded-Proto: https")

    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert environ["HTTP_X_FORWARDED_PROTO"] == "https"


def test_what_proxies_tell_is_not_lost_by_what_a_client_put_before_it(port: int) -> None:
    """Who asks would then be taken for the proxy, and counted with it."""
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: \xff, 192.0.2.1\r\n\r\n"

    assert send(port, request)[0] == 400
    assert told(port, "/", "X-Forwarded-For: ?, 192.0.2.1")["HTTP_X_FORWARDED_FOR"] == "?, 192.0.2.1"
    assert told(port, "/", "X-Other: \xff")["PATH_INFO"] == "/"


def test_a_body_comes_whole(port: int) -> None:
    assert told(port, method="POST", body="x" * LARGEST_BODY)["body"] == "x" * LARGEST_BODY


def test_a_body_that_is_too_large_is_left_unread_and_the_app_may_say_so(port: int) -> None:
    environ = told(port, "/", f"Content-Length: {LARGEST_BODY + 1}", method="POST")

    assert (environ["CONTENT_LENGTH"], environ["body"]) == (str(LARGEST_BODY + 1), "")


def test_a_body_without_a_length_is_refused(port: int) -> None:
    chunked = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"

    assert send(port, chunked)[0] == 411


def test_a_body_that_does_not_come_is_waited_for_no_longer_than_said(port: int) -> None:
    start = time.monotonic()

    status, _ = send(port, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")

    assert status == 408
    assert BODY_PATIENCE <= time.monotonic() - start < BODY_PATIENCE + 5


def test_a_body_that_is_cut_off_never_reaches_the_app(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
        connection.shutdown(socket.SHUT_WR)
        response = HTTPResponse(connection)
        response.begin()

        assert response.status == 400


def test_headers_that_are_too_long_are_refused(port: int) -> None:
    long = "x" * LARGEST_HEADERS

    assert send(port, f"GET / HTTP/1.1\r\nHost: x\r\nX-Long: {long}\r\n\r\n".encode())[0] == 431


@pytest.mark.parametrize("sign", ["/", "?"])
def test_an_address_that_is_too_long_is_refused(port: int, sign: str) -> None:
    long = f"/{sign}{'x' * LONGEST_ADDRESS}"

    assert send(port, f"GET {long} HTTP/1.1\r\nHost: x\r\n\r\n".encode())[0] == 414


def test_two_lengths_are_refused(port: int) -> None:
    smuggled = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"

    assert send(port, smuggled)[0] == 400


def test_status_and_headers_come_as_the_app_gave_them(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("HEAD", "/")
    response = connection.getresponse()

    assert (response.status, response.headers.get_all("X-One"), response.read()) == (203, ["1", "2"], b"")
    connection.close()


def test_what_has_no_length_is_streamed_and_ends(port: int) -> None:
    status, body = send(port, b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")

    assert (status, len(body)) == (200, 50_000 * PORTIONS)


def test_streams_of_which_little_comes_keep_nobody_waiting(port: int) -> None:
    """As a long history does that compresses well."""
    with ExitStack() as connections:
        slow = [
            connections.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            for _ in range(2 * THREADS)
        ]
        start = time.monotonic()
        for each in slow:
            each.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(10 * PAUSE)

        assert told(port)["PATH_INFO"] == "/"
        for each in slow:
            found = b""
            while b"\r\n\r\n1\r\nx" not in found:
                found += each.recv(1 << 16)

        assert time.monotonic() - start < SLOW_CHUNKS * PAUSE  # before any of them has come whole


def test_a_stream_ends_when_whoever_asked_has_gone_though_nothing_more_was_to_be_sent(port: int) -> None:
    request = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for _ in range(4):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(request)
            found = b""
            while b"\r\n\r\n1\r\nx" not in found:
                found += connection.recv(1 << 16)
    start = time.monotonic()

    assert send(port, request) == (200, b"x")
    assert time.monotonic() - start < 2 * SLOW_CHUNKS * PAUSE  # alone it takes once as long


def test_who_leaves_a_stream_disturbs_nobody(port: int) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")

    assert send(port, b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")[0] == 200


@pytest.mark.skipif(sys.platform != "linux", reason="other systems wait for ever")
def test_who_takes_nothing_of_what_is_sent_is_waited_for_no_longer_than_said(port: int) -> None:
    asked, each = 100, PORTIONS * 50_000
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", port))
        connection.sendall(b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n" * asked)
        time.sleep(READER_PATIENCE * 6)

        received = len(all_that_comes(connection, asked * each))

    assert received < asked * each
    assert told(port)["PATH_INFO"] == "/"


def all_that_comes(connection: socket.socket, most: int) -> bytes:
    """Read until nothing more comes, or more than there can be."""
    found = bytearray()
    with suppress(ConnectionResetError):
        while len(found) < most and (more := connection.recv(1 << 20)):
            found += more
    return bytes(found)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not show their connections")
def test_one_address_that_takes_all_connections_keeps_nobody_out(port: int) -> None:
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with ExitStack() as connections:
        held = [
            connections.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            for _ in range(2 * CONNECTIONS)
        ]
        for each in held:
            each.sendall(request)
        start = time.monotonic()
        with socket.create_connection(
            ("127.0.0.1", port), timeout=30, source_address=("127.0.0.9", 0)
        ) as other:
            other.sendall(request)
            assert other.recv(12) == b"HTTP/1.1 203"
        assert time.monotonic() - start < IDLE_PATIENCE / 2
        time.sleep(2 * PAUSE_OF_SHARES)

        assert SHARE * CONNECTIONS <= sum(map(is_open, held)) <= PLENTY * CONNECTIONS


def is_open(connection: socket.socket) -> bool:
    """Tell whether the server has left a connection open, once all it sent is read."""
    connection.setblocking(False)
    try:
        while connection.recv(1 << 16):
            pass
    except BlockingIOError:
        return True
    except ConnectionResetError:
        return False
    return False


def test_an_app_that_fails_is_told_in_general_words(port: int) -> None:
    status, body = send(port, b"GET /crash HTTP/1.1\r\nHost: x\r\n\r\n")

    assert (status, body) == (500, b"The fault is ours.\n")
