"""Headers that every response carries, and which language is remembered."""

from flask import Flask, Response, current_app, g, request

from quiz.web.site import negotiated, parts, reader

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


def set_up_headers(app: Flask, *, https: bool) -> None:
    """Have every response carry what it must; `https` tells that the site is reached in no other way."""
    headers = HEADERS | ({"Strict-Transport-Security": f"max-age={YEAR}"} if https else {})

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        # Pages show one reader's own answers: no cache keeps them, and Back asks again and finds them locked.
        response.headers.setdefault("Cache-Control", "no-store")
        if response.mimetype == "text/html" and "reader" in g:
            response.content_language = [reader().tag]
        if response.location is not None and response.location.startswith(request.host_url):
            # The router's own redirects name the host and scheme it saw, which a proxy may have changed.
            response.location = "/" + response.location.removeprefix(request.host_url).lstrip("/")
        _remember_language(response)
        return response


def _remember_language(response: Response) -> None:
    """Keep the language that a reader went to, when negotiation would have chosen another."""
    locale = (request.view_args or {}).get("locale")
    if response.status_code == 200 and locale in parts().locales and locale != negotiated():
        response.set_cookie(
            current_app.config["LOCALE_COOKIE_NAME"],
            locale,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure,
        )
