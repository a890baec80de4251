"""Every test of this room runs on both databases, but for those that are about one of them."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quiz.storage.database import Database, open_database
from tests.both_databases import on_both_databases

pytest_generate_tests = on_both_databases


@pytest.fixture
def path(tmp_path: Path, migrated: Path) -> Path:
    """An SQLite database of the test's own, with all tables."""
    return Path(shutil.copy(migrated, tmp_path / "site.sqlite3"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without tables."""
    url = f"sqlite:///{tmp_path}/empty.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql").new_database()
    with closing(open_database(url)) as database:
        database.make_file()
        yield database
