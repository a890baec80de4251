"""The sockets of a worker at the site's port, and how many there is room for.

Granian opens them itself and shows them to nobody.
"""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from quiz.cli.server.quick_look import Peer, QuickLook

MOST_CONNECTIONS = 2000  # per worker; each is a browser that may ask for nothing
OTHER_FILES = 200  # more than a worker has open besides: databases, their logs, what it reads
FEWEST_CONNECTIONS = 100  # also where files are so few that they may run out: a site for less is none


def can_be_found() -> bool:
    """Tell whether this system shows a process its own files, as Linux does."""
    return sys.platform == "linux"


def room_for_connections() -> int:
    """Let this process open as many files as it needs, if it may, and return how many connections fit.

    Without room for a file, neither the database nor a page's text could be opened. Many systems allow 1,024
    unless a process asks for more.
    """
    if sys.platform == "win32":
        return MOST_CONNECTIONS
    import resource  # which Windows does not have

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        more = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):  # not even within the hard limit, in some sandboxes
            resource.setrlimit(resource.RLIMIT_NOFILE, (more, hard))
            soft = more
    room = wanted if soft == resource.RLIM_INFINITY else soft
    return max(FEWEST_CONNECTIONS, min(MOST_CONNECTIONS, room - OTHER_FILES))


def connections_at(port: int, option: tuple[int, int, int]) -> Iterator[tuple[int, Peer, bytes]]:
    """Yield the numbers of the files that are this process's connections at a port, each with its client.

    With each comes what it says to a socket option, given by level, name and the most bytes.
    """
    look = QuickLook()
    for number, peer in look.sockets_at(port):
        if peer is not None:
            yield number, peer, look.option(number, *option)


def listening_at(port: int) -> Iterator[socket.socket]:
    """Lend the sockets on which this process listens at a port, one after the other, to be asked or set."""
    for number, peer in QuickLook().sockets_at(port):
        if peer is None:
            with suppress(OSError), _lent(number) as found:  # closed meanwhile
                if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1:
                    yield found


def file_of_connection(port: int, peer: Peer) -> int | None:
    """Return the number of the file that is this process's connection with a client, if it is found."""
    return next((number for number, found in QuickLook().sockets_at(port) if found == peer), None)


@contextmanager
def connection_in(number: int, peer: Peer) -> Iterator[socket.socket]:
    """Lend a connection by its file's number. Raises OSError where it is another's by now."""
    with _lent(number) as found:
        host, port = found.getpeername()[:2]
        if (host.partition("%")[0], port) != peer:  # a local address is told with its network card
            raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))
        yield found


@contextmanager
def _lent(number: int) -> Iterator[socket.socket]:
    """Lend a socket by its file's number. Raises OSError where the file is none.

    It is no copy: where the number is SQLite's by now, to close a copy of that would end its locks.
    """
    found = socket.socket(fileno=number)
    try:
        yield found
    finally:
        found.detach()
