"""How the site starts: from nothing until a process could answer."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from quiz.settings import PROJECT
from tests.benchmarks.players import make_site


def measure(folder: Path, rounds: int) -> None:
    """Print how long the site with the shipped banks takes to start."""
    site = make_site(folder / "site")
    site.database.close()
    seconds = time_to_start("wsgi", site.environment, rounds + 1)[1:]
    print(f"\nstart with the shipped banks: {median(seconds):.2f} s (wanted: 1 s)", flush=True)


def time_to_start(module: str, settings: Mapping[str, str], times: int) -> list[float]:
    """Return the seconds from the start of a process until a module has made the app, as in a worker."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), **settings}
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", f"import {module}"], cwd=PROJECT, env=environment, check=True)
        seconds.append(time.perf_counter() - started)
    return seconds
