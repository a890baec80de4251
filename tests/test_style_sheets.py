"""Our own style sheets fit languages that are written from right to left, and what a reader has set."""

import re
from pathlib import Path

import pytest

from quiz.cli.assets import BUNDLES, COMPONENTS
from quiz.settings import PROJECT

STYLES = sorted((PROJECT / "quiz" / "web" / "static" / "css").glob("*.css"))
# A side of the screen instead of a side of the text: right to left, it would be the wrong one.
PHYSICAL = re.compile(
    r"^\s*(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|^\s*(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    # Four values that differ left and right, as in "margin: 0 1rem 0 0".
    r"|^\s*(?:margin|padding|inset|border-width)\s*:\s*[^\s;]+ +([^\s;]+) +[^\s;]+ +(?!\1;)[^\s;]+;",
    re.MULTILINE,
)
MOTION = re.compile(r"^\s*(?:transition|animation|scroll-behavior)\b[^:]*:\s*(?!none|auto)", re.MULTILINE)


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_names_sides_of_the_text_and_not_of_the_screen(path: Path) -> None:
    css = without_comments(path.read_text(encoding="utf-8"))

    assert [found[0].strip() for found in PHYSICAL.finditer(css)] == []


@pytest.mark.parametrize(
    "css",
    [
        "a {\n  margin-left: 1rem;\n}",
        "a {\n  left: 0;\n}",
        "a {\n  text-align: right;\n}",
        "a {\n  padding: 0 1rem 0 0;\n}",
        "a {\n  border-right-color: red;\n}",
    ],
)
def test_a_side_of_the_screen_is_seen(css: str) -> None:
    assert PHYSICAL.search(css)


def test_nothing_moves_for_those_who_want_no_motion() -> None:
    """Motion stands only where the reader has not asked for less of it."""
    for path in STYLES:
        css = without_comments(path.read_text(encoding="utf-8"))
        allowed = re.sub(
            r"@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]*\{[^{}]*\})*\s*\}", "", css
        )
        assert MOTION.findall(allowed) == [], path.name


def test_every_style_sheet_of_ours_is_served() -> None:
    assert set(STYLES) <= set(BUNDLES["kildesjekk.css"])


def test_what_pages_use_of_the_design_system_is_served() -> None:
    """Only the components in use are bundled: a class without its component would have no style."""
    pages = (path.read_text(encoding="utf-8") for path in (PROJECT / "templates").rglob("*.html"))
    used = set(re.findall(r"\bds-[a-z]+(?:-[a-z]+)*", " ".join(pages)))
    served = " ".join(
        path.read_text(encoding="utf-8")
        for path in BUNDLES["kildesjekk.css"]
        if path.is_relative_to(COMPONENTS)
    )

    assert used
    assert used - set(re.findall(r"\.(ds-[a-z-]+)", served)) == set()
