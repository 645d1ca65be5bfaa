"""Rules that could not be decided for an article, so that digests can say so.

The text is frozen: it knows nothing of today's code.
"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    name = sa.String(length=200, collation="C" if postgresql else None)
    op.create_table(
        "undecided",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("watchlist", name, nullable=False),
        sa.Column("rule", name, nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_undecided_article_id_article"
        ),
        sa.PrimaryKeyConstraint("article_id", "version", "watchlist", "rule", name="pk_undecided"),
    )
    op.create_index(
        "ix_undecided_watchlist_time", "undecided", ["watchlist", "noticed_at"], unique=False
    )
