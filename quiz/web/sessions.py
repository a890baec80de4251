"""The signed cookie: read in the shape that we write, whichever of the keys signed it."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadData, BadSignature

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

    A cookie that an earlier key has signed is signed anew, so that the earlier key can be taken away one day.
    """

    digest_method = staticmethod(sha256)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        try:
            found = super().open_session(app, request)
        except (BadData, TypeError, ValueError):  # signed, and no session of ours
            return self.session_class()
        if found:
            values = {name: value for name, value in found.items() if SHAPES.get(name, _is_strange)(value)}
            found = self.session_class(values)
            found.modified = self._is_signed_earlier(app, request)
        return found

    def _is_signed_earlier(self, app: Flask, request: Request) -> bool:
        """Whether an earlier key has signed a cookie, which is known to be good."""
        serializer: Any = self.get_signing_serializer(app)
        if len(serializer.secret_keys) == 1:
            return False
        serializer.secret_keys = serializer.secret_keys[-1:]
        try:
            serializer.loads(request.cookies[self.get_cookie_name(app)])
        except BadSignature:
            return True
        return False


def _is_strange(value: object) -> bool:
    """Let no value pass whose name is none of ours."""
    return False
