"""Keeps each version of a bank that was played, and finds it again."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from quiz.catalogs.lookup import Catalogues
from quiz.domain.attempt import Attempt
from quiz.domain.bank import Article, Bank, Library
from quiz.domain.edition import Edition, edition_messages, freeze, thaw
from quiz.storage import editions
from quiz.storage.database import Database, Transaction

MOST_IN_MEMORY = 32


class Editions:
    """The versions of banks: those in use come from the library, earlier ones from the database."""

    def __init__(
        self, database: Database, library: Library, catalogues: Catalogues, locales: Sequence[str]
    ) -> None:
        self._database = database
        self._library = library
        self._catalogues = catalogues
        self._locales = tuple(locales)
        self._earlier: OrderedDict[tuple[str, str, str], Edition] = OrderedDict()
        self._lock = Lock()

    def keep(self, session: Transaction, article: Article, bank: Bank, now: datetime) -> None:
        """Store the version in use of a bank, unless it is stored already."""
        if editions.is_kept(session, article.id, bank.id, bank.version):
            return
        texts = {
            locale: {
                message.context: said.text
                for message in edition_messages(article, bank)
                if (said := self._catalogues.say(article.id, message, locale)).locale == locale
            }
            for locale in self._locales
            if locale != article.language
        }
        editions.add(session, bank.version, article.id, bank.id, freeze(article, bank, texts), now)

    def of(self, attempt: Attempt) -> Edition:
        """Return the version of the bank that an attempt was drawn from."""
        return self.version(attempt.article_id, attempt.bank_id, attempt.bank_version)

    def version(self, article_id: str, bank_id: str, version: str) -> Edition:
        """Return one version of a bank. Raises LookupError where it was never played."""
        found = self._library.bank(article_id, bank_id)
        if found and found[1].version == version:
            return Edition(*found)
        key = (article_id, bank_id, version)
        with self._lock:
            if key in self._earlier:
                self._earlier.move_to_end(key)
                return self._earlier[key]
        with self._database.reading() as session:
            edition = thaw(editions.load(session, *key))
        with self._lock:
            self._earlier[key] = edition
            while len(self._earlier) > MOST_IN_MEMORY:
                self._earlier.popitem(last=False)
        return edition
