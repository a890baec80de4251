"""Connections that are lent for single queries."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from quiz.storage.database import POOL_SIZE, Database, DatabaseUnavailableError, open_database
from quiz.storage.prepared import prepared_query
from quiz.storage.tables import PlayerRow
from tests.storage.stored_players import add_player

ANY_PLAYER = prepared_query(select(PlayerRow.__table__.c.id))


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{path}")) as opened:
        yield opened


def connections(database: Database) -> int:
    return int(database.engine.pool.checkedout())  # type: ignore[attr-defined]


def test_one_connection_serves_queries_that_follow_each_other_and_sees_what_was_written(
    database: Database,
) -> None:
    assert database.ask(ANY_PLAYER) is None

    add_player(database, "one")

    assert database.ask(ANY_PLAYER) == ["one"]
    assert connections(database) == 1


def test_a_query_that_fails_keeps_no_connection(database: Database, path: Path) -> None:
    missing = prepared_query(select(PlayerRow.__table__.c.id).where(PlayerRow.id == 1))
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE player RENAME TO gone")

    for _ in range(2 * POOL_SIZE + 1):
        with pytest.raises(DatabaseUnavailableError, match="no such table"):
            database.ask(missing)
    assert connections(database) == 0


def test_a_file_that_was_replaced_is_not_read_any_more(
    database: Database, path: Path, migrated: Path
) -> None:
    add_player(database, "before")
    assert database.ask(ANY_PLAYER) == ["before"]
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()

    with pytest.raises(DatabaseUnavailableError):
        database.ask(ANY_PLAYER)
    shutil.copy(migrated, path)

    assert database.ask(ANY_PLAYER) is None


def test_nothing_stays_open_once_the_database_is_closed(database: Database) -> None:
    database.ask(ANY_PLAYER)

    database.close()

    assert connections(database) == 0
