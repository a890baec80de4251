"""Brings a language's catalogue up to date with the sources, and keeps every translation that still holds."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message

from quiz.catalogs.po_file import FUZZY, PoFile, babel_locale, entries, strings

# What makes two entries the same: the context, and the text with its plural.
Key: TypeAlias = tuple[str | None, tuple[str, ...]]

_ALIKE = 0.75  # difflib's measure, from 0 to 1; below it a guess helps a translator less than an empty field


def key(message: Message) -> Key:
    return message.context, (message.id,) if isinstance(message.id, str) else tuple(message.id)


def merge(template: Catalog, existing: PoFile | None, locale: str) -> Catalog:
    """Return a catalogue that holds exactly the messages of the template.

    A message that is new, where another has gone that stood in its place or is much like it, gets the other's
    translation as a start, marked fuzzy. What is no longer in the template is left out.
    """
    old = {key(message): message for message in entries(existing)} if existing else {}
    new = entries(template)
    staying = {key(message) for message in new}
    gone = [message for place, message in old.items() if place not in staying]
    merged = Catalog(locale=babel_locale(locale), charset="utf-8")
    for message in new:
        same = old.get(key(message))
        merged[message.id] = _carried_over(message, same or _forerunner(message, gone), guessed=same is None)
    return merged


def _carried_over(message: Message, earlier: Message | None, *, guessed: bool) -> Message:
    carried = message.clone()
    # Babel's clone marks "50 % av" as a format, although banks are never formatted: the template knows.
    carried.flags = set(message.flags)
    if earlier is not None and any(strings(earlier)):
        carried.string = earlier.string
        carried.user_comments = list(earlier.user_comments)
        if guessed or earlier.fuzzy:
            carried.flags.add(FUZZY)
    return carried


def _forerunner(message: Message, gone: Sequence[Message]) -> Message | None:
    candidates = [other for other in gone if other.pluralizable == message.pluralizable]
    if message.context is not None:
        # A context names one place in one question: whatever stood there before is the earlier wording.
        return next((other for other in candidates if other.context == message.context), None)
    by_text = {key(other)[1][0]: other for other in candidates if other.context is None}
    near = get_close_matches(key(message)[1][0], list(by_text), n=1, cutoff=_ALIKE)
    return by_text[near[0]] if near else None
