"""Serves the site, and other programs as it is served: by the same server, behind the same gateway."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from wsgiref.types import WSGIApplication

from quiz.cli.serve import gateway, serve
from quiz.cli.server.gateway import Gateway
from quiz.settings import PROJECT, read_settings
from tests.benchmarks.signing import SECRET_KEY
from tests.server import KILDESJEKK, Server

PROGRAM = "BENCH_PROGRAM"
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
def serving(settings: Mapping[str, str], program: str | None = None) -> Iterator[MeasuredServer]:
    """Serve the site, or a WSGI program such as `module:app` in its place, until the end of the block.

    It must answer at /readyz, too.
    """
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT),
        "SECRET_KEY": SECRET_KEY,
        "RATE_LIMITS": "yes",
        **settings,
    }
    command = KILDESJEKK
    if program is not None:
        environment[PROGRAM] = program
        command = (sys.executable, "-m", __name__)
    server = MeasuredServer(PROJECT, environment, command)
    try:
        server.start()
        yield server
        server.stop()
        server.wait()
    finally:
        server.kill()


def worker() -> Gateway:
    """Make what a worker process serves."""
    return gateway(_program(), read_settings(os.environ), {"": ([], b"busy")})


def _program() -> WSGIApplication:
    module, _, name = os.environ[PROGRAM].partition(":")
    app: WSGIApplication = getattr(import_module(module), name)
    return app


if __name__ == "__main__":
    _program()  # the site's main process makes the app as well, and holds it
    serve(read_settings(os.environ), "tests.benchmarks.serving:worker")
