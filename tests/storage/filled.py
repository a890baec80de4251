"""A database in which every table has rows, made from what the tables say of themselves."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Float, Integer, insert, inspect

from quiz.domain.attempt import Purpose
from quiz.storage.tables import Base, UtcDateTime
from tests.builders import SUNDAY

TEXTS = ("æøå", "Ա'\"\\%", "–\n", "x" * 9)
ROWS = 3  # of each table
OUTCOMES = ("correct", "skipped", "incorrect")
POINTS, MAX_POINTS = 0.1 + 0.2, 1 / 3 + 0.5
# Each attempt has one answer. The first asks for one question and is finished, the others for more.
SUMS = {"points": POINTS, "max_points": MAX_POINTS, "share": POINTS / MAX_POINTS}


def fill(connection: Connection) -> None:
    """Store some rows in each table that is there; earlier versions lack some tables, and columns of others.

    A column that refers to another table takes its values in turn.
    """
    stored: dict[Column[Any], list[Any]] = {}
    there = inspect(connection)
    for table in Base.metadata.sorted_tables:
        if not there.has_table(table.name):
            continue
        names = {column["name"] for column in there.get_columns(table.name)}
        columns = [column for column in table.columns if column.name in names]
        rows = [{column.name: _value(column, number, stored) for column in columns} for number in range(ROWS)]
        connection.execute(insert(table), rows)
        for column in columns:
            stored[column] = [row[column.name] for row in rows]


_unlike = count(1)


def _value(column: Column[Any], number: int, stored: dict[Column[Any], list[Any]]) -> Any:
    for key in column.foreign_keys:
        return stored[key.column][number]
    if column.name == "outcome":
        return OUTCOMES[number]
    if column.name == "purpose":
        return Purpose.QUIZ.value
    if column.table.name == "attempt" and column.name in SUMS:
        return SUMS[column.name] if number == 0 else None
    if column.nullable and number == 0:
        return None
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return SUNDAY + timedelta(days=number, microseconds=number * 123_457)
    if isinstance(kind, JSON):
        return (None, ["b", "a", "ø"], {"z": 1, "a": {"deep": [0.1, True, None, "«Ա»"]}})[number]
    if isinstance(kind, Boolean):
        return number % 2 == 0
    if isinstance(kind, Integer):
        return number + 1
    if isinstance(kind, Float):
        return POINTS if column.name == "points" else MAX_POINTS
    return f"{TEXTS[number]}{next(_unlike)}"
