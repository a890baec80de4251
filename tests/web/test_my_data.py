"""Seeing, deleting and taking along what is stored."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.services.my_data import DeletionUnderWayError, MyData
from tests.every_page import open_site
from tests.page_rules import broken_rules
from tests.playing import SUNDAY
from tests.site_client import PageView, SiteClient

MINE = "/en/my-data"


@pytest.fixture
def other(app: Flask) -> SiteClient:
    """Another device."""
    return SiteClient(app)


def made_link(client: SiteClient) -> PageView:
    return client.send(client.get(MINE).form("make-link"))


def opened(page: PageView) -> str:
    return urlsplit(page.words("textarea")).path


def attempts(client: SiteClient) -> int:
    return len(client.http.get("/nb/history/export.json").get_json()["attempts"])


def test_the_page_counts_rounds_and_answers(client: SiteClient) -> None:
    client.answer(client.start(SUNDAY), "dont-know")
    assert "You have one round and one answer." in client.get(MINE).body_words

    client.answer(client.start(SUNDAY), "dont-know")
    assert "You have 2 rounds and 2 answers." in client.get(MINE).body_words


def test_somebody_who_has_not_played_reads_kind_words_and_gets_no_cookie(client: SiteClient) -> None:
    for path in ("", "/delete", "/transfer", "/deleted"):
        response = client.http.get(MINE + path, headers={"Accept-Language": "en"})
        assert response.status_code == 200
        assert response.headers.getlist("Set-Cookie") == []
        assert PageView(response).all("form") == []


def test_deletion_is_asked_for_done_and_said_and_may_be_sent_twice(client: SiteClient) -> None:
    client.start(SUNDAY)
    form = client.get(MINE + "/delete").form("delete")
    cookie = client.http.get_cookie("kildesjekk")
    assert attempts(client) == 1

    first = client.send(form)
    second = client.send(form)
    assert cookie is not None
    client.http.set_cookie("kildesjekk", cookie.value)  # a second click leaves before the first is answered
    third = client.send(form)

    for page in (first, second, third, client.get(first.address)):
        assert (page.status, page.address, page.words("h1")) == (
            200,
            MINE + "/deleted",
            "Everything is deleted",
        )
    assert attempts(client) == 0
    with client.http.session_transaction() as session:
        assert "player" not in session


def test_while_another_long_history_is_deleted_one_is_asked_to_try_again_and_nobody_is_alarmed(
    client: SiteClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.start(SUNDAY, "nb")
    asked = client.get("/nb/my-data/delete")

    def refuse(*_: object) -> None:
        raise DeletionUnderWayError

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(MyData, "delete", refuse)
        refused = client.send(asked.form("delete"))
    refused.one("a", href="/nb/my-data", class_="ds-button")
    deleted = client.send(asked.form("delete"))

    assert (refused.status, refused.locale, deleted.status) == (503, "nb", 200)
    assert refused.words("h1") == "En annen lang historikk blir slettet akkurat nå"
    assert refused.response.headers["Retry-After"] == "10"
    assert caplog.records == []


def test_who_has_a_history_is_not_told_that_it_is_deleted(client: SiteClient) -> None:
    client.start(SUNDAY)

    assert client.get(MINE + "/deleted").address == MINE


def test_a_link_is_shown_once_as_text_and_picture(client: SiteClient) -> None:
    client.start(SUNDAY)

    page = made_link(client)
    again = client.get(page.address)

    assert page.words("textarea").startswith("http://localhost/en/my-data/transfer/")
    assert len(page.all("div", role="img")[0].findall(".//path")) == 2
    assert again.all("textarea") == []
    assert len(again.all("form", data_action="make-link")) == 1


def test_only_the_form_uses_a_link(client: SiteClient, other: SiteClient) -> None:
    client.start(SUNDAY)
    address = opened(made_link(client))
    for _ in range(3):
        other.http.head(address)
        offer = other.get(address)

    taken = other.send(offer.form("take-over"))

    assert taken.address == MINE + "?joined=1"
    assert attempts(other) == attempts(client) == 1
    assert SiteClient(other.http.application).get(address).status == 410


def test_a_used_link_and_the_mark_it_was_used_with_lead_nobody_else_to_the_history(
    app: Flask, client: SiteClient, other: SiteClient
) -> None:
    client.start(SUNDAY)
    address, stranger = opened(made_link(client)), SiteClient(app)
    form, seen = other.get(address).form("take-over"), stranger.get(address).form("take-over")
    other.send(form)

    stranger.send(seen, mark=form.fields["mark"])
    other.send(form)  # a double click

    assert (attempts(other), attempts(stranger)) == (1, 0)


def test_two_histories_are_joined_and_both_devices_show_both(client: SiteClient, other: SiteClient) -> None:
    client.start(SUNDAY)
    other.start(SUNDAY)
    offer = other.get(opened(made_link(client)))
    assert "has a history of its own, with one round and 0 answers." in offer.body_words

    other.send(offer.form("take-over"))
    client.start(SUNDAY)

    assert attempts(client) == attempts(other) == 3


def test_nobody_but_the_devices_of_a_history_sees_it(
    client: SiteClient, other: SiteClient, app: Flask
) -> None:
    question = client.start(SUNDAY)
    other.send(other.get(opened(made_link(client))).form("take-over"))

    assert other.get(question.address).status == 200
    assert SiteClient(app).get(question.address).status == 404


@pytest.mark.parametrize("contact", ["quiz@example.org", "https://example.org/contact", ""])
@pytest.mark.parametrize("page_name", ["accessibility", "privacy"])
def test_the_pages_on_accessibility_and_privacy_say_whom_to_write_to(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues, contact: str, page_name: str
) -> None:
    site = open_site(tmp_path, migrated, library, catalogues, CONTACT=contact)

    page = site.client().get(f"/en/{page_name}")

    links = [link.get("href") or "" for link in page.one("main").iter("a")]
    found = [link for link in links if not link.startswith("/en/")]
    wanted = {"quiz@example.org": ["mailto:quiz@example.org"], "": []}
    assert found == wanted.get(contact, [contact])
    assert contact or broken_rules(page, ("nb", "en")) == []
    site.close()
