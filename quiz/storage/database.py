"""The database: its engine, its transactions, and whether it can be used."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

BUSY_TIMEOUT = 5000  # milliseconds that a transaction waits for another's lock
POOL_SIZE = 8


class DatabaseError(Exception):
    """The database cannot be opened or is not as it should be; the message says how to mend it."""


class DatabaseUnavailableError(Exception):
    """The database is locked, full or out of reach just now; what was committed before is safe."""


class Database:
    """Hands out transactions: `reading` for queries, `writing` where something changes."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # A deferred transaction that has read cannot be upgraded once another wrote: writers lock at once.
        self._writer = engine.execution_options(sqlite_begin="IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction for queries. Raises DatabaseUnavailableError."""
        with self._session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction that commits at the end. Raises DatabaseUnavailableError."""
        with self._session(self._writer) as session:
            yield session

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except (OperationalError, PoolTimeoutError) as error:
            raise DatabaseUnavailableError(str(error)) from error

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str, synchronous: str = "FULL") -> Database:
    """Make the engine for a database URL; nothing is read yet. Raises DatabaseError.

    `synchronous` is SQLite's: FULL keeps an acknowledged answer through a power cut, NORMAL may not.
    """
    try:
        parsed = make_url(url)
        engine = create_engine(parsed, pool_size=POOL_SIZE, max_overflow=0, pool_timeout=BUSY_TIMEOUT / 1000)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, TypeError, ValueError) as error:
        raise DatabaseError(f"DATABASE_URL cannot be used: {error}") from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise DatabaseError("DATABASE_URL names no file: write sqlite:////folder/file.sqlite3")
        _set_up_sqlite(engine, synchronous)
    return Database(engine)


def _set_up_sqlite(engine: Engine, synchronous: str) -> None:
    pragmas = (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        f"busy_timeout={BUSY_TIMEOUT}",
        "foreign_keys=ON",
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: object) -> None:
        # The driver's own implicit BEGIN comes too late to protect what was read before the first write.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def explain(error: DBAPIError, url: str) -> str:
    """Say in one sentence why a database could not be opened, without the password in its URL."""
    shown = make_url(url).render_as_string(hide_password=True)
    return f"the database {shown} cannot be opened: {error.orig}"
