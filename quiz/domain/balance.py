"""Whether the key of a question can be told from its form alone: counts, and what chance would bring."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import comb
from typing import NamedTuple, TypeAlias

from quiz.domain.message import Message
from quiz.domain.question import Question

# Gives a message in one language; None where it is not translated.
Say: TypeAlias = Callable[[Message], str | None]

_STEM = 5  # letters: shorter words tell nothing, and more would set the forms of a word apart


class Guess(NamedTuple):
    """In how many of `questions` a way of guessing is right, how many chance alone would bring, and how
    probable it is (0 to 1) that chance brings at least as many, or at most as many."""

    right: int
    questions: int
    expected: float
    probability: float
    probability_of_so_few: float


class Words(NamedTuple):
    """How many wrong and how many right options hold one of some words; the probabilities (0 to 1) are those
    of at least so many wrong, or right ones, if the words fell on the options by chance."""

    in_wrong: int
    wrong: int
    in_right: int
    right: int
    probability: float
    probability_of_right: float


def fixed_keys(questions: Iterable[Question]) -> Mapping[str, Counter[str]]:
    """Count the keys of the questions that all offer the same choices, by kind."""
    counts: dict[str, Counter[str]] = {}
    for question in questions:
        choices = question.choices()
        if choices and all(choice.message is None for choice in choices):
            keys = counts.setdefault(question.KIND, Counter({choice.id: 0 for choice in choices}))
            keys.update(choice.id for choice in choices if choice.right)
    return counts


def key_positions(questions: Iterable[Question]) -> Mapping[str, Counter[int]]:
    """Count the places, from 1, of the one right option in its file, by kind."""
    counts: dict[str, Counter[int]] = {}
    for question in questions:
        choices = [choice for choice in question.choices() if choice.message is not None]
        places = [place for place, choice in enumerate(choices, start=1) if choice.right]
        if len(places) == 1 and len(choices) > 1:
            counts.setdefault(question.KIND, Counter()).update(places)
    return counts


def longest_options(questions: Iterable[Question], say: Say) -> Mapping[str, Guess]:
    """Count the questions whose longest option (in characters) is right, in one language, by kind.

    Chance picks any option of a question with equal probability: the number is then a sum of independent
    trials with unequal probabilities (the Poisson binomial distribution). Left out are questions in which two
    options are the longest, which are not translated, or whose options are the article's words.
    """
    return _guesses(questions, say, lambda asked, option: len(option))


def echoing_options(questions: Iterable[Question], say: Say) -> Mapping[str, Guess]:
    """Count the questions of which the option that repeats most words of the question is right, by kind.

    As `longest_options`. Short words are passed over, and words that begin alike are taken for one.
    """
    return _guesses(questions, say, lambda asked, option: len(_stems(asked) & _stems(option)))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"\w+", text.casefold()) if len(word) >= _STEM}


def _guesses(questions: Iterable[Question], say: Say, size: Callable[[str, str], int]) -> Mapping[str, Guess]:
    """Guess the option that is the largest by a size of the question's text and the option's."""
    outcomes: dict[str, list[tuple[bool, float]]] = {}
    for question, asked, options in _options(questions, say):
        sizes = [size(asked, text) for text, _ in options]
        largest = max(sizes)
        if sizes.count(largest) == 1:
            share = sum(right for _, right in options) / len(options)
            outcomes.setdefault(question.KIND, []).append((options[sizes.index(largest)][1], share))
    return {kind: _guess(of_kind) for kind, of_kind in outcomes.items()}


def _guess(outcomes: Sequence[tuple[bool, float]]) -> Guess:
    right = sum(is_right for is_right, _ in outcomes)
    shares = [share for _, share in outcomes]
    successes = _successes(shares)
    # Each is added up by itself: one less the other would lose all digits of a small probability.
    so_many, so_few = sum(successes[right:]), sum(successes[: right + 1])
    return Guess(right, len(outcomes), sum(shares), so_many, so_few)


def words_in_options(questions: Iterable[Question], say: Say, words: Iterable[str]) -> Words:
    """Count the options that hold one of some words, in one language; compare Fisher's exact test."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    options = [option for _, _, options in _options(questions, say) for option in options]
    held = [right for text, right in options if pattern.search(text)]
    in_right, right = sum(held), sum(right for _, right in options)
    in_wrong, wrong = len(held) - in_right, len(options) - right

    def probability(least: int, of: int, others: int) -> float:
        ways = sum(comb(of, n) * comb(others, len(held) - n) for n in range(least, len(held) + 1))
        return ways / comb(len(options), len(held))

    return Words(
        *(in_wrong, wrong, in_right, right),
        probability(in_wrong, wrong, right),
        probability(in_right, right, wrong),
    )


def _options(
    questions: Iterable[Question], say: Say
) -> Iterator[tuple[Question, str, list[tuple[str, bool]]]]:
    """Yield each question, its text, and each option in our own words with whether it is right."""
    for question in questions:
        asked = say(question.message("text", question.text))
        options = [
            (say(choice.message), choice.right)
            for choice in question.choices()
            if choice.message is not None and choice.message.field not in question.quoted_fields()
        ]
        said = [(text, right) for text, right in options if text is not None]
        if (
            asked is not None
            and len(said) == len(options)
            and 0 < sum(right for _, right in said) < len(said)
        ):
            yield question, asked, said


def _successes(shares: Sequence[float]) -> Sequence[float]:
    """Return how probable each number of successes is, of trials that have a probability each."""
    distribution = [1.0]
    for share in shares:
        failed = [p * (1 - share) for p in distribution] + [0.0]
        succeeded = [0.0] + [p * share for p in distribution]
        distribution = [a + b for a, b in zip(failed, succeeded, strict=True)]
    return distribution
