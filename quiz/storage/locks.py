"""Turns that transactions take, where a database lets several write at the same moment."""

from hashlib import sha256

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session


def one_at_a_time(transaction: Session | Connection, what: str) -> None:
    """Wait until no other transaction holds the turn for `what`, and hold it until this one ends.

    What is read afterwards holds all that the others have stored. SQLite needs no turns: there one
    transaction writes at a time.
    """
    connection = transaction.connection() if isinstance(transaction, Session) else transaction
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(sha256(what.encode()).digest()[:8], "big", signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(number)))
