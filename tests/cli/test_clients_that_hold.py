"""Clients that hold what others need, on a real server: threads, downloads, connections."""

import socket
import sys
import time
from contextlib import ExitStack, suppress
from http.client import HTTPResponse

import pytest

from quiz.cli.gateway import SLICE
from quiz.cli.shares import PAUSE as PAUSE_OF_SHARES
from quiz.cli.shares import PLENTY, SHARE
from tests.cli.echo_client import send, told
from tests.cli.echo_server import CONNECTIONS, PAUSE, PORTIONS, READER_PATIENCE, SLOW_CHUNKS, THREADS

IDLE_PATIENCE = 30.0  # seconds after which Granian itself closes what is idle


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


def test_one_address_that_asks_and_leaves_keeps_nobody_waiting(port: int) -> None:
    """One connection at a time is enough for it: what has been asked is worked on, whoever has left."""
    asked = 300
    for _ in range(asked):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(b"GET /work HTTP/1.1\r\nHost: localhost\r\n\r\n")
    start = time.monotonic()

    assert from_elsewhere(port, b"GET /work HTTP/1.1\r\nHost: localhost\r\n\r\n") == 1
    assert time.monotonic() - start < asked * PAUSE / THREADS / 3


def test_one_address_with_many_streams_has_others_wait_for_one_of_them(port: int) -> None:
    many = CONNECTIONS // 3
    with ExitStack() as connections:
        for _ in range(many):
            slow = connections.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            slow.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(10 * PAUSE)
        start = time.monotonic()

        assert from_elsewhere(port, b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n") == 50_000 * PORTIONS
        assert time.monotonic() - start < many * SLICE * 2  # a turn of all of them is half as long


def from_elsewhere(port: int, request: bytes) -> int:
    """Send a request from another address and return how many bytes the body of the response has."""
    elsewhere = ("127.0.0.9", 0)
    with socket.create_connection(("127.0.0.1", port), timeout=30, source_address=elsewhere) as connection:
        connection.sendall(request)
        response = HTTPResponse(connection)
        response.begin()
        assert response.status == 200
        return len(response.read())


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
