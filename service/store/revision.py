"""Which schema a database has, asked without Alembic: it is slow to load, and seldom needed."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text


SCRIPTS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str:
    """Return the newest revision: scripts are named by their number, `0001_spine.py`."""
    return max(path.name.partition("_")[0] for path in SCRIPTS.glob("[0-9]*_*.py"))


def current(engine: Engine) -> str | None:
    """Return the revision of a database; None where there is nothing, or nothing of ours."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
