"""One transaction at a time, whichever database it is.

A unit of work is a plain function `f(connection, …)`; `Store.write` and `Store.read` run it in a
thread, in a transaction. There is one writer, a thread of its own, and a few readers. Units that
wait for the writer at the same time share a transaction, and with it one trip to the disk: none of
them is done before all of it is committed. One that fails takes nothing with it: the others begin
again, each in a transaction of its own.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from service.store.database import Database
from service.store.faults import translated


P = ParamSpec("P")
T = TypeVar("T")

_READERS = 3
TOGETHER, TOGETHER_SECONDS = 50, 0.05
"""So many units share a transaction, as long as none before has taken its time."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """Work that waits for the writer, and who waits for it."""

    work: Callable[[Connection], Any]
    done: "Future[Any]" = field(default_factory=Future)


class Store:
    """The database, as the pipeline sees it."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        self.database = database
        self._writer = database.reader() if read_only else database.writer()
        self._reader = database.reader()
        self._units: deque[_Unit] = deque()
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._reading = ThreadPoolExecutor(_READERS, thread_name_prefix="store-read")

    async def write(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` in a transaction, after all writes that came before. Raises `StoreError`.

        It may be run a second time, if the first one was rolled back.
        """
        unit = _Unit(lambda connection: work(connection, *args, **kwargs))
        unit.done.set_running_or_notify_cancel()  # it cannot be called off
        self._units.append(unit)
        self._writing.submit(self._commit_waiting)
        # A transaction that has begun is never abandoned half way: the caller may be cancelled,
        # the work is not.
        done: T = await asyncio.shield(asyncio.wrap_future(unit.done))
        return done

    async def read(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` on one snapshot. Raises `StoreError`."""

        def look() -> T:
            try:
                with self._reader.begin() as connection:
                    return work(connection, *args, **kwargs)
            except SQLAlchemyError as error:
                raise translated(error) from error

        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._reading, look))

    def _commit_waiting(self) -> None:
        """Commit what waits, in its order, in one transaction."""
        if not self._units:  # it went with what was before it
            return
        units = [self._units.popleft()]
        begun = 0
        results = []
        try:
            with self._writer.begin() as connection:
                for unit in self._with_more(units):
                    begun += 1
                    results.append(unit.work(connection))
        except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            if begun > 1 and len(results) < begun:
                _commit_each(self._writer, units)  # certainly rolled back
            else:
                _tell_all(units, error)
        else:
            for unit, result in zip(units, results, strict=True):
                unit.done.set_result(result)

    def _with_more(self, units: list[_Unit]) -> Iterator[_Unit]:
        """Give the first unit, and then, for a short time, what waits behind it."""
        until = monotonic() + TOGETHER_SECONDS
        yield units[0]
        while self._units and len(units) < TOGETHER and monotonic() < until:
            units.append(self._units.popleft())
            yield units[-1]

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


def _commit_each(engine: Engine, units: Iterable[_Unit]) -> None:
    for unit in units:
        try:
            with engine.begin() as connection:
                result = unit.work(connection)
        except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            _tell_all([unit], error)
        else:
            unit.done.set_result(result)


def _tell_all(units: Iterable[_Unit], error: BaseException) -> None:
    """Let all who wait know; each gets an error of its own, as it is raised anew."""
    for unit in units:
        if isinstance(error, SQLAlchemyError):
            told: BaseException = translated(error)
            told.__cause__ = error
            unit.done.set_exception(told)
        else:
            unit.done.set_exception(error)
