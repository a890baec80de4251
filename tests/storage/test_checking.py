"""Looking over a database of either kind."""

import pytest
from sqlalchemy import text

from quiz.storage import revisions
from quiz.storage.checking import check
from quiz.storage.database import Database
from tests.storage.filled import ROWS, fill
from tests.storage.test_copying import without_foreign_keys


def test_a_sound_database_is_counted(database: Database) -> None:
    with database.engine.begin() as connection:
        fill(connection)

    finding = check(database)

    assert (finding.revision, finding.problems) == (revisions.NEWEST, ())
    assert set(finding.rows.values()) == {ROWS}


def test_what_leads_nowhere_is_found(database: Database) -> None:
    with database.engine.begin() as connection:
        without_foreign_keys(connection, "INSERT INTO attempt_question VALUES (99, 1, 'q', '[]')")

    assert check(database).problems == ("1 of attempt_question refer to attempt that is not there",)


@pytest.mark.parametrize(
    "change",
    [
        "points = points + 0.5",
        "max_points = 1",
        "share = 0.5",
        "share = NULL",
        "points = NULL",
        "purpose = 'due'",
        "length = 2",
    ],
)
def test_sums_that_are_not_those_of_the_answers_are_found(database: Database, change: str) -> None:
    with database.engine.begin() as connection:
        fill(connection)
        connection.execute(text(f"UPDATE attempt SET {change} WHERE points IS NOT NULL"))

    assert check(database).problems == ("1 of attempt keep a score that is not the sum of their answers",)


def test_an_attempt_that_is_not_finished_keeps_no_sums(database: Database) -> None:
    with database.engine.begin() as connection:
        fill(connection)
        connection.execute(text("UPDATE attempt SET points = 1 WHERE points IS NULL"))

    assert check(database).problems == ("2 of attempt keep a score that is not the sum of their answers",)


@pytest.mark.parametrize(
    ("revision", "told"),
    [("from the future", "has revision 'from the future'"), (None, "no database of Kildesjekk")],
)
def test_a_database_that_this_version_does_not_know_is_no_further_looked_at(
    database: Database, revision: str | None, told: str
) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if revision:
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    try:
        finding = check(database)
    finally:
        with database.engine.begin() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
            newest = {"revision": revisions.NEWEST}
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), newest)

    assert told in finding.problems[0]
    assert finding.rows == {}
