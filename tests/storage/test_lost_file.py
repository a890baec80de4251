"""A database file that is deleted or replaced under a running site: nothing is acknowledged and lost."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from quiz.storage import migrate
from quiz.storage.backup import backup, restore
from quiz.storage.database import Database, DatabaseUnavailableError, open_database
from quiz.storage.tables import PlayerRow
from tests.builders import SUNDAY, later
from tests.storage.stored_players import add_player, players


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """A database in use: it has written, and holds connections."""
    with closing(open_database(f"sqlite:///{path}")) as opened:
        add_player(opened, "before")
        yield opened


def delete(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()


def test_nothing_is_read_or_written_once_the_file_is_gone(database: Database, path: Path) -> None:
    path.unlink()

    for act in (players, lambda opened: add_player(opened, "lost")):
        with pytest.raises(DatabaseUnavailableError):
            act(database)
    assert not path.exists()


def test_a_file_that_goes_while_somebody_writes_is_missed_before_anything_is_acknowledged(
    database: Database, path: Path
) -> None:
    def write() -> None:
        with database.writing() as session:
            session.execute(insert(PlayerRow).values(id="lost", created_at=SUNDAY))
            path.unlink()

    with pytest.raises(DatabaseUnavailableError, match="is gone"):
        write()


def test_a_file_that_is_replaced_while_somebody_writes_is_noticed(
    database: Database, path: Path, migrated: Path
) -> None:
    def write() -> None:
        with database.writing() as session:
            session.execute(insert(PlayerRow).values(id="lost", created_at=SUNDAY))
            delete(path)
            shutil.copy(migrated, path)

    with pytest.raises(DatabaseUnavailableError, match="deleted or replaced"):
        write()
    assert players(database) == set()


def test_a_new_database_in_its_place_is_used_at_once(database: Database, path: Path) -> None:
    delete(path)
    with closing(open_database(f"sqlite:///{path}")) as by_hand:
        migrate.upgrade(by_hand)

    add_player(database, "after")

    assert players(database) == {"after"}


def test_a_backup_put_in_its_place_is_used_at_once(database: Database, path: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{path}"
    backup(url, tmp_path / "backup.sqlite3")
    add_player(database, "since")
    path.unlink()
    with pytest.raises(DatabaseUnavailableError):
        players(database)

    restore(url, tmp_path / "backup.sqlite3", later(1))
    add_player(database, "after")

    assert players(database) == {"before", "after"}


def test_many_connections_all_come_to_the_new_file(database: Database, path: Path, migrated: Path) -> None:
    with database.reading(), database.reading(), database.reading():
        pass
    delete(path)
    shutil.copy(migrated, path)

    with database.reading(), database.reading(), database.reading() as third:
        assert list(third.scalars(select(PlayerRow.id))) == []


@pytest.mark.parametrize("name", ["50% sure?.sqlite3", "a#b.sqlite3", "på tirsdag.sqlite3", "a&b=c.sqlite3"])
def test_a_name_with_signs_that_addresses_use_is_a_name(tmp_path: Path, migrated: Path, name: str) -> None:
    shutil.copy(migrated, tmp_path / "it.sqlite3")
    (tmp_path / "it.sqlite3").rename(tmp_path / name)
    address = name.replace("?", "%3F")

    with closing(open_database(f"sqlite:///{tmp_path}/{address}")) as database:
        add_player(database, "somebody")

    assert {each.name for each in tmp_path.iterdir()} == {name}
