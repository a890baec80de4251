"""`kildesjekk`: creates or upgrades the database, checks everything, and serves the site."""

import errno
import os
import socket
import sys
from collections.abc import Mapping
from contextlib import closing, nullcontext
from wsgiref.types import WSGIApplication

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from quiz.app import LARGEST_BODY
from quiz.cli.logs import log_config
from quiz.cli.metrics import metrics_folder, serve_metrics
from quiz.cli.server.gateway import Gateway, Page
from quiz.cli.server.sockets import room_for_connections
from quiz.cli.start import StartError, start
from quiz.settings import SettingError, Settings, read_settings
from quiz.storage.database import MOST_AT_ONCE, DatabaseError, open_database
from quiz.web.errors import busy_pages

THREADS = MOST_AT_ONCE + 1  # per worker: those who wait for the database never have them all
# Bytes that are kept of a head until it is whole: the longest that the gateway lets pass has some 25 KiB. Of
# the 400 KiB that it is by default, 1,500 clients filled 600 MB.
LARGEST_HEAD = 32 * 1024
# Who finds no room among those who wait to connect is dropped by the system, and tries again for seconds.
WAITING_TO_CONNECT = 4096
# Seconds after which a thread lets others have the interpreter who wait for it: a tenth of what Python has by
# itself. Whoever stores an answer lets go of it a dozen times, and beside a long page waits as often.
SWITCH_INTERVAL = 0.0005
HEADER_PATIENCE = 10.0  # seconds in which a request's head must come, and the next one on a connection


def main() -> None:
    """Serve until stopped; a reason not to start is one message and exit status 1."""
    from quiz.storage import migrate  # which takes long, and the workers do without

    try:
        settings = read_settings(os.environ)
        with closing(open_database(settings.database_url, settings.sqlite_synchronous)) as database:
            migrate.upgrade(database)
        _require_free("HOST", settings.host, "PORT", settings.port)
        if settings.metrics_port is not None:
            _require_free("METRICS_HOST", settings.metrics_host, "METRICS_PORT", settings.metrics_port)
    except (SettingError, DatabaseError) as error:
        sys.exit(f"Kildesjekk cannot start: {error}")
    with nullcontext() if settings.metrics_port is None else metrics_folder():
        _started()
        serve(settings)


def _started() -> Flask:
    try:
        return start(os.environ)
    except StartError as error:
        sys.exit(str(error))


def serve(settings: Settings, workers: str = f"{__name__}:worker") -> None:
    """Start worker processes and serve until stopped; answers in flight are finished first.

    `workers` names the function that makes what each of them serves.
    """
    connections = room_for_connections()
    server = Granian(
        workers,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        backlog=WAITING_TO_CONNECT,
        backpressure=connections,
        http=HTTPModes.http1,  # to wait and see which version a client speaks has no end in time
        http1_settings=HTTP1Settings(
            header_read_timeout=round(HEADER_PATIENCE * 1000), max_buffer_size=LARGEST_HEAD
        ),
        websockets=False,
        log_level=LogLevels(settings.log_level),
        log_dictconfig=log_config(settings),
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    if settings.metrics_port is not None:
        host, port = settings.metrics_host, settings.metrics_port
        server.on_startup(lambda: serve_metrics(host, port))
    server.on_startup(lambda: _say_where(settings))
    server.serve()


def _say_where(settings: Settings) -> None:
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    sys.stdout.write(f"\nKildesjekk is ready: http://{shown}:{settings.port}   (stop with Ctrl+C)\n\n")
    if settings.contact is None:
        sys.stdout.write("Its pages name nobody who answers for it: set CONTACT before readers come.\n\n")
    sys.stdout.flush()


def worker() -> Gateway:
    """Make what a worker process serves."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    app, settings = _started(), read_settings(os.environ)
    return gateway(app, settings, busy_pages(app, settings.locales))


def gateway(app: WSGIApplication, settings: Settings, busy: Mapping[str, Page]) -> Gateway:
    """Put the gateway in front of an app; `busy` is as for the gateway."""
    return Gateway(
        app,
        port=settings.port,
        threads=THREADS,
        largest_body=LARGEST_BODY,
        connections=room_for_connections(),
        proxies=settings.trusted_proxies,
        busy=busy,
    )


def _require_free(host_name: str, host: str, port_name: str, port: int) -> None:
    """Raise SettingError where an address, given by two settings, cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            wrong_host = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
            raise SettingError(
                f"port {port} on {host} cannot be used ({error.strerror}): "
                + (
                    f"set {host_name} to an address of this machine, such as 127.0.0.1"
                    if wrong_host
                    else f"choose another, as in `make run {port_name}={port % 65535 + 1}`"
                )
            ) from error
