"""Missed slots that were too many to be written down.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "slot", sa.Column("missed", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
