"""The history of a player."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from babel import Locale

from quiz.domain.attempt import AttemptSummary
from quiz.domain.bank import Library
from quiz.web.pages.attempt import QuizName, quiz_name
from quiz.web.rendering import Page
from quiz.web.site import Reader


@dataclass(frozen=True)
class HistoryRow:
    attempt: AttemptSummary
    quiz: QuizName
    languages: tuple[str, ...]


@dataclass(frozen=True)
class HistoryPage(Page):
    template: ClassVar[str] = "pages/history.html"

    rows: tuple[HistoryRow, ...]


def history_page(library: Library, attempts: Sequence[AttemptSummary], reader: Reader) -> HistoryPage:
    return HistoryPage(
        tuple(
            HistoryRow(
                attempt=attempt,
                quiz=quiz_name(library, attempt.article_id, attempt.bank_id, reader),
                languages=tuple(_language_name(tag, reader) for tag in attempt.locales),
            )
            for attempt in attempts
        )
    )


def _language_name(tag: str, reader: Reader) -> str:
    return Locale.parse(tag, sep="-").get_language_name(reader.locale) or tag
