"""Pages that come in place, without loading the site anew."""

import pytest
from playwright.sync_api import Page, expect

from quiz.domain.bank import Library
from tests.browser.conftest import LiveSite, OpenContext
from tests.browser.hands import (
    CHECK,
    give,
    loaded_anew,
    marked,
    open_at,
    question_on,
)
from tests.playing import right, wrong

NEXT = 'a[data-action="next"]'
VERDICT = "main[data-outcome]"
WATCH_SHIFTS = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => window.shifts.push(...list.getEntries()
    .filter((each) => !each.hadRecentInput)
    .map((each) => each.sources.map((source) => source.node?.outerHTML?.slice(0, 80)))
  )).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.fixture
def page(open_context: OpenContext, live: LiveSite, library: Library) -> Page:
    return marked(open_at("single-choice", open_context, live, library))


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


def test_a_double_click_sends_one_answer(page: Page, library: Library) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.locator("input[type=radio]").first.check()
    page.locator(CHECK).dblclick()

    expect(page.locator(VERDICT)).to_have_count(1)
    assert sent == ["POST"]


def test_back_and_forward_show_each_page_as_it_is_now(page: Page, library: Library) -> None:
    give(page, question_on(page, library), right(question_on(page, library)))
    expect(page.locator(VERDICT)).to_have_count(1)
    verdict = page.locator("h1").inner_text()
    page.locator(NEXT).click()
    expect(page.locator('form[data-action="answer"]')).to_have_count(1)
    asked = page.locator("h1").inner_text()

    page.go_back()
    expect(page.locator("h1")).to_have_text(verdict)
    page.go_back()
    expect(page.locator("input:checked")).to_be_disabled()
    page.go_forward()
    expect(page.locator("h1")).to_have_text(verdict)
    page.go_forward()

    expect(page.locator("h1")).to_have_text(asked)
    expect(page.locator('form[data-action="answer"]')).to_have_count(1)


def test_nothing_moves_under_the_reader(page: Page, library: Library) -> None:
    page.evaluate(WATCH_SHIFTS)
    give(page, question_on(page, library), right(question_on(page, library)))
    expect(page.locator(VERDICT)).to_have_count(1)
    page.locator(NEXT).click()
    expect(page.locator('form[data-action="answer"]')).to_have_count(1)
    page.locator('header a[hreflang="en"]').click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_timeout(300)

    assert page.evaluate("window.shifts") == []


def test_a_switch_of_language_keeps_the_place_in_a_long_page(
    open_context: OpenContext, live: LiveSite, library: Library
) -> None:
    page = open_at("find-sentence", open_context, live, library)
    page.set_viewport_size({"width": 360, "height": 400})
    page.evaluate("window.scrollTo(0, 300)")

    page.locator('header a[hreflang="en"]').dispatch_event("click")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("window.scrollY") == 300


def test_of_two_tabs_the_first_answer_counts(page: Page, library: Library) -> None:
    question = question_on(page, library)
    other = page.context.new_page()
    other.goto(page.url)
    give(page, question, right(question))
    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)

    give(other, question, wrong(question))

    expect(other.locator('main[data-outcome="correct"]')).to_have_count(1)
    expect(other.locator("main .notice")).to_be_visible()
    expect(other.locator("h1")).to_be_focused()
