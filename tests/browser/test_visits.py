"""Pages that come in place, without loading the site anew, and what happens where that fails."""

import pytest
from playwright.sync_api import Page, Route, expect

from quiz.domain.bank import Library
from tests.browser.conftest import LiveSite, OpenContext
from tests.browser.hands import CHECK, give, open_at, question_on
from tests.playing import right, wrong

NEXT = 'a[data-action="next"]'
VERDICT = "main[data-outcome]"


@pytest.fixture
def page(open_context: OpenContext, live: LiveSite, library: Library) -> Page:
    """A tab at a question, with a mark that is lost when the site is loaded anew."""
    page = open_at("single-choice", open_context, live, library)
    page.evaluate("window.mark = 'still here'")
    return page


def loaded_anew(page: Page) -> bool:
    return page.evaluate("window.mark") is None


def test_a_round_goes_on_in_place_and_the_focus_is_on_what_is_new(page: Page, library: Library) -> None:
    give(page, question_on(page, library), right(question_on(page, library)))
    expect(page.locator(VERDICT)).to_have_count(1)
    assert page.url.endswith("/answer")
    expect(page.locator("h1")).to_be_focused()
    expect(page).to_have_title(page.title())
    assert page.locator("h1").inner_text().split(".")[0] in page.title()

    page.locator(NEXT).click()

    expect(page.locator('form[data-action="answer"]')).to_have_count(1)
    expect(page.locator("h1")).to_be_focused()
    assert page.evaluate("window.scrollY") == 0
    assert not loaded_anew(page)


def test_a_switch_of_language_comes_in_place_and_keeps_tick_place_and_focus(page: Page) -> None:
    tick = page.locator("input[type=radio]").nth(1)
    tick.check()
    chosen = tick.get_attribute("value") or ""
    page.locator('header a[hreflang="en"]').click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(f'input[value="{chosen}"]')).to_be_checked()
    expect(page.locator('header a[hreflang="en"]')).to_be_focused()
    assert "/en/" in page.url
    assert not loaded_anew(page)
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "nb")


def test_an_empty_answer_is_refused_in_place(page: Page) -> None:
    page.locator(CHECK).click()

    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Feil")
    assert not loaded_anew(page)


def test_an_answer_without_connection_stays_on_the_page_and_is_sent_the_next_time(
    page: Page, library: Library, faults: list[str]
) -> None:
    question = question_on(page, library)
    page.context.set_offline(True)
    give(page, question, wrong(question))
    expect(page.locator("[data-not-sent]")).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(1)

    page.context.set_offline(False)
    page.locator(CHECK).click()

    expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)
    assert not loaded_anew(page)
    assert ["ERR_INTERNET_DISCONNECTED" in fault for fault in faults] == [True]
    faults.clear()


def test_a_double_click_sends_one_answer(page: Page, library: Library) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.locator("input[type=radio]").first.check()
    page.locator(CHECK).dblclick()

    expect(page.locator(VERDICT)).to_have_count(1)
    assert sent == ["POST"]


@pytest.mark.parametrize("half", ["<p>half a pa", ""])
def test_what_is_no_page_of_ours_is_left_to_the_browser(page: Page, library: Library, half: str) -> None:
    """A proxy's own page, or a broken one: the browser sends the answer in its own way."""

    def break_fetches(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.fulfill(status=200, content_type="text/html", body=half)
        else:
            route.continue_()

    page.route("**/attempts/**", break_fetches)
    give(page, question_on(page, library), right(question_on(page, library)))

    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)
    assert loaded_anew(page)
