"""Which revision the tables of a database have, as Alembic keeps it in them, and which is that of today."""

from sqlalchemy import Connection, String, column, inspect, select, table
from sqlalchemy.exc import DBAPIError

from quiz.storage.database import Database, DatabaseError, explain

# What this version of the software can upgrade from, and its own; newest first, as in migrations/versions/.
REVISIONS = ("0003", "0002", "0001")
NEWEST = REVISIONS[0]
_ALEMBIC = table("alembic_version", column("version_num", String))


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the database of a connection; None where it has none of ours."""
    if not inspect(connection).has_table(_ALEMBIC.name):
        return None
    return connection.scalar(select(_ALEMBIC.c.version_num))


def current_revision(database: Database) -> str | None:
    """Return the revision of a database; None where it is empty or not made yet. Raises DatabaseError."""
    if database.is_missing:
        return None
    try:
        with database.engine.connect() as connection:
            return revision_of(connection)
    except DBAPIError as error:
        raise DatabaseError(explain(error, str(database.engine.url))) from error


def require_newest(database: Database) -> None:
    """Raise DatabaseError unless the tables are those that this version works with."""
    revision = current_revision(database)
    refuse_unknown(revision)
    if revision != NEWEST:
        state = "is empty" if revision is None else "was made by an earlier version"
        raise DatabaseError(f"the database {state}: run `flask database upgrade`")


def refuse_unknown(revision: str | None) -> None:
    """Raise DatabaseError where a revision is none of ours; None, that of an empty database, is."""
    if revision is not None and revision not in REVISIONS:
        raise DatabaseError(
            f"the database was made by a later version (revision {revision}): install that version, or set "
            "DATABASE_URL to another database"
        )
