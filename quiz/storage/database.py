"""The database: its engine, its transactions, and whether it can be used."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, local
from time import sleep
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from quiz.storage.bulkhead import Bulkhead, BulkheadFullError
from quiz.storage.prepared import Prepared
from quiz.storage.readers import Readers
from quiz.storage.sqlite import SqliteFile, set_up_sqlite

# Milliseconds that a transaction waits for another's lock, or for a server that is silent.
BUSY_TIMEOUT = 5000
# Part of it that is waited for SQLite's lock after somebody has waited in vain, until somebody is served: the
# forms of one address come one after the other, and a school's last one would be refused after minutes.
SHORT_PART = 0.04
COURTESY = 0.02  # seconds; who waits for a turn looks for it every half a thousandth
# In one process. A server has a thread more, for what needs no database; six of these are for readers alone,
# who go on where the writers of several addresses are stuck.
MOST_AT_ONCE = 11
MOST_WRITERS = 5
POOL_SIZE = MOST_AT_ONCE + 1  # a transaction may open a second one for reading
DRIVERS = {"sqlite": ("sqlite", "sqlite+pysqlite"), "postgresql": ("postgresql", "postgresql+psycopg")}
# PostgreSQL has one class of errors for a fault of ours and for tables that are gone or may not be used.
NOT_AS_IT_SHOULD_BE = {"3F000", "42501", "42703", "42P01"}  # schema, right, column, table

# What a service passes on between the functions of this room: for objects, and for rows alone.
Transaction: TypeAlias = Session
RowTransaction: TypeAlias = Connection


class DatabaseError(Exception):
    """The database cannot be opened or is not as it should be; the message says how to mend it."""


class DatabaseUnavailableError(Exception):
    """The database is locked, full, damaged or out of reach just now."""


class Database:
    """Hands out transactions: `reading` for queries, `writing` where something changes.

    `file` is SQLite's, None for a server.
    """

    def __init__(self, engine: Engine, file: SqliteFile | None = None) -> None:
        self.engine = engine
        self._file = file
        # A deferred transaction that has read cannot be upgraded once another wrote: writers lock at once.
        self._writer = engine.execution_options(sqlite_begin="IMMEDIATE", sqlite_patience=self._patience)
        self._reader = engine
        if engine.dialect.name == "postgresql":
            # As in SQLite, all queries of a transaction see the same moment.
            self._reader = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._readers = Readers(engine, file)
        self._bulkhead, self._writers_bulkhead = Bulkhead(MOST_AT_ONCE), Bulkhead(MOST_WRITERS)
        self._turn = Lock()  # who waits for it in this process need not ask SQLite again and again
        self._thread = local()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction for queries. Raises DatabaseUnavailableError."""
        with self._inside(self._bulkhead), self._session(self._reader) as session:
            yield session

    def ask(self, query: Prepared, **values: Any) -> Sequence[Any] | None:
        """Return the row that a query finds, None where there is none. Raises DatabaseUnavailableError."""
        with self._inside(self._bulkhead), _told_apart():
            return query.row_alone(self._readers, **values)

    def ask_for_all(self, query: Prepared, **values: Any) -> Sequence[Sequence[Any]]:
        """Return the rows that a query finds. Raises DatabaseUnavailableError."""
        with self._inside(self._bulkhead), _told_apart():
            return query.rows_alone(self._readers, **values)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction that commits at the end. Raises DatabaseUnavailableError."""
        with self._kept_for_good(), self._in_turn(), self._session(self._writer) as session:
            yield session

    @contextmanager
    def writing_rows(self) -> Iterator[Connection]:
        """Like `writing`, for rows instead of objects, which costs half."""
        with (
            self._kept_for_good(),
            _told_apart(),
            self._writer.connect() as connection,  # before its turn: the next one has it ready
            self._in_turn(),
            connection.begin(),
        ):
            yield connection

    def let_others_write(self) -> None:
        """Wait a little between two transactions of one long work, or others would hardly get their turn."""
        sleep(COURTESY)

    @contextmanager
    def _kept_for_good(self) -> Iterator[None]:
        """Hold what a writer needs; what went to a file that was taken away meanwhile is not kept."""
        with self._inside(self._writers_bulkhead, self._bulkhead):
            before = self._identity()
            yield
            if self._identity() != before:
                raise DatabaseUnavailableError("the file of the database was deleted or replaced")

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let one write at a time, which is all that SQLite does; a server lets several."""
        if self._file is None:
            yield
            return
        # Half as long as the one whose turn it is waits for other processes: else some wait twice as long.
        if not self._turn.acquire(timeout=self._patience() / 2000):
            raise DatabaseUnavailableError("the database stays locked")
        try:
            yield
        finally:
            self._turn.release()

    def _patience(self) -> float:
        """Return the milliseconds that a writer waits for SQLite's lock."""
        return BUSY_TIMEOUT * (SHORT_PART if self._writers_bulkhead.is_stuck else 1)

    @contextmanager
    def _inside(self, *bulkheads: Bulkhead) -> Iterator[None]:
        """Stay within bulkheads; a transaction within another of the same thread is there already."""
        if getattr(self._thread, "inside", False):
            yield
            return
        entered: list[Bulkhead] = []
        served = True
        try:
            for each in bulkheads:
                each.enter()
                entered.append(each)
            self._thread.inside = True
            yield
        except BulkheadFullError as error:
            served = False
            raise DatabaseUnavailableError("others wait for the database already") from error
        except DatabaseUnavailableError:
            served = False
            raise
        finally:
            self._thread.inside = False
            for each in reversed(entered):
                each.leave(served=served)

    def _identity(self) -> object:
        """Tell which file a transaction is about; None where there is no file."""
        if self._file is None:
            return None
        found = self._file.identity()
        if found is None:
            raise DatabaseUnavailableError("the file of the database is gone")
        return found

    def make_file(self) -> None:
        """Make the file of an SQLite database, unless it is there. Raises DatabaseError."""
        if self._file is not None:
            try:
                self._file.make()
            except OSError as error:
                raise DatabaseError(
                    f"the database {self._file.path} cannot be made: {error.strerror}"
                ) from error

    @property
    def is_missing(self) -> bool:
        """Whether there is no file of an SQLite database."""
        return self._file is not None and self._file.identity() is None

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        with _told_apart(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._readers.close()
        self.engine.dispose()


class _told_apart:  # noqa: N801 - read as a word, like closing
    """Turns what the state of the database caused into DatabaseUnavailableError; a fault of ours stays."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, PoolTimeoutError) or (
            isinstance(error, DBAPIError) and _tells_of_the_database(error)
        ):
            raise DatabaseUnavailableError(str(error)) from error


def _tells_of_the_database(error: DBAPIError) -> bool:
    """Whether an error comes from the state of the database and not from what was asked of it.

    A file that is damaged or is no database has no class of its own: it is what the others are derived from.
    """
    states = (exc.OperationalError, exc.InterfaceError, exc.InternalError)
    return (
        isinstance(error, states)
        or type(error) is exc.DatabaseError
        or error.connection_invalidated
        or getattr(error.orig, "sqlstate", None) in NOT_AS_IT_SHOULD_BE
    )


def open_database(url: str, synchronous: str = "FULL") -> Database:
    """Make the engine for a database URL; nothing is read yet. Raises DatabaseError.

    `synchronous` is SQLite's: FULL keeps an acknowledged answer through a power cut, NORMAL may not.
    """
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        if parsed.drivername not in DRIVERS.get(backend, ()):
            named = ", ".join(name for names in DRIVERS.values() for name in names)
            raise ValueError(f"'{parsed.drivername}' is none of {named}")
        engine = create_engine(
            parsed,
            pool_size=POOL_SIZE + (MOST_AT_ONCE if backend == "sqlite" else 0),  # as many stay with Readers
            max_overflow=0,
            pool_timeout=BUSY_TIMEOUT / 1000,
            # A server that was started anew has closed what the pool still holds.
            pool_pre_ping=backend == "postgresql",
            hide_parameters=True,  # errors are written to the log, which holds nothing about players
        )
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"DATABASE_URL cannot be used: the driver {error.name} is not installed. `make run` installs it "
            "where DATABASE_URL is set; otherwise run `pip install 'kildesjekk[postgres]'`"
        ) from error
    except (ArgumentError, NoSuchModuleError, TypeError, ValueError) as error:
        raise DatabaseError(f"DATABASE_URL cannot be used: {error}") from error
    if backend == "postgresql":
        _set_up_postgresql(engine)
        return Database(engine)
    if parsed.database in (None, "", ":memory:") or parsed.database.startswith("file:"):
        raise DatabaseError("DATABASE_URL names no file: write sqlite:////folder/file.sqlite3")
    file = SqliteFile(Path(parsed.database))
    file.watch(engine)
    set_up_sqlite(engine, file, synchronous, BUSY_TIMEOUT)
    return Database(engine, file)


def _set_up_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "do_connect")
    def have_no_endless_patience(
        dialect: object, record: object, arguments: object, named: dict[str, Any]
    ) -> None:
        named.setdefault("connect_timeout", BUSY_TIMEOUT // 1000)
        named.setdefault("tcp_user_timeout", BUSY_TIMEOUT)  # a machine that is gone says nothing

    @event.listens_for(engine, "connect")
    def configure(connection: Any, record: object) -> None:
        # As a statement of its own, because a pooler between us may refuse options of the connection.
        connection.execute(f"SET lock_timeout = {BUSY_TIMEOUT}")
        connection.commit()


def explain(error: DBAPIError, url: str) -> str:
    """Say in one sentence why a database could not be opened, without the password in its URL."""
    shown = make_url(url).render_as_string(hide_password=True)
    return f"the database {shown} cannot be opened: {' '.join(str(error.orig).split())}"
