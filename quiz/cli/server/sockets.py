"""The sockets of a worker at the site's port, and how many there is room for.

Granian opens them itself and shows them to nobody.
"""

import errno
import os
import socket
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TypeAlias

Peer: TypeAlias = tuple[str, int]  # address and port

MOST_CONNECTIONS = 2000  # per worker; each is a browser that may ask for nothing
OTHER_FILES = 200  # more than a worker has open besides: databases, their logs, what it reads
FEWEST_CONNECTIONS = 100  # also where files are so few that they may run out: a site for less is none

_FILES = "/proc/self/fd"


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


def how_many_files() -> int:
    """Return how many files and sockets this process has open."""
    return len(os.listdir(_FILES))


def listening_at(port: int) -> Iterator[socket.socket]:
    """Yield copies of the sockets on which this process listens at a port.

    A copy lasts until the next is asked for; what is set on it holds for the original. Errors of what is done
    with it are the caller's.
    """
    for _, each in _sockets_at(port):
        if _listens(each):
            yield each


def connections_at(port: int) -> Iterator[tuple[socket.socket, Peer]]:
    """Yield copies, as above, of this process's connections at a port, each with its client."""
    for _, each in _sockets_at(port):
        try:
            peer = None if _listens(each) else each.getpeername()[:2]
        except OSError:  # broken off meanwhile
            continue
        if peer is not None:
            yield each, peer


def file_of_connection(port: int, peer: Peer) -> int | None:
    """Return the number of the file that is this process's connection with a client, if it is found."""
    for number, each in _sockets_at(port):
        with suppress(OSError):  # it listens, or was broken off meanwhile
            if each.getpeername()[:2] == peer:
                return number
    return None


@contextmanager
def connection_in(number: int, peer: Peer) -> Iterator[socket.socket]:
    """Lend a connection by its file's number, to be asked only. Raises OSError where it is another's by now.

    It is no copy: where the number is SQLite's by now, to close a copy of that would end its locks.
    """
    found = socket.socket(fileno=number)
    try:
        if found.getpeername()[:2] != peer:
            raise OSError(errno.ENOTCONN, os.strerror(errno.ENOTCONN))
        yield found
    finally:
        found.detach()


def _sockets_at(port: int) -> Iterator[tuple[int, socket.socket]]:
    for name in os.listdir(_FILES):
        try:
            if not stat.S_ISSOCK(os.stat(f"{_FILES}/{name}").st_mode):
                continue
            found = socket.socket(fileno=os.dup(int(name)))
        except OSError:  # closed meanwhile
            continue
        with found:
            if found.family in (socket.AF_INET, socket.AF_INET6) and found.getsockname()[1] == port:
                yield int(name), found


def _listens(each: socket.socket) -> bool:
    return each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
