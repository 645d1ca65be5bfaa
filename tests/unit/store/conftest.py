"""A migrated database for every test; the same tests run on every database that is listed here."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from service.store.engine import Store, reader_engine, writer_engine
from service.store.migrate import migrate


DATABASES = ("sqlite",)


@pytest.fixture(scope="session", params=DATABASES)
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate once; every test gets a copy."""
    path = tmp_path_factory.mktemp(request.param) / "template.db"
    engine = writer_engine(path)
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "wirewatch.db"
    shutil.copy(template, path)
    return path


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    """For the transactions of one writer."""
    engine = writer_engine(database)
    yield engine
    engine.dispose()


@pytest.fixture
def reading(database: Path) -> Iterator[Engine]:
    """For snapshots that cannot write."""
    engine = reader_engine(database)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def shared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine for all tests that commit nothing: it has compiled their statements before."""
    path = tmp_path_factory.mktemp("shared") / "wirewatch.db"
    shutil.copy(template, path)
    engine = writer_engine(path)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(shared: Engine) -> Iterator[Connection]:
    """One transaction that lasts as long as the test, and leaves nothing."""
    with shared.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    store = Store(database)
    yield store
    store.close()
