"""Every page, in both languages, light and dark, on a phone and on a wide screen."""

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest
from playwright.sync_api import Page, Route

from quiz.domain.bank import Library
from tests.browser.conftest import NODE_MODULES, LiveSite, OpenContext, cookie_of
from tests.every_page import NAMES
from tests.playing import WHOLE, play
from tests.site_client import PageView

pytestmark = pytest.mark.browser

LOCALES = ("nb", "en")
# Errors differ from each other only by their words, and reviews by a notice that "review, changed" has, too;
# vnu and the page rules see them all.
ALIKE = (
    *("error 400", "error 404 elsewhere", "error 405", "error 413", "error 500"),
    *("review, withdrawn", "review, quiz withdrawn", "result, quiz withdrawn"),
)
LOOKED_AT = tuple(name for name in NAMES if name not in ALIKE)
# What depends on colours and on the width; the other rules give the same in all four looks.
OF_THE_LOOK = ("color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable")
LAID_OPEN = "document.querySelectorAll('details').forEach((each) => (each.open = true))"
ALL: tuple[str, ...] = ()
Scheme: TypeAlias = Literal["light", "dark"]
# Width, colours, and the rules of axe to look at it with. Another language has the same colours and sizes.
LOOKS: tuple[tuple[int, Scheme, tuple[str, ...] | None], ...] = (
    (320, "light", OF_THE_LOOK),
    (768, "light", None),
    (1280, "light", ALL),
    (1280, "dark", OF_THE_LOOK),
)
IN_ANOTHER_LANGUAGE: tuple[tuple[int, Scheme, tuple[str, ...] | None], ...] = (
    (320, "light", None),
    (768, "light", None),
    (1280, "light", ALL),
)
AXE = """async (only) => {
  const all = { rules: { "target-size": { enabled: true } } };
  const options = only.length ? { runOnly: { type: "rule", values: only } } : all;
  const found = await axe.run(document, { resultTypes: ["violations"], ...options });
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(" | ")}`);
}"""
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > width + 1)
    .map((each) => each.outerHTML.slice(0, 80));
}"""
UNDER_FOCUS = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const shown = [focused, focused.closest(".choice")].filter(Boolean).map((e) => getComputedStyle(e));
  const outlined = shown.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
  const box = [...focused.getClientRects()][0];
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const seen = hit && (focused.contains(hit) || hit.contains(focused)
    || (focused.labels && [...focused.labels].some((label) => label.contains(hit))));
  return { what: focused.outerHTML.slice(0, 120), outlined, seen: Boolean(seen) };
}"""


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


Shown: TypeAlias = Callable[[Iterable[str]], Iterator[tuple[str, Page]]]


@pytest.fixture
def show(
    open_context: OpenContext, live: LiveSite, pages: dict[str, dict[str, PageView]], locale: str
) -> Shown:
    """Show pages in turn as the site answered them, headers and all, in one tab."""

    def walk(names: Iterable[str]) -> Iterator[tuple[str, Page]]:
        page = open_context(reduced_motion="reduce").new_page()
        for name in names:
            view = pages[locale][name]
            page.route(live.address + view.address, _answer_with(view))
            page.goto(view.address, wait_until="domcontentloaded")
            yield name, page
            page.unroute_all()

    return walk


def _answer_with(view: PageView) -> Callable[[Route], None]:
    headers = {
        name: value for name, value in view.response.headers if name not in {"Content-Length", "Set-Cookie"}
    }
    return lambda route: route.fulfill(status=view.status, headers=headers, body=view.text)


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(show: Shown, locale: str) -> None:
    source = (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found = []
    for name, page in show(LOOKED_AT):
        page.evaluate(source)
        page.evaluate(LAID_OPEN)
        for width, scheme, rules in LOOKS if locale == LOCALES[0] else IN_ANOTHER_LANGUAGE:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 740})
            faults = page.evaluate(OVERFLOW) + (page.evaluate(AXE, rules) if rules is not None else [])
            found += [f"{name}, {scheme}, {width}: {fault}" for fault in faults]

    assert found == []


@pytest.mark.parametrize(("locale", "width"), [("nb", 360), ("en", 1280)])
def test_the_focus_is_seen_wherever_it_stops(show: Shown, width: int) -> None:
    names = (
        *("home, playing", "quiz, unreadable wish", "verdict, asked", "number, unreadable"),
        *("multiple-choice, empty", "find-sentence, asked", "altered-quote, asked", "ordering, moved"),
        *("verdict, incorrect", "number, incorrect", "ordering, correct", "altered-quote, incorrect"),
        *("answer, changed", "result", "history", "review, playing", "error 404"),
    )
    found, stops = [], 0
    for name, page in show(names):
        page.set_viewport_size({"width": width, "height": 740})
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


def test_next_is_in_sight_on_a_phone_on_every_answer_page(
    open_context: OpenContext, live: LiveSite, library: Library, locale: str
) -> None:
    client = live.site.client()
    result = play(client, library, client.start(WHOLE, locale))
    context = open_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "kildesjekk", "value": cookie_of(result), "url": live.address}])
    page = context.new_page()
    found = []

    for number in range(1, len(library.articles[0].questions) + 1):
        page.goto(f"{result.address}/{number}/answer", wait_until="domcontentloaded")
        link = page.locator('a[data-action="next"]')
        box = link.bounding_box()
        if box is None or box["y"] < 0 or box["y"] + box["height"] > 740 or box["height"] < 24:
            found.append(f"{number}: {box}")
        found += [f"{number}: {each}" for each in page.evaluate(OVERFLOW)]

    assert found == []


def test_every_page_is_valid_html(pages: dict[str, dict[str, PageView]], tmp_path: Path) -> None:
    for locale, named in pages.items():
        for name, page in named.items():
            (tmp_path / f"{locale} {name}.html").write_text(page.text, encoding="utf-8")
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
