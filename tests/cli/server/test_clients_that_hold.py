"""Clients that hold what others need, on a real server: threads, downloads, connections."""

import socket
import sys
import time
from contextlib import ExitStack, suppress
from http.client import HTTPResponse

import pytest
from granian.http import HTTP1Settings

from quiz.cli.server.gateway import MOST_OF_ONE, PORTION, SLICE
from quiz.cli.server.shares import PAUSE as PAUSE_OF_SHARES
from quiz.cli.server.shares import PLENTY, SHARE
from quiz.cli.server.taking import MOST_BEHIND
from tests.cli.server.echo_client import is_open, send, told
from tests.cli.server.echo_server import (
    CONNECTIONS,
    LARGE,
    MANY,
    PAUSE,
    PORTIONS,
    READER_PATIENCE,
    SLOW_CHUNKS,
    STREAMS,
    THREADS,
)

IDLE_PATIENCE = HTTP1Settings().header_read_timeout / 1000  # seconds until Granian closes what is idle

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process its own files")
with_other_addresses = pytest.mark.skipif(sys.platform != "linux", reason="needs 127.0.0.9")


def test_what_has_no_length_is_streamed_and_ends(port: int) -> None:
    status, body = send(port, request("/stream"))

    assert (status, len(body)) == (200, 50_000 * PORTIONS)


def test_streams_of_which_little_comes_keep_nobody_waiting(port: int) -> None:
    """As a long history does that compresses well."""
    with ExitStack() as connections:
        start = time.monotonic()
        slow = [ask(connections, port, "/slow") for _ in range(2 * THREADS)]
        time.sleep(10 * PAUSE)

        assert told(port)["PATH_INFO"] == "/"
        for each in slow:
            read_until_it_has_begun(each)

        assert time.monotonic() - start < SLOW_CHUNKS * PAUSE  # before any of them has come whole


@with_other_addresses
def test_one_address_that_asks_and_leaves_keeps_nobody_waiting(port: int) -> None:
    """One connection at a time is enough for it: what has been asked is worked on, whoever has left."""
    ask_and_leave(port, 150)
    start = time.monotonic()

    assert from_elsewhere(port, "/work") == (200, b"x")
    waited = time.monotonic() - start
    assert send(port, request("/work")) == (200, b"x")

    assert waited < (time.monotonic() - start) / 3  # whoever asked so much waits for all of it


def test_of_one_address_only_so_many_may_wait(port: int) -> None:
    for _ in range(5):  # where sending takes longer than the work, the queue is not full at once
        ask_and_leave(port, 2 * MOST_OF_ONE)
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(request("/work"))
            response = HTTPResponse(connection)
            response.begin()
            if response.status != 200:
                break

    assert (response.status, response.headers["Retry-After"]) == (503, "1")
    assert (response.headers["Content-Language"], response.read()) == ("nb", b"nb")
    while send(port, request("/work"))[0] == 503:  # until the queue is empty
        time.sleep(PAUSE)


@with_other_addresses
def test_one_address_with_many_streams_has_others_wait_for_one_turn_of_them(port: int) -> None:
    many = CONNECTIONS // 3
    with ExitStack() as connections:
        for each in [ask(connections, port, "/slow") for _ in range(many)]:
            read_until_it_has_begun(each)
        start = time.monotonic()

        assert from_elsewhere(port, "/stream") == (200, b"x" * 50_000 * PORTIONS)
        assert time.monotonic() - start < many * SLICE * 2  # a turn of all of them is half as long


@with_other_addresses
def test_one_address_takes_no_more_than_so_many_streams_at_once_and_others_are_not_touched(port: int) -> None:
    """Each that is taken slowly holds memory for as long."""
    with ExitStack() as connections:
        asked = [ask(connections, port, "/slow") for _ in range(STREAMS + 1)]

        assert b"HTTP/1.1 503" in [each.recv(12) for each in asked]
        assert from_elsewhere(port, "/stream")[0] == 200
    until = time.monotonic() + 30
    while send(port, request("/stream"))[0] != 200:
        assert time.monotonic() < until


def request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def ask(connections: ExitStack, port: int, path: str) -> socket.socket:
    """Ask for something and return the connection on which it comes."""
    connection = connections.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
    connection.sendall(request(path))
    return connection


def ask_and_leave(port: int, times: int) -> None:
    for _ in range(times):
        with ExitStack() as connections:
            ask(connections, port, "/work")


def read_until_it_has_begun(connection: socket.socket) -> None:
    """Read the head of a stream, and the first thing that comes of it."""
    found = b""
    while b"\r\n\r\n1\r\nx" not in found:
        more = connection.recv(1 << 16)
        assert more, found
        found += more


def from_elsewhere(port: int, path: str) -> tuple[int, bytes]:
    """Ask for something from another address and return status and body of the response."""
    elsewhere = ("127.0.0.9", 0)
    with socket.create_connection(("127.0.0.1", port), timeout=30, source_address=elsewhere) as connection:
        connection.sendall(request(path))
        response = HTTPResponse(connection)
        response.begin()
        return response.status, response.read()


def test_a_stream_ends_when_whoever_asked_has_gone_though_nothing_more_was_to_be_sent(port: int) -> None:
    for _ in range(4):
        with ExitStack() as connections:
            read_until_it_has_begun(ask(connections, port, "/slow"))
    start = time.monotonic()

    assert send(port, request("/slow")) == (200, b"x")
    assert time.monotonic() - start < 2 * SLOW_CHUNKS * PAUSE  # alone it takes once as long


def test_who_leaves_a_stream_disturbs_nobody(port: int) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(request("/stream"))

    assert send(port, request("/stream"))[0] == 200


@on_linux
def test_of_a_stream_little_more_is_made_than_its_client_has_taken(port: int) -> None:
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(("127.0.0.1", port))
        connection.sendall(request("/long"))
        time.sleep(READER_PATIENCE / 2)

        made = int(send(port, request("/made"))[1])
    assert MOST_BEHIND // LARGE <= made <= (MOST_BEHIND + 2 * PORTION) // LARGE + 1
    assert len(send(port, request("/long"))[1]) == MANY * LARGE  # whoever takes it gets all


@on_linux
def test_who_takes_nothing_of_what_is_sent_is_waited_for_no_longer_than_said(port: int) -> None:
    asked, each = 100, PORTIONS * 50_000
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", port))
        connection.sendall(request("/stream") * asked)
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


@on_linux
def test_one_address_that_takes_all_connections_keeps_nobody_out(port: int) -> None:
    with ExitStack() as connections:
        held = [ask(connections, port, "/") for _ in range(2 * CONNECTIONS)]
        start = time.monotonic()

        assert from_elsewhere(port, "/work") == (200, b"x")
        assert time.monotonic() - start < IDLE_PATIENCE / 2
        time.sleep(2 * PAUSE_OF_SHARES)

        assert SHARE * CONNECTIONS <= sum(map(is_open, held)) <= PLENTY * CONNECTIONS
