"""Versions of banks in and out of the tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from quiz.storage.insert import insert_into
from quiz.storage.tables import EditionRow


def is_kept(session: Session, article_id: str, bank_id: str, version: str) -> bool:
    kept = select(EditionRow.version).where(_is(article_id, bank_id, version))
    return session.scalar(kept) is not None


def add(
    session: Session, version: str, article_id: str, bank_id: str, content: Mapping[str, Any], now: datetime
) -> None:
    """Store a version; one that another transaction has stored meanwhile is the same, and stays."""
    row = insert_into(session, EditionRow).values(
        article_id=article_id, bank_id=bank_id, version=version, content=content, kept_at=now
    )
    session.execute(row.on_conflict_do_nothing())


def load(session: Session, article_id: str, bank_id: str, version: str) -> Mapping[str, Any]:
    """Return the content of a version. Raises LookupError where it is not kept."""
    content = session.scalar(select(EditionRow.content).where(_is(article_id, bank_id, version)))
    if not isinstance(content, dict):
        raise LookupError(f"{article_id}/{bank_id} {version}")
    return content


def _is(article_id: str, bank_id: str, version: str) -> ColumnElement[bool]:
    return and_(
        EditionRow.article_id == article_id, EditionRow.bank_id == bank_id, EditionRow.version == version
    )
