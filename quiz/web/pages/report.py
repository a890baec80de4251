"""The page on which a problem with a question is reported."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import Item
from quiz.domain.report import LONGEST_TEXT, Reason, ReportFault
from quiz.web.pages.attempt import Occasion, QuizName
from quiz.web.rendering import Page


@dataclass(frozen=True)
class GivenReport:
    """What had been written, as far as a page can give it back."""

    reason: str
    text: str


@dataclass(frozen=True)
class ReportPage(Page):
    """`faults` says why the form could not be kept; `longest` is the most characters of its text."""

    template: ClassVar[str] = "pages/report.html"

    attempt_id: int
    quiz: QuizName
    number: int
    length: int
    question_id: str
    question: LocalizedText
    reasons: tuple[Reason, ...]
    longest: int
    send_key: str
    given: GivenReport
    faults: Collection[ReportFault]


def report_page(
    occasion: Occasion,
    item: Item,
    send_key: str,
    given: GivenReport | None = None,
    faults: Collection[ReportFault] = (),
) -> ReportPage:
    question = occasion.question(item)
    return ReportPage(
        attempt_id=occasion.attempt.id,
        quiz=occasion.quiz,
        number=item.number,
        length=occasion.attempt.length,
        question_id=question.id,
        question=occasion.say(question.message("text", question.text)),
        reasons=tuple(Reason),
        longest=LONGEST_TEXT,
        send_key=send_key,
        given=given or GivenReport("", ""),
        faults=faults,
    )
