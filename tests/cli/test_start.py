"""Starting the site: each reason not to is one message on the terminal, and status 1."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from quiz.cli.serve import main
from quiz.cli.start import StartError, start
from quiz.storage.revisions import NEWEST
from tests.banks.small_folder import ARTICLE
from tests.catalogs.small_site import SmallSite, make_translated_site
from tests.cli.project import KEY, Result
from tests.cli.whole_site import LOAD, SERVE, WholeSite, make_whole_site


@pytest.fixture
def whole(tmp_path: Path, translations: Path, migrated: Path) -> WholeSite:
    """A copy of the site, to be started as an operator starts it."""
    made = make_whole_site(tmp_path / "whole", translations)
    made.database.parent.mkdir()
    shutil.copy(migrated, made.database)
    return made


@pytest.fixture
def site(tmp_path: Path, migrated: Path) -> SmallSite:
    """A small site with all that is needed to start, to be spoiled in one place."""
    made = make_translated_site(tmp_path / "site")
    made.compile()
    (made.root / "instance").mkdir()
    shutil.copy(migrated, database_of(made))
    return made


def database_of(site: SmallSite) -> Path:
    return site.root / "instance" / "kildesjekk.sqlite3"


def start_here(site: SmallSite, **settings: str) -> Result:
    """Start in this process, which is quicker, where there is a reason not to."""
    with pytest.raises(StartError) as refused:
        start({"SECRET_KEY": KEY, **settings}, site.root)
    return Result(str(refused.value), 1)


def assert_refused(result: Result, *told: str) -> None:
    assert result.output.startswith("Kildesjekk cannot start: ")
    assert result.output.count("cannot start") == 1
    assert "Traceback" not in result.output
    assert [words for words in told if words not in result.output] == []
    assert result.status == 1


def test_a_sound_site_starts(whole: WholeSite) -> None:
    result = whole.run(f"{LOAD}; print(wsgi.app.name)")

    assert (result.output, result.status) == ("quiz\n", 0)


def test_a_start_on_what_is_kept_loads_nothing_that_reads_and_checks(whole: WholeSite) -> None:
    slow = ("alembic", "tomlkit", "quiz.banks.load", "quiz.cli.reading")
    told = f"{LOAD}; import sys; print([name for name in {slow} if name in sys.modules])"
    # As if it had been started when its files had settled.
    first = whole.run("import time; now = time.time_ns; time.time_ns = lambda: now() + 10**12; import wsgi")
    assert (first.output, first.status) == ("", 0)

    assert whole.run(told).output == "[]\n"
    assert (whole.root / "instance" / "content.sqlite3").is_file()


def test_a_reason_not_to_start_is_all_that_is_said_whichever_way_one_starts(whole: WholeSite) -> None:
    set_revision(whole.database, "9999")

    for program in (LOAD, SERVE):
        assert_refused(
            whole.run(program), "was made by a later version (revision 9999)", "install that version"
        )
    shutil.rmtree(whole.root / "quiz" / "web" / "static" / "built")
    set_revision(whole.database, NEWEST)
    assert_refused(whole.run(LOAD), "the style sheets are not built: run `flask assets build`")


def test_a_small_site_starts_too(site: SmallSite) -> None:
    assert start({"SECRET_KEY": KEY}, site.root).test_client().get("/healthz").status_code == 200


def test_every_problem_of_the_banks_is_told(site: SmallSite) -> None:
    site.questions.change(f"{ARTICLE}/the-owner/bank.toml", "title", "titel")
    site.questions.change(f"{ARTICLE}/the-rescue/child-count.toml", "answer =", "answre =")

    assert_refused(
        start_here(site),
        "the question banks or their translations have errors",
        "the-owner/bank.toml:1",
        "the-rescue/child-count.toml:4",
    )


def test_a_translation_that_disagrees_with_its_bank_is_told(site: SmallSite) -> None:
    site.change_po(ARTICLE, 'msgstr "HVOR MANGE BARN SÅ PÅ?"', 'msgstr "HOW MANY OF THE 24?"')

    assert_refused(start_here(site), "translations have errors", f"{ARTICLE}.po:", "has the number '24'")


def test_catalogues_that_are_missing_or_out_of_date_are_all_told(site: SmallSite) -> None:
    site.po("messages").unlink()
    site.po(ARTICLE).with_suffix(".mo").unlink()

    assert_refused(
        start_here(site),
        "nb/LC_MESSAGES/messages.po: there is no such catalogue: run `flask translations update`",
        f"en/LC_MESSAGES/{ARTICLE}.mo: is missing or was not made from its .po as it is: "
        "run `flask translations compile`",
    )


def test_a_language_without_catalogues_is_told(site: SmallSite) -> None:
    result = start_here(site, LOCALES="nb,en,de")

    assert_refused(result, "de/LC_MESSAGES/messages.po", "flask translations update")


def test_a_catalogue_that_cannot_be_read_is_told(site: SmallSite) -> None:
    site.po("messages").with_suffix(".mo").write_bytes(b"\0" * 100)

    assert_refused(
        start_here(site), "nb/LC_MESSAGES/messages.mo: cannot be read", "flask translations compile"
    )


def test_texts_that_are_not_translated_are_counted_and_no_hindrance(
    site: SmallSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.change_po(ARTICLE, 'msgstr "HVOR MANGE BARN SÅ PÅ?"', 'msgstr ""')
    site.change_po("messages", 'msgstr "QUIZZES"', 'msgstr ""')
    site.compile()

    start({"SECRET_KEY": KEY}, site.root)

    of_interface, of_article = capsys.readouterr().err.splitlines()
    assert of_interface.startswith("messages: 1 texts are not translated into nb")
    assert of_article.startswith(f"{ARTICLE}: 1 texts are not translated into en")


def test_a_server_does_not_start_on_an_empty_database(site: SmallSite) -> None:
    database_of(site).unlink()

    assert_refused(start_here(site), "the database is empty: run `flask database upgrade`")


def test_a_database_file_that_is_none_is_told(site: SmallSite) -> None:
    database_of(site).write_text("a letter, and no database. " * 50, encoding="utf-8")

    assert_refused(start_here(site), "kildesjekk.sqlite3 cannot be opened: file is not a database")


def test_a_file_where_the_database_folder_should_be_is_told(site: SmallSite) -> None:
    shutil.rmtree(site.root / "instance")
    (site.root / "instance").write_text("in the way", encoding="utf-8")

    assert_refused(start_here(site), "instance cannot be made", "set DATABASE_URL")


def set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE alembic_version SET version_num = ?", [revision])
        database.commit()


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
    """Serve in this process, where the reason not to is found early."""
    with pytest.raises(SystemExit) as stopped:
        main()
    message = str(stopped.value.code)
    assert "\n" not in message
    return Result(message, 1)


def test_the_server_says_where_to_go_creates_the_database_and_serves(whole: WholeSite) -> None:
    whole.database.unlink()
    with a_taken_port() as port:
        pass

    with closing_server(whole, port) as server:
        assert server.stdout is not None
        told = next(line for line in server.stdout if "ready" in line)
        assert f"http://127.0.0.1:{port}" in told
        assert [server.stdout.readline() for _ in range(2)][1].endswith("set CONTACT before readers come.\n")
        assert fetch(f"http://127.0.0.1:{port}/readyz", server) == "ok\n"

    assert whole.database.is_file()


@contextmanager
def closing_server(whole: WholeSite, port: int) -> Iterator["subprocess.Popen[str]"]:
    environment = whole.environment(PORT=str(port), WORKERS="1")
    with subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=whole.root,
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
