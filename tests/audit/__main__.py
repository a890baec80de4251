"""Start the real site, play to every kind of page, measure each, print a table; status 1 below the mark.

`python -m tests.audit [WORD ...]` measures only the pages whose names hold one of the words.
"""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from quiz.banks.load import load_library
from quiz.settings import PROJECT
from quiz.storage import migrate
from quiz.storage.database import open_database
from tests.audit.lighthouse import CATEGORIES, Measured, MeasuringError, measure
from tests.audit.pages import Visit, every_kind, visits
from tests.compiled import compiled_catalogues
from tests.every_page import Site, open_site
from tests.server import Server

LOCALES = ("nb", "en")
# What a first visit may cost. A page that holds the whole article, or all answers, is as long as these are.
MOST_BYTES, MOST_HTML, MOST_REQUESTS = 60 * 1024, 14 * 1024, 8
LONG = {"article", "result, article", "result, review", "result, handout"}
HEAD = ("page", "", "perf.", "access", "practice", "SEO", "LCP s", "CLS", "requests", "KB", "HTML KB")


def main(words: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="kildesjekk-audit-") as name:
        folder = Path(name)
        with played_site(folder) as (site, found), serving(site, folder) as address:
            wanted = [visit for visit in found if not words or any(word in visit.name for word in words)]
            faults = [fault for visit in wanted for fault in report(address, visit, folder)]
    for fault in faults:
        sys.stdout.write(f"\n{fault}\n")
    sys.stdout.write(f"\n{len(wanted)} pages measured, {len(faults)} faults\n")
    return 1 if faults or not wanted else 0


@contextmanager
def played_site(folder: Path) -> Iterator[tuple[Site, list[Visit]]]:
    """A site with a database of its own, on which players have been to every kind of page."""
    library = load_library(PROJECT / "questions").library
    catalogues = compiled_catalogues(PROJECT / "translations", library, LOCALES)
    empty = folder / "empty.sqlite3"
    with closing(open_database(f"sqlite:///{empty}")) as database:
        migrate.upgrade(database)
    site = open_site(folder, empty, library, catalogues, SECRET_KEY=secrets.token_urlsafe())
    with closing(site):
        with every_kind(site.app):
            found = [visit for locale in LOCALES for visit in visits(site, locale)]
        yield site, found


@contextmanager
def serving(site: Site, folder: Path) -> Iterator[str]:
    """The real server on the same database and with the same key, so that it knows the players' cookies."""
    settings = {"DATABASE_URL": site.settings.database_url, "SECRET_KEY": site.settings.secret_key}
    server = Server(PROJECT, {**os.environ, **settings})
    server.start()
    try:
        yield server.address
    finally:
        server.kill()


def report(address: str, visit: Visit, folder: Path) -> list[str]:
    """Measure a page, print its row, and return what is below the mark."""
    where = f"{visit.name} ({visit.locale})"
    try:
        found = measure(address, visit, folder)
    except MeasuringError as error:
        return [f"{where}: {error}"]
    row(
        visit.name,
        visit.locale,
        *(str(found.scores[name]) for name in CATEGORIES),
        *(f"{found.largest:.1f}", f"{found.shift:.3f}", str(found.requests)),
        *(f"{size / 1024:.1f}" for size in (found.total_bytes, found.html_bytes)),
    )
    below = (*found.faults, *below_the_mark(found, MOST_BYTES if visit.name in LONG else MOST_HTML))
    return [f"{where}: {fault}" for fault in below]


def below_the_mark(found: Measured, most_html: int) -> Iterator[str]:
    for name in CATEGORIES:
        if found.scores[name] < 100:
            yield f"{name} is {found.scores[name]}"
    for what, figure, most in (
        ("bytes over the wire", found.total_bytes, MOST_BYTES),
        ("bytes of HTML", found.html_bytes, most_html),
        ("requests", found.requests, MOST_REQUESTS),
        ("layout shift", found.shift, 0),
    ):
        if figure > most:
            yield f"{what}: {figure}, and at most {most} are allowed"


def row(*cells: str) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    row(*HEAD)
    row(*("---" for _ in HEAD))
    sys.exit(main(sys.argv[1:]))
