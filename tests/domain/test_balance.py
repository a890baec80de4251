"""What the form of questions tells of their keys."""

from collections import Counter
from itertools import product
from math import prod

import pytest

from quiz.domain.balance import (
    echoing_options,
    fixed_keys,
    key_positions,
    longest_options,
    words_in_options,
)
from quiz.domain.kinds.altered_quote import AlteredQuote
from quiz.domain.kinds.multiple_choice import MultipleChoice
from quiz.domain.kinds.single_choice import SingleChoice
from quiz.domain.kinds.verdict import Verdict
from quiz.domain.message import Message
from quiz.domain.picking import Option
from quiz.domain.question import Skill
from tests.questions import a_number_question, a_verdict_question, evidence

COMMON = {"id": "q", "skills": (Skill.RECALL,), "text": "?", "explanation": "!", "evidence": (evidence(),)}


def as_written(message: Message) -> str:
    return message.text


def choose_one(right: str, *wrong: str, text: str = "?") -> SingleChoice:
    options = [Option(id="right", text=right)]
    options += [Option(id=f"wrong-{n}", text=text, why="No.") for n, text in enumerate(wrong)]
    return SingleChoice(**{**COMMON, "text": text}, answer="right", options=options)


def choose_all(right: tuple[str, ...], wrong: tuple[str, ...]) -> MultipleChoice:
    options = [Option(id=text, text=text) for text in right]
    options += [Option(id=text, text=text, why="No.") for text in wrong]
    return MultipleChoice(**COMMON, answers=right, options=options)


def find_the_change(*words: str) -> AlteredQuote:
    """Make a question whose last word is the altered one."""
    options = [Option(id=word, text=word, why="No.") for word in words[:-1]]
    options.append(Option(id=words[-1], text=words[-1]))
    return AlteredQuote(
        **COMMON, answer=words[-1], options=options, shown=" ".join(sorted(words)), original="x"
    )


def test_keys_are_counted_where_all_questions_offer_the_same() -> None:
    questions = [a_verdict_question("a"), a_verdict_question("b", Verdict.SUPPORTED), a_number_question()]

    assert fixed_keys([*questions, choose_one("x", "y")]) == {
        "verdict": Counter({"supported": 1, "contradicted": 1, "not-stated": 0})
    }


def test_places_are_counted_where_one_option_is_right() -> None:
    questions = [
        choose_one("x", "y"),
        choose_one("x", "z"),
        choose_all(("a", "b"), ("c",)),
        a_verdict_question(),
    ]

    assert key_positions(questions) == {"single-choice": Counter({1: 2})}


def test_the_words_of_an_altered_quotation_have_the_places_in_which_the_player_sees_them() -> None:
    assert key_positions([find_the_change("c", "b", "a")]) == {"altered-quote": Counter({1: 1})}


def test_the_longest_option_is_compared_with_what_chance_would_bring() -> None:
    questions = [choose_one("longest", "short", "tiny"), choose_one("short", "longest")]

    found = longest_options(questions, as_written)["single-choice"]

    assert (found.right, found.questions) == (1, 2)
    assert found.expected == pytest.approx(1 / 3 + 1 / 2)
    assert found.probability == pytest.approx(1 - 2 / 3 * 1 / 2)


def test_several_right_options_make_it_more_probable_that_the_longest_is_right() -> None:
    assert (
        longest_options([choose_all(("long", "a"), ("b", "c"))], as_written)["multiple-choice"].expected
        == 0.5
    )


@pytest.mark.parametrize(
    "question",
    [
        choose_one("same", "size"),
        find_the_change("a", "bb", "ccc"),
        a_verdict_question(),
        a_number_question(),
    ],
)
def test_questions_in_which_length_tells_nothing_are_left_out(question: SingleChoice) -> None:
    assert longest_options([question], as_written) == {}


def test_kinds_are_measured_apart_as_one_may_hide_what_the_other_gives_away() -> None:
    questions = [choose_one("short", "longest"), choose_all(("longest", "a"), ("b",))]

    found = longest_options(questions, as_written)

    assert {kind: longest.right for kind, longest in found.items()} == {
        "single-choice": 0,
        "multiple-choice": 1,
    }


def test_questions_that_are_not_translated_are_left_out() -> None:
    half = {"option right": "longest"}

    assert longest_options([choose_one("x", "y")], lambda message: half.get(message.field)) == {}


def test_the_probability_is_that_of_at_least_so_many() -> None:
    questions = [choose_one("longest", *"abcdef"[:wrong]) for wrong in (1, 2, 3, 4)]
    questions[3] = choose_one("a", "longest", "b", "c", "d")
    chances = [1 / 2, 1 / 3, 1 / 4, 1 / 5]

    by_hand = sum(
        prod(p if hit else 1 - p for p, hit in zip(chances, hits, strict=True))
        for hits in product((True, False), repeat=4)
        if sum(hits) >= 3
    )

    assert longest_options(questions, as_written)["single-choice"].probability == pytest.approx(by_hand)


def test_a_probability_is_exact_however_small_it_is() -> None:
    never = longest_options([choose_one("a", "longest") for _ in range(60)], as_written)["single-choice"]
    always = longest_options([choose_one("longest", "a") for _ in range(60)], as_written)["single-choice"]

    assert never.probability_of_so_few == pytest.approx(0.5**60, abs=0)
    assert always.probability == pytest.approx(0.5**60, abs=0)


def test_words_are_counted_whole_in_wrong_and_in_right_options() -> None:
    questions = [choose_one("some", "ALL of them", "allowed"), choose_one("all but one", "none")]

    found = words_in_options(questions, as_written, ("all", "none"))

    assert found[:4] == (2, 3, 1, 2)
    # Three of the five options hold a word: of the 10 ways, 6 hit two wrong ones, and 1 hits all three.
    assert found.probability == pytest.approx((3 * 2 + 1) / 10)
    # All but the one way that leaves out both right ones.
    assert found.probability_of_right == pytest.approx(9 / 10)


def test_the_option_that_repeats_the_question_is_compared_with_what_chance_would_bring() -> None:
    asked = "Why is the bridge closed?"
    questions = [
        choose_one("Since the BRIDGES are old", "A flood is near", "It is the law", text=asked),
        choose_one("A flood", "The closure was bridged", text=asked),
        choose_one("The bridge", "Another bridge", text=asked),
        choose_one("It is the law", "Why not", text=asked),
    ]

    found = echoing_options(questions, as_written)["single-choice"]

    assert (found.right, found.questions) == (1, 2)
    assert found.expected == pytest.approx(1 / 3 + 1 / 2)


def test_a_question_whose_text_is_not_translated_echoes_nothing() -> None:
    question = choose_one("The bridge", "A flood", text="Why is the bridge closed?")

    assert echoing_options([question], lambda message: None if message.field == "text" else "bridge") == {}
