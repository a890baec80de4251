"""What a database is asked, as SQLite itself tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from quiz.storage.database import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the first word of each statement that reaches the database, as in BEGIN, SELECT and COMMIT.

    Settings of a connection, PRAGMA, are left out.
    """
    database.close()  # so that every connection comes anew, and is watched
    said: list[str] = []
    listening = True

    def hear(statement: str) -> None:
        word = statement.split()[0].upper()
        if word != "PRAGMA" and listening:
            said.append(word)

    def watch(connection: Any, record: object, lent: object) -> None:
        connection.set_trace_callback(hear)

    event.listen(database.engine, "checkout", watch)
    yield said
    event.remove(database.engine, "checkout", watch)
    listening = False  # the connections keep what watches them
