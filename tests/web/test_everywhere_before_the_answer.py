"""No route, in no state of a round, tells anything of a question before it has been answered.

What stands on the question's own page is looked at question by question in test_before_the_answer.py. Here
every route of the site is asked, and all that comes back is searched for what only answer pages may say.
"""

import json
from collections.abc import Iterator
from html import unescape

import pytest
from flask import Flask

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Article, Library
from quiz.domain.question import Question
from quiz.web.static_files import BUILT
from tests.every_address import addresses
from tests.playing import ARTICLE, SUNDAY, answer, fields, question_of, right, skip, sunday_size
from tests.site_client import SiteClient
from tests.web.conftest import LOCALES

TOLD_LATER = (" / why ", " / explanation")
HEADERS_OF_OUR_OWN = {"Content-Length", "Date", "Set-Cookie", "X-Request-ID"}


def secrets(question: Question, article: Article, catalogues: Catalogues) -> set[str]:
    """Return what only the answer page may say of a question, in every language."""
    return {
        " ".join(catalogues.say(article.id, message, locale).text.split())
        for message in question.messages()
        if any(part in message.context for part in TOLD_LATER)
        for locale in LOCALES
    }


def everything(app: Flask, client: SiteClient, attempt: str, length: int) -> Iterator[tuple[str, str]]:
    """Ask every route of the site, and yield what each sends: body and headers."""
    values = {
        "locale": LOCALES,
        "attempt_id": [int(attempt.rsplit("/", 1)[1])],
        "number": range(1, length + 1),
        "article_id": [ARTICLE],
        "bank_id": [bank.id for bank in app.extensions["kildesjekk"].library.article(ARTICLE).banks],
        "token": ["no-such-link"],
    }
    token = client.get(f"/nb/quizzes/{SUNDAY}").form("start").fields["csrf_token"]
    for address in addresses(app, "GET", values):
        yield address, _told(client, "GET", address, {})
    for address in addresses(app, "POST", values):
        if _changes_nothing(address):
            for form in ({}, {"answer": "x", "sentence": "x", "move": "x:up", "order": "x"}):
                yield f"{address} {form}", _told(client, "POST", address, {"csrf_token": token, **form})


def _changes_nothing(address: str) -> bool:
    """Whether a form that is sent half filled in is refused: others start rounds, or delete them."""
    return "/attempts/" in address and not address.endswith("/practice")


def _told(client: SiteClient, method: str, address: str, form: dict[str, str]) -> str:
    response = client.http.open(address, method=method, data=form if method == "POST" else None)
    headers = "\n".join(
        f"{name}: {value}" for name, value in response.headers if name not in HEADERS_OF_OUR_OWN
    )
    return " ".join(unescape(f"{response.get_data(as_text=True)}\n{headers}").split())


def leaks(
    app: Flask, client: SiteClient, attempt: str, length: int, hidden: dict[str, set[str]]
) -> list[str]:
    """Return where a secret of a question is told, by question."""
    return [
        f"{question} at {address}"
        for address, told in everything(app, client, attempt, length)
        for question, texts in hidden.items()
        if any(text in told for text in texts)
    ]


@pytest.mark.parametrize(("way", "locale"), [("from-memory", "nb"), ("with-source", "en")])
def test_nothing_is_told_of_open_questions_anywhere(
    app: Flask, library: Library, article: Article, catalogues: Catalogues, way: str, locale: str
) -> None:
    client, length = SiteClient(app), sunday_size(library)
    question = client.start(SUNDAY, locale, way=way)
    attempt = question.address.rsplit("/", 1)[0]
    hidden = {id: secrets(each, article, catalogues) for id, each in article.questions.items()}

    before = leaks(app, client, attempt, length, hidden)
    answered = []
    for _ in range(4):
        answered.append(question.question_id)
        page = answer(client, library, question, right)
        if page.all("form", data_action="evidence"):
            page = client.send(page.form("evidence"), sentence="cannot-find")
        question = client.follow(page, data_action="next")
    between = leaks(app, client, attempt, length, hidden)

    assert before == []
    # What has been answered is told, or the search would find nothing whatever there was.
    assert {leak.partition(" at ")[0] for leak in between} == set(answered)


def test_a_verdict_that_waits_for_its_evidence_is_told_nowhere(
    app: Flask, library: Library, article: Article, catalogues: Catalogues
) -> None:
    client = SiteClient(app)
    question = client.start(SUNDAY, way="with-source")
    while True:
        page = answer(client, library, question, right)
        if page.all("form", data_action="evidence"):
            break
        question = client.follow(page, data_action="next")
    attempt = question.address.rsplit("/", 1)[0]
    waiting = question_of(library, question)
    hidden = {waiting.id: secrets(waiting, article, catalogues)}

    found = leaks(app, client, attempt, sunday_size(library), hidden)
    (record,) = json.loads(client.http.get("/nb/history/export.json").data)["attempts"]

    assert found == []
    (row,) = [each for each in record["answers"] if each["question"] == waiting.id]
    assert (row["outcome"], row["points"]) == (None, None)


def test_no_script_style_sheet_or_picture_knows_a_question(article: Article, catalogues: Catalogues) -> None:
    files = [path for path in BUILT.iterdir() if path.suffix in {".js", ".css", ".svg", ".json"}]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}

    assert {path.suffix for path in files} == {".js", ".css", ".svg", ".json"}
    for question in article.questions.values():
        for secret in (question.id, *secrets(question, article, catalogues)):
            assert not [name for name, text in texts.items() if secret in text], secret


def test_the_addresses_of_a_round_do_not_depend_on_what_is_right(app: Flask, library: Library) -> None:
    """A right and a wrong answer are led on to the same address, with headers of the same length."""
    told = []
    for choose in (right, skip):
        client = SiteClient(app)
        page = client.start(SUNDAY)
        form, question = page.form("answer"), question_of(library, page)
        attempt = page.address.split("/")[3]
        sent = {**form.fields, **fields(question, choose(question))}
        response = client.http.post(form.address, data=sent)
        told.append(
            (
                response.status_code,
                response.headers["Location"].replace(attempt, "N"),
                sorted(name for name, _ in response.headers),
                response.get_data(as_text=True).replace(attempt, "N"),
            )
        )

    assert told[0] == told[1]
