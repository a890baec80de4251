"""A player's latest answers."""

from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from quiz.domain.attempt import Played
from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.look_back import ROUNDS, WINDOW, PastAnswer, RecentAnswer
from quiz.storage.selection import NEWEST_FIRST, Selection, named, selection
from quiz.storage.tables import AnswerRow, AttemptRow


def load_recent_answers(session: Session, player_id: str, played: Played | None) -> list[RecentAnswer]:
    """Return the answers of a player's latest finished rounds of all quizzes or of one, newest round first.

    Of the newest ROUNDS rounds these are as many as hold 2 * WINDOW answers, and as many of those that asked
    how sure the player was. Practice is left out.
    """
    rows = session.execute(_recent_answers(selection(played)), named(player_id, played))
    return [
        RecentAnswer(
            PastAnswer(
                attempt_id=attempt_id,
                article_id=article_id,
                question_id=question_id,
                points=points,
                max_points=max_points,
                outcome=Outcome(outcome),
                certainty=Certainty(certainty) if certainty else None,
            ),
            before=before,
            asked_before=alike_before if asks_certainty else None,
        )
        for attempt_id, article_id, asks_certainty, before, alike_before, question_id, points, max_points, *(
            outcome,
            certainty,
        ) in rows
    ]


@cache
def _recent_answers(selected: Selection) -> Select[*tuple[Any, ...]]:
    newest = select(AttemptRow).where(*selected.value).order_by(*NEWEST_FIRST).limit(ROUNDS).subquery()
    order = (newest.c.started_at.desc(), newest.c.id.desc())
    so_far = func.sum(newest.c.length)
    alike = so_far.over(partition_by=newest.c.asks_certainty, order_by=order)
    finished = (
        select(
            newest.c.id,
            newest.c.article_id,
            newest.c.asks_certainty,
            (so_far.over(order_by=order) - newest.c.length).label("before"),
            (alike - newest.c.length).label("alike_before"),
        )
        .where(newest.c.share.is_not(None))
        .subquery()
    )
    answer = (AnswerRow.question_id, AnswerRow.points, AnswerRow.max_points, AnswerRow.outcome)
    asked = and_(finished.c.asks_certainty, finished.c.alike_before < 2 * WINDOW)
    return (
        select(finished, *answer, AnswerRow.certainty)
        .join(AnswerRow, AnswerRow.attempt_id == finished.c.id)
        .where(or_(finished.c.before < 2 * WINDOW, asked))
        .order_by(finished.c.before, AnswerRow.id)
    )
