"""What every kind of question has in common: how a form is read, graded and explained."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.grade import Outcome, Refusal, RefusalReason
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.question import ANSWER_FIELD, DONT_KNOW, Evidence, Form, Question, Standing, Voice
from tests.builders import a_question, one_of_each_kind, plain_number

each_kind = pytest.mark.parametrize("question", one_of_each_kind(), ids=lambda question: question.KIND)
key_words = [str(question.key) for question in one_of_each_kind()]
anything = st.sampled_from(
    [DONT_KNOW, "owner", "supported", "not-stated", "", " ", "4", "1e9", "-0", *key_words]
)
values = st.lists(anything | st.text(max_size=8), max_size=4)
forms = st.dictionaries(st.sampled_from([ANSWER_FIELD, "csrf_token", "points", "key"]), values, max_size=4)


def test_there_is_an_example_of_every_kind() -> None:
    assert {question.KIND for question in one_of_each_kind()} == set(all_kinds())


@each_kind
def test_the_key_earns_the_point(question: Question) -> None:
    response = question.read({"answer": [str(question.key)]}, plain_number)

    grade = question.grade(response)

    assert (grade.points, grade.max_points, grade.outcome) == (1, 1, Outcome.CORRECT)


@each_kind
@given(form=forms)
def test_only_the_key_earns_the_point_and_points_stay_in_bounds(question: Question, form: Form) -> None:
    try:
        response = question.read(form, plain_number)
    except Refusal:
        return
    grade = question.grade(response)

    assert 0 <= grade.points <= grade.max_points == 1
    assert (grade.points == 1) == (grade.outcome is Outcome.CORRECT) == (response == question.key)
    assert grade.skipped == (response is None) == (DONT_KNOW in form["answer"])


@each_kind
@given(form=forms, rng=st.randoms(use_true_random=False))
def test_the_order_in_which_a_form_is_sent_does_not_matter(
    question: Question, form: Form, rng: Random
) -> None:
    names = rng.sample(list(form), len(form))
    shuffled = {name: rng.sample(list(form[name]), len(form[name])) for name in names}

    assert outcome_of(question, shuffled) == outcome_of(question, form)


def outcome_of(question: Question, form: Form) -> object:
    try:
        return question.grade(question.read(form, plain_number))
    except Refusal as refusal:
        return refusal.reason


@each_kind
@pytest.mark.parametrize(
    "form", [{}, {"answer": []}, {"answer": [""]}, {"answer": [" \t"]}, {"other": ["ntb"]}]
)
def test_an_empty_form_is_refused(question: Question, form: Form) -> None:
    with pytest.raises(Refusal) as caught:
        question.read(form, plain_number)

    assert caught.value.reason is RefusalReason.NOTHING_GIVEN


@each_kind
@pytest.mark.parametrize("value", ["no-such-option", "%s", "<b>", "supported\0", "🐈" * 5000])
def test_an_answer_that_was_never_offered_is_refused(question: Question, value: str) -> None:
    with pytest.raises(Refusal) as caught:
        question.read({"answer": [value]}, plain_number)

    assert caught.value.reason in {RefusalReason.NOT_AN_OPTION, RefusalReason.NOT_A_NUMBER}
    assert len(caught.value.given) <= 30


@each_kind
def test_two_answers_are_refused_even_if_one_is_right(question: Question) -> None:
    for other in ("owner", "supported", "4", str(question.key)):
        with pytest.raises(Refusal):
            question.read({"answer": [str(question.key), other]}, plain_number)


@each_kind
def test_dont_know_is_no_wrong_answer(question: Question) -> None:
    response = question.read({"answer": [DONT_KNOW]}, plain_number)

    grade = question.grade(response)

    assert response is None
    assert (grade.points, grade.max_points, grade.outcome) == (0, 1, Outcome.SKIPPED)
    assert question.why_wrong(None) is None


@each_kind
def test_dont_know_beside_another_answer_stands(question: Question) -> None:
    """The number and its button "I don't know" are two fields of one form."""
    assert question.read({"answer": [str(question.key), DONT_KNOW]}, plain_number) is None


@each_kind
def test_nothing_is_said_against_the_right_answer(question: Question) -> None:
    assert question.why_wrong(question.key) is None
    with pytest.raises(LookupError):
        question.why_message(question.key)


@each_kind
def test_a_question_without_fault_has_none(question: Question) -> None:
    assert list(question.faults()) == []


@each_kind
def test_each_message_has_a_context_that_begins_with_the_id(question: Question) -> None:
    contexts = [message.context for message in question.messages()]

    assert len(set(contexts)) == len(contexts)
    assert all(context.startswith(f"{question.id} / ") for context in contexts)


@each_kind
def test_who_speaks_is_among_the_messages(question: Question) -> None:
    message = question.who_says(1)

    assert message is not None
    assert (message.context, message.text) in {(m.context, m.text) for m in question.messages()}


def test_a_question_is_not_its_own_enemy() -> None:
    assert [fault.field for fault in a_question("a", enemies=["a"]).faults()] == [("enemies",)]


@pytest.mark.parametrize(
    ("voice", "who", "field"),
    [(Voice.SOURCE, None, "voice"), (Voice.PARTY, None, "voice"), (Voice.JOURNALIST, "NTB", "who")],
)
def test_a_source_and_a_party_are_named_and_nobody_else(voice: Voice, who: str | None, field: str) -> None:
    found = Evidence(quote="Tre barn", voice=voice, who=who, standing=Standing.ATTRIBUTED).faults()

    assert [fault.field for fault in found] == [(field,)]
