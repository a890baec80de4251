"""Players, attempts, their questions and answers, and the versions of the banks they were drawn from."""

import sqlalchemy as sa
from alembic import op

from quiz.storage.tables import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "player",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_player")),
    )
    op.create_table(
        "edition",
        sa.Column("article_id", sa.String(60), nullable=False),
        sa.Column("bank_id", sa.String(60), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "bank_id", "version", name=op.f("pk_edition")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("player_id", sa.String(32), nullable=False),
        sa.Column("article_id", sa.String(60), nullable=False),
        sa.Column("bank_id", sa.String(60), nullable=False),
        sa.Column("bank_version", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(20), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("focus", sa.String(20), nullable=True),
        sa.Column("start_key", sa.String(64), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_attempt_player_id_player"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id", "bank_id", "bank_version"],
            ["edition.article_id", "edition.bank_id", "edition.version"],
            name=op.f("fk_attempt_article_id_bank_id_bank_version_edition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("start_key", name=op.f("uq_attempt_start_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attempt_player_id_attempt_started_at"), "attempt", ["player_id", "started_at"])
    op.create_table(
        "attempt_question",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("arrangement", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_attempt_question_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "number", name=op.f("pk_attempt_question")),
        sa.UniqueConstraint(
            "attempt_id", "question_id", name=op.f("uq_attempt_question_attempt_id_question_id")
        ),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("response", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("max_points", sa.Double(), nullable=False),
        sa.Column("certainty", sa.String(20), nullable=True),
        sa.Column("locale", sa.String(20), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "0 <= points AND points <= max_points", name=op.f("ck_answer_points_within_bounds")
        ),
        sa.CheckConstraint(
            "outcome IN ('correct', 'partly-correct', 'incorrect', 'skipped')",
            name=op.f("ck_answer_outcome_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["attempt_id", "question_id"],
            ["attempt_question.attempt_id", "attempt_question.question_id"],
            name=op.f("fk_answer_attempt_id_question_id_attempt_question"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("attempt_id", "question_id", name=op.f("uq_answer_attempt_id_question_id")),
    )


def downgrade() -> None:
    for table in ("answer", "attempt_question", "attempt", "edition", "player"):
        op.drop_table(table)
