"""A place in memory for what tests write: a busy disk costs them much time."""

import os
import shutil

MEMORY = "/dev/shm"
ROOM = 2**30  # bytes


def folder_in_memory() -> str | None:
    """Return a folder in memory; None where there is none with room."""
    usable = os.path.isdir(MEMORY) and os.access(MEMORY, os.W_OK)
    return MEMORY if usable and shutil.disk_usage(MEMORY).free > ROOM else None
