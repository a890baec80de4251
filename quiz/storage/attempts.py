"""Attempts and answers in and out of the tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select
from sqlalchemy.orm import Session

from quiz.domain.attempt import Answer, Attempt, Item, Pick, Purpose, Way
from quiz.domain.certainty import Certainty
from quiz.domain.grade import Outcome
from quiz.domain.question import Skill
from quiz.domain.schedule import Memory
from quiz.storage.insert import insert_into
from quiz.storage.players import owner
from quiz.storage.tables import AnswerRow, AttemptQuestionRow, AttemptRow, PickRow, ScheduleRow

_NO_NUMBER = 2**31 - 1  # higher ones, which an address may hold, are no integers of a database


def unanswered_attempt_started_with(session: Session, start_key: str) -> tuple[str, int] | None:
    """Return player and id of the attempt that a form has started, unless answers have been given since."""
    answered = select(AnswerRow.id).where(AnswerRow.attempt_id == AttemptRow.id).exists()
    row = session.execute(
        select(AttemptRow.player_id, AttemptRow.id).where(AttemptRow.start_key == start_key, ~answered)
    ).one_or_none()
    return None if row is None else (row.player_id, row.id)


def start_key_is_used(session: Session, start_key: str) -> bool:
    return session.scalar(select(AttemptRow.id).where(AttemptRow.start_key == start_key)) is not None


def add_attempt(session: Session, player_id: str, attempt: Attempt, start_key: str | None) -> int:
    """Store a new attempt with its questions and return its id; the id in `attempt` is not used."""
    row = AttemptRow(
        player_id=player_id,
        article_id=attempt.article_id,
        bank_id=attempt.bank_id,
        bank_version=attempt.bank_version,
        locale=attempt.locale,
        length=attempt.length,
        focus=attempt.focus,
        purpose=attempt.purpose,
        way=attempt.way,
        asks_certainty=attempt.asks_certainty,
        start_key=start_key,
        started_at=attempt.started_at,
    )
    session.add(row)
    session.flush()
    questions = [
        {
            "attempt_id": row.id,
            "number": item.number,
            "question_id": item.question_id,
            "arrangement": list(item.arrangement),
        }
        for item in attempt.items
    ]
    session.execute(insert(AttemptQuestionRow), questions)
    return row.id


def load_attempt(session: Session, player_id: str, attempt_id: int) -> Attempt | None:
    """Return a player's attempt; None where there is none or it is another player's."""
    attempts = _load(session, AttemptRow.player_id == owner(player_id), AttemptRow.id == attempt_id)
    return attempts[0] if attempts else None


def load_all_attempts(session: Session, player_id: str) -> list[Attempt]:
    """Return all of a player's attempts with their answers, newest first."""
    return _load(session, AttemptRow.player_id == owner(player_id))


def load_attempt_ids(session: Session, player_id: str) -> list[int]:
    """Return the ids of a player's attempts, newest first."""
    ids = select(AttemptRow.id).where(AttemptRow.player_id == owner(player_id))
    return list(session.scalars(ids.order_by(AttemptRow.started_at.desc(), AttemptRow.id.desc())))


def load_attempts(session: Session, player_id: str, attempt_ids: Sequence[int]) -> list[Attempt]:
    """Return those of a player's attempts that have one of some ids, newest first."""
    return _load(session, AttemptRow.player_id == owner(player_id), AttemptRow.id.in_(attempt_ids))


def load_for_answer(
    session: Session, player_id: str, attempt_id: int, number: int
) -> tuple[Attempt, Memory | None] | None:
    """Return a player's attempt, with how well the player knows the question with a number so far.

    None where there is no such attempt, or it is another player's.
    """
    memory = (ScheduleRow.stability, ScheduleRow.difficulty, ScheduleRow.reviewed_at, ScheduleRow.due_at)
    rows = session.execute(
        _whole_attempts()
        .add_columns(*memory, ScheduleRow.missed)
        .outerjoin(
            ScheduleRow,
            (AttemptQuestionRow.number == min(number, _NO_NUMBER))
            & (ScheduleRow.player_id == AttemptRow.player_id)
            & (ScheduleRow.article_id == AttemptRow.article_id)
            & (ScheduleRow.question_id == AttemptQuestionRow.question_id),
        )
        .where(AttemptRow.player_id == owner(player_id), AttemptRow.id == attempt_id)
    ).all()
    found = _attempts(row[:4] for row in rows)
    known = [Memory(*row[4:]) for row in rows if row.stability is not None]
    return (found[0], known[0] if known else None) if found else None


def _load(session: Session, *where: ColumnElement[bool]) -> list[Attempt]:
    return _attempts(session.execute(_whole_attempts().where(*where)))


def _whole_attempts() -> Select[AttemptRow, AttemptQuestionRow, AnswerRow, PickRow]:
    """Select attempts, newest first: a row for each question, with its answer and its pick."""
    return (
        select(AttemptRow, AttemptQuestionRow, AnswerRow, PickRow)
        .join(AttemptQuestionRow, AttemptQuestionRow.attempt_id == AttemptRow.id)
        .outerjoin(
            AnswerRow,
            (AnswerRow.attempt_id == AttemptQuestionRow.attempt_id)
            & (AnswerRow.question_id == AttemptQuestionRow.question_id),
        )
        .outerjoin(
            PickRow,
            (PickRow.attempt_id == AnswerRow.attempt_id) & (PickRow.question_id == AnswerRow.question_id),
        )
        .order_by(AttemptRow.started_at.desc(), AttemptRow.id.desc(), AttemptQuestionRow.number)
    )


def _attempts(rows: Iterable[Sequence[Any]]) -> list[Attempt]:
    """Shape rows of _whole_attempts; answer and pick are None where there are none."""
    items: dict[int, list[Item]] = {}
    attempts: dict[int, AttemptRow] = {}
    for attempt, question, answer, pick in rows:
        attempts[attempt.id] = attempt
        items.setdefault(attempt.id, []).append(
            Item(question.number, question.question_id, tuple(question.arrangement), _answer(answer, pick))
        )
    return [
        Attempt(
            id=row.id,
            article_id=row.article_id,
            bank_id=row.bank_id,
            bank_version=row.bank_version,
            locale=row.locale,
            focus=Skill(row.focus) if row.focus else None,
            started_at=row.started_at,
            items=tuple(items[row.id]),
            purpose=Purpose(row.purpose),
            way=Way(row.way),
            asks_certainty=row.asks_certainty,
        )
        for row in attempts.values()
    ]


def _answer(row: AnswerRow | None, pick: PickRow | None) -> Answer | None:
    if row is None:
        return None
    return Answer(
        response=tuple(row.response) if isinstance(row.response, list) else row.response,
        outcome=Outcome(row.outcome),
        points=row.points,
        max_points=row.max_points,
        certainty=Certainty(row.certainty) if row.certainty else None,
        locale=row.locale,
        answered_at=row.answered_at,
        asks_evidence=row.asks_evidence,
        pick=None if pick is None else Pick(pick.sentence, pick.points),
    )


def add_answer(session: Session, attempt_id: int, question_id: str, answer: Answer) -> bool:
    """Store an answer; False, and nothing changed, where the question already has one."""
    new = insert_into(session, AnswerRow).values(
        attempt_id=attempt_id,
        question_id=question_id,
        response=list(answer.response) if isinstance(answer.response, tuple) else answer.response,
        outcome=answer.outcome.value,
        points=answer.points,
        max_points=answer.max_points,
        certainty=answer.certainty,
        locale=answer.locale,
        answered_at=answer.answered_at,
        asks_evidence=answer.asks_evidence,
    )
    unless_there_is_one = new.on_conflict_do_nothing(index_elements=["attempt_id", "question_id"])
    return session.scalar(unless_there_is_one.returning(AnswerRow.id)) is not None


def add_pick(
    session: Session, attempt_id: int, question_id: str, pick: Pick, locale: str, now: datetime
) -> bool:
    """Store what a player points at as evidence; False, and nothing changed, where there is a pick."""
    new = insert_into(session, PickRow).values(
        attempt_id=attempt_id,
        question_id=question_id,
        sentence=pick.sentence,
        points=pick.points,
        locale=locale,
        picked_at=now,
    )
    unless_there_is_one = new.on_conflict_do_nothing(index_elements=["attempt_id", "question_id"])
    return session.scalar(unless_there_is_one.returning(PickRow.attempt_id)) is not None


def last_asked_certainty(session: Session, player_id: str) -> bool:
    """Tell whether the newest of a player's attempts asked how sure the player was."""
    newest_first = select(AttemptRow.asks_certainty).where(AttemptRow.player_id == owner(player_id))
    found = session.scalar(newest_first.order_by(AttemptRow.started_at.desc(), AttemptRow.id.desc()).limit(1))
    return bool(found)
