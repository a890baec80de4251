"""Questions as a short code in an address."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.bank import Library
from quiz.domain.share import SIGNS, SharedRound, question_code, read_round, write_round
from tests.questions import a_question

QUESTIONS = [a_question(f"q{number}") for number in range(40)]
IDS = [question.id for question in QUESTIONS]


@given(st.lists(st.sampled_from(IDS), unique=True, min_size=1))
def test_a_round_comes_back_as_it_was_written(ids: list[str]) -> None:
    code = write_round(ids)

    assert len(code) == SIGNS * len(ids)
    assert read_round(code, QUESTIONS) == SharedRound(tuple(ids), 0)
    assert read_round(code.upper(), QUESTIONS) == SharedRound(tuple(ids), 0)


def test_what_is_withdrawn_is_left_out_and_counted() -> None:
    code = write_round(["q1", "withdrawn", "q2", "q1"])

    assert read_round(code, QUESTIONS) == SharedRound(("q1", "q2"), 1)


@given(st.text(max_size=60).filter(lambda text: not any(question_code(id) in text.lower() for id in IDS)))
def test_a_code_that_names_nothing_is_none(code: str) -> None:
    assert read_round(code, QUESTIONS) is None


def test_no_two_questions_of_an_article_share_a_code(library: Library) -> None:
    """A code is kept in links; a question that collides needs another id before it is released."""
    for article in library.articles:
        alike = [
            pair
            for pair in combinations(article.questions, 2)
            if len({question_code(id) for id in pair}) == 1
        ]
        assert alike == []
