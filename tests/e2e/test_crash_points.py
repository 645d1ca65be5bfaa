"""The service is killed at each named point; afterwards nothing is lost and nothing told twice.

Every point on SQLite; on PostgreSQL those whose transactions, locks or sessions it does in a way of its
own, and all of them where `WIREWATCH_PROVE_DATABASES` asks for both (`make prove`). Two worlds run at a time, and ahead of the tests that ask how they fared: most of such a run is
waiting for parsers to be imported.
"""

import asyncio
import itertools
import signal
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from service.crash import POINTS
from service.settings import environment
from tests.e2e.processes import Process, Zygote
from tests.e2e.world import World, world
from tests.postgres import Server


pytestmark = [
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*"),
    pytest.mark.asyncio(loop_scope="module"),
]

HITS = int(environment().get("WIREWATCH_PROVE_HITS", "1"))
"""Kill at so many hits of each point: the first, the second, …"""
ONCE = ("store.migrating", "store.checkpoint", "config.reloading", "stop.draining")
"""Reached once in the life of a process."""
ON_THE_WIRE = ("send.connected", "send.half_sent", "send.all_sent", "send.reply_read")
"""Reached by webhook and mail at once: the second hit is the other one's."""
LATE = ("send.all_sent", "send.reply_read", "settle.open", "settle.committed", *ONCE[1:])
"""Where something may have arrived that is not yet written down as sent."""
ITS_OWN_WAY = (
    "ingest.open",
    "group.open",
    "compose.before_commit",
    "send.all_sent",
    "settle.open",
    "store.migrating",
)
"""On PostgreSQL in the usual run."""
NO_SUCH_POINT = ("store.checkpoint",)
"""On PostgreSQL."""
PROVEN = environment().get("WIREWATCH_PROVE_DATABASES", "sqlite").split()


def runs_of(points: Iterable[str]) -> list[str]:
    return [
        f"{point}:{hit}"
        for point in points
        for hit in range(
            1, 1 + (1 if point in ONCE else max(HITS, 2) if point in ON_THE_WIRE else HITS)
        )
    ]


RUNS = [
    *(f"sqlite/{run}" for run in runs_of(POINTS)),
    *(
        f"postgresql/{run}"
        for run in (
            runs_of(point for point in POINTS if point not in NO_SUCH_POINT)
            if "postgresql" in PROVEN
            else [f"{point}:1" for point in ITS_OWN_WAY]
        )
    ),
]

Runs = dict[str, "asyncio.Task[World]"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def runs(
    request: pytest.FixtureRequest,
    quick: Zygote,
    postgres: Server,
    template: str,
    migrated: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Runs]:
    """Begin every run that was asked for, two at a time."""
    wanted = [
        str(item.callspec.params["run"])
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.path == Path(__file__)
    ]
    places = asyncio.Semaphore(2)

    async def begin(run: str) -> World:
        kind, _, point = run.partition("/")
        async with places, AsyncExitStack() as stack:
            new = point.startswith("store.migrating")
            url = None
            if kind == "postgresql":
                url = stack.enter_context(postgres.database(None if new else template))
            made = await stack.enter_async_context(
                world(tmp_path_factory.mktemp("world"), quick, url)
            )
            if not (url or new):
                made.lay(migrated)
            await crash(made, point)
            made.check()
            return made

    tasks = {run: asyncio.create_task(begin(run)) for run in wanted}
    yield tasks
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)


async def crash(world: World, run: str) -> None:
    """Kill at one point; publish something while it is down; start again, and let it finish."""
    upkeep = run.startswith("store.checkpoint")  # ten minutes after the start
    world.turn_clock("2026-03-02T08:00:00+00:00", speed=300 if upkeep else 60)
    world.publish(1, 2, 3, 4)
    dying = world.start(crash=run)
    numbers = itertools.count(5)
    while dying.code() is None:
        await asyncio.sleep(0.5)
        world.publish(next(numbers))
        if world.hook.taken:
            lead(world, dying, run.partition(":")[0])
    assert dying.code() == -signal.SIGKILL, dying.text
    world.note_leases()
    world.turn_clock("2026-03-02T12:00:00+00:00")
    world.publish(next(numbers), next(numbers))
    process = world.start()
    await world.settle()
    assert await process.stop() == 0, process.text


def lead(world: World, process: Process, point: str) -> None:
    """Lead a process that is at work to where it would not come by itself."""
    match point:
        case "stop.draining":
            process.signal(signal.SIGTERM)
        case "config.reloading":
            world.configure(names="envoys: [envoys, ambassadors]\n")


@pytest.mark.parametrize("run", RUNS)
async def test_a_kill_loses_nothing_and_tells_nothing_twice(runs: Runs, run: str) -> None:
    """Whatever it was doing, the next start takes it up; stories that came meanwhile, too."""
    world = await runs[run]
    point, _, hit = run.partition("/")[2].partition(":")
    if hit == "1" and point not in LATE:
        assert world.repeated == 0
