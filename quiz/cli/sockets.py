"""The sockets of a worker at the site's port: Granian opens them itself and shows them to nobody."""

import os
import socket
import stat
import sys
from collections.abc import Iterator
from typing import TypeAlias

Peer: TypeAlias = tuple[str, int]  # address and port

MOST_CONNECTIONS = 2000  # per worker; each is a browser that may ask for nothing
OTHER_FILES = 200  # more than a worker has open besides: databases, their logs, what it reads
FEWEST_CONNECTIONS = 100

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
    if resource.RLIM_INFINITY != soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    room = wanted if soft == resource.RLIM_INFINITY else soft
    return max(FEWEST_CONNECTIONS, min(MOST_CONNECTIONS, room - OTHER_FILES))


def how_many_files() -> int:
    """Return how many files and sockets this process has open."""
    return len(os.listdir(_FILES))


def listening_at(port: int) -> Iterator[socket.socket]:
    """Yield copies of the sockets on which this process listens at a port.

    A copy lasts until the next is asked for; what is set on it holds for the original.
    """
    for each in _sockets_at(port):
        if _listens(each):
            yield each


def connections_at(port: int) -> Iterator[tuple[socket.socket, Peer]]:
    """Yield copies, as above, of this process's connections at a port, each with its client."""
    for each in _sockets_at(port):
        try:
            if not _listens(each):
                yield each, each.getpeername()[:2]
        except OSError:  # broken off meanwhile
            continue


def _sockets_at(port: int) -> Iterator[socket.socket]:
    for name in os.listdir(_FILES):
        try:
            if not stat.S_ISSOCK(os.stat(f"{_FILES}/{name}").st_mode):
                continue
            with socket.socket(fileno=os.dup(int(name))) as each:
                if each.family in (socket.AF_INET, socket.AF_INET6) and each.getsockname()[1] == port:
                    yield each
        except OSError:  # closed meanwhile
            continue


def _listens(each: socket.socket) -> bool:
    return each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
