"""The rules of a page see what breaks them."""

import pytest
from werkzeug.test import TestResponse

from quiz.domain.bank import Library
from tests.page_rules import broken_rules
from tests.playing import ARTICLE, SUNDAY, go_to
from tests.site_client import PageView, SiteClient

LOCALES = ("nb", "en")
BREAKS = {
    "a second h1": ("<main", "<h1>Again</h1><main"),
    "no h1": ("<h1>", "<h2>"),
    "a second main": ("<footer", "<main></main><footer"),
    "an id twice": ("<footer", '<p id="main"></p><footer'),
    "an unclosed element": ("<footer", "<div><footer"),
    "no language": ('<html lang="en"', "<html"),
    "a wrong direction": ('dir="ltr"', 'dir="rtl"'),
    "a title of its own": ("<title>", "<title>Something else – "),
    "an unlabelled control": ('for="length-all"', 'for="main"'),
    "a reference to nothing": ('for="length-all"', 'for="nothing"'),
    "a level skipped": ("h2", "h4"),
    "an inline style": ("<footer", '<p style="color: red"></p><footer'),
    "an inline script": ("<footer", "<script>1</script><footer"),
    "a handler": ("<footer", '<p onclick="1"></p><footer'),
    "a foreign script": ('src="/static/', 'src="https://example.org/static/'),
    "a foreign link": ('href="/en/about"', 'href="//example.org/"'),
    "a link to nowhere": ('href="/en/about"', 'href=""'),
    "a form without method": ('method="post"', 'method="get"'),
    "a form without token": ('name="csrf_token"', 'name="token"'),
    "a switch to elsewhere": (f'<a href="/nb/quizzes/{SUNDAY}"', '<a href="/nb/"'),
    "an alternate elsewhere": ('href="http://localhost/nb/', 'href="http://example.org/nb/'),
    "a missing language": ('hreflang="nb"', 'hreflang="de"'),
    "a picture without alt": (' alt=""', ""),
    "a placeholder": ("<footer", "<p>%(num)s</p><footer"),
}
HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control")


@pytest.fixture
def whole(client: SiteClient) -> TestResponse:
    return client.http.get(f"/en/quizzes/{SUNDAY}")


def test_a_page_as_it_is_keeps_them_all(whole: TestResponse) -> None:
    assert broken_rules(PageView(whole), LOCALES) == []


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_seen(whole: TestResponse, name: str) -> None:
    before, after = BREAKS[name]
    text = whole.get_data(as_text=True)
    assert before in text

    whole.set_data(text.replace(before, after))

    assert _sees_a_fault(PageView(whole))


def _sees_a_fault(page: PageView) -> bool:
    try:
        return broken_rules(page, LOCALES) != []
    except AssertionError:  # it lacks what a rule looks at
        return True


NOTE_BREAKS = {
    "the source of a note that learns where from": (' rel="noreferrer"', ""),
    "the source of a note that opens a program": ('<a href="http', '<a href="tel'),
    "a foreign link outside a note": (
        "<footer",
        '<a href="https://example.org/" rel="noreferrer">x</a><footer',
    ),
    "a foreign link in details of another sort": ('<details class="note ', '<details class="'),
    "a source without words": (' lang="en" dir="auto">', ' lang="en" dir="auto"></a><a>'),
}


@pytest.mark.parametrize("name", NOTE_BREAKS)
def test_a_break_around_the_sources_of_notes_is_seen(client: SiteClient, name: str) -> None:
    noted = client.http.get(f"/en/articles/{ARTICLE}")
    before, after = NOTE_BREAKS[name]
    text = noted.get_data(as_text=True)
    assert before in text
    assert broken_rules(PageView(noted), LOCALES) == []

    noted.set_data(text.replace(before, after, 1))

    assert _sees_a_fault(PageView(noted))


def test_a_number_that_is_named_by_nothing_is_seen(client: SiteClient, library: Library) -> None:
    page = go_to(client, library, "ordering")
    assert broken_rules(page, LOCALES) == []

    page.response.set_data(page.text.replace(' aria-labelledby="number-word item-', ' data-x="item-', 1))

    assert _sees_a_fault(PageView(page.response))


@pytest.mark.parametrize("header", HEADERS)
def test_a_changed_header_is_seen(whole: TestResponse, header: str) -> None:
    whole.headers[header] = "*"

    assert broken_rules(PageView(whole), LOCALES) != []
