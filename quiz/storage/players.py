"""Players, and the one player that several devices share."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, func, insert, literal, select, union_all
from sqlalchemy.orm import Session

from quiz.storage.tables import AliasRow, PlayerRow


def find_player(session: Session, key: str) -> str | None:
    """Return the id under which a key's history is stored; None where the key names nobody."""
    own = select(PlayerRow.id).where(PlayerRow.id == key)
    joined = select(AliasRow.player_id).where(AliasRow.key == key)
    return session.scalar(union_all(own, joined))


def owner(key: str | BindParameter[str]) -> ColumnElement[str]:
    """Return, as part of a query, the id under which a key's history is stored, if it names anybody."""
    alias = AliasRow.__table__.c  # those of the class would make the query one for objects
    joined = select(alias.player_id).where(alias.key == key).scalar_subquery()
    return func.coalesce(joined, literal(key) if isinstance(key, str) else key)


def add_player(session: Session, player_id: str, now: datetime) -> None:
    session.execute(insert(PlayerRow).values(id=player_id, created_at=now))
