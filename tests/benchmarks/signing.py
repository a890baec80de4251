"""What players of the benchmarks are known by, to the site and to the limit programs alike."""

from hashlib import sha256

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf

SECRET_KEY = "a key for benchmarks, and for nothing else"
COOKIE = "kildesjekk"


class SignedAsTheSite(SecureCookieSessionInterface):
    """Flask's own sessions, signed with the same hash as the site's."""

    digest_method = staticmethod(sha256)


def signed(app: Flask, player: str) -> tuple[str, str]:
    """Return the cookie of a player, and the mark that the player's forms are sent with."""
    with app.test_request_context() as context:
        context.session["player"] = player
        mark = generate_csrf()
        context.session.permanent = True
        serializer = SignedAsTheSite().get_signing_serializer(app)
        assert serializer is not None
        return f"{COOKIE}={serializer.dumps(dict(context.session))}", mark
