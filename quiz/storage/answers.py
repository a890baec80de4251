"""An answer in and out of its columns."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause

from quiz.domain.attempt import Answer, Pick
from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome


class AnswerColumns(NamedTuple):
    """The columns of an answer, apart from its keys, under the names that they have in AnswerRow."""

    response: Any
    outcome: str
    points: float
    max_points: float
    certainty: str | None
    locale: str
    answered_at: datetime
    asks_evidence: bool


def to_columns(answer: Answer) -> AnswerColumns:
    return AnswerColumns(
        response=list(answer.response) if isinstance(answer.response, tuple) else answer.response,
        outcome=answer.outcome.value,
        points=answer.points,
        max_points=answer.max_points,
        certainty=answer.certainty,
        locale=answer.locale,
        answered_at=answer.answered_at,
        asks_evidence=answer.asks_evidence,
    )


def from_outer_join(stored: AnswerColumns, sentence: str | None, pick_points: float | None) -> Answer | None:
    """Return the answer of a row, with its pick; None where nothing was joined and all is None."""
    if stored.outcome is None:
        return None
    return Answer(
        response=tuple(stored.response) if isinstance(stored.response, list) else stored.response,
        outcome=Outcome(stored.outcome),
        points=stored.points,
        max_points=stored.max_points,
        certainty=Certainty(stored.certainty) if stored.certainty else None,
        locale=stored.locale,
        answered_at=stored.answered_at,
        asks_evidence=stored.asks_evidence,
        pick=None if pick_points is None else Pick(sentence, pick_points),
    )


def of_the_same(table: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Tell, as part of a query, whether two rows are of the same question of the same attempt."""
    return (table.c.attempt_id == other.c.attempt_id) & (table.c.question_id == other.c.question_id)
