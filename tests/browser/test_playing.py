"""A whole quiz, as people play it: with a pointer, by keyboard alone, without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from quiz.domain.bank import Library
from quiz.domain.kinds.registry import all_kinds
from tests.browser.conftest import LiveSite, OpenContext
from tests.browser.hands import (
    CHECK,
    choose_by_keyboard,
    give,
    give_by_keyboard,
    go_on,
    open_at,
    parts,
    press_on,
    question_on,
    read_passage,
    switch,
    travel_to,
    values,
)
from tests.playing import ARTICLE, SUNDAY, right, sunday_size, wrong

pytestmark = pytest.mark.browser

KINDS = tuple(sorted(all_kinds()))


def play_on(page: Page, library: Library) -> int:
    """Answer wrongly to the end of the round, and read each passage on the way."""
    read = 0
    while page.locator("main[data-kind]").count():
        question = question_on(page, library)
        give(page, question, wrong(question))
        expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)
        read_passage(page, question)
        read += 1
        go_on(page)
    return read


def test_a_quiz_is_played_with_a_switch_of_language_in_the_middle(
    open_context: OpenContext, library: Library
) -> None:
    page = open_context(viewport={"width": 360, "height": 400}).new_page()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    page.goto(f"/nb/quizzes/{SUNDAY}")
    page.locator('form[data-action="start"] button').click()
    played = 0
    while page.locator("input[type=radio]").count() == 0:
        question = question_on(page, library)
        give(page, question, wrong(question))
        go_on(page)
        played += 1
    question = question_on(page, library)
    address, order, (chosen,) = page.url, values(page), parts(wrong(question))
    page.locator(f'input[value="{chosen}"]').check()
    page.evaluate("window.scrollTo(0, 60)")

    english = page.locator('header a[hreflang="en"]')
    english.dispatch_event("click")
    page.wait_for_url("**/en/**")

    assert page.url == address.replace("/nb/", "/en/")
    assert values(page) == order
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("input:checked")).to_have_attribute("value", chosen)
    assert page.evaluate("window.scrollY") == 60

    page.locator(CHECK).click()
    expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)
    read_passage(page, question)
    expect(page.locator(".source__translation").first).to_be_visible()

    go_on(page)
    played += 1 + play_on(page, library)
    score = page.locator("data[data-score]")
    expect(score).to_have_attribute("data-max", f"{played}.0")
    expect(score).to_have_attribute("value", "0.0")
    page.locator('nav a[href="/en/history"]').first.click()
    rows = page.locator("tr[data-attempt]")
    expect(rows).to_have_count(1)
    rows.locator("th a").click()
    expect(page.locator("main article")).to_have_count(played)
    expect(page.locator("blockquote[lang=nb] mark").first).to_be_visible()


def test_a_quiz_is_played_by_keyboard_alone(open_context: OpenContext, library: Library) -> None:
    page = open_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto("/nb/")
    press_on(page, page.locator(f'h3 a[href="/nb/quizzes/{SUNDAY}"]'))
    travel_to(page, page.locator("input[name=length]").first)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#length-all")).to_be_checked()
    press_on(page, page.locator('form[data-action="start"] button'))
    switched, kinds = 0, []

    while page.locator("main[data-kind]").count():
        question = question_on(page, library)
        if not switched and question.KIND == "verdict":
            choose_by_keyboard(page, wrong(question))
            press_on(page, page.locator('header a[hreflang="en"]'), backwards=True)
            expect(page.locator("html")).to_have_attribute("lang", "en")
            expect(page.locator("input:checked")).to_have_attribute("value", str(wrong(question)))
            switched = 1
            press_on(page, page.locator(CHECK))
        else:
            give_by_keyboard(page, question, wrong(question))
        expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)
        read_passage(page, question)
        kinds.append(question.KIND)
        press_on(page, page.locator('a[data-action="next"]'))

    assert (len(kinds), set(kinds), switched) == (sunday_size(library), set(KINDS), 1)
    press_on(page, page.locator('header a[href="/en/history"]'))
    press_on(page, page.locator("tr[data-attempt] th a"))
    expect(page.locator("main article")).to_have_count(sunday_size(library))


def test_a_quiz_is_played_without_javascript(open_context: OpenContext, library: Library) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto(f"/nb/quizzes/{SUNDAY}")
    page.locator('form[data-action="start"] button').click()
    question, order, address = question_on(page, library), values(page), page.url

    switch(page, "en")
    assert page.url == address.replace("/nb/", "/en/")
    assert values(page) == order

    page.locator(CHECK).click()
    expect(page.locator(".error-summary a")).to_be_visible()
    give(page, question, wrong(question))
    read_passage(page, question)
    go_on(page)
    played = 1 + play_on(page, library)
    expect(page.locator("data[data-score]")).to_have_count(1)
    page.locator('header a[href="/en/history"]').click()
    page.locator("tr[data-attempt] th a").click()
    expect(page.locator("main article")).to_have_count(played)


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_answered_by_keyboard_without_javascript(
    open_context: OpenContext, live: LiveSite, library: Library, kind: str
) -> None:
    page = open_at(kind, open_context, live, library, script=False)
    question = question_on(page, library)
    key = right(question)

    if kind == "ordering":
        for place, item in enumerate(key or (), start=1):
            field = page.locator(f"#position-{item}")
            travel_to(page, field, backwards=place > 1)
            page.keyboard.type(str(place))
            page.locator("h1").evaluate("() => document.activeElement.blur()")
        travel_to(page, page.locator(CHECK))
        page.keyboard.press("Enter")
    else:
        give_by_keyboard(page, question, key)

    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("kind", ["single-choice", "multiple-choice", "find-sentence"])
def test_back_from_an_answer_shows_the_question_locked(
    open_context: OpenContext, live: LiveSite, library: Library, kind: str, script: bool
) -> None:
    page = open_at(kind, open_context, live, library, script=script)
    question = question_on(page, library)
    given = wrong(question)
    give(page, question, given)
    expect(page.locator("main[data-outcome]")).to_have_count(1)

    page.go_back()

    expect(page.locator('form[data-action="answer"]')).to_have_count(0)
    ticked = page.locator("input:checked")
    expect(ticked).to_have_count(1 if isinstance(given, str) else len(given or ()))
    expect(ticked.first).to_be_disabled()


def test_back_passes_a_refused_answer_without_asking_whether_to_send_it_again(
    open_context: OpenContext, live: LiveSite, library: Library
) -> None:
    page = open_at("single-choice", open_context, live, library)
    question = question_on(page, library)
    page.locator(CHECK).click()
    expect(page.locator(".error-summary")).to_be_visible()
    give(page, question, wrong(question))
    expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)

    page.go_back()

    expect(page.locator('form[data-action="answer"]')).to_have_count(0)
    expect(page.locator("input:checked")).to_be_disabled()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_answer_brings_the_focus_to_the_summary_and_from_there_to_the_field(
    open_context: OpenContext, live: LiveSite, library: Library, kind: str, script: bool
) -> None:
    page = open_at(kind, open_context, live, library, script=script)

    page.locator(CHECK).click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").click()

    expect(page.locator("form input:not([type=hidden])").first).to_be_focused()


def test_a_passage_is_found_in_the_article_and_the_way_back_from_it(
    open_context: OpenContext, live: LiveSite, library: Library
) -> None:
    page = open_at("single-choice", open_context, live, library)
    question = question_on(page, library)
    give(page, question, wrong(question))

    page.locator("figcaption a").first.click()

    assert re.search(rf"/articles/{ARTICLE}\?from=\d+-\d+#p\d+\.s\d+$", page.url)
    expect(page.locator(":target")).to_be_in_viewport()
    way_back = page.locator(".actions--stay a")
    expect(way_back).to_be_in_viewport()
    way_back.click()
    expect(page.locator(f'main[data-outcome][data-question="{question.id}"]')).to_have_count(1)


def test_the_skip_link_leads_to_the_main_content(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto("/en/")

    page.keyboard.press("Tab")
    expect(page.locator('a[href="#main"]')).to_be_focused()
    expect(page.locator('a[href="#main"]')).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_note_is_opened_by_keyboard_where_it_is_folded(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto(f"/en/articles/{ARTICLE}")
    note = page.locator("details.note").first
    expect(note.locator("a").first).to_be_hidden()

    travel_to(page, note.locator("summary"))
    page.keyboard.press("Enter")

    expect(note.locator("a").first).to_be_visible()
