"""What the site signs: the cookie that knows a player, and the mark that protects a form."""

from functools import lru_cache

from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer

REMEMBERED = 4096  # signed marks that a process keeps


class SignedCookies(SecureCookieSessionInterface):
    """Flask's own, with one signer for the life of the app instead of one for each request."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._signer


def form_mark() -> str:
    """Return the mark that a form must be sent back with; the first one of a session starts it."""
    secret = session.get("csrf_token")
    return generate_csrf() if secret is None else _signed(secret)


@lru_cache(REMEMBERED)
def _signed(secret: str) -> str:
    """Sign the secret of the session at hand; a signature has no term, so one serves all its forms."""
    return str(generate_csrf())
