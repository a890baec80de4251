"""Plays through the services, as the pages do."""

from collections.abc import Sequence
from random import Random

from quiz.domain.attempt import Attempt
from quiz.domain.bank import Library
from quiz.domain.kinds.verdict import Verdict
from quiz.domain.question import Question
from quiz.services.play import Play, Started
from quiz.storage.database import Database
from tests.builders import a_bank, a_library, a_verdict_question, later, plain_number

RIGHT_VERDICT, WRONG_VERDICT = "contradicted", "supported"


def a_library_of(count: int, *questions: Question, answer: str = RIGHT_VERDICT) -> Library:
    """Make a library with one bank: verdict questions q1, q2 … with the same key, and those given."""
    counted = (a_verdict_question(f"q{number + 1}", Verdict(answer)) for number in range(count))
    return a_library(a_bank(*counted, *questions))


class Table:
    """A player at a table: starts and answers, minute by minute."""

    def __init__(self, database: Database, library: Library) -> None:
        self.library = library
        self.play = Play(database, library)

    def start(
        self,
        player_id: str | None = None,
        *,
        length: int | None = None,
        start_key: str | None = None,
        minute: int = 0,
        seed: int = 1,
    ) -> Started:
        article = self.library.articles[0]
        return self.play.start(
            player_id,
            article,
            article.banks[0],
            length=length,
            locale="nb",
            start_key=start_key,
            now=later(minute),
            rng=Random(seed),
        )

    def answer(
        self, started: Started, number: int, *values: str, locale: str = "nb", minute: int = 1
    ) -> bool:
        return self.play.answer(
            started.player_id,
            started.attempt_id,
            number,
            {"answer": values},
            read_number=plain_number,
            locale=locale,
            now=later(minute),
        )

    def attempt(self, started: Started) -> Attempt:
        return self.play.attempt(started.player_id, started.attempt_id)

    def responses(self, started: Started) -> Sequence[object]:
        """Return what was answered to each question; an ellipsis where nothing was."""
        return [item.answer.response if item.answer else ... for item in self.attempt(started).items]
