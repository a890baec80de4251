"""Lets no address take more than its share of a worker's connections, once these become few.

One client that holds them all, and asks for something small now and then or takes a page a byte at a time,
would keep everybody else out for as long as it likes.
"""

import asyncio
import logging
import socket
import struct
from collections import defaultdict
from contextlib import suppress
from time import monotonic

from quiz.cli.server.quick_look import Peer, how_many_files
from quiz.cli.server.sockets import can_be_found, connection_in, connections_at
from quiz.services.limits import neighbourhood
from quiz.web.sparing import Sparing

# Seconds between two looks. In one second a client could take all that is left, and fill the system's queue
# of those who want to connect, from which others are dropped without a word.
PAUSE = 0.1
# Where many are taken and nobody has too many, they are gone through again after so many seconds, or once so
# many more are taken, as a part of all: there may be as many readers.
CALM = 1.0
GROWTH = 0.05
PLENTY = 0.5  # of all connections: as long as no more are taken, anybody may have many
SHARE = 0.1  # of all connections: what one address keeps of them otherwise

_log = logging.getLogger("quiz.shares")
_sparing = Sparing()
# Where `struct tcp_info` of linux/tcp.h has tcpi_last_data_sent and tcpi_last_data_recv.
_TIMES = struct.Struct("=44xI4xI")
_ASKED = (socket.IPPROTO_TCP, socket.TCP_INFO, _TIMES.size) if can_be_found() else (0, 0, 0)


class Shares:
    """Sees to it that nobody has too many of the `connections` that a worker can have at a port.

    Behind a proxy these would be the proxy's own: not to be used there. On other systems than Linux nothing
    is seen and nothing closed.
    """

    def __init__(self, port: int, connections: int) -> None:
        self._port = port
        self._connections = connections
        # Until a moment of `monotonic`, as many files need no look.
        self._calm_files, self._calm_until = 0.0, 0.0

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look again and again."""
        if not can_be_found():
            return
        try:
            files, now = how_many_files(), monotonic()
            few_left = files > PLENTY * self._connections
            if few_left and (files > self._calm_files or now > self._calm_until) and not self.share():
                self._calm_files, self._calm_until = files + GROWTH * self._connections, now + CALM
        finally:  # no error is the end of it
            loop.call_later(PAUSE, self.watch, loop)

    def share(self) -> bool:
        """Close what each address has above its share, last that on which an answer is waited for.

        Return whether there was anything to close.
        """
        held: dict[str, list[tuple[tuple[bool, int], int, Peer]]] = defaultdict(list)
        for number, peer, told in connections_at(self._port, _ASKED):
            held[neighbourhood(peer[0])].append((_idleness(told), number, peer))
        if sum(map(len, held.values())) <= PLENTY * self._connections:
            return False
        kept = int(SHARE * self._connections)
        surplus = [each for of_one in held.values() for each in sorted(of_one)[kept:]]
        if surplus and _sparing.ask(monotonic()) is not None:
            _log.warning("closed %d connections of addresses that had too many", len(surplus))
        for _, number, peer in surplus:
            with suppress(OSError), connection_in(number, peer) as connection:  # broken off meanwhile
                connection.shutdown(socket.SHUT_RDWR)
        return bool(surplus)


def _idleness(told: bytes) -> tuple[bool, int]:
    """Return whether what came on a connection was answered, and the milliseconds since something last came.

    That is by what the connection tells of itself, in thousandths of a second or a few: what was sent after
    anything came was an answer to it, also where there is more to come.
    """
    if len(told) != _TIMES.size:
        return False, 0
    since_sent, since_received = _TIMES.unpack(told)
    return since_sent < since_received, since_received
