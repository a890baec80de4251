"""Walks every route, in every language and every state, against the rules of a page."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml.html import HtmlElement as Element

from quiz.catalogs.lookup import Catalogues, LocalizedText
from quiz.domain.bank import Library
from quiz.settings import PROJECT
from quiz.storage import database
from tests.error_pages import add_failing_routes
from tests.every_page import KINDS, NAMES, Site, every_page, open_site
from tests.page_rules import broken_headers, broken_rules
from tests.rendered_twice import RenderedTwice
from tests.site_client import PageView

LOCALES = ("nb", "en")
# Routes that answer with something else than a page, each with what it answers.
NOT_PAGES = {
    "front.choose_language": ("/", 302),
    "service.healthz": ("/healthz", 200),
    "service.readyz": ("/readyz", 200),
    "service.security": ("/.well-known/security.txt", 404),  # nobody is named
    "practice.start_due": ("/nb/practice/karabakh-2020", 303),  # as the next two, an address of a form
    "practice.start_missed": ("/nb/practice/karabakh-2020/missed", 303),
    "practice.start_missed_in": ("/nb/attempts/1/practice", 404),
    "practice.to_overview": ("/en/practice/karabakh-2020", 303),
    "practice.to_result": ("/en/attempts/1/practice", 404),
    "history.export": ("/nb/history/export.json", 200),
    "history.export_csv": ("/nb/history/export.csv", 200),
    "my_data.delete": ("/nb/my-data/delete", 200),  # sends on; the page at the address is the question before
    "my_data.make_link": ("/nb/my-data/transfer", 200),
    "my_data.take_over": ("/nb/my-data/transfer/no-such-link", 404),
}
STATUSES = {
    "quiz, unreadable wish": 422,
    "number, unreadable": 422,
    "ordering, unreadable": 422,
    "evidence, empty": 422,
    "question, how sure, empty": 422,
    **{f"{kind}, empty": 422 for kind in KINDS},
    "report, empty": 422,
    "report, without text": 422,
    "offer, used": 410,
    "offer, used by oneself": 410,
    "offer, expired": 410,
    "offer, too long": 409,
    "error 409": 409,
    "offer, unknown": 404,
    "error 400": 418,  # one that has no words of its own
    "error csrf": 400,
    "error 404 elsewhere": 404,
    **{f"error {status}": status for status in (404, 405, 413, 429, 500, 503)},
}
RENDERED_TWICE: list[RenderedTwice] = []
ALIKE = {"Quiz", "Armenia"}  # words that are the same in both languages


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "BUSY_TIMEOUT", 50)
        opened = open_site(tmp_path_factory.mktemp("site"), migrated, library, catalogues)
    add_failing_routes(opened.app)
    RENDERED_TWICE.append(RenderedTwice(opened.app))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, dict[str, PageView]]:
    return {locale: every_page(site, locale) for locale in LOCALES}


def test_what_is_folded_into_the_templates_changes_no_letter_of_a_page(
    pages: dict[str, dict[str, PageView]],
) -> None:
    (twice,) = RENDERED_TWICE

    assert twice.unlike == []
    assert set(twice.folded) == {f"pages/{path.name}" for path in (PROJECT / "templates" / "pages").iterdir()}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_every_rule(pages: dict[str, dict[str, PageView]], locale: str, name: str) -> None:
    page = pages[locale][name]

    faults = broken_rules(page, LOCALES)

    assert page.locale == locale
    assert page.status == STATUSES.get(name, 200)
    assert faults == []


def test_every_page_that_was_made_is_walked(pages: dict[str, dict[str, PageView]]) -> None:
    assert {locale: set(NAMES) ^ set(made) for locale, made in pages.items()} == {"nb": set(), "en": set()}


def test_every_route_has_a_page_here(site: Site, pages: dict[str, dict[str, PageView]]) -> None:
    addresses = site.app.url_map.bind("localhost")
    walked = set(NOT_PAGES) | {"test.teapot", "test.crash", "test.busy"}
    for page in pages["nb"].values():
        if "elsewhere" not in page.address and page.status not in {404, 405}:
            method = page.response.request.method
            walked.add(addresses.match(page.response.request.path, method=method)[0])

    routes = {rule.endpoint for rule in site.app.url_map.iter_rules()}

    # A new route needs a page in tests/every_page.py, or a line in NOT_PAGES.
    # The routes that a form is sent to show a page of their own only when they refuse it.
    assert routes - walked == set()


@pytest.mark.parametrize(("address", "status"), NOT_PAGES.values())
def test_an_answer_that_is_no_page_carries_the_same_headers(site: Site, address: str, status: int) -> None:
    response = site.client().http.get(address)

    assert response.status_code == status
    assert list(broken_headers(response.headers)) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_fault_of_ours_tells_nothing_of_itself(pages: dict[str, dict[str, PageView]], locale: str) -> None:
    assert "ZeroDivisionError" not in pages[locale]["error 500"].text
    assert "made by a test" not in pages[locale]["error 500"].text


@pytest.mark.parametrize("locale", LOCALES)
def test_every_link_on_every_page_leads_to_a_page(
    site: Site, pages: dict[str, dict[str, PageView]], locale: str
) -> None:
    links = {
        (link.get("href") or "", name)
        for name, page in pages[locale].items()
        if page.status == 200
        and "quiz withdrawn" not in name
        and name != "home, page 2"  # of a site with other articles: see tests/web/test_many_articles.py
        and not name.startswith("offer")  # in another language, too, a link has been used since
        for link in page.all("a")
        if not urlsplit(link.get("href") or "").netloc  # the sources of editor's notes
    }
    client = site.client()
    player = _cookie_of(pages[locale]["history"])
    client.http.set_cookie("kildesjekk", player)

    missing = []
    seen: dict[str, PageView] = {}
    for href, name in sorted(links):
        parts = urlsplit(href)
        if not parts.path:
            continue
        page = seen.get(parts.path) or client.get(parts.path)
        seen[parts.path] = page
        found = parts.fragment == "" or any(
            element.get("id") == parts.fragment for element in page.root.iter()
        )
        if page.status != 200 or not found:
            missing.append(f"{href} ({page.status}) on the page '{name}'")

    assert missing == []
    assert len(seen) > 30


def _cookie_of(page: PageView) -> str:
    cookies = dict(part.split("=", 1) for part in page.response.request.headers["Cookie"].split("; "))
    return cookies["kildesjekk"]


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_tell_themselves_apart_by_their_titles(
    pages: dict[str, dict[str, PageView]], locale: str
) -> None:
    apart = ("home, new", "about", "privacy", "article", "quiz, new", "result", "review", "history")

    titles = [pages[locale][name].words("title") for name in apart]

    assert len(set(titles)) == len(apart)


def test_both_languages_say_something_of_their_own_on_every_page(
    pages: dict[str, dict[str, PageView]], library: Library, catalogues: Catalogues
) -> None:
    """A text that was not marked for translation would stand alike in both."""
    translated_alike = {
        "".join(message.text.split())
        for article in library.articles
        for message in article.all_messages()
        if catalogues.say(article.id, message, "en") == LocalizedText(message.text, "en")
    }
    alike = []
    for name in NAMES:
        words = [
            {
                "".join(text.split())
                for element in pages[locale][name].one("main").iter()
                if element.tag in {"h1", "h2", "button", "label", "th"}
                for text in _own_words(element)
                if any(letter.isalpha() for letter in text)
            }
            for locale in LOCALES
        ]
        alike += [f"{name}: {shared}" for shared in (words[0] & words[1]) - ALIKE - translated_alike]

    assert alike == []


def _own_words(element: Element) -> Iterator[str]:
    """Yield the texts of an element in the page's language; the original beside a translation is not."""
    if element.text:
        yield element.text
    for part in element:
        if part.get("lang") is None:
            yield from _own_words(part)
        if part.tail:
            yield part.tail
