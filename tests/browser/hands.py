"""What a reader does with a pointer and with a keyboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from quiz.domain.bank import Library
from quiz.domain.kinds.ordering import Ordering
from quiz.domain.question import Question, Response
from tests.browser.conftest import LiveSite, OpenContext, cookie_of
from tests.playing import SUNDAY, go_to
from tests.site_client import PageView

CHECK = 'form[data-action="answer"] .actions button:not([name])'
TRAVELS = 120  # presses of Tab, more than any page needs
WHERE = """target => {
  const focused = document.activeElement;
  const shown = [focused, focused.closest(".choice")].filter(Boolean).map((e) => getComputedStyle(e));
  const outlined = shown.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
  return [focused === target, outlined || focused === document.body, focused.outerHTML.slice(0, 200)];
}"""


def open_at(
    kind: str, open_context: OpenContext, live: LiveSite, library: Library, *, script: bool = True
) -> Page:
    """Open a tab at an unanswered question of a kind, in Norwegian, in the middle of a round."""
    return open_as_player(go_to(live.site.client(), library, kind, SUNDAY, "nb"), open_context, live, script)


def open_as_player(asked: PageView, open_context: OpenContext, live: LiveSite, script: bool = True) -> Page:
    """Open a tab at a page that a client has come to, with its cookie."""
    context = open_context(java_script_enabled=script)
    context.add_cookies([{"name": "kildesjekk", "value": cookie_of(asked), "url": live.address}])
    page = context.new_page()
    page.goto(asked.address)
    return page


def marked(page: Page) -> Page:
    """Give a tab a mark that is lost when the site is loaded anew."""
    page.evaluate("window.mark = 'still here'")
    return page


def loaded_anew(page: Page) -> bool:
    return page.evaluate("window.mark") is None


def question_on(page: Page, library: Library) -> Question:
    return library.articles[0].questions[page.locator("main").get_attribute("data-question") or ""]


def parts(response: Response) -> tuple[str, ...]:
    return (response,) if isinstance(response, str) else response or ()


def give(page: Page, question: Question, response: Response) -> None:
    """Fill an answer in and send it."""
    if question.KIND == "number":
        page.locator("input#answer").fill(parts(response)[0])
    elif isinstance(question, Ordering):
        for place, item in enumerate(parts(response), start=1):
            page.locator(f"#position-{item}").fill(str(place))
    else:
        for option in parts(response):
            page.locator(f'input[value="{option}"]').check()
    page.locator(CHECK).click()


def give_by_keyboard(page: Page, question: Question, response: Response) -> None:
    """Fill an answer in and send it without a pointer; an ordering by its buttons."""
    if question.KIND == "number":
        travel_to(page, page.locator("input#answer"))
        page.keyboard.type(parts(response)[0])
        page.keyboard.press("Enter")
        return
    if isinstance(question, Ordering):
        arrange_by_keyboard(page, parts(response))
    else:
        choose_by_keyboard(page, response)
    press_on(page, page.locator(CHECK))


def choose_by_keyboard(page: Page, response: Response) -> None:
    """Travel to radio buttons and down to one of them, or to each of several boxes."""
    if page.locator(f'input[type=checkbox][value="{parts(response)[0]}"]').count():
        for option in parts(response):
            travel_to(page, page.locator(f'input[value="{option}"]'))
            page.keyboard.press("Space")
    else:
        (option,) = parts(response)
        order = values(page)
        travel_to(page, page.locator("input[type=radio]").first)
        if order[0] == option:
            page.keyboard.press("Space")
        for _ in range(order.index(option)):
            page.keyboard.press("ArrowDown")
    expect(page.locator("input:checked")).to_have_count(len(parts(response)))
    for option in parts(response):
        expect(page.locator(f'input[value="{option}"]')).to_be_checked()


def arrange_by_keyboard(page: Page, wanted: tuple[str, ...]) -> None:
    """Move items with their buttons; the focus stays with the item from one move to the next.

    The order that a page opens with is no answer, so items that stand as wanted are moved and moved back.
    """
    if items(page) == [*wanted]:
        travel_to(page, page.locator(f'button[value="{wanted[0]}:down"]'))
        page.keyboard.press("Enter")
    for place, item in enumerate(wanted):
        up = page.locator(f'button[value="{item}:up"]')
        for left in range(items(page).index(item) - place, 0, -1):
            travel_to(page, up, backwards=_stands_before(page, up))
            page.keyboard.press("Enter")
            here = up if place or left > 1 else page.locator(f'button[value="{item}:down"]')
            expect(here).to_be_focused()
    assert items(page) == [*wanted]


def items(page: Page) -> list[str]:
    """Return the items of an ordering as they stand on the page."""
    order: list[str] = page.locator("[data-item]").evaluate_all("all => all.map((each) => each.dataset.item)")
    return order


def numbers(page: Page) -> list[str]:
    written: list[str] = page.locator(".position").evaluate_all("all => all.map((each) => each.value)")
    return written


def values(page: Page) -> list[str]:
    """Return the options of a question as they stand on the page."""
    found: list[str] = page.locator("input[type=radio], input[type=checkbox]").evaluate_all(
        "all => all.map((each) => each.value)"
    )
    return found


def read_passage(page: Page, question: Question) -> None:
    marks = page.locator("blockquote[lang=nb] mark")
    expect(marks.first).to_be_visible()
    shown = " ".join(marks.all_inner_texts())
    assert question.evidence[0].quote.split(".")[0] in shown


def switch(page: Page, locale: str) -> None:
    page.locator(f'header a[hreflang="{locale}"]').click()
    page.wait_for_url(f"**/{locale}/**")


def travel_to(page: Page, target: Locator, backwards: bool = False) -> None:
    """Press Tab until something has the focus; wherever Tab brings it, it must be seen."""
    for presses in range(TRAVELS):
        reached, outlined, where = target.evaluate(WHERE)
        assert outlined or presses == 0, f"no outline: {where}"
        if reached:
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    pytest.fail(f"not reached by keyboard: {target}")


def go_on(page: Page) -> None:
    """Go from an answer to what comes next, and wait until it is there.

    Without scripts there is a moment at which the one page has gone and the other has not come.
    """
    page.locator('a[data-action="next"]').click()
    expect(page.locator("main:not([data-outcome])")).to_have_count(1)


def press_on(page: Page, target: Locator, backwards: bool = False) -> None:
    travel_to(page, target, backwards)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _stands_before(page: Page, target: Locator) -> bool:
    before: bool = target.evaluate(
        "target => (document.activeElement.compareDocumentPosition(target) & 2) === 2"
    )
    return before
