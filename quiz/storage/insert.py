"""INSERT … ON CONFLICT, which is no part of standard SQL, and the same in SQLite and PostgreSQL."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quiz.storage.tables import Base

Insert: TypeAlias = sqlite.Insert | postgresql.Insert

_INSERT: Mapping[str, Callable[[Any], Insert]] = MappingProxyType(
    {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
)


def insert_into(session: Session, table: type[Base]) -> Insert:
    """Return an insert that can be told what to do where the row is there already."""
    return _INSERT[session.get_bind().dialect.name](table)


class PreparedInsert:
    """An insert that is put together once, since that costs more than the database takes to carry it out.

    `finish` says what to do where the row is there already; the values come with each execution.
    """

    def __init__(self, table: type[Base], finish: Callable[[Insert], Executable]) -> None:
        self._statements = {name: finish(insert(table.__table__)) for name, insert in _INSERT.items()}

    def on(self, transaction: Session | Connection) -> Executable:
        """Return the statement for the database of a transaction."""
        connection = transaction if isinstance(transaction, Connection) else transaction.connection()
        return self._statements[connection.dialect.name]
