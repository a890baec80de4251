"""Asks the system of sockets by their files' numbers, without letting go of the interpreter.

Python lets go of it with each question, and has to wait for it as often beside a thread that makes a long
page: to look at two thousand connections so had the event loop stand still for a third of a second.
"""

import ctypes
import os
import socket
import struct
from collections.abc import Iterator
from typing import TypeAlias

Peer: TypeAlias = tuple[str, int]  # address and port

_FILES = "/proc/self/fd"
_FAMILY = struct.Struct("=H")  # where `struct sockaddr` begins; what follows is in network order
_PORT = struct.Struct("!H")
_PLACES = {socket.AF_INET: slice(4, 8), socket.AF_INET6: slice(8, 24)}  # of the address itself
_LARGEST = 256  # bytes of an answer


def how_many_files() -> int:
    """Return how many files and sockets this process has open."""
    return len(os.listdir(_FILES))


class QuickLook:
    """Answers questions on sockets of this process, on Linux. To be used by one thread alone."""

    def __init__(self) -> None:
        self._libc = ctypes.PyDLL(None)
        self._answer = ctypes.create_string_buffer(_LARGEST)
        self._size = ctypes.c_uint32()

    def sockets_at(self, port: int) -> Iterator[tuple[int, Peer | None]]:
        """Yield the files that are sockets at a port of this process, each with its client, if it has one."""
        for name in os.listdir(_FILES):
            number = int(name)
            own = self._address(self._libc.getsockname, number)
            if own is not None and own[1] == port:
                yield number, self._address(self._libc.getpeername, number)

    def option(self, number: int, level: int, name: int, size: int) -> bytes:
        """Return an option of a socket, of at most so many bytes; nothing where it cannot be asked."""
        self._size.value = size
        if self._libc.getsockopt(number, level, name, self._answer, ctypes.byref(self._size)):
            return b""
        return self._answer.raw[: self._size.value]

    def _address(self, ask: "ctypes._NamedFuncPointer", number: int) -> Peer | None:
        self._size.value = _LARGEST
        if ask(number, self._answer, ctypes.byref(self._size)):
            return None
        told = self._answer.raw[: self._size.value]
        (family,) = _FAMILY.unpack_from(told)
        if family not in _PLACES:
            return None
        (port,) = _PORT.unpack_from(told, _FAMILY.size)
        return socket.inet_ntop(family, told[_PLACES[family]]), port
