"""Starting a quiz and answering its questions."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from quiz.domain.attempt import (
    MOST_ROUNDS,
    Answer,
    Attempt,
    AttemptNotFoundError,
    HistoryFullError,
    Item,
    NothingToDrawError,
    NotYourTurnError,
    Pick,
    Purpose,
    Turn,
)
from quiz.domain.bank import Article, Bank
from quiz.domain.certainty import Certainty, read_certainty
from quiz.domain.draw import Wish, draw
from quiz.domain.edition import Edition
from quiz.domain.evidence import asks_evidence, grade_evidence, read_pick
from quiz.domain.question import Form, NumberReader, Response
from quiz.domain.schedule import Memory, Scheduled, review
from quiz.services.editions import Editions
from quiz.storage import attempts, finished, players, schedule, turns
from quiz.storage.database import Database, RowTransaction
from quiz.storage.locks import one_at_a_time


@dataclass(frozen=True, slots=True)
class Started:
    """`length` is the number of questions drawn; None where the attempt had been started before."""

    player_id: str
    attempt_id: int
    length: int | None = field(default=None, compare=False)


class Play:
    """The use cases of a player in the middle of a quiz."""

    def __init__(self, database: Database, editions: Editions) -> None:
        self._database = database
        self._editions = editions

    def start(
        self,
        player_id: str | None,
        article: Article,
        bank: Bank,
        *,
        wish: Wish,
        purpose: Purpose = Purpose.QUIZ,
        locale: str,
        start_key: str | None,
        now: datetime,
        rng: Random,
    ) -> Started:
        """Draw the questions of a new attempt and store it.

        A player who is not known becomes one. A form sent twice, as by a double click, starts one attempt.
        Raises NothingToDrawError where no question fits the wish, HistoryFullError after MOST_ROUNDS.
        """
        # Before the transaction, in which nobody else can write: some choices take long.
        items = self._draw(player_id, article, bank, wish, rng)
        with self._database.writing() as session:
            if start_key:
                one_at_a_time(session, f"start {start_key}")
            known = players.hold_player(session, player_id) if player_id else None
            twin = attempts.unanswered_attempt_started_with(session, start_key) if start_key else None
            # The first click of a new player has made a player whom the second does not name.
            if twin is not None and known in (None, twin[0]):
                return Started(*twin, None)
            if known is None:
                known = secrets.token_hex(16)
                players.add_player(session, known, now)
            if attempts.has_more(session, known, MOST_ROUNDS - 1):
                raise HistoryFullError
            if start_key and attempts.start_key_is_used(session, start_key):
                start_key = None
            version = self._editions.keep(session, article, bank, now)
            attempt = Attempt(
                id=0,
                article_id=article.id,
                bank_id=bank.id,
                bank_version=version,
                locale=locale,
                focus=wish.focus,
                started_at=now,
                items=items,
                purpose=purpose,
                way=wish.way,
                asks_certainty=wish.asks_certainty,
            )
            return Started(known, attempts.add_attempt(session, known, attempt, start_key), len(items))

    def _draw(
        self, player_id: str | None, article: Article, bank: Bank, wish: Wish, rng: Random
    ) -> tuple[Item, ...]:
        met: Sequence[Scheduled] = ()
        if player_id:
            with self._database.reading() as session:
                met = schedule.load_schedule(session, player_id, article.id)
        missed = {each.question_id for each in met if each.missed}
        drawn = draw(bank.questions, wish, rng, {each.question_id for each in met}, missed)
        if not drawn:
            raise NothingToDrawError
        return tuple(
            Item(number, question.id, question.arrange(rng), None)
            for number, question in enumerate(drawn, start=1)
        )

    def attempt(self, player_id: str | None, attempt_id: int) -> Attempt:
        """Return a player's own attempt. Raises AttemptNotFoundError."""
        if player_id is None:
            raise AttemptNotFoundError
        return attempts.load_attempt(self._database, player_id, attempt_id)

    def turn(self, player_id: str | None, attempt_id: int, number: int) -> Turn:
        """Return a question of a player's own attempt. Raises AttemptNotFoundError, QuestionNotFoundError."""
        if player_id is None:
            raise AttemptNotFoundError
        return turns.load_turn(self._database, player_id, attempt_id, number)

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
        next, Refusal where the form holds no answer that can be read, and Rearrangement where it asks for
        the options in another order.
        """
        if player_id is None:
            raise AttemptNotFoundError
        with self._database.writing_rows() as transaction:
            turn, memory = turns.load_turn_and_memory(transaction, player_id, attempt_id, number)
            question_id = turn.item.question_id
            if turn.item.answer is not None:
                return False
            if turn.next_number is not None and number != turn.next_number:
                raise NotYourTurnError(turn.next_number)
            question = self._editions.of(turn).article.questions[question_id]
            response = question.read(form, read_number)
            grade = question.grade(response)
            answer = Answer(
                response=response,
                outcome=grade.outcome,
                points=grade.points,
                max_points=grade.max_points,
                certainty=_certainty(turn, response, form),
                locale=locale,
                answered_at=now,
                asks_evidence=asks_evidence(turn.way, question, response),
            )
            if not turns.add_answer(transaction, turn.id, question_id, answer):
                return False
            if not answer.awaits_pick:  # until then practice would tell the verdict
                _settle(transaction, player_id, turn, memory, answer, now)
            return True

    def point(
        self,
        player_id: str | None,
        attempt_id: int,
        number: int,
        form: Form,
        *,
        locale: str,
        now: datetime,
    ) -> bool:
        """Grade the sentence that a player points at after an answer, and store it for good.

        False where none is asked for, or one was given, which then stands. Raises AttemptNotFoundError,
        QuestionNotFoundError, NotYourTurnError where there is no answer yet, and Refusal where the form
        points at nothing.
        """
        if player_id is None:
            raise AttemptNotFoundError
        with self._database.writing_rows() as transaction:
            turn, memory = turns.load_turn_and_memory(transaction, player_id, attempt_id, number)
            answer = turn.item.answer
            if answer is None:
                raise NotYourTurnError(turn.next_number or number)
            if not answer.awaits_pick:
                return False
            article = self._editions.of(turn).article
            sentence, question = read_pick(form, article), article.questions[turn.item.question_id]
            pick = Pick(sentence, grade_evidence(question, article, sentence))
            if not turns.add_pick(transaction, turn.id, question.id, pick, locale, now):
                return False
            _settle(transaction, player_id, turn, memory, answer, now)
            return True

    def edition(self, attempt: Attempt | Turn) -> Edition:
        """Return the bank as it was when an attempt was started."""
        return self._editions.of(attempt)


def _settle(
    transaction: RowTransaction,
    player_id: str,
    turn: Turn,
    memory: Memory | None,
    answer: Answer,
    now: datetime,
) -> None:
    """Keep what follows from an answer that nothing more is asked about."""
    known = review(memory, answer.outcome, answer.certainty, now)
    schedule.keep_memory(transaction, player_id, turn.article_id, turn.item.question_id, known)
    if turn.item.number == turn.length:
        finished.keep_sums(transaction, turn.id)


def _certainty(turn: Turn, response: Response, form: Form) -> Certainty | None:
    """Return how sure a player says to be, where that is asked; "I don't know" has said it already."""
    return read_certainty(form) if turn.asks_certainty and response is not None else None
