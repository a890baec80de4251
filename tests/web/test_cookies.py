"""Which cookies the site sets, when, and how they are guarded."""

import re
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


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_the_own_cookie_is_found_beside_one_of_another_site_whatever_signs_that_holds(
    client: SiteClient, encoding: str
) -> None:
    question = client.start(SUNDAY)
    own = client.http.get_cookie("kildesjekk")
    assert own is not None
    sign = "\N{LATIN CAPITAL LETTER AE}".encode(encoding).decode("latin-1")
    neighbour = {"HTTP_COOKIE": f'navn={sign}rlig; {sign}; {{"a":"b"}}; kildesjekk={own.value}; sted=T{sign}'}

    for address in (question.address, f"/nb/quizzes/{SUNDAY}", "/nb/history"):
        response = client.http.get(address, environ_overrides=neighbour)
        assert response.status_code == 200
        assert response.headers.getlist("Set-Cookie") == []


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
    assert {cookie.partition("=")[0] for cookie in set_cookies} == {"__Host-kildesjekk", "__Host-locale"}
    for cookie in set_cookies:
        flags = {flag.partition("=")[0] for flag in cookie.split("; ")[1:]}
        assert {"Secure", "HttpOnly", "SameSite", "Path"} <= flags
        assert "Path=/;" in f"{cookie};"
        assert "Domain" not in flags


def test_behind_https_browsers_are_told_to_use_nothing_else(secure_site: Site, client: SiteClient) -> None:
    behind = secure_site.client()
    addresses = ("/nb/about", "/nb/nowhere", "/", "/healthz")

    told = [behind.http.get(address).headers.get("Strict-Transport-Security") for address in addresses]

    assert told == [f"max-age={365 * DAY}"] * len(addresses)
    assert "Strict-Transport-Security" not in client.http.get("/nb/about").headers


def test_the_privacy_page_names_the_cookies_as_they_are(secure_site: Site, client: SiteClient) -> None:
    for page, prefix in (
        (client.get("/en/privacy"), ""),
        (secure_site.client().get("/nb/privacy"), "__Host-"),
    ):
        for name in ("kildesjekk", "locale"):
            assert re.search(rf"[‘«]{prefix}{name}[’»]", page.body_words)


def test_the_privacy_page_says_whether_addresses_are_noted(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues, client: SiteClient
) -> None:
    site = open_site(tmp_path, migrated, library, catalogues, LOG_ADDRESSES="yes")

    noted, not_noted = site.client().get("/en/privacy").body_words, client.get("/en/privacy").body_words

    assert "notes the network address" in noted
    assert "The address itself is not kept" in not_noted
    assert "is not kept" not in noted
    site.close()


def test_after_deletion_the_browser_keeps_nothing_to_show(client: SiteClient) -> None:
    client.start()
    form = client.get("/nb/my-data/delete").form("delete")

    response = client.http.post(form.address, data=form.fields)

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_behind_https_addresses_to_pass_on_begin_with_it(secure_site: Site) -> None:
    """The request itself came from the proxy, by http."""
    page = secure_site.client().get(f"/en/quizzes/{SUNDAY}")

    alternates = [link.get("href") or "" for link in page.all("link", rel="alternate")]

    assert [address.partition("/nb/")[0] for address in alternates if "/nb/" in address] == [
        "https://localhost"
    ]
    assert all(address.startswith("https://localhost/") for address in alternates)
