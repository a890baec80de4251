"""The translations that are finished, read from a catalogue as people edit it."""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from quiz.catalogs.domains import CatalogueFile
from quiz.catalogs.po_file import entries, read_po, strings
from quiz.domain.message import Message


class Translation(NamedTuple):
    """`line` is that of the entry in its file, counted from 1."""

    text: str
    line: int


Translations: TypeAlias = Mapping[tuple[str, str], Translation]


def read_translations(file: CatalogueFile) -> Translations:
    """Return what is translated and settled, by context ("" for none) and text.

    It is nothing where there is no file. Messages with a plural are left out.
    Raises UnreadableCatalogueError.
    """
    if not file.po.exists():
        return {}
    return {
        (entry.context or "", entry.id): Translation(strings(entry)[0], entry.lineno or 0)
        for entry in entries(read_po(file.po, file.locale))
        if isinstance(entry.id, str) and all(strings(entry)) and not entry.fuzzy
    }


def say(translations: Translations, message: Message) -> str | None:
    """Return a message's translation; None where it has none."""
    found = translations.get((message.context, message.text))
    return None if found is None else found.text
