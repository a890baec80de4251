"""How the questions of an article perform."""

from quiz.domain.statistics import FEWEST_ANSWERS
from quiz.services.statistics import question_performance
from quiz.storage.database import Database
from tests.builders import RIGHT, WRONG, a_bank, an_article
from tests.questions import a_question
from tests.storage.stored_answers import store_attempt, store_player


def test_each_question_in_the_bank_that_has_been_answered_is_judged(database: Database) -> None:
    article = an_article(a_bank(*(a_question(f"question-{number}") for number in (2, 1, 3, 5))))
    with database.writing() as session:
        store_player(session)
        for number in range(FEWEST_ANSWERS):
            grade = RIGHT if number % 2 else WRONG
            store_attempt(session, grade, grade, RIGHT if number == 0 else None, RIGHT)

    found = question_performance(database, article)

    assert list(found) == ["question-2", "question-1", "question-3"]
    judged = found["question-1"]
    assert judged is not None
    assert (judged.answers, judged.difficulty, judged.dont_know) == (10, 0.5, 0)
    assert judged.discrimination is not None
    assert judged.discrimination > 0.9
    assert found["question-3"] is None
