"""`flask database check`, `copy`, `backup` and `restore`: what they say, and their exit status."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quiz.storage.revisions import NEWEST
from tests.cli.project import Project


@pytest.fixture
def site(project: Project, migrated: Path) -> Path:
    path = project.root / "instance" / "kildesjekk.sqlite3"
    path.parent.mkdir()
    shutil.copy(migrated, path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO player VALUES ('somebody', '2020-09-27 12:00:00.000000')")
        database.commit()
    return path


def test_a_backup_is_checked_and_put_back(project: Project, site: Path, tmp_path: Path) -> None:
    saved = tmp_path / "monday.sqlite3"

    made = project.run("database", "backup", str(saved))
    again = project.run("database", "backup", str(saved))
    restored = project.run("database", "restore", str(saved))

    assert made.output.startswith(f"database: backed up to {saved} ({saved.stat().st_size} bytes, checked)\n")
    assert (made.status, restored.status) == (0, 0)
    assert (again.output.count("\n"), again.status) == (1, 1)
    assert again.output.startswith(f"Kildesjekk: {saved} is there already")
    assert f"the former is kept as {site}.before-" in restored.output
    assert "run `flask database upgrade`" in restored.output


def test_a_sound_database_is_counted_and_a_damaged_one_is_told(project: Project, site: Path) -> None:
    sound = project.run("database", "check")
    content = site.read_bytes()
    site.write_bytes(content[:4096] + b"\xab" * (len(content) - 4096))
    damaged = project.run("database", "check")

    assert sound.output.startswith(f"database: sound (revision {NEWEST}, the newest)\n")
    assert any(line.split() == ["player", "1"] for line in sound.output.splitlines())
    assert (sound.status, damaged.status) == (0, 1)
    assert "damaged" in damaged.output or "malformed" in damaged.output


@pytest.mark.parametrize("command", ["check", "backup"])
def test_a_database_that_is_not_there_is_not_made(project: Project, command: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite3"
    words = [command, *([str(tmp_path / "saved")] if command == "backup" else [])]

    result = project.run("database", *words, DATABASE_URL=url)

    assert (result.output, result.status) == (
        f"Kildesjekk: there is no database {tmp_path}/none.sqlite3\n",
        1,
    )
    assert not (tmp_path / "none.sqlite3").exists()


def test_everything_is_copied_once(project: Project, site: Path, tmp_path: Path) -> None:
    words = ("database", "copy", f"sqlite:///{site}", f"sqlite:///{tmp_path}/copy.sqlite3")

    copied, refused = project.run(*words), project.run(*words)

    assert copied.output.startswith("database: copied, and found equal\n")
    assert (copied.status, refused.status) == (0, 1)
    assert refused.output.startswith("Kildesjekk: the target is not empty (it has player)")


def test_an_address_that_is_none_is_told(project: Project, site: Path) -> None:
    result = project.run("database", "copy", f"sqlite:///{site}", "nonsense")

    assert (result.output.startswith("Kildesjekk: DATABASE_URL cannot be used"), result.status) == (True, 1)
