"""Bytes that are hardly HTTP, sent to the real server: it answers or hangs up, and goes on serving."""

import re
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.cli.whole_site import make_whole_site
from tests.fuzzing.spoiled_files import Spoil, spoilings
from tests.playing import SUNDAY
from tests.server import Server
from tests.visitor import Visitor

FEWER = 10  # connections for so many requests that are made without a server
PATIENCE = 10.0  # seconds
FORM = b"answer=dont-know&csrf_token=x"
HEAD = b"Host: localhost\r\nAccept-Language: nb\r\nCookie: kildesjekk=x; locale=en\r\n"
POST = b"POST /nb/attempts/1/1 HTTP/1.1\r\n"
FORM_TYPE = b"Content-Type: application/x-www-form-urlencoded\r\n"
SOUND = (
    b"GET / HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"HEAD /nb/history HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"GET /static/kildesjekk.css HTTP/1.1\r\nRange: bytes=0-9\r\nIf-None-Match: x\r\n" + HEAD + b"\r\n",
    POST + FORM_TYPE + b"Content-Length: 29\r\n" + HEAD + b"\r\n" + FORM,
    POST + b"Transfer-Encoding: chunked\r\n" + HEAD + b"\r\n1d\r\n" + FORM + b"\r\n0\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\n" + HEAD + b"\r\nGET /nb/about HTTP/1.1\r\n" + HEAD + b"\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(40),
    b"GET /healthz HTTP/1.0\r\n\r\n",
)


@pytest.fixture
def server(tmp_path: Path, migrated: Path, translations: Path) -> Iterator[Server]:
    database = shutil.copy(migrated, tmp_path / "site.sqlite3")
    made = make_whole_site(tmp_path / "whole", translations).server(f"sqlite:///{database}", WORKERS="1")
    made.start()
    yield made
    made.kill()


def exchange(port: int, request: bytes) -> bytes:
    """Send bytes and return all that comes back until the server hangs up."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                received += chunk
        except (ConnectionResetError, BrokenPipeError):  # it hung up before all had been sent
            pass
    return received


def test_bytes_that_are_hardly_http_disturb_nobody(server: Server, pytestconfig: pytest.Config) -> None:
    visitor = Visitor(server.port)
    question = visitor.start(SUNDAY)

    @seed(int(pytestconfig.getoption("--fuzz-seed")))
    @settings(
        max_examples=max(40, int(pytestconfig.getoption("--fuzz")) // FEWER),
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(sound=st.sampled_from(SOUND), spoil=spoilings())
    def send(sound: bytes, spoil: Spoil) -> None:
        begun = time.monotonic()

        received = exchange(server.port, spoil(sound))

        assert not re.search(rb"^HTTP/1\.[01] 5", received, re.MULTILINE), received
        assert time.monotonic() - begun < PATIENCE

    send()
    assert visitor.ask("GET", "/readyz").status == 200
    assert visitor.leave_open(question).status == 303
