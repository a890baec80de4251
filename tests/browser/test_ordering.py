"""An ordering is put in order by buttons, by numbers and by dragging."""

import pytest
from playwright.sync_api import Page, expect

from quiz.domain.bank import Library
from quiz.domain.kinds.ordering import Ordering
from tests.browser.conftest import LiveSite, OpenContext
from tests.browser.hands import (
    CHECK,
    arrange_by_keyboard,
    items,
    numbers,
    open_at,
    press_on,
    question_on,
    switch,
    travel_to,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_context: OpenContext, live: LiveSite, library: Library) -> Page:
    return open_at("ordering", open_context, live, library)


@pytest.fixture
def plain_page(open_context: OpenContext, live: LiveSite, library: Library) -> Page:
    return open_at("ordering", open_context, live, library, script=False)


def key_of(page: Page, library: Library) -> tuple[str, ...]:
    question = question_on(page, library)
    assert isinstance(question, Ordering)
    return question.answer


def test_the_buttons_move_by_keyboard_and_keep_the_focus(page: Page, library: Library) -> None:
    address = page.url

    arrange_by_keyboard(page, key_of(page, library))

    assert page.url == address
    assert numbers(page) == [str(place) for place in range(1, len(items(page)) + 1)]
    press_on(page, page.locator(CHECK))
    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)


def test_the_order_a_page_opens_with_is_given_as_an_answer_by_moving(page: Page) -> None:
    opened = tuple(items(page))

    arrange_by_keyboard(page, opened)

    press_on(page, page.locator(CHECK))
    expect(page.locator("main[data-outcome]")).to_have_count(1)


def test_where_an_item_has_come_is_told_to_those_who_do_not_see_it(page: Page) -> None:
    first, *rest = items(page)
    words = page.locator(f"#item-{first}").inner_text()

    page.locator(f'button[value="{first}:down"]').click()

    expect(page.locator("fieldset [role=status]")).to_have_text(
        f"«{words}» er nå nummer 2 av {len(rest) + 1}."
    )


def test_without_javascript_the_focus_is_on_the_item_that_was_moved(plain_page: Page) -> None:
    page = plain_page
    last = items(page)[-1]

    press_on(page, page.locator(f'button[value="{last}:up"]'))

    expect(page.locator(f"#position-{last}")).to_be_focused()


def test_the_focus_stays_on_the_button_and_turns_at_the_end(page: Page) -> None:
    first, *_, last = before = items(page)
    down, up = page.locator(f'button[value="{first}:down"]'), page.locator(f'button[value="{first}:up"]')
    expect(up).to_be_hidden()
    travel_to(page, down)

    for place in range(1, len(before) - 1):
        page.keyboard.press("Enter")
        assert items(page).index(first) == place
        expect(down).to_be_focused()
    page.keyboard.press("Space")

    assert items(page) == [*before[1:], first]
    expect(down).to_be_hidden()
    expect(up).to_be_focused()
    expect(page.locator(f'button[value="{last}:down"]')).to_be_visible()


def test_without_javascript_a_move_is_a_round_trip_that_a_switch_keeps(
    plain_page: Page, library: Library
) -> None:
    page, key = plain_page, key_of(plain_page, library)
    for place, item in enumerate(key):
        for _ in range(items(page).index(item) - place):
            press_on(page, page.locator(f'button[value="{item}:up"]'))
    assert items(page) == [*key]
    assert "?draft=" in page.url

    switch(page, "en")

    assert items(page) == [*key]
    assert numbers(page) == [str(place) for place in range(1, len(key) + 1)]
    press_on(page, page.locator(CHECK))
    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)


@pytest.mark.parametrize("name", ["page", "plain_page"])
def test_enter_in_a_number_field_checks_the_answer_and_moves_nothing(
    request: pytest.FixtureRequest, library: Library, name: str
) -> None:
    page: Page = request.getfixturevalue(name)
    key, before, address = key_of(page, library), items(page), page.url
    field = page.locator(f"#position-{before[1]}")
    field.fill("1")

    field.press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    refused = items(page), page.url, numbers(page)
    for place, item in enumerate(key, start=1):
        page.locator(f"#position-{item}").fill(str(place))
    with page.expect_navigation():
        page.locator(f"#position-{before[1]}").press("Enter")

    assert refused == (before, address, ["", "1", *[""] * (len(before) - 2)])
    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)


@pytest.mark.parametrize("mend", ["by button", "by numbers"])
def test_an_error_goes_when_it_is_mended_and_not_before(page: Page, mend: str) -> None:
    page.locator(CHECK).click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    first, *rest = items(page)

    page.locator(f"#position-{first}").fill("1")
    expect(summary).to_be_visible()
    if mend == "by button":
        page.locator(f'button[value="{first}:down"]').click()
    else:
        for place, item in enumerate(rest, start=2):
            page.locator(f"#position-{item}").fill(str(place))

    expect(summary).to_be_hidden()
    expect(page.locator("#answer-error")).to_be_hidden()
    expect(page.locator("[aria-invalid], fieldset[aria-describedby]")).to_have_count(0)


def test_a_move_starts_from_the_numbers_that_make_an_order(page: Page) -> None:
    before = items(page)
    wanted = before[::-1]
    for place, item in enumerate(wanted, start=1):
        page.locator(f"#position-{item}").fill(str(place))

    page.locator(f'button[value="{wanted[-1]}:up"]').dispatch_event("click")

    assert items(page) == [*wanted[:-2], wanted[-1], wanted[-2]]


def test_a_move_starts_from_the_page_where_the_numbers_make_none(page: Page) -> None:
    before = items(page)
    page.locator(f"#position-{before[0]}").fill("3")
    page.locator(f"#position-{before[2]}").fill("3")

    page.locator(f'button[value="{before[0]}:down"]').click()

    assert items(page) == [before[1], before[0], *before[2:]]
    assert numbers(page) == [str(place) for place in range(1, len(before) + 1)]


def test_an_item_that_is_dragged_keeps_the_order_that_was_typed(page: Page) -> None:
    before = items(page)
    wanted = before[::-1]
    for place, item in enumerate(wanted, start=1):
        page.locator(f"#position-{item}").fill(str(place))
    last = page.locator(f'[data-item="{before[-1]}"]')
    height = (last.bounding_box() or {"height": 0})["height"]

    page.locator(f"#item-{before[0]}").drag_to(last, target_position={"x": 60, "y": height - 4})

    # Dropped below the last one, which had been numbered 1.
    assert items(page) == [before[-1], before[0], *wanted[1:-1]]
    assert numbers(page) == [str(place) for place in range(1, len(before) + 1)]


def test_items_are_dragged(page: Page, library: Library) -> None:
    first, *rest = before = items(page)
    target = page.locator(f'[data-item="{rest[-1]}"]')
    height = (target.bounding_box() or {"height": 0})["height"]

    page.locator(f"#item-{first}").drag_to(target, target_position={"x": 60, "y": height - 4})

    assert items(page) == [*rest, first]
    assert numbers(page) == [str(place) for place in range(1, len(before) + 1)]
    expect(page.locator("[data-dragged]")).to_have_count(0)
    arrange_by_keyboard(page, key_of(page, library))
    press_on(page, page.locator(CHECK))
    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)
