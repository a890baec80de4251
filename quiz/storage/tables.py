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
    false,
    text,
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


class AliasRow(Base):
    """The key of a device whose history was joined to that of another: both keys lead to the one player."""

    __tablename__ = "alias"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    player_id: Mapped[str] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), index=True)


class EditionRow(Base):
    """A version of a bank that was played, whole and in every language, as quiz.domain.edition freezes it."""

    __tablename__ = "edition"

    article_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    bank_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[Any]
    kept_at: Mapped[datetime]


OF_QUIZ = ("player_id", "article_id", "bank_id")


class AttemptRow(Base):
    """`start_key` is the mark of the form that started the attempt: a double click starts only one.

    `points` and `max_points` are the sums of its answers, written with what settles its last question, and
    null until then. `share` is their quotient where it counts as a score of the quiz: practice has none.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "bank_id", "bank_version"],
            ["edition.article_id", "edition.bank_id", "edition.version"],
        ),
        Index(None, "player_id", "started_at"),
        # All that is asked of the rounds of one quiz, the newest first, without reading the rows.
        Index("ix_attempt_of_quiz", *OF_QUIZ, "started_at", "id", "purpose", "share"),
        Index("ix_attempt_best", *OF_QUIZ, "share", "started_at"),
        Index(
            "ix_attempt_unfinished",
            *OF_QUIZ,
            "started_at",
            sqlite_where=text("points IS NULL"),
            postgresql_where=text("points IS NULL"),
        ),
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
    purpose: Mapped[str] = mapped_column(String(20), server_default="quiz")
    way: Mapped[str] = mapped_column(String(20), server_default="from-memory")
    asks_certainty: Mapped[bool] = mapped_column(server_default=false())
    start_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]
    points: Mapped[float | None]
    max_points: Mapped[float | None]
    share: Mapped[float | None]


class AttemptQuestionRow(Base):
    """A question drawn for an attempt, with the order of its options."""

    __tablename__ = "attempt_question"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60))
    arrangement: Mapped[Any]


class AnswerRow(Base):
    """A final answer with the grade it was given; one for each question of an attempt.

    `asks_evidence` tells that the player is asked for the sentence that settles the question, too.
    """

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
    asks_evidence: Mapped[bool] = mapped_column(server_default=false())


class PickRow(Base):
    """The sentence that a player pointed at as evidence, graded apart from the answer; see Pick."""

    __tablename__ = "pick"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_id", "question_id"],
            ["answer.attempt_id", "answer.question_id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("0 <= points AND points <= 1", name="points_within_bounds"),
    )

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    sentence: Mapped[str | None] = mapped_column(String(20))
    points: Mapped[float]
    locale: Mapped[str] = mapped_column(String(20))
    picked_at: Mapped[datetime]


class ScheduleRow(Base):
    """When a question should come back to a player; made from the answers, and can be made again from them.

    `stability` (days) and `difficulty` (1 to 10) are those of FSRS; `missed` tells that the last answer was
    not fully right.
    """

    __tablename__ = "schedule"
    __table_args__ = (Index(None, "player_id", "due_at"),)

    player_id: Mapped[str] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    stability: Mapped[float]
    difficulty: Mapped[float]
    reviewed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    missed: Mapped[bool] = mapped_column(server_default=false())


class ReportRow(Base):
    """What somebody says is wrong with a question. Nothing leads from it to a player.

    `send_key` is the mark of the form it was sent with: a double click sends only one.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(String(60))
    bank_id: Mapped[str] = mapped_column(String(60))
    bank_version: Mapped[str] = mapped_column(String(64))
    question_id: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]
    locale: Mapped[str] = mapped_column(String(20))
    send_key: Mapped[str] = mapped_column(String(64), unique=True)
    sent_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class TransferRow(Base):
    """A link that takes a history to another device, once; only a hash of what the link holds is stored."""

    __tablename__ = "transfer"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    player_id: Mapped[str] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
