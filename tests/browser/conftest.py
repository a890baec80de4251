"""The real site on a port of its own, and a real Chromium that looks at it."""

import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import make_server

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.settings import PROJECT
from quiz.storage import database
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

OpenContext: TypeAlias = Callable[..., BrowserContext]


@dataclass(frozen=True)
class LiveSite:
    site: Site
    address: str


@pytest.fixture(scope="session")
def live(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, library: Library, catalogues: Catalogues
) -> Iterator[LiveSite]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "BUSY_TIMEOUT", 50)
        site = open_site(tmp_path_factory.mktemp("live"), migrated, library, catalogues)
    add_failing_routes(site.app)
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield LiveSite(site, f"http://127.0.0.1:{server.port}")
    server.shutdown()
    thread.join()
    server.server_close()
    site.close()


@pytest.fixture(scope="session")
def pages(live: LiveSite) -> dict[str, dict[str, PageView]]:
    """Every kind of page in every state, in both languages."""
    return {locale: every_page(live.site, locale) for locale in ("nb", "en")}


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

    def open_one(**options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=live.address, **{"locale": "nb-NO"} | options)
        context.set_default_timeout(PATIENCE)
        context.on("page", lambda page: watch(page, live.address, faults))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert faults == []


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
