"""In which state the files of an article are, so that what was made from them need not be made again.

A state is a mark of all that reading and checking depend on: the program, and the article's files and
catalogues, each by its name, size, number and times. The time of its last change (ctime) is not set by hand.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import babel
import pydantic

from quiz.catalogs.domains import po_file
from quiz.settings import ContentSettings

SETTLED = 2_000_000_000  # nanoseconds after which a further change shows in the times of a file
_PACKAGE = Path(__file__).resolve().parent.parent
_READERS = (babel.__version__, pydantic.VERSION)  # what they accept may change


class State(NamedTuple):
    """`newest` is when a file was changed last, in nanoseconds since 1970."""

    mark: str
    newest: int

    def is_settled(self, now: int) -> bool:
        """Whether whatever is changed from `now` on gets another mark; `now` as `newest`."""
        return now - self.newest >= SETTLED


class _File(NamedTuple):
    path: str
    size: int
    inode: int
    mtime: int
    ctime: int


def program_mark(settings: ContentSettings) -> str:
    """Return a mark of the program and of the languages that it is to check."""
    files = [_file(str(path), path.stat()) for path in sorted(_PACKAGE.rglob("*.py"))]
    return _mark((sys.version, _READERS, settings.locales, files))


def state_of(settings: ContentSettings, folder: Path, program: str) -> State:
    """Return the state of an article by its folder."""
    files = [*_files_in(str(folder), depth=1), *_catalogues(settings, folder.name)]
    newest = max((time for file in files for time in (file.mtime, file.ctime)), default=0)
    return State(_mark((program, files)), newest)


def _files_in(folder: str, depth: int) -> Iterator[_File]:
    """Yield what stands in a folder and, down to a depth, in the folders within."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        yield from _there(entry.path)
        if depth and entry.is_dir():
            yield from _files_in(entry.path, depth - 1)


def _catalogues(settings: ContentSettings, article_id: str) -> Iterator[_File]:
    for locale in settings.locales:
        po = po_file(settings.translations, article_id, locale)
        yield from _there(str(po))
        yield from _there(str(po.with_suffix(".mo")))


def _there(path: str) -> Iterator[_File]:
    """Yield what stands at a path; nothing where there is nothing, or it may not be read."""
    with suppress(OSError):
        yield _file(path, os.stat(path))


def _file(path: str, found: os.stat_result) -> _File:
    return _File(path, found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)


def _mark(all_of_it: object) -> str:
    return hashlib.sha256(repr(all_of_it).encode()).hexdigest()
