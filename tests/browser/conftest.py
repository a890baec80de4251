"""The real site on a port of its own, and a real Chromium that looks at it."""

import fcntl
import os
import pickle
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.settings import PROJECT
from quiz.storage import database
from tests import pseudo_language
from tests.browser.replayed import Answered, Replayed, answered
from tests.compiled import compiled_catalogues
from tests.error_pages import add_failing_routes
from tests.every_page import Site, every_page, open_site
from tests.site_client import PageView

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NODE_MODULES = PROJECT / "node_modules"
PATIENCE = 15_000  # milliseconds
expect.set_options(timeout=PATIENCE)
# What Chromium itself writes when a page comes with the status of an error, as our error pages do.
STATUS_OF_A_PAGE = re.compile(r"the server responded with a status of (4\d\d|5\d\d)")

LOCALES = ("nb", "en")

OpenContext: TypeAlias = Callable[..., BrowserContext]
Pages: TypeAlias = Callable[[str], Mapping[str, Answered]]
Shown: TypeAlias = Callable[..., Iterator[tuple[str, Page]]]


@dataclass(frozen=True)
class LiveSite:
    site: Site
    address: str


@contextmanager
def open_live(
    folder: Path, migrated: Path, library: Library, catalogues: Catalogues, *locales: str
) -> Iterator[LiveSite]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "BUSY_TIMEOUT", 50)
        site = open_site(folder, migrated, library, catalogues, LOCALES=",".join(locales))
    add_failing_routes(site.app)
    with served(site.app) as address:
        yield LiveSite(site, address)
    site.close()


@contextmanager
def served(app: Flask | Replayed) -> Iterator[str]:
    """Serve an app in this process, on a port of its own, and return its address."""
    server = make_server("127.0.0.1", 0, whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def whole(app: Flask | Replayed) -> WSGIApplication:
    """Have an app end its responses before they are sent: Werkzeug may not, where a browser leaves."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as chunks:
            return [*chunks]

    return answer


@pytest.fixture(scope="session")
def live(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[LiveSite]:
    with open_live(tmp_path_factory.mktemp("live"), migrated, library, catalogues, *LOCALES) as site:
        yield site


@pytest.fixture(scope="session")
def leftwards(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, translations: Path
) -> Iterator[LiveSite]:
    """The site with a third language, which is written from right to left."""
    folder = tmp_path_factory.mktemp("leftwards")
    shutil.copytree(translations, folder / "translations")
    pseudo_language.make_pseudo_language(folder / "translations")
    locales = (*LOCALES, pseudo_language.TAG)
    catalogues = compiled_catalogues(folder / "translations", library, locales)
    with open_live(folder, migrated, library, catalogues, *locales) as site:
        yield site


@pytest.fixture(scope="session")
def site_in(request: pytest.FixtureRequest) -> Callable[[str], LiveSite]:
    """Return the site that has a language."""
    return lambda locale: request.getfixturevalue("live" if locale in LOCALES else "leftwards")


@pytest.fixture(scope="session")
def pages(site_in: Callable[[str], LiveSite], tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return every kind of page in every state, in one language, as the site answered them.

    The first process that wants them makes them, for all processes of the run.
    """
    folder = tmp_path_factory.getbasetemp()
    known = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder

    def made(locale: str) -> Mapping[str, Answered]:
        kept = known / f"pages-{locale}"
        with kept.with_suffix(".turn").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if not kept.exists():
                views = every_page(site_in(locale).site, locale)
                kept.write_bytes(pickle.dumps({name: answered(page) for name, page in views.items()}))
        found: Mapping[str, Answered] = pickle.loads(kept.read_bytes())
        return found

    return cache(made)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail(f"there is no browser at {CHROMIUM}: set CHROMIUM, or run `make test`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def faults() -> list[str]:
    """What a page complained of: errors on its console, requests to other hosts."""
    return []


@pytest.fixture
def open_context(chromium: Browser, live: LiveSite, faults: list[str]) -> Iterator[OpenContext]:
    """Open a browser of its own cookies; in the end, no page may have complained of anything."""
    opened: list[BrowserContext] = []

    def open_one(address: str = live.address, **options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=address, **{"locale": "nb-NO"} | options)
        context.set_default_timeout(PATIENCE)
        context.on("page", lambda page: watch(page, address, faults))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert faults == []


@pytest.fixture
def show(open_context: OpenContext, live: LiveSite, pages: Pages) -> Shown:
    """Show pages in turn as the site answered them, headers and all, in one tab; a script may run first."""

    def walk(locale: str, names: Iterable[str], script: Path | None = None) -> Iterator[tuple[str, Page]]:
        # A server of its own, as a browser whose requests are answered by the test keeps no style sheets.
        replayed = Replayed(live.site.app)
        with served(replayed) as address:
            page = open_context(address, reduced_motion="reduce").new_page()
            if script:
                page.add_init_script(path=script)
            for name in names:
                replayed.view = view = pages(locale)[name]
                page.goto(view.address, wait_until="domcontentloaded")
                yield name, page

    return walk


def watch(page: Page, address: str, faults: list[str]) -> None:
    host = urlsplit(address).netloc

    def console(message: Any) -> None:
        if message.type in {"error", "warning"} and not STATUS_OF_A_PAGE.search(message.text):
            faults.append(f"{page.url}: {message.text}")

    def request(made: Any) -> None:
        if urlsplit(made.url).netloc != host and not made.url.startswith("data:"):
            faults.append(f"{page.url}: a request to {made.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("request", request)


def cookie_of(page: PageView) -> str:
    """Return the player's cookie that a page was asked for with."""
    parts = page.response.request.headers["Cookie"].split("; ")
    return dict(part.split("=", 1) for part in parts)["kildesjekk"]
