"""`kildesjekk`: creates or upgrades the database, checks everything, and serves the site."""

import errno
import os
import socket
import sys
from contextlib import closing

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from quiz.cli.start import StartError, start
from quiz.settings import SettingError, Settings, read_settings
from quiz.storage import migrate
from quiz.storage.database import DatabaseError, open_database

THREADS = 2  # per worker: more buy nothing for pages and cost waiting writers time


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
        "quiz.cli.wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()


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
