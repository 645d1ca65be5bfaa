"""What all tests share: a PostgreSQL server, started when the first test wants it."""

from collections.abc import Iterator

import pytest

from tests.postgres import Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as ready:
        yield ready
