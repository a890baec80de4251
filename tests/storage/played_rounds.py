"""Rounds in the database, played to the end or in part, minute by minute."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from quiz.domain.attempt import Attempt, Item, Purpose, Way
from quiz.domain.certainty import Certainty
from quiz.domain.grade import Grade
from quiz.storage import attempts, editions, finished, players, turns
from quiz.storage.players import find_player
from quiz.storage.tables import AnswerRow
from tests.builders import SUNDAY, an_answer, later

ARTICLE, VERSION = "the-cat-case", "0123456789abcdef"
CAT, DOG = (ARTICLE, "the-cat"), (ARTICLE, "the-dog")


def store_round(
    session: Session,
    *grades: Grade | None,
    player_id: str = "me",
    quiz: tuple[str, str] = CAT,
    minute: int = 0,
    purpose: Purpose = Purpose.QUIZ,
    way: Way = Way.FROM_MEMORY,
    locales: Sequence[str] = (),
    sure: Certainty | None = None,
) -> int:
    """Store a round with a question for each grade: question-1, question-2 …; None is not answered yet.

    Its sums are kept as by the answer that ends it. `locales` are those of the answers in turn, "nb" for
    more; `sure` is said of each answer, and asked for where it is given. Returns the id of the attempt.
    """
    article_id, bank_id = quiz
    if find_player(session, player_id) is None:
        players.add_player(session, player_id, SUNDAY)
    editions.add(session, VERSION, article_id, bank_id, {}, SUNDAY)
    items = tuple(Item(number, f"question-{number}", (), None) for number in range(1, len(grades) + 1))
    started: datetime = later(minute)
    attempt = Attempt(
        0, article_id, bank_id, VERSION, "nb", None, started, items, purpose, way, sure is not None
    )
    attempt_id = attempts.add_attempt(session, player_id, attempt, None)
    for item, grade in zip(items, grades, strict=True):
        if grade is not None:
            answer = an_answer(grade=grade, at=started, awaits_pick=way is Way.WITH_SOURCE)
            turns.add_answer(session.connection(), attempt_id, item.question_id, answer)
    session.execute(update(AnswerRow).where(AnswerRow.attempt_id == attempt_id).values(certainty=sure))
    for item, locale in zip(items, locales, strict=False):
        of_item = (AnswerRow.attempt_id == attempt_id, AnswerRow.question_id == item.question_id)
        session.execute(update(AnswerRow).where(*of_item).values(locale=locale))
    finished.keep_sums(session, attempt_id)
    return attempt_id
