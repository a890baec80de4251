"""Somebody else's round, and a round that never was: nothing tells the one from the other."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from tests.every_address import addresses
from tests.site_client import PageView, SiteClient

NEVER = 2_000_000
CHANGING = {"Content-Length", "Date", "X-Request-ID"}


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that the database is asked: the same ones take the same time."""
    engine = app.extensions["kildesjekk"].history._database.engine
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def theirs(app: Flask) -> int:
    """The number of a round that another player has begun."""
    question = SiteClient(app).start()
    return int(question.address.split("/")[3])


@pytest.fixture
def stranger(app: Flask) -> SiteClient:
    """Somebody with a round of their own, who tries others."""
    client = SiteClient(app)
    client.start()
    return client


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_others_rounds_look_like_rounds_that_never_were(
    app: Flask, stranger: SiteClient, theirs: int, method: str
) -> None:
    token = stranger.get("/nb/quizzes/karabakh-2020/the-sunday").form("start").fields["csrf_token"]
    values = {"locale": ["en"], "number": [1], "article_id": [], "bank_id": [], "token": []}

    def ask(attempt: int) -> list[tuple[object, ...]]:
        answers: list[tuple[object, ...]] = []
        for address in addresses(app, method, values | {"attempt_id": [attempt]}):
            if "/attempts/" not in address:
                continue
            with statements(app) as asked:
                response = stranger.http.open(address, method=method, data={"csrf_token": token})
            page = PageView(response)
            headers = sorted((name, value) for name, value in response.headers if name not in CHANGING)
            answers.append(
                (address.replace(str(attempt), "N"), page.status, page.body_words, headers, tuple(asked))
            )
        return answers

    others, none = ask(theirs), ask(NEVER)

    assert len(others) >= (8 if method == "GET" else 3)
    assert others == none
    assert {status for _, status, *_ in others} == {404}


def test_a_link_that_never_was_is_looked_up_like_one_that_is(app: Flask, stranger: SiteClient) -> None:
    made = stranger.send(stranger.get("/nb/my-data").form("make-link")).words("textarea")
    token = made.rsplit("/", 1)[1]
    other = SiteClient(app)

    with statements(app) as for_one_that_is:
        assert other.http.get(f"/nb/my-data/transfer/{token}").status_code == 200
    with statements(app) as for_one_that_never_was:
        assert other.http.get(f"/nb/my-data/transfer/{'x' * len(token)}").status_code == 404

    assert for_one_that_never_was == for_one_that_is[: len(for_one_that_never_was)]
    assert len(token) == 32  # 24 random bytes: none is found by trying
