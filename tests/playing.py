"""How tests play: which answers are right and wrong, and a whole attempt from its start to its result."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from quiz.domain.bank import Library
from quiz.domain.kinds.find_sentence import FindSentence
from quiz.domain.kinds.multiple_choice import MultipleChoice
from quiz.domain.kinds.number import NumberQuestion
from quiz.domain.kinds.ordering import Ordering, position_field
from quiz.domain.question import DONT_KNOW, Question, Response
from tests.site_client import PageView, SiteClient

ARTICLE = "karabakh-2020"
WHOLE = f"{ARTICLE}/the-whole-article"
SUNDAY = f"{ARTICLE}/the-sunday"  # a bank with questions of all kinds

PARTLY = ("multiple-choice", "ordering")  # the kinds that give parts of a point

Choose: TypeAlias = Callable[[Question], Response]


def sunday_size(library: Library) -> int:
    """How many questions the Sunday's quiz has."""
    found = library.bank(*SUNDAY.split("/"))
    assert found is not None
    return len(found[1].questions)


def right(question: Question) -> Response:
    return question.key


def wrong(question: Question) -> Response:
    """Return a wrong answer that the question foresees, so that the page says why it is wrong."""
    if isinstance(question, NumberQuestion):
        return str(question.wrong[0].value)
    if isinstance(question, Ordering):
        return question.answer[::-1]
    if isinstance(question, FindSentence):
        return (question.wrong[0].sentence,)
    options = [option.id for option in getattr(question, "options", ())] or ["supported", "contradicted"]
    if isinstance(question, MultipleChoice):
        return tuple(option for option in options if option not in question.answers)
    return next(option for option in options if option != question.key)


def partly_right(question: Question) -> Response:
    """Return an answer that earns a part of the points, for the kinds that give parts."""
    if isinstance(question, Ordering):
        first, second, *rest = question.answer
        return (second, first, *rest)
    if isinstance(question, MultipleChoice):
        return question.answers[:1]
    return wrong(question)


def skip(question: Question) -> Response:
    return None


def fields(question: Question, response: Response) -> Mapping[str, Any]:
    """Return the form fields in which a browser sends an answer."""
    if response is None:
        return {"answer": DONT_KNOW}
    if isinstance(question, Ordering):
        return {position_field(item): str(place) for place, item in enumerate(response, start=1)}
    return {"answer": list(response) if isinstance(response, tuple) else response}


def question_of(library: Library, page: PageView) -> Question:
    article = library.article(ARTICLE)
    assert article is not None
    return article.questions[page.question_id]


def evidence_of(library: Library, page: PageView) -> str:
    """Return a sentence that settles the question on a page."""
    article = library.article(ARTICLE)
    assert article is not None
    return article.passage(question_of(library, page).evidence[0]).id


def answer(client: SiteClient, library: Library, asked: PageView, choose: Choose = right) -> PageView:
    """Answer the question on a page and return the page that follows."""
    question = question_of(library, asked)
    return client.send(asked.form("answer"), **fields(question, choose(question)))


def play(client: SiteClient, library: Library, question: PageView, choose: Choose = right) -> PageView:
    """Answer from a question to the end, and return the result."""
    while question.kind:
        question = client.follow(answer(client, library, question, choose), data_action="next")
    return question


def play_unread(client: SiteClient, library: Library, question: PageView, choose: Choose = right) -> PageView:
    """Answer from a round's first question to the end, and return the result.

    To read a page takes longer than to make it: those on the way are not looked at.
    """
    form = question.form("answer")
    attempt = form.address.rsplit("/", 1)[0]
    newest = client.http.get("/nb/history/export.json").get_json()["attempts"][0]
    assert attempt.endswith(f"/{newest['attempt']}")
    for item in newest["unanswered"]:
        asked = library.articles[0].questions[item["question"]]
        given = fields(asked, choose(asked))
        client.http.post(
            f"{attempt}/{item['number']}", data={"csrf_token": form.fields["csrf_token"], **given}
        )
    return client.get(attempt)


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
