"""deliver: every recipient gets the frozen bytes, whatever becomes of the others."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from service.deliveries.settle import Policy
from service.errors import StoreError
from service.model import (
    ChannelName,
    DeliveryId,
    DeliveryState,
    Message,
    OnUncertain,
    Outcome,
    OutcomeKind,
)
from service.store import deliveries
from service.store.deliveries import Verdict
from service.store.engine import Store
from tests.fakes import ScriptedNotifier
from tests.integration.newsroom import DESK, Newsroom, feed, item


BUSY = Outcome(kind=OutcomeKind.RETRY, detail="the mailbox is busy")
DOWN = Outcome(kind=OutcomeKind.CHANNEL_DOWN, detail="the password is wrong")
NEVER = Outcome(kind=OutcomeKind.REFUSED, detail="no such mailbox")
PERHAPS = Outcome(kind=OutcomeKind.UNCERTAIN, detail="the line went dead")


@pytest.fixture
async def mail(room: Newsroom) -> ScriptedNotifier:
    """Give a channel with two recipients, and a digest that waits for both."""
    notifier = room.channels["mail"]
    notifier.recipients = ("a", "b")
    await room.configure()
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    await room.tell("desk")
    return notifier


async def states(room: Newsroom) -> dict[str, str]:
    return {name: str(one.state) for name, one in (await room.deliveries()).items()}


async def test_a_delivery_is_sent_once(room: Newsroom, mail: ScriptedNotifier) -> None:
    """Its bytes are those of the digest; a job that comes again finds nothing to do."""
    await room.deliver()
    await room.deliver()
    for message in mail.sent:
        await room.pipeline.deliver(message.id)
    assert sorted(message.recipient for message in mail.sent) == ["a", "b"]
    assert {message.body for message in mail.sent} == set(await room.column("delivery", "body"))
    assert await states(room) == {"a": "sent", "b": "sent"}
    assert await room.column("attempt", "outcome") == ["sent", "sent"]


async def test_one_that_fails_neither_holds_nor_repeats_another(
    room: Newsroom, mail: ScriptedNotifier
) -> None:
    """The other recipient has it at once, and once, however often this one is tried."""
    mail.says["a"] = BUSY
    for _ in range(3):
        await room.deliver()
        room.clock.forward(hours=1)
    mail.says.clear()
    await room.deliver()
    assert sorted(message.recipient for message in mail.sent) == ["a", "a", "a", "a", "b"]
    assert await states(room) == {"a": "sent", "b": "sent"}


async def test_a_retry_changes_no_byte(room: Newsroom, mail: ScriptedNotifier) -> None:
    """Every attempt has the id and the bytes of the first, whatever the templates say by now."""
    mail.says["a"] = BUSY
    for _ in range(3):
        await room.deliver()
        await room.configure(rules=[])
        room.clock.forward(hours=1)
    tries = [message for message in mail.sent if message.recipient == "a"]
    assert len({(message.id, message.body) for message in tries}) == 1
    assert [message.attempt for message in tries] == [1, 2, 3]


async def test_a_refusal_is_final(room: Newsroom, mail: ScriptedNotifier) -> None:
    """A mailbox that does not exist makes a dead letter with its reason."""
    mail.says["a"] = NEVER
    await room.deliver()
    found = (await room.deliveries())["a"]
    assert (found.state, found.detail) == (DeliveryState.DEAD, "refused: no such mailbox")


async def test_a_dead_letter_can_be_sent_again(room: Newsroom, mail: ScriptedNotifier) -> None:
    """Under the same id and with the same bytes."""
    mail.says["a"] = NEVER
    await room.deliver()
    (first,) = [message for message in mail.sent if message.recipient == "a"]
    mail.says.clear()
    (again,) = await room.store.write(deliveries.replay, [first.id], room.clock())
    assert again.verdict is Verdict.AGAIN
    await room.deliver()
    assert (mail.sent[-1].id, mail.sent[-1].body) == (first.id, first.body)


async def test_what_was_never_packed_cannot_be_sent_again(room: Newsroom) -> None:
    """There are no bytes to send."""
    room.channels["mail"].unpackable = {"reader"}
    await room.tell("desk")
    (found,) = (await room.deliveries()).values()
    (again,) = await room.store.write(deliveries.replay, [found.id], room.clock())
    assert (again.verdict, again.delivery) == (Verdict.NO_BYTES, found)


# --- the channel -------------------------------------------------------------------------------


async def test_a_channel_that_is_down_rests(
    room: Newsroom, mail: ScriptedNotifier, events: Any
) -> None:
    """One delivery an hour tries it, at no cost; once it works all go out at once."""
    mail.says = {"a": DOWN, "b": DOWN}
    await room.deliver()
    room.clock.forward(minutes=30)
    await room.deliver()
    assert len(mail.sent) == 1
    room.clock.forward(minutes=31)
    await room.deliver()
    assert len(mail.sent) == 2
    mail.says.clear()
    room.clock.forward(minutes=61)
    await room.deliver()
    await room.deliver()
    assert await states(room) == {"a": "sent", "b": "sent"}
    assert [one["event"] for one in events].count("channel.failed") == 2


async def test_a_job_that_was_queued_before_the_channel_failed_does_nothing(
    room: Newsroom, mail: ScriptedNotifier
) -> None:
    """A hundred waiting jobs must not all run against the wall that the first one found."""
    mail.says = {"a": DOWN, "b": DOWN}
    queued = [one.id for one in (await room.deliveries()).values()]
    for delivery_id in queued:
        await room.pipeline.deliver(delivery_id)
    assert len(mail.sent) == 1


async def test_a_channel_that_left_keeps_its_deliveries(
    room: Newsroom, mail: ScriptedNotifier
) -> None:
    """They wait until somebody brings it back."""
    in_force = room.pipeline.configuration
    room.pipeline.configuration = replace(in_force, channels={})
    await room.deliver()
    details = {one.detail for one in (await room.deliveries()).values()}
    assert details == {"", "channel down: the channel is no longer configured"}
    room.pipeline.configuration = in_force
    room.clock.forward(minutes=61)
    await room.deliver()
    await room.deliver()
    assert await states(room) == {"a": "sent", "b": "sent"}


async def test_a_channel_holds_no_other(room: Newsroom) -> None:
    """What one channel's server does is nothing to the others."""
    await room.configure(streams=[replace(DESK, to=(ChannelName("mail"), ChannelName("hook")))])
    room.channels["mail"].says["reader"] = DOWN
    await room.tell("desk")
    await room.deliver()
    assert len(room.sent("hook")) == 1
    assert sorted(await room.rows("delivery", "channel", "state")) == [
        ("hook", "sent"),
        ("mail", "retry"),
    ]


# --- faults and crashes ------------------------------------------------------------------------


async def test_a_notifier_that_raises_may_have_sent(
    room: Newsroom, mail: ScriptedNotifier, events: Any
) -> None:
    """Nobody knows how far it came: the same bytes go again, later."""
    mail.says["a"] = RuntimeError("a plug-in's bug")
    await room.deliver()
    found = (await room.deliveries())["a"]
    assert found.state is DeliveryState.UNCERTAIN
    assert "a plug-in's bug" in found.detail
    assert found.due_at - room.clock() >= timedelta(seconds=60)
    assert any(one["event"] == "delivery.raised" for one in events)


async def test_a_notifier_that_hangs_gives_its_place_back(room: Newsroom) -> None:
    """What never answers may have sent."""

    class Hanging(ScriptedNotifier):
        """Never comes back."""

        async def send(self, message: Message) -> Outcome:
            await asyncio.sleep(60)
            return BUSY

    room.channels["mail"] = Hanging()
    await room.configure()
    room.change_channel("mail", seconds=0.01)
    await room.tell("desk")
    await room.deliver()
    found = (await room.deliveries())["reader"]
    assert (found.state, found.detail) == (DeliveryState.UNCERTAIN, "no answer within 0.01 s")


async def test_whoever_may_have_it_is_not_bothered_again_where_that_is_wanted(
    room: Newsroom, mail: ScriptedNotifier
) -> None:
    """`on_uncertain: hold` leaves it to a person."""
    room.change_channel("mail", policy=Policy(on_uncertain=OnUncertain.HOLD))
    mail.says["a"] = PERHAPS
    await room.deliver()
    found = (await room.deliveries())["a"]
    assert (found.state, found.detail) == (
        DeliveryState.DEAD,
        "held, may have arrived: the line went dead",
    )


async def _crash_while_sending(room: Newsroom) -> DeliveryId:
    """Leave a delivery as a process leaves it that dies on the wire."""
    delivery_id = (await room.deliveries())["a"].id
    now = room.clock()
    assert await room.store.write(
        deliveries.claim, delivery_id, "dead", now, timedelta(minutes=15)
    )
    return delivery_id


async def test_after_a_restart_an_interrupted_delivery_is_uncertain(
    room: Newsroom, mail: ScriptedNotifier
) -> None:
    """The same id and the same bytes go out again, after a pause."""
    delivery_id = await _crash_while_sending(room)
    await room.pipeline.recover(restarted=True)
    assert (await states(room))["a"] == "uncertain"
    room.clock.forward(minutes=2)
    await room.deliver()
    assert delivery_id in [message.id for message in mail.sent]
    assert (await states(room))["a"] == "sent"
    assert await room.column("attempt", "outcome") == ["uncertain", "sent", "sent"]


async def test_while_running_only_leases_that_ran_out_are_settled(
    room: Newsroom, mail: ScriptedNotifier
) -> None:
    """A delivery under way is nobody else's business, until its lease ends."""
    await _crash_while_sending(room)
    await room.pipeline.recover(restarted=False)
    assert (await states(room))["a"] == "leased"
    room.clock.forward(minutes=16)
    await room.pipeline.recover(restarted=False)
    assert (await states(room))["a"] == "uncertain"


async def test_who_slept_past_his_lease_settles_nothing(room: Newsroom, events: Any) -> None:
    """The one who took over decides."""

    class Sleepy(ScriptedNotifier):
        """Is so slow that the delivery is taken for dead meanwhile."""

        async def send(self, message: Message) -> Outcome:
            room.clock.forward(minutes=16)
            await room.pipeline.recover(restarted=False)
            return NEVER

    room.channels["mail"] = Sleepy()
    await room.configure()
    await room.tell("desk")
    await room.deliver()
    assert await states(room) == {"reader": "uncertain"}
    assert any(one["event"] == "delivery.lease_lost" for one in events)


class Away:
    """A store whose server goes away for a while."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.times = 0

    async def write(self, *given: Any) -> Any:
        if self.times:
            self.times -= 1
            raise StoreError("the server is away")
        return await self._store.write(*given)


class Leaving(ScriptedNotifier):
    """A channel that takes everything; by then the server of the database is gone."""

    def __init__(self, away: Away) -> None:
        super().__init__()
        self._away = away

    async def send(self, message: Message) -> Outcome:
        self._away.times = 2
        return await super().send(message)


async def test_what_was_sent_is_written_down_when_the_database_is_back(room: Newsroom) -> None:
    """The receiver has it: it is not sent again because a server was started anew."""
    away = Away(room.store)
    room.channels["mail"] = Leaving(away)
    await room.configure()
    await room.tell("desk")
    parts = replace(room.pipeline.parts, store=cast("Store", away), settle_again=(0, 0))
    room.pipeline.parts = parts
    (waits,) = await room.column("delivery", "id")
    await room.pipeline.deliver(waits)
    assert (await room.deliveries())["reader"].state == "sent"
    assert len(room.sent("mail")) == 1
