"""PostgreSQL: texts sort by their bytes, as they do on SQLite, whatever the server is set to."""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    found = sa.inspect(connection)
    for table in found.get_table_names():
        if table == "alembic_version":
            continue
        for column in found.get_columns(table):
            kind = column["type"]
            if isinstance(kind, sa.String):
                kind.collation = "C"
                op.alter_column(table, column["name"], type_=kind)
