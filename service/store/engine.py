"""One transaction at a time, whichever database it is.

A unit of work is a plain function `f(connection, …)`; `Store.write` and `Store.read` run it in a
thread, in one transaction. There is one writer, a thread of its own, and a few readers.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from service.store.database import Database
from service.store.faults import translated


P = ParamSpec("P")
T = TypeVar("T")

_READERS = 3


class Store:
    """The database, as the pipeline sees it."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        self.database = database
        self._writer = database.reader() if read_only else database.writer()
        self._reader = database.reader()
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._reading = ThreadPoolExecutor(_READERS, thread_name_prefix="store-read")

    async def write(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` in one transaction, after all writes that came before. Raises `StoreError`."""
        return await self._run(self._writing, self._writer, lambda c: work(c, *args, **kwargs))

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` on one snapshot. Raises `StoreError`."""
        return await self._run(self._reading, self._reader, lambda c: work(c, *args, **kwargs))

    async def _run(
        self, threads: ThreadPoolExecutor, engine: Engine, work: Callable[[Connection], T]
    ) -> T:
        def transact() -> T:
            try:
                with engine.begin() as connection:
                    return work(connection)
            except SQLAlchemyError as error:
                raise translated(error) from error

        # A transaction that has begun is never abandoned half way: the caller may be cancelled,
        # the work is not.
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(threads, transact))

    async def maintain(self) -> None:
        """Put the database in order, between transactions, on the one writer."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writing, self.database.fold, self._writer)

    def close(self) -> None:
        """Finish what is queued, then let go of the database."""
        self._writing.shutdown(wait=True)
        self._reading.shutdown(wait=True)
        self._reader.dispose()
        self._writer.dispose()
