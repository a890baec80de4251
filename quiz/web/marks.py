"""What the site signs: the cookie that knows a player, and the mark that protects a form."""

from datetime import UTC, datetime
from functools import lru_cache, partial

from flask import Flask, Request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadSignature, URLSafeTimedSerializer

REMEMBERED = 4096  # cookies, and marks, that a process keeps
LONGEST_REMEMBERED = 300  # characters of a cookie


class SignedCookies(SecureCookieSessionInterface):
    """Flask's own, which makes one signer for all requests, and verifies a cookie once and not for each."""

    def __init__(self, app: Flask) -> None:
        signer = super().get_signing_serializer(app)
        if signer is None:
            raise ValueError("there is no SECRET_KEY")
        self._signer = signer
        self._verified = lru_cache(REMEMBERED)(partial(signer.loads, return_timestamp=True))

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        if not cookie or len(cookie) > LONGEST_REMEMBERED:
            return super().open_session(app, request) or self.session_class()
        try:
            content, signed_at = self._verified(cookie)
        except BadSignature:
            return self.session_class()
        in_time = datetime.now(UTC) - signed_at <= app.permanent_session_lifetime
        return self.session_class(content if in_time else None)


def form_mark() -> str:
    """Return the mark that a form must be sent back with; the first one of a session starts it."""
    secret = session.get("csrf_token")
    return generate_csrf() if secret is None else _signed(secret)


@lru_cache(REMEMBERED)
def _signed(secret: str) -> str:
    """Sign the secret of the session at hand; a signature has no term, so one serves all its forms."""
    return str(generate_csrf())
