"""Files change and signals come while the service polls: nothing is lost, and nothing told twice."""

import asyncio
import signal

import pytest

from service.settings import load_sources
from tests.e2e.world import World
from tests.servers import Answer, http_server, routes


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")

LEAVE = ("--allow-network", "127.0.0.0/8")


def rss(title: str) -> Answer:
    """Give a feed with one report that concerns nobody."""
    item = f"<item><guid>{title}</guid><title>The weather of {title}</title></item>"
    body = f'<rss version="2.0"><channel><title>{title}</title>{item}</channel></rss>'
    return 200, {}, body.encode()


async def test_a_storm_of_signals(quick_world: World) -> None:
    """Fifty in a second, while feeds are asked and digests told: the service goes on."""
    world = quick_world
    process = await world.started()
    for number in range(50):
        if number % 10 == 0:
            world.publish(number + 1, number + 2)
        process.signal(signal.SIGHUP)
        await asyncio.sleep(0.02)
    await world.settle()
    assert 1 <= process.text.count("config.reloaded") <= 50
    assert await process.stop() == 0, process.text
    world.check()


async def test_sources_that_are_added_at_once(quick_world: World) -> None:
    """Four commands write one file while the service reads it: all sources are there, and asked."""
    world = quick_world
    process = await world.started()
    names = ("ash", "birch", "cedar")
    async with http_server(routes({f"/{name}": rss(name) for name in names})) as server:
        urls = [f"{server.url}/{name}" for name in (*names, "cedar")]
        orders = [world.start("source", "add", url, *LEAVE) for url in urls]
        world.publish(1, 2)
        codes = [await order.wait() for order in orders]
        assert sorted(codes) == [0, 0, 0, 1], [order.text for order in orders]
        assert sum("followed already" in order.text for order in orders) == 1
        sources, problems = load_sources(world.folder / "config" / "sources.yaml", {})
        assert not problems
        added = {one.id: str(one.options.get("url")) for one in sources[2:]}
        assert sorted(added.values()) == sorted({*urls})
        asked = "SELECT id FROM source WHERE last_success_at IS NOT NULL"
        await world.until(
            lambda: set(added) <= {row["id"] for row in world.rows(asked)}, "all of them asked"
        )
        await world.settle()
        assert await process.stop() == 0, process.text
    world.check()
