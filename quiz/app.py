"""Connects finished parts into the Flask app; the only wiring place."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from flask import Flask, Response
from flask_babel import Babel
from flask_compress import Compress
from flask_wtf import CSRFProtect

from quiz.catalogs.lookup import Catalogues
from quiz.domain.bank import Library
from quiz.services.editions import Editions
from quiz.services.history import History
from quiz.services.limits import Limits
from quiz.services.my_data import MyData
from quiz.services.play import Play
from quiz.services.practice import Practice
from quiz.services.readiness import Readiness
from quiz.services.reports import Reports
from quiz.settings import Settings
from quiz.storage.counts import open_counts
from quiz.storage.database import Database, DatabaseUnavailableError
from quiz.web.contact import contact_of
from quiz.web.converters import AttemptConverter, locale_converter
from quiz.web.errors import error_response, set_up_errors
from quiz.web.hosts import behind_proxies, set_up_hosts
from quiz.web.limits import set_up_form_size, set_up_limits
from quiz.web.locales import own_name
from quiz.web.observation import NoObserver, ObservedFlask, Observer, set_up_observation
from quiz.web.reader import Reader
from quiz.web.routes.attempts import attempts
from quiz.web.routes.history import history
from quiz.web.routes.home import front, home
from quiz.web.routes.my_data import my_data
from quiz.web.routes.practice import practice
from quiz.web.routes.reports import reports
from quiz.web.routes.service import service
from quiz.web.security import set_up_headers
from quiz.web.sessions import Sessions
from quiz.web.site import Parts, reader
from quiz.web.static_files import serve_static_files, static_urls
from quiz.web.templates import environments

LARGEST_BODY = 64 * 1024  # bytes; an answer is a few hundred
MOST_FIELDS = 100  # of a form; an answer has a dozen
COOKIE_TERM = timedelta(days=400)  # the longest that browsers keep a cookie


def create_app(
    settings: Settings,
    library: Library,
    catalogues: Catalogues,
    database: Database,
    versions: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Flask:
    """Make the app. Raises AssetsMissingError where the style sheets are not built, and CountStoreError.

    `versions` holds those in use of banks, by article and bank, that need not be worked out.
    """
    observer = _observer(settings)
    app = ObservedFlask("quiz", static_folder=None, template_folder=None)
    # A browser takes a cookie of such a name over https only, and from no neighbouring domain.
    prefix = "__Host-" if settings.secure_cookies else ""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=[*settings.earlier_secret_keys],
        WTF_CSRF_SECRET_KEY=[*settings.earlier_secret_keys, settings.secret_key],
        LOCALE_COOKIE_NAME=f"{prefix}locale",
        SESSION_COOKIE_NAME=f"{prefix}kildesjekk",
        LOG_ADDRESSES=settings.log_addresses,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=COOKIE_TERM,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        WTF_CSRF_TIME_LIMIT=None,  # a reader who pauses for two hours keeps the answer
        WTF_CSRF_SSL_STRICT=False,  # the token protects; a proxy may not pass the Referer on
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,  # see decision 12
        COMPRESS_STREAMS=False,  # see quiz.web.downloads
        COMPRESS_MIMETYPES=["text/html"],
    )
    editions = Editions(database, library, catalogues, settings.locales, versions)
    play = Play(database, editions)
    readers = {
        tag: Reader(tag, own_name(tag, settings.locales), library, catalogues) for tag in settings.locales
    }
    addresses = app.url_map.bind("")
    app.extensions["kildesjekk"] = Parts(
        play=play,
        history=History(database, editions),
        practice=Practice(database, library, play),
        library=library,
        catalogues=catalogues,
        locales=settings.locales,
        readers=readers,
        templates=environments(settings.templates, readers, addresses, static_urls()),
        my_data=MyData(database),
        reports=Reports(database),
        readiness=Readiness(database, library, catalogues, settings.locales),
        observer=observer,
        contact=contact_of(settings.contact),
    )
    app.session_interface = Sessions(app)
    Babel(app, locale_selector=lambda: reader().locale)
    set_up_observation(
        app, observer, trusts_proxy=settings.trusted_proxies > 0, notes_address=settings.log_addresses
    )
    Compress(app)  # after what looks at the clock, and so before it where a response passes
    set_up_hosts(app, settings.allowed_hosts)
    set_up_form_size(app, MOST_FIELDS)
    CSRFProtect(app)
    if settings.rate_limits:
        set_up_limits(app, Limits(open_counts(settings.rate_limit_store), settings.secret_key))
    set_up_headers(app, https=settings.secure_cookies)
    set_up_errors(app)
    app.url_map.converters.update(locale=locale_converter(settings.locales), attempt=AttemptConverter)
    for blueprint in (front, home, attempts, history, my_data, practice, reports, service):
        app.register_blueprint(blueprint)
    serve_static_files(app)
    behind_proxies(app, settings.trusted_proxies, https=settings.secure_cookies)

    @app.errorhandler(DatabaseUnavailableError)
    def unavailable(error: DatabaseUnavailableError) -> Response:
        app.logger.error("the database cannot be used: %s", " ".join(str(error).split()))
        observer.database_unavailable()
        response = error_response(503)
        response.headers["Retry-After"] = "10"
        return response

    return app


def _observer(settings: Settings) -> Observer:
    """Return what counts, where somebody will read it."""
    if settings.metrics_port is None:
        return NoObserver()
    from quiz.web.metrics import Metrics  # reads, when imported, where all processes count together

    return Metrics()
