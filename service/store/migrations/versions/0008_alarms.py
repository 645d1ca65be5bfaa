"""What ails the service itself; polls in a row that brought nothing are one row.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    op.add_column(
        "poll", sa.Column("times", sa.Integer(), nullable=False, server_default=sa.text("1"))
    )
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=32, collation=collation), nullable=False),
        sa.Column("about", sa.String(length=200, collation=collation), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.Text(collation=collation), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
    )
    op.create_index("ix_alarm_told_at", "alarm", ["told_at"], unique=False)
    op.create_index("ix_alarm_trouble", "alarm", ["trouble", "about"], unique=False)
