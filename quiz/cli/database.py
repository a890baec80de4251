"""`flask database`: creates and upgrades the database."""

import os
import sys
from contextlib import closing

import click

from quiz.cli.project import project_folder
from quiz.settings import SettingError, read_settings
from quiz.storage import migrate
from quiz.storage.database import DatabaseError, open_database


@click.group()
def database() -> None:
    """Create and upgrade the database named by DATABASE_URL."""


@database.command()
def upgrade() -> None:
    """Create the tables, or bring them up to date; what is stored stays."""
    try:
        settings = read_settings(os.environ, project=project_folder())
        with closing(open_database(settings.database_url, settings.sqlite_synchronous)) as opened:
            before = migrate.current_revision(opened)
            migrate.upgrade(opened)
    except (SettingError, DatabaseError) as error:
        sys.exit(f"Kildesjekk: {error}")
    after = migrate.newest_revision()
    if before != after:
        click.echo(f"database: {'created' if before is None else 'upgraded'} (revision {after})")
