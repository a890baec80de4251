"""Versions of banks in and out of the tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from quiz.storage.tables import EditionRow


def is_kept(session: Session, version: str) -> bool:
    return session.scalar(select(EditionRow.version).where(EditionRow.version == version)) is not None


def add(
    session: Session, version: str, article_id: str, bank_id: str, content: Mapping[str, Any], now: datetime
) -> None:
    session.execute(
        insert(EditionRow).values(
            version=version, article_id=article_id, bank_id=bank_id, content=content, kept_at=now
        )
    )


def load(session: Session, version: str) -> Mapping[str, Any]:
    """Return the content of a version. Raises LookupError where it is not kept."""
    content = session.scalar(select(EditionRow.content).where(EditionRow.version == version))
    if not isinstance(content, dict):
        raise LookupError(version)
    return content
