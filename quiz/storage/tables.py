"""The tables."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC. SQLite keeps no time zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: UtcDateTime, Any: JSON}  # noqa: RUF012 - SQLAlchemy reads it off the class


class PlayerRow(Base):
    """Somebody who has started a quiz: nothing is known but the key in the cookie."""

    __tablename__ = "player"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    created_at: Mapped[datetime]


class EditionRow(Base):
    """A version of a bank that was played, whole and in every language, as quiz.domain.edition freezes it."""

    __tablename__ = "edition"

    article_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    bank_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[Any]
    kept_at: Mapped[datetime]


class AttemptRow(Base):
    """`start_key` is the mark of the form that started the attempt: a double click starts only one."""

    __tablename__ = "attempt"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "bank_id", "bank_version"],
            ["edition.article_id", "edition.bank_id", "edition.version"],
        ),
        Index(None, "player_id", "started_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    player_id: Mapped[str] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"))
    article_id: Mapped[str] = mapped_column(String(60))
    bank_id: Mapped[str] = mapped_column(String(60))
    bank_version: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(20))
    length: Mapped[int]
    focus: Mapped[str | None] = mapped_column(String(20))
    start_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]


class AttemptQuestionRow(Base):
    """A question drawn for an attempt, with the order of its options."""

    __tablename__ = "attempt_question"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60))
    arrangement: Mapped[Any]


class AnswerRow(Base):
    """A final answer with the grade it was given; one for each question of an attempt."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question_id"),
        ForeignKeyConstraint(
            ["attempt_id", "question_id"],
            ["attempt_question.attempt_id", "attempt_question.question_id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("0 <= points AND points <= max_points", name="points_within_bounds"),
        CheckConstraint(
            "outcome IN ('correct', 'partly-correct', 'incorrect', 'skipped')", name="outcome_is_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int]
    question_id: Mapped[str] = mapped_column(String(60))
    response: Mapped[Any]
    outcome: Mapped[str] = mapped_column(String(20))
    points: Mapped[float]
    max_points: Mapped[float]
    certainty: Mapped[str | None] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(20))
    answered_at: Mapped[datetime]
