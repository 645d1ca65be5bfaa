"""One transaction at a time, whichever database it is.

A unit of work is a plain function `f(connection, …)`; `Store.write` and `Store.read` run it in a
thread, in a transaction. There is one writer, a thread of its own, and a few readers. Units that
wait for the writer at the same time share a transaction, and with it one trip to the disk: none of
them is done before all of it is committed. One that fails takes nothing with it: the others begin
again, each in a transaction of its own.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
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


_Outcome = tuple["asyncio.Future[Any]", Any, BaseException | None]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Work that waits for the writer, and who waits for it."""

    work: Callable[[Connection], Any]
    done: "asyncio.Future[Any]"


class Store:
    """The database, as the pipeline sees it."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        self.database = database
        self._writer = database.reader() if read_only else database.writer()
        self._reader = database.reader()
        self._units: deque[_Unit] = deque()
        self._is_called = False
        """The writer has been told that somebody waits, and has not looked yet."""
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._reading = ThreadPoolExecutor(_READERS, thread_name_prefix="store-read")

    async def write(
        self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work` in a transaction, after all writes that came before. Raises `StoreError`.

        It may be run a second time, if the first one was rolled back.
        """
        waits = asyncio.get_running_loop().create_future()
        self._units.append(_Unit(lambda connection: work(connection, *args, **kwargs), waits))
        if not self._is_called:
            self._is_called = True
            self._writing.submit(self._commit_waiting)
        # A transaction that has begun is never abandoned half way: the caller may be cancelled,
        # the work is not.
        done: T = await asyncio.shield(waits)
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
        """Commit what waits; what came after this look has called again."""
        self._is_called = False
        while self._units and not self._is_called:
            self._commit_some()

    def _commit_some(self) -> None:
        """Commit what waits, in its order, in one transaction."""
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
            _tell([(unit.done, result, None) for unit, result in zip(units, results, strict=True)])

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
            _tell([(unit.done, result, None)])


def _tell_all(units: Iterable[_Unit], error: BaseException) -> None:
    """Let all who wait know; each gets an error of its own, as it is raised anew."""
    for unit in units:
        told = error
        if isinstance(error, SQLAlchemyError):
            told = translated(error)
            told.__cause__ = error
        _tell([(unit.done, None, told)])


def _tell(outcomes: Sequence[_Outcome]) -> None:
    """Wake who waits, all at once: each call into the loop's thread has its price."""
    loop = outcomes[0][0].get_loop()
    with suppress(RuntimeError):  # the loop is closed: nobody waits any more
        loop.call_soon_threadsafe(_settle, outcomes)


def _settle(outcomes: Sequence[_Outcome]) -> None:
    for done, result, error in outcomes:
        if done.done():
            continue  # the loop is ending
        if error is None:
            done.set_result(result)
        else:
            done.set_exception(error)
