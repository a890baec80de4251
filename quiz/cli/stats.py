"""The balance of a bank's questions and how they perform, as tables of text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from quiz.banks.giveaways import measured
from quiz.catalogs.domains import catalogue_files
from quiz.catalogs.translated import read_translations, say
from quiz.domain.balance import echoing_options, fixed_keys, key_positions, longest_options
from quiz.domain.bank import Article, Bank, Library
from quiz.domain.message import Message
from quiz.domain.statistics import FEWEST_ANSWERS, Performance
from quiz.settings import ContentSettings

NameT = TypeVar("NameT", bound=str | int)


def balance(settings: ContentSettings, library: Library, article: Article) -> Iterator[str]:
    """Yield the tables of one article's balance, line by line. Raises UnreadableCatalogueError."""
    banks = list(measured(article))
    rounds = [["", "questions", "longest"]]
    rounds += [[bank.id, str(len(bank.questions)), str(bank.longest_round)] for bank in banks]
    yield from _table("the longest round in which no question gives another away", rounds)
    yield from _counts("kinds", banks, {bank.id: Counter(q.KIND for q in bank.questions) for bank in banks})
    skills = {bank.id: Counter(skill.value for q in bank.questions for skill in q.skills) for bank in banks}
    yield from _counts("skills", banks, skills)
    keys = {bank.id: fixed_keys(bank.questions) for bank in banks}
    yield from _by_kind("keys", banks, keys)
    places = {bank.id: key_positions(bank.questions) for bank in banks}
    yield from _by_kind("places of the right option", banks, places)
    yield from _guesses(settings, library, article, banks)


def performances(article: Article, found: Mapping[str, Performance | None]) -> Iterator[str]:
    """Yield the table of how questions perform, line by line; none where nothing has been answered."""
    if not found:
        return
    rows = [["question", "answers", "fully right", "discrimination", "don't know"]]
    for question_id, shown in found.items():
        if shown is None:
            rows.append([question_id, f"fewer than {FEWEST_ANSWERS}", "", "", ""])
        else:
            correlation = "–" if shown.discrimination is None else f"{shown.discrimination:+.2f}"
            shares = [f"{shown.difficulty:.0%}", correlation, f"{shown.dont_know:.0%}"]
            rows.append([question_id, str(shown.answers), *shares])
    yield from _table(f"{article.id}: answers", rows)
    yield "  discrimination: whether those who do well otherwise do well here; below 0, look at the key"


def _by_kind(
    title: str, banks: Sequence[Bank], counts: Mapping[str, Mapping[str, Counter[NameT]]]
) -> Iterator[str]:
    for kind in sorted({kind for kinds in counts.values() for kind in kinds}):
        of_kind = {id: kinds.get(kind, Counter[NameT]()) for id, kinds in counts.items()}
        yield from _counts(f"{kind}: {title}", banks, of_kind)


def _counts(title: str, banks: Sequence[Bank], counts: Mapping[str, Counter[NameT]]) -> Iterator[str]:
    names = sorted({name for counter in counts.values() for name in counter}, key=str)
    rows = [["", *map(str, names), "all"]]
    for bank in banks:
        counter = counts[bank.id]
        rows.append([bank.id, *(str(counter[name]) for name in names), str(counter.total())])
    yield from _table(title, rows)


def _guesses(
    settings: ContentSettings, library: Library, article: Article, banks: Sequence[Bank]
) -> Iterator[str]:
    files = catalogue_files(settings.translations, library, settings.locales)
    translated = {file.locale: read_translations(file) for file in files if file.domain.name == article.id}
    for title, guesses in (
        ("the longest option is right", longest_options),
        ("the option with most words of the question is right", echoing_options),
    ):
        rows = [["", "kind", "language", "right", "of", "by chance"]]
        for bank in banks:
            for locale in (article.language, *translated):
                words = partial(say, translated[locale]) if locale in translated else _as_written
                for kind, guess in guesses(bank.questions, words).items():
                    numbers = [str(guess.right), str(guess.questions), f"{guess.expected:.1f}"]
                    rows.append([bank.id, kind, locale, *numbers])
        if len(rows) > 1:
            yield from _table(title, rows)


def _as_written(message: Message) -> str:
    return message.text


def _table(title: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    rows = list(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    yield ""
    yield title
    for row in rows:
        cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join(["", row[0].ljust(widths[0]), *cells]).rstrip()
