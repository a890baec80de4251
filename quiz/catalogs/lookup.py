"""Looks texts up in compiled catalogues and says which language it found them in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from types import MappingProxyType

from babel.support import Translations

from quiz.catalogs.domains import INTERFACE, Domain, catalogue_files, domains
from quiz.catalogs.po_file import PROJECT_NAME, mark_of
from quiz.domain.bank import Library
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


class Catalogues:
    """All catalogues of a site, held in memory."""

    def __init__(
        self, loaded: Mapping[tuple[str, str], NullTranslations], all_domains: Sequence[Domain]
    ) -> None:
        self._loaded = MappingProxyType(dict(loaded))
        self._languages = MappingProxyType({domain.name: domain.language for domain in all_domains})
        self._source = NullTranslations()

    def interface(self, locale: str) -> NullTranslations:
        """Return the catalogue of the interface; the source language's gives every message back as it is."""
        return self._loaded.get((INTERFACE, locale), self._source)

    def say(self, domain: str, message: Message, locale: str) -> LocalizedText:
        """Return a message in a language, or as it was written where it is not translated (yet)."""
        source = self._languages[domain]
        if locale == source:
            return LocalizedText(message.text, source)
        translated = self._loaded[domain, locale].pgettext(message.context, message.text)
        # gettext gives the message itself back when it knows no translation. A translation may be the same
        # word ("Reuters"), so equality alone does not tell the two apart.
        if translated == message.text and not self._holds(domain, message, locale):
            return LocalizedText(message.text, source)
        return LocalizedText(translated, locale)

    def _holds(self, domain: str, message: Message, locale: str) -> bool:
        entries: Mapping[object, str] = getattr(self._loaded[domain, locale], "_catalog", {})
        return f"{message.context}\x04{message.text}" in entries

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


def load_catalogues(folder: Path, library: Library, locales: Sequence[str]) -> Catalogues:
    """Read the compiled catalogues. Raises CatalogueError, naming all that are missing or out of date."""
    loaded: dict[tuple[str, str], NullTranslations] = {}
    problems = []
    for file in catalogue_files(folder, library, locales):
        if not file.po.exists():
            problems.append(f"{file.po}: there is no such catalogue: run `flask translations update`")
        elif not file.mo.exists():
            problems.append(f"{file.mo}: {_OUT_OF_DATE}")
        else:
            try:
                with file.mo.open("rb") as stream:
                    found = Translations(stream, domain=file.domain.name)
                if found.info().get("project-id-version") != f"{PROJECT_NAME} {mark_of(file.po)}":
                    problems.append(f"{file.mo}: {_OUT_OF_DATE}")
                loaded[file.domain.name, file.locale] = found
            except Exception as error:  # gettext's reader fails on a spoiled file wherever it stumbles
                problems.append(f"{file.mo}: cannot be read ({error}): run `flask translations compile`")
    if problems:
        raise CatalogueError(problems)
    return Catalogues(loaded, domains(library))
