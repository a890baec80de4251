"""What fails half-way: scripts that do not run, a site that does not answer. What was filled in is kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from quiz.domain.bank import Library
from tests.browser.conftest import LiveSite, OpenContext
from tests.browser.hands import (
    CHECK,
    give,
    go_on,
    loaded_anew,
    marked,
    open_as_player,
    open_at,
    question_on,
    values,
)
from tests.playing import SUNDAY, right, wrong

pytestmark = pytest.mark.browser

NO_CONNECTION = '[data-not-sent="no-connection"]'
WAITING = "[data-waiting]"
BUSY = '[data-not-sent="busy"]'
# What our script needs and does not find.
BROKEN = {
    "no reader of pages": "window.DOMParser = undefined;",
    "no history": "History.prototype.pushState = () => { throw new Error('made by a test'); };",
    "no storage": "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw Error(); };",
    "no fetch": "window.fetch = undefined;",
}


@pytest.fixture
def page(open_context: OpenContext, live: LiveSite, library: Library) -> Page:
    return marked(open_at("single-choice", open_context, live, library))


def answer_fetches(page: Page, **answer: object) -> None:
    """Have what the script fetches answered otherwise; what the browser itself asks for goes to the site."""

    def other(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.fulfill(**answer)  # type: ignore[arg-type]
        else:
            route.continue_()

    page.route("**/attempts/**", other)


def play_a_step(page: Page, library: Library) -> None:
    """Answer, go on, and change the language."""
    address = page.url
    give(page, question_on(page, library), right(question_on(page, library)))
    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)
    go_on(page)
    page.locator('header a[hreflang="en"]').click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator('form[data-action="answer"]')).to_have_count(1)
    assert page.url != address


@pytest.mark.parametrize("lacking", BROKEN)
def test_a_round_is_played_where_the_script_lacks_what_it_needs(
    page: Page, library: Library, lacking: str
) -> None:
    page.add_init_script(BROKEN[lacking])
    page.reload()

    play_a_step(page, library)


def break_at_once(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="throw new Error('made by a test');")


@pytest.mark.parametrize(
    ("answer_for_the_script", "complaint"),
    [
        pytest.param(break_at_once, "made by a test", id="breaks at once"),
        pytest.param(Route.abort, "ERR_FAILED", id="never arrives"),
    ],
)
def test_a_round_is_played_where_the_script_does_not_run(
    page: Page,
    library: Library,
    faults: list[str],
    answer_for_the_script: Callable[[Route], None],
    complaint: str,
) -> None:
    page.route("**/*.js", lambda route: answer_for_the_script(route))
    page.reload()

    play_a_step(page, library)

    page.close()  # nothing is complained of afterwards
    assert [fault for fault in faults if complaint not in fault] == []
    faults.clear()


def test_an_answer_without_connection_stays_on_the_page_and_is_sent_the_next_time(
    page: Page, library: Library, faults: list[str]
) -> None:
    question = question_on(page, library)
    page.context.set_offline(True)
    give(page, question, wrong(question))
    expect(page.locator(NO_CONNECTION)).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(1)

    page.context.set_offline(False)
    page.locator(CHECK).click()

    expect(page.locator('main[data-outcome="incorrect"]')).to_have_count(1)
    assert not loaded_anew(page)
    assert ["ERR_INTERNET_DISCONNECTED" in fault for fault in faults] == [True]
    faults.clear()


def test_who_waits_for_the_site_is_told_so(page: Page, library: Library) -> None:
    """As the browser does with its own way to the next page, and not with ours."""
    held: list[Route] = []
    page.route("**/attempts/**", lambda route: held.append(route))
    question = question_on(page, library)
    expect(page.locator(WAITING)).to_be_hidden()

    give(page, question, right(question))

    expect(page.locator(WAITING)).to_be_visible()
    held[0].continue_()
    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)
    expect(page.locator(WAITING)).to_be_hidden()
    assert len(held) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_answer_that_the_site_cannot_take_now_stays_on_the_page(
    page: Page, library: Library, status: int
) -> None:
    question = question_on(page, library)
    answer_fetches(page, status=status, content_type="text/html", body="<main>")
    give(page, question, right(question))
    expect(page.locator(BUSY)).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(1)
    expect(page.locator(NO_CONNECTION)).to_be_hidden()
    page.unroute_all()

    page.locator(CHECK).click()

    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)
    assert not loaded_anew(page)


@pytest.mark.parametrize("status", [400, 403, 413])
def test_an_answer_that_the_site_refuses_leads_to_the_page_that_says_why_and_back_again(
    page: Page, library: Library, status: int
) -> None:
    """As where the cookie has gone: the browser itself shows the page; Back finds the tick again."""
    chosen = values(page)[1]
    page.route(
        "**/attempts/**",
        lambda route: (
            route.fulfill(status=status, content_type="text/html", body="<main><h1>No</h1></main>")
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.locator(f'input[value="{chosen}"]').check()
    page.locator(CHECK).click()
    expect(page.locator("h1")).to_have_text("No")

    page.go_back()

    expect(page.locator(f'input[value="{chosen}"]')).to_be_checked()


def test_without_connection_one_stays_and_goes_on_later(
    page: Page, library: Library, faults: list[str]
) -> None:
    give(page, question_on(page, library), right(question_on(page, library)))
    expect(page.locator("main[data-outcome]")).to_have_count(1)
    page.context.set_offline(True)
    page.locator('a[data-action="next"]').click()
    expect(page.locator("[data-no-connection]")).to_be_visible()

    page.context.set_offline(False)
    go_on(page)

    expect(page.locator("[data-no-connection]")).to_be_hidden()
    assert ["ERR_INTERNET_DISCONNECTED" in fault for fault in faults] == [True]
    faults.clear()


def test_a_sentence_that_was_pointed_at_without_connection_stays(
    open_context: OpenContext, live: LiveSite, library: Library, faults: list[str]
) -> None:
    asked = live.site.client().start(SUNDAY, way="with-source")
    while asked.kind == "find-sentence":  # its answer is the evidence
        asked = live.site.client().start(SUNDAY, way="with-source")
    page = open_as_player(asked, open_context, live)
    give(page, question_on(page, library), right(question_on(page, library)))
    page.locator("input[name=sentence]").nth(1).check()
    page.context.set_offline(True)
    page.locator(".actions--stay button").first.click()
    expect(page.locator(NO_CONNECTION)).to_be_visible()
    expect(page.locator("input:checked")).to_have_count(1)

    page.context.set_offline(False)
    page.locator(".actions--stay button").first.click()

    expect(page.locator("main[data-evidence]")).to_have_count(1)
    assert ["ERR_INTERNET_DISCONNECTED" in fault for fault in faults] == [True]
    faults.clear()


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
