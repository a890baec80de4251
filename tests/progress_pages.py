"""The pages of rounds that ask how sure the player is, and of a history of many rounds."""

from collections.abc import Sequence

from quiz.domain.bank import Library
from tests.data_pages import Keep
from tests.playing import ARTICLE, SUNDAY, Choose, fields, question_of, right, wrong
from tests.site_client import PageView, SiteClient

PROGRESS_NAMES = (
    *("question, how sure", "question, how sure, empty", "answer, certain", "locked, certain"),
    *("result, certain and wrong", "result, certain and right", "review, certain"),
    *("history, few rated", "history, rated", "history, of a quiz", "history, of practice"),
    *("history, of nothing", "history, page 2", "quiz, focus wished"),
)
MANY = 21  # rounds, more than stand on a page


def progress_pages(library: Library, client: SiteClient, locale: str, keep: Keep) -> None:
    """Play rounds and say how sure one is, then look back."""
    question = keep("question, how sure", client.start(SUNDAY, locale, asks_certainty="yes"))
    attempt = question.address.rsplit("/", 1)[0]
    keep("question, how sure, empty", client.send(question.form("answer"), certainty="certain"))
    by_turns: Sequence[tuple[Choose, str]] = ((wrong, "certain"), (right, "guessing"), (right, ""))
    answered = say_how_sure(library, client, question, *by_turns[0])
    keep("answer, certain", answered)
    keep("locked, certain", client.get(question.address))
    question = client.follow(answered, data_action="next")
    keep("result, certain and wrong", play_on(library, client, question, by_turns))
    keep("review, certain", client.get(attempt + "/review"))
    keep("history, few rated", client.get(f"/{locale}/history"))
    question = client.start(SUNDAY, locale, asks_certainty="yes")
    keep("result, certain and right", play_on(library, client, question, [(right, "certain")]))
    keep("history, rated", client.get(f"/{locale}/history"))
    keep("history, of a quiz", client.get(f"/{locale}/history?quiz={SUNDAY}"))
    keep("history, of practice", client.get(f"/{locale}/history?quiz={ARTICLE}"))
    keep("history, of nothing", client.get(f"/{locale}/history?quiz={ARTICLE}/never-played"))
    keep("quiz, focus wished", client.get(f"/{locale}/quizzes/{SUNDAY}?focus=sequence"))
    start_many(client, locale)
    keep("history, page 2", client.get(f"/{locale}/history?page=2"))


def say_how_sure(
    library: Library, client: SiteClient, asked: PageView, choose: Choose, sure: str
) -> PageView:
    question, form = question_of(library, asked), asked.form("answer")
    return client.send(form, **{"certainty": sure} if sure else {}, **fields(question, choose(question)))


def play_on(
    library: Library, client: SiteClient, question: PageView, by_turns: Sequence[tuple[Choose, str]]
) -> PageView:
    """Answer from a question to the end, in ways that take turns, and return the result."""
    given = 0
    while question.kind:
        answered = say_how_sure(library, client, question, *by_turns[given % len(by_turns)])
        question = client.follow(answered, data_action="next")
        given += 1
    return question


def start_many(client: SiteClient, locale: str, count: int = MANY) -> None:
    """Start many rounds, and read none of their pages."""
    form = client.get(f"/{locale}/quizzes/{SUNDAY}").form("start")
    del form.fields["start_key"]
    for _ in range(count):
        client.http.post(form.address, data=form.fields)
