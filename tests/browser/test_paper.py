"""On paper: a round as a handout, an answer, an article."""

import re

import pytest
from playwright.sync_api import Page

from quiz.domain.bank import Library
from tests.browser.conftest import LiveSite, OpenContext
from tests.browser.hands import open_as_player
from tests.playing import SUNDAY, play, wrong
from tests.site_client import PageView

pytestmark = pytest.mark.browser

PRESSED = ".actions, .next, .page-footer, .page-header nav, .ds-skip-link, .start-form"


@pytest.fixture
def result(live: LiveSite, library: Library) -> PageView:
    client = live.site.client()
    return play(client, library, client.start(SUNDAY, "nb"), wrong)


def sheets(page: Page) -> int:
    """Count the pages of a page on paper."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def test_the_key_of_a_handout_begins_on_a_sheet_of_its_own(
    open_context: OpenContext, live: LiveSite, result: PageView
) -> None:
    page = open_as_player(result, open_context, live)

    def sheets_without(removed: str) -> int:
        page.goto(f"{result.address}/handout")
        page.locator(removed).evaluate_all("all => all.forEach((each) => each.remove())")
        return sheets(page)

    questions = sheets_without(".handout__key")

    assert sheets_without(".handout__key > :not(h2)") == questions + 1  # though a heading has room on any
    assert questions <= 5


@pytest.mark.parametrize("place", ["/handout", "/1/answer", "/review", "/article", ""])
def test_nothing_is_printed_that_is_there_to_be_pressed(
    open_context: OpenContext, live: LiveSite, result: PageView, place: str
) -> None:
    page = open_as_player(result, open_context, live)
    page.goto(result.address + place)
    page.emulate_media(media="print")

    shown = page.locator(PRESSED).evaluate_all(
        "all => all.filter((each) => each.checkVisibility()).map((each) => each.outerHTML.slice(0, 80))"
    )
    notes = page.locator(".note:visible .note__sources")
    printed = notes.evaluate_all("all => all.map((each) => each.getClientRects().length > 0)")

    assert shown == []
    assert page.locator("h1").count() == 1
    assert all(printed)
