"""Serves any WSGI program as the site is served: by the same server, behind the same gateway."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from quiz.cli.gateway import Gateway
from quiz.cli.serve import gateway, serve
from quiz.settings import PROJECT, read_settings
from tests.benchmarks.signing import SECRET_KEY
from tests.server import Server

PROGRAM = "BENCH_PROGRAM"
STDERR = Path("/dev/stderr")
_TICKS = os.sysconf("SC_CLK_TCK")


class MeasuredServer(Server):
    """A server that tells what it costs."""

    def cpu_seconds(self) -> float:
        """Return the processor time that the server has used so far."""
        return sum(sum(map(int, _stat(pid)[11:13])) for pid in self.processes()) / _TICKS

    def memory(self) -> float:
        """Return the megabytes that are the server's own: what its processes share is counted once."""
        total = 0
        for pid in self.processes():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        return total / 1024


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()


@contextmanager
def serving(program: str, settings: Mapping[str, str]) -> Iterator[MeasuredServer]:
    """Serve a WSGI program, such as `wsgi:app`, with settings of the site's until the end of the block."""
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": SECRET_KEY,
        "RATE_LIMITS": "yes",
        PROGRAM: program,
        **settings,
    }
    server = MeasuredServer(PROJECT, environment, (sys.executable, "-m", __name__), STDERR)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        server.wait()


def worker() -> Gateway:
    """Make what a worker process serves."""
    module, _, name = os.environ[PROGRAM].partition(":")
    return gateway(getattr(import_module(module), name), read_settings(os.environ))


if __name__ == "__main__":
    serve(read_settings(os.environ), "tests.benchmarks.serving:worker")
