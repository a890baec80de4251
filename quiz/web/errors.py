"""Every error is a page in the reader's language with a way on."""

from flask import Flask, Response
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from quiz.domain.attempt import AttemptNotFoundError, QuestionNotFoundError
from quiz.web.pages.texts import ErrorPage
from quiz.web.rendering import render

WORDED = {400, 403, 404, 405, 413, 429, 500, 503}


def error_response(status: int, reason: str = "") -> Response:
    """Render the page for an HTTP status; statuses without words of their own share those of their class."""
    words = status if status in WORDED else 500 if status >= 500 else 400
    return render(ErrorPage(reason or str(words)), status)


def set_up_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        given = error.get_response()
        if error.code is None or error.code < 400:
            return given  # type: ignore[return-value]  # a redirect that the router made
        response = error_response(error.code)
        if "Allow" in given.headers:
            response.headers["Allow"] = given.headers["Allow"]
        return response

    @app.errorhandler(CSRFError)
    def csrf_error(error: CSRFError) -> Response:
        return error_response(400, "csrf")

    @app.errorhandler(AttemptNotFoundError)
    @app.errorhandler(QuestionNotFoundError)
    def not_found(error: LookupError) -> Response:
        return error_response(404)
