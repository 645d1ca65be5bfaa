"""What tests of several parts together share: a newsroom, and a user's folder."""

import logging
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio
import structlog

from service.app.places import DATABASE
from service.store.database import Database
from service.store.engine import Store
from service.store.postgres import read_url
from service.store.sqlite import SqliteFile
from tests.integration.newsroom import Newsroom
from tests.integration.place import CONFIG, SOURCES, WATCHLIST, Place
from tests.postgres import Server


@pytest.fixture(autouse=True)
def events() -> Iterator[list[structlog.typing.EventDict]]:
    """Give what the service said about itself; nothing is printed.

    What a command or a reload sets up for the whole process is undone.
    """
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    with structlog.testing.capture_logs() as captured:
        yield captured
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session", autouse=True)
def interpreter(warm_python: Path) -> Iterator[None]:
    """Let services start their nurseries with a Python that has them ready."""
    usual, sys.executable = sys.executable, str(warm_python)
    yield
    sys.executable = usual


@pytest_asyncio.fixture
async def room(migrated: Path, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Give a newsroom with one stream, `desk`, and no source yet."""
    path = tmp_path / "wirewatch.db"
    shutil.copy(migrated, path)
    store = Store(SqliteFile(path))
    newsroom = Newsroom(store, tmp_path)
    await newsroom.configure()
    yield newsroom
    store.close()


@pytest_asyncio.fixture(params=["sqlite", "postgresql"])
async def either_room(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Newsroom]:
    """Give a newsroom over each kind of database."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            shutil.copy(request.getfixturevalue("migrated"), tmp_path / "wirewatch.db")
            database: Database = SqliteFile(tmp_path / "wirewatch.db")
        else:
            server = cast("Server", request.getfixturevalue("postgres"))
            url = stack.enter_context(server.database(request.getfixturevalue("template")))
            database = read_url(url)
        store = Store(database)
        stack.callback(store.close)
        newsroom = Newsroom(store, tmp_path)
        await newsroom.configure()
        yield newsroom


@pytest.fixture
def bare(tmp_path: Path) -> Place:
    """Give a user's folder: one watchlist, a console and an outbox; nothing was run in it yet."""
    found = Place(folder=tmp_path)
    found.write(config=CONFIG, sources=SOURCES, desk=WATCHLIST)
    return found


@pytest.fixture
def place(bare: Place, migrated: Path) -> Place:
    """Give the same with an empty database, as a start would make it."""
    bare.data.mkdir(mode=0o700)
    shutil.copy(migrated, bare.data / DATABASE)
    return bare
