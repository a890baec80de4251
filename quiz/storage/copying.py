"""Copies all that is stored from one database to another, whichever kinds they are."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, func, insert, inspect, literal_column, select
from sqlalchemy.exc import DBAPIError

from quiz.storage import migrate, revisions
from quiz.storage.database import Database, DatabaseError
from quiz.storage.numbering import highest_number_given, numbered_column, set_highest_number_given
from quiz.storage.tables import Base

BATCH = 1000  # rows that are held in memory

Row = Mapping[str, Any]


def copy(source: Database, target: Database) -> Mapping[str, int]:
    """Copy every row of every table and return how many there were, by table.

    The target must be empty; it is given its tables where it has none. All is read as it was at one moment,
    written in one transaction, and read again and compared before that is finished.
    Raises DatabaseError; the target is then as it was.
    """
    revisions.require_newest(source)
    target.make_file()
    moment: dict[str, Any] = {}
    if source.engine.dialect.name == "postgresql":
        moment = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    try:
        with (
            source.engine.execution_options(**moment).connect() as reader,
            target.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as writer,
        ):
            _require_empty(writer)
            migrate.upgrade_with(writer)
            return {table.name: _copy_table(table, reader, writer) for table in Base.metadata.sorted_tables}
    except DBAPIError as error:
        raise DatabaseError(f"nothing was copied: {' '.join(str(error.orig).split())}") from error


def _require_empty(target: Connection) -> None:
    """Raise DatabaseError where anything is stored in the target, be it ours or another's."""
    there = set(inspect(target).get_table_names())
    ours = {table.name for table in Base.metadata.sorted_tables} | {"alembic_version"}
    filled = [
        table.name
        for table in Base.metadata.sorted_tables
        if table.name in there
        and target.scalar(select(literal_column("1")).select_from(table).limit(1)) is not None
    ]
    if strange := sorted(there - ours) or filled:
        raise DatabaseError(
            f"the target is not empty (it has {', '.join(strange)}): make a new database, or empty that one"
        )


def _copy_table(table: Table, reader: Connection, writer: Connection) -> int:
    read = [0, 0]
    for batch in _rows(table, reader):
        writer.execute(insert(table), batch)
        _sum_up(batch, read)
    written = [0, 0]
    for batch in _rows(table, writer):
        _sum_up(batch, written)
    if written != read:
        raise DatabaseError(f"nothing was copied: the rows of {table.name} did not arrive as they were")
    column = numbered_column(table)
    if column is not None:
        set_highest_number_given(writer, column, highest_number_given(reader, column))
    return read[0]


def _rows(table: Table, connection: Connection) -> Iterator[Sequence[Row]]:
    with connection.execute(select(table), execution_options={"yield_per": BATCH}) as result:
        for batch in result.mappings().partitions():
            yield [dict(row) for row in batch]


def _sum_up(batch: Sequence[Row], total: list[int]) -> None:
    """Add a count and a sum of hashes, which do not depend on the order of the rows."""
    for row in batch:
        total[0] += 1
        total[1] += int.from_bytes(sha256(repr(sorted(row.items())).encode()).digest(), "big")


def counts(connection: Connection) -> Mapping[str, int]:
    """Return how many rows each table has."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
