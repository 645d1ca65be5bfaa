"""Deliveries that were given up, until an alarm says so.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    collation = "C" if op.get_bind().dialect.name == "postgresql" else None
    op.create_table(
        "lost",
        sa.Column("delivery_id", sa.String(length=64, collation=collation), nullable=False),
        sa.Column("channel", sa.String(length=200, collation=collation), nullable=False),
        sa.Column("detail", sa.Text(collation=collation), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_lost"),
    )
    op.execute(  # what was given up a moment before, by the rule of before
        """
        INSERT INTO lost (delivery_id, channel, detail)
        SELECT delivery.id, delivery.channel, delivery.detail
        FROM delivery JOIN digest ON digest.id = delivery.digest_id
        WHERE delivery.state = 'dead' AND digest.stream_id <> 'operator:notices'
          AND delivery.finished_at IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM alarm
            WHERE alarm.trouble = 'dead-letters' AND alarm.noticed_at >= delivery.finished_at
          )
        """
    )
