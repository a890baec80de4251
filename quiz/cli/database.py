"""`flask database`: creates, upgrades, checks, copies and backs up the database."""

import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from quiz.cli.command_database import command_settings, one_message
from quiz.storage import backup as backups
from quiz.storage import copying, migrate, revisions
from quiz.storage.checking import check as look_over
from quiz.storage.database import open_database


@click.group()
def database() -> None:
    """Create, upgrade, check, copy and back up the database named by DATABASE_URL."""


@database.command()
def upgrade() -> None:
    """Create the tables, or bring them up to date; what is stored stays."""
    with one_message():
        settings = command_settings()
        with closing(open_database(settings.database_url, settings.sqlite_synchronous)) as opened:
            before = revisions.current_revision(opened)
            migrate.upgrade(opened)
    after = revisions.NEWEST
    if before != after:
        click.echo(f"database: {'created' if before is None else 'upgraded'} (revision {after})")


@database.command()
def check() -> None:
    """Look for damage, wrong tables, loose ends and wrong sums, and exit with 1 for any; count the rows."""
    with one_message():
        url = command_settings().database_url
        backups.require_there(url)
        with closing(open_database(url)) as opened:
            finding = look_over(opened)
    for problem in finding.problems:
        click.echo(f"database: {problem}")
    if finding.problems:
        sys.exit(1)
    if finding.revision != revisions.NEWEST:
        click.echo(f"database: sound (revision {finding.revision}); run `flask database upgrade`")
        return
    click.echo(f"database: sound (revision {finding.revision}, the newest)")
    _echo_counts(finding.rows)


@database.command()
@click.argument("source_url")
@click.argument("target_url")
def copy(source_url: str, target_url: str) -> None:
    """Copy everything from SOURCE_URL to TARGET_URL, which must be empty. Stop the site first.

    Both are written as DATABASE_URL is: sqlite:////folder/file.sqlite3, postgresql+psycopg://user@host/name.
    """
    with one_message():
        backups.require_there(source_url)
        with closing(open_database(source_url)) as source, closing(open_database(target_url)) as target:
            rows = copying.copy(source, target)
    click.echo("database: copied, and found equal")
    _echo_counts(rows)


@database.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a backup to FILE, which must not be there yet; the site may go on being played."""
    with one_message():
        finding = backups.backup(command_settings().database_url, file)
    click.echo(f"database: backed up to {file} ({file.stat().st_size} bytes, checked)")
    _echo_counts(finding.rows)


@database.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the database; the former is kept beside it. Stop the site first."""
    with one_message():
        former = backups.restore(command_settings().database_url, file, datetime.now(UTC))
    click.echo(f"database: restored from {file}")
    if former is not None:
        click.echo(f"database: the former is kept as {former}")
    click.echo("database: run `flask database upgrade` before you start the site")


def _echo_counts(rows: Mapping[str, int]) -> None:
    width = max(map(len, rows), default=0)
    for name, count in rows.items():
        click.echo(f"  {name:<{width}} {count:>9}")
