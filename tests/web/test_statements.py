"""How much a page asks of the database: little, and no more for a long attempt than for a short one."""

import pytest
from flask import Flask

from quiz.app import create_app
from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.settings import Settings
from quiz.storage.database import Database
from tests.playing import ARTICLE, WHOLE, answer, evidence_of
from tests.site_client import PageView, SiteClient
from tests.statements import statements

MOST_FOR_A_PAGE = 2
MOST_FOR_AN_ANSWER = 4

pytestmark = pytest.mark.sqlite


@pytest.fixture
def app(settings: Settings, library: Library, catalogues: Catalogues, database: Database) -> Flask:
    """A site whose database can be listened to."""
    return create_app(settings, library, catalogues, database)


def asked(database: Database, client: SiteClient, address: str) -> list[str]:
    """Return what a page asks of the database, the beginnings and ends of transactions left out."""
    client.get(address)  # what is made once for all is made
    with statements(database) as said:
        response = client.http.get(address)
    assert response.status_code == 200, address
    return [word for word in said if word not in ("BEGIN", "COMMIT", "ROLLBACK")]


def stem(page: PageView) -> str:
    return page.address.partition("?")[0].rsplit("/", 1)[0]


@pytest.mark.parametrize("length", ["10", "all"])
def test_a_question_and_its_answer_are_one_query_each_however_long_the_attempt_is(
    client: SiteClient, database: Database, library: Library, length: str
) -> None:
    question = client.start(WHOLE, length=length)
    given = answer(client, library, question)

    assert asked(database, client, f"{stem(question)}/2") == ["SELECT"]
    assert asked(database, client, question.address) == ["SELECT"]  # locked
    assert asked(database, client, given.address) == ["SELECT"]
    assert asked(database, client, f"{stem(question)}/1/report") == ["SELECT"]


def test_the_pages_with_the_article_ask_little(
    client: SiteClient, database: Database, library: Library
) -> None:
    question = client.start(WHOLE, length="10", way="with-source")
    evidence = answer(client, library, question)
    assert evidence.address.endswith("/evidence")

    assert asked(database, client, evidence.address) == ["SELECT"]
    client.send(evidence.form("evidence"), sentence=evidence_of(library, question))
    for address in (f"{stem(question)}/article", f"/nb/articles/{ARTICLE}"):
        assert len(asked(database, client, address)) <= MOST_FOR_A_PAGE


@pytest.mark.parametrize("way", ["from-memory", "with-source"])
def test_an_answer_is_one_transaction_of_few_statements(
    client: SiteClient, database: Database, library: Library, way: str
) -> None:
    question = client.start(WHOLE, length="all", way=way)
    form = question.form("answer")

    with statements(database) as said:
        response = client.http.post(form.address, data={**form.fields, "answer": "dont-know"})

    assert response.status_code == 303
    assert said[0] == "BEGIN"
    assert said[-1] == "COMMIT"
    assert said.count("COMMIT") == 1
    assert len(said) - 2 <= MOST_FOR_AN_ANSWER


def test_pointing_at_evidence_is_one_transaction_of_few_statements(
    client: SiteClient, database: Database, library: Library
) -> None:
    evidence = answer(client, library, client.start(WHOLE, length="10", way="with-source"))
    form = evidence.form("evidence")

    with statements(database) as said:
        client.http.post(form.address, data={**form.fields, "sentence": "none"})

    assert said == ["BEGIN", "SELECT", "INSERT", "COMMIT"]
