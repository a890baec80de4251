"""Links that take a history to another device, in and out of their table."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, update
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
    session.execute(
        delete(TransferRow).where(TransferRow.player_id == player_id, TransferRow.used_at.is_(None))
    )
    session.execute(
        insert(TransferRow).values(
            token_hash=hash_of(token), player_id=player_id, made_at=made_at, expires_at=expires_at
        )
    )


def load_transfer(session: Session, token: str) -> StoredTransfer | None:
    row = session.get(TransferRow, hash_of(token))
    return None if row is None else StoredTransfer(row.player_id, row.expires_at, row.used_at)


def mark_used(session: Session, token: str, now: datetime) -> None:
    session.execute(update(TransferRow).where(TransferRow.token_hash == hash_of(token)).values(used_at=now))
