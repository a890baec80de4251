"""For each module, a server with an app that tells what it was asked."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from quiz.settings import PROJECT
from tests.server import free_port


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT)}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.server.echo_server", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except ConnectionRefusedError:
            assert server.poll() is None
            time.sleep(0.05)
    yield port
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=30)
