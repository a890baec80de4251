"""A file that keeps articles in parts, each of which is read when somebody asks for it.

It is made once, then replaced and never changed: who has opened it reads the same in it until the end. It is
an SQLite database, which finds one part among a hundred thousand; there is nothing of a player in it.
"""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import Any, NamedTuple
from weakref import finalize
from zlib import crc32

ABANDONED = 24 * 3600 * 10**9  # nanoseconds after which a draft belongs to nobody
_FORM = 1  # of the tables; a file of another form is none of ours
_TABLES = f"""
CREATE TABLE article (id TEXT PRIMARY KEY, mark TEXT, content BLOB, checksum INTEGER);
CREATE TABLE part (article_id TEXT, name TEXT, content BLOB, checksum INTEGER, UNIQUE (article_id, name));
PRAGMA user_version = {_FORM};
"""


class DamagedFileError(Exception):
    """The file is not there, or not as it was written."""


class Entry(NamedTuple):
    """What is known of an article at once, and a mark of what it was made from."""

    mark: str
    about: bytes


class PartsFile:
    """The file as it was when it was opened. Several threads may read at once."""

    def __init__(self, path: Path) -> None:
        """Open a file. Raises DamagedFileError."""
        # Nobody writes into it, so nothing need be locked; what is put in its place is another file.
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._lock = Lock()
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise DamagedFileError(str(error)) from error
        finalize(self, self._connection.close)  # what was read of it may ask for more as long as it is there
        if self._rows("PRAGMA user_version") != [(_FORM,)]:
            raise DamagedFileError("something else wrote it")

    def entries(self) -> Mapping[str, Entry]:
        """Return what is known of each article. Raises DamagedFileError."""
        rows = self._rows("SELECT id, mark, content, checksum FROM article")
        return {id: Entry(mark, _sound(content, checksum)) for id, mark, content, checksum in rows}

    def part(self, article_id: str, name: str) -> bytes | None:
        """Return a part, None where the article has none of that name. Raises DamagedFileError."""
        query = "SELECT content, checksum FROM part WHERE article_id = ? AND name = ?"
        rows = self._rows(query, article_id, name)
        return _sound(*rows[0]) if rows else None

    def copy_to(self, connection: sqlite3.Connection) -> None:
        """Copy the whole file into another database. Raises sqlite3.Error."""
        with self._lock:
            self._connection.backup(connection)

    def _rows(self, query: str, *values: str) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except (sqlite3.Error, ValueError) as error:  # the second where text is no UTF-8
            raise DamagedFileError(str(error)) from error


class Parts:
    """The parts of articles, from the file or from memory.

    `again` makes an article's parts anew, for one that cannot be read in the file. It raises
    DatabaseUnavailableError where they would be others.
    """

    def __init__(
        self,
        file: PartsFile | None,
        in_memory: Mapping[str, Mapping[str, bytes]],
        again: Callable[[str], Mapping[str, bytes]],
    ) -> None:
        self._file = file
        self._in_memory = dict(in_memory)
        self._again = again

    def part(self, article_id: str, name: str) -> bytes | None:
        """Return a part, None where the article has none of that name."""
        if self._file is not None and article_id not in self._in_memory:
            try:
                return self._file.part(article_id, name)
            except DamagedFileError:
                self._in_memory[article_id] = self._again(article_id)
        return self._in_memory[article_id].get(name)


class Draft:
    """A file in the making, which takes the place of the one at its path when it is published."""

    def __init__(self, connection: sqlite3.Connection, file: Path, path: Path) -> None:
        self._connection = connection
        self._file, self._path = file, path

    def add(self, article_id: str, entry: Entry, parts: Mapping[str, bytes]) -> None:
        """Write an article that is not in the draft yet."""
        about = (article_id, entry.mark, entry.about, crc32(entry.about))
        self._connection.execute("INSERT INTO article VALUES (?, ?, ?, ?)", about)
        rows = ((article_id, name, content, crc32(content)) for name, content in parts.items())
        self._connection.executemany("INSERT INTO part VALUES (?, ?, ?, ?)", rows)

    def publish(self) -> PartsFile:
        """Put the draft in its place, and return it as it is."""
        self._connection.commit()
        self._connection.close()
        opened = PartsFile(self._file)  # before, since another may be put in its place at once
        os.replace(self._file, self._path)
        return opened


@contextmanager
def drafting(path: Path, former: PartsFile | None, keep: Collection[str], now: int) -> Iterator[Draft]:
    """Begin a draft of the file at a path, with those articles of the former one whose ids are given.

    What is not published leaves nothing behind. `now` is in nanoseconds since 1970. Raises OSError and
    sqlite3.Error, and so may what is done in the block.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for abandoned in path.parent.glob(f".{path.name}.*"):
        if now - abandoned.stat().st_mtime_ns > ABANDONED:
            abandoned.unlink(missing_ok=True)
    file = path.with_name(f".{path.name}.{token_hex(8)}")
    try:
        with closing(sqlite3.connect(file)) as connection:
            # A draft is nobody's loss; what a power cut spoils of it later is found by the checksums.
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            if former is not None and keep:
                former.copy_to(connection)
                _keep_only(connection, keep)
            else:
                connection.executescript(_TABLES)
            yield Draft(connection, file, path)
    finally:
        file.unlink(missing_ok=True)


def _keep_only(connection: sqlite3.Connection, keep: Collection[str]) -> None:
    for (id,) in connection.execute("SELECT id FROM article").fetchall():
        if id not in keep:
            connection.execute("DELETE FROM part WHERE article_id = ?", [id])
            connection.execute("DELETE FROM article WHERE id = ?", [id])


def _sound(content: object, checksum: object) -> bytes:
    if not isinstance(content, bytes) or crc32(content) != checksum:
        raise DamagedFileError("a part is not as it was written")
    return content
