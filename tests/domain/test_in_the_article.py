"""Find the sentence and altered quote: kinds that depend on the article's own words."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.grade import Outcome, Refusal, RefusalReason
from quiz.domain.kinds.altered_quote import AlteredQuote
from quiz.domain.kinds.find_sentence import FindSentence
from quiz.domain.message import Message
from quiz.domain.picking import Option
from quiz.domain.question import Question
from tests.builders import a_text
from tests.questions import a_find_sentence, an_altered_quote, evidence, plain_number

STRETCH = ("p2.s1", "p2.s2", "p3.s1", "p3.s2")
sets_of_sentences = st.sets(st.sampled_from(STRETCH), min_size=1)
COLOURS = a_find_sentence(answers=[["p3.s1", "p3.s2"], ["p2.s2"]], wrong=["p2.s1"])


def faults(question: Question) -> list[tuple[tuple[str | int, ...], str]]:
    return [*question.faults(), *question.article_faults(a_text())]


@given(picked=sets_of_sentences)
def test_exactly_the_accepted_sets_of_sentences_are_right(picked: set[str]) -> None:
    grade = COLOURS.grade(COLOURS.read({"answer": list(picked)}, plain_number))

    assert (grade.points == 1) == (picked in ({"p3.s1", "p3.s2"}, {"p2.s2"}))
    assert grade.points in (0, 1)


@given(answers=st.lists(sets_of_sentences, min_size=1, max_size=3), picked=sets_of_sentences)
def test_a_set_is_right_in_whatever_order_it_is_listed(answers: list[set[str]], picked: set[str]) -> None:
    accepted = set().union(*answers)
    question = a_find_sentence(
        answers=[sorted(answer, reverse=True) for answer in answers], wrong=set(STRETCH) - accepted
    )

    assert question.grade(tuple(picked)).points == (picked in answers)
    assert question.stretch == STRETCH


def test_the_stretch_stands_in_the_order_of_the_article_also_beyond_nine() -> None:
    question = a_find_sentence(answers=[["p10.s2"]], wrong=["p9.s10", "p10.s1", "p9.s2"])

    assert question.stretch == ("p9.s2", "p9.s10", "p10.s1", "p10.s2")


def test_a_sentence_outside_the_stretch_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        COLOURS.read({"answer": ["p2.s2", "p1.s1"]}, plain_number)

    assert caught.value.reason is RefusalReason.NOT_AN_OPTION


@pytest.mark.parametrize(("question", "one"), [(a_find_sentence(), True), (COLOURS, False)])
def test_whether_one_sentence_is_enough_is_known_beforehand(question: FindSentence, one: bool) -> None:
    assert question.takes_one is one


def test_each_wrong_sentence_that_was_picked_is_explained() -> None:
    remarks = a_find_sentence().remarks(("p2.s2", "p3.s1", "p3.s2"))

    assert [(remark.about, remark.message.text) for remark in remarks] == [
        ("p3.s1", "Ikke p3.s1."),
        ("p3.s2", "Ikke p3.s2."),
    ]


def test_a_sound_question_on_the_article_has_no_fault() -> None:
    assert faults(a_find_sentence()) == []
    assert faults(an_altered_quote()) == []


@pytest.mark.parametrize(
    ("question", "field", "told"),
    [
        (a_find_sentence(wrong=STRETCH), ("wrong", 1, "sentence"), "p2.s2 is accepted"),
        (a_find_sentence(wrong=[*STRETCH[2:], "p2.s1", "p2.s1"]), ("wrong", 3, "sentence"), "listed twice"),
        (a_find_sentence(wrong=["p2.s1"]), ("first",), "it must have 3 to 9"),
        (a_find_sentence(wrong=["p2.s1", "p3.s1"]), ("wrong",), "p3.s2 is not explained"),
        (a_find_sentence(wrong=[*STRETCH[2:], "p2.s1", "p1.s1"]), ("first",), "p1.s1 does not stand from"),
        (a_find_sentence(wrong=[*STRETCH[2:], "p2.s1", "p2.s3"]), ("first",), "p2.s3 does not stand from"),
        (
            a_find_sentence(answers=[["p3.s1"]], wrong=["p2.s1", "p2.s2", "p3.s2"]),
            ("answers",),
            "not quote it",
        ),
        (a_find_sentence().model_copy(update={"first": "p3", "last": "p2"}), ("first",), "not a stretch"),
        (a_find_sentence().model_copy(update={"last": "p9"}), ("first",), "p2 to p9 is not a stretch"),
    ],
)
def test_a_stretch_that_does_not_fit_the_article_has_a_fault(
    question: FindSentence, field: tuple[str | int, ...], told: str
) -> None:
    assert [(at, what) for at, what in faults(question) if at == field and told in what]


def test_evidence_that_is_not_found_is_told_where_it_stands_and_nowhere_else_in_its_question() -> None:
    question = a_find_sentence().model_copy(update={"evidence": (evidence("Fire barn så på."),)})

    assert [field for field, _ in faults(question)] == [("answers",)]


def test_the_words_keep_their_order_whatever_the_file_and_the_chance() -> None:
    question = an_altered_quote()

    assert [choice.id for choice in question.choices()] == ["who", "animal", "day"]
    assert {question.arrange(Random(seed)) for seed in range(10)} == {("who", "animal", "day")}


def test_only_the_altered_word_earns_the_point() -> None:
    question = an_altered_quote()
    outcomes = {option.id: question.grade(option.id).outcome for option in question.options}

    assert outcomes == {
        "day": Outcome.INCORRECT,
        "animal": Outcome.CORRECT,
        "who": Outcome.INCORRECT,
    }


def with_option(text: str) -> AlteredQuote:
    question = an_altered_quote()
    return question.model_copy(
        update={"options": (*question.options, Option(id="more", text=text, why="Nei."))}
    )


@pytest.mark.parametrize(
    ("question", "field", "told"),
    [
        (
            an_altered_quote(shown="Brannvesenet hentet katten ned mandag."),
            ("shown",),
            "nothing has been altered",
        ),
        (an_altered_quote(original="hesten"), ("shown",), "with 'hesten' in place of 'hunden'"),
        (an_altered_quote(shown="Brannvesenet hentet hunden opp mandag."), ("shown",), "does not stand"),
        (with_option("tirsdag"), ("options", 3, "text"), "'tirsdag' stands 0 times"),
        (with_option("e"), ("options", 3, "text"), "'e' stands 7 times"),
        (with_option("ned mandag"), ("options", 3, "text"), "'ned mandag' and 'mandag' overlap"),
        (with_option("MANDAG"), ("options", 3, "text"), "two options read 'MANDAG'"),
    ],
)
def test_a_quotation_that_is_not_altered_in_one_place_has_a_fault(
    question: AlteredQuote, field: tuple[str | int, ...], told: str
) -> None:
    assert [(at, what) for at, what in faults(question) if at == field and told in what]


def test_a_translation_must_hold_each_word_once_as_well() -> None:
    english = {
        "shown": "The fire brigade fetched the dog on Monday, Monday.",
        "option who": "The fire brigade",
    }
    english |= {"option animal": "cat", "option day": "Monday"}

    def say(message: Message) -> str:
        return english[message.field]

    assert dict(an_altered_quote().translation_faults(say)) == {
        "option animal": "'cat' stands 0 times in `shown`: it must stand once",
        "option day": "'Monday' stands 2 times in `shown`: it must stand once",
    }
