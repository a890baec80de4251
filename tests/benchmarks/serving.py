"""A server with the settings of the site's own, for any WSGI program."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from quiz.cli.serve import THREADS
from quiz.settings import PROJECT

WORKERS = 2
PATIENCE = 60  # seconds
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Server:
    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self._process = process
        self.port = port

    def processes(self) -> list[int]:
        """Return the ids of the server's processes that are alive."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _group(int(entry.name)) == self._process.pid:
                found.append(int(entry.name))
        return found

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


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


@contextmanager
def serving(program: str, settings: Mapping[str, str], project: Path = PROJECT) -> Iterator[Server]:
    """Serve a WSGI program, such as `wsgi:app`, until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws"),
        *("--log-level", "warning", program),
    ]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{project}:{PROJECT}", **settings}
    with subprocess.Popen(command, cwd=project, env=environment, start_new_session=True) as process:
        try:
            server = Server(process, port)
            _wait(server, process)
            yield server
        finally:
            os.killpg(process.pid, signal.SIGTERM)


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers, whatever it answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except ConnectionError:
            time.sleep(0.01)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the server does not answer")
