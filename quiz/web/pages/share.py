"""A result to tell others of, and the questions that somebody has shared."""

from dataclasses import dataclass

from flask import url_for

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import Attempt
from quiz.domain.bank import Bank
from quiz.domain.progress import Score
from quiz.domain.share import read_round, write_round
from quiz.web.site import origin, reader


@dataclass(frozen=True)
class ShareableResult:
    """What the sentence to copy is made from; `url` is absolute and leads to the same questions."""

    title: LocalizedText
    score: Score
    url: str


@dataclass(frozen=True)
class SharedQuestions:
    """`code` names `count` questions, none where it names nothing; `gone` more are withdrawn."""

    code: str
    count: int
    gone: int


def shareable_result(
    attempt: Attempt, offered: bool, title: LocalizedText, score: Score
) -> ShareableResult | None:
    """Return what can be shared of a result; None for practice, which is one's own, and a withdrawn quiz."""
    if attempt.purpose.is_practice or not offered:
        return None
    path = url_for(
        "home.quiz",
        locale=reader().tag,
        article_id=attempt.article_id,
        bank_id=attempt.bank_id,
        round=write_round(item.question_id for item in attempt.items),
    )
    return ShareableResult(title, score, origin() + path)


def shared_questions(bank: Bank, code: str | None) -> SharedQuestions | None:
    """Return what an address says of shared questions; None where it says nothing."""
    if not code:
        return None
    found = read_round(code, bank.questions)
    if found is None:
        return SharedQuestions("", 0, 0)
    return SharedQuestions(write_round(found.question_ids), len(found.question_ids), found.unknown)
