"""Every page, in every language, light and dark, on a phone and on a wide screen, and with larger text."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from quiz.domain.bank import Library
from tests import pseudo_language
from tests.browser.conftest import LOCALES, NODE_MODULES, LiveSite, OpenContext, Pages, Shown, cookie_of
from tests.browser.measures import AXE, LAID_OPEN, OVERFLOW, ROOM, SPACING, UNDER_FOCUS
from tests.every_page import NAMES
from tests.playing import WHOLE, play

pytestmark = pytest.mark.browser

# Errors differ from each other only by their words, and reviews by a notice that "review, changed" has, too;
# vnu and the page rules see them all.
ALIKE = (
    *("error 400", "error 404 elsewhere", "error 405", "error 413", "error 500"),
    *("review, withdrawn", "review, quiz withdrawn", "result, quiz withdrawn"),
)
LOOKED_AT = tuple(name for name in NAMES if name not in ALIKE)
# What depends on the width, and on the colours; the other rules give the same in all looks.
OF_THE_WIDTH = ("target-size", "scrollable-region-focusable")
OF_THE_COLOURS = ("color-contrast", "link-in-text-block")
ALL, ALL_BUT_COLOURS = ("*",), tuple(f"-{rule}" for rule in OF_THE_COLOURS)
AXE_ITSELF = NODE_MODULES / "axe-core" / "axe.min.js"
TEXT_SIZE = 16  # pixels, with which browsers come


@dataclass(frozen=True)
class Look:
    """`text` is its size as a multiple of the usual one; `rules` are those of axe to look at a page with."""

    width: int
    dark: bool = False
    text: int = 1
    spacing: bool = False
    rules: tuple[str, ...] | None = None


# Another language has the same colours, and the one with the longest words needs the most room.
LOOKS_IN = {
    "nb": (
        *(Look(320, rules=OF_THE_WIDTH), Look(768), Look(1280, rules=ALL)),
        *(Look(1280, dark=True, rules=OF_THE_COLOURS), Look(360, text=2)),
    ),
    "en": (Look(320, rules=OF_THE_WIDTH), Look(1280, rules=ALL_BUT_COLOURS)),
    pseudo_language.TAG: (
        *(Look(320), Look(768), Look(1280), Look(360, text=2), Look(1280, text=2)),
        Look(320, spacing=True),  # the last, as it stays
    ),
}


# The pages are shared out, so that no process is left with them alone.
SHARES = 4


class Wardrobe:
    """Puts looks on a tab; it keeps on what is the same in the next one, as each change is laid out anew."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._browser = page.context.new_cdp_session(page)
        self._on: Look | None = None

    def put_on(self, look: Look) -> None:
        before, self._on = self._on, look
        if before is None or before.dark != look.dark:
            self._page.emulate_media(color_scheme="dark" if look.dark else "light")
        if before is None or before.text != look.text:
            self._browser.send("Page.setFontSizes", {"fontSizes": {"standard": look.text * TEXT_SIZE}})
        if before is None or before.width != look.width:
            self._page.set_viewport_size({"width": look.width, "height": 740})
        if look.spacing:
            self._page.evaluate(SPACING)


@pytest.mark.parametrize("locale", LOOKS_IN)
@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_and_all_words_have_room(show: Shown, share: int, locale: str) -> None:
    found = []
    asked = any(look.rules for look in LOOKS_IN[locale])
    wardrobe: Wardrobe | None = None
    for name, page in show(locale, LOOKED_AT[share::SHARES], AXE_ITSELF if asked else None):
        wardrobe = wardrobe or Wardrobe(page)
        page.evaluate(LAID_OPEN)
        for look in LOOKS_IN[locale]:
            wardrobe.put_on(look)
            measured = page.evaluate(ROOM)
            assert measured["looks"] == [look.width, look.dark, look.text * TEXT_SIZE], name
            faults = measured["faults"]
            if look.rules is not None:
                faults += page.evaluate(AXE, [look.rules, look.rules == OF_THE_WIDTH])
            found += [f"{name}, {look}: {fault}" for fault in faults]

    assert found == []


# The last is what a screen of 1280 by 1024 pixels shows at 400 per cent.
@pytest.mark.parametrize(
    ("locale", "width", "height"), [("nb", 360, 740), ("en", 1280, 740), (pseudo_language.TAG, 320, 256)]
)
def test_the_focus_is_seen_wherever_it_stops(show: Shown, locale: str, width: int, height: int) -> None:
    names = (
        *("home, playing", "quiz, unreadable wish", "verdict, asked", "number, unreadable"),
        *("multiple-choice, empty", "find-sentence, asked", "altered-quote, asked", "ordering, moved"),
        *("verdict, incorrect", "number, incorrect", "ordering, correct", "altered-quote, incorrect"),
        *("answer, changed", "result", "history", "review, playing", "error 404"),
        *("question, beside", "evidence", "article, my answers", "my data"),
    )
    found, stops = [], 0
    for name, page in show(locale, names):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("document.activeElement.blur()")
        for _ in range(80):
            page.keyboard.press("Tab")
            stop: dict[str, Any] | None = page.evaluate(UNDER_FOCUS)
            if stop is None:
                break
            stops += 1
            if not (stop["outlined"] and stop["seen"]):
                found.append(f"{name}: {stop}")

    assert found == []
    assert stops > 60


# The other languages have the same pages with other words: some of them are enough.
@pytest.mark.parametrize(("locale", "step"), [("nb", 1), ("en", 4)])
def test_next_is_in_sight_on_a_phone_on_answer_pages(
    open_context: OpenContext, live: LiveSite, library: Library, locale: str, step: int
) -> None:
    client = live.site.client()
    result = play(client, library, client.start(WHOLE, locale))
    context = open_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    context.add_cookies([{"name": "kildesjekk", "value": cookie_of(result), "url": live.address}])
    page = context.new_page()
    found = []

    for number in range(1, len(library.articles[0].questions) + 1, step):
        page.goto(f"{result.address}/{number}/answer")  # with its style sheet
        link = page.locator('a[data-action="next"]')
        box = link.bounding_box()
        if box is None or box["y"] < 0 or box["y"] + box["height"] > 740 or box["height"] < 24:
            found.append(f"{number}: {box}")
        found += [f"{number}: {each}" for each in page.evaluate(OVERFLOW)]

    assert found == []


def test_every_page_is_valid_html(pages: Pages, tmp_path: Path) -> None:
    """All of them at once, as the checker takes longer to start than to read."""
    for locale in LOCALES:
        for name, page in pages(locale).items():
            (tmp_path / f"{locale}, {name}.html").write_text(page.text, encoding="utf-8")
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

    run = subprocess.run(
        ["java", "-jar", jar, "--stdout", "--format", "json", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )

    messages = json.loads(run.stdout)["messages"]
    assert [f"{each['url'].rsplit('/')[-1]}: {each['message']}" for each in messages] == []
    assert run.returncode == 0
