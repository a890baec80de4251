"""The history of a player."""

import re
from dataclasses import dataclass
from typing import ClassVar

from babel import Locale

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import AttemptSummary, Played
from quiz.domain.bank import Library
from quiz.services.history import PageOfHistory
from quiz.web.pages.practice import round_name
from quiz.web.rendering import Page
from quiz.web.site import Reader

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PLAYED = re.compile(rf"({_ID})(?:/({_ID}))?")


@dataclass(frozen=True)
class HistoryRow:
    """`title` is None where the quiz has been withdrawn; `changed` where a question was changed since."""

    attempt: AttemptSummary
    title: LocalizedText | None
    languages: tuple[str, ...]
    changed: bool


@dataclass(frozen=True)
class HistoryPage(Page):
    template: ClassVar[str] = "pages/history.html"

    rows: tuple[HistoryRow, ...]


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
    return HistoryPage(
        tuple(
            HistoryRow(
                attempt=past.attempt,
                title=_title(library, past.attempt, reader),
                languages=tuple(_language_name(tag, reader) for tag in past.locales),
                changed=past.attempt.id in found.changed,
            )
            for past in found.rounds
        )
    )


def _title(library: Library, attempt: AttemptSummary, reader: Reader) -> LocalizedText | None:
    found = library.bank(attempt.article_id, attempt.bank_id)
    return round_name(attempt.purpose, reader.say(found[0])(found[1].title_message)) if found else None


def _language_name(tag: str, reader: Reader) -> str:
    return Locale.parse(tag, sep="-").get_language_name(reader.locale) or tag
