"""Totals that never fall, so that metrics survive restarts and retention.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("noun", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("part", sa.String(length=200), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("noun", "name", "part", name="pk_tally"),
    )
    op.create_index("ix_match_rule", "match", ["watchlist", "rule"], unique=False)
    for name in ("failures_total", "articles_total", "unreadable_total"):
        op.add_column(
            "source", sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
    op.execute(
        "UPDATE source SET"
        " failures_total = (SELECT count(*) FROM poll"
        "   WHERE poll.source_id = source.id AND poll.outcome = 'failed'),"
        ' articles_total = (SELECT coalesce(sum("new"), 0) FROM poll'
        "   WHERE poll.source_id = source.id),"
        " unreadable_total = (SELECT coalesce(sum(unreadable), 0) FROM poll"
        "   WHERE poll.source_id = source.id)"
    )
