"""Whether a site can serve: its database, its question banks and its catalogues."""

from collections.abc import Sequence

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.storage import players, revisions
from quiz.storage.database import Database, DatabaseError, DatabaseUnavailableError


class Readiness:
    """The parts that a site cannot do without."""

    def __init__(
        self, database: Database, library: Library, catalogues: Catalogues, locales: Sequence[str]
    ) -> None:
        self._database = database
        self._library = library
        self._catalogues = catalogues
        self._locales = tuple(locales)

    def faults(self) -> list[str]:
        """Name the parts that cannot be used just now; none where all can."""
        parts = {
            "database": self._has_its_tables,
            "banks": self._asks_something,
            "catalogues": self._speaks,
        }
        return [name for name, is_usable in parts.items() if not is_usable()]

    def _has_its_tables(self) -> bool:
        try:
            with self._database.reading() as session:
                players.find_player(session, "")
                return revisions.revision_of(session.connection()) == revisions.NEWEST
        except (DatabaseError, DatabaseUnavailableError):
            return False

    def _asks_something(self) -> bool:
        banks = [bank for article in self._library.articles for bank in article.banks]
        return bool(banks) and all(bank.questions for bank in banks)

    def _speaks(self) -> bool:
        """Whether the titles of all articles can be looked up in all languages."""
        try:
            for locale in self._locales:
                self._catalogues.interface(locale).gettext("Quizzes")
                for article in self._library.articles:
                    self._catalogues.say(article.id, article.message("title"), locale)
        except LookupError:
            return False
        return True
