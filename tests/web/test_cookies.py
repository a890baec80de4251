"""Which cookies the site sets, when, and how they are guarded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from tests.every_page import Site, open_site
from tests.playing import ARTICLE, SUNDAY
from tests.site_client import SiteClient

DAY = 24 * 60 * 60


def cookies(client: SiteClient, address: str, **options: object) -> list[str]:
    return client.http.get(address, **options).headers.getlist("Set-Cookie")  # type: ignore[arg-type]


def test_whoever_only_reads_gets_no_cookie(client: SiteClient) -> None:
    for address in (
        "/",
        "/nb/",
        "/nb/about",
        "/nb/privacy",
        f"/nb/articles/{ARTICLE}",
        "/nb/history",
        "/nb/x",
    ):
        assert cookies(client, address, headers={"Accept-Language": "nb"}) == []


def test_nobody_is_known_before_the_first_start(client: SiteClient) -> None:
    client.get(f"/nb/quizzes/{SUNDAY}")
    with client.http.session_transaction() as session:
        before = dict(session)
    client.start(SUNDAY)
    with client.http.session_transaction() as session:
        after = dict(session)

    assert set(before) == {"csrf_token"}
    assert len(after["player"]) == 32


def test_the_players_cookie_is_guarded_and_lasts(client: SiteClient) -> None:
    form = client.get(f"/nb/quizzes/{SUNDAY}").form("start")
    response = client.http.post(form.address, data={**form.fields, "length": "all"})

    (cookie,) = response.headers.getlist("Set-Cookie")
    stored = client.http.get_cookie("kildesjekk")

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert stored is not None
    assert stored.path == "/"
    assert "Domain" not in cookie
    assert "Expires=" in cookie


def test_the_players_key_is_kept_from_round_to_round(client: SiteClient) -> None:
    keys = set()
    for _ in range(3):
        client.start(SUNDAY)
        with client.http.session_transaction() as session:
            keys.add(session["player"])

    assert len(keys) == 1


def test_reading_on_sets_no_cookie_again(client: SiteClient) -> None:
    question = client.start(SUNDAY)

    assert cookies(client, question.address, headers={"Accept-Language": "nb"}) == []
    assert cookies(client, "/nb/history", headers={"Accept-Language": "nb"}) == []


def test_the_languages_cookie_is_guarded(client: SiteClient) -> None:
    (cookie,) = cookies(client, "/en/", headers={"Accept-Language": "nb"})

    assert cookie.startswith("locale=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Max-Age={365 * DAY}" in cookie


@pytest.fixture
def secure_site(tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues) -> Iterator[Site]:
    site = open_site(tmp_path, migrated, library, catalogues, SECURE_COOKIES="yes")
    yield site
    site.close()


def test_behind_https_cookies_are_sent_over_nothing_else(secure_site: Site) -> None:
    client = secure_site.client()

    set_cookies = cookies(client, f"/en/quizzes/{SUNDAY}", headers={"Accept-Language": "nb"})

    assert len(set_cookies) == 2
    assert ["Secure" in cookie for cookie in set_cookies] == [True, True]


def test_behind_https_addresses_to_pass_on_begin_with_it(secure_site: Site) -> None:
    """The request itself came from the proxy, by http."""
    page = secure_site.client().get(f"/en/quizzes/{SUNDAY}")

    alternates = [link.get("href") or "" for link in page.all("link", rel="alternate")]

    assert [address.partition("/nb/")[0] for address in alternates if "/nb/" in address] == [
        "https://localhost"
    ]
    assert all(address.startswith("https://localhost/") for address in alternates)
