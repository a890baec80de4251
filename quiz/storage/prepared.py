"""A query that goes to the database as it was made once."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Engine, Select
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

MOST_DATABASES = 8  # that one process works on; tests work on some


class _Compiled(NamedTuple):
    words: str
    values: Mapping[str, Any]
    order: tuple[str, ...] | None
    readers: tuple[Any, ...]


class PreparedQuery:
    """A query for at most one row, which needs no other to go with it.

    SQLAlchemy takes many times as long to prepare a query, a transaction and a result as the database takes
    to answer. Here it compiles the query once for each kind of database, and lends the connection; the query
    is a transaction of its own.
    """

    def __init__(self, query: Select[Any]) -> None:
        self._query = query
        self._compiled = lru_cache(MOST_DATABASES)(self._compile)

    def row(self, engine: Engine, **values: Any) -> Sequence[Any] | None:
        """Return the row; None where there is none. Raises DBAPIError, as SQLAlchemy does."""
        compiled = self._compiled(engine.dialect)
        named = {**compiled.values, **values}
        given = named if compiled.order is None else [named[name] for name in compiled.order]
        driver = engine.dialect.loaded_dbapi
        try:
            with closing(engine.raw_connection()) as lent, closing(lent.cursor()) as cursor:
                cursor.execute(compiled.words, given)
                found = cursor.fetchone()
        except driver.Error as error:
            raise DBAPIError.instance(
                compiled.words, None, error, driver.Error, dialect=engine.dialect
            ) from error
        if found is None:
            return None
        return [read(value) if read else value for read, value in zip(compiled.readers, found, strict=True)]

    def _compile(self, dialect: Dialect) -> _Compiled:
        made = self._query.compile(dialect=dialect)
        types = [column.type.dialect_impl(dialect) for column in self._query.selected_columns]
        return _Compiled(
            str(made),
            made.params,
            tuple(made.positiontup) if made.positiontup is not None else None,
            tuple(each.result_processor(dialect, None) for each in types),
        )
