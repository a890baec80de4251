"""How much of what is sent to a client it has taken: no more is made for one that is behind.

The server takes some portions before it has whoever makes them wait, and the system takes megabytes more for
one connection. A client may have a hundred, and take nothing.
"""

import asyncio
import errno
import os
import socket
import struct
from contextlib import suppress

from quiz.cli.server.quick_look import Peer
from quiz.cli.server.sockets import can_be_found, connection_in, file_of_connection

MOST_BEHIND = 256 * 1024  # bytes
# Seconds between two looks at a client that is behind: they grow, for a thousand may stay behind for long.
PAUSE, LONGEST_PAUSE = 0.05, 1.0

_ACKNOWLEDGED = struct.Struct("=120xQ")  # where `struct tcp_info` of linux/tcp.h has tcpi_bytes_acked
_COUNT = struct.Struct("=i")


class Taking:
    """What one client takes of one response. On other systems than Linux it passes for all of it."""

    def __init__(self, port: int, peer: Peer) -> None:
        """Begin to count; earlier responses may be under way on the same connection."""
        self._peer = peer
        self._file: int | None = None
        self._sent = self._before = 0
        if not can_be_found():
            return
        with suppress(OSError):  # broken off meanwhile
            found = file_of_connection(port, peer)
            if found is not None:
                with connection_in(found, peer) as connection:
                    self._before = _acknowledged(connection) + _under_way(connection)
                self._file = found

    async def catch_up(self, sent: int, gone: "asyncio.Future[None]") -> None:
        """Count so many bytes more as sent, and wait until the client is not far behind, or has gone."""
        self._sent += sent
        pause, waited = PAUSE, False
        while not gone.done() and self._is_behind(waited):
            await asyncio.sleep(pause)
            pause, waited = min(2 * pause, LONGEST_PAUSE), True

    def _is_behind(self, waited: bool) -> bool:
        if self._file is None or self._sent <= MOST_BEHIND:
            return False
        try:
            with connection_in(self._file, self._peer) as connection:
                # After a while, who has all that the system was given is not behind, whatever it counts.
                if waited and _under_way(connection) == 0:
                    return False
                taken = _acknowledged(connection) - self._before
        except OSError:  # broken off meanwhile
            return False
        return self._sent - taken > MOST_BEHIND


def _acknowledged(connection: socket.socket) -> int:
    told = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _ACKNOWLEDGED.size)
    if len(told) < _ACKNOWLEDGED.size:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))  # a kernel before 4.1
    count: int
    (count,) = _ACKNOWLEDGED.unpack(told)
    return count


def _under_way(connection: socket.socket) -> int:
    """Return the bytes that the system holds until they are acknowledged."""
    from fcntl import ioctl  # which Windows does not have
    from termios import TIOCOUTQ

    count: int
    (count,) = _COUNT.unpack(ioctl(connection, TIOCOUTQ, bytes(_COUNT.size)))
    return count
