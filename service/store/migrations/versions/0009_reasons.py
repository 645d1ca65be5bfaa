"""Why a report was told, or counted only.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    word = sa.String(16, collation=collation)
    op.add_column("told", sa.Column("why", word, nullable=False, server_default=""))
    op.add_column("told", sa.Column("value", sa.Float(), nullable=True))
    op.add_column("told", sa.Column("threshold", sa.Float(), nullable=True))
