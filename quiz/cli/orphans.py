"""Has a worker end with the process that started it.

A worker that outlives it serves on, and nobody is left to stop it: a new start finds the port taken.
"""

import asyncio
import os
import signal

PAUSE = 1.0  # seconds between two looks


def end_with(loop: asyncio.AbstractEventLoop, parent: int) -> None:
    """Ask this process to stop, as its parent would have done, once that has gone."""
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
        return
    loop.call_later(PAUSE, end_with, loop, parent)
