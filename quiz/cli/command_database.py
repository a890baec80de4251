"""The database that a command works on, and one message where it cannot."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from quiz.cli.project import project_folder
from quiz.settings import SettingError, Settings, read_settings
from quiz.storage.database import Database, DatabaseError, DatabaseUnavailableError, open_database
from quiz.storage.revisions import require_newest


@contextmanager
def one_message() -> Iterator[None]:
    """Turn what is wrong with the settings or the database into one message and exit status 1."""
    try:
        yield
    except (SettingError, DatabaseError, DatabaseUnavailableError) as error:
        sys.exit(f"Kildesjekk: {error}")


def command_settings() -> Settings:
    """Read the settings of the folder that the command works in. Raises SettingError."""
    return read_settings(os.environ, project=project_folder())


@contextmanager
def opened_database() -> Iterator[Database]:
    """Open the database of the settings, which must be up to date; where it cannot be used, that is all."""
    with one_message():
        settings = command_settings()
        with closing(open_database(settings.database_url, settings.sqlite_synchronous)) as database:
            require_newest(database)
            yield database
