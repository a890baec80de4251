"""The sums of a finished attempt: made from its answers in the database, kept with it, and compared again."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Update,
    and_,
    bindparam,
    case,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from quiz.domain.attempt import Purpose
from quiz.storage.tables import AnswerRow, AttemptRow, Base, PickRow

SCORED = tuple(purpose.value for purpose in Purpose if not purpose.is_practice)
EQUAL = 1e-9  # points; the order in which answers are added up makes a difference of less


def is_settled() -> ColumnElement[bool]:
    """Tell, as part of a query, whether an answer awaits no pick; see Item.settled."""
    picked = (
        select(PickRow.attempt_id)
        .where(PickRow.attempt_id == AnswerRow.attempt_id, PickRow.question_id == AnswerRow.question_id)
        .exists()
    )
    return ~AnswerRow.asks_evidence | picked


def _sums() -> Select[int, int, float, float]:
    return (
        select(
            AnswerRow.attempt_id,
            func.count().label("settled"),
            func.sum(AnswerRow.points).label("points"),
            func.sum(AnswerRow.max_points).label("max_points"),
        )
        .where(is_settled())
        .group_by(AnswerRow.attempt_id)
    )


def _keep_sums() -> Update:
    attempts = Base.metadata.tables[AttemptRow.__tablename__]
    added = _sums().where(AnswerRow.attempt_id == bindparam("attempt", type_=Integer)).subquery("added")
    share = added.c.points / func.nullif(added.c.max_points, 0)
    return (
        update(attempts)
        .where(attempts.c.id == added.c.attempt_id, attempts.c.length == added.c.settled)
        .values(
            points=added.c.points,
            max_points=added.c.max_points,
            share=case((attempts.c.purpose.in_(SCORED), share)),
        )
    )


_KEEP_SUMS = _keep_sums()


def keep_sums(transaction: Session | Connection, attempt_id: int) -> None:
    """Keep the sums of an attempt's answers with it, where each of its questions is settled."""
    transaction.execute(_KEEP_SUMS, {"attempt": attempt_id})


def count_wrong_sums(connection: Connection) -> int:
    """Count the attempts whose sums are not those of their answers, or that have some too early."""
    added = _sums().subquery("added")
    kept = AttemptRow.__table__
    finished = func.coalesce(added.c.settled, 0) == kept.c.length
    share = added.c.points / func.nullif(added.c.max_points, 0)
    wrong = or_(
        _differs(kept.c.points, added.c.points, finished),
        _differs(kept.c.max_points, added.c.max_points, finished),
        _differs(kept.c.share, share, and_(finished, kept.c.purpose.in_(SCORED))),
    )
    joined = select(func.count()).select_from(kept.outerjoin(added, added.c.attempt_id == kept.c.id))
    return connection.scalar(joined.where(wrong)) or 0


def _differs(
    kept: ColumnElement[Any], made: ColumnElement[Any], wanted: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Tell whether a value is there where none is wanted, or is not the one that is."""
    return case(
        (not_(wanted), kept.is_not(None)),
        (kept.is_(None), made.is_not(None)),
        else_=func.abs(kept - made) > EQUAL,
    )
