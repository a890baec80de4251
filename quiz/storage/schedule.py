"""Schedules in and out of their table, and the answers that they are made from."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, String, Subquery, bindparam, delete, func, select
from sqlalchemy.orm import Session, aliased

from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.schedule import Memory, Scheduled
from quiz.storage.players import owner
from quiz.storage.prepared import prepared_insert
from quiz.storage.selection import NEWEST_FIRST
from quiz.storage.tables import AnswerRow, AttemptRow, PickRow, PlayerRow, ScheduleRow

KEY = ("player_id", "article_id", "question_id")
MEMORY = ("stability", "difficulty", "reviewed_at", "due_at", "missed")
_FETCHED_AT_ONCE = 1000


class Reviewed(NamedTuple):
    """What a schedule is made from: one answer. `settled_at` is aware UTC; see Item.settled."""

    article_id: str
    question_id: str
    outcome: Outcome
    certainty: Certainty | None
    settled_at: datetime


_KEEP_MEMORY = prepared_insert(
    ScheduleRow,
    (*KEY[1:], *MEMORY),
    lambda new: new.values(player_id=owner(bindparam("player_key", type_=String(32)))).on_conflict_do_update(
        index_elements=KEY, set_={name: new.excluded[name] for name in MEMORY}
    ),
)


def keep_memory(
    connection: Connection, player_id: str, article_id: str, question_id: str, memory: Memory
) -> None:
    """Store how well a player knows a question now, in place of what was stored."""
    known = {name: getattr(memory, name) for name in MEMORY}
    _KEEP_MEMORY.row(
        connection, player_key=player_id, article_id=article_id, question_id=question_id, **known
    )


def load_schedule(session: Session, player_id: str, article_id: str | None = None) -> list[Scheduled]:
    """Return when each question that a player has answered comes back, on every article or on one."""
    of_one = [] if article_id is None else [ScheduleRow.article_id == article_id]
    rows = session.execute(
        select(ScheduleRow.article_id, ScheduleRow.question_id, ScheduleRow.due_at, ScheduleRow.missed).where(
            ScheduleRow.player_id == owner(player_id), *of_one
        )
    )
    return [Scheduled(*row) for row in rows]


def met_by_both(
    session: Session, player_id: str, other: str
) -> dict[tuple[str, str], tuple[datetime, datetime]]:
    """Return what two players have both answered, by their own ids, and when each of them did so last.

    The keys name article and question; the times are aware UTC.
    """
    rows = session.execute(_both_met(player_id, other))
    return {(article_id, question_id): (last, others) for article_id, question_id, last, others in rows}


def _both_met(player_id: str, other: str) -> Select[str, str, datetime, datetime]:
    mine, theirs = aliased(ScheduleRow), aliased(ScheduleRow)
    same = (theirs.article_id == mine.article_id) & (theirs.question_id == mine.question_id)
    return (
        select(mine.article_id, mine.question_id, mine.reviewed_at, theirs.reviewed_at.label("others"))
        .join(theirs, same)
        .where(mine.player_id == player_id, theirs.player_id == other)
    )


def stream_answers(session: Session, player_id: str) -> Iterator[Reviewed]:
    """Yield all settled answers of a player, the oldest first."""
    mine = select(AttemptRow.id, AttemptRow.article_id).where(AttemptRow.player_id == owner(player_id))
    yield from _oldest_first(session, _settled_in(mine.subquery()))


def stream_common_answers(session: Session, player_id: str, other: str, most: int) -> Iterator[Reviewed]:
    """Yield what two players, by their own ids, answered of what both have met, the oldest answer first.

    Of more than `most` rounds, or settled answers to these questions, so many of the newest are taken.
    """
    of_both = AttemptRow.player_id.in_((player_id, other))
    rounds = (
        select(AttemptRow.id, AttemptRow.article_id, AttemptRow.started_at)
        .where(of_both)
        .order_by(*NEWEST_FIRST)
        .limit(most)  # of the rounds, too: thousands may have no answer
        .subquery()
    )
    common = _both_met(player_id, other).subquery()
    same = (common.c.article_id == rounds.c.article_id) & (common.c.question_id == AnswerRow.question_id)
    answers = (
        _settled_in(rounds)
        .join(common, same)
        # Of the oldest round the last answers are taken.
        .order_by(rounds.c.started_at.desc(), rounds.c.id.desc(), AnswerRow.id.desc())
        .limit(most)
    )
    yield from _oldest_first(session, answers)


def _settled_in(rounds: Subquery) -> Select[Any]:
    return (
        select(
            rounds.c.article_id,
            AnswerRow.question_id,
            AnswerRow.outcome,
            AnswerRow.certainty,
            func.coalesce(PickRow.picked_at, AnswerRow.answered_at).label("settled_at"),
            AnswerRow.id,
        )
        .join(AnswerRow, AnswerRow.attempt_id == rounds.c.id)
        .outerjoin(
            PickRow,
            (PickRow.attempt_id == AnswerRow.attempt_id) & (PickRow.question_id == AnswerRow.question_id),
        )
        .where(~AnswerRow.asks_evidence | PickRow.attempt_id.is_not(None))
    )


def _oldest_first(session: Session, answers: Select[Any]) -> Iterator[Reviewed]:
    found = answers.subquery()
    rows = session.execute(
        select(found).order_by(found.c.settled_at, found.c.id).execution_options(yield_per=_FETCHED_AT_ONCE)
    )
    for article_id, question_id, outcome, certainty, settled_at, _ in rows:
        sure = Certainty(certainty) if certainty else None
        yield Reviewed(article_id, question_id, Outcome(outcome), sure, settled_at)


def forget_schedule(session: Session, player_id: str) -> None:
    session.execute(delete(ScheduleRow).where(ScheduleRow.player_id == owner(player_id)))


def all_players(session: Session) -> list[str]:
    return list(session.scalars(select(PlayerRow.id).order_by(PlayerRow.id)))
