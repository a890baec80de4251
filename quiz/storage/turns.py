"""A question of an attempt: found by one query with all that its pages need, and answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, Select, bindparam, select

from quiz.domain.attempt import (
    Answer,
    AttemptNotFoundError,
    Item,
    Pick,
    Purpose,
    QuestionNotFoundError,
    Turn,
    Way,
)
from quiz.domain.schedule import Memory
from quiz.storage.answers import AnswerColumns, from_outer_join, of_the_same, to_columns
from quiz.storage.database import Database
from quiz.storage.players import hold_while_answering
from quiz.storage.prepared import prepared_insert, prepared_query
from quiz.storage.schedule import MEMORY
from quiz.storage.selection import mine
from quiz.storage.tables import (
    AnswerRow,
    AttemptQuestionRow,
    AttemptRow,
    PickRow,
    ScheduleRow,
)

_ATTEMPT, _DRAWN, _ANSWER, _PICK, _SCHEDULE = (
    row.__table__ for row in (AttemptRow, AttemptQuestionRow, AnswerRow, PickRow, ScheduleRow)
)


def _next_number() -> ScalarSelect[Any]:
    """Find the first question that is not settled; see Item.settled."""
    drawn, answer, pick = _DRAWN.alias(), _ANSWER.alias(), _PICK.alias()
    return (
        select(drawn.c.number)
        .outerjoin(answer, of_the_same(answer, drawn))
        .outerjoin(pick, of_the_same(pick, answer))
        .where(
            drawn.c.attempt_id == _ATTEMPT.c.id,
            answer.c.id.is_(None) | (answer.c.asks_evidence & pick.c.attempt_id.is_(None)),
        )
        .order_by(drawn.c.number)
        .limit(1)
        .scalar_subquery()
    )


# Made once: putting a query together costs more than the database takes to answer it.
_TURN: Select[Any] = (
    select(
        *(_ATTEMPT.c[name] for name in ("id", "article_id", "bank_id", "bank_version", "purpose", "way")),
        *(_ATTEMPT.c.asks_certainty, _ATTEMPT.c.length, _next_number()),
        *(_DRAWN.c.question_id, _DRAWN.c.arrangement),
        *(_PICK.c.sentence, _PICK.c.points),
        *(_ANSWER.c[name] for name in AnswerColumns._fields),
    )
    .outerjoin(_DRAWN, (_DRAWN.c.attempt_id == _ATTEMPT.c.id) & (_DRAWN.c.number == bindparam("number")))
    .outerjoin(_ANSWER, of_the_same(_ANSWER, _DRAWN))
    .outerjoin(_PICK, of_the_same(_PICK, _ANSWER))
    .where(
        _ATTEMPT.c.id == bindparam("attempt_id"),
        mine(_ATTEMPT.c),
    )
)
_TURN_AND_MEMORY = _TURN.add_columns(*(_SCHEDULE.c[name] for name in MEMORY)).outerjoin(
    _SCHEDULE,
    (_SCHEDULE.c.player_id == _ATTEMPT.c.player_id)
    & (_SCHEDULE.c.article_id == _ATTEMPT.c.article_id)
    & (_SCHEDULE.c.question_id == _DRAWN.c.question_id),
)
KEY = ("attempt_id", "question_id")
HIGHEST_NUMBER = 2**31 - 1  # that a database can hold; no attempt is as long
_COLUMNS = len(_TURN.selected_columns)

_FIND_TURN, _FIND_TURN_AND_MEMORY = prepared_query(_TURN), prepared_query(_TURN_AND_MEMORY)
_NEW_ANSWER = prepared_insert(
    AnswerRow,
    (*KEY, *AnswerColumns._fields),
    lambda new: new.on_conflict_do_nothing(index_elements=KEY).returning(_ANSWER.c.id),
    (_ANSWER.c.id,),
)
_NEW_PICK = prepared_insert(
    PickRow,
    (*KEY, "sentence", "points", "locale", "picked_at"),
    lambda new: new.on_conflict_do_nothing(index_elements=KEY).returning(_PICK.c.attempt_id),
    (_PICK.c.attempt_id,),
)


def load_turn(database: Database, player_id: str, attempt_id: int, number: int) -> Turn:
    """Return a question of a player's own attempt. Raises AttemptNotFoundError, QuestionNotFoundError."""
    return _turn(database.ask(_FIND_TURN, **_values(player_id, attempt_id, number)), number)


def load_turn_and_memory(
    connection: Connection, player_id: str, attempt_id: int, number: int
) -> tuple[Turn, Memory | None]:
    """Like `load_turn`, to be answered: with how well the player knows the question, None where not at all.

    Until the transaction ends, the player answers nothing else.
    """
    hold_while_answering(connection, player_id)
    row = _FIND_TURN_AND_MEMORY.row(connection, **_values(player_id, attempt_id, number))
    turn = _turn(row and row[:_COLUMNS], number)
    memory = row[_COLUMNS:] if row else (None,)
    return turn, None if memory[0] is None else Memory(*memory)


def add_answer(connection: Connection, attempt_id: int, question_id: str, answer: Answer) -> bool:
    """Store an answer; False, and nothing changed, where the question already has one."""
    columns = to_columns(answer)._asdict()
    return _NEW_ANSWER.row(connection, attempt_id=attempt_id, question_id=question_id, **columns) is not None


def add_pick(
    connection: Connection, attempt_id: int, question_id: str, pick: Pick, locale: str, now: datetime
) -> bool:
    """Store what a player points at as evidence; False, and nothing changed, where there is a pick."""
    added = _NEW_PICK.row(
        connection,
        attempt_id=attempt_id,
        question_id=question_id,
        sentence=pick.sentence,
        points=pick.points,
        locale=locale,
        picked_at=now,
    )
    return added is not None


def _values(player_id: str, attempt_id: int, number: int) -> dict[str, Any]:
    return {"player": player_id, "attempt_id": attempt_id, "number": min(number, HIGHEST_NUMBER)}


def _turn(row: Sequence[Any] | None, number: int) -> Turn:
    if row is None:
        raise AttemptNotFoundError
    id_, article, bank, version, purpose, way, asks_certainty, length, next_number, *of_question = row
    question, order, sentence, pick_points, *answered = of_question
    if question is None:
        raise QuestionNotFoundError
    return Turn(
        id=id_,
        article_id=article,
        bank_id=bank,
        bank_version=version,
        purpose=Purpose(purpose),
        way=Way(way),
        asks_certainty=asks_certainty,
        length=length,
        next_number=next_number,
        item=Item(
            number, question, tuple(order), from_outer_join(AnswerColumns(*answered), sentence, pick_points)
        ),
    )
