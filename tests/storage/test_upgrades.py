"""What is stored survives the way from each version to today's, and down and up again."""

from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, func, select, table
from sqlalchemy.orm import Session

from quiz.domain.attempt import Purpose, Way
from quiz.services.practice import rebuild
from quiz.storage import migrate, revisions
from quiz.storage.attempts import load_attempt
from quiz.storage.checking import check
from quiz.storage.database import Database
from quiz.storage.finished import count_wrong_sums, keep_sums
from quiz.storage.tables import AttemptRow, ScheduleRow
from quiz.storage.turns import add_pick
from tests.builders import HALF, RIGHT, SKIPPED, SUNDAY, WRONG, a_pick
from tests.storage.filled import fill
from tests.storage.played_rounds import store_round
from tests.storage.test_migrations import tables


def test_what_is_stored_survives_an_upgrade_from_the_first_tables(empty: Database) -> None:
    migrate.upgrade(empty, "0001")
    with empty.engine.begin() as connection:
        for statement in (
            "INSERT INTO player VALUES ('somebody', '2020-09-27 12:00:00.000000')",
            "INSERT INTO edition VALUES ('article', 'bank', 'v1', '{}', '2020-09-27 12:00:00.000000')",
            "INSERT INTO attempt VALUES (1, 'somebody', 'article', 'bank', 'v1', 'nb', 1, NULL, NULL,"
            " '2020-09-27 12:00:00.000000')",
            "INSERT INTO attempt_question VALUES (1, 1, 'question-1', '[]')",
            "INSERT INTO answer VALUES (1, 1, 'question-1', '\"supported\"', 'correct', 1, 1, NULL, 'nb',"
            " '2020-09-27 12:00:00.000000')",
        ):
            connection.exec_driver_sql(statement)

    migrate.upgrade(empty)

    attempt = load_attempt(empty, "somebody", 1)
    assert (attempt.purpose, attempt.way, attempt.asks_certainty) == (Purpose.QUIZ, Way.FROM_MEMORY, False)
    answer = attempt.items[0].answer
    assert answer is not None
    assert (answer.response, answer.points, answer.awaits_pick) == ("supported", 1, False)


def test_finished_rounds_and_what_was_missed_are_found_in_the_answers_at_the_upgrade(empty: Database) -> None:
    migrate.upgrade(empty)
    with Session(empty.engine) as session, session.begin():
        store_round(session, RIGHT, HALF, WRONG, SKIPPED)
        store_round(session, RIGHT, WRONG, purpose=Purpose.DUE, minute=1)
        store_round(session, RIGHT, None, minute=2)
        with_source = store_round(session, WRONG, way=Way.WITH_SOURCE, minute=3)
        add_pick(session.connection(), with_source, "question-1", a_pick(1), "nb", SUNDAY)
        keep_sums(session, with_source)
        store_round(session, WRONG, way=Way.WITH_SOURCE, minute=4)  # awaits its evidence: not yet missed
        store_round(session, RIGHT, player_id="you")
        rebuild(session, "me")
    with empty.engine.connect() as connection:
        before = sums_and_missed(connection)

    migrate.downgrade(empty, "0002")
    migrate.upgrade(empty)

    with empty.engine.connect() as connection:
        assert sums_and_missed(connection) == before
        assert count_wrong_sums(connection) == 0
    sums, missed = before
    assert [points for _, points, _ in sums] == [1.5, 1, None, 0, None, 1]
    assert dict(missed) == {
        "question-1": False,
        "question-2": True,
        "question-3": True,
        "question-4": True,
    }


def sums_and_missed(connection: Connection) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    sums = select(AttemptRow.id, AttemptRow.points, AttemptRow.share).order_by(AttemptRow.id)
    missed = select(ScheduleRow.question_id, ScheduleRow.missed).order_by(ScheduleRow.question_id)
    return [tuple(row) for row in connection.execute(sums)], [
        tuple(row) for row in connection.execute(missed)
    ]


@pytest.mark.parametrize("revision", revisions.REVISIONS)
def test_every_value_survives_an_upgrade_from_each_version(empty: Database, revision: str) -> None:
    migrate.upgrade(empty, revision)
    with empty.engine.begin() as connection:
        fill(connection)
    before = every_value(empty)

    migrate.upgrade(empty)

    after = every_value(empty)
    assert all(before.values())
    assert {
        name: [{column: row[column] for column in before[name][0]} for row in after[name]] for name in before
    } == before
    assert check(empty).problems == ()


def every_value(database: Database) -> dict[str, list[dict[str, object]]]:
    """Return the rows of all tables as the database has them, in the order of their first column."""
    found = {}
    with database.engine.connect() as connection:
        for name in sorted(tables(database)):
            there = Table(name, MetaData(), autoload_with=connection)
            rows = connection.execute(select(there).order_by(next(iter(there.columns)))).mappings()
            found[name] = [dict(row) for row in rows]
    return found


@pytest.mark.parametrize("revision", revisions.REVISIONS)
def test_rows_survive_the_way_down_to_a_revision_and_up_again(empty: Database, revision: str) -> None:
    """What a revision has tables for is kept; the rest goes with its tables."""
    migrate.upgrade(empty)
    with empty.engine.begin() as connection:
        fill(connection)
    before = tables_and_rows(empty)

    migrate.downgrade(empty, revision)
    kept = tables_and_rows(empty)
    migrate.upgrade(empty)

    assert kept
    assert kept.items() <= before.items()
    assert kept.items() <= tables_and_rows(empty).items()
    revisions.require_newest(empty)


def tables_and_rows(database: Database) -> dict[str, int]:
    with database.engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table(name)))
            for name in tables(database)
        }
