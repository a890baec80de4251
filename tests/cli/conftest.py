"""A copy of the project, a site with two articles; for each module, a server that tells what it was asked."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.cli.opening import open_content
from quiz.settings import PROJECT, ContentSettings
from tests.catalogs.small_site import SmallSite
from tests.cli.project import Project, make_project
from tests.cli.two_articles import LATER, make_two_articles
from tests.server import free_port


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


@pytest.fixture
def two(tmp_path: Path) -> SmallSite:
    return make_two_articles(tmp_path / "site")


@pytest.fixture
def content_settings(two: SmallSite) -> ContentSettings:
    return ContentSettings(
        locales=("nb", "en"), questions=two.root / "questions", translations=two.root / "translations"
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the content is kept; nothing is there yet."""
    return tmp_path / "instance" / "content.sqlite3"


@pytest.fixture
def kept(content_settings: ContentSettings, file: Path) -> int:
    """A file that keeps everything; its number, which another file would not have."""
    open_content(content_settings, file, LATER)
    return file.stat().st_ino


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT)}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.echo_server", str(port)],
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
