"""What SQLite needs: a file that is there, patience with other writers, settings that keep what is stored."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeAlias
from urllib.parse import quote

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError, OperationalError

# Seconds between two attempts to become the one who writes. A worker that has written does other things for
# some ten-thousandths before it writes again, and in there another gets its turn.
PAUSE = 0.0005
# Bytes of the log (`-wal`) above which readers are waited for, so that it begins anew. By itself SQLite does
# so from four megabytes on, but only in a moment in which nobody reads: where there is none, it has no end.
MOST_LOG = 32 * 1024 * 1024
LOG_PATIENCE = 100  # milliseconds that readers are waited for, in which nobody writes
LOG_PAUSE = 1.0  # seconds from one look at it to the next
# Pages of the log that may be left to copy while nobody writes. Where more are, a backup reads, for long.
LOG_LEFT = 1000

Identity: TypeAlias = tuple[int, int]  # device and inode


class SqliteFile:
    """The file that a database's connections are held to.

    A file that was deleted or replaced lives on for those who have it open: what they write would be
    acknowledged and lost.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._address = str(path)
        self._next_look = 0.0

    def make(self) -> None:
        """Make an empty file that only its owner may read, unless there is one. Raises OSError."""
        self.path.touch(mode=0o600)

    def identity(self) -> Identity | None:
        """Tell which file stands at the path; None where there is none."""
        try:
            found = os.stat(self._address)  # Path takes twice as long, at each use of a connection
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def has(self, connection: Mapping[Any, Any]) -> bool:
        """Whether a connection, known by its `info`, is to the file that stands at the path now."""
        return bool(connection["file"] == self.identity())

    def shorten_log(self, driver: sqlite3.Connection) -> None:
        """Have a connection that is in no transaction begin the log anew, if it is long and readers let it.

        The connection's own patience is another afterwards.
        """
        now = monotonic()
        if now < self._next_look:
            return
        self._next_look = now + LOG_PAUSE
        if self._length_of_log() <= MOST_LOG:
            return
        driver.execute(f"PRAGMA busy_timeout={LOG_PATIENCE}").close()
        # Most is copied while other processes write.
        is_hindered, pages, copied = driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if not is_hindered and pages - copied <= LOG_LEFT:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def _length_of_log(self) -> int:
        """Return the bytes of the file, much of which may be in the database already."""
        try:
            return os.stat(f"{os.path.realpath(self._address)}-wal").st_size
        except OSError:
            return 0

    def watch(self, engine: Engine) -> None:
        """Have an engine use no connection to another file than the one that is there, and make none."""
        address = f"file:{quote(str(self.path.absolute()))}?mode=rw"

        @event.listens_for(engine, "do_connect")
        def open_what_is_there(
            dialect: object, record: Any, arguments: list[Any], named: dict[str, Any]
        ) -> None:
            record.info["file"] = self.identity()  # before: one that is replaced now is noticed later
            arguments[:] = [address]
            named["uri"] = True

        @event.listens_for(engine, "checkout")
        def refuse_another(connection: object, record: Any, proxy: object) -> None:
            if not self.has(record.info):
                raise DisconnectionError("the file of the database is another")  # connects anew


def set_up_sqlite(engine: Engine, file: SqliteFile, synchronous: str, patience: int) -> None:
    """Set up each connection of an engine, and how it begins; `patience` is in milliseconds.

    Of the engine's options, `sqlite_begin` is a mode, and `sqlite_patience` returns a patience of its own.
    """
    pragmas = (f"synchronous={synchronous}", f"busy_timeout={patience}", "foreign_keys=ON")

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, record: object) -> None:
        # The driver's own implicit BEGIN comes too late to protect what was read before the first write.
        connection.isolation_level = None
        # Readers go on while one writes. SQLite does not wait for those who are using a new file.
        _until_free(lambda: connection.execute("PRAGMA journal_mode=WAL").close(), patience)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        mode = options.get("sqlite_begin", "DEFERRED")
        if mode == "DEFERRED":
            connection.exec_driver_sql("BEGIN DEFERRED")
            return
        # SQLite's own waiting makes ever longer pauses, in which others overtake: some wait for seconds.
        driver: Any = connection.connection.dbapi_connection
        waiting = options.get("sqlite_patience", lambda: patience)()
        try:
            with suppress(sqlite3.DatabaseError):  # whatever it is, it will be told by what is asked next
                file.shorten_log(driver)
            driver.execute("PRAGMA busy_timeout=0").close()
            _until_free(lambda: connection.exec_driver_sql(f"BEGIN {mode}"), waiting)
        finally:
            driver.execute(f"PRAGMA busy_timeout={patience}").close()


def _until_free(act: Callable[[], object], patience: float) -> None:
    """Do something as soon as no other use of the database hinders it; raise the error where one stays."""
    until = monotonic() + patience / 1000
    while True:
        try:
            act()
        except (sqlite3.OperationalError, OperationalError) as error:
            cause = error.orig if isinstance(error, OperationalError) else error
            code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if code & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(PAUSE)
        else:
            return
