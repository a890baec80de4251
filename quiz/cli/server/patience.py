"""Has the system close a connection whose client takes nothing of what is sent to it.

The server waits for such a client for ever: two thousand of them, who then do nothing more, shut all others
out.
"""

import asyncio
import logging
import socket
from contextlib import suppress

from quiz.cli.server.sockets import can_be_found, listening_at

PAUSE = 0.01  # seconds until the listening socket is looked for again
MOST_LOOKS = 1000

_log = logging.getLogger("quiz.patience")


def limit_patience(loop: asyncio.AbstractEventLoop, port: int, milliseconds: int, looks: int = 1) -> None:
    """Let clients at a port take nothing for no longer than this, as soon as the server listens there.

    Other systems than Linux know no such patience.
    """
    if not can_be_found() or _limit(port, milliseconds):
        return
    if looks == MOST_LOOKS:
        _log.warning("clients that take nothing of what is sent to them will be waited for without end")
        return
    loop.call_later(PAUSE, limit_patience, loop, port, milliseconds, looks + 1)


def _limit(port: int, milliseconds: int) -> bool:
    """Set the patience where this process listens, taken over by each connection; False where it does not."""
    found = False
    for each in listening_at(port):
        with suppress(OSError):  # a system that calls itself Linux may not have it
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
            found = True
    return found
