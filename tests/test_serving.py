"""The real server on bad days: a locked, deleted or full database, slow clients, a stop in full swing."""

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from quiz.cli.serve import LARGEST_HEAD, THREADS
from tests.cli.whole_site import WholeSite, make_whole_site
from tests.error_pages import locked
from tests.playing import SUNDAY, WHOLE
from tests.server import Server
from tests.visitor import PATIENCE, Reply, Visitor, hidden

PROMPT = 3.0  # seconds; who waits for the database waits for five
CROWD = 2 * THREADS + 8  # more than the threads of two workers, of eight addresses


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, translations: Path) -> WholeSite:
    return make_whole_site(tmp_path_factory.mktemp("serving") / "whole", translations)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def database_file(folder: Path, migrated: Path) -> Path:
    return Path(shutil.copy(migrated, folder / "site.sqlite3"))


@pytest.fixture
def server(whole: WholeSite, database_file: Path) -> Iterator[Server]:
    made = whole.server(f"sqlite:///{database_file}")
    made.start()
    yield made
    made.kill()


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server.port)


def answers(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM answer").fetchone()
        return int(count)


def prompt(visitor: Visitor, address: str) -> int:
    """Return the status of a page that must not keep its reader waiting."""
    start = time.monotonic()
    reply = visitor.ask("GET", address)
    took = time.monotonic() - start
    assert took < PROMPT, f"{address} took {took:.1f} seconds"
    return reply.status


def style_sheet(visitor: Visitor) -> str:
    page = visitor.ask("GET", "/nb/about").page
    return page.partition('rel="stylesheet" href="')[2].partition('"')[0]


@pytest.mark.skipif(sys.platform != "linux", reason="needs 127.0.0.9")
def test_while_another_program_holds_the_lock_all_but_writers_go_on(
    server: Server, database_file: Path
) -> None:
    crowd = [Visitor(server.port, source=f"127.0.0.{1 + number % 8}") for number in range(CROWD)]
    questions = [each.start() for each in crowd]
    reader = Visitor(server.port, source="127.0.0.9")
    question = reader.start()
    pages = ["/healthz", "/readyz", "/nb/about", "/nb/history", question, style_sheet(reader)]

    with ThreadPoolExecutor(CROWD) as threads:
        with locked(database_file):
            posts = [
                threads.submit(each.leave_open, where) for each, where in zip(crowd, questions, strict=True)
            ]
            time.sleep(0.5)
            statuses = {address: {prompt(reader, address) for _ in range(5)} for address in pages}
            refused = [post.result() for post in posts]
        assert statuses == {address: {200} for address in pages}
        assert {reply.status for reply in refused} == {503}
        assert answers(database_file) == 0

        stored = list(threads.map(Visitor.leave_open, crowd, questions))

    assert {reply.status for reply in stored} == {303}
    assert answers(database_file) == CROWD


def test_a_deleted_database_is_missed_and_a_new_one_is_taken_up(
    server: Server, visitor: Visitor, database_file: Path, migrated: Path
) -> None:
    question = visitor.start()
    for each in database_file.parent.glob(f"{database_file.name}*"):
        each.unlink()

    gone = [visitor.ask("GET", address).status for address in (question, "/nb/history", "/readyz")]
    lost = visitor.ask("POST", question, {"answer": "dont-know"})
    started = visitor.ask("GET", "/healthz").status, visitor.ask("GET", "/nb/about").status
    shutil.copy(migrated, database_file)

    assert gone == [503, 503, 503]
    assert lost.status in {400, 503}
    assert started == (200, 200)
    assert visitor.ask("GET", "/readyz").status == 200
    assert visitor.leave_open(visitor.start()).status == 303
    assert answers(database_file) == 1


def test_clients_that_dawdle_keep_nobody_waiting(server: Server, visitor: Visitor) -> None:
    start = f"POST /nb/quizzes/{SUNDAY} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\na=".encode()
    with ExitStack() as connections:
        for sent in [start, start[:40], b""] * CROWD:
            slow = connections.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            slow.sendall(sent)
        time.sleep(0.5)

        assert [prompt(visitor, address) for address in ["/healthz", "/nb/about"] * 3] == [200] * 6
        assert visitor.leave_open(visitor.start()).status == 303


def test_of_a_head_without_end_little_is_kept(server: Server) -> None:
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(b"GET /nb/about HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * 2 * LARGEST_HEAD)

        assert connection.recv(12) == b"HTTP/1.1 431"
        assert time.monotonic() - start < PROMPT  # and is not waited for until it is whole


def test_a_stop_lets_answers_in_flight_be_stored_and_answered(
    server: Server, visitor: Visitor, database_file: Path
) -> None:
    question = visitor.start()
    with ThreadPoolExecutor(1) as threads:
        with locked(database_file):
            post = threads.submit(visitor.leave_open, question)
            time.sleep(1)
            server.stop()
            time.sleep(1)
            assert not post.done()
            assert answers(database_file) == 0

        assert post.result().status == 303
    assert server.wait() == 0
    assert answers(database_file) == 1


def test_workers_end_with_the_process_that_started_them(server: Server) -> None:
    started = server.processes()
    os.kill(started[0], signal.SIGKILL)
    try:
        assert server.wait() == -signal.SIGKILL
        until = time.monotonic() + PATIENCE
        while _is_served(server.port):
            assert time.monotonic() < until, "a worker serves on"
            time.sleep(0.1)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(started[0], signal.SIGKILL)


def _is_served(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True


@contextmanager
def a_small_disk(folder: Path) -> Iterator[None]:
    """Mount a file system of its own, which takes a right that few have."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


class TestAFullDisk:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Iterator[Path]:
        with a_small_disk(tmp_path):
            yield tmp_path

    def test_keeps_what_was_answered_and_all_goes_on_once_there_is_room(
        self, server: Server, visitor: Visitor, database_file: Path
    ) -> None:
        def fill() -> None:
            with (database_file.parent / "filler").open("wb", buffering=0) as filler:
                for size in (65536, 4096, 1):
                    with suppress(OSError):  # there is no space left
                        while filler.write(b"x" * size):
                            pass

        full(visitor, database_file, fill, lambda: (database_file.parent / "filler").unlink())


def test_a_file_that_may_not_grow_is_like_a_full_disk(
    server: Server, visitor: Visitor, database_file: Path
) -> None:
    def limit(size: int) -> None:
        for process in server.processes():
            resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def fill() -> None:
        sizes = [each.stat().st_size for each in database_file.parent.glob(f"{database_file.name}-wal")]
        limit(max(sizes))

    full(visitor, database_file, fill, lambda: limit(resource.RLIM_INFINITY))


def full(
    visitor: Visitor, database_file: Path, fill: Callable[[], None], make_room: Callable[[], None]
) -> None:
    """Answer, take the room away, see what happens, give it back, and answer on."""
    question = visitor.start()
    assert visitor.leave_open(question).status == 303
    fill()

    refused = _refused(visitor)
    read = [visitor.ask("GET", where).status for where in (f"{question}/answer", "/nb/history", "/readyz")]
    kept = answers(database_file)
    make_room()
    stem, _, number = question.rpartition("/")
    again = visitor.leave_open(f"{stem}/{int(number) + 1}")

    assert refused.status == 503
    assert "svarene" in refused.page
    assert read == [200, 200, 200]
    assert kept == 1
    assert again.status == 303
    assert answers(database_file) == 2
    assert visitor.failed == []


def _refused(visitor: Visitor) -> Reply:
    """Start rounds until there is no room: what a file holds already is written over first."""
    address = f"/nb/quizzes/{WHOLE}"
    form = {"csrf_token": hidden(visitor.ask("GET", address).page, "csrf_token"), "length": "all"}
    for _ in range(300):
        reply = visitor.ask("POST", address, form)
        if reply.status != 303:
            return reply
    raise AssertionError("there was room for all")
