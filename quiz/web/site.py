"""What every page needs to know of the site and of the reader."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from random import Random
from typing import cast
from urllib.parse import quote

from flask import current_app, g, request, session
from flask_babel import to_user_timezone
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.services.history import History
from quiz.services.my_data import MyData
from quiz.services.play import Play
from quiz.services.practice import Practice
from quiz.services.readiness import Readiness
from quiz.services.reports import Reports
from quiz.web.contact import Contact
from quiz.web.folding import FoldingEnvironment
from quiz.web.locales import negotiate
from quiz.web.observation import Observer
from quiz.web.reader import Reader

PLAIN_IN_A_PATH = "/!$&'()*+,:;=@"  # as in the addresses that the router makes
HEADERS_KEPT = 1024  # in a process
# Characters of the header that tells languages; thousands of tags took twenty times as long as the page.
LONGEST_READ = 500
_FORM_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Parts:
    """The finished parts that the app was connected from."""

    play: Play
    history: History
    practice: Practice
    library: Library
    catalogues: Catalogues
    locales: tuple[str, ...]
    readers: Mapping[str, Reader]
    templates: Mapping[str, FoldingEnvironment]
    my_data: MyData
    reports: Reports
    readiness: Readiness
    observer: Observer
    contact: Contact | None


def parts() -> Parts:
    return cast(Parts, current_app.extensions["kildesjekk"])


def reader() -> Reader:
    """Return the reader of this request; outside the language paths, the one that negotiation finds."""
    found = g.get("reader")
    if found is None:
        # An address that leads nowhere has no view, and its first part still tells the language.
        readers = parts().readers
        found = g.reader = readers.get(request.path.split("/")[1]) or readers[negotiated()]
    return cast(Reader, found)


def negotiated() -> str:
    """Return the language for a reader who names none in the address: the remembered one, if there is one."""
    remembered = request.cookies.get(current_app.config["LOCALE_COOKIE_NAME"])
    offered = parts().locales
    if remembered is not None and remembered in offered:
        return remembered
    accepted = request.headers.get("Accept-Language", "")
    if len(accepted) > LONGEST_READ:
        accepted = accepted[:LONGEST_READ].rpartition(",")[0]  # whole tags, of which the best stand first
    return _negotiate(accepted, offered)


@lru_cache(HEADERS_KEPT)
def _negotiate(accepted: str, offered: tuple[str, ...]) -> str:
    """Keep what came of a header: every page asks, and browsers send few different ones."""
    return negotiate(parse_accept_header(accepted, LanguageAccept), offered)


def player_id() -> str | None:
    """Return the key in the reader's signed cookie; None for somebody who has not started a quiz.

    Sessions let no key of another shape pass.
    """
    return session.get("player")


def remember_player(key: str) -> None:
    session["player"] = key
    session.permanent = True
    session.modified = True  # renews the cookie's term at each start


def forget_player() -> None:
    """Take the player's key out of the cookie; what is left protects forms until the browser is closed."""
    session.pop("player", None)
    session.pop("link", None)
    session.permanent = False


def place() -> str:
    """Return what follows the language in the address of the page at hand; that of home, where none is."""
    tag, _, rest = request.path[1:].partition("/")
    if request.endpoint is None or tag != reader().tag:
        return "/"
    query = request.query_string.decode("latin-1")
    return f"/{quote(rest, safe=PLAIN_IN_A_PATH)}" + (f"?{query}" if query else "")


def origin() -> str:
    """Return the scheme and host that this site is reached by from elsewhere."""
    return f"{request.scheme}://{request.host}"


def told(name: str) -> str | None:
    """Return what the address of this request tells by a name after the question mark; most tell nothing."""
    return request.args.get(name) if request.query_string else None


def form_key() -> str:
    """Return a mark for a form, so that what is sent twice with it happens once."""
    return secrets.token_hex(16)


def form_key_sent(name: str) -> str | None:
    """Return the mark that the form of this request was sent with; None where it is none of ours."""
    key = request.form.get(name, "")
    return key if _FORM_KEY.fullmatch(key) else None


def form_key_here(name: str) -> str | None:
    """Return what stands for the mark of this form in this browser, None where it is none of ours.

    For marks that lead to a history when they are sent again: whoever comes to see one cannot send it.
    """
    key = form_key_sent(name)
    if key is None:
        return None
    browser = str(session.get("csrf_token", "")).encode()
    return blake2b(key.encode(), key=browser, digest_size=16).hexdigest()


def dice() -> Random:
    """Return chance for one draw; the system is asked once for it, and not for each throw."""
    return Random(secrets.randbits(256))  # noqa: S311 - which question comes next is no secret


def local_now() -> datetime:
    """Return the time in the site's time zone: its days are those that practice goes by."""
    return cast(datetime, to_user_timezone(datetime.now(UTC)))
