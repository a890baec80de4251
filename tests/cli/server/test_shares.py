"""What one address keeps of the connections of a process, here of this one."""

import asyncio
import resource
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from quiz.cli.server import shares
from quiz.cli.server.shares import Shares
from tests.cli.server.echo_client import is_open

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process its own files")

CONNECTIONS = 10  # of which half are plenty, and one is a share


class Crowd:
    """Connections of some addresses with a port of this process."""

    def __init__(self, opened: ExitStack) -> None:
        self._opened = opened
        self._listening = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.port: int = self._listening.getsockname()[1]

    def connect(self, address: str) -> socket.socket:
        """Return a client's end of a new connection."""
        return self.both_ends(address)[0]

    def both_ends(self, address: str) -> tuple[socket.socket, socket.socket]:
        """Return a client's end of a new connection, and the site's."""
        here = ("127.0.0.1", self.port)
        client = self._opened.enter_context(socket.create_connection(here, source_address=(address, 0)))
        return client, self._opened.enter_context(self._listening.accept()[0])


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    with ExitStack() as opened:
        yield Crowd(opened)


def test_an_address_keeps_its_share_and_that_on_which_something_came_last(crowd: Crowd) -> None:
    held = [crowd.connect("127.0.0.1") for _ in range(6)]
    others = [crowd.connect(address) for address in ("127.0.0.8", "127.0.0.9")]
    time.sleep(0.05)
    held[2].sendall(b"x")

    assert Shares(crowd.port, CONNECTIONS).share()

    assert [is_open(each) for each in held] == [False, False, True, False, False, False]
    assert all(map(is_open, others))


def test_who_waits_for_an_answer_is_closed_after_those_who_have_had_theirs(crowd: Crowd) -> None:
    ends = [crowd.both_ends("127.0.0.1") for _ in range(6)]
    waiting, _ = ends[2]
    time.sleep(0.05)
    waiting.sendall(b"x")
    time.sleep(0.05)
    for client, _ in ends:
        if client is not waiting:
            client.sendall(b"x")
    time.sleep(0.05)
    for client, here in ends:
        if client is not waiting:
            here.sendall(b"y")
            assert client.recv(1) == b"y"

    assert Shares(crowd.port, CONNECTIONS).share()

    assert [is_open(client) for client, _ in ends] == [False, False, True, False, False, False]


def test_as_long_as_there_are_plenty_an_address_has_as_many_as_it_likes(crowd: Crowd) -> None:
    held = [crowd.connect("127.0.0.1") for _ in range(5)]

    assert not Shares(crowd.port, CONNECTIONS).share()

    assert all(map(is_open, held))


def test_of_many_addresses_that_hold_no_more_than_their_share_none_loses_anything(crowd: Crowd) -> None:
    held = [crowd.connect(f"127.0.0.{number}") for number in range(1, 8)]

    assert not Shares(crowd.port, CONNECTIONS).share()

    assert all(map(is_open, held))


def test_after_a_look_in_vain_the_next_comes_as_soon_as_more_connections_are_taken(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "PAUSE", 0.05)
    monkeypatch.setattr(shares, "CALM", 60)
    others = [crowd.connect(f"127.0.0.{number}") for number in range(2, 9)]
    held: list[socket.socket] = []
    loop = asyncio.new_event_loop()
    loop.call_soon(Shares(crowd.port, CONNECTIONS).watch, loop)
    loop.call_later(0.2, lambda: held.extend(crowd.connect("127.0.0.1") for _ in range(3)))
    loop.call_later(0.6, loop.stop)

    loop.run_forever()
    loop.close()

    assert sum(map(is_open, held)) == 1
    assert all(map(is_open, others))


def test_the_looks_go_on_after_one_that_failed(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    """To look at its files, a process must open one more."""
    monkeypatch.setattr(shares, "PAUSE", 0.2)
    held = [crowd.connect("127.0.0.1") for _ in range(6)]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    failed: list[object] = []
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: failed.append(context["exception"]))
    loop.call_soon(Shares(crowd.port, CONNECTIONS).watch, loop)
    loop.call_later(0.05, resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
    loop.call_later(0.3, loop.stop)  # after the second look, and before a third

    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        loop.run_forever()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        loop.close()

    assert failed
    assert sum(map(is_open, held)) == 1
