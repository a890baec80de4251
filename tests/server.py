"""The real server, started on a free port and killed with all its processes."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path

PATIENCE = 120  # seconds that a server may take until it answers
KILDESJEKK = (str(Path(sys.executable).with_name("kildesjekk")),)


class Server:
    """`environment` has the settings; the port is added to them."""

    def __init__(
        self, folder: Path, environment: Mapping[str, str], command: Sequence[str] = KILDESJEKK
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._folder = folder
        self._environment = {**environment, "PORT": str(self.port)}
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.DEVNULL,
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

    def kill(self) -> None:
        """Do what `kill -9` does, to the server and its workers at the same moment."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=PATIENCE)
            self._process = None
