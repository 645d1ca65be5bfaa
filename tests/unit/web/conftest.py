"""A store with nothing in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.engine import Store
from service.store.sqlite import SqliteFile


@pytest.fixture
def store(migrated: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "wirewatch.db"
    shutil.copy(migrated, path)
    store = Store(SqliteFile(path))
    yield store
    store.close()
