"""The sums that a finished attempt keeps."""

import pytest
from sqlalchemy import select

from quiz.domain.attempt import Purpose, Way
from quiz.storage import finished, turns
from quiz.storage.database import Database
from quiz.storage.tables import AttemptRow
from tests.builders import HALF, RIGHT, SKIPPED, SUNDAY, WRONG, a_pick
from tests.storage.played_rounds import store_round


def sums(database: Database) -> list[tuple[float | None, float | None, float | None]]:
    columns = (AttemptRow.points, AttemptRow.max_points, AttemptRow.share)
    with database.reading() as session:
        return [tuple(row) for row in session.execute(select(*columns).order_by(AttemptRow.id))]


def wrong_sums(database: Database) -> int:
    with database.engine.connect() as connection:
        return finished.count_wrong_sums(connection)


def test_they_are_kept_when_every_question_is_answered(database: Database) -> None:
    with database.writing() as session:
        store_round(session, RIGHT, HALF, WRONG, SKIPPED)
        store_round(session, RIGHT, RIGHT, None)
        store_round(session, None)

    assert sums(database) == [(1.5, 4, 0.375), (None, None, None), (None, None, None)]
    assert wrong_sums(database) == 0


@pytest.mark.parametrize(
    ("purpose", "share"), [("quiz", 0.5), ("shared", 0.5), ("missed", None), ("due", None)]
)
def test_practice_has_points_and_no_score_of_the_quiz(
    database: Database, purpose: str, share: float | None
) -> None:
    with database.writing() as session:
        store_round(session, RIGHT, WRONG, purpose=Purpose(purpose))

    assert sums(database) == [(1, 2, share)]
    assert wrong_sums(database) == 0


def test_an_answer_that_awaits_its_evidence_ends_nothing(database: Database) -> None:
    with database.writing() as session:
        attempt_id = store_round(session, RIGHT, way=Way.WITH_SOURCE)
    assert sums(database) == [(None, None, None)]
    assert wrong_sums(database) == 0

    with database.writing() as session:
        turns.add_pick(session.connection(), attempt_id, "question-1", a_pick(0), "nb", SUNDAY)
        assert finished.count_wrong_sums(session.connection()) == 1
        finished.keep_sums(session, attempt_id)

    assert sums(database) == [(1, 1, 1)]
    assert wrong_sums(database) == 0


def test_other_attempts_are_left_alone(database: Database) -> None:
    with database.writing() as session:
        first = store_round(session, RIGHT)
        session.get_one(AttemptRow, first).points = 0.25
        session.flush()
        store_round(session, WRONG)

    assert sums(database) == [(0.25, 1, 1), (0, 1, 0)]
    assert wrong_sums(database) == 1
