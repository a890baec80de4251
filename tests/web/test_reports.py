"""Reporting a problem with a question."""

import pytest
from sqlalchemy import select

from quiz.domain.bank import Library
from quiz.storage.database import Database, open_database
from quiz.storage.tables import ReportRow
from tests.every_page import Site, open_site
from tests.playing import SUNDAY
from tests.playing import answer as give
from tests.site_client import PageView, SiteClient


@pytest.fixture
def site(tmp_path, migrated, library, catalogues):  # type: ignore[no-untyped-def]
    site = open_site(tmp_path, migrated, library, catalogues)
    yield site
    site.close()


@pytest.fixture
def form_page(site: Site, library: Library) -> PageView:
    client = site.client()
    answer = give(client, library, client.start(SUNDAY, "en"))
    page = client.follow(answer, href=answer.address.removesuffix("answer") + "report")
    page.client = client  # type: ignore[attr-defined]
    return page


def stored(site: Site) -> list[ReportRow]:
    database: Database = open_database(site.settings.database_url)
    with database.reading() as session:
        found = list(session.scalars(select(ReportRow)))
    database.close()
    return found


def client_of(page: PageView) -> SiteClient:
    return page.client  # type: ignore[attr-defined, no-any-return]


def test_a_report_is_stored_once_and_thanked_for(site: Site, form_page: PageView) -> None:
    form = form_page.form("report")
    pages = [
        client_of(form_page).send(form, reason="wrong-key", text=" It is\r\nnot\0 so. ") for _ in range(2)
    ]

    assert [page.address.endswith("/1/answer?reported=1") for page in pages] == [True, True]
    assert "Thank you." in pages[0].body_words
    (row,) = stored(site)
    assert (row.reason, row.text, row.locale) == ("wrong-key", "It is\nnot so.", "en")
    assert row.question_id == pages[0].question_id
    assert (row.sent_at.hour, row.sent_at.minute, row.sent_at.second) == (0, 0, 0)
    assert row.settled_at is None


@pytest.mark.parametrize(
    ("fields", "fields_at_fault"),
    [
        ({}, ["#reason-wrong-key"]),
        ({"reason": "no-such-reason", "text": "kept"}, ["#reason-wrong-key"]),
        ({"reason": "other", "text": " \t"}, ["#text"]),
        ({"reason": "other", "text": "x" * 2001}, ["#text"]),
        ({"text": "<b>" * 1000}, ["#reason-wrong-key", "#text"]),
    ],
)
def test_a_report_that_cannot_be_kept_is_shown_with_what_was_written(
    site: Site, form_page: PageView, fields: dict[str, str], fields_at_fault: list[str]
) -> None:
    page = client_of(form_page).send(form_page.form("report"), **fields)

    summary = page.one("div", role="group")
    assert page.status == 422
    assert [link.get("href") for link in summary.iter("a")] == fields_at_fault
    assert (page.one("textarea").text or "").strip() == fields.get("text", "").strip()
    assert page.words("title").startswith("Error: ")
    assert stored(site) == []


def test_the_longest_text_is_kept_whole(site: Site, form_page: PageView) -> None:
    client_of(form_page).send(form_page.form("report"), reason="other", text="å" * 2000)

    assert stored(site)[0].text == "å" * 2000


def test_a_question_is_reported_only_after_it_has_been_answered(site: Site) -> None:
    client = site.client()
    question = client.start(SUNDAY)

    assert client.get(question.address + "/report").address == question.address
    fields = {**question.form("answer").fields, "reason": "wrong-key"}
    client.http.post(question.address + "/report", data=fields)
    assert stored(site) == []


def test_another_players_question_cannot_be_reported(site: Site, form_page: PageView) -> None:
    assert site.client().get(form_page.address).status == 404
