"""Whether a database is whole: its file, its tables, what refers to what, and how much it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, and_, create_engine, exists, func, inspect, not_, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from quiz.storage import migrate, revisions
from quiz.storage.copying import counts
from quiz.storage.database import Database, DatabaseError, explain
from quiz.storage.finished import count_wrong_sums
from quiz.storage.tables import Base

MOST_TOLD = 10  # of the faults that SQLite finds in a file

Structure = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Finding:
    """`problems` are sentences; `rows` counts the rows of each table, where it is the newest revision."""

    revision: str | None
    problems: tuple[str, ...]
    rows: Mapping[str, int]


def check(database: Database) -> Finding:
    """Look over a whole database. Raises DatabaseError where it cannot be opened."""
    try:
        with database.engine.connect() as connection:
            damages = tuple(_damages(connection))
            if damages:
                return Finding(None, damages, {})
            revision = revisions.revision_of(connection)
            if revision is None or revision not in revisions.REVISIONS:
                known = "is no database of Kildesjekk" if revision is None else f"has revision {revision!r}"
                return Finding(revision, (f"it {known}, which this version does not know",), {})
            problems = (*_differences(connection, revision), *_strange_deeds(connection))
            if problems or revision != revisions.NEWEST:
                return Finding(revision, problems, {})
            problems = (*_loose_ends(connection), *_wrong_sums(connection))
            return Finding(revision, problems, counts(connection))
    except DBAPIError as error:
        raise DatabaseError(explain(error, str(database.engine.url))) from error


def _damages(connection: Connection) -> Iterator[str]:
    """Yield what SQLite finds wrong with its file; PostgreSQL has tools of its own for that."""
    if connection.dialect.name == "sqlite":
        for (told,) in connection.execute(text(f"PRAGMA integrity_check({MOST_TOLD})")):
            if told != "ok":
                yield f"the file is damaged: {told}"


def _differences(connection: Connection, revision: str) -> Iterator[str]:
    """Yield where the tables are not those that the migrations make."""
    wanted, found = _structure_at(revision), _structure(connection)
    for table in sorted(wanted.keys() | found.keys()):
        if table not in found:
            yield f"the table {table} is missing"
        elif table in wanted and (missing := wanted[table] - found[table]):
            yield f"the table {table} lacks {', '.join(sorted(missing))}"


def _strange_deeds(connection: Connection) -> Iterator[str]:
    """Yield what an SQLite file would do by itself: in a forged backup, delete what is stored later."""
    if connection.dialect.name == "sqlite":
        strange = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        for name in connection.scalars(text(strange)):
            yield f"there is a trigger {name!r}, which Kildesjekk has not made"


def _structure_at(revision: str) -> Structure:
    """Return the tables and columns of a revision, by making them in memory."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            migrate.upgrade_with(connection, revision)
            return _structure(connection)
    finally:
        engine.dispose()


def _structure(connection: Connection) -> Structure:
    inspector = inspect(connection)
    return {
        table: frozenset(column["name"] for column in inspector.get_columns(table))
        for table in inspector.get_table_names()
    }


def _loose_ends(connection: Connection) -> Iterator[str]:
    """Yield the foreign keys that lead nowhere, which a database set up otherwise may have let in."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            there: Table = key.referred_table.alias()  # type: ignore[assignment]
            pairs = [(element.parent, there.c[element.column.name]) for element in key.elements]
            leads = exists().where(*(child == parent for child, parent in pairs))
            given = and_(*(child.is_not(None) for child, _ in pairs))
            lost = connection.scalar(select(func.count()).select_from(table).where(given, not_(leads))) or 0
            if lost:
                yield f"{lost} of {table.name} refer to {key.referred_table.name} that is not there"


def _wrong_sums(connection: Connection) -> Iterator[str]:
    """Yield how many attempts keep other sums than their answers add up to."""
    if wrong := count_wrong_sums(connection):
        yield f"{wrong} of attempt keep a score that is not the sum of their answers"
