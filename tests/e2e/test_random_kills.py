"""The service is killed at random moments while it is busy; nothing is lost, nothing told twice.

Thirty kills here, on each kind of database half of them; `make prove` asks for hundreds
(`WIREWATCH_PROVE_KILLS`), fifty to a world, with a seed of its own (`WIREWATCH_PROVE_SEED`). It is
printed, so that a run can be repeated.
"""

import asyncio
import random

import pytest

from service.settings import environment
from tests.e2e.world import World


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")

KILLS = int(environment().get("WIREWATCH_PROVE_KILLS", "30")) // 2
"""On each kind of database."""
SEED = environment().get("WIREWATCH_PROVE_SEED", "2026")
IN_A_WORLD = 50


@pytest.mark.parametrize("number", range(-(-KILLS // IN_A_WORLD)))
async def test_random_kills_lose_nothing_and_tell_nothing_twice(
    any_world: World, number: int
) -> None:
    """Stories keep coming, the process keeps dying; in the end each was told once, everywhere."""
    world, chance = any_world, random.Random(f"{SEED}/{number}")
    kills = min(KILLS - number * IN_A_WORLD, IN_A_WORLD)
    for _ in range(kills):
        process = world.start()
        await publish_for(world, chance, chance.uniform(0.1, 3))
        await world.kill(process)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    world.check()
    told = len(world.published)
    print(f"seed {SEED}: {kills} kills, {told} stories, {world.repeated} messages came again")  # noqa: T201 - for `make prove`


async def publish_for(world: World, chance: random.Random, seconds: float) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        world.publish(len(world.published) + 1)
        await asyncio.sleep(chance.uniform(0.05, 0.4))
