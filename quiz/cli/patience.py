"""Has the system close a connection whose client takes nothing of what is sent to it.

The server waits for such a client for ever: two thousand of them, who then do nothing more, shut all others
out.
"""

import asyncio
import logging
import os
import socket
import stat
import sys

PAUSE = 0.01  # seconds until the listening socket is looked for again
MOST_LOOKS = 1000

_FILES = "/proc/self/fd"
_log = logging.getLogger("quiz.patience")


def have_patience(loop: asyncio.AbstractEventLoop, port: int, milliseconds: int, looks: int = 1) -> None:
    """Let clients at a port take nothing for no longer than this, as soon as the server listens there.

    Granian opens the socket itself and shows it to nobody. Other systems than Linux know no such patience.
    """
    if sys.platform != "linux" or _limit(port, milliseconds):
        return
    if looks == MOST_LOOKS:
        _log.warning("clients that take nothing of what is sent to them will be waited for without end")
        return
    loop.call_later(PAUSE, have_patience, loop, port, milliseconds, looks + 1)


def _limit(port: int, milliseconds: int) -> bool:
    """Set the patience where this process listens, taken over by each connection; False where it does not."""
    found = False
    for name in os.listdir(_FILES):
        try:
            if not stat.S_ISSOCK(os.stat(f"{_FILES}/{name}").st_mode):
                continue
            with socket.socket(fileno=os.dup(int(name))) as each:
                if _listens(each, port):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
                    found = True
        except OSError:  # closed meanwhile
            continue
    return found


def _listens(each: socket.socket, port: int) -> bool:
    return (
        each.family in (socket.AF_INET, socket.AF_INET6)
        and each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) == 1
        and each.getsockname()[1] == port
    )
