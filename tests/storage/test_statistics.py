"""Sums over answers, made in the database."""

from collections.abc import Mapping

import pytest

from quiz.domain.statistics import AnswerSums
from quiz.storage.database import Database
from quiz.storage.statistics import load_answer_sums
from tests.builders import HALF, RIGHT, SKIPPED, WRONG
from tests.storage.stored_answers import ARTICLE, store_attempt, store_player


@pytest.fixture(autouse=True)
def player_with_a_bank(database: Database) -> None:
    with database.writing() as session:
        store_player(session)


def sums(database: Database) -> Mapping[str, AnswerSums]:
    with database.reading() as session:
        return load_answer_sums(session, ARTICLE)


def test_without_answers_there_are_no_sums(database: Database) -> None:
    assert sums(database) == {}


def test_each_question_is_summed_up_over_all_attempts(database: Database) -> None:
    with database.writing() as session:
        store_attempt(session, RIGHT, RIGHT, HALF)
        store_attempt(session, WRONG, RIGHT, SKIPPED)

    found = sums(database)["question-1"]

    # Beside the first question stand 1 + 0.5 of 2 points, then 1 + 0 of 2.
    assert found == AnswerSums(
        answers=2,
        right=1,
        skipped=0,
        rested=2,
        rested_right=1,
        rest=0.75 + 0.5,
        rest_right=0.75,
        rest_squares=0.75**2 + 0.5**2,
    )
    assert sums(database)["question-3"].skipped == 1
    assert sums(database)["question-3"].right == 0


def test_a_question_without_an_answer_is_not_counted(database: Database) -> None:
    with database.writing() as session:
        store_attempt(session, RIGHT, WRONG, None)

    assert set(sums(database)) == {"question-1", "question-2"}
    assert sums(database)["question-1"].rest == 0


def test_an_answer_that_stands_alone_has_no_rest_score(database: Database) -> None:
    with database.writing() as session:
        store_attempt(session, RIGHT)

    found = sums(database)["question-1"]
    assert (found.answers, found.rested, found.rest, found.rest_right) == (1, 0, 0, 0)


def test_answers_on_other_articles_are_left_out(database: Database) -> None:
    with database.writing() as session:
        store_attempt(session, RIGHT, WRONG)

        assert load_answer_sums(session, "another-case") == {}
