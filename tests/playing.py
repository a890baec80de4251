"""How tests play: which answers are right and wrong, and a whole attempt from its start to its result."""

from collections.abc import Callable
from typing import TypeAlias

from quiz.domain.bank import Library
from quiz.domain.question import DONT_KNOW, Question
from tests.site_client import PageView, SiteClient

ARTICLE = "karabakh-2020"
WHOLE = f"{ARTICLE}/the-whole-article"
SUNDAY = f"{ARTICLE}/the-sunday"  # seven questions, of all three kinds

Choose: TypeAlias = Callable[[Question], str]


def right(question: Question) -> str:
    return str(question.key)


def wrong(question: Question) -> str:
    """Return a wrong answer that the question foresees, so that the page says why it is wrong."""
    if question.KIND == "number":
        return str(question.wrong[0].value)
    options = [option.id for option in getattr(question, "options", ())] or ["supported", "contradicted"]
    return next(option for option in options if option != question.key)


def skip(question: Question) -> str:
    return DONT_KNOW


def question_of(library: Library, page: PageView) -> Question:
    article = library.article(ARTICLE)
    assert article is not None
    return article.questions[page.question_id]


def play(client: SiteClient, library: Library, question: PageView, choose: Choose = right) -> PageView:
    """Answer from a question to the end, and return the result."""
    while question.kind:
        answer = client.answer(question, choose(question_of(library, question)))
        question = client.follow(answer, data_action="next")
    return question


def go_to(
    client: SiteClient, library: Library, kind: str, quiz: str = SUNDAY, locale: str = "nb"
) -> PageView:
    """Start a quiz and leave questions open until one of a kind comes; return it, unanswered."""
    page = client.start(quiz, locale)
    form = page.form("answer")
    attempt = form.address.rsplit("/", 1)[0]
    number = 1
    # Reading a page costs more than making it: those on the way are only looked at.
    while f'data-kind="{kind}"' not in page.text:
        client.http.post(f"{attempt}/{number}", data={**form.fields, "answer": DONT_KNOW})
        number += 1
        page = client.get(f"{attempt}/{number}")
    return page
