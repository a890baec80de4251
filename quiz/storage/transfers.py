"""Links that take a history to another device, in and out of their table."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from quiz.storage.tables import TransferRow


@dataclass(frozen=True, slots=True)
class StoredTransfer:
    """What is kept of a link. Times are aware UTC."""

    player_id: str
    expires_at: datetime
    used_at: datetime | None


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def replace_transfer(
    session: Session, player_id: str, token: str, made_at: datetime, expires_at: datetime
) -> None:
    """Store a link; earlier links of the player that nobody has used lead nowhere from now on."""
    forget_unused(session, player_id)
    session.execute(
        insert(TransferRow).values(
            token_hash=hash_of(token), player_id=player_id, made_at=made_at, expires_at=expires_at
        )
    )


def forget_unused(session: Session, player_id: str) -> None:
    """Have the player's links that nobody has used lead nowhere from now on."""
    session.execute(
        delete(TransferRow).where(TransferRow.player_id == player_id, TransferRow.used_at.is_(None))
    )


def load_transfer(session: Session, token: str) -> StoredTransfer | None:
    """Return what is kept of a link now, also where it was asked for before; None where there is none."""
    row = session.execute(
        select(TransferRow.player_id, TransferRow.expires_at, TransferRow.used_at).where(
            TransferRow.token_hash == hash_of(token)
        )
    ).one_or_none()
    return None if row is None else StoredTransfer(*row)


def mark_used(session: Session, token: str, now: datetime) -> None:
    session.execute(update(TransferRow).where(TransferRow.token_hash == hash_of(token)).values(used_at=now))


def remember_form(session: Session, player_id: str, token: str, mark: str, now: datetime) -> None:
    """Keep with which mark a form has used a link, as a used link of its own that nobody was given."""
    values = {"token_hash": _hash_of_form(token, mark), "player_id": player_id}
    session.execute(insert(TransferRow).values(**values, made_at=now, expires_at=now, used_at=now))


def is_remembered(session: Session, token: str, mark: str) -> bool:
    """Tell whether a form with this mark has used a link."""
    return session.get(TransferRow, _hash_of_form(token, mark)) is not None


def forget_used(session: Session, player_id: str, kept: int) -> None:
    """Delete the links of a player that have been used, but for so many of the newest."""
    used = (TransferRow.player_id == player_id, TransferRow.used_at.is_not(None))
    newest = select(TransferRow.token_hash).where(*used).order_by(TransferRow.used_at.desc()).limit(kept)
    session.execute(
        delete(TransferRow).where(*used, TransferRow.token_hash.not_in(newest)),
        execution_options={"synchronize_session": False},
    )


def _hash_of_form(token: str, mark: str) -> str:
    return hash_of(f"{token} {mark}")
