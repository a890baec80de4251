"""Brings a database's tables up to date. Alembic takes long to import, so that a worker does without."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from quiz.storage.database import Database, DatabaseError, explain
from quiz.storage.locks import one_at_a_time
from quiz.storage.revisions import current_revision, refuse_unknown


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """Create or upgrade the tables in one transaction. Raises DatabaseError."""
    refuse_unknown(current_revision(database))
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
