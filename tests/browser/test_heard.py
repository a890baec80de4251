"""What a screen reader hears of a question and its answer, kept in snapshots/ as text to be read aloud.

After a change, write them anew with `pytest --browser tests/browser/test_heard.py --update-snapshots`, and
read what has changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from quiz.domain.attempt import Purpose
from quiz.domain.draw import Wish
from quiz.domain.kinds.registry import all_kinds
from quiz.domain.question import Question
from quiz.web.site import Parts
from tests.browser.conftest import LOCALES, OpenContext, served
from tests.browser.hands import CHECK, give
from tests.playing import wrong
from tests.second_article.other_site import make_second_site
from tests.site_client import SiteClient

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("heard")]

SNAPSHOTS = Path(__file__).parent / "snapshots"
KINDS = tuple(sorted(all_kinds()))
FOCUSED = """() => {
  const { localName, textContent } = document.activeElement;
  return `${localName}: ${textContent.trim().replace(/\\s+/g, " ").slice(0, 60)}`;
}"""


@dataclass(frozen=True)
class SecondSite:
    """A site whose texts change only with the interface."""

    app: Flask
    address: str


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[SecondSite]:
    site = make_second_site(tmp_path_factory.mktemp("heard"), migrated)
    with site.open(*LOCALES) as app, served(app) as address:
        yield SecondSite(app, address)


def start_with(site: SecondSite, kind: str, locale: str) -> tuple[Question, str, str]:
    """Start a round of one question, always with the same order; return it, its address, and the cookie."""
    parts: Parts = site.app.extensions["kildesjekk"]
    article = parts.library.articles[0]
    question = next(question for question in article.questions.values() if kind == question.KIND)
    bank = next(bank for bank in article.banks if question in bank.questions)
    started = parts.play.start(
        None,
        article,
        bank,
        wish=Wish(only=(question.id,)),
        purpose=Purpose.SHARED,
        locale=locale,
        start_key=None,
        now=datetime.now(UTC),
        rng=Random(3),
    )
    client = SiteClient(site.app)
    with client.http.session_transaction() as session:
        session["player"] = started.player_id
    cookie = client.http.get_cookie("kildesjekk")
    assert cookie is not None
    return question, f"/{locale}/attempts/{started.attempt_id}/1", cookie.value


def heard(page: Page, step: str) -> str:
    """Write down a page: its title, what has the focus, and its main part as it is gone through."""
    tree = re.sub(r"(/attempts/|\?from=)\d+", r"\1N", page.locator("main").aria_snapshot())
    return f"## {step}\nTitle: {page.title()}\nFocus: {page.evaluate(FOCUSED)}\n\n{tree}\n"


def compare(name: str, text: str, update: bool) -> None:
    path = SNAPSHOTS / f"{name}.txt"
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} has changed: see --update-snapshots"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_question_and_its_answer_are_heard_as_written_down(
    second: SecondSite, open_context: OpenContext, kind: str, locale: str, pytestconfig: pytest.Config
) -> None:
    question, place, cookie = start_with(second, kind, locale)
    context = open_context(second.address)
    context.add_cookies([{"name": "kildesjekk", "value": cookie, "url": second.address}])
    page = context.new_page()

    page.goto(place)
    told = [heard(page, "A question")]
    page.locator(CHECK).click()
    expect(page.locator(".error-summary")).to_be_focused()
    told.append(heard(page, "Sent without an answer"))
    give(page, question, wrong(question))
    expect(page.locator("main[data-outcome]")).to_have_count(1)
    told.append(heard(page, "Answered wrongly"))

    compare(f"{locale}/{kind}", "\n".join(told), pytestconfig.getoption("--update-snapshots"))


@pytest.mark.parametrize("locale", LOCALES)
def test_what_surrounds_every_page_is_heard_as_written_down(
    second: SecondSite, open_context: OpenContext, locale: str, pytestconfig: pytest.Config
) -> None:
    page = open_context(second.address).new_page()
    page.goto(f"/{locale}/about")

    around = [page.locator(part).aria_snapshot() for part in (".ds-skip-link", "header", "footer")]

    compare(f"{locale}/around", "\n".join(around) + "\n", pytestconfig.getoption("--update-snapshots"))
