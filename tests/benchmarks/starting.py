"""How the site starts: from nothing until a process could answer."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from quiz.settings import PROJECT
from tests.benchmarks.players import make_site
from tests.benchmarks.signing import SECRET_KEY


def measure(folder: Path, rounds: int) -> None:
    """Print how long the site with the shipped banks takes to start."""
    make_site(folder / "site").database.close()
    seconds = time_to_start(PROJECT, folder / "site" / "site.sqlite3", rounds + 1)[1:]
    print(f"\nstart with the shipped banks: {median(seconds):.2f} s (wanted: 1 s)", flush=True)


def time_to_start(project: Path, database: Path, times: int) -> list[float]:
    """Return the seconds from the start of a process until it has made the app, as a worker does."""
    environment = {
        "PATH": os.environ["PATH"],
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
