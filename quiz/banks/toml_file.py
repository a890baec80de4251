"""A TOML file with the line of each of its fields."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Item, Table

FieldPath: TypeAlias = tuple[str | int, ...]


class UnreadableFileError(Exception):
    """The file is missing, is not UTF-8, or is not TOML; `line` counts from 1, 0 is the whole file."""

    def __init__(self, what: str, line: int = 0, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.advice = advice


@dataclass(frozen=True)
class TomlFile:
    """The content of a file; the lines are worked out only when somebody asks for one."""

    path: Path
    source: str
    data: Mapping[str, Any]

    def line(self, field: Sequence[str | int]) -> int:
        """Return the line on which a field, or failing that the nearest thing around it, begins."""
        path = tuple(field)
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def line_of_text(self, text: str) -> int:
        """Return the line of the first field that holds a text, white space apart; 1 where none does."""
        return self._lines_by_text.get(" ".join(text.split()), 1)

    @cached_property
    def _lines(self) -> Mapping[FieldPath, int]:
        try:
            return dict(_lines(tomlkit.parse(self.source)))
        except (RecursionError, TOMLKitError):  # nested deeper than it reads: it stands on no line
            return {}

    @cached_property
    def _lines_by_text(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for path, text in _texts(self.data, ()):
            found.setdefault(" ".join(text.split()), self.line(path))
        return found


def read_text(path: Path) -> str:
    """Read a file as UTF-8, with or without a byte order mark. Raises UnreadableFileError."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise UnreadableFileError(f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UnreadableFileError("is not UTF-8", line, "Save the file with the encoding UTF-8.") from error


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file. Raises UnreadableFileError."""
    source = read_text(path)
    try:
        return TomlFile(path, source, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        line = next((int(word) for word in _after(str(error), "line")), source.count("\n") + 1)
        advice = 'Quotation marks around a text are straight ("…"); a text over several lines has three.'
        raise UnreadableFileError(f"is not TOML: {error}", line, advice) from error
    except (RecursionError, ValueError) as error:  # brackets in brackets, or thousands of digits
        what = "holds brackets or a number that nobody can read"
        raise UnreadableFileError(what, 0, "No field is nested so deep, and no number so long.") from error


def _after(text: str, word: str) -> Iterator[str]:
    words = text.replace(",", " ").replace(")", " ").split()
    return (after for before, after in pairwise(words) if before == word and after.isdigit())


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _lines(document: Container) -> Iterator[tuple[FieldPath, int]]:
    yield from _walk(document, (), 1)[0]


def _walk(container: Container, path: FieldPath, line: int) -> tuple[list[tuple[FieldPath, int]], int]:
    """Go through a container as it is written, counting line breaks."""
    found: list[tuple[FieldPath, int]] = []
    for key, item in container.body:
        if key is None:
            line += item.as_string().count("\n")
            continue
        here = (*path, key.key)
        inner, line = _walk_item(item, here, line)
        found += inner
    return found, line


def _walk_item(item: Item, path: FieldPath, line: int) -> tuple[list[tuple[FieldPath, int]], int]:
    if isinstance(item, AoT):
        found = [(path, line)]
        for index, table in enumerate(item.body):
            inner, line = _walk_item(table, (*path, index), line)
            found += inner
        return found, line
    if isinstance(item, Table):
        line += item.trivia.indent.count("\n")
        found = [(path, line)]
        if not item.is_super_table():
            line += 1
        inner, line = _walk(item.value, path, line)
        return found + inner, line
    found = [(path, line)]
    return found, line + item.as_string().count("\n") + item.trivia.trail.count("\n")
