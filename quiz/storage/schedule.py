"""Schedules in and out of their table, and the answers that they are made from."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, String, bindparam, delete, func, select, tuple_
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
    mine, theirs = aliased(ScheduleRow), aliased(ScheduleRow)
    same = (theirs.article_id == mine.article_id) & (theirs.question_id == mine.question_id)
    rows = session.execute(
        select(mine.article_id, mine.question_id, mine.reviewed_at, theirs.reviewed_at)
        .join(theirs, same)
        .where(mine.player_id == player_id, theirs.player_id == other)
    )
    return {
        (article_id, question_id): (last, theirs_last) for article_id, question_id, last, theirs_last in rows
    }


def stream_answers(
    session: Session,
    players: Collection[str],
    only: Collection[tuple[str, str]] | None = None,
    most: int | None = None,
) -> Iterator[Reviewed]:
    """Yield the settled answers of players in their order: all, or `most`, of as many of the newest rounds.

    `only` names by article and question those to which answers are wanted.
    """
    mine = select(AttemptRow.id, AttemptRow.article_id, AttemptRow.started_at)
    mine = mine.where(AttemptRow.player_id.in_([owner(each) for each in players]))
    if most is not None:  # of the rounds, too: thousands may have no answer
        mine = mine.order_by(*NEWEST_FIRST).limit(most)
    rounds = mine.subquery()
    answers = (
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
    if only is not None:
        answers = answers.where(tuple_(rounds.c.article_id, AnswerRow.question_id).in_(only))
    if most is not None:
        # Of the oldest round the last answers are taken.
        newest_first = (rounds.c.started_at.desc(), rounds.c.id.desc(), AnswerRow.id.desc())
        answers = answers.order_by(*newest_first).limit(most)
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
