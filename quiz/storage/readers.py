"""Connections for queries that stand alone, which most pages ask."""

from collections import deque

from sqlalchemy import Engine, PoolProxiedConnection

from quiz.storage.sqlite import SqliteFile


class Readers:
    """Lends connections of an engine.

    Those to a file are lent again and again: the care that a pool takes of them, out and in, costs more than
    SQLite takes to answer. A server may have closed what it was not asked for a while: there the pool looks.
    """

    def __init__(self, engine: Engine, file: SqliteFile | None) -> None:
        self.dialect = engine.dialect
        self._engine = engine
        self._file = file
        self._idle: deque[PoolProxiedConnection] = deque()

    def lend(self) -> PoolProxiedConnection:
        """Return a connection; its borrower closes it where anything went wrong. Raises as the pool does."""
        try:
            connection = self._idle.pop()
        except IndexError:
            return self._engine.raw_connection()
        if self._file is None or self._file.has(connection.info):
            return connection
        connection.close()
        return self._engine.raw_connection()

    def take_back(self, connection: PoolProxiedConnection) -> None:
        """Take what was lent, with nothing left to do."""
        if self._file is None:
            connection.close()
        else:
            self._idle.append(connection)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()
