"""Practice: the page about it, what other pages say of it, and what a round of it is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import Attempt, AttemptSummary, Purpose
from quiz.domain.bank import Article, Library
from quiz.domain.schedule import Outlook
from quiz.services.practice import LONGEST_PRACTICE, Portion, portion
from quiz.web.reader import Reader
from quiz.web.rendering import Page


@dataclass(frozen=True)
class Invitation:
    """What the home page says of practice.

    `article_id` is where most is due, None where nothing is; `count` how many questions are due there.
    """

    article_id: str | None
    count: int
    unfinished: AttemptSummary | None
    start_key: str


@dataclass(frozen=True)
class MissedQuestions:
    """What a round of what was missed in an attempt comes to, and the mark of the form that starts it."""

    attempt_id: int
    portion: Portion
    start_key: str


@dataclass(frozen=True)
class ArticlePractice:
    """`missed` is of what was not fully right at last; each form has a mark of its own."""

    article_id: str
    title: LocalizedText
    due: Portion
    next_day: date | None
    tomorrow: bool
    coming: tuple[tuple[date, int], ...]
    later: int
    missed: Portion
    due_key: str
    missed_key: str


@dataclass(frozen=True)
class PracticePage(Page):
    template: ClassVar[str] = "pages/practice.html"

    articles: tuple[ArticlePractice, ...]
    unfinished: AttemptSummary | None
    longest: int


def round_name(purpose: Purpose, title: LocalizedText, reader: Reader) -> LocalizedText:
    """Return what a round is called: practice draws from all of an article, so its quiz tells nothing."""
    if purpose is Purpose.DUE:
        return LocalizedText(reader.translations.gettext("Practice: what was due"), reader.tag)
    if purpose is Purpose.MISSED:
        return LocalizedText(reader.translations.gettext("Practice: what you missed"), reader.tag)
    return title


def invitation(
    due: Mapping[str, int], attempts: Sequence[AttemptSummary], start_key: str
) -> Invitation | None:
    """Return what to say of practice to a player; None where there is nothing to say."""
    article_id = max(due, key=lambda each: due[each], default=None)
    unfinished = unfinished_practice(attempts)
    if article_id is None and unfinished is None:
        return None
    return Invitation(article_id, due[article_id] if article_id else 0, unfinished, start_key)


def unfinished_practice(attempts: Sequence[AttemptSummary]) -> AttemptSummary | None:
    """Return the newest round of practice that waits for answers; the attempts are newest first."""
    return next(
        (attempt for attempt in attempts if attempt.purpose.is_practice and not attempt.finished), None
    )


def missed_questions(attempt: Attempt, now: Article | None, start_key: str) -> MissedQuestions | None:
    """Return what can be practised of an attempt as its article is now; None where nothing can."""
    round = portion(now, attempt.missed) if now else None
    return MissedQuestions(attempt.id, round, start_key) if round and round.now else None


def practice_page(
    library: Library,
    outlooks: Mapping[str, Outlook],
    attempts: Sequence[AttemptSummary],
    reader: Reader,
    start_keys: Sequence[str],
) -> PracticePage:
    """Make the page; `start_keys` holds two marks for each article of the library."""
    keys = iter(start_keys)
    sections = [
        _section(article, outlooks[article.id], reader, next(keys), next(keys))
        for article in library.articles
        if article.id in outlooks
    ]
    return PracticePage(tuple(sections), unfinished_practice(attempts), LONGEST_PRACTICE)


def _section(
    article: Article, outlook: Outlook, reader: Reader, due_key: str, missed_key: str
) -> ArticlePractice:
    return ArticlePractice(
        article_id=article.id,
        title=reader.say(article)(article.message("title")),
        due=portion(article, outlook.due),
        next_day=outlook.next_day,
        tomorrow=outlook.next_day is not None and outlook.next_day == next(iter(outlook.coming)),
        coming=tuple(outlook.coming.items()),
        later=outlook.later,
        missed=portion(article, outlook.missed),
        due_key=due_key,
        missed_key=missed_key,
    )
