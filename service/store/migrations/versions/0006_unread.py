"""Entries that wait for their page.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    collation = "C" if postgresql else None
    op.create_table(
        "unread",
        sa.Column("source_id", sa.String(length=200, collation=collation), nullable=False),
        sa.Column("fingerprint", sa.String(length=64, collation=collation), nullable=False),
        sa.Column("item", sa.JSON(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_unread_source_id_source"),
        sa.PrimaryKeyConstraint("source_id", "fingerprint", name="pk_unread"),
    )
    op.create_index("ix_unread_due_at", "unread", ["due_at"], unique=False)
