"""A page of every kind, brought about by playing, each with the cookie of the player who may see it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from flask import Flask, template_rendered
from jinja2 import Template

from quiz.domain.kinds.registry import all_kinds
from quiz.settings import PROJECT
from tests.every_page import Site
from tests.playing import ARTICLE, SUNDAY, WHOLE, go_to, play, wrong
from tests.playing import answer as give
from tests.site_client import PageView

# Lighthouse opens a page by its address, and measures none that answers with an error.
NOT_MEASURED = {"pages/error.html"}

Keep: TypeAlias = Callable[[str, PageView], PageView]


@dataclass(frozen=True)
class Visit:
    """A page to be measured; `cookie` is empty for somebody who has never been here."""

    name: str
    locale: str
    path: str
    cookie: str


@contextmanager
def every_kind(app: Flask) -> Iterator[None]:
    """Fail at the end where a page's template was never used: what is new must be measured, too."""
    seen = set(NOT_MEASURED)

    def note(sender: Flask, template: Template, **more: Any) -> None:
        seen.add(template.name or "")

    with template_rendered.connected_to(note, app):
        yield
    folder = PROJECT / "templates"
    made = {path.relative_to(folder).as_posix() for path in (folder / "pages").glob("*.html")}
    assert made - seen == set(), f"tests/audit/pages.py shows no page made from {made - seen}"


def visits(site: Site, locale: str) -> list[Visit]:
    """Play until there is a page of every kind that can be opened, and return them."""
    found: list[Visit] = []

    def keep(name: str, page: PageView) -> PageView:
        assert page.status == 200, f"{name}: {page.address} answers {page.status}"
        cookie = page.response.request.headers.get("Cookie", "")
        found.append(Visit(name, locale, page.address, cookie))
        return page

    _arrive(site, locale, keep)
    for kind in sorted(all_kinds()):
        _answer_one(site, kind, locale, keep)
    _play_with_the_source(site, locale, keep)
    _look_back(site, locale, keep)
    _look_after_data(site, locale, keep)
    return found


def _arrive(site: Site, locale: str, keep: Keep) -> None:
    """Look at what somebody sees who has never been here."""
    newcomer = site.client()
    for name in ("about", "privacy", "accessibility"):
        keep(name, newcomer.get(f"/{locale}/{name}"))
    keep("home", newcomer.get(f"/{locale}/"))
    keep("article", newcomer.get(f"/{locale}/articles/{ARTICLE}"))
    keep("quiz", newcomer.get(f"/{locale}/quizzes/{WHOLE}"))


def _answer_one(site: Site, kind: str, locale: str, keep: Keep) -> None:
    """Keep a question of a kind, and of another player the answer to one."""
    keep(f"question, {kind}", go_to(site.client(), site.library, kind, SUNDAY, locale))
    other = site.client()
    asked = go_to(other, site.library, kind, SUNDAY, locale)
    keep(f"answer, {kind}", give(other, site.library, asked, wrong))


def _play_with_the_source(site: Site, locale: str, keep: Keep) -> None:
    for name in ("question, beside", "evidence", "answer, evidence"):
        page = (client := site.client()).start(SUNDAY, locale, way="with-source")
        while page.kind == "find-sentence":  # its answer is the evidence, and no more is asked for
            page = (client := site.client()).start(SUNDAY, locale, way="with-source")
        if name != "question, beside":
            page = give(client, site.library, page)
        if name == "answer, evidence":
            page = client.send(page.form("evidence"), sentence="cannot-find")
        keep(name, page)


def _look_back(site: Site, locale: str, keep: Keep) -> None:
    """Play a round to its end, wrongly, and look at all that tells of it."""
    client = site.client()
    result = keep("result", play(client, site.library, client.start(SUNDAY, locale), wrong))
    for name in ("review", "handout", "article"):
        keep(f"result, {name}", client.get(f"{result.address}/{name}"))
    keep("report", client.get(f"{result.address}/1/report"))
    for name in ("history", "practice"):
        keep(name, client.get(f"/{locale}/{name}"))
    keep("home, played", client.get(f"/{locale}/"))


def _look_after_data(site: Site, locale: str, keep: Keep) -> None:
    client, other = site.client(), site.client()
    client.start(SUNDAY, locale)
    data = keep("my data", client.get(f"/{locale}/my-data"))
    link = keep("my data, link", client.send(data.form("make-link")))
    keep("my data, offer", other.get(urlsplit(link.words("textarea")).path))
    delete = keep("my data, delete", client.get(f"/{locale}/my-data/delete"))
    other.start(SUNDAY, locale)
    keep("my data, deleted", other.send(other.get(delete.address).form("delete")))
