"""Give-aways: keys that can be told from the form of the questions, in each bank and in the whole article."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from quiz.banks.files import ARTICLE_FILE, BANK_FILE
from quiz.banks.languages import ABSOLUTE_WORDS, CAREFUL_WORDS, for_language
from quiz.banks.problem import Severity
from quiz.banks.report import Report
from quiz.domain.balance import (
    Guess,
    Say,
    echoing_options,
    fixed_keys,
    key_positions,
    longest_options,
    words_in_options,
)
from quiz.domain.bank import Article, Bank
from quiz.domain.question import Skill

FEWEST_KEYS = 8  # with fewer, even keys drawn by lot often lie to one side
LEAST_PROBABLE = 0.05  # what chance brings more seldom than this, it is not likely to have brought

KeyT = TypeVar("KeyT", str, int)


class Giveaway(NamedTuple):
    """What gives keys away; it is an error where it gives away all of them."""

    what: str
    advice: str
    severity: Severity = Severity.WARNING


def check_giveaways(article: Article, folder: Path, report: Report) -> None:
    """Report what gives keys away in the source language."""
    for bank in measured(article):
        file = folder / ARTICLE_FILE if bank.mixed else folder / bank.id / BANK_FILE
        found = [*in_keys(bank), *in_words(bank, article.language, lambda message: message.text)]
        for giveaway in found:
            report.add(file, 0, giveaway.what, giveaway.advice, severity=giveaway.severity)


def measured(article: Article) -> Iterator[Bank]:
    """Yield the banks, and the quiz that draws from all of them where it draws from several."""
    several = len(article.banks) > 2
    return (bank for bank in article.banks if several or not bank.mixed)


def in_keys(bank: Bank) -> Iterator[Giveaway]:
    """Yield what gives keys away in any language."""
    for kind, keys in fixed_keys(bank.questions).items():
        yield from _more_than_half(keys, f"{kind} questions have the key", "Ask more with another key.")
    for kind, places in key_positions(bank.questions).items():
        what = f"{kind} questions have the right option in the place"
        yield from _more_than_half(places, what, "Write some of them in another order.")
    yield from _in_the_focus(bank)


def _in_the_focus(bank: Bank) -> Iterator[Giveaway]:
    """Yield the skill that is called as a key is, where its questions have that key alone."""
    asked = [question for question in bank.questions if Skill.NOT_STATED in question.skills]
    keys = sum(fixed_keys(asked).values(), Counter[str]())
    if set(keys) == {Skill.NOT_STATED} and keys.total() > 1:
        what = f"every question that trains '{Skill.NOT_STATED}' has the key '{Skill.NOT_STATED}'"
        what += ": whoever asks for them knows it"
        yield Giveaway(what, "Let claims with another key train it, too.")


def in_words(bank: Bank, language: str, say: Say) -> Iterator[Giveaway]:
    """Yield what gives keys away in the words of one language."""
    for kind, longest in longest_options(bank.questions, say).items():
        what = f"the longest option is right in {_of(longest, kind)}"
        if longest.probability < LEAST_PROBABLE:
            advice = "Make right options shorter, or wrong ones longer."
            yield Giveaway(f"{what}{_once_in(longest.probability)}", advice)
        elif longest.probability_of_so_few < LEAST_PROBABLE:
            advice = "Make some right options longer: whoever never picks the longest is better than chance."
            yield Giveaway(f"{what}{_once_in(longest.probability_of_so_few)}", advice)
    for kind, echo in echoing_options(bank.questions, say).items():
        if echo.probability < LEAST_PROBABLE:
            what = f"the option with most words of the question is right in {_of(echo, kind)}"
            advice = "Say right options in other words than the question, or wrong ones in its words."
            yield Giveaway(f"{what}{_once_in(echo.probability)}", advice)
    for table, held, giving, advice in (
        (ABSOLUTE_WORDS, "an absolute word", "wrong", "Take such words out of wrong options."),
        (
            CAREFUL_WORDS,
            "a careful word",
            "right",
            "Take them out of right options, or be as careful in wrong.",
        ),
    ):
        if listed := for_language(table, language):
            found = words_in_options(bank.questions, say, listed)
            probability = found.probability if giving == "wrong" else found.probability_of_right
            counts = {
                "wrong": f"{found.in_wrong} of {found.wrong}",
                "right": f"{found.in_right} of {found.right}",
            }
            if probability < LEAST_PROBABLE:
                other = "right" if giving == "wrong" else "wrong"
                what = f"{counts[giving]} {giving} options hold {held} ({', '.join(listed)}), "
                what += f"and {counts[other]} {other} ones; chance would give{_once_in(probability)}"
                yield Giveaway(what, advice)


def _of(guess: Guess, kind: str) -> str:
    return f"{guess.right} of {guess.questions} {kind} questions; chance would give {guess.expected:.1f}, and"


def _once_in(probability: float) -> str:
    return f" this once in {1 / probability:.0f} banks"


def _more_than_half(counts: Mapping[KeyT, int], what: str, advice: str) -> Iterator[Giveaway]:
    total = sum(counts.values())
    key, most = Counter(counts).most_common(1)[0]
    if total >= FEWEST_KEYS and 2 * most > total:
        severity = Severity.ERROR if most == total else Severity.WARNING
        yield Giveaway(f"{most} of {total} {what} '{key}'", advice, severity)
