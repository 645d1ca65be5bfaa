"""What the end-to-end tests share: how processes are started, and a world for each test."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.processes import Interpreter, Zygote, zygote
from tests.e2e.world import World, world
from tests.postgres import Server


DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def quick(warm_python: Path) -> Iterator[Zygote]:
    """Start the service by forking: for tests that start it often."""
    with zygote(warm_python) as ready:
        yield ready


@pytest.fixture
async def quick_world(tmp_path: Path, quick: Zygote, migrated: Path) -> AsyncIterator[World]:
    """A world whose service starts at once, and whose minutes take a second."""
    async with world(tmp_path, quick) as made:
        made.lay(migrated)
        made.turn_clock("2026-03-02T08:00:00+00:00")
        yield made


@pytest.fixture(params=DATABASES)
async def any_world(
    request: pytest.FixtureRequest, tmp_path: Path, quick: Zygote, migrated: Path
) -> AsyncIterator[World]:
    """The same on every kind of database."""
    with ExitStack() as stack:
        url = None
        if request.param == "postgresql":
            server: Server = request.getfixturevalue("postgres")
            url = stack.enter_context(server.database(request.getfixturevalue("template")))
        async with world(tmp_path, quick, url) as made:
            if url is None:
                made.lay(migrated)
            made.turn_clock("2026-03-02T08:00:00+00:00")
            yield made


@pytest.fixture
async def real_world(tmp_path: Path) -> AsyncIterator[World]:
    """A world whose service is started as a user starts it, at the time of day."""
    async with world(tmp_path, Interpreter()) as made:
        yield made
