"""The history of a player."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import AttemptSummary, Played
from quiz.domain.bank import Library
from quiz.domain.look_back import Calibration, calibrate
from quiz.services.history import PageOfHistory
from quiz.web.locales import own_name
from quiz.web.pages.paging import page_numbers
from quiz.web.pages.practice import round_name
from quiz.web.pages.progress import (
    EDGE,
    HEIGHT,
    WIDTH,
    Lane,
    NextPractice,
    SkillTable,
    lanes,
    next_practice,
    skill_table,
)
from quiz.web.reader import Reader
from quiz.web.rendering import Page

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PLAYED = re.compile(rf"({_ID})(?:/({_ID}))?")


@dataclass(frozen=True)
class HistoryRow:
    """`title` is None where the quiz has been withdrawn; `changed` where a question was changed since.

    `languages` gives by their tags the names of the languages it was played in, each language's own.
    """

    attempt: AttemptSummary
    title: LocalizedText | None
    languages: Mapping[str, str]
    changed: bool


@dataclass(frozen=True)
class HistoryFilter:
    """A link that confines the history to a quiz or to practice; `code` is None for the one that does not.

    `title` is the quiz's, or the article's where there is practice on several. `count` tells the rounds.
    """

    code: str | None
    practice: bool
    title: LocalizedText | None
    count: int
    current: bool


@dataclass(frozen=True)
class HistoryPage(Page):
    """`number` is this page's, of `pages`; in `numbers` a None stands for pages left out.

    What looks back on the latest answers stands on the first page alone; `calibration` is None elsewhere.
    """

    template: ClassVar[str] = "pages/history.html"
    sizes: ClassVar[tuple[int, int, int]] = (WIDTH, HEIGHT, EDGE)

    rows: tuple[HistoryRow, ...]
    filters: tuple[HistoryFilter, ...]
    played: str | None
    count: int
    number: int
    pages: int
    numbers: tuple[int | None, ...]
    lanes: tuple[Lane, ...]
    skills: SkillTable | None
    calibration: Calibration | None
    next: NextPractice | None


def write_played(played: Played) -> str:
    """Return what was played as a short text for an address."""
    return played.article_id if played.bank_id is None else f"{played.article_id}/{played.bank_id}"


def read_played(code: str) -> Played:
    """Return what a text in an address names, be it there or not. Raises ValueError for other texts."""
    found = _PLAYED.fullmatch(code)
    if found is None:
        raise ValueError(code)
    return Played(found[1], found[2])


def history_page(library: Library, found: PageOfHistory, reader: Reader) -> HistoryPage:
    back = found.look_back
    titles = [_title(library, past.attempt, reader) for past in found.rounds]
    used = {tag for past in found.rounds for tag in past.locales}
    names = {tag: own_name(tag, sorted(used | {reader.tag})) for tag in used}
    return HistoryPage(
        rows=tuple(
            HistoryRow(
                attempt=past.attempt,
                title=title,
                languages={tag: names[tag] for tag in past.locales},
                changed=past.attempt.id in found.changed,
            )
            for past, title in zip(found.rounds, titles, strict=True)
        ),
        filters=tuple(_filters(library, found, reader)),
        played=write_played(found.played) if found.played else None,
        count=found.count,
        number=found.number,
        pages=found.pages,
        numbers=page_numbers(found.number, found.pages),
        lanes=lanes(
            library, [(past.attempt, title) for past, title in zip(found.rounds, titles, strict=True)]
        ),
        skills=skill_table(library, back) if back else None,
        calibration=calibrate((each.certainty, each.outcome) for each in back.rated) if back else None,
        next=next_practice(library, back, found.played) if back else None,
    )


def _filters(library: Library, found: PageOfHistory, reader: Reader) -> Iterator[HistoryFilter]:
    """Yield a link to everything, to each quiz that was played and still is one, and to practice."""
    yield HistoryFilter(None, False, None, sum(found.counts.values()), found.played is None)
    practised = [played for played in found.counts if played.bank_id is None]
    touched = {played.article_id for played in found.counts}
    for article in (article for article in library.articles if article.id in touched):
        say = reader.say(article)
        for bank in article.banks:
            played = Played(article.id, bank.id)
            if played in found.counts:
                yield _filter(found, played, say(bank.title_message))
        practice = Played(article.id, None)
        if practice in found.counts:
            title = say(article.message("title")) if len(practised) > 1 else None
            yield _filter(found, practice, title)


def _filter(found: PageOfHistory, played: Played, title: LocalizedText | None) -> HistoryFilter:
    practice, current = played.bank_id is None, found.played == played
    return HistoryFilter(write_played(played), practice, title, found.counts[played], current)


def _title(library: Library, attempt: AttemptSummary, reader: Reader) -> LocalizedText | None:
    found = library.bank(attempt.article_id, attempt.bank_id)
    return (
        round_name(attempt.purpose, reader.say(found[0])(found[1].title_message), reader) if found else None
    )
