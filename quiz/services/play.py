"""Starting a quiz and answering its questions."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from random import Random

from quiz.domain.attempt import (
    Answer,
    Attempt,
    AttemptNotFoundError,
    Item,
    NotYourTurnError,
    QuestionNotFoundError,
)
from quiz.domain.bank import Article, Bank, Library
from quiz.domain.draw import draw
from quiz.domain.grade import Grade
from quiz.domain.question import Form, NumberReader, Question
from quiz.storage import attempts
from quiz.storage.database import Database


@dataclass(frozen=True, slots=True)
class Started:
    player_id: str
    attempt_id: int


class Play:
    """The use cases of a player in the middle of a quiz."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library

    def start(
        self,
        player_id: str | None,
        article: Article,
        bank: Bank,
        *,
        length: int | None,
        locale: str,
        start_key: str | None,
        now: datetime,
        rng: Random,
    ) -> Started:
        """Draw the questions of a new attempt (`length` None: all) and store it.

        A player who is not known becomes one. A form sent twice, as by a double click, starts one attempt.
        """
        with self._database.writing() as session:
            known = player_id is not None and attempts.player_exists(session, player_id)
            twin = attempts.unanswered_attempt_started_with(session, start_key) if start_key else None
            # The first click of a new player has made a player whom the second does not name.
            if twin is not None and (not known or twin[0] == player_id):
                return Started(*twin)
            if player_id is None or not known:
                player_id = secrets.token_hex(16)
                attempts.add_player(session, player_id, now)
            if start_key and attempts.start_key_is_used(session, start_key):
                start_key = None
            seen = attempts.seen_questions(session, player_id, article.id)
            drawn = draw(bank.questions, length, rng, seen)
            items = tuple(
                Item(number, question.id, question.arrange(rng), None)
                for number, question in enumerate(drawn, start=1)
            )
            attempt = Attempt(0, article.id, bank.id, bank.version, locale, now, items)
            return Started(player_id, attempts.add_attempt(session, player_id, attempt, start_key))

    def attempt(self, player_id: str | None, attempt_id: int) -> Attempt:
        """Return a player's own attempt. Raises AttemptNotFoundError."""
        with self._database.reading() as session:
            found = attempts.load_attempt(session, player_id, attempt_id) if player_id else None
        if found is None:
            raise AttemptNotFoundError
        return found

    def answer(
        self,
        player_id: str | None,
        attempt_id: int,
        number: int,
        form: Form,
        *,
        read_number: NumberReader,
        locale: str,
        now: datetime,
    ) -> bool:
        """Grade an answer and store it for good; False where the question had one, which then stands.

        Raises AttemptNotFoundError, QuestionNotFoundError, NotYourTurnError where an earlier question is
        next, and Refusal where the form holds no answer that can be read.
        """
        with self._database.writing() as session:
            attempt = attempts.load_attempt(session, player_id, attempt_id) if player_id else None
            if attempt is None:
                raise AttemptNotFoundError
            item = attempt.item(number)
            if item is None:
                raise QuestionNotFoundError
            if item.answer is not None:
                return False
            if attempt.next_number is not None and number != attempt.next_number:
                raise NotYourTurnError(attempt.next_number)
            question = self.question(attempt, item)
            if question is None:  # withdrawn since: it is passed over, and is no part of the score
                response, grade = None, Grade(0, 0, skipped=True)
            else:
                response = question.read(form, read_number)
                grade = question.grade(response)
            answer = Answer(
                response=response,
                outcome=grade.outcome,
                points=grade.points,
                max_points=grade.max_points,
                certainty=None,
                locale=locale,
                answered_at=now,
            )
            return attempts.add_answer(session, attempt.id, item.question_id, answer)

    def question(self, attempt: Attempt, item: Item) -> Question | None:
        """Return the question of an item; None where it has been withdrawn from its bank."""
        article = self._library.article(attempt.article_id)
        return article.questions.get(item.question_id) if article else None
