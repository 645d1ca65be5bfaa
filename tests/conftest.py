"""What all tests share: names and an order, and a PostgreSQL server that starts when it is wanted."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from service.store.database import Database
from service.store.migrate import migrate
from service.store.postgres import read_url
from service.store.sqlite import SqliteFile
from tests.postgres import Server, server
from tests.warm import warm


LONG = ("test_crash_points.py", "test_random_kills.py")

GZIP = b"\x1f\x8b"

settings.register_profile("ours", deadline=None)  # a machine may be busy: no test is about time
settings.load_profile("ours")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name packed bytes by their place: in them is the second in which a process packed them.

    Processes that test side by side must know each test by one name.
    """
    return argname if isinstance(val, bytes) and val.startswith(GZIP) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: side by side, all processes end at about one time.

    Among the others chance decides, as before.
    """
    items.sort(key=lambda item: _turn(item.path))


def _turn(path: Path) -> tuple[bool, bool, bool]:
    return path.name not in LONG, "e2e" not in path.parts, "integration" not in path.parts


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as ready:
        yield ready


def _migrate(database: Database) -> None:
    engine = database.writer()
    migrate(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with all tables and nothing in them, to be copied; Alembic is slow."""
    path = tmp_path_factory.mktemp("migrated") / "wirewatch.db"
    _migrate(SqliteFile(path))
    return path


@pytest.fixture(scope="session")
def template(postgres: Server) -> Iterator[str]:
    """Give the same of PostgreSQL."""
    with postgres.database() as url:
        _migrate(read_url(url))
        yield url


@pytest.fixture(scope="session")
def warm_python() -> Iterator[Path]:
    """Give a Python that has the sandbox's nursery ready."""
    with tempfile.TemporaryDirectory(prefix="wirewatch-") as folder, warm(Path(folder)) as python:
        yield python
