"""A migrated database for every test; the same tests run on every kind of database."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection, Engine, inspect

from service.store.database import Database
from service.store.engine import Store
from service.store.postgres import read_url
from service.store.sqlite import SqliteFile
from tests.postgres import Server


DATABASES = ("sqlite", "postgresql")

Copy = Callable[[Path], AbstractContextManager[Database]]
"""Gives a migrated database for as long as it is wanted; a file would lie in that folder."""


@pytest.fixture(scope="session", params=DATABASES)
def copies(request: pytest.FixtureRequest) -> Copy:
    """Migrate once; every test gets a copy."""
    if request.param == "sqlite":
        path = cast("Path", request.getfixturevalue("migrated"))

        @contextmanager
        def file(folder: Path) -> Iterator[Database]:
            shutil.copy(path, folder / "wirewatch.db")
            yield SqliteFile(folder / "wirewatch.db")

        return file
    server = cast("Server", request.getfixturevalue("postgres"))
    template = cast("str", request.getfixturevalue("template"))

    @contextmanager
    def database(_: Path) -> Iterator[Database]:
        with server.database(template) as url:
            yield read_url(url)

    return database


@pytest.fixture
def database(copies: Copy, tmp_path: Path) -> Iterator[Database]:
    with copies(tmp_path) as made:
        yield made


@pytest.fixture
def file(migrated: Path, tmp_path: Path) -> SqliteFile:
    """For what only a file of SQLite can do."""
    return SqliteFile(Path(shutil.copy(migrated, tmp_path / "wirewatch.db")))


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """For the transactions of one writer."""
    engine = database.writer()
    yield engine
    engine.dispose()


@pytest.fixture
def reading(database: Database) -> Iterator[Engine]:
    """For snapshots that cannot write."""
    engine = database.reader()
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def shared(copies: Copy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine for all tests that commit nothing: it has compiled their statements before."""
    with copies(tmp_path_factory.mktemp("shared")) as made:
        engine = made.writer()
        yield engine
        engine.dispose()


@pytest.fixture
def connection(shared: Engine) -> Iterator[Connection]:
    """One transaction that lasts as long as the test, and leaves nothing."""
    with shared.connect() as connection, connection.begin() as transaction:
        if connection.dialect.name == "postgresql":  # numbers are not rolled back there
            for name in inspect(connection).get_sequence_names():
                connection.exec_driver_sql(f"ALTER SEQUENCE {name} RESTART")
        yield connection
        transaction.rollback()


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    store = Store(database)
    yield store
    store.close()
