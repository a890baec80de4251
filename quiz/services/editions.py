"""Keeps each version of a bank that was played, and finds it again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

from quiz.catalogs.lookup import Catalogues
from quiz.domain.attempt import Attempt, Turn
from quiz.domain.bank import Article, Bank, Library
from quiz.domain.edition import Edition, edition_messages, edition_version, freeze, thaw
from quiz.storage import editions
from quiz.storage.database import Database, Transaction

MOST_IN_MEMORY = 32


class Editions:
    """The versions of banks: those in use come from the library, earlier ones from the database."""

    def __init__(
        self,
        database: Database,
        library: Library,
        catalogues: Catalogues,
        locales: Sequence[str],
        known: Mapping[tuple[str, str], str] = MappingProxyType({}),
    ) -> None:
        """`known` holds the versions in use of banks, by article and bank, that need not be worked out."""
        self._database = database
        self._library = library
        self._catalogues = catalogues
        self._locales = tuple(locales)
        # Made when first asked for, since a site with many banks starts faster than it reads all of them.
        self._in_use = dict(known)
        self._earlier = lru_cache(MOST_IN_MEMORY)(self._load_earlier)

    def keep(self, session: Transaction, article: Article, bank: Bank, now: datetime) -> str:
        """Store the version in use of a bank, unless it is stored already, and return it."""
        version = self.version_in_use(article, bank)
        if not editions.is_kept(session, article.id, bank.id, version):
            content = freeze(article, bank, _texts(article, bank, self._catalogues, self._locales))
            editions.add(session, version, article.id, bank.id, content, now)
        return version

    def version_in_use(self, article: Article, bank: Bank) -> str:
        """Return the version of a bank of the library with the translations of today."""
        place = (article.id, bank.id)
        if place not in self._in_use:
            self._in_use[place] = version_now(article, bank, self._catalogues, self._locales)
        return self._in_use[place]

    def changed(self, edition: Edition, locale: str) -> frozenset[str]:
        """Return the ids of an edition's questions that read otherwise now in a language, or are gone."""
        now = self._library.article(edition.article.id)
        if now is None:
            return edition.changed(None, locale, lambda _: None)
        return edition.changed(
            now, locale, lambda message: self._catalogues.translated(now.id, message, locale)
        )

    def of(self, attempt: Attempt | Turn) -> Edition:
        """Return the version of the bank that an attempt was drawn from."""
        return self.version(attempt.article_id, attempt.bank_id, attempt.bank_version)

    def version(self, article_id: str, bank_id: str, version: str) -> Edition:
        """Return one version of a bank. Raises LookupError where it was never played."""
        found = self._library.bank(article_id, bank_id)
        if found and self.version_in_use(*found) == version:
            return Edition(*found)
        return self._earlier(article_id, bank_id, version)

    def _load_earlier(self, article_id: str, bank_id: str, version: str) -> Edition:
        with self._database.reading() as session:
            edition = thaw(editions.load(session, article_id, bank_id, version))
        now = self._library.article(article_id)
        if now is None:
            return edition
        # What may be shown of an article is not a matter of when it was played.
        return replace(edition, article=replace(edition.article, display=now.display))


def version_now(article: Article, bank: Bank, catalogues: Catalogues, locales: Sequence[str]) -> str:
    """Return the version of a bank with the translations of some catalogues."""
    return edition_version(article, bank, _texts(article, bank, catalogues, locales))


def _texts(
    article: Article, bank: Bank, catalogues: Catalogues, locales: Sequence[str]
) -> Mapping[str, Mapping[str, str]]:
    return {
        locale: {
            message.context: text
            for message in edition_messages(article, bank)
            if (text := catalogues.translated(article.id, message, locale)) is not None
        }
        for locale in locales
        if locale != article.language
    }
