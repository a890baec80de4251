"""Practice, playing with the source, certainty, reports, and histories that move between devices."""

import sqlalchemy as sa
from alembic import op

from quiz.storage.tables import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alias",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("player_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_alias_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_player_id"), "alias", ["player_id"])
    # Columns come without constraints: those would make SQLite build the table anew, and its rows cascade.
    op.add_column("attempt", sa.Column("purpose", sa.String(20), nullable=False, server_default="quiz"))
    op.add_column("attempt", sa.Column("way", sa.String(20), nullable=False, server_default="from-memory"))
    op.add_column(
        "attempt", sa.Column("asks_certainty", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "answer", sa.Column("asks_evidence", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "pick",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("sentence", sa.String(20), nullable=True),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("locale", sa.String(20), nullable=False),
        sa.Column("picked_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("0 <= points AND points <= 1", name=op.f("ck_pick_points_within_bounds")),
        sa.ForeignKeyConstraint(
            ["attempt_id", "question_id"],
            ["answer.attempt_id", "answer.question_id"],
            name=op.f("fk_pick_attempt_id_question_id_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_pick")),
    )
    op.create_table(
        "schedule",
        sa.Column("player_id", sa.String(32), nullable=False),
        sa.Column("article_id", sa.String(60), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        sa.Column("reviewed_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_schedule_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "article_id", "question_id", name=op.f("pk_schedule")),
    )
    op.create_index(op.f("ix_schedule_player_id_schedule_due_at"), "schedule", ["player_id", "due_at"])
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(60), nullable=False),
        sa.Column("bank_id", sa.String(60), nullable=False),
        sa.Column("bank_version", sa.String(64), nullable=False),
        sa.Column("question_id", sa.String(60), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("locale", sa.String(20), nullable=False),
        sa.Column("send_key", sa.String(64), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("send_key", name=op.f("uq_report_send_key")),
    )
    op.create_table(
        "transfer",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("player_id", sa.String(32), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_transfer_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_transfer")),
    )
    op.create_index(op.f("ix_transfer_player_id"), "transfer", ["player_id"])


def downgrade() -> None:
    for table in ("transfer", "report", "schedule", "pick", "alias"):
        op.drop_table(table)
    op.drop_column("answer", "asks_evidence")
    for column in ("asks_certainty", "way", "purpose"):
        op.drop_column("attempt", column)
