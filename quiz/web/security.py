"""Headers that every response carries, and which language is remembered."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, current_app, request

from quiz.web.site import negotiated

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "base-uri 'none'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",  # the design system draws its small icons as data: pictures
        "script-src 'self'",
        "style-src 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
YEAR = 365 * 24 * 60 * 60  # seconds


def constant_headers(*, https: bool) -> Mapping[str, str]:
    """Return what is the same with every response; `https` tells that the site is reached in no other way."""
    return HEADERS | ({"Strict-Transport-Security": f"max-age={YEAR}"} if https else {})


def completed(headers: list[tuple[str, str]], always: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the headers of a response with what every response carries: `always`, and a word to caches."""
    every = [*headers, *always.items()]
    # Pages show one reader's own answers: no cache keeps them, and Back finds an answer locked.
    if "Cache-Control" not in dict(headers):
        every.append(("Cache-Control", "no-store"))
    return every


def set_up_headers(app: Flask, *, https: bool) -> None:
    """Have every response carry what it must; `https` is as for `constant_headers`."""
    app.wsgi_app = _with_headers(app.wsgi_app, constant_headers(https=https))  # type: ignore[method-assign,assignment]

    @app.after_request
    def finish(response: Response) -> Response:
        if 300 <= response.status_code < 400:
            # The router's own redirects name the host and scheme it saw, which a proxy may have changed.
            location = response.headers.get("Location", "")
            if location.startswith(request.host_url):
                response.headers["Location"] = "/" + location.removeprefix(request.host_url).lstrip("/")
        _remember_language(response)
        return response


def _with_headers(answer: WSGIApplication, always: Mapping[str, str]) -> WSGIApplication:
    """Add what every response carries where it leaves, as it is: Flask would look each header over twice."""

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            return start_response(status, completed(headers, always), *error)

        return answer(environ, start)

    return guarded


def _remember_language(response: Response) -> None:
    """Keep the language that a reader went to, when negotiation would have chosen another."""
    locale = (request.view_args or {}).get("locale")
    if locale is not None and response.status_code == 200 and locale != negotiated():
        response.set_cookie(
            current_app.config["LOCALE_COOKIE_NAME"],
            locale,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
