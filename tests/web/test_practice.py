"""Practice and sharing, as a browser without JavaScript meets them."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from tests.error_pages import locked
from tests.every_page import Site, open_site
from tests.page_rules import broken_rules
from tests.playing import ARTICLE, SUNDAY, play, right, sunday_size, wrong
from tests.site_client import PageView, SiteClient

LOCALES = ("nb", "en")


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[Site]:
    opened = open_site(tmp_path_factory.mktemp("practice"), migrated, library, catalogues)
    yield opened
    opened.close()


@pytest.fixture
def client(site: Site) -> SiteClient:
    return site.client()


def let_all_fall_due(site: Site) -> None:
    with closing(sqlite3.connect(site.database_file)) as connection, connection:
        connection.execute("UPDATE schedule SET due_at = '2020-10-01 12:00:00.000000'")


def shared_link(result: PageView) -> str:
    return "".join(result.one("textarea", id="share-text").itertext()).split()[-1]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_due_is_practised_from_the_home_page(
    site: Site, client: SiteClient, library: Library, locale: str
) -> None:
    play(client, library, client.start(SUNDAY, locale, length="10"))
    assert not client.get(f"/{locale}/").all("form", data_action="practise-due")
    let_all_fall_due(site)
    home, overview = client.get(f"/{locale}/"), client.get(f"/{locale}/practice")
    assert broken_rules(home, LOCALES) == broken_rules(overview, LOCALES) == []

    question = client.send(home.form("practise-due"))

    assert question.kind
    client.follow(client.get(f"/{locale}/"), data_action="continue-practice")
    result = play(client, library, question)
    assert result.status == 200
    assert not result.all("textarea")  # practice is one's own
    assert not client.get(f"/{locale}/").all("form", data_action="practise-due")


def test_what_was_missed_is_practised_from_the_result(client: SiteClient, library: Library) -> None:
    result = play(client, library, client.start(SUNDAY, length="10"), wrong)

    again = play(client, library, client.send(result.form("practise-missed")), right)

    assert not again.all("form", data_action="practise-missed")
    assert "left" not in again.body_words


def test_the_button_tells_how_many_questions_one_gets_and_the_result_what_is_left(
    client: SiteClient, library: Library
) -> None:
    result = play(client, library, client.start(SUNDAY, "en", length="all"), wrong)
    found = re.search(r"(\d+) now, (\d+) later: some questions give each other away", result.body_words)
    assert found
    now, later = map(int, found.groups())

    question = client.send(result.form("practise-missed"))

    assert now + later == sunday_size(library)
    assert f"of {now}" in question.body_words
    again = play(client, library, question, right)
    assert f"{later} questions that you missed earlier are left." in again.body_words


def test_somebody_elses_attempt_cannot_be_practised(site: Site, client: SiteClient, library: Library) -> None:
    result = play(client, library, client.start(SUNDAY, length="10"), wrong)
    other = site.client()
    form = result.form("practise-missed")
    form.fields["csrf_token"] = other.get(f"/nb/quizzes/{SUNDAY}").form("start").fields["csrf_token"]

    assert other.send(form).status == 404


def test_nothing_due_leads_to_the_page_about_practice(client: SiteClient) -> None:
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")
    form.address = f"/nb/practice/{ARTICLE}"

    page = client.send(form)

    assert (page.status, page.address) == (200, "/nb/practice")
    form.address = "/nb/practice/no-such-article"
    assert client.send(form).status == client.get(form.address).status == 404


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("action", ["practise-missed", "practise-due"])
def test_an_error_from_a_form_for_practice_leads_to_the_form_in_the_other_language(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues, action: str
) -> None:
    site = open_site(tmp_path, migrated, library, catalogues)
    client = site.client()
    result = play(client, library, client.start(SUNDAY, length="10"), wrong)
    let_all_fall_due(site)
    page = result if action == "practise-missed" else client.get("/nb/practice")

    with locked(site.database_file):
        refused = client.send(page.form(action))
    other = client.follow(refused, hreflang="en")

    assert (refused.status, other.status, other.locale) == (503, 200, "en")
    assert client.send(other.form(action)).kind
    site.close()


@pytest.mark.parametrize("more", [{}, {"length": "3", "focus": "numbers"}])
def test_a_shared_link_starts_the_same_questions_for_somebody_else(
    site: Site, client: SiteClient, library: Library, more: dict[str, str]
) -> None:
    """All of them, whatever else a form asks for: some choices among them would take long to find."""
    first = client.start(SUNDAY, length="10")
    result = play(client, library, first)
    asked = {row.get("href") for row in result.all("a") if "/answer" in (row.get("href") or "")}
    other = site.client()

    page = other.get(shared_link(result))
    question = other.send(page.form("start"), **more)

    assert "length" not in page.form("start").names
    ids = set()
    while question.kind:
        ids.add(question.question_id)
        question = other.follow(other.answer(question, "dont-know"), data_action="next")
    assert len(ids) == len(asked)
    assert ids == {client.get(href or "").question_id for href in asked}


def test_a_link_that_names_nothing_leaves_the_choice(client: SiteClient) -> None:
    page = client.get(f"/nb/quizzes/{SUNDAY}?round=" + "x" * 3000)

    assert page.status == 200
    form = page.form("start")
    assert "length" in form.names
    assert client.send(form, round="zzzzz").status == 422
