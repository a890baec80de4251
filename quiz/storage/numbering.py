"""Which number a database has given last, so that a copy of it gives none again."""

from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, func, select, text


def numbered_column(table: Table) -> Column[Any] | None:
    """Return the column of a table whose numbers the database gives; None where it gives none."""
    column = table.autoincrement_column
    return column if column is not None and isinstance(column.type, Integer) else None


def highest_number_given(connection: Connection, column: Column[Any]) -> int:
    """Return the highest number that was given in a column, also to rows that are gone; 0 for none."""
    stored = connection.scalar(select(func.max(column))) or 0
    if connection.dialect.name == "postgresql":
        sequence = _sequence(connection, column)
        given = connection.scalar(text(f"SELECT CASE WHEN is_called THEN last_value END FROM {sequence}"))  # noqa: S608 - a name that the database gave
    elif _remembers(column.table):
        name = {"name": column.table.name}
        given = connection.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), name)
    else:
        given = None
    return max(stored, given or 0)


def set_highest_number_given(connection: Connection, column: Column[Any], number: int) -> None:
    """Have the next number given in a column be higher."""
    if number == 0:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.setval(_sequence(connection, column), number)))
    elif _remembers(column.table):
        row = {"name": column.table.name, "number": number}
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), row)
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"), row)


def _sequence(connection: Connection, column: Column[Any]) -> str:
    return str(connection.scalar(select(func.pg_get_serial_sequence(column.table.name, column.name))))


def _remembers(table: Table) -> bool:
    """Whether SQLite keeps a table's highest number; of the others it takes the highest that is stored."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])
