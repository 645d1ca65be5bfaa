"""A migrated database; Alembic is slow, so it runs once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.engine import Store
from service.store.migrate import migrate
from service.store.sqlite import SqliteFile


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "wirewatch.db"
    engine = SqliteFile(path).writer()
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "wirewatch.db"
    shutil.copy(empty, path)
    store = Store(SqliteFile(path))
    yield store
    store.close()
