"""Gathers the parts of a site, or says everything that keeps it from starting."""

import gc
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from flask import Flask

from quiz.app import create_app
from quiz.catalogs.lookup import CatalogueError
from quiz.cli.opening import ContentError, open_content
from quiz.settings import PROJECT, SettingError, Settings, read_settings
from quiz.storage.counts import CountStoreError
from quiz.storage.database import Database, DatabaseError, open_database
from quiz.storage.revisions import require_newest
from quiz.web.static_files import AssetsMissingError

KEPT_CONTENT = "content.sqlite3"  # in the instance folder; what it keeps can be made again
# Objects that are made before garbage is looked for; nearly all that a page is made with goes by itself.
GARBAGE_ROUND = 20_000


class StartError(Exception):
    """The site cannot start; the message says what is wrong, where, and how to mend it."""


def start(environment: Mapping[str, str], project: Path = PROJECT) -> Flask:
    """Make the app from the environment's settings and a project's content. Raises StartError."""
    try:
        settings = read_settings(environment, project=project)
        with ExitStack() as opened:
            database = open_database(settings.database_url, settings.sqlite_synchronous)
            opened.callback(database.close)
            require_newest(database)
            app = _connect(settings, database)
            opened.pop_all()  # from here on it is the app's
    except ContentError as error:
        raise StartError(
            f"Kildesjekk cannot start: the question banks or their translations have errors.\n{error}"
        ) from error
    except (SettingError, DatabaseError, CountStoreError, CatalogueError, AssetsMissingError) as error:
        raise StartError(f"Kildesjekk cannot start: {error}") from error
    gc.freeze()  # what is there now stays to the end, and need not be looked through for garbage
    gc.set_threshold(GARBAGE_ROUND)
    return app


def _connect(settings: Settings, database: Database) -> Flask:
    content = open_content(settings, settings.instance / KEPT_CONTENT, time.time_ns())
    for (catalogue, locale), count in content.untranslated.items():
        sys.stderr.write(
            f"{catalogue}: {count} texts are not translated into {locale} and will be shown as they were "
            "written; `flask translations check` lists them\n"
        )
    return create_app(settings, content.library, content.catalogues, database, content.versions)
