"""The head of a request: what an app is told of it, and who asks."""

import sys
from typing import Any, TypeAlias

from quiz.cli.server.asgi import Scope
from quiz.cli.server.quick_look import Peer
from quiz.services.limits import neighbourhood

LONGEST_ADDRESS = 8 * 1024  # characters of path and query; the longest of ours has a few hundred
LARGEST_HEADERS = 16 * 1024  # bytes of all names and values
FROM_PROXIES = ("x-forwarded-for", "x-forwarded-proto")

Environ: TypeAlias = dict[str, Any]


class RefusedError(Exception):
    """A request that the app does not see: what is answered, as an HTTP status and its words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


def peer_of(scope: Scope) -> Peer:
    """Return host and port of a client."""
    host, port = scope["client"]
    return host, int(port)


def read_head(scope: Scope) -> Environ:
    """Return what WSGI (PEP 3333) tells an app of a request, but for the body. Raises RefusedError.

    A header whose name has an underscore is left out: to the app it would look like the one with a hyphen,
    which a proxy in front may have set or removed.
    """
    if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        raise RefusedError(414, "The address is too long.")
    host, port = scope["server"]
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "REMOTE_ADDR": peer_of(scope)[0],
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    size = 0
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        size += len(name) + len(value)
        if "_" in name or (name == "host" and not value):  # the server puts one where none was sent
            continue
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        if key in environ:
            value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
        environ[key] = value
    if size > LARGEST_HEADERS:
        raise RefusedError(431, "The headers of the request are too long.")
    for name in FROM_PROXIES:
        # Behind a quotation mark that nothing closes, no list is read.
        given = environ.get(f"HTTP_{name.upper().replace('-', '_')}", "")
        if not given.isascii() or '"' in given:
            raise RefusedError(400, f"The header {name} cannot be read.")
    return environ


def who_asks(environ: Environ, proxies: int) -> str:
    """Return the address, or neighbourhood, that asks.

    The app has Werkzeug's ProxyFix read the same header to the same end; that takes it apart sign by sign,
    and would hold up the event loop where it is long. It holds no quotation mark here.
    """
    if not proxies:
        return neighbourhood(environ["REMOTE_ADDR"])
    told = [each.strip() for each in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    return neighbourhood(told[-proxies] if len(told) >= proxies else environ["REMOTE_ADDR"])
