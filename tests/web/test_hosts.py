"""Which names the site answers to, and whom it believes on where a request comes from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import request
from werkzeug.test import create_environ, run_wsgi_app

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.web import hosts
from quiz.web.sparing import MINUTE, MOST
from tests.every_page import Site, open_site
from tests.playing import SUNDAY, play
from tests.site_client import PageView, SiteClient

OTHERS = ("evil.example", "localhost.evil.example", "evil.example#localhost", "localhost@evil.example")
HEADERS = ("X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "Forwarded", "X-Original-Host")


@pytest.fixture(params=["", "quiz.example.org,192.0.2.7"], ids=["at home", "named"])
def site(
    request: pytest.FixtureRequest, tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[Site]:
    with opened(tmp_path, migrated, library, catalogues, ALLOWED_HOSTS=request.param) as made:
        yield made


@contextmanager
def opened(
    folder: Path, migrated: Path, library: Library, catalogues: Catalogues, **settings: str
) -> Iterator[Site]:
    made = open_site(folder, migrated, library, catalogues, **settings)
    yield made
    made.close()


def named(site: Site, host: str, address: str = "/nb/about") -> PageView:
    return PageView(site.app.test_client().get(address, headers={"Host": host}))


def home(site: Site) -> str:
    return "localhost" if site.settings.allowed_hosts is None else "quiz.example.org"


@pytest.mark.parametrize("host", [*OTHERS, "attacker.localhost", "0x7f000001", "127.0.0.1.nip.io", "x" * 300])
def test_other_names_are_refused_and_not_given_back(site: Site, host: str) -> None:
    for address in ("/", "/nb/about", "/no/about", "/nb//about", "/nowhere", f"/nb/quizzes/{SUNDAY}"):
        page = named(site, host, address)

        assert page.status == 400
        assert "evil.example" not in page.text + str(page.response.headers)
        assert "Location" not in page.response.headers


def test_of_refused_names_a_few_a_minute_are_told_and_the_others_counted(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = hosts.monotonic() + MINUTE
    statuses = {named(site, f"{number}.example").status for number in range(20)}
    at_once = caplog.messages[:]
    monkeypatch.setattr(hosts, "monotonic", lambda: later)
    named(site, "another.example")
    then = caplog.messages[len(at_once) :]

    assert statuses == {400}
    # A minute may have gone by meanwhile.
    told = [message for message in at_once if message.startswith("the name")]
    assert MOST <= len(told) <= 2 * MOST
    assert "0.example" in told[0]
    assert then[-1].startswith("the name 'another.example'")
    counted = [int(message.split()[0]) for message in at_once + then if not message.startswith("the name")]
    assert sum(counted) == 20 - len(told)


@pytest.mark.parametrize(
    ("port", "status"),
    [("80", 200), ("65535", 200), ("65536", 400), ("99999", 400), ("0", 400), ("000", 400), ("0080", 400)],
)
def test_a_port_that_there_is_not_is_refused(site: Site, port: str, status: int) -> None:
    assert named(site, f"{home(site)}:{port}").status == status


@pytest.mark.parametrize("allowed", ["", "*"])
@pytest.mark.parametrize("host", ["[:::::]", "[1.2.3.4]", "[1::2::3]:80", "[.:]", "999.1.1.1", "1.2.3.04"])
def test_numbers_that_are_no_address_are_refused(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues, allowed: str, host: str
) -> None:
    with opened(tmp_path, migrated, library, catalogues, ALLOWED_HOSTS=allowed) as site:
        # "/nb" would be led on to the address with a slash: to write that, the host is taken apart.
        for address in ("/nb/about", "/nb"):
            environ = create_environ(address) | {"HTTP_HOST": host}  # a test client, too, takes hosts apart

            assert run_wsgi_app(site.app, environ)[1].startswith("400 ")


def test_the_sites_own_name_is_answered_to_with_any_port_and_in_any_case(site: Site) -> None:
    for host in (home(site), f"{home(site)}:8000", home(site).upper(), f"{home(site)}."):
        assert named(site, host).status == 200


def test_at_home_all_numbers_are_answered_to(site: Site) -> None:
    statuses = {host: named(site, host).status for host in ("127.0.0.1:8000", "192.168.1.10", "[::1]:8000")}

    wanted = 200 if site.settings.allowed_hosts is None else 400
    assert set(statuses.values()) == {wanted}


def test_who_watches_over_the_site_may_ask_each_machine_by_its_address(site: Site) -> None:
    for address in ("/healthz", "/readyz"):
        assert named(site, "10.1.2.3:8000", address).status == 200


def test_links_to_pass_on_name_the_host_that_was_let_in_whatever_else_is_claimed(
    client: SiteClient, library: Library
) -> None:
    for name in HEADERS:
        client.http.environ_base[f"HTTP_{name.upper().replace('-', '_')}"] = "host=evil.example"

    result = play(client, library, client.start(SUNDAY))
    link = client.send(client.get("/nb/my-data").form("make-link")).words("textarea")
    shared = result.words("textarea", id="share-text").rsplit(" ", 1)[1]

    assert link.startswith("http://localhost/nb/my-data/transfer/")
    assert shared.startswith("http://localhost/nb/quizzes/")


def test_a_star_answers_to_all(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues
) -> None:
    with opened(tmp_path, migrated, library, catalogues, ALLOWED_HOSTS="*") as site:
        assert named(site, "whatever.example").status == 200


@pytest.mark.parametrize("count", [0, 1, 2])
def test_only_as_many_proxies_as_there_are_tell_who_asks(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues, count: int
) -> None:
    with opened(tmp_path, migrated, library, catalogues, TRUSTED_PROXIES=str(count)) as site:
        seen = []

        @site.app.after_request
        def note(response: object) -> object:
            seen.append((request.remote_addr, request.scheme))
            return response

        site.app.test_client().get(
            "/nb/about",
            headers={
                "X-Forwarded-For": "198.51.100.1, 198.51.100.2",
                "X-Forwarded-Proto": "http, https",
                "X-Forwarded-Host": "evil.example",
                "X-Forwarded-Prefix": "/evil",
            },
        )

    assert seen == [
        [("127.0.0.1", "http"), ("198.51.100.2", "https"), ("198.51.100.1", "http")][count],
    ]


def test_where_the_site_is_reached_by_https_its_links_say_so_whatever_the_proxy_says(
    tmp_path: Path, migrated: Path, library: Library, catalogues: Catalogues
) -> None:
    with opened(tmp_path, migrated, library, catalogues, SECURE_COOKIES="yes") as site:
        client = SiteClient(site.app)
        client.http.environ_base["wsgi.url_scheme"] = "http"
        result = play(client, library, client.start(SUNDAY))

    assert "https://localhost/nb/quizzes/" in result.words("textarea", id="share-text")
