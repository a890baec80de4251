"""What stands before the app: which names it answers to, and what it is told of an address and a client."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from ipaddress import ip_address
from time import monotonic
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from quiz.web.sparing import Sparing

ANY = "*"
HOSTS_KEPT = 64  # in a process
REFUSED = "kildesjekk.refused_host"
_NUMBERS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}|\[[0-9a-f:.]{2,45}\]")
_NAME = re.compile(r"(?=.{1,253}\Z)[0-9a-z_-]{1,63}(\.[0-9a-z_-]{1,63})*")
_PORT = re.compile(r":([1-9][0-9]{0,4})\Z")  # one with a zero in front leaves no host over
_HIGHEST_PORT = 65535
_PLAIN = "".join(map(chr, range(0x21, 0x7F)))


def set_up_hosts(app: Flask, allowed: Sequence[str] | None) -> None:
    """Refuse requests under other names; `allowed` as in the settings."""
    fits: Callable[[str], object] = _is_at_home
    if allowed is not None:
        fits = _is_host if ANY in allowed else frozenset(allowed).__contains__
    app.wsgi_app = _without_other_names(app.wsgi_app, fits)  # type: ignore[method-assign,assignment]
    sparing = Sparing()  # a line for each would let anybody fill the disk

    @app.before_request
    def refuse_other_names() -> None:
        # Who watches over the site asks each machine by its own address, and is told nothing of the name.
        if REFUSED in request.environ and request.blueprint != "service":
            left_out = sparing.ask(monotonic())
            if left_out:
                app.logger.warning("%d more requests under names that are none of the site's", left_out)
            if left_out is not None:
                refused = request.environ[REFUSED]
                app.logger.warning("the name %r is none of the site's: see ALLOWED_HOSTS", refused)
            abort(400)


def _is_at_home(host: str) -> bool:
    """Whether a host is this machine. Whoever owns a name can make it lead here; numbers cannot be."""
    return host == "localhost" or _is_address(host)


def _is_host(host: str) -> bool:
    return _is_address(host) if _NUMBERS.fullmatch(host) else _NAME.fullmatch(host) is not None


def _is_address(host: str) -> bool:
    """Whether a host is an address made of numbers; one that only looks so breaks what reads addresses."""
    if not _NUMBERS.fullmatch(host):
        return False
    try:
        return ip_address(host.strip("[]")).version == (6 if host.startswith("[") else 4)
    except ValueError:
        return False


def _without_other_names(app: WSGIApplication, fits: Callable[[str], object]) -> WSGIApplication:
    """Let nothing in the app see a name that does not fit, not even the page that refuses it."""

    @lru_cache(HOSTS_KEPT)
    def is_known(host: str) -> bool:
        port = _PORT.search(host)
        if port is not None and int(port[1]) > _HIGHEST_PORT:
            return False
        return bool(fits(_PORT.sub("", host.lower()).rstrip(".")))

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        host = str(environ.get("HTTP_HOST", ""))
        if not is_known(host):
            environ["HTTP_HOST"] = "localhost"
            environ[REFUSED] = host[:100]
        return app(environ, start_response)

    return serve


def behind_proxies(app: Flask, count: int, *, https: bool) -> None:
    """Take a client's address and scheme from `count` proxies, and from nobody else.

    Where the site is reached by https, it is so whatever the last proxy says of its own connection.
    """
    served: WSGIApplication = _in_plain_signs(app.wsgi_app)
    if https:
        served = _over_https(served)
    app.wsgi_app = ProxyFix(served, x_for=count, x_proto=count)  # type: ignore[method-assign]


def _in_plain_signs(app: WSGIApplication) -> WSGIApplication:
    """Write a query that some client left unquoted as it should have been: only UTF-8 would be understood."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():
            environ["QUERY_STRING"] = quote(query.encode("latin-1"), safe=_PLAIN)
        return app(environ, start_response)

    return serve


def _over_https(app: WSGIApplication) -> WSGIApplication:
    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["wsgi.url_scheme"] = "https"
        return app(environ, start_response)

    return serve
