"""Starting the site: each reason not to is one message on the terminal, and status 1."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from quiz.cli.serve import main
from tests.cli.project import Result
from tests.cli.whole_site import KEY, LOAD, SERVE, WholeSite, make_whole_site


@pytest.fixture
def site(tmp_path: Path, translations: Path, migrated: Path) -> WholeSite:
    made = make_whole_site(tmp_path / "site", translations)
    made.database.parent.mkdir()
    shutil.copy(migrated, made.database)
    return made


def assert_refused(result: Result, *told: str) -> None:
    assert result.output.startswith("Kildesjekk cannot start: ")
    assert result.output.count("cannot start") == 1
    assert "Traceback" not in result.output
    assert [words for words in told if words not in result.output] == []
    assert result.status == 1


def test_a_sound_site_starts(site: WholeSite) -> None:
    result = site.run(f"{LOAD}; print(type(wsgi.app).__name__)")

    assert (result.output, result.status) == ("Flask\n", 0)


def test_every_problem_of_the_banks_is_told(site: WholeSite) -> None:
    banks = site.root / "questions" / "karabakh-2020"
    change(banks / "the-sunday" / "bank.toml", "title", "titel")
    change(banks / "the-sunday" / "minimum-killed.toml", "answer =", "answre =")

    result = site.run(LOAD)

    assert_refused(
        result,
        "the question banks or their translations have errors",
        "the-sunday/bank.toml:",
        "the-sunday/minimum-killed.toml:",
    )


def test_a_translation_that_disagrees_with_its_bank_is_told(site: WholeSite) -> None:
    po = site.root / "translations" / "en" / "LC_MESSAGES" / "karabakh-2020.po"
    change(po, '"At least 23 people have been killed', '"At least 24 people have been killed')

    result = site.run(LOAD)

    assert_refused(result, "translations have errors", "karabakh-2020.po:", "has the number '24'")


def test_catalogues_that_are_missing_or_out_of_date_are_all_told(site: WholeSite) -> None:
    catalogues = site.root / "translations"
    (catalogues / "nb" / "LC_MESSAGES" / "messages.po").unlink()
    (catalogues / "en" / "LC_MESSAGES" / "karabakh-2020.mo").unlink()

    result = site.run(LOAD)

    assert_refused(
        result,
        "nb/LC_MESSAGES/messages.po: there is no such catalogue: run `flask translations update`",
        "en/LC_MESSAGES/karabakh-2020.mo: is missing or older than its .po: run `flask translations compile`",
    )


def test_a_language_without_catalogues_is_told(site: WholeSite) -> None:
    assert_refused(
        site.run(LOAD, LOCALES="nb,en,de"), "de/LC_MESSAGES/messages.po", "flask translations update"
    )


def test_a_catalogue_that_cannot_be_read_is_told(site: WholeSite) -> None:
    (site.root / "translations" / "nb" / "LC_MESSAGES" / "messages.mo").write_bytes(b"\0" * 100)

    assert_refused(site.run(LOAD), "nb/LC_MESSAGES/messages.mo: cannot be read", "flask translations compile")


@pytest.mark.parametrize(
    "spoil",
    [shutil.rmtree, lambda built: (built / "manifest.json").write_text("{", encoding="utf-8")],
    ids=["gone", "manifest cut off"],
)
def test_style_sheets_that_are_not_built_are_told(site: WholeSite, spoil: Callable[[Path], object]) -> None:
    spoil(site.root / "quiz" / "web" / "static" / "built")

    assert_refused(site.run(LOAD), "the style sheets are not built: run `flask assets build`")


def test_a_server_does_not_start_on_an_empty_database(site: WholeSite) -> None:
    site.database.unlink()

    assert_refused(site.run(LOAD), "the database is empty: run `flask database upgrade`")


def test_a_database_of_a_later_version_is_told_and_left_alone(site: WholeSite) -> None:
    with closing(sqlite3.connect(site.database)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()

    for program in (LOAD, SERVE):
        assert_refused(
            site.run(program), "was made by a later version (revision 9999)", "install that version"
        )


def test_a_file_where_the_database_folder_should_be_is_told(site: WholeSite) -> None:
    shutil.rmtree(site.root / "instance")
    (site.root / "instance").write_text("in the way", encoding="utf-8")

    assert_refused(site.run(SERVE), "instance cannot be made", "set DATABASE_URL")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PORT", "http", "PORT is 'http'"),
        ("SECRET_KEY", "short", "SECRET_KEY is too short"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL cannot be used"),
        ("HOST", "no..host", "set HOST to an address of this machine"),
        ("HOST", "192.0.2.1", "set HOST to an address of this machine"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(
    environment: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    environment.setenv(name, value)

    assert_refused(serve_here(), told)


def test_a_port_that_is_taken_is_told_with_another_to_try(environment: pytest.MonkeyPatch) -> None:
    with a_taken_port() as port:
        environment.setenv("PORT", str(port))
        result = serve_here()

    assert_refused(result, f"port {port} on 127.0.0.1 cannot be used", f"make run PORT={port % 65535 + 1}")


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Settings that would do, to be spoiled in one place."""
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/site.sqlite3")
    return monkeypatch


def serve_here() -> Result:
    """Start in this process, which is quicker, where the reason not to is found early."""
    with pytest.raises(SystemExit) as stopped:
        main()
    message = str(stopped.value.code)
    assert "\n" not in message
    return Result(message, 1)


def test_the_server_says_where_to_go_creates_the_database_and_serves(site: WholeSite) -> None:
    site.database.unlink()
    with a_taken_port() as port:
        pass

    with closing_server(site, port) as server:
        assert server.stdout is not None
        told = next(line for line in server.stdout if "ready" in line)
        assert f"http://127.0.0.1:{port}" in told
        assert fetch(f"http://127.0.0.1:{port}/readyz", server) == "ok\n"

    assert site.database.is_file()


@contextmanager
def closing_server(site: WholeSite, port: int) -> Iterator["subprocess.Popen[str]"]:
    environment = site.environment(PORT=str(port), WORKERS="1")
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=site.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as server:
        try:
            yield server
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def fetch(address: str, server: "subprocess.Popen[str]") -> str:
    """Ask until the worker listens, as long as the server lives."""
    while server.poll() is None:
        try:
            with urlopen(address, timeout=10) as response:
                return str(response.read().decode())
        except URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
    raise AssertionError("the server has stopped")


@contextmanager
def a_taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
