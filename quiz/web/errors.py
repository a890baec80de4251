"""Every error is a page in the reader's language with a way on."""

from collections.abc import Iterable, Sequence
from unicodedata import category
from urllib.parse import quote

from flask import Flask, Response, g, redirect, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response as AnyResponse

from quiz.domain.attempt import AttemptNotFoundError, HistoryFullError, QuestionNotFoundError
from quiz.services.history import PageNotFoundError
from quiz.services.my_data import DeletionUnderWayError
from quiz.web.locales import resolve
from quiz.web.observation import request_id
from quiz.web.pages.texts import ErrorPage
from quiz.web.rendering import render
from quiz.web.security import completed, constant_headers
from quiz.web.site import parts

WORDED = {400, 403, 404, 405, 409, 413, 429, 500, 503}
PASSED_ON = ("Allow", "Retry-After")
TO_BE_SENT_AGAIN = {429, 503}  # what was sent was sound, and may be stored another time
LONGEST_TAG = 10  # characters of a language tag that is worth looking up


def error_response(status: int, reason: str = "") -> Response:
    """Render the page for an HTTP status; statuses without words of their own share those of their class."""
    words = status if status in WORDED else 500 if status >= 500 else 400
    sent = _sent() if status in TO_BE_SENT_AGAIN else ()
    return render(ErrorPage(reason or str(words), sent, request_id()), status)


def busy_pages(app: Flask, locales: Iterable[str]) -> dict[str, tuple[list[tuple[str, str]], bytes]]:
    """Make the page, with its headers, for whoever is turned away before the app is asked, by language."""
    return {locale: _busy_page(app, locale) for locale in locales}


def _busy_page(app: Flask, locale: str) -> tuple[list[tuple[str, str]], bytes]:
    with app.test_request_context(f"/{locale}/busy"):  # where there is no page, so that it is none of ours
        page = error_response(503, "busy")
    always = constant_headers(https=app.config["SESSION_COOKIE_SECURE"])
    return completed([*page.headers], always), page.get_data()


def _sent() -> Sequence[tuple[str, str]]:
    """Return the fields of a form that came from one of our pages; none where it came from elsewhere."""
    if request.method != "POST" or not g.get("csrf_valid"):
        return ()
    return tuple(
        (_presentable(name), _presentable(value))
        for name, values in request.form.lists()
        if name != "csrf_token"
        for value in values
    )


def _presentable(text: str) -> str:
    """Leave out the characters that no page may hold."""
    return "".join(sign for sign in text if sign == "\n" or category(sign) not in {"Cc", "Cn", "Cs"})


def set_up_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        given = error.get_response()
        if error.code is None or error.code < 400:
            return given  # type: ignore[return-value]  # a redirect that the router made
        response = error_response(error.code)
        for name in PASSED_ON:
            if name in given.headers:
                response.headers[name] = given.headers[name]
        return response

    @app.errorhandler(CSRFError)
    def csrf_error(error: CSRFError) -> Response:
        return error_response(400, "csrf")

    @app.errorhandler(AttemptNotFoundError)
    @app.errorhandler(QuestionNotFoundError)
    @app.errorhandler(PageNotFoundError)
    def not_there(error: LookupError) -> Response:
        return error_response(404)

    @app.errorhandler(HistoryFullError)
    def history_full(error: HistoryFullError) -> Response:
        return error_response(409)

    @app.errorhandler(DeletionUnderWayError)
    def deletion_under_way(error: DeletionUnderWayError) -> Response:
        response = error_response(503, "deleting")
        response.headers["Retry-After"] = "10"
        return response

    @app.errorhandler(404)
    def not_found(error: NotFound) -> AnyResponse:
        """Lead addresses in a related language ("/no/", "/nn/about") to the one the site has."""
        tag, _, rest = request.path.lstrip("/").partition("/")
        locale = resolve(tag, parts().locales) if len(tag) <= LONGEST_TAG else None
        if request.method in ("GET", "HEAD") and locale is not None and tag != locale:
            query = request.query_string.decode("latin-1")
            return redirect(f"/{locale}/{quote(rest)}" + (f"?{query}" if query else ""))
        return error_response(404)
