"""How sources fare, and what an operator is to be told of them; what a report says of itself.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    collation = "C" if postgresql else None
    op.add_column("source", sa.Column("vitals", sa.JSON(), nullable=True))
    op.add_column(
        "article_version",
        sa.Column("standing", sa.String(length=16, collation=collation), nullable=True),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(length=200, collation=collation), nullable=False),
        sa.Column("trouble", sa.String(length=32, collation=collation), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.Text(collation=collation), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_notice_source_id_source"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
    )
    op.create_index("ix_notice_source_id", "notice", ["source_id"], unique=False)
    op.create_index("ix_notice_told_at", "notice", ["told_at"], unique=False)
