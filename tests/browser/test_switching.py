"""What is filled in and not yet sent is kept through a switch of language, and no further."""

import pytest
from playwright.sync_api import expect

from quiz.domain.bank import Library
from tests.browser.conftest import LiveSite, OpenContext, cookie_of
from tests.browser.hands import items, numbers, open_at, question_on, switch, travel_to, values
from tests.playing import SUNDAY, right

pytestmark = pytest.mark.browser


def test_a_number_that_is_typed_is_kept(open_context: OpenContext, live: LiveSite, library: Library) -> None:
    page = open_at("number", open_context, live, library)
    page.locator("input#answer").fill("1 234")

    switch(page, "en")

    expect(page.locator("input#answer")).to_have_value("1 234")


@pytest.mark.parametrize("kind", ["multiple-choice", "find-sentence", "altered-quote"])
def test_ticks_are_kept(open_context: OpenContext, live: LiveSite, library: Library, kind: str) -> None:
    page = open_at(kind, open_context, live, library)
    before = values(page)
    ticked = before[1:3] if kind == "multiple-choice" else before[1:2]
    for value in ticked:
        page.locator(f'input[value="{value}"]').check()

    switch(page, "en")
    checked = page.locator("input:checked").evaluate_all("all => all.map((each) => each.value)")
    switch(page, "nb")

    assert values(page) == before
    assert checked == ticked
    expect(page.locator("input:checked")).to_have_count(len(ticked))


def test_how_sure_one_is_is_kept_and_can_be_said_by_keyboard(
    open_context: OpenContext, live: LiveSite, library: Library
) -> None:
    client = live.site.client()
    asked = client.start(SUNDAY, "nb", asks_certainty="yes")
    context = open_context()
    context.add_cookies([{"name": "kildesjekk", "value": cookie_of(asked), "url": live.address}])
    page = context.new_page()
    page.goto(asked.address)
    travel_to(page, page.locator("#certainty-guessing"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    switch(page, "en")

    expect(page.locator("#certainty-certain")).to_be_checked()
    expect(page.get_by_role("group", name="How sure are you?")).to_be_visible()


def test_an_arrangement_is_kept_with_its_numbers(
    open_context: OpenContext, live: LiveSite, library: Library
) -> None:
    page = open_at("ordering", open_context, live, library)
    asked = items(page)
    page.locator(f'button[value="{asked[0]}:down"]').click()
    arranged = items(page)

    switch(page, "en")
    english = items(page), numbers(page)
    page.locator(f'button[value="{asked[0]}:down"]').click()

    assert arranged == [asked[1], asked[0], *asked[2:]]
    assert english == (arranged, [str(place) for place in range(1, len(asked) + 1)])
    assert items(page) == [asked[1], asked[2], asked[0], *asked[3:]]


def test_numbers_that_are_typed_and_make_no_order_yet_are_kept(
    open_context: OpenContext, live: LiveSite, library: Library
) -> None:
    page = open_at("ordering", open_context, live, library)
    asked = items(page)
    page.locator(f"#position-{asked[1]}").fill("3")

    switch(page, "en")

    assert items(page) == asked
    assert numbers(page) == ["", "3", *[""] * (len(asked) - 2)]


def test_an_arrangement_that_was_kept_is_the_answer_that_is_sent(
    open_context: OpenContext, live: LiveSite, library: Library
) -> None:
    page = open_at("ordering", open_context, live, library)
    question = question_on(page, library)
    key = right(question) or ()
    for place, item in enumerate(key):
        for _ in range(items(page).index(item) - place):
            page.locator(f'button[value="{item}:up"]').click()

    switch(page, "en")
    page.locator('form[data-action="answer"] .actions button:not([name])').click()

    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)


def test_what_one_wants_to_practise_is_kept(open_context: OpenContext) -> None:
    page = open_context().new_page()
    page.goto(f"/nb/quizzes/{SUNDAY}")
    page.locator("#length-all").check()
    page.locator("#focus").select_option("sequence")

    switch(page, "en")

    expect(page.locator("#length-all")).to_be_checked()
    expect(page.locator("#focus")).to_have_value("sequence")


def test_nothing_is_kept_beyond_the_switch(
    open_context: OpenContext, live: LiveSite, library: Library
) -> None:
    page = open_at("single-choice", open_context, live, library)
    page.locator("input[type=radio]").first.check()
    switch(page, "en")

    page.goto(page.url)

    expect(page.locator("input:checked")).to_have_count(0)
