"""The tables refuse what must not be stored."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from quiz.storage.database import Database
from quiz.storage.tables import AnswerRow, AttemptQuestionRow, AttemptRow, Base, EditionRow, PlayerRow
from tests.builders import SUNDAY

ROWS: Mapping[type[Base], Mapping[str, Any]] = {
    PlayerRow: {"id": "player", "created_at": SUNDAY},
    EditionRow: {
        "version": "0123456789abcdef",
        "article_id": "the-cat-case",
        "bank_id": "the-cat",
        "content": {},
        "kept_at": SUNDAY,
    },
    AttemptRow: {
        "id": 1,
        "player_id": "player",
        "article_id": "the-cat-case",
        "bank_id": "the-cat",
        "bank_version": "0123456789abcdef",
        "locale": "nb",
        "length": 2,
        "start_key": "a click",
        "started_at": SUNDAY,
    },
    AttemptQuestionRow: {"attempt_id": 1, "number": 1, "question_id": "who", "arrangement": ["a", "b"]},
    AnswerRow: {
        "attempt_id": 1,
        "question_id": "who",
        "response": "a",
        "outcome": "correct",
        "points": 1,
        "max_points": 1,
        "locale": "nb",
        "answered_at": SUNDAY,
    },
}


def store(database: Database, table: type[Base], **changes: object) -> None:
    with database.writing() as session:
        session.execute(insert(table).values(**{**ROWS[table], **changes}))


@pytest.fixture
def filled(database: Database) -> Database:
    """One player with one answered question."""
    for table in ROWS:
        store(database, table)
    return database


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        (PlayerRow, {}),
        (EditionRow, {}),
        (AttemptRow, {"id": 2}),
        (AttemptQuestionRow, {"question_id": "another"}),
        (AttemptQuestionRow, {"number": 2}),
        (AnswerRow, {}),
        (AnswerRow, {"outcome": "skipped", "response": None}),
    ],
    ids=[
        "player",
        "edition",
        "start key",
        "number of a question",
        "question of an attempt",
        "answer",
        "second answer",
    ],
)
def test_what_is_there_once_cannot_be_stored_twice(
    filled: Database, table: type[Base], changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        store(filled, table, **changes)


def test_attempts_without_a_start_key_do_not_collide(filled: Database) -> None:
    for attempt_id in (2, 3):
        store(filled, AttemptRow, id=attempt_id, start_key=None)

    with filled.reading() as session:
        assert set(session.scalars(select(AttemptRow.id))) == {1, 2, 3}


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        (AttemptRow, {"id": 2, "player_id": "nobody", "start_key": None}),
        (AttemptRow, {"id": 2, "bank_version": "never-played", "start_key": None}),
        (AttemptRow, {"id": 2, "bank_id": "another", "start_key": None}),
        (AttemptRow, {"id": 2, "article_id": "another", "start_key": None}),
        (AttemptQuestionRow, {"attempt_id": 99}),
        (AnswerRow, {"attempt_id": 99}),
        (AnswerRow, {"question_id": "never drawn"}),
    ],
)
def test_nothing_hangs_in_the_air(filled: Database, table: type[Base], changes: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        store(filled, table, **changes)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("points_within_bounds", {"points": -0.5}),
        ("points_within_bounds", {"points": 1.5}),
        ("points_within_bounds", {"points": 0, "max_points": -1}),
        ("outcome_is_known", {"outcome": "nearly"}),
        ("outcome_is_known", {"outcome": ""}),
    ],
)
def test_an_absurd_grade_cannot_be_stored(filled: Database, name: str, changes: dict[str, object]) -> None:
    store(filled, AttemptQuestionRow, number=2, question_id="when")

    with pytest.raises(IntegrityError, match=rf"(?i)check.*{name}"):
        store(filled, AnswerRow, question_id="when", **changes)


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, row in ROWS.items() for column in row if column not in ("id", "start_key")],
)
def test_no_part_may_be_missing(filled: Database, table: type[Base], column: str) -> None:
    with pytest.raises((IntegrityError, StatementError), match=r"(?i)not.null"), filled.writing() as session:
        session.execute(text(f"UPDATE {table.__tablename__} SET {column} = NULL"))


def test_with_a_player_goes_all_that_is_stored_of_the_player(filled: Database) -> None:
    with filled.writing() as session:
        session.execute(text("DELETE FROM player"))

    with filled.reading() as session:
        left = [table for table in ROWS if session.scalars(select(table)).all()]
    assert left == [EditionRow]  # what was asked says nothing of who was


def test_the_number_of_an_attempt_is_never_given_again(filled: Database) -> None:
    numbers = []
    for _ in range(2):
        with filled.writing() as session:
            session.execute(text("DELETE FROM attempt"))
            row = AttemptRow(**{**ROWS[AttemptRow], "id": None})
            session.add(row)
            session.flush()
            numbers.append(row.id)

    assert numbers[1] == numbers[0] + 1


def test_i_dont_know_is_an_answer_and_not_a_gap(filled: Database) -> None:
    store(filled, AttemptQuestionRow, number=2, question_id="when")
    store(filled, AnswerRow, question_id="when", response=None, outcome="skipped", points=0)

    with filled.reading() as session:
        row = session.scalars(select(AnswerRow).where(AnswerRow.question_id == "when")).one()
        kept = session.scalar(text("SELECT CAST(response AS VARCHAR) FROM answer WHERE question_id = 'when'"))

    assert row.response is None
    assert json.loads(kept) is None


def test_a_time_without_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without time zone"):
        store(database, PlayerRow, created_at=datetime(2020, 9, 27, 12))  # noqa: DTZ001 - that is the point

    with database.reading() as session:
        assert session.scalars(select(PlayerRow)).all() == []


def test_a_time_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    yerevan = timezone(timedelta(hours=4))
    store(database, PlayerRow, created_at=datetime(2020, 9, 27, 16, 30, 15, 123456, tzinfo=yerevan))

    with database.reading() as session:
        kept = session.scalars(select(PlayerRow.created_at)).one()

    assert kept == datetime(2020, 9, 27, 12, 30, 15, 123456, tzinfo=UTC)
    assert kept.tzinfo is UTC
