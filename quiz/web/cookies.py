"""The signed cookie that knows a player."""

from datetime import UTC, datetime
from functools import lru_cache, partial

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeTimedSerializer

REMEMBERED = 4096  # cookies that a process keeps
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
