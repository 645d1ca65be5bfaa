"""Receivers that are away, busy, particular or forgetful: nothing is lost, nothing told twice."""

import pytest

from tests.e2e.world import World


pytestmark = pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*")

TRIED = "SELECT 1 FROM delivery WHERE channel = 'desk' AND state = 'retry'"


async def test_a_mail_server_that_was_away_gets_everything_once(any_world: World) -> None:
    """Its mails wait and come when it is back; the webhook has noticed nothing."""
    world = any_world
    await world.post.close()
    world.publish(1, 2, 3, 4)
    process = world.start()
    await world.until(lambda: world.has_tables and world.rows(TRIED), "a first try by mail")
    await world.until(lambda: "sent" in world.deliveries("hook").values(), "the webhook")
    assert not world.post.taken
    await world.post.open()
    await world.settle()
    assert await process.stop() == 0
    world.check()
    assert world.repeated == 0


async def test_mails_outlive_an_outage_and_a_restart(any_world: World) -> None:
    """A day without mail server, and the process stopped meanwhile: then each mail comes, once."""
    world = any_world
    await world.post.close()
    world.publish(1, 2)
    process = world.start()
    await world.until(lambda: world.has_tables and world.rows(TRIED), "a first try by mail")
    assert await process.stop() == 0
    world.turn_clock("2026-03-03T09:00:00+00:00")
    await world.post.open()
    world.publish(3)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    world.check()


async def test_one_refused_recipient_keeps_nobody_from_his_mail(any_world: World) -> None:
    """The server says 550 to one: that delivery is dead, with the reason; the other has it."""
    world = any_world
    world.configure(config=world.config(to=["gone@example.org", "ann@example.org"]))
    world.publish(1)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    assert world.deliveries("desk") == {"gone@example.org": "dead", "ann@example.org": "sent"}
    details = world.rows("SELECT detail FROM delivery WHERE state = 'dead'")
    assert all("550 5.1.1 no such user" in row["detail"] for row in details)
    assert {one.recipient for one in world.post.taken} == {"ann@example.org"}
    assert set(world.post.counts.values()) == {1}


async def test_a_webhook_that_fails_is_asked_again(any_world: World) -> None:
    """After a 500 the same digest comes again under its id; the mail was not held up."""
    world = any_world
    world.hook.plan.append(500)
    world.publish(1)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    world.check()
    assert world.repeated == 0
    assert world.hook.asked == len(world.hook.taken) + 1


async def test_a_lost_reply_costs_a_repetition_and_no_byte_differs(any_world: World) -> None:
    """The receiver took it and its reply was lost: it comes again, same id, same body."""
    world = any_world
    world.hook.plan.append("lost")
    world.publish(1)
    process = world.start()
    await world.settle()
    assert await process.stop() == 0
    ident = world.hook.taken[0].id
    assert world.hook.counts[ident] == 2
    world.leased[ident] += 1  # this one may come again; `check` sees to it that nothing differs
    world.check()
    assert world.repeated == 1
