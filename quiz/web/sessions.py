"""The signed cookie: read in the shape that we write, whichever of the keys signed it."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from hashlib import sha256
from time import monotonic
from types import MappingProxyType
from typing import cast

from flask import Flask, Request, Response, current_app, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadData, BadSignature, URLSafeTimedSerializer

from quiz.web.cache import Cache

REMEMBERED = 4096  # cookies that a process keeps, and tokens of forms
TOKEN_TERM = 600  # seconds
LONGEST_REMEMBERED = 300  # characters of a cookie
_MARK = re.compile(r"[0-9a-f]{40}")


def _is_mark(value: object) -> bool:
    return isinstance(value, str) and _MARK.fullmatch(value) is not None


def _is_key(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 32


def _is_link(value: object) -> bool:
    """Whether a value is a link to a history and the time that it expires at."""
    if not isinstance(value, tuple) or [type(part) for part in value] != [str, str]:
        return False
    try:
        return datetime.fromisoformat(value[1]).tzinfo is not None
    except ValueError:
        return False


SHAPES: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {
        "player": _is_key,
        "csrf_token": _is_mark,
        "link": _is_link,
        "_permanent": lambda value: isinstance(value, bool),
    }
)


class Sessions(SecureCookieSessionInterface):
    """Sessions of which every value has the shape that is expected of it.

    One signer serves all requests, and a cookie is verified once and not for each: that costs as much as a
    query. A cookie that an earlier key has signed is signed anew, so that the earlier key can be taken away
    one day.
    """

    # What is known of its type differs between versions of Python.
    digest_method = staticmethod(sha256)  # type: ignore[assignment,unused-ignore]

    def __init__(self, app: Flask) -> None:
        """Make the signer from the app's keys. Raises ValueError where it has none."""
        self._signer = self._make_signer(app)
        self._newest = self._make_signer(app)
        self._newest.secret_keys = self._newest.secret_keys[-1:]
        self.tokens: Cache[str] = Cache(REMEMBERED)
        self._verified = lru_cache(REMEMBERED)(partial(self._signer.loads, return_timestamp=True))

    def _make_signer(self, app: Flask) -> URLSafeTimedSerializer:
        signer = super().get_signing_serializer(app)
        if signer is None:
            raise ValueError("there is no SECRET_KEY")
        return signer

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        verify = self._verified if len(cookie) <= LONGEST_REMEMBERED else self._verified.__wrapped__
        try:
            found, signed_at = verify(cookie)
            values = {name: value for name, value in found.items() if SHAPES.get(name, _is_strange)(value)}
        except (AttributeError, BadData, TypeError, ValueError):  # none, or signed and no session of ours
            return self.session_class()
        if datetime.now(UTC) - signed_at > app.permanent_session_lifetime:
            return self.session_class()
        session = self.session_class(values)
        session.modified = self._is_signed_earlier(cookie)
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie where it changed; most pages only say that they depend on it."""
        if session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            others = response.headers.get("Vary")
            response.headers["Vary"] = f"{others}, Cookie" if others else "Cookie"

    def _is_signed_earlier(self, cookie: str) -> bool:
        """Whether an earlier key has signed a cookie, which is known to be good."""
        if self._newest.secret_keys == self._signer.secret_keys:
            return False
        try:
            self._newest.loads(cookie)
        except BadSignature:
            return True
        return False


def form_token() -> str:
    """Return what protects a form; a browser's is kept for a while, since signing one costs like a query."""
    browser = session.get("csrf_token")
    if browser is None:
        return str(generate_csrf())
    tokens = cast(Sessions, current_app.session_interface).tokens
    return tokens.get((browser, monotonic() // TOKEN_TERM), generate_csrf)


def _is_strange(value: object) -> bool:
    """Let no value pass whose name is none of ours."""
    return False
