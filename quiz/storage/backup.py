"""A copy of an SQLite database in a file, made while the site is being played, and put back again."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

from quiz.storage.checking import Finding, check
from quiz.storage.database import DatabaseError, open_database

BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file


def backup(url: str, target: Path) -> Finding:
    """Write a copy of a database, as it is at one moment, to a file that is not there yet.

    The copy is whole: it is checked before it gets its name. Raises DatabaseError.
    """
    source = _file(url)
    require_there(url)
    if target.exists():
        raise DatabaseError(f"{target} is there already: choose another name, backups are never overwritten")
    with _draft(target) as draft:
        _copy(source, draft)
        finding = _require_sound(draft, str(source))
        try:
            target.hardlink_to(draft)  # unlike a renaming, this replaces nothing
        except FileExistsError as error:
            raise DatabaseError(f"{target} has been made meanwhile: choose another name") from error
        _write_through(target.parent)
    return finding


def restore(url: str, source: Path, now: datetime) -> Path | None:
    """Put a backup in the place of a database; return where the former is kept, None where there was none.

    Nothing is touched unless the backup is whole and nobody uses the database. Raises DatabaseError.
    """
    target = _file(url)
    if not source.is_file():
        raise DatabaseError(f"there is no backup {source}")
    if target.exists() and target.samefile(source):
        raise DatabaseError(f"{source} is the database itself")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _draft(target) as draft:
        _copy(source, draft)
        _require_sound(draft, str(source))
        with _nobody_uses(target):
            if target.exists():
                _give_to_owner_of(target, draft)
            former = _keep(target, now)
            draft.rename(target)
            _write_through(target.parent)
    return former


def require_there(url: str) -> None:
    """Raise DatabaseError where an SQLite file is not there, which opening it would make."""
    address = _address(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        raise DatabaseError(f"there is no database {address.database}")


def _address(url: str) -> URL:
    with closing(open_database(url)) as database:
        return database.engine.url


def _file(url: str) -> Path:
    address = _address(url)
    if address.get_backend_name() != "sqlite":
        raise DatabaseError(
            "this is for SQLite. For PostgreSQL, `pg_dump --format=custom --file=FILE NAME` makes a backup, "
            "and `pg_restore --clean --if-exists --dbname=NAME FILE` puts it back"
        )
    return Path(address.database or "")


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Give a file beside another that only its owner may read, and remove what is left of it."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise DatabaseError(f"nothing can be written to {target.parent} ({error.strerror})") from error
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    except OSError as error:
        raise DatabaseError(f"{target} cannot be written ({error.strerror})") from error
    finally:
        for suffix in ("", *BESIDE):
            Path(f"{draft}{suffix}").unlink(missing_ok=True)


def _copy(source: Path, draft: Path) -> None:
    """Copy a database as it is at one moment into one file that needs no other beside it."""
    try:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(draft)) as written:
            # All pages at once: in steps, each write of another connection would start it all over.
            read.backup(written, pages=-1)
            written.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise DatabaseError(f"{source} cannot be copied: {error}") from error
    _write_through(draft)


def _require_sound(path: Path, named: str) -> Finding:
    # Quoted, or a sign such as "?" in the name of a folder would have another file looked at.
    with closing(open_database(f"sqlite:///{quote(str(path))}")) as database:
        finding = check(database)
    if finding.problems:
        raise DatabaseError(f"{named} is not sound: {'; '.join(finding.problems)}")
    for suffix in BESIDE:
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    return finding


@contextmanager
def _nobody_uses(path: Path) -> Iterator[None]:
    """Hold a database so that nobody else can open it. Raises DatabaseError where somebody has it open."""
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as held:
        try:
            # Only who has the file for himself alone may leave this mode, which also empties the journal.
            held.execute("PRAGMA journal_mode=DELETE")
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            what = error.sqlite_errorcode & 0xFF
            if what == sqlite3.SQLITE_BUSY:
                raise DatabaseError(f"{path} is in use: stop the site, then restore") from error
            # It may be damaged, which may well be why a backup is put in its place.
            if what not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                raise DatabaseError(
                    f"whether {path} is in use cannot be found out ({error}): nothing was changed"
                ) from error
        yield


def _give_to_owner_of(former: Path, path: Path) -> None:
    """Let whoever the site runs as use a file, although another may be restoring; never everybody."""
    owner = former.stat()
    path.chmod(owner.st_mode & 0o770)
    if (owner.st_uid, owner.st_gid) != (path.stat().st_uid, path.stat().st_gid):
        os.chown(path, owner.st_uid, owner.st_gid)


def _keep(path: Path, now: datetime) -> Path | None:
    """Give what is in the way a name of its own beside it, whole or damaged as it is."""
    former = path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")
    for suffix in ("", *BESIDE):
        there = Path(f"{path}{suffix}")
        if there.exists():
            Path(f"{former}{suffix}").hardlink_to(there)
            if suffix:
                there.unlink()
    return former if path.exists() else None


def _write_through(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder, through a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
