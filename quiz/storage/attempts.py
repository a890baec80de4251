"""Attempts and answers in and out of the tables."""

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from quiz.domain.attempt import Answer, Attempt, Item, Pick, Purpose, Way
from quiz.domain.question import Skill
from quiz.storage.answers import from_columns
from quiz.storage.players import owner
from quiz.storage.selection import NEWEST_FIRST
from quiz.storage.tables import AnswerRow, AttemptQuestionRow, AttemptRow, PickRow


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


def has_more(session: Session, player_id: str, most: int) -> bool:
    """Tell whether a player has more attempts than so many; no more than these are counted."""
    attempts = select(AttemptRow.id).where(AttemptRow.player_id == owner(player_id))
    return session.scalar(attempts.offset(most).limit(1)) is not None


def load_newest(session: Session, player_id: str, most: int, before: Attempt | None = None) -> list[Attempt]:
    """Return at most so many of a player's attempts, newest first: of all, or of those before one of them."""
    found = select(AttemptRow.id).where(AttemptRow.player_id == owner(player_id))
    if before is not None:
        earlier = (AttemptRow.started_at < before.started_at) | (AttemptRow.id < before.id)
        found = found.where(AttemptRow.started_at <= before.started_at, earlier)
    return _load(session, AttemptRow.id.in_(found.order_by(*NEWEST_FIRST).limit(most)))


def _load(session: Session, *where: ColumnElement[bool]) -> list[Attempt]:
    rows = session.execute(
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
        .where(*where)
        .order_by(*NEWEST_FIRST, AttemptQuestionRow.number)
    )
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
    return from_columns(row, None if pick is None else Pick(pick.sentence, pick.points))


def last_asked_certainty(session: Session, player_id: str) -> bool:
    """Tell whether the newest of a player's attempts asked how sure the player was."""
    asked = select(AttemptRow.asks_certainty).where(AttemptRow.player_id == owner(player_id))
    return bool(session.scalar(asked.order_by(*NEWEST_FIRST).limit(1)))
