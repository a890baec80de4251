"""Remembers that all translations agreed with their banks, so that the next start need not compare again.

What is remembered is a mark of all that the comparison depends on: the program, the banks and the
translations, each file by its name, size, number and times. The time of its last change (ctime) is not set
by hand.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from quiz.catalogs.po_file import write_atomically
from quiz.settings import ContentSettings

SETTLED = 2_000_000_000  # nanoseconds after which a further change shows in the times of a file
_PACKAGE = Path(__file__).resolve().parent.parent


class State(NamedTuple):
    """The state of the content; `newest` is when a file was changed last, in nanoseconds since 1970."""

    mark: str
    newest: int


def state_of(settings: ContentSettings) -> State:
    mark = hashlib.sha256(repr((sys.version, version("babel"), settings.locales)).encode())
    newest = 0
    for path in _files(settings):
        with suppress(FileNotFoundError):
            found = path.stat()
            times = (found.st_mtime_ns, found.st_ctime_ns)
            mark.update(repr((str(path), found.st_size, found.st_ino, *times)).encode())
            newest = max(newest, *times)
    return State(mark.hexdigest(), newest)


def _files(settings: ContentSettings) -> Iterator[Path]:
    yield from sorted(_PACKAGE.rglob("*.py"))
    yield from sorted(settings.questions.rglob("*"))
    yield from sorted(settings.translations.rglob("*.po"))


def is_remembered(file: Path, state: State) -> bool:
    """Whether a state was remembered; a file that is damaged or missing remembers nothing."""
    try:
        return bool(json.loads(file.read_text(encoding="utf-8")) == {"agreed": state.mark})
    except (OSError, ValueError):
        return False


def remember(file: Path, state: State, now: int) -> None:
    """Keep a state that has settled by `now` (as State.newest); where it cannot be kept, that is all."""
    if now - state.newest >= SETTLED:
        with suppress(OSError):
            write_atomically(file, json.dumps({"agreed": state.mark}).encode())
