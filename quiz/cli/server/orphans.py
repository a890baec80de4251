"""Has a worker end with the process that started it.

A worker that outlives it serves on, and nobody is left to stop it: a new start finds the port taken.
"""

import asyncio
import multiprocessing
import os
import signal

PAUSE = 1.0  # seconds between two looks


def started_by() -> int:
    """Return the id of the process that started this one, which may have gone before a worker was made."""
    starter = multiprocessing.parent_process()
    return os.getppid() if starter is None or starter.pid is None else starter.pid


def end_with(loop: asyncio.AbstractEventLoop, parent: int) -> None:
    """Ask this process to stop, as its parent would have done, once that has gone."""
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)
        return
    loop.call_later(PAUSE, end_with, loop, parent)
