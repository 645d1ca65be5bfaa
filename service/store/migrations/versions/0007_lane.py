"""What happened in the lane of stories: signatures, merges and moves.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    word, measure = sa.String(16, collation=collation), sa.String(32, collation=collation)
    instant = sa.DateTime(timezone=True)
    op.add_column("story", sa.Column("merged_into", sa.Integer(), nullable=True))
    op.create_index("ix_story_merged_into", "story", ["merged_into"], unique=False)
    op.add_column("story_member", sa.Column("nearest", sa.Integer(), nullable=True))
    op.create_table(
        "signature",
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Float(), nullable=True),
        sa.Column("seen", sa.Float(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_signature_article_id_article"
        ),
        sa.PrimaryKeyConstraint("step", name="pk_signature"),
        sa.UniqueConstraint("article_id", name="uq_signature_article_id"),
    )
    op.create_index("ix_signature_seen", "signature", ["seen"], unique=False)
    op.create_table(
        "story_merge",
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("why", word, nullable=False),
        sa.Column("measure", measure, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("step", name="pk_story_merge"),
    )
    op.create_index("ix_story_merge_kept", "story_merge", ["kept"], unique=False)
    op.create_index("ix_story_merge_gone", "story_merge", ["gone"], unique=False)
    op.create_table(
        "story_move",
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("from_story", sa.Integer(), nullable=False),
        sa.Column("to_story", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("was", word, nullable=False),
        sa.Column("now", word, nullable=False),
        sa.Column("why", word, nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_story_move_article_id_article"
        ),
        sa.PrimaryKeyConstraint("step", name="pk_story_move"),
    )
    op.create_index("ix_story_move_article_id", "story_move", ["article_id"], unique=False)
