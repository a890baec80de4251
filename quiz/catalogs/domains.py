"""Which catalogues there are: one domain for the interface, one for each article, one file per language."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.domain.bank import Library

INTERFACE = "messages"
INTERFACE_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Domain:
    """A gettext domain. Its source language needs no catalogue: the messages themselves are the texts."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """The place of one catalogue, as people edit it (.po) and as it is read (.mo)."""

    domain: Domain
    locale: str
    po: Path

    @property
    def mo(self) -> Path:
        return self.po.with_suffix(".mo")


def domains(library: Library) -> tuple[Domain, ...]:
    """Return the interface's domain and each article's."""
    articles = sorted(library.articles, key=lambda article: article.id)
    return (Domain(INTERFACE, INTERFACE_LANGUAGE), *(Domain(a.id, a.language) for a in articles))


def po_file(folder: Path, domain: str, locale: str) -> Path:
    return folder / locale / "LC_MESSAGES" / f"{domain}.po"


def template_file(folder: Path, domain: Domain) -> Path:
    return folder / f"{domain.name}.pot"


def catalogue_files(folder: Path, library: Library, locales: Sequence[str]) -> tuple[CatalogueFile, ...]:
    """Return every catalogue that the site needs, in the order of domains and locales."""
    return tuple(
        CatalogueFile(domain, locale, po_file(folder, domain.name, locale))
        for domain in domains(library)
        for locale in locales
        if locale != domain.language
    )
