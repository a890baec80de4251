"""A whole quiz, as people play it: with a pointer, by keyboard alone, without JavaScript."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from quiz.domain.bank import Library
from quiz.domain.question import Question
from tests.browser.conftest import OpenContext
from tests.playing import ARTICLE, SUNDAY, wrong

pytestmark = pytest.mark.browser

OUTLINED = """() => {
  const focused = document.activeElement;
  const shown = [focused, focused.closest(".choice")].filter(Boolean).map((e) => getComputedStyle(e));
  return shown.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)
      || focused === document.body;
}"""
TRAVELS = 80  # presses of Tab, more than any page needs


def question_on(page: Page, library: Library) -> Question:
    return library.articles[0].questions[page.locator("main").get_attribute("data-question") or ""]


def give(page: Page, question: Question, response: str) -> None:
    """Fill an answer in and send it."""
    if question.KIND == "number":
        page.locator("input#answer").fill(response)
    else:
        page.locator(f'input[value="{response}"]').check()
    page.locator('form[data-action="answer"] button:not([name])').click()


def play_on(page: Page, library: Library) -> int:
    """Answer wrongly to the end of the round, and read each passage on the way."""
    read = 0
    while page.locator("main[data-kind]").count():
        question = question_on(page, library)
        give(page, question, wrong(question))
        expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)
        read_passage(page, question)
        read += 1
        page.locator('a[data-action="next"]').click()
    return read


def read_passage(page: Page, question: Question) -> None:
    marks = page.locator("blockquote[lang=nb] mark")
    expect(marks.first).to_be_visible()
    shown = " ".join(marks.all_inner_texts())
    assert question.evidence[0].quote.split(".")[0] in shown


def go_to_single_choice(page: Page) -> None:
    page.goto(f"/nb/quizzes/{SUNDAY}")
    page.locator('form[data-action="start"] button').click()
    while page.locator('main[data-kind="single-choice"]').count() == 0:
        dont_know = page.locator('[name=answer][value="dont-know"]')
        if dont_know.get_attribute("type") == "radio":
            dont_know.check()
            page.locator('form[data-action="answer"] button').click()
        else:
            dont_know.click()
        page.locator('a[data-action="next"]').click()


def test_a_quiz_is_played_with_a_switch_of_language_in_the_middle(
    open_context: OpenContext, library: Library
) -> None:
    page = open_context(viewport={"width": 360, "height": 400}).new_page()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    go_to_single_choice(page)
    question = question_on(page, library)
    address, order = page.url, _order(page)
    page.locator(f'input[value="{wrong(question)}"]').check()
    page.evaluate("window.scrollTo(0, 60)")

    english = page.locator('header a[hreflang="en"]')
    english.dispatch_event("click")
    page.wait_for_url("**/en/**")

    assert page.url == address.replace("/nb/", "/en/")
    assert _order(page) == order
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("input:checked")).to_have_attribute("value", wrong(question))
    assert page.evaluate("window.scrollY") == 60

    page.locator('form[data-action="answer"] button').click()
    expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)
    read_passage(page, question)
    expect(page.locator(".source__translation").first).to_be_visible()

    page.locator('a[data-action="next"]').click()
    play_on(page, library)
    expect(page.locator("data[data-score]")).to_have_attribute("data-max", "7.0")
    page.locator('nav a[href="/en/history"]').first.click()
    rows = page.locator("tr[data-attempt]")
    expect(rows).to_have_count(1)
    rows.locator("th a").click()
    expect(page.locator("main article")).to_have_count(7)
    expect(page.locator("blockquote[lang=nb] mark").first).to_be_visible()


def test_a_number_that_is_typed_and_not_sent_is_kept_through_a_switch(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto(f"/nb/quizzes/{SUNDAY}")
    page.locator('form[data-action="start"] button').click()
    while page.locator('main[data-kind="number"]').count() == 0:
        page.locator('input[value="dont-know"]').check()
        page.locator('form[data-action="answer"] button').click()
        page.locator('a[data-action="next"]').click()
    page.locator("input#answer").fill("1 234")

    page.locator('header a[hreflang="en"]').click()
    page.wait_for_url("**/en/**")

    expect(page.locator("input#answer")).to_have_value("1 234")


def test_a_tick_is_not_kept_beyond_the_switch(open_context: OpenContext) -> None:
    page = open_context().new_page()
    go_to_single_choice(page)
    page.locator("input[type=radio]").first.check()
    page.locator('header a[hreflang="en"]').click()
    page.wait_for_url("**/en/**")

    page.goto(page.url)

    expect(page.locator("input:checked")).to_have_count(0)


def test_a_quiz_is_played_by_keyboard_alone(open_context: OpenContext, library: Library) -> None:
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto("/nb/")
    press_on(page, page.locator(f'a[href="/nb/quizzes/{SUNDAY}"]'))
    press_on(page, page.locator('form[data-action="start"] button'))
    switched = read = 0

    while page.locator("main[data-kind]").count():
        question = question_on(page, library)
        response = wrong(question)
        if question.KIND == "number":
            travel_to(page, page.locator("input#answer"))
            page.keyboard.type(response)
            page.keyboard.press("Enter")
        else:
            choose_by_keyboard(page, response)
            if not switched:
                press_on(page, page.locator('header a[hreflang="en"]'), backwards=True)
                expect(page.locator("html")).to_have_attribute("lang", "en")
                expect(page.locator("input:checked")).to_have_attribute("value", response)
                switched = 1
            press_on(page, page.locator('form[data-action="answer"] button'))
        expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)
        read_passage(page, question)
        read += 1
        press_on(page, page.locator('a[data-action="next"]'))

    assert (read, switched) == (7, 1)
    press_on(page, page.locator('header a[href="/en/history"]'))
    press_on(page, page.locator("tr[data-attempt] th a"))
    expect(page.locator("main article")).to_have_count(7)


def test_a_quiz_is_played_without_javascript(open_context: OpenContext, library: Library) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/nb/")
    go_to_single_choice(page)
    question, order, address = question_on(page, library), _order(page), page.url

    page.locator('header a[hreflang="en"]').click()
    assert page.url == address.replace("/nb/", "/en/")
    assert _order(page) == order

    page.locator('form[data-action="answer"] button').click()
    expect(page.locator(".error-summary a")).to_be_visible()
    give(page, question, wrong(question))
    read_passage(page, question)
    page.locator('a[data-action="next"]').click()
    play_on(page, library)
    expect(page.locator("data[data-score]")).to_have_count(1)
    page.locator('header a[href="/en/history"]').click()
    page.locator("tr[data-attempt] th a").click()
    expect(page.locator("main article")).to_have_count(7)


@pytest.mark.parametrize("script", [True, False])
def test_back_from_an_answer_shows_the_question_locked(
    open_context: OpenContext, library: Library, script: bool
) -> None:
    page = open_context(java_script_enabled=script).new_page()
    go_to_single_choice(page)
    question = question_on(page, library)
    give(page, question, wrong(question))
    expect(page.locator("main[data-outcome]")).to_have_count(1)

    page.go_back()

    expect(page.locator('form[data-action="answer"]')).to_have_count(0)
    expect(page.locator("input:checked")).to_have_attribute("value", wrong(question))
    expect(page.locator("input:checked")).to_be_disabled()


@pytest.mark.parametrize("script", [True, False])
def test_an_empty_answer_brings_the_focus_to_the_summary_and_from_there_to_the_field(
    open_context: OpenContext, script: bool
) -> None:
    page = open_context(java_script_enabled=script).new_page()
    go_to_single_choice(page)

    page.locator('form[data-action="answer"] button').click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").click()

    expect(page.locator("input[type=radio]").first).to_be_focused()


def test_a_passage_is_found_in_the_article(open_context: OpenContext, library: Library) -> None:
    page = open_context().new_page()
    go_to_single_choice(page)
    question = question_on(page, library)
    give(page, question, wrong(question))

    page.locator("figcaption a").first.click()

    assert re.search(rf"/articles/{ARTICLE}#p\d+\.s\d+$", page.url)
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_skip_link_leads_to_the_main_content(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto("/en/")

    page.keyboard.press("Tab")
    expect(page.locator('a[href="#main"]')).to_be_focused()
    expect(page.locator('a[href="#main"]')).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def _order(page: Page) -> list[str]:
    values: list[str] = page.locator("input[type=radio]").evaluate_all("all => all.map((each) => each.value)")
    return values


def travel_to(page: Page, target: Locator, backwards: bool = False) -> None:
    """Press Tab until something has the focus; wherever the focus stops, it must be seen."""
    for _ in range(TRAVELS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert page.evaluate(OUTLINED), f"no outline: {where}"
    pytest.fail(f"not reached by keyboard: {target}")


def press_on(page: Page, target: Locator, backwards: bool = False) -> None:
    travel_to(page, target, backwards)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose_by_keyboard(page: Page, value: str) -> None:
    """Travel to the radio buttons and down to one of them."""
    order = _order(page)
    travel_to(page, page.locator("input[type=radio]").first)
    if order[0] == value:
        page.keyboard.press("Space")
    for _ in range(order.index(value)):
        page.keyboard.press("ArrowDown")
    expect(page.locator(f'input[value="{value}"]')).to_be_checked()
