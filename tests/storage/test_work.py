"""How much work SQLite does for a player who has played much, counted in the steps of its machine."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from quiz.domain.attempt import Purpose
from quiz.domain.certainty import Certainty
from quiz.storage import recent, rounds
from quiz.storage.database import Database, open_database
from tests.builders import RIGHT
from tests.storage.played_rounds import CAT, DOG, store_round

FEW, MANY = 20, 400  # rounds
QUIZZES = (CAT, DOG)


class Work:
    """Counts the steps of SQLite's machine."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.steps = 0

    def __enter__(self) -> "Work":
        self._connection.set_progress_handler(self._step, 1)
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.set_progress_handler(None, 0)

    def _step(self) -> int:
        self.steps += 1
        return 0


def store_rounds(session: Session, player_id: str, count: int) -> None:
    """Store rounds of two quizzes, a third of them practice; each tenth is not finished."""
    for number in range(count):
        store_round(
            session,
            *(RIGHT, RIGHT, RIGHT, None if number % 10 == 9 else RIGHT),
            player_id=player_id,
            quiz=QUIZZES[number % 2],
            minute=number,
            purpose=Purpose.DUE if number % 3 == 2 else Purpose.QUIZ,
            sure=Certainty.CERTAIN if number % 2 else None,
        )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Database]:
    """A database for all these tests, which only read it: to fill it takes longer than they do."""
    path = tmp_path_factory.mktemp("work") / "site.sqlite3"
    shutil.copy(migrated, path)
    with closing(open_database(f"sqlite:///{path}")) as database:
        with database.writing() as session:
            store_rounds(session, "beginner", FEW)
            store_rounds(session, "regular", MANY)
            store_rounds(session, "veteran", 2 * MANY)
        yield database


def steps(database: Database, load: Callable[[Session, str], object], player_id: str) -> int:
    with database.reading() as session, Work(session.connection().connection.dbapi_connection) as work:
        load(session, player_id)
    return work.steps


def where_one_stands(session: Session, player_id: str) -> object:
    return rounds.load_standing(session, player_id)


def where_one_stands_with_a_quiz(session: Session, player_id: str) -> object:
    return rounds.load_standing(session, player_id, CAT)


def the_newest_finished(session: Session, player_id: str) -> object:
    return rounds.latest_finished(session, player_id, CAT[0])


@pytest.mark.parametrize(
    "load", [where_one_stands, where_one_stands_with_a_quiz, the_newest_finished], ids=lambda f: f.__name__
)
def test_what_is_found_by_an_index_takes_no_more_of_many_rounds(
    played: Database, load: Callable[[Session, str], object]
) -> None:
    assert steps(played, load, "regular") <= 1.25 * steps(played, load, "beginner")


def test_the_latest_answers_take_no_more_of_many_rounds_than_of_those_that_are_looked_through(
    played: Database,
) -> None:
    def load(session: Session, player_id: str) -> object:
        return recent.load_recent_answers(session, player_id, None)

    assert steps(played, load, "veteran") <= 1.1 * steps(played, load, "regular")


def test_a_page_of_the_history_reads_its_own_rounds_and_counts_the_others(played: Database) -> None:
    def load(session: Session, player_id: str) -> object:
        return rounds.load_past_rounds(session, player_id, None, skip=0, take=FEW)

    more = steps(played, load, "regular") - steps(played, load, "beginner")

    assert more / (MANY - FEW) < 25  # steps for each round that is counted, and not shown


def test_no_statement_reads_a_whole_table(played: Database) -> None:
    said: list[tuple[str, Any]] = []
    event.listen(played.engine, "before_cursor_execute", lambda *args: said.append((args[2], args[3])))
    with played.reading() as session:
        rounds.load_standing(session, "regular")
        rounds.load_standing(session, "regular", CAT)
        rounds.load_past_rounds(session, "regular", None, skip=40, take=20)
        rounds.latest_finished(session, "regular", CAT[0])
        recent.load_recent_answers(session, "regular", None)
    asked = [each for each in said if not each[0].startswith("BEGIN")]

    with played.engine.connect() as connection:
        plans = [
            row[3]
            for statement, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]

    assert len(asked) == 5
    read_through = [plan for plan in plans if plan.startswith("SCAN")]
    tables = ("attempt", "answer", "attempt_question", "player", "alias", "pick", "shown")
    assert [plan for plan in read_through if plan.split()[1] in tables] == []
