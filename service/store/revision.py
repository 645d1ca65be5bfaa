"""Which schema a database has, asked without Alembic: it is slow to load, and seldom needed."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Engine, inspect, text


OURS = {"source", "article", "match", "story", "digest", "delivery"}
"""Every version of a database has these tables; a damaged one may lack some."""
SCRIPTS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str:
    """Return the newest revision: scripts are named by their number, `0001_spine.py`."""
    return max(path.name.partition("_")[0] for path in SCRIPTS.glob("[0-9]*_*.py"))


def is_ours(tables: Collection[str]) -> bool:
    """Tell a database of ours, of any version, from that of another program that uses Alembic."""
    return "alembic_version" in tables and len(OURS & set(tables)) > len(OURS) // 2


def current(engine: Engine) -> str | None:
    """Return the revision of a database; None where there is nothing, or nothing of ours."""
    if not is_ours(inspect(engine).get_table_names()):
        return None
    with engine.connect() as connection:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
