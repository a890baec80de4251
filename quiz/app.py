"""Connects finished parts into the Flask app; the only wiring place."""

from datetime import timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Flask, Response, redirect, request
from flask_wtf import CSRFProtect
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.services.editions import Editions
from quiz.services.history import History
from quiz.services.my_data import MyData
from quiz.services.play import Play
from quiz.services.practice import Practice
from quiz.services.reports import Reports
from quiz.settings import Settings
from quiz.storage.database import Database, DatabaseUnavailableError
from quiz.web.converters import AttemptConverter, locale_converter
from quiz.web.cookies import SignedCookies
from quiz.web.errors import error_response, set_up_errors
from quiz.web.locales import own_name, resolve
from quiz.web.reader import Reader
from quiz.web.routes.attempts import attempts
from quiz.web.routes.history import history
from quiz.web.routes.home import front, home
from quiz.web.routes.my_data import my_data
from quiz.web.routes.practice import practice
from quiz.web.routes.reports import reports
from quiz.web.routes.service import service
from quiz.web.security import set_up_headers
from quiz.web.site import Parts
from quiz.web.static_files import serve_static_files, static_urls
from quiz.web.templates import environments

LARGEST_BODY = 64 * 1024  # bytes; an answer is a few hundred
COOKIE_TERM = timedelta(days=400)  # the longest that browsers keep a cookie


def create_app(settings: Settings, library: Library, catalogues: Catalogues, database: Database) -> Flask:
    """Make the app. Raises AssetsMissingError where the style sheets are not built."""
    app = Flask("quiz", static_folder=None, template_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="kildesjekk",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=COOKIE_TERM,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_PARTS=100,
        WTF_CSRF_TIME_LIMIT=None,  # a reader who pauses for two hours keeps the answer
        WTF_CSRF_SSL_STRICT=False,  # the token protects; a proxy may not pass the Referer on
    )
    editions = Editions(database, library, catalogues, settings.locales)
    play = Play(database, editions)
    clock = ZoneInfo(settings.timezone)
    readers = {
        tag: Reader(tag, own_name(tag, settings.locales), library, catalogues, clock)
        for tag in settings.locales
    }
    addresses = app.url_map.bind("")
    app.extensions["kildesjekk"] = Parts(
        play=play,
        history=History(database, library, editions),
        practice=Practice(database, library, play),
        library=library,
        catalogues=catalogues,
        locales=settings.locales,
        clock=clock,
        readers=readers,
        templates=environments(settings.templates, readers, addresses, static_urls()),
        my_data=MyData(database),
        reports=Reports(database),
        contact=settings.contact,
    )
    app.session_interface = SignedCookies(app)
    CSRFProtect(app)
    set_up_headers(app)
    set_up_errors(app)
    app.url_map.converters.update(locale=locale_converter(settings.locales), attempt=AttemptConverter)
    for blueprint in (front, home, attempts, history, my_data, practice, reports, service):
        app.register_blueprint(blueprint)
    serve_static_files(app)

    @app.errorhandler(DatabaseUnavailableError)
    def unavailable(error: DatabaseUnavailableError) -> Response:
        app.logger.error("database unavailable: %s", error)
        response = error_response(503)
        response.headers["Retry-After"] = "10"
        return response

    @app.errorhandler(404)
    def not_found(error: NotFound) -> AnyResponse:
        """Lead addresses in a related language ("/no/", "/nn/about") to the one the site has."""
        tag, _, rest = request.path.lstrip("/").partition("/")
        locale = resolve(tag, settings.locales) if len(tag) <= 10 else None
        if request.method in ("GET", "HEAD") and locale is not None and tag != locale:
            query = request.query_string.decode("latin-1")
            return redirect(f"/{locale}/{quote(rest)}" + (f"?{query}" if query else ""))
        return error_response(404)

    return app
