"""`flask practice`: makes the schedules of practice again from the answers."""

import os
import sys
from contextlib import closing

import click

from quiz.cli.project import project_folder
from quiz.services.practice import rebuild_all
from quiz.settings import SettingError, read_settings
from quiz.storage.database import DatabaseError, DatabaseUnavailableError, open_database
from quiz.storage.migrate import require_newest

_PLAYERS_A_LINE = 1000


@click.group()
def practice() -> None:
    """Look after the schedules of practice."""


@practice.command()
def rebuild() -> None:
    """Make the schedule of every player again from the stored answers; the site may be running."""
    done = 0
    try:
        settings = read_settings(os.environ, project=project_folder())
        with closing(open_database(settings.database_url, settings.sqlite_synchronous)) as opened:
            require_newest(opened)
            for done, players in rebuild_all(opened):
                if done % _PLAYERS_A_LINE == 0 and done < players:
                    click.echo(f"practice: {done} of {players} players")
    except (SettingError, DatabaseError, DatabaseUnavailableError) as error:
        sys.exit(f"Kildesjekk: {error}")
    click.echo(f"practice: the schedules of {done} {'player' if done == 1 else 'players'} rebuilt")
