"""Looks texts up in compiled catalogues and says which language it found them in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from types import MappingProxyType
from typing import Protocol

from babel.support import Translations

from quiz.catalogs.domains import INTERFACE, CatalogueFile
from quiz.catalogs.po_file import Origin, mark_of
from quiz.domain.bank import Article, Library
from quiz.domain.message import Message

_OUT_OF_DATE = "is missing or was not made from its .po as it is: run `flask translations compile`"


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text with the language that it really is in, which need not be the one asked for."""

    text: str
    locale: str


class CatalogueError(Exception):
    """Catalogues are missing or out of date; says which, and how to mend it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Texts(Protocol):
    """The texts of an article in one language, by keys as `key_of` makes them."""

    def get(self, key: str, /) -> str | None:
        """Return a translation, None where there is none."""


class Catalogues:
    """All catalogues of a site: the interface's by language, the articles' texts by article and language.

    `lacking` counts the messages of the interface that a language lacks.
    """

    def __init__(
        self,
        interface: Mapping[str, NullTranslations],
        texts: Mapping[tuple[str, str], Texts],
        articles: Iterable[Article],
        lacking: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._lacking = MappingProxyType(dict(lacking))
        self._interface = MappingProxyType(dict(interface))
        self._texts = MappingProxyType(dict(texts))
        self._languages = MappingProxyType({article.id: article.language for article in articles})
        self._source = NullTranslations()

    def interface(self, locale: str) -> NullTranslations:
        """Return the catalogue of the interface; the source language's gives every message back as it is."""
        return self._interface.get(locale, self._source)

    def has_whole_interface(self, locale: str) -> bool:
        return not self._lacking.get(locale)

    def say(self, article_id: str, message: Message, locale: str) -> LocalizedText:
        """Return a message in a language, or as it was written where it is not translated (yet)."""
        source = self._languages[article_id]
        if locale != source and (translated := self._texts[article_id, locale].get(key_of(message))):
            return LocalizedText(translated, locale)
        return LocalizedText(message.text, source)

    def translated(self, article_id: str, message: Message, locale: str) -> str | None:
        """Return a message as it is read in a language; None where that is another language."""
        said = self.say(article_id, message, locale)
        return said.text if said.locale == locale else None

    def untranslated(self, library: Library, locales: Sequence[str]) -> dict[tuple[str, str], int]:
        """Count the messages of each article that a language lacks; languages that lack none are left out."""
        lacking = {
            (article.id, locale): sum(
                self.say(article.id, message, locale).locale != locale for message in article.all_messages()
            )
            for article in library.articles
            for locale in locales
        }
        return {place: count for place, count in lacking.items() if count}


def key_of(message: Message) -> str:
    """Return what a message is found by in a compiled catalogue."""
    return f"{message.context}\x04{message.text}"


@dataclass(frozen=True)
class ReadCatalogues:
    """Compiled catalogues by domain and language, and what is wrong with those that are left out.

    `lacks` counts the messages that each of them has not.
    """

    loaded: Mapping[tuple[str, str], NullTranslations]
    lacks: Mapping[tuple[str, str], int]
    problems: tuple[str, ...]

    def texts(self) -> dict[tuple[str, str], Mapping[str, str]]:
        """Return the texts of the articles."""
        return {place: _texts(found) for place, found in self.loaded.items() if place[0] != INTERFACE}

    def interface(self) -> dict[str, NullTranslations]:
        return {locale: found for (domain, locale), found in self.loaded.items() if domain == INTERFACE}

    def lacking(self) -> dict[str, int]:
        """Count the messages of the interface that languages lack; those that lack none are left out."""
        return {
            locale: count for (domain, locale), count in self.lacks.items() if count and domain == INTERFACE
        }


def read_catalogues(files: Iterable[CatalogueFile]) -> ReadCatalogues:
    """Read compiled catalogues, each of which must have been made from its .po as it is."""
    loaded: dict[tuple[str, str], NullTranslations] = {}
    lacks: dict[tuple[str, str], int] = {}
    problems = []
    for file in files:
        if not file.po.exists():
            problems.append(f"{file.po}: there is no such catalogue: run `flask translations update`")
        elif not file.mo.exists():
            problems.append(f"{file.mo}: {_OUT_OF_DATE}")
        else:
            try:
                with file.mo.open("rb") as stream:
                    found = Translations(stream, domain=file.domain.name)
                origin = Origin.read(found.info())
                if origin is None or origin.mark != mark_of(file.po):
                    problems.append(f"{file.mo}: {_OUT_OF_DATE}")
                    continue
                loaded[file.domain.name, file.locale] = found
                lacks[file.domain.name, file.locale] = origin.lacking
            except Exception as error:  # gettext's reader fails on a spoiled file wherever it stumbles
                problems.append(f"{file.mo}: cannot be read ({error}): run `flask translations compile`")
    return ReadCatalogues(loaded, lacks, tuple(problems))


def _texts(found: NullTranslations) -> Mapping[str, str]:
    entries: Mapping[object, str] = getattr(found, "_catalog", {})
    return {key: text for key, text in entries.items() if isinstance(key, str) and "\x04" in key}
