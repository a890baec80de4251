"""What every kind of question has in common: how a form is read, graded and explained."""

from collections.abc import Iterator
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.grade import Outcome, Rearrangement, Refusal, RefusalReason
from quiz.domain.kinds.ordering import MOVE_FIELD, ORDER_FIELD, position_field
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.question import ANSWER_FIELD, DONT_KNOW, Evidence, Form, Question, Response, Standing, Voice
from tests.questions import a_form, a_question, an_ordering, one_of_each_kind, plain_number

QUESTIONS = one_of_each_kind()
OF_ONE_ANSWER = [question for question in QUESTIONS if isinstance(question.key, str)]
EVENTS = an_ordering().answer


def kind_of(question: Question) -> str:
    return question.KIND


each_kind = pytest.mark.parametrize("question", QUESTIONS, ids=kind_of)

# Whatever a form may hold for any kind: right, wrong, none of these, and not for it at all.
ids = [choice.id for question in QUESTIONS for choice in question.choices()]
sentences = [sentence for question in QUESTIONS for sentence in question.stretch]
words = st.sampled_from([DONT_KNOW, "", " ", "3", "4", "1e9", "-0", *ids, *sentences])
answers = st.lists(words | st.text(max_size=8), max_size=4)
places = st.lists(st.sampled_from(["1", "2", "3", "4", "0", " 1 ", "", "one"]), max_size=2)
moves = st.lists(
    st.sampled_from([f"{id}:{way}" for id in EVENTS for way in ("up", "down", "out")]), max_size=2
)
orders = st.lists(st.sampled_from(["found,told,fetched", "found,found,told", ""]), max_size=2)
anything = st.fixed_dictionaries(
    {},
    optional={
        ANSWER_FIELD: answers,
        "csrf_token": answers,
        "points": answers,
        MOVE_FIELD: moves,
        ORDER_FIELD: orders,
        **{position_field(event): places for event in EVENTS},
    },
)
keys = st.sampled_from([a_form(question, question.key) for question in QUESTIONS])
forms = anything | keys | st.builds(lambda key, other: {**other, **key}, keys, anything)


def test_there_is_an_example_of_every_kind() -> None:
    assert {question.KIND for question in QUESTIONS} == set(all_kinds())


@each_kind
def test_the_key_earns_all_points(question: Question) -> None:
    response = question.read(a_form(question, question.key), plain_number)

    grade = question.grade(response)

    assert response == question.key
    assert (grade.points, grade.max_points, grade.outcome) == (1, 1, Outcome.CORRECT)


def given_to(question: Question, form: Form) -> object:
    """Return what a question makes of a form: a response, a reason to refuse it, or an order to show."""
    try:
        return question.read(form, plain_number)
    except Refusal as refusal:
        return refusal.reason
    except Rearrangement as wish:
        return f"draft {wish.draft}"


def read_by_each(form: Form) -> Iterator[tuple[Question, Response]]:
    """Yield the questions that can read a form, and what they read. (One form serves all: it is quicker.)"""
    for question in QUESTIONS:
        with suppress(Refusal, Rearrangement):
            yield question, question.read(form, plain_number)


@given(form=forms)
def test_only_the_key_earns_all_points_and_points_stay_within_bounds(form: Form) -> None:
    for question, response in read_by_each(form):
        grade = question.grade(response)

        assert 0 <= grade.points <= grade.max_points == 1
        assert (grade.points == 1) == (grade.outcome is Outcome.CORRECT) == (response == question.key)
        assert grade.skipped == (response is None) == (DONT_KNOW in form.get(ANSWER_FIELD, []))


@given(form=forms, rng=st.randoms(use_true_random=False))
def test_the_order_in_which_a_form_is_sent_does_not_matter(form: Form, rng: Random) -> None:
    names = rng.sample(list(form), len(form))
    shuffled = {name: rng.sample(list(form[name]), len(form[name])) for name in names}

    for question in QUESTIONS:
        assert given_to(question, shuffled) == given_to(question, form)


@given(form=forms)
def test_what_was_read_is_read_again_from_the_form_that_says_so(form: Form) -> None:
    for question, response in read_by_each(form):
        assert question.read(a_form(question, response), plain_number) == response


@given(form=forms)
def test_whatever_is_said_of_an_answer_can_be_translated(form: Form) -> None:
    for question, response in read_by_each(form):
        known = {message.context: message.text for message in question.messages()}
        assert all(known[r.message.context] == r.message.text for r in question.remarks(response))


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
    form = {name: [*values[:-1], value] for name, values in a_form(question, question.key).items()}

    with pytest.raises(Refusal) as caught:
        question.read(form, plain_number)

    assert caught.value.reason in {
        RefusalReason.NOT_AN_OPTION,
        RefusalReason.NOT_A_NUMBER,
        RefusalReason.NOT_AN_ORDER,
    }


@pytest.mark.parametrize("question", OF_ONE_ANSWER, ids=kind_of)
def test_two_answers_are_refused_where_one_is_asked_for(question: Question) -> None:
    for other in ("owner", "supported", "4", "day", str(question.key)):
        with pytest.raises(Refusal):
            question.read({"answer": [str(question.key), other]}, plain_number)


@each_kind
def test_dont_know_is_no_wrong_answer(question: Question) -> None:
    response = question.read({"answer": [DONT_KNOW]}, plain_number)

    grade = question.grade(response)

    assert response is None
    assert (grade.points, grade.max_points, grade.outcome) == (0, 1, Outcome.SKIPPED)
    assert question.remarks(None) == ()


@each_kind
def test_dont_know_beside_another_answer_stands(question: Question) -> None:
    """The number and its button "I don't know" are two fields of one form."""
    form = a_form(question, question.key)

    assert question.read({**form, "answer": [*form.get("answer", []), DONT_KNOW]}, plain_number) is None


@each_kind
def test_nothing_is_said_against_the_right_answer(question: Question) -> None:
    assert question.remarks(question.key) == ()


@each_kind
def test_what_a_player_reads_can_be_translated(question: Question) -> None:
    known = {message.context for message in question.messages()}
    worded = [choice.message.context for choice in question.choices() if choice.message is not None]

    assert {*worded, *(message.context for message in question.asked_with())} <= known
    assert question.quoted_fields() <= {message.field for message in question.messages()}


@each_kind
@given(seed=st.integers())
def test_options_are_arranged_by_chance_alone_and_none_is_lost(question: Question, seed: int) -> None:
    arranged = question.arrange(Random(seed))

    assert sorted(arranged) == sorted(choice.id for choice in question.choices())
    assert arranged == question.arrange(Random(seed))


@each_kind
def test_a_changed_word_is_another_version_and_a_changed_skill_is_not(question: Question) -> None:
    reworded = question.model_copy(update={"explanation": "Derfor."})
    elsewhere = question.model_copy(update={"skills": ("recall",), "enemies": ("who",)})

    assert reworded.fingerprint != question.fingerprint == elsewhere.fingerprint


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


@pytest.mark.parametrize(("voice", "who"), [(Voice.SOURCE, "EU"), (Voice.PARTY, "EU"), (Voice.HEARSAY, None)])
def test_only_the_journalist_reports_an_appeal(voice: Voice, who: str | None) -> None:
    found = Evidence(quote="Hjelp.", voice=voice, who=who, standing=Standing.APPEAL).faults()

    assert any("reported by the journalist" in fault.what for fault in found)


@pytest.mark.parametrize(("who", "fields"), [("EU", []), (None, [("standing",)])])
def test_an_appeal_names_who_appeals(who: str | None, fields: list[tuple[str, ...]]) -> None:
    found = Evidence(quote="Hjelp.", voice=Voice.JOURNALIST, who=who, standing=Standing.APPEAL).faults()

    assert [fault.field for fault in found] == fields


@pytest.mark.parametrize(
    ("quote", "is_part"),
    [
        ("Tre barn så på, melder NTB.", False),
        ("«Tre barn så på.»", False),
        ("– Tre barn så på.", False),
        ("3 barn så på:", False),
        ("Tre barn", True),
        ("så på, melder NTB.", True),
        ("barn så på", True),
    ],
)
def test_words_that_do_not_begin_and_end_like_a_sentence_are_a_part_of_one(quote: str, is_part: bool) -> None:
    evidence = Evidence(quote=quote, voice=Voice.JOURNALIST, standing=Standing.ESTABLISHED)

    assert evidence.is_part is is_part
