"""Merges of which a stream that was told of both stories is yet to be told.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    op.create_table(
        "untold_merge",
        sa.Column("stream_id", sa.String(length=200, collation=collation), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept_article", sa.Integer(), nullable=False),
        sa.Column("gone_article", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stream_id"],
            ["stream.id"],
            name="fk_untold_merge_stream_id_stream",
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["kept_article"], ["article.id"], name="fk_untold_merge_kept_article_article"
        ),
        sa.ForeignKeyConstraint(
            ["gone_article"], ["article.id"], name="fk_untold_merge_gone_article_article"
        ),
        sa.PrimaryKeyConstraint("stream_id", "step", name="pk_untold_merge"),
    )
    for column in ("kept_article", "gone_article"):
        op.create_index(f"ix_untold_merge_{column}", "untold_merge", [column], unique=False)
