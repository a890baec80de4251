"""How the site starts: with the shipped banks, and with a thousand banks of fifty questions."""

import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.signing import SECRET_KEY


def time_to_start(project: Path, database: Path, times: int) -> list[float]:
    """Return the seconds from the start of a process until it has made the app, as a worker does."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(project),
        "DATABASE_URL": f"sqlite:///{database}",
        "SECRET_KEY": SECRET_KEY,
    }
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import wsgi"], cwd=project, env=environment, check=True)
        seconds.append(time.perf_counter() - started)
    return seconds
