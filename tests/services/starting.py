"""Plays through the services, as the pages do."""

from collections.abc import Collection, Mapping, Sequence
from random import Random

from quiz.catalogs.lookup import Catalogues, key_of
from quiz.domain.attempt import Attempt, AttemptSummary, Way
from quiz.domain.bank import Library
from quiz.domain.certainty import CERTAINTY_FIELD, Certainty
from quiz.domain.draw import Wish
from quiz.domain.kinds.verdict import Verdict
from quiz.domain.question import Question, Skill
from quiz.services.editions import Editions
from quiz.services.history import History
from quiz.services.play import Play, Started
from quiz.storage.database import Database
from tests.builders import a_bank, a_library, later
from tests.questions import a_verdict_question, plain_number

RIGHT_VERDICT, WRONG_VERDICT = "contradicted", "supported"


def a_library_of(count: int, *questions: Question, answer: str = RIGHT_VERDICT) -> Library:
    """Make a library with one bank: verdict questions q1, q2 … with the same key, and those given."""
    counted = (a_verdict_question(f"q{number + 1}", Verdict(answer)) for number in range(count))
    return a_library(a_bank(*counted, *questions))


def catalogues_for(library: Library, english: Mapping[str, str]) -> Catalogues:
    """Make the catalogues of articles in Norwegian; `english` gives translations by context."""
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for article in library.articles:
        texts[article.id, "en"] = {
            key_of(message): english[message.context]
            for message in article.all_messages()
            if message.context in english
        }
    return Catalogues({}, texts, library.articles)


class Table:
    """A player at a table: starts and answers, minute by minute."""

    def __init__(
        self, database: Database, library: Library, english: Mapping[str, str] | None = None
    ) -> None:
        self.library = library
        catalogues = catalogues_for(library, english or {})
        self.editions = Editions(database, library, catalogues, ("nb", "en"))
        self.play = Play(database, self.editions)
        self.history = History(database, self.editions)

    def start(
        self,
        player_id: str | None = None,
        *,
        length: int | None = None,
        focus: Skill | None = None,
        way: Way = Way.FROM_MEMORY,
        asks_certainty: bool = False,
        bank: int = 0,
        start_key: str | None = None,
        minute: int = 0,
        seed: int = 1,
    ) -> Started:
        article = self.library.articles[0]
        return self.play.start(
            player_id,
            article,
            article.banks[bank],
            wish=Wish(length, focus, way, asks_certainty),
            locale="nb",
            start_key=start_key,
            now=later(minute),
            rng=Random(seed),
        )

    def answer(
        self,
        started: Started,
        number: int,
        *values: str,
        sure: Certainty | None = None,
        locale: str = "nb",
        minute: int = 1,
    ) -> bool:
        return self.play.answer(
            started.player_id,
            started.attempt_id,
            number,
            {"answer": values, CERTAINTY_FIELD: [sure.value] if sure else []},
            read_number=plain_number,
            locale=locale,
            now=later(minute),
        )

    def point(self, started: Started, number: int, *values: str, locale: str = "nb", minute: int = 1) -> bool:
        return self.play.point(
            started.player_id,
            started.attempt_id,
            number,
            {"sentence": values},
            locale=locale,
            now=later(minute),
        )

    def version_in_use(self, bank: int = 0) -> str:
        article = self.library.articles[0]
        return self.editions.version_in_use(article, article.banks[bank])

    def attempt(self, started: Started) -> Attempt:
        return self.play.attempt(started.player_id, started.attempt_id)

    def rounds(self, player_id: str | None, locale: str = "nb") -> Sequence[AttemptSummary]:
        """Return a player's rounds, as the first page of the history has them."""
        return [past.attempt for past in self.history.page(player_id, locale).rounds]

    def changed(self, player_id: str | None, locale: str) -> Collection[int]:
        """Return the ids of those of them that hold a question which reads otherwise now."""
        return self.history.page(player_id, locale).changed

    def responses(self, started: Started) -> Sequence[object]:
        """Return what was answered to each question; an ellipsis where nothing was."""
        return [item.answer.response if item.answer else ... for item in self.attempt(started).items]
