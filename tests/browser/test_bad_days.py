"""An answer that cannot be stored just now is sent again by a click; what was deleted is shown to nobody."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from quiz.domain.bank import Library
from tests.browser.conftest import LiveSite, OpenContext
from tests.browser.hands import CHECK, give, open_at, question_on
from tests.error_pages import locked
from tests.playing import SUNDAY, right

AGAIN = 'form[data-action="send-again"] button'


@pytest.mark.parametrize("kind", ["single-choice", "multiple-choice", "ordering", "number"])
def test_without_scripts_an_answer_that_could_not_be_stored_is_sent_again_by_a_click(
    open_context: OpenContext, live: LiveSite, library: Library, kind: str
) -> None:
    """With scripts it stays on the page of its question: see test_failing.py."""
    page = open_at(kind, open_context, live, library, script=False)
    question = question_on(page, library)

    with locked(live.site.database_file):
        give(page, question, right(question))
        expect(page.locator(AGAIN)).to_be_visible()
        page.locator(AGAIN).click()
        expect(page.locator(AGAIN)).to_be_visible()
    page.locator(AGAIN).click()

    expect(page.locator('main[data-outcome="correct"]')).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_after_deletion_back_shows_nothing_of_what_was_answered(
    open_context: OpenContext, library: Library, scripts: bool
) -> None:
    page = open_context(java_script_enabled=scripts).new_page()
    page.goto(f"/nb/quizzes/{SUNDAY}")
    page.locator('form[data-action="start"] button[type=submit]').first.click()
    expect(page.locator("main[data-question]")).to_have_count(1)
    page.locator(CHECK).click()  # an empty answer is refused, and that page may be kept by the browser
    expect(page.locator(".error-summary")).to_have_count(1)
    give(page, question_on(page, library), right(question_on(page, library)))
    expect(page.locator("main[data-outcome]")).to_have_count(1)
    page.goto("/nb/history")
    page.goto("/nb/my-data/delete")
    page.locator('form[data-action="delete"] button').click()
    page.wait_for_url("**/deleted")

    seen = [_what_is_shown(page) for _ in range(6)]

    assert [what for what in seen if what] == []


def _what_is_shown(page: Page) -> str:
    """Go back, and return the question that is on the page or the rounds that are.

    Chromium does not go back to the page of a refused answer that it was told to forget, and says so; and a
    page that the browser kept asks for itself anew.
    """
    with suppress(Error):
        page.go_back()
    for _ in range(100):
        with suppress(Error):
            page.wait_for_load_state("networkidle")
            return " ".join(page.locator("main[data-question], tr[data-attempt]").all_inner_texts())
        page.wait_for_timeout(50)
    raise AssertionError("the page never comes to rest")
