"""Where the rows are: a file of SQLite, or a PostgreSQL server."""

from typing import Protocol

from sqlalchemy import Engine


class Database(Protocol):
    """One of the two; its text names it without secrets."""

    def exists(self) -> bool:
        """Tell whether there is anything to read. Raises `StoreError` where nobody answers."""

    def writer(self) -> Engine:
        """Connect for writing: each transaction holds the one write lock from its begin."""

    def reader(self) -> Engine:
        """Connect for reading: each transaction sees one moment and can write nothing."""

    def fold(self, writer: Engine) -> None:
        """Put in order what only the writer can, between transactions."""

    def damage(self, engine: Engine) -> str | None:
        """Look it over as far as a start has time for; say what is broken, None if nothing is."""
