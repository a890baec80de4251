"""Copying a whole database, from either kind to either."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from sqlalchemy import JSON, insert, select, text

from quiz.storage import copying, migrate, revisions
from quiz.storage.database import Database, DatabaseError, open_database
from quiz.storage.tables import AttemptRow, Base, PlayerRow
from tests.builders import SUNDAY
from tests.storage.filled import ROWS, fill
from tests.storage.test_tables import ROWS as EXAMPLES

Make: TypeAlias = Callable[[str], Database]


@pytest.fixture
def empty(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Make]:
    """Makes an empty database, without tables, of either kind."""
    numbers = count(1)
    with ExitStack() as opened:

        def make(kind: str) -> Database:
            if kind == "postgresql":
                url = request.getfixturevalue("postgresql").new_database()
            else:
                url = f"sqlite:///{tmp_path}/copy-{next(numbers)}.sqlite3"
            return opened.enter_context(closing(open_database(url)))

        yield make


@pytest.fixture
def source(database: Database) -> Database:
    with database.engine.begin() as connection:
        fill(connection)
    return database


def content(database: Database) -> dict[str, list[Any]]:
    with database.engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_row_arrives_and_comes_back_as_it_was(source: Database, empty: Make, kind: str) -> None:
    there, back = empty(kind), empty("sqlite")

    told = copying.copy(source, there)
    copying.copy(there, back)

    assert content(there) == content(back) == content(source)
    assert told == {table.name: ROWS for table in Base.metadata.sorted_tables}
    revisions.require_newest(there)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_numbers_go_on_where_they_were_also_after_the_last_were_deleted(
    database: Database, empty: Make, kind: str
) -> None:
    with database.writing() as session:
        session.execute(insert(PlayerRow).values(EXAMPLES[PlayerRow]))
        session.execute(insert(Base.metadata.tables["edition"]).values(_edition()))
    last = [_start(database) for _ in range(3)][-1]
    with database.writing() as session:
        session.execute(text("DELETE FROM attempt"))
    target = empty(kind)

    copying.copy(database, target)

    assert _start(target) == last + 1


def _edition() -> dict[str, Any]:
    return next(dict(row) for table, row in EXAMPLES.items() if table.__tablename__ == "edition")


def _start(database: Database) -> int:
    with database.writing() as session:
        row = AttemptRow(**{**EXAMPLES[AttemptRow], "id": None, "start_key": None})
        session.add(row)
        session.flush()
        return row.id


def test_more_rows_than_are_held_in_memory_all_arrive(database: Database, empty: Make) -> None:
    many = copying.BATCH * 2 + 1
    with database.engine.begin() as connection:
        connection.execute(insert(PlayerRow), [{"id": str(n), "created_at": SUNDAY} for n in range(many)])

    assert copying.copy(database, empty("sqlite"))["player"] == many


def test_an_upgraded_database_without_rows_is_empty_enough(source: Database, empty: Make) -> None:
    target = empty("postgresql")
    migrate.upgrade(target)

    copying.copy(source, target)

    assert content(target) == content(source)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("INSERT INTO player VALUES ('somebody', '2020-09-27 12:00:00')", "it has player"),
        ("CREATE TABLE invoices (id INTEGER)", "it has invoices"),
    ],
)
def test_a_target_that_is_not_empty_is_left_alone(
    source: Database, empty: Make, kind: str, statement: str, told: str
) -> None:
    target = empty(kind)
    migrate.upgrade(target)
    with target.engine.begin() as connection:
        connection.execute(text(statement))
    before = content(target)

    with pytest.raises(DatabaseError, match=f"not empty .{told}"):
        copying.copy(source, target)

    assert content(target) == before


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_that_fails_half_way_leaves_nothing(source: Database, empty: Make, kind: str) -> None:
    target = empty(kind)
    with source.engine.begin() as connection:
        # As a row may stand that was stored when foreign keys were not looked at.
        without_foreign_keys(connection, "INSERT INTO attempt_question VALUES (99, 1, 'q', '[]')")

    with pytest.raises(DatabaseError, match="nothing was copied"):
        copying.copy(source, target)

    assert revisions.current_revision(target) is None


def without_foreign_keys(connection: Any, statement: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
        return
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql(statement)
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")
    connection.exec_driver_sql("BEGIN")


def test_a_database_of_an_earlier_or_no_version_is_not_copied(empty: Make) -> None:
    with pytest.raises(DatabaseError, match="is empty: run"):
        copying.copy(empty("sqlite"), empty("sqlite"))


def test_what_a_copy_cannot_tell_apart_no_table_has() -> None:
    """The null of JSON and that of the database are both None in Python: a column may have only one."""
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]

    assert [column.name for column in columns if isinstance(column.type, JSON) and column.nullable] == []
