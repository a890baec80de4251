"""A catalogue as people edit it: read with its header as it stands, written the same way every time."""

import hashlib
import os
from collections.abc import Mapping
from email import message_from_string
from email.errors import MessageError
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import Any, NamedTuple, Self

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, escape, write_po

LINE_WIDTH = 100
PROJECT_NAME = "kildesjekk"
FUZZY = "fuzzy"


class UnreadableCatalogueError(Exception):
    """The file cannot be read as a catalogue; `what` says why."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.what = what


class PoFile(Catalog):
    """A catalogue read from a file, with what Babel does not keep: the whole header, and double entries."""

    def __init__(self, locale: Locale) -> None:
        super().__init__(locale=locale, charset="utf-8")
        self.header: Mapping[str, str] = {}
        self.comment = ""
        self.doubled: list[Message] = []

    def __setitem__(self, id: Any, message: Message) -> None:
        if not id:
            self.header = dict(message_from_string(str(message.string)).items())
            self.comment = "\n".join(message.user_comments)
        elif self.get(id, message.context) is not None:
            self.doubled.append(message)
        super().__setitem__(id, message)


def babel_locale(tag: str) -> Locale:
    """Return Babel's locale for a language tag from the settings."""
    return Locale.parse(tag, sep="-")


def is_language(tag: str) -> bool:
    """Whether a tag, which an author may have written, names a language that Babel knows."""
    try:
        babel_locale(tag)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def read_po(path: Path, locale: str) -> PoFile:
    """Read a catalogue without its obsolete entries. Raises UnreadableCatalogueError."""
    catalogue = PoFile(babel_locale(locale))
    try:
        PoFileParser(catalogue, ignore_obsolete=True, abort_invalid=True).parse(BytesIO(path.read_bytes()))
    except PoFileError as error:
        raise UnreadableCatalogueError(path, f"line {error.lineno + 1}: {error}") from error
    except UnicodeDecodeError as error:
        raise UnreadableCatalogueError(path, f"is not {error.encoding}") from error
    except OSError as error:
        raise UnreadableCatalogueError(path, f"cannot be read: {error.strerror}") from error
    except (ValueError, LookupError, MessageError) as error:
        raise UnreadableCatalogueError(path, f"the header cannot be read: {error}") from error
    for message in catalogue:
        # "#| msgid …", which Babel takes for a translator's comment.
        message.user_comments = [comment for comment in message.user_comments if not comment.startswith("|")]
    return catalogue


def mark_of(path: Path) -> str:
    """Return a mark that changes with a file's content; its times do not tell, as copies have other ones."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:32]


class Origin(NamedTuple):
    """What a compiled catalogue tells of its .po: the mark, and how many messages of the template it lacks.

    It stands in Project-Id-Version, behind the project's name, which Babel writes: the one field in the
    header of a .mo that is ours to fill.
    """

    mark: str
    lacking: int

    @property
    def version(self) -> str:
        return f"{self.mark} {self.lacking}"

    @classmethod
    def read(cls, info: Mapping[str, str]) -> Self | None:
        """Take it from the header of a compiled catalogue; None where it is written otherwise."""
        project, *origin = info.get("project-id-version", "").split(" ")
        match origin:
            case [mark, lacking] if project == PROJECT_NAME and lacking.isdecimal():
                return cls(mark, int(lacking))
        return None


def entries(catalogue: Catalog) -> list[Message]:
    """Return the messages in the order of the file, without the header."""
    return [message for message in catalogue if message.id]


def strings(message: Message) -> tuple[str, ...]:
    """Return the translations of all plural forms, or the only one there is; "" for one that is missing."""
    given = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(string or "" for string in given)


def render(catalogue: Catalog, header: Mapping[str, str], comment: str) -> bytes:
    """Return the content of a .po or .pot file.

    It has no dates and no line numbers of our own, so that it changes only when a text does.
    """
    body = BytesIO()
    write_po(body, catalogue, width=LINE_WIDTH, omit_header=True, ignore_obsolete=True, include_lineno=False)
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines += ['msgid ""', 'msgstr ""', *(escape(f"{name}: {value}\n") for name, value in header.items())]
    return ("\n".join(lines) + "\n\n").encode() + body.getvalue().rstrip(b"\n") + b"\n"


def header_for(locale: str, existing: Mapping[str, str]) -> Mapping[str, str]:
    """Return the header of a language's catalogue; what a translator's editor has written into it stays."""
    catalogue = Catalog(locale=babel_locale(locale))
    ours = {
        "Project-Id-Version": PROJECT_NAME,
        "Language": str(babel_locale(locale)),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalogue.plural_forms,
    }
    taken = {name.casefold() for name in ours} | {"pot-creation-date"}
    theirs = {name: value for name, value in existing.items() if name.casefold() not in taken}
    return {**ours, **theirs}


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{token_hex(8)}")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a file unless it holds this content already, and say whether it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    write_atomically(path, content)
    return True
