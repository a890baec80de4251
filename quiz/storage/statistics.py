"""Sums over the answers to each question, made in the database."""

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from quiz.domain.grade import Outcome
from quiz.domain.statistics import AnswerSums
from quiz.storage.tables import AnswerRow, AttemptRow


def load_answer_sums(session: Session, article_id: str) -> dict[str, AnswerSums]:
    """Return the sums of each question on an article that has been answered, by its id."""
    totals = (
        select(
            AnswerRow.attempt_id,
            func.sum(AnswerRow.points).label("points"),
            func.sum(AnswerRow.max_points).label("max_points"),
        )
        .join(AttemptRow, AttemptRow.id == AnswerRow.attempt_id)
        .where(AttemptRow.article_id == article_id)
        .group_by(AnswerRow.attempt_id)
        .subquery()
    )
    others = totals.c.max_points - AnswerRow.max_points
    rest = case((others > 0, (totals.c.points - AnswerRow.points) / others))  # null without other answers
    right = AnswerRow.outcome == Outcome.CORRECT.value
    rows = session.execute(
        select(
            AnswerRow.question_id,
            func.count(AnswerRow.id).label("answers"),
            func.sum(case((right, 1), else_=0)).label("right"),
            func.sum(case((AnswerRow.outcome == Outcome.SKIPPED.value, 1), else_=0)).label("skipped"),
            func.count(rest).label("rested"),
            func.count(case((right, rest))).label("rested_right"),
            func.coalesce(func.sum(rest), 0.0).label("rest"),
            func.coalesce(func.sum(case((right, rest))), 0.0).label("rest_right"),
            func.coalesce(func.sum(rest * rest), 0.0).label("rest_squares"),
        )
        .join(totals, totals.c.attempt_id == AnswerRow.attempt_id)
        .group_by(AnswerRow.question_id)
    )
    return {
        row.question_id: AnswerSums(**{k: v for k, v in row._mapping.items() if k != "question_id"})
        for row in rows
    }
