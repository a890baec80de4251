"""The home page and a quiz's own page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quiz.catalogs.lookup import LocalizedText
from quiz.domain.attempt import AttemptSummary
from quiz.domain.bank import Article, Bank, Library
from quiz.domain.progress import Standing, standing
from quiz.domain.question import Skill
from quiz.services.history import PageNotFoundError
from quiz.web.pages.paging import page_numbers
from quiz.web.pages.practice import Invitation
from quiz.web.pages.share import SharedQuestions
from quiz.web.reader import Reader
from quiz.web.rendering import Page

LENGTHS = (10, 20)
ON_A_PAGE = 20  # articles


@dataclass(frozen=True)
class QuizCard:
    bank_id: str
    title: LocalizedText
    summary: LocalizedText
    size: int
    mixed: bool
    standing: Standing


@dataclass(frozen=True)
class ArticleSection:
    article_id: str
    title: LocalizedText
    summary: LocalizedText
    date: date
    cards: tuple[QuizCard, ...]


@dataclass(frozen=True)
class HomePage(Page):
    """`number` is this page's, of `pages`; in `numbers` a None stands for pages left out."""

    template: ClassVar[str] = "pages/home.html"

    articles: tuple[ArticleSection, ...]
    invitation: Invitation | None
    number: int
    pages: int
    numbers: tuple[int | None, ...]


def home_page(
    library: Library,
    attempts: Sequence[AttemptSummary],
    reader: Reader,
    invitation: Invitation | None,
    number: int = 1,
) -> HomePage:
    """Make a page of the articles. Raises PageNotFoundError where there are fewer pages."""
    pages = max(1, -(-len(library.articles) // ON_A_PAGE))
    if number > pages:
        raise PageNotFoundError
    shown = library.articles[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    sections = tuple(_section(article, attempts, reader) for article in shown)
    return HomePage(sections, invitation, number, pages, page_numbers(number, pages))


def _section(article: Article, attempts: Sequence[AttemptSummary], reader: Reader) -> ArticleSection:
    say = reader.say(article)
    attempts = [attempt for attempt in attempts if attempt.article_id == article.id]
    return ArticleSection(
        article_id=article.id,
        title=say(article.message("title")),
        summary=say(article.message("summary")),
        date=article.date,
        cards=tuple(_card(article, bank, attempts, reader) for bank in article.banks),
    )


def _card(article: Article, bank: Bank, attempts: Sequence[AttemptSummary], reader: Reader) -> QuizCard:
    say = reader.say(article)
    mine = [attempt for attempt in attempts if (attempt.article_id, attempt.bank_id) == (article.id, bank.id)]
    return QuizCard(
        bank_id=bank.id,
        title=say(bank.title_message),
        summary=say(bank.summary_message),
        size=len(bank.questions),
        mixed=bank.mixed,
        standing=standing(mine),
    )


@dataclass(frozen=True)
class QuizPage(Page):
    """`lengths` are the rounds shorter than all, `skills` what one may focus on with how many questions.

    `some_give_away` tells that there are questions that give others away, which only all together hold;
    `problem` tells that what was asked for could not be read; `shared` that the address names questions;
    `focus` is the skill that it names, if the quiz asks for it.
    """

    template: ClassVar[str] = "pages/quiz.html"

    article_id: str
    article_title: LocalizedText
    article_summary: LocalizedText
    date: date
    author: str | None
    publisher: str | None
    as_of: LocalizedText
    card: QuizCard
    lengths: tuple[int, ...]
    some_give_away: bool
    skills: tuple[tuple[Skill, int], ...]
    start_key: str
    problem: bool
    shared: SharedQuestions | None
    focus: Skill | None


def quiz_page(
    article: Article,
    bank: Bank,
    attempts: Sequence[AttemptSummary],
    reader: Reader,
    start_key: str,
    *,
    problem: bool = False,
    shared: SharedQuestions | None = None,
    focus: str | None = None,
) -> QuizPage:
    say = reader.say(article)
    return QuizPage(
        article_id=article.id,
        article_title=say(article.message("title")),
        article_summary=say(article.message("summary")),
        date=article.date,
        author=article.author,
        publisher=article.publisher,
        as_of=say(article.message("as_of")),
        card=_card(article, bank, attempts, reader),
        lengths=_lengths(bank),
        some_give_away=bank.longest_round < len(bank.questions),
        skills=_skills(bank),
        start_key=start_key,
        problem=problem,
        shared=shared,
        focus=next((skill for skill, _ in _skills(bank) if skill == focus), None),
    )


def _lengths(bank: Bank) -> tuple[int, ...]:
    """Return the rounds shorter than all; where the usual ones are too long, the longest there is."""
    possible = tuple(length for length in LENGTHS if length <= bank.longest_round)
    shortest = possible or (bank.longest_round,)
    return tuple(length for length in shortest if length < len(bank.questions))


def _skills(bank: Bank) -> tuple[tuple[Skill, int], ...]:
    """Count the questions for each skill, in the order in which the skills are listed."""
    counts = Counter(skill for question in bank.questions for skill in question.skills)
    return tuple((skill, counts[skill]) for skill in Skill if counts[skill])
