"""Orders from the command line to a service that runs in another process."""

import json

import pytest

from tests.e2e.world import WATCHLIST, World


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")

BODIES = "SELECT id, body, state FROM delivery WHERE channel = 'desk'"


async def test_a_dead_letter_is_sent_again_while_the_service_runs(any_world: World) -> None:
    """The mailbox is back: the mail comes, once, with the id and the bytes it died with."""
    world = any_world
    world.configure(config=world.config(to=["gone@example.org"]))
    world.publish(1, 2)
    process = world.start()
    await world.settle()
    dead = {row["id"]: row["body"] for row in world.rows(BODIES)}
    assert {row["state"] for row in world.rows(BODIES)} == {"dead"}
    world.post.back = True
    order = world.start("delivery", "replay", "--all-dead", "--channel", "desk")
    assert await order.wait() == 0, order.text
    assert order.text.count("sent again to gone@example.org by desk, now") == len(dead)
    await world.settle()
    again = world.start("delivery", "replay", *dead, "dl_none")
    assert await again.wait() == 1
    assert again.text.count("it is no dead letter (sent)") == len(dead)
    assert "dl_none: no such delivery" in again.text
    assert await process.stop() == 0
    assert world.post.counts == dict.fromkeys(dead, 1)
    assert {one.id: one.body for one in world.post.taken} == dead
    world.check()


async def test_reload_and_poll_while_the_service_runs(quick_world: World) -> None:
    """A rule that was broken is told with its place; a source is looked at at once."""
    world = quick_world
    process = await world.started()
    await world.until((world.data / "control.sock").is_socket, "the socket for orders")
    world.configure(watchlist_soon="watchlist: soon\nrules:\n  - (arms transfer\n")
    order = world.start("reload")
    assert await order.wait() == 1
    assert "soon.yaml:3:5: '(' is never closed" in order.text
    world.configure()
    order = world.start("reload", "--json")
    assert await order.wait() == 0, order.text
    assert json.loads(order.text) == {"status": "ok", "problems": []}
    world.publish(1)
    order = world.start("source", "poll", "wire")
    assert await order.wait() == 0, order.text
    await world.settle()
    assert await process.stop() == 0
    world.check()


async def test_a_killed_service_leaves_a_socket_that_troubles_nobody(any_world: World) -> None:
    """Orders find no service behind it and take the lock; the next service opens it anew."""
    world = any_world
    world.configure(
        config=world.config(to=["gone@example.org"]),
        watchlist_daily=WATCHLIST.format(name="daily"),
    )
    world.publish(1)
    process = world.start()
    await world.settle()
    await world.kill(process)
    assert (world.data / "control.sock").is_socket()
    order = world.start("delivery", "replay", "--all-dead")
    assert await order.wait() == 0, order.text
    assert "sent again to gone@example.org by desk, as soon as the service runs" in order.text
    world.post.back = True
    process = await world.started()
    await world.settle()
    assert await process.stop() == 0
    assert not (world.data / "control.sock").exists()
    world.check()
