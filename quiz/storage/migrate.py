"""Brings a database's tables up to date, and says whether they are."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from quiz.storage.database import Database, DatabaseError, explain
from quiz.storage.locks import one_at_a_time


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def newest_revision() -> str:
    """Return the revision that this version of the software works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("there are no migrations")
    return head


def current_revision(database: Database) -> str | None:
    """Return the revision of a database; None where it is empty or not made yet. Raises DatabaseError."""
    if database.is_missing:
        return None
    try:
        with database.engine.connect() as connection:
            return revision_of(connection)
    except DBAPIError as error:
        raise DatabaseError(explain(error, str(database.engine.url))) from error


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the database of a connection; None where it has none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, revision: str = "head") -> None:
    """Create or upgrade the tables in one transaction. Raises DatabaseError."""
    _refuse_unknown(current_revision(database))
    database.make_file()
    try:
        with database.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
            upgrade_with(connection, revision)
    except DBAPIError as error:
        raise DatabaseError(explain(error, str(database.engine.url))) from error


def upgrade_with(connection: Connection, revision: str = "head") -> None:
    """Create or upgrade the tables in the transaction of a connection."""
    one_at_a_time(connection, "migrate")  # several servers may be starting
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the tables back to an earlier revision; "base" removes them."""
    config = _config()
    with database.engine.execution_options(sqlite_begin="IMMEDIATE").begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def require_newest(database: Database) -> None:
    """Raise DatabaseError unless the tables are those that this version works with."""
    revision = current_revision(database)
    _refuse_unknown(revision)
    if revision != newest_revision():
        state = "is empty" if revision is None else "was made by an earlier version"
        raise DatabaseError(f"the database {state}: run `flask database upgrade`")


def all_revisions() -> tuple[str, ...]:
    """Return the revisions that this version of the software can upgrade from, and its own, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def is_known(revision: str) -> bool:
    return revision in all_revisions()


def _refuse_unknown(revision: str | None) -> None:
    if revision is not None and not is_known(revision):
        raise DatabaseError(
            f"the database was made by a later version (revision {revision}): install that version, or set "
            "DATABASE_URL to another database"
        )
