"""Pages that could not be had, as the coverage of digests tells them.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    op.create_table(
        "missing_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(length=200, collation=collation), nullable=False),
        sa.Column("address", sa.Text(collation=collation), nullable=False),
        sa.Column("code", sa.String(length=64, collation=collation), nullable=False),
        sa.Column("detail", sa.Text(collation=collation), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_missing_page_source_id_source"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_missing_page"),
    )
    op.create_index("ix_missing_page_given_up_at", "missing_page", ["given_up_at"], unique=False)
    op.create_index(
        "ix_missing_page_source", "missing_page", ["source_id", "given_up_at"], unique=False
    )
