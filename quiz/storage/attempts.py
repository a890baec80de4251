"""Attempts and answers in and out of the tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, insert, select
from sqlalchemy.orm import Session

from quiz.domain.attempt import Attempt, AttemptNotFoundError, Item, Purpose, Way
from quiz.domain.question import Skill
from quiz.storage.answers import AnswerColumns, from_outer_join, of_the_same
from quiz.storage.database import Database
from quiz.storage.players import owner
from quiz.storage.prepared import prepared_query
from quiz.storage.selection import NEWEST_FIRST, mine
from quiz.storage.tables import AnswerRow, AttemptQuestionRow, AttemptRow, PickRow

_ATTEMPT, _DRAWN, _ANSWER, _PICK = (
    row.__table__ for row in (AttemptRow, AttemptQuestionRow, AnswerRow, PickRow)
)
_OF_ATTEMPT = (
    *("id", "article_id", "bank_id", "bank_version", "locale", "focus", "started_at"),
    *("purpose", "way", "asks_certainty"),
)
# A row for each question, with its attempt and its answer.
_ATTEMPTS: Select[Any] = (
    select(
        *(_ATTEMPT.c[name] for name in _OF_ATTEMPT),
        *(_DRAWN.c.number, _DRAWN.c.question_id, _DRAWN.c.arrangement),
        *(_PICK.c.sentence, _PICK.c.points),
        *(_ANSWER.c[name] for name in AnswerColumns._fields),
    )
    .join(_DRAWN, _DRAWN.c.attempt_id == _ATTEMPT.c.id)
    .outerjoin(_ANSWER, of_the_same(_ANSWER, _DRAWN))
    .outerjoin(_PICK, of_the_same(_PICK, _ANSWER))
    .order_by(*NEWEST_FIRST, _DRAWN.c.number)
)
_FIND_ATTEMPT = prepared_query(
    _ATTEMPTS.where(
        _ATTEMPT.c.id == bindparam("attempt_id"),
        mine(_ATTEMPT.c),
    )
)


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


def load_attempt(database: Database, player_id: str, attempt_id: int) -> Attempt:
    """Return a player's own attempt. Raises AttemptNotFoundError."""
    found = _attempts(database.ask_for_all(_FIND_ATTEMPT, player=player_id, attempt_id=attempt_id))
    if not found:
        raise AttemptNotFoundError
    return found[0]


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
    rows = session.execute(_ATTEMPTS.where(_ATTEMPT.c.id.in_(found.order_by(*NEWEST_FIRST).limit(most))))
    return _attempts(rows)


def _attempts(rows: Iterable[Sequence[Any]]) -> list[Attempt]:
    """Put attempts together from rows of `_ATTEMPTS`."""
    found: dict[int, tuple[Sequence[Any], list[Item]]] = {}
    for row in rows:
        number, question, order, sentence, pick_points, *answered = row[len(_OF_ATTEMPT) :]
        answer = from_outer_join(AnswerColumns(*answered), sentence, pick_points)
        _, items = found.setdefault(row[0], (row[: len(_OF_ATTEMPT)], []))
        items.append(Item(number, question, tuple(order), answer))
    return [_attempt(columns, items) for columns, items in found.values()]


def _attempt(columns: Sequence[Any], items: Iterable[Item]) -> Attempt:
    id_, article, bank, version, locale, focus, started_at, purpose, way, asks_certainty = columns
    return Attempt(
        id=id_,
        article_id=article,
        bank_id=bank,
        bank_version=version,
        locale=locale,
        focus=Skill(focus) if focus else None,
        started_at=started_at,
        items=tuple(items),
        purpose=Purpose(purpose),
        way=Way(way),
        asks_certainty=asks_certainty,
    )


def last_asked_certainty(session: Session, player_id: str) -> bool:
    """Tell whether the newest of a player's attempts asked how sure the player was."""
    asked = select(AttemptRow.asks_certainty).where(AttemptRow.player_id == owner(player_id))
    return bool(session.scalar(asked.order_by(*NEWEST_FIRST).limit(1)))
