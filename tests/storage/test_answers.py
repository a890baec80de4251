"""Storing an answer: the first one stands, and nothing else is taken for it."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from quiz.domain.attempt import Answer
from quiz.domain.question import Response
from quiz.storage import attempts
from quiz.storage.database import Database
from quiz.storage.turns import add_answer
from tests.builders import RIGHT, SKIPPED, WRONG, an_answer, later
from tests.statements import statements
from tests.storage.stored_answers import store_attempt, store_player

QUESTION = "question-1"


@pytest.fixture(autouse=True)
def attempt_of_two(database: Database) -> None:
    with database.writing() as session:
        store_player(session)
        store_attempt(session, None, None)


def answer_of(database: Database, number: int = 1) -> Answer | None:
    return attempts.load_attempt(database, "player", 1).items[number - 1].answer


def add(database: Database, answer: Answer, attempt_id: int = 1, question_id: str = QUESTION) -> bool:
    with database.writing() as session:
        return add_answer(session.connection(), attempt_id, question_id, answer)


@pytest.mark.parametrize("response", ["ntb", "3.5", "", ("a",), ("b", "a"), None])
def test_an_answer_comes_back_as_it_was_given(database: Database, response: Response) -> None:
    answer = an_answer(response, SKIPPED if response is None else RIGHT)

    assert add(database, answer) is True

    assert answer_of(database) == answer
    assert answer_of(database, 2) is None


def test_a_second_answer_changes_nothing_and_is_told(database: Database) -> None:
    first = an_answer("a", WRONG)
    add(database, first)

    assert add(database, an_answer("b", RIGHT, at=later(5))) is False

    assert answer_of(database) == first


def test_a_second_answer_does_not_spoil_the_transaction(database: Database) -> None:
    add(database, an_answer("a"))

    with database.writing() as session:
        assert add_answer(session.connection(), 1, QUESTION, an_answer("b")) is False
        assert add_answer(session.connection(), 1, "question-2", an_answer("c")) is True

    assert [answer.response for number in (1, 2) if (answer := answer_of(database, number))] == ["a", "c"]


@pytest.mark.parametrize(
    ("attempt_id", "question_id", "answer"),
    [
        (99, QUESTION, an_answer()),
        (1, "never-drawn", an_answer()),
        (1, QUESTION, replace(an_answer(), points=2.0)),
        (1, QUESTION, replace(an_answer(), locale=None)),  # type: ignore[arg-type]
    ],
)
def test_an_answer_that_cannot_be_stored_is_not_taken_for_a_second_one(
    database: Database, attempt_id: int, question_id: str, answer: Answer
) -> None:
    with pytest.raises((IntegrityError, StatementError)):
        add(database, answer, attempt_id, question_id)

    assert answer_of(database) is None


@pytest.mark.sqlite
def test_an_answer_is_one_statement(database: Database) -> None:
    with statements(database) as said:
        add(database, an_answer())

    assert said == ["BEGIN", "INSERT", "COMMIT"]
