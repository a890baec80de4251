"""The sums of finished rounds, and what was missed at last: found without reading all answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OF_QUIZ = ["player_id", "article_id", "bank_id"]
UNFINISHED = sa.text("points IS NULL")

# A round is finished when each of its questions has an answer that awaits no evidence.
FILL_SUMS = """
UPDATE attempt
SET points = added.points,
    max_points = added.max_points,
    share = CASE
        WHEN attempt.purpose IN ('quiz', 'shared') THEN added.points / nullif(added.max_points, 0)
    END
FROM (
    SELECT answer.attempt_id, sum(answer.points) AS points, sum(answer.max_points) AS max_points,
        count(*) AS settled
    FROM answer
    LEFT JOIN pick ON pick.attempt_id = answer.attempt_id AND pick.question_id = answer.question_id
    WHERE NOT answer.asks_evidence OR pick.attempt_id IS NOT NULL
    GROUP BY answer.attempt_id
) AS added
WHERE added.attempt_id = attempt.id AND added.settled = attempt.length
"""
FILL_MISSED = """
UPDATE schedule
SET missed = latest.missed
FROM (
    SELECT attempt.player_id, attempt.article_id, answer.question_id, answer.outcome <> 'correct' AS missed,
        row_number() OVER (
            PARTITION BY attempt.player_id, attempt.article_id, answer.question_id
            ORDER BY coalesce(pick.picked_at, answer.answered_at) DESC, answer.id DESC
        ) AS place
    FROM answer JOIN attempt ON attempt.id = answer.attempt_id
    LEFT JOIN pick ON pick.attempt_id = answer.attempt_id AND pick.question_id = answer.question_id
    WHERE NOT answer.asks_evidence OR pick.attempt_id IS NOT NULL
) AS latest
WHERE latest.place = 1
    AND schedule.player_id = latest.player_id
    AND schedule.article_id = latest.article_id
    AND schedule.question_id = latest.question_id
"""


def upgrade() -> None:
    for column in ("points", "max_points", "share"):
        op.add_column("attempt", sa.Column(column, sa.Double(), nullable=True))
    op.add_column("schedule", sa.Column("missed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(FILL_SUMS)
    op.execute(FILL_MISSED)
    op.create_index("ix_attempt_of_quiz", "attempt", [*OF_QUIZ, "started_at", "id", "purpose", "share"])
    op.create_index("ix_attempt_best", "attempt", [*OF_QUIZ, "share", "started_at"])
    op.create_index(
        "ix_attempt_unfinished",
        "attempt",
        [*OF_QUIZ, "started_at"],
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )


def downgrade() -> None:
    for index in ("ix_attempt_unfinished", "ix_attempt_best", "ix_attempt_of_quiz"):
        op.drop_index(index, "attempt")
    op.drop_column("schedule", "missed")
    for column in ("share", "max_points", "points"):
        op.drop_column("attempt", column)
