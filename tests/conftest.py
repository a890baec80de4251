"""The shipped content and a fresh site for each test."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from quiz.app import create_app
from quiz.banks.load import load_library
from quiz.catalogs.compile import compile_catalogues
from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.settings import PROJECT, Settings, read_settings
from quiz.storage import database as databases
from quiz.storage import migrate
from quiz.storage.database import Database, open_database
from tests.compiled import compiled_catalogues
from tests.kept_templates import keep_templates
from tests.memory import folder_in_memory
from tests.postgresql import NoServerError, PostgresServer, shared_server
from tests.site_client import SiteClient
from tests.site_settings import NAMES

# The files that take longest come first, and so none is left for one process alone in the end.
LONG = (
    *("test_every_page.py", "test_crashes.py", "test_operations.py", "test_serving.py", "test_start.py"),
    *("test_requests.py", "test_wheel.py", "test_limits.py", "test_withdrawn.py", "test_bad_answers.py"),
    *("test_looks.py", "test_playing.py", "test_heard.py"),  # in a browser
)
LAST = len(LONG)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--browser", action="store_true", help="run the tests that need a Chromium, too")
    parser.addoption("--update-snapshots", action="store_true", help="write what screen readers hear anew")
    parser.addoption("--fuzz", type=int, default=400, help="how many senseless requests are sent (400)")
    parser.addoption("--fuzz-seed", type=int, default=1, help="where the senselessness begins (1)")
    parser.addoption("--fuzz-from", type=int, default=0, help="the portion to go on from (0)")
    parser.addoption("--crashes", type=int, default=3, help="how often the server is killed (default 3)")


def pytest_configure() -> None:
    """Keep what the tests write in memory: their databases wait for the disk at each answer."""
    if folder := folder_in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", folder)


def pytest_collection_finish() -> None:
    """What is there now stays to the end, and need not be looked through for garbage."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--browser"):
        without = [item for item in items if "browser" not in item.keywords]
        config.hook.pytest_deselected(items=[item for item in items if "browser" in item.keywords])
        items[:] = without
    items.sort(key=lambda item: LAST if item.path.name not in LONG else LONG.index(item.path.name))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors: some tests wait for a server most of their time.

    Not so with a browser, which is several processes itself: with one more, all took as long, and single
    pages five times as long.
    """
    return (os.cpu_count() or 1) + (0 if config.getoption("--browser") else 1)


@pytest.fixture(scope="session")
def library() -> Library:
    loaded = load_library(PROJECT / "questions")
    assert loaded.problems == ()
    return loaded.library


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped catalogues, compiled in a folder of the tests' own."""
    folder = tmp_path_factory.mktemp("catalogues") / "translations"
    shutil.copytree(PROJECT / "translations", folder, ignore=shutil.ignore_patterns("*.mo"))
    compile_catalogues(folder)
    return folder


@pytest.fixture(scope="session")
def catalogues(translations: Path, library: Library) -> Catalogues:
    return compiled_catalogues(translations, library, ("nb", "en"))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all tables, to be copied."""
    path = tmp_path_factory.mktemp("database") / "migrated.sqlite3"
    database = open_database(f"sqlite:///{path}")
    migrate.upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A PostgreSQL server of the tests' own; where none can be started, its tests are skipped and say so."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    folder = tmp_path_factory.getbasetemp()
    try:
        with shared_server(folder.parent if worker else folder, worker or "alone") as server:
            yield server
    except NoServerError as error:
        # Who has every test run by a machine wants to know that some were not.
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(f"no PostgreSQL server can be started: {error}")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database with all tables: SQLite, unless PostgreSQL is asked for."""
    if getattr(request, "param", "sqlite") == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgresql")
        return server.database_with_tables()
    path = tmp_path / "site.sqlite3"
    shutil.copy(request.getfixturevalue("migrated"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    environment = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a key for tests, and for nothing else",
        "RATE_LIMITS": "no",  # tests are quicker than people
    }
    return read_settings(environment, tmp_path / "instance")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the databases that are opened wait no longer than 50 milliseconds for anybody."""
    monkeypatch.setattr(databases, "BUSY_TIMEOUT", 50)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = open_database(settings.database_url, settings.sqlite_synchronous)
    yield opened
    opened.close()


@pytest.fixture
def app(settings: Settings, library: Library, catalogues: Catalogues, database: Database) -> Flask:
    return keep_templates(create_app(settings, library, catalogues, database))


@pytest.fixture
def client(app: Flask) -> SiteClient:
    """A browser without JavaScript, with its own cookies."""
    return SiteClient(app)


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
