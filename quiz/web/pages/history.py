"""The history of a player."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from babel import Locale

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import AttemptSummary
from quiz.domain.bank import Library
from quiz.web.pages.practice import round_name
from quiz.web.reader import Reader
from quiz.web.rendering import Page


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


def history_page(
    library: Library, attempts: Sequence[AttemptSummary], changed: Collection[int], reader: Reader
) -> HistoryPage:
    return HistoryPage(
        tuple(
            HistoryRow(
                attempt=attempt,
                title=_title(library, attempt, reader),
                languages=tuple(_language_name(tag, reader) for tag in attempt.locales),
                changed=attempt.id in changed,
            )
            for attempt in attempts
        )
    )


def _title(library: Library, attempt: AttemptSummary, reader: Reader) -> LocalizedText | None:
    found = library.bank(attempt.article_id, attempt.bank_id)
    if found is None:
        return None
    article, bank = found
    return round_name(attempt.purpose, reader.say(article)(bank.title_message), reader)


def _language_name(tag: str, reader: Reader) -> str:
    return Locale.parse(tag, sep="-").get_language_name(reader.locale) or tag
