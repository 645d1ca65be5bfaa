"""Handing jobs to workers, keeping the time, and killing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from service.errors import ParseError, ParseTimeoutError
from service.sandbox.confinement import Confinement, held
from service.sandbox.contract import LARGEST, Contract, contract_of
from service.sandbox.nursery import Nursery
from service.sandbox.worker import OUT_OF_MEMORY, STARTED


T = TypeVar("T")
R = TypeVar("R")

MIB = 1024 * 1024
TRIES = 3
"""Workers that may be lost before a job has begun, until we believe that it cannot be done."""
STARTING = 30.0
"""Seconds until a worker has taken a job; the first one imports the parsers."""
JOBS = 500
"""After so many a worker is replaced: libraries leak."""


class Sandbox:
    """Calls functions in processes that can be killed.

    At most `workers` at once, started when needed, stopped after `idle` seconds without work; each
    with `memory` bytes of address space. `preload` names modules, or functions as `module:name`, that
    all workers should find imported.
    """

    def __init__(
        self,
        *,
        workers: int = 2,
        memory: int = 768 * MIB,
        idle: float = 60.0,
        preload: Sequence[str] = (),
    ) -> None:
        self._slots = asyncio.Semaphore(workers)
        self._nursery = Nursery(memory=memory, preload=preload)
        self._idle_seconds = idle
        self._idle: list[Worker] = []
        self._closed = False

    async def call(self, function: Callable[..., T], *args: object, seconds: float) -> T:
        """Call an importable function with values of its annotated types, in a worker.

        `seconds` is the wall time of the work alone. Raises the `ParseError` that the function
        raised, `ParseTimeoutError` when time or memory ran out, and `ParseError` with
        `parser_failed` or `parser_died` for whatever else went wrong over there.
        """
        (result,) = await self.call_each(function, [args], seconds=seconds)
        if isinstance(result, ParseError):
            raise result
        return result

    async def call_each(
        self, function: Callable[..., T], calls: Sequence[Sequence[object]], *, seconds: float
    ) -> list[T | ParseError]:
        """Call a function several times in one trip to a worker; `seconds` is the time of each call.

        Results in order, an error in the place of the call that failed. A call that hangs or kills
        the worker fails alone: those after it go to another worker.
        """
        contract: Contract[T] = contract_of(function, len(calls[0]))
        jobs = await asyncio.to_thread(_each, contract.pack_job, calls)
        sound = [job for job in jobs if not isinstance(job, ParseError)]
        answers = iter(await self._run(sound, seconds))
        outcomes = [job if isinstance(job, ParseError) else next(answers) for job in jobs]
        return await asyncio.to_thread(_each, contract.unpack_result, outcomes)

    async def confinement(self) -> Confinement:
        """Tell what the kernel keeps a worker from, as a worker found it; raises `ParseError`."""
        return await self.call(held, seconds=STARTING)

    async def close(self) -> None:
        """End every worker; calls under way end with `parser_died`."""
        self._closed = True
        while self._idle:
            self._end(self._idle.pop())
        await self._nursery.stop()

    async def _run(self, jobs: Sequence[bytes], seconds: float) -> list[bytes | ParseError]:
        answers: list[bytes | ParseError] = []
        while len(answers) < len(jobs):
            async with self._slots:  # after each failure others have their turn
                answers += await self._serve(jobs[len(answers) :], seconds)
        return answers

    async def _serve(self, jobs: Sequence[bytes], seconds: float) -> list[bytes | ParseError]:
        """Have a worker do what it can of the jobs; at least the first is answered."""
        for _ in range(TRIES):
            worker = await self._take()
            try:
                if answers := await worker.work(jobs, seconds):
                    return answers
            finally:  # also when cancelled: a late answer must not reach the next caller
                self._give_back(worker)
        self._nursery.dismiss()
        return [ParseError("parser_died", "no worker process took the job")]

    async def _take(self) -> "Worker":
        if self._closed:
            raise RuntimeError("the sandbox is closed")
        while self._idle:
            worker = self._idle.pop()
            worker.rest(None)
            if worker.alive:
                return worker
            self._end(worker)
        ident, line = await self._nursery.fork()
        try:
            streams = await asyncio.open_connection(sock=line)
        except BaseException:
            line.close()
            self._nursery.kill(ident)
            raise
        return Worker(ident, streams, self._nursery.end_of)

    def _give_back(self, worker: "Worker") -> None:
        if not worker.fit or self._closed:
            self._end(worker)
            return
        loop = asyncio.get_running_loop()
        worker.rest(loop.call_later(self._idle_seconds, self._expire, worker))
        self._idle.append(worker)

    def _expire(self, worker: "Worker") -> None:
        self._idle.remove(worker)
        self._end(worker)
        if self._nursery.empty:
            self._nursery.dismiss()  # the parsers take memory there, too

    def _end(self, worker: "Worker") -> None:
        worker.hang_up()
        self._nursery.kill(worker.ident)


class Worker:
    """Our end of the line to a worker."""

    def __init__(
        self,
        ident: int,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        end_of: Callable[[int], Awaitable[str]],
    ) -> None:
        self.ident = ident
        self._reader, self._writer = streams
        self._end_of = end_of
        self._timer: asyncio.TimerHandle | None = None
        self._jobs = 0
        self._under_way = 0
        self._exhausted = False

    @property
    def fit(self) -> bool:
        """It may get other jobs: none is under way, and it has not grown old."""
        return not self._under_way and self._jobs < JOBS and not self._exhausted

    @property
    def alive(self) -> bool:
        return not self._reader.at_eof()

    def rest(self, timer: asyncio.TimerHandle | None) -> None:
        """Wait for a job until the timer strikes; None: the waiting is over."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = timer

    def hang_up(self) -> None:
        self.rest(None)
        self._writer.transport.abort()

    async def work(self, jobs: Sequence[bytes], seconds: float) -> list[bytes | ParseError]:
        """Do jobs one after another, until one goes wrong; no answer: not even one was begun."""
        answers: list[bytes | ParseError] = []
        self._hand_over(jobs)
        while len(answers) < len(jobs) and await self._begins():
            try:
                answers.append(await self._finish(seconds))
            except ParseError as error:
                return [*answers, error]
        return answers

    def _hand_over(self, jobs: Sequence[bytes]) -> None:
        """Write all of them; nothing waits, as the worker answers before it has read them all."""
        self._under_way = len(jobs)
        for job in jobs:
            self._writer.writelines((len(job).to_bytes(4), job))

    async def _begins(self) -> bool:
        """Wait for the next job to be begun; False if the worker ended before it had the whole of it."""
        try:
            async with asyncio.timeout(STARTING):
                return await self._reader.readexactly(len(STARTED)) == STARTED
        except (OSError, asyncio.IncompleteReadError):  # TimeoutError is an OSError
            return False

    async def _finish(self, seconds: float) -> bytes:
        """Wait for the answer, so long and no longer."""
        try:
            async with asyncio.timeout(seconds):
                answer = await self._answer()
        except TimeoutError:
            raise ParseTimeoutError("parse_timeout", f"not done after {seconds:g} s") from None
        except (OSError, asyncio.IncompleteReadError):
            raise ParseError("parser_died", await self._end_of(self.ident)) from None
        self._jobs += 1
        self._under_way -= 1
        self._exhausted = answer == OUT_OF_MEMORY
        return answer

    async def _answer(self) -> bytes:
        size = int.from_bytes(await self._reader.readexactly(4))
        if size > LARGEST + 1:
            raise ParseError("too_large", f"the worker offers {size} bytes")
        return await self._reader.readexactly(size)


def _each(work: Callable[[T], R], items: Sequence[T | ParseError]) -> list[R | ParseError]:
    """Do the work for every item; a failure stays in its place."""
    return [item if isinstance(item, ParseError) else _tried(work, item) for item in items]


def _tried(work: Callable[[T], R], item: T) -> R | ParseError:
    try:
        return work(item)
    except ParseError as error:
        return error
