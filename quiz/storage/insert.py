"""INSERT … ON CONFLICT, which is no part of standard SQL, and the same in SQLite and PostgreSQL."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quiz.storage.tables import Base

Insert: TypeAlias = sqlite.Insert | postgresql.Insert

INSERT: Mapping[str, Callable[[Any], Insert]] = MappingProxyType(
    {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
)


def insert_into(session: Session, table: type[Base]) -> Insert:
    """Return an insert that can be told what to do where the row is there already."""
    return INSERT[session.get_bind().dialect.name](table)
