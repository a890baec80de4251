"""A database that cannot be used just now: a page that says so, and nothing acknowledged is lost."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug import Client, Response

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.services.history import PORTION
from quiz.web.errors import busy_pages
from tests.error_pages import locked
from tests.every_page import Site, open_site
from tests.page_rules import broken_rules
from tests.playing import SUNDAY
from tests.site_client import PageView, SiteClient
from tests.web.test_answering import answers

pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def site(tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues) -> Iterator[Site]:
    opened = open_site(tmp_path, migrated, library, catalogues)
    yield opened
    opened.close()


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_a_locked_database_gives_a_page_to_try_again_from(site: Site, locale: str) -> None:
    client = site.client()
    first = client.start(SUNDAY, locale)
    question = client.follow(client.answer(first, "dont-know"), data_action="next")
    form = question.form("answer")
    before = answers(client)

    with locked(site.database_file):
        page = client.send(form, answer="dont-know")
    again = client.send(form, answer="dont-know")

    assert (page.status, page.locale) == (503, locale)
    assert int(page.response.headers["Retry-After"]) > 0
    assert page.question_id == page.outcome == ""
    assert again.outcome == "skipped"
    assert answers(client)[: len(before)] == before
    assert len(answers(client)) == len(before) + 1


def test_a_start_while_the_database_is_locked_can_be_sent_again(site: Site) -> None:
    client = site.client()
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")

    with locked(site.database_file):
        refused = client.send(form, length="all")
    started = client.send(form, length="all")

    assert (refused.status, started.status) == (503, 200)
    assert len(client.get("/nb/history").all("tr")) == 1 + 1


def test_pages_are_read_while_another_writes(site: Site) -> None:
    client = site.client()
    question = client.start(SUNDAY)

    with locked(site.database_file):
        pages = [client.get(address) for address in ("/nb/", "/nb/history", question.address, "/nb/about")]

    assert [page.status for page in pages] == [200] * 4


def test_a_full_disk_gives_503_and_keeps_what_was_answered(site: Site) -> None:
    client = site.client()
    question = client.start(SUNDAY)
    client.answer(question, "dont-know")
    before = answers(client)
    site_pages = _pages(site.database_file)

    # A connection of the site may grow the file no further, as if the disk were full.
    database_of_site = site.app.extensions["kildesjekk"].play._database
    with database_of_site.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={site_pages}")
    statuses = {client.start(SUNDAY).status for _ in range(1)}
    for _ in range(60):
        form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")
        statuses.add(client.send(form, length="all").status)
        if 503 in statuses:
            break

    assert 503 in statuses
    assert 500 not in statuses
    assert answers(client)[-len(before) :] == before


def test_a_database_that_is_gone_is_told_to_whoever_watches(site: Site) -> None:
    client = site.client()
    ready = client.http.get("/readyz").status_code
    with closing(sqlite3.connect(site.database_file)) as connection:
        connection.execute("DROP TABLE answer")
        connection.execute("DROP TABLE attempt_question")
        connection.execute("DROP TABLE attempt")
        connection.execute("DROP TABLE player")
        connection.commit()

    assert ready == 200
    assert client.http.get("/readyz").status_code == 503
    assert client.http.get("/healthz").status_code == 200
    assert client.get("/nb/").status == 200  # nobody is known, so nothing is asked for


def test_a_csv_that_is_cut_off_says_so_and_a_json_is_none(site: Site) -> None:
    client = site.client()
    for _ in range(PORTION + 1):
        client.answer(client.start(SUNDAY), "dont-know")
    files = [client.http.get(f"/en/history/export.{kind}").iter_encoded() for kind in ("csv", "json")]
    begun = [next(file) + next(file) for file in files]

    with closing(sqlite3.connect(site.database_file)) as connection:
        connection.execute("DROP TABLE answer")
        connection.commit()
    table, document = (start + b"".join(file) for start, file in zip(begun, files, strict=True))

    *answered, told = table.decode().splitlines()
    assert told == "This file is not complete: download it again."
    assert len(answered) == 1 + PORTION
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(document)


def test_a_file_that_is_no_database_any_more_is_a_page_too(site: Site, tmp_path: Path) -> None:
    client = site.client()
    question = client.start(SUNDAY)
    site.close()
    broken = tmp_path / "broken"
    broken.write_bytes(b"this is not a database" * 500)
    for left in tmp_path.glob("site.sqlite3-*"):
        left.unlink()
    shutil.copy(broken, site.database_file)

    pages = [client.get(question.address), client.get("/en/history")]

    assert [(page.status in {500, 503}, page.locale) for page in pages] == [(True, "nb"), (True, "en")]
    assert client.http.get("/readyz").status_code in {500, 503}


def _pages(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA page_count").fetchone()[0])


def test_the_site_comes_back_by_itself(site: Site) -> None:
    client: SiteClient = site.client()
    with locked(site.database_file):
        client.send(client.get(f"/nb/quizzes/{SUNDAY}").form("start"), length="all")

    assert client.http.get("/readyz").status_code == 200
    assert client.start(SUNDAY).status == 200


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_whoever_is_turned_away_before_the_app_is_asked_gets_a_page_like_any_other(
    site: Site, locale: str
) -> None:
    headers, body = busy_pages(site.app, ("nb", "en"))[locale]

    page = PageView(Client(Response(body, 503, headers)).get(f"/{locale}/"))

    faults = broken_rules(page, ("nb", "en"))
    assert page.locale == locale
    assert "localhost" not in page.text
    assert [link for link in page.all("a") if link.get("aria-current") == "page"] == []
    assert [fault for fault in faults if "alternates" not in fault] == []  # it knows no host
    assert page.words("h1") not in {"", site.client().get(f"/{locale}/no-such-page").words("h1")}
