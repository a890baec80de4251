"""`flask practice`: makes the schedules of practice again from the answers."""

import click

from quiz.cli.command_database import opened_database
from quiz.services.practice import rebuild_all

_PLAYERS_A_LINE = 1000


@click.group()
def practice() -> None:
    """Look after the schedules of practice."""


@practice.command()
def rebuild() -> None:
    """Make the schedule of every player again from the stored answers; the site may be running."""
    done = 0
    with opened_database() as opened:
        for done, players in rebuild_all(opened):
            if done % _PLAYERS_A_LINE == 0 and done < players:
                click.echo(f"practice: {done} of {players} players")
    click.echo(f"practice: the schedules of {done} {'player' if done == 1 else 'players'} rebuilt")
