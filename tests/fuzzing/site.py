"""A site with players in every state of a round, to which senseless requests are sent."""

import gzip
import json
import re
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import FrameType
from typing import Any

import brotli
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import run_wsgi_app

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.storage.backup import backup
from quiz.storage.checking import check
from quiz.storage.database import open_database
from quiz.storage.tables import Base
from tests.every_page import Site, open_site
from tests.fuzzing.vocabulary import BAIT, EVIL
from tests.page_rules import HEADERS, broken_headers
from tests.playing import SUNDAY, answer, play, right
from tests.site_client import SiteClient

DECODERS: Mapping[str | None, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}
MARK = "a" * 40  # in each session, so that a form's own mark can be made for it
PATIENCE = 5.0  # seconds for one request
_LEADING_AWAY = re.compile(rf'(href|src|action)="([a-z]+:)?//{re.escape(EVIL)}')
_OWN_ADDRESS = re.compile('<link rel="alternate" [^>]*>')
# What an operator may have set: each portion of requests is sent to a site of one kind.
VARIANTS: Sequence[Mapping[str, str]] = (
    {},
    {"SECURE_COOKIES": "yes", "ALLOWED_HOSTS": "localhost"},
    {"TRUSTED_PROXIES": "2", "LOCALES": "en,nb", "METRICS_PORT": "9999"},
    {"RATE_LIMITS": "yes", "ALLOWED_HOSTS": "*", "LOG_ADDRESSES": "yes"},
)


# How rounds are played, and how many of their questions have been answered.
STATES = (("from-memory", 0), ("from-memory", 3), ("with-source", 2), ("from-memory", 99))


class TookTooLongError(Exception):
    """A request was not answered in time."""


@dataclass(frozen=True)
class Sent:
    """A request as a server would hand it on: `target` and headers are latin-1, as WSGI has it."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class FuzzedSite:
    """`players` are the keys of two players, `attempts` their rounds and, at last, that of somebody else."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.app = app = site.app
        library = site.library
        self.statuses = Counter[int]()
        self.slowest = 0.0  # seconds
        self.cookie_name: str = app.config["SESSION_COOKIE_NAME"]
        self._sessions = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        marks = URLSafeTimedSerializer(app.config["WTF_CSRF_SECRET_KEY"], salt="wtf-csrf-token")
        self.form_mark = str(marks.dumps(MARK))
        player, other = SiteClient(app), SiteClient(app)
        self.attempts = [_play(player, library, way, answered) for way, answered in STATES]
        self.attempts.append(_play(other, library, *STATES[1]))
        link = player.send(player.get("/nb/my-data").form("make-link")).words("textarea")
        self.tokens = [link.rsplit("/", 1)[1], "no-such-link"]
        self.players = [_key_of(client) for client in (player, other)]
        self._bystander = SiteClient(app)
        play(self._bystander, library, self._bystander.start(SUNDAY))
        self.attempts.append(max(self.attempts) + 1)  # the bystander's
        self._before = self._bystanders_history()
        self._kept = site.database_file.with_name("kept.sqlite3")
        backup(site.settings.database_url, self._kept)

    def sign(self, content: Any) -> str:
        """Make a cookie as only the site can, with whatever in it."""
        return str(self._sessions.dumps(content))

    def session(self, player: str | None) -> str:
        return self.sign({"csrf_token": MARK, "_permanent": True} | ({"player": player} if player else {}))

    def send(self, sent: Sent) -> list[str]:
        """Send a request and return what is wrong with the answer, in words."""
        environ = _environ(sent)
        with _time_limit():
            begun = time.perf_counter()
            chunks, status_line, headers = run_wsgi_app(self._site.app, environ, buffered=True)
            body = b"".join(chunks)
            took = time.perf_counter() - begun
        status = int(status_line.split(" ")[0])
        self.statuses[status] += 1
        self.slowest = max(self.slowest, took)
        if headers.get("Location", "").endswith("/my-data/deleted"):
            self._bring_back()
        any_name = self._site.settings.allowed_hosts == ("*",)
        return list(_faults(sent, status, headers, body, took, any_name=any_name))

    def end(self) -> list[str]:
        """Return what is wrong with what is stored, now that all has been sent."""
        faults = []
        if self._bystanders_history() != self._before:
            faults.append("a player whom no request named has another history")
        self._site.close()
        database = open_database(self._site.settings.database_url)
        finding = check(database)
        database.close()
        return faults + list(finding.problems)

    def _bring_back(self) -> None:
        """Undo that a player deleted everything: else the rest would be sent by strangers."""
        with closing(sqlite3.connect(self._site.database_file)) as connection:
            connection.execute("ATTACH ? AS kept", (str(self._kept),))
            for table in Base.metadata.sorted_tables:
                connection.execute(f"INSERT OR IGNORE INTO {table.name} SELECT * FROM kept.{table.name}")
            connection.commit()

    def _bystanders_history(self) -> Any:
        export = json.loads(self._bystander.http.get("/nb/history/export.json").data)
        return export["attempts"]


def _play(client: SiteClient, library: Library, way: str, answered: int) -> int:
    """Answer so many questions of a round, and return its number."""
    question = client.start(SUNDAY, way=way)
    attempt = int(question.address.split("/")[3])
    for _ in range(answered):
        if not question.kind:  # it is the result
            break
        page = answer(client, library, question, right)
        if not page.outcome:  # it awaits the sentence that settles it
            break
        question = client.follow(page, data_action="next")
    return attempt


def _key_of(client: SiteClient) -> str:
    with client.http.session_transaction() as session:
        return str(session["player"])


def open_fuzzed_site(
    folder: Path, migrated: Path, library: Library, catalogues: Catalogues, variant: int
) -> FuzzedSite:
    settings = VARIANTS[variant % len(VARIANTS)]
    return FuzzedSite(open_site(folder, migrated, library, catalogues, **settings))


def _environ(sent: Sent) -> dict[str, Any]:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": sent.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": sent.path,
        "QUERY_STRING": sent.query,
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "CONTENT_LENGTH": str(len(sent.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(sent.body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in sent.headers:
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ


@contextmanager
def _time_limit() -> Iterator[None]:
    def give_up(signal_number: int, frame: FrameType | None) -> None:
        raise TookTooLongError

    former = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, 2 * PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _faults(
    sent: Sent, status: int, headers: Any, body: bytes, took: float, *, any_name: bool
) -> Iterator[str]:
    if status >= 500:
        yield f"the status is {status}"
    if took > PATIENCE:
        yield f"it took {took:.1f} seconds"
    lines = [(str(name), str(value)) for name, value in headers]
    if any("\n" in name + value or "\r" in name + value for name, value in lines):
        yield "a header holds a line break"
    location = headers.get("Location", "/")
    if not location.startswith("/") or location.startswith(("//", "/\\")):
        yield f"it leads elsewhere: {location}"
    if any(EVIL in value for name, value in lines if name != "Location"):
        yield "a header names another host"
    if not sent.path.startswith("/static/"):
        wanted = {name: value for name, value in HEADERS.items() if name != "Cache-Control"}
        yield from broken_headers(headers, wanted)
        if not headers.get("Cache-Control", "").startswith(("no-store", "no-cache, private")):
            yield f"caches may keep it: {headers.get('Cache-Control')}"
    if headers.get("Content-Type", "").startswith("text/html") and status != 304:
        read = DECODERS[headers.get("Content-Encoding")] if body else bytes
        yield from _faults_of_a_page(sent, read(body), any_name=any_name)


def _faults_of_a_page(sent: Sent, body: bytes, *, any_name: bool) -> Iterator[str]:
    text = body.decode("utf-8", "strict")
    if any_name:  # it tells search engines its own address by the name that it was asked under
        text = _OWN_ADDRESS.sub("", text)
    if BAIT[:3] in text:
        yield "what was sent stands in the page as it was sent"
    if _LEADING_AWAY.search(text):
        yield "the page leads to another host"
    if "Traceback" in text or "sqlalchemy" in text:
        yield "the page tells how it was made"
    if text and not text.startswith("<!doctype html>"):
        yield "it is no whole page"
