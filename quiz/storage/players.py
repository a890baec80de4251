"""Players, and the one player that several devices share."""

from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    String,
    bindparam,
    func,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from quiz.storage.prepared import prepared_query
from quiz.storage.tables import AliasRow, PlayerRow


def find_player(session: Session, key: str) -> str | None:
    """Return the id under which a key's history is stored; None where the key names nobody."""
    own = select(PlayerRow.id).where(PlayerRow.id == key)
    joined = select(AliasRow.player_id).where(AliasRow.key == key)
    return session.scalar(union_all(own, joined))


def hold_player(session: Session, key: str, *, alone: bool = False) -> str | None:
    """Like `find_player`, and keep the player from being deleted or joined until the transaction ends.

    With `alone`, as for these two, also from getting anything more. SQLite needs none of it: there one
    transaction writes at a time.
    """
    found = select(PlayerRow.id).where(PlayerRow.id == owner(key))
    held = found.with_for_update(read=not alone, key_share=not alone)
    # Whom another transaction has joined to somebody meanwhile, the second look finds there.
    return session.scalar(held) or session.scalar(held)


def hold_while_answering(connection: Connection, key: str) -> None:
    """Keep a player from answering elsewhere, and from being deleted or joined, until the transaction ends.

    What is learnt from an answer is added to what is known: of two answers at the same moment, on two
    devices, one would be lost. A statement of its own, since what a query finds besides the row that it had
    to wait for is as old as the query. SQLite needs none of it.
    """
    if connection.dialect.name == "postgresql" and _HOLD.row(connection, player_key=key) is None:
        _HOLD.row(connection, player_key=key)  # whom another transaction has joined to somebody meanwhile


def owner(key: str | BindParameter[str]) -> ColumnElement[str]:
    """Return, as part of a query, the id under which a key's history is stored, if it names anybody."""
    alias = AliasRow.__table__.c  # those of the class would make the query one for objects
    joined = select(alias.player_id).where(alias.key == key).scalar_subquery()
    return func.coalesce(joined, literal(key) if isinstance(key, str) else key)


_PLAYER = PlayerRow.__table__
_HOLD = prepared_query(
    select(_PLAYER.c.id)
    .where(_PLAYER.c.id == owner(bindparam("player_key", type_=String(32))))
    .with_for_update(key_share=True)
)


def add_player(session: Session, player_id: str, now: datetime) -> None:
    session.execute(insert(PlayerRow).values(id=player_id, created_at=now))
