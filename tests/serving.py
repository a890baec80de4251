"""The real server, started and stopped as an operator does, or killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.cli.whole_site import SERVE, WholeSite
from tests.visitor import PATIENCE


class Server:
    """The real server with two workers, started and killed with all its processes."""

    def __init__(self, site: WholeSite, database_url: str, log: Path | None = None, **settings: str) -> None:
        self._log = log
        self.port = free_port()
        self._site = site
        self._environment = site.environment(
            **{
                "PORT": str(self.port),
                "WORKERS": "2",
                "DATABASE_URL": database_url,
                "RATE_LIMITS": "no",  # tests are quicker than people
                **settings,
            }
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with Path(os.devnull if self._log is None else self._log).open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", SERVE],
                cwd=self._site.root,
                env=self._environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        patience = time.monotonic() + PATIENCE
        while not self._is_ready():
            assert self._process.poll() is None, "the server has stopped"
            assert time.monotonic() < patience, "the server does not answer"
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            try:
                connection.request("GET", "/readyz")
                return connection.getresponse().status == 200
            except (OSError, HTTPException):
                return False

    def processes(self) -> list[int]:
        """Return the ids of the server's processes, the workers included."""
        assert self._process is not None
        listed = ["ps", "-o", "pid=", "-g", str(self._process.pid)]
        return [int(pid) for pid in subprocess.check_output(listed, encoding="ascii").split()]

    def stop(self) -> None:
        """Ask the server to stop, as a service manager does."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        """Wait until the server has stopped by itself, and return its exit status."""
        assert self._process is not None
        status = self._process.wait(timeout=PATIENCE)
        self._process = None
        return status

    def kill(self) -> None:
        """Do what `kill -9` does, to the server and its workers at the same moment."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=PATIENCE)
            self._process = None


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
