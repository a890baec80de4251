"""Answers in the database, of which only the grades matter."""

from sqlalchemy.orm import Session

from quiz.domain.attempt import Attempt, Item
from quiz.domain.grade import Grade
from quiz.storage import attempts, editions, players
from quiz.storage.turns import add_answer
from tests.builders import SUNDAY, an_answer

ARTICLE = "the-cat-case"
VERSION = "0123456789abcdef"


def store_player(session: Session) -> None:
    """Store the player of all attempts, and the bank that is played."""
    players.add_player(session, "player", SUNDAY)
    editions.add(session, VERSION, ARTICLE, "the-cat", {}, SUNDAY)


def store_attempt(session: Session, *grades: Grade | None) -> None:
    """Store an attempt with a question for each grade: question-1, question-2 …; None is not answered yet."""
    attempt = Attempt(
        id=0,
        article_id=ARTICLE,
        bank_id="the-cat",
        bank_version=VERSION,
        locale="nb",
        focus=None,
        started_at=SUNDAY,
        items=tuple(Item(number, f"question-{number}", (), None) for number in range(1, len(grades) + 1)),
    )
    attempt_id = attempts.add_attempt(session, "player", attempt, None)
    for item, grade in zip(attempt.items, grades, strict=True):
        if grade is not None:
            add_answer(session.connection(), attempt_id, item.question_id, an_answer(grade=grade))
