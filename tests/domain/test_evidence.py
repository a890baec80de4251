"""Pointing at the evidence: what is asked for, read, and right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.attempt import Way
from quiz.domain.evidence import (
    NO_SENTENCE,
    asks_evidence,
    grade_evidence,
    read_pick,
    right_evidence,
)
from quiz.domain.grade import Refusal, RefusalReason
from quiz.domain.kinds.verdict import Verdict
from quiz.domain.progress import right_with_evidence
from quiz.domain.question import Question
from tests.builders import RIGHT, SKIPPED, WRONG, a_pick, an_answer, an_article
from tests.questions import (
    a_find_sentence,
    a_multiple_choice,
    a_verdict_question,
    evidence,
    one_of_each_kind,
)

ARTICLE = an_article()
SENTENCES = [sentence.id for sentence in ARTICLE.body.sentences]
QUESTIONS = (*one_of_each_kind(), a_verdict_question("not-said", Verdict.NOT_STATED))

questions = st.sampled_from(QUESTIONS)
picks = st.sampled_from([*SENTENCES, NO_SENTENCE, None])


def test_each_sentence_that_the_evidence_quotes_is_right_alone() -> None:
    question = a_multiple_choice()

    assert right_evidence(question, ARTICLE) == {"p2.s2", "p3.s1"}


def test_a_quotation_across_two_sentences_has_both_right() -> None:
    across = evidence("hentet katten ned mandag. Tre barn")
    question = a_verdict_question().model_copy(update={"evidence": (across,)})

    assert right_evidence(question, ARTICLE) == {"p2.s1", "p2.s2"}


@given(questions, picks)
def test_a_pick_is_right_or_wrong_and_to_find_nothing_is_never_right(
    question: Question, pick: str | None
) -> None:
    points = grade_evidence(question, ARTICLE, pick)

    assert points in (0, 1)
    assert pick is not None or points == 0


@given(questions)
def test_every_question_has_right_evidence_that_can_be_pointed_at(question: Question) -> None:
    assert right_evidence(question, ARTICLE) & set(SENTENCES)
    assert right_evidence(question, ARTICLE) <= {*SENTENCES, NO_SENTENCE}


@given(questions)
def test_no_sentence_is_right_just_where_the_article_does_not_say(question: Question) -> None:
    assert grade_evidence(question, ARTICLE, NO_SENTENCE) == question.quotes_nearest


def test_where_the_article_does_not_say_the_nearest_passage_is_right_too() -> None:
    question = a_verdict_question(answer=Verdict.NOT_STATED)

    assert [grade_evidence(question, ARTICLE, pick) for pick in ("p3.s1", "p3.s2")] == [1, 0]


def test_evidence_is_asked_for_after_an_answer_with_the_source() -> None:
    question = a_verdict_question()

    assert asks_evidence(Way.WITH_SOURCE, question, "supported")
    assert not asks_evidence(Way.FROM_MEMORY, question, "supported")
    assert not asks_evidence(Way.WITH_SOURCE, question, None)


def test_an_answer_that_consists_of_sentences_is_its_own_evidence() -> None:
    assert not asks_evidence(Way.WITH_SOURCE, a_find_sentence(), ("p2.s2",))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["p2.s2"], "p2.s2"),
        (["none"], NO_SENTENCE),
        (["cannot-find"], None),
        (["p2.s2", "cannot-find"], None),  # the button that was pressed counts, whatever is ticked
    ],
)
def test_a_form_points_at_a_sentence_at_none_or_finds_nothing(
    values: list[str], expected: str | None
) -> None:
    assert read_pick({"sentence": values}, ARTICLE) == expected


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], RefusalReason.NOTHING_GIVEN),
        ([""], RefusalReason.NOTHING_GIVEN),
        (["p9.s9"], RefusalReason.NOT_AN_OPTION),
        (["p2"], RefusalReason.NOT_AN_OPTION),
        (["p2.s1", "p2.s2"], RefusalReason.NOT_AN_OPTION),
    ],
)
def test_a_form_that_points_nowhere_is_refused(values: list[str], reason: RefusalReason) -> None:
    with pytest.raises(Refusal) as caught:
        read_pick({"sentence": values}, ARTICLE)

    assert caught.value.reason is reason


def test_right_answers_with_right_evidence_are_counted_apart() -> None:
    answers = [
        an_answer(grade=RIGHT, pick=a_pick(1)),
        an_answer(grade=RIGHT, pick=a_pick(0)),
        an_answer(grade=WRONG, pick=a_pick(1)),
        an_answer(grade=RIGHT),  # a sentence that was asked for: its own evidence
        an_answer(None, SKIPPED),
    ]

    assert right_with_evidence(answers) == 2
