"""The real server, started and stopped as an operator does, or killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, nullcontext, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.visitor import PATIENCE

KILDESJEKK = (str(Path(sys.executable).with_name("kildesjekk")),)


class Server:
    """`environment` has the settings, apart from the port; what the server complains of goes to `log`.

    Without one it goes where the errors of the tests go.
    """

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        command: Sequence[str] = KILDESJEKK,
        log: Path | None = None,
    ) -> None:
        self.port = free_port()
        self._folder = folder
        # Tests are quicker than people.
        self._environment = {"RATE_LIMITS": "no", **environment, "PORT": str(self.port)}
        self._command = command
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with nullcontext() if self._log is None else self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
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
            with suppress(ProcessLookupError):  # it has ended by itself
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=PATIENCE)
            self._process = None


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
