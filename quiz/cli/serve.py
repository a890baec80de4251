"""`kildesjekk`: creates or upgrades the database, checks everything, and serves the site."""

import errno
import os
import socket
import sys
from contextlib import closing

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from quiz.app import LARGEST_BODY
from quiz.cli.gateway import Gateway
from quiz.cli.start import StartError, start
from quiz.settings import SettingError, Settings, read_settings
from quiz.storage import migrate
from quiz.storage.database import MOST_AT_ONCE, DatabaseError, open_database

THREADS = MOST_AT_ONCE + 1  # per worker: those who wait for the database never have them all
CONNECTIONS = 2000  # per worker; each is a browser that may ask for nothing
HEADER_PATIENCE = 10_000  # milliseconds in which a request's head must come, and the next one on a connection


def main() -> None:
    """Serve until stopped; a reason not to start is one message and exit status 1."""
    try:
        settings = read_settings(os.environ)
        with closing(open_database(settings.database_url, settings.sqlite_synchronous)) as database:
            migrate.upgrade(database)
        _require_free(settings)
        start(os.environ)
    except (SettingError, DatabaseError) as error:
        sys.exit(f"Kildesjekk cannot start: {error}")
    except StartError as error:
        sys.exit(str(error))
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    sys.stdout.write(f"\nKildesjekk is ready: http://{shown}:{settings.port}   (stop with Ctrl+C)\n\n")
    sys.stdout.flush()
    Granian(
        "quiz.cli.serve:worker",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        workers=settings.workers,
        backpressure=CONNECTIONS,
        http=HTTPModes.http1,  # to wait and see which version a client speaks has no end in time
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_PATIENCE),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()


def worker() -> Gateway:
    """Make what a worker process serves."""
    try:
        app = start(os.environ)
    except StartError as error:
        sys.exit(str(error))
    return Gateway(app, threads=THREADS, largest_body=LARGEST_BODY)


def _require_free(settings: Settings) -> None:
    """Raise SettingError where HOST and PORT cannot be listened on."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            wrong_host = isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL
            raise SettingError(
                f"port {settings.port} on {settings.host} cannot be used ({error.strerror}): "
                + (
                    "set HOST to an address of this machine, such as 127.0.0.1"
                    if wrong_host
                    else f"choose another, as in `make run PORT={settings.port % 65535 + 1}`"
                )
            ) from error
