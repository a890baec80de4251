"""Statements that go to the database as they were made once.

SQLAlchemy takes many times as long to prepare a statement and its result as the database takes to carry it
out. Where that counts, it compiles the statement once for each kind of database, and tells how values are
written and read.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import lru_cache, partial
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Float, Integer, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.base import Executable

from quiz.storage.insert import INSERT, Insert
from quiz.storage.readers import Readers
from quiz.storage.tables import Base

MOST_DATABASES = 8  # that one process works on; tests work on some
Convert = Callable[[Any], Any]


class _Compiled(NamedTuple):
    """`order` names the values by place, None where they go by name; what is not converted has None."""

    words: str
    fixed: Mapping[str, Any]
    order: Sequence[str] | None
    write: Mapping[str, Convert]
    read: Sequence[Convert | None]


class Prepared:
    """A statement whose values come each time it is carried out; most give one row or none."""

    def __init__(self, compiled: Callable[[Dialect], _Compiled]) -> None:
        self._compiled = lru_cache(MOST_DATABASES)(compiled)

    def row(self, connection: Connection, **values: Any) -> Sequence[Any] | None:
        """Carry it out as part of a transaction. Raises DBAPIError."""
        with _worded(connection.dialect):
            return _first(self._rows(connection.connection, connection.dialect, values, most=1))

    def row_alone(self, readers: Readers, **values: Any) -> Sequence[Any] | None:
        """Carry it out by itself, which suits a query: it is of one moment anyway. Raises DBAPIError."""
        return _first(self._alone(readers, values, most=1))

    def rows_alone(self, readers: Readers, **values: Any) -> Sequence[Sequence[Any]]:
        """Like `row_alone`, for a query that gives any number of rows. Raises DBAPIError."""
        return self._alone(readers, values, most=None)

    def _alone(
        self, readers: Readers, values: Mapping[str, Any], most: int | None
    ) -> Sequence[Sequence[Any]]:
        with _worded(readers.dialect):
            lent = readers.lend()
            try:
                found = self._rows(lent, readers.dialect, values, most)
            except BaseException:
                lent.close()
                raise
            readers.take_back(lent)
        return found

    def _rows(
        self, lent: Any, dialect: Dialect, values: Mapping[str, Any], most: int | None
    ) -> Sequence[Sequence[Any]]:
        words, fixed, order, write, read = self._compiled(dialect)
        named = {**fixed, **values}
        for name, convert in write.items():
            named[name] = convert(named[name])
        with closing(lent.cursor()) as cursor:
            cursor.execute(words, named if order is None else [named[name] for name in order])
            found = () if not read else cursor.fetchall() if most is None else cursor.fetchmany(most)
        return [
            [convert(value) if convert else value for convert, value in zip(read, row, strict=True)]
            for row in found
        ]


def _first(rows: Sequence[Sequence[Any]]) -> Sequence[Any] | None:
    return rows[0] if rows else None


class _worded:  # noqa: N801 - read as a word, like closing
    """Turns an error of the driver into SQLAlchemy's; a class, since it is quicker than a generator."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None and isinstance(error, self._dialect.loaded_dbapi.Error):
            driver = self._dialect.loaded_dbapi.Error
            raise DBAPIError.instance(None, None, error, driver, dialect=self._dialect) from error


def prepared_query(query: Select[Any]) -> Prepared:
    """Prepare a query."""
    return Prepared(partial(_compile, query, tuple(query.selected_columns), ()))


def prepared_insert(
    table: type[Base],
    columns: Sequence[str],
    finish: Callable[[Insert], Executable],
    returned: Sequence[ColumnElement[Any]] = (),
) -> Prepared:
    """Prepare an insert; `finish` says what to do where the row is there already, and what comes back."""

    def compiled(dialect: Dialect) -> _Compiled:
        return _compile(finish(INSERT[dialect.name](table.__table__)), returned, columns, dialect)

    return Prepared(compiled)


def _compile(
    statement: Any, returned: Sequence[ColumnElement[Any]], columns: Sequence[str], dialect: Dialect
) -> _Compiled:
    made = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    writers = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in made.binds.items()
    }
    return _Compiled(
        words=str(made),
        fixed=made.params,
        order=made.positiontup,
        write={name: write for name, write in writers.items() if write is not None},
        read=[_reader(each, dialect) for each in returned],
    )


def _reader(column: ColumnElement[Any], dialect: Dialect) -> Convert | None:
    if isinstance(column.type, (Float, Integer)):  # as the drivers give them
        return None
    return column.type.dialect_impl(dialect).result_processor(dialect, None)
