"""`flask database upgrade`: creates and upgrades, and says why it cannot."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz.cli.database import database
from quiz.storage.revisions import NEWEST
from tests.cli.project import Project, Result

KEY = "a key for tests, and for nothing else"


def upgrade(url: str, **settings: str) -> Result:
    environment = {"SECRET_KEY": KEY, "DATABASE_URL": url, **settings}
    done = CliRunner().invoke(database, ["upgrade"], env=environment)
    return Result(done.output, done.exit_code)


def test_the_database_is_created_in_the_instance_folder(project: Project) -> None:
    result = project.run("database", "upgrade")

    assert (result.output, result.status) == (f"database: created (revision {NEWEST})\n", 0)
    assert (project.root / "instance" / "kildesjekk.sqlite3").is_file()


def test_a_database_that_is_up_to_date_needs_no_word(tmp_path: Path, migrated: Path) -> None:
    path = shutil.copy(migrated, tmp_path / "site.sqlite3")

    assert upgrade(f"sqlite:///{path}") == Result("", 0)


def test_a_later_database_is_left_alone(migrated: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(migrated, tmp_path / "later.sqlite3"))
    with closing(sqlite3.connect(path)) as later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
        later.commit()
    before = path.read_bytes()

    result = upgrade(f"sqlite:///{path}")

    assert result.output.startswith("Kildesjekk: the database was made by a later version (revision 9999)")
    assert (result.output.count("\n"), result.status) == (1, 1)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "DATABASE_URL"),
        (
            "sqlite:///{folder}/in-the-way/site.sqlite3",
            "in-the-way/site.sqlite3 cannot be made: Not a directory",
        ),
        ("sqlite:///{folder}/in-the-way", "in-the-way cannot be opened: file is not a database"),
        ("sqlite:///{folder}", "cannot be opened: unable to open database file"),
    ],
)
def test_a_database_that_cannot_be_opened_is_named_in_one_line(tmp_path: Path, url: str, told: str) -> None:
    (tmp_path / "in-the-way").write_text("a letter, and no database. " * 50, encoding="utf-8")

    result = upgrade(url.format(folder=tmp_path))

    assert result.output.startswith("Kildesjekk: ")
    assert told in result.output
    assert (result.output.count("\n"), result.status) == (1, 1)


def test_a_broken_setting_is_named_in_one_line(tmp_path: Path) -> None:
    result = upgrade(f"sqlite:///{tmp_path}/site.sqlite3", PORT="http")

    assert result.output == "Kildesjekk: PORT is 'http': it must be a whole number from 1 to 65535\n"
    assert result.status == 1
