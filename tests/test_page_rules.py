"""The rules of a page see what breaks them."""

import pytest
from werkzeug.test import TestResponse

from tests.page_rules import broken_rules
from tests.playing import SUNDAY
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
    "a level skipped": ("<h2>", "<h4>"),
    "an inline style": ("<footer", '<p style="color: red"></p><footer'),
    "an inline script": ("<footer", "<script>1</script><footer"),
    "a handler": ("<footer", '<p onclick="1"></p><footer'),
    "a foreign script": ('src="/static/', 'src="https://example.org/static/'),
    "a foreign link": ('href="/en/about"', 'href="//example.org/"'),
    "a link to nowhere": ('href="/en/about"', 'href=""'),
    "a form without method": ('method="post"', 'method="get"'),
    "a form without token": ('name="csrf_token"', 'name="token"'),
    "a switch to elsewhere": (f'href="/nb/quizzes/{SUNDAY}"', 'href="/nb/"'),
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


@pytest.mark.parametrize("header", HEADERS)
def test_a_changed_header_is_seen(whole: TestResponse, header: str) -> None:
    whole.headers[header] = "*"

    assert broken_rules(PageView(whole), LOCALES) != []
