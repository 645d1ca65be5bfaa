"""A commit whose reply was lost was done: what it leased is given back, and nothing counts as tried."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from service.app.claims import Claims
from service.errors import NoRoomError, StoreError
from service.model import DeliveryId, SlotId, SourceId
from service.pipeline.parts import LEASE
from service.store import deliveries, slots, sources
from service.store.engine import Store
from tests.integration.newsroom import Newsroom, feed, item


class Losing:
    """A store that does as it is told, and whose reply is lost once after some unit of work."""

    def __init__(self, store: Store, loses: Callable[..., Any]) -> None:
        self._store = store
        self._loses = {loses}

    async def write(self, work: Any, *given: Any) -> Any:
        done = await self._store.write(work, *given)
        if work in self._loses:
            self._loses.remove(work)
            raise StoreError("the connection was lost")
        return done

    async def read(self, *given: Any) -> Any:
        return await self._store.read(*given)


def lose(room: Newsroom, work: Callable[..., Any]) -> Claims:
    """Lose the reply to the next such unit of work."""
    store = cast("Store", Losing(room.store, work))
    room.pipeline.parts = replace(room.pipeline.parts, store=store)
    return Claims(room.pipeline.parts)


async def owners(room: Newsroom, table: str) -> list[str | None]:
    return await room.column(table, "lease_owner")


async def test_a_source_is_polled_again_at_once(room: Newsroom) -> None:
    """Not only after the lease of a poll that never began."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    claims = lose(room, sources.claim)
    with pytest.raises(StoreError), claims.bears(source=SourceId("wire")):
        await room.pipeline.poll(SourceId("wire"))
    assert await owners(room, "source") == ["test"]
    await claims.give_back()
    assert await owners(room, "source") == [None]
    await room.pipeline.poll(SourceId("wire"))
    assert len(await room.column("article", "id")) == 1


async def test_a_slot_speaks_at_once(room: Newsroom) -> None:
    """Its digest is not fifteen minutes late."""
    await room.configure()
    await room.pipeline.open_slots()
    room.clock.forward(hours=5)
    await room.pipeline.open_slots()
    (slot,) = await room.store.read(slots.due, room.clock(), 5)
    claims = lose(room, slots.claim)
    with pytest.raises(StoreError), claims.bears(slot=SlotId(slot)):
        await room.pipeline.compose(slot)
    await claims.give_back()
    assert set(await owners(room, "slot")) == {None}
    assert await room.pipeline.compose(slot) is not None


@pytest.fixture
async def waiting(room: Newsroom) -> DeliveryId:
    """A delivery that waits to be sent."""
    await room.configure()
    await room.tell("desk")
    (waits,) = await room.column("delivery", "id")
    return DeliveryId(waits)


async def test_a_delivery_that_was_not_sent_is_no_attempt(
    room: Newsroom, waiting: DeliveryId
) -> None:
    """It goes out as the first attempt: nobody may think that the receiver has it already."""
    claims = lose(room, deliveries.claim)
    with pytest.raises(StoreError):
        await room.pipeline.deliver(waiting)
    assert await owners(room, "delivery") == ["test"]
    await claims.give_back()
    await room.pipeline.deliver(waiting)
    (message,) = room.sent("mail")
    assert message.attempt == 1
    assert await room.column("attempt", "outcome") == ["sent"]
    assert room.pipeline.parts.unsent == set()


async def test_a_delivery_that_may_have_been_sent_stays_leased(
    room: Newsroom, waiting: DeliveryId
) -> None:
    """A claim that was lost before does not make it one that was not sent."""
    claims = lose(room, deliveries.claim)
    with pytest.raises(StoreError):
        await room.pipeline.deliver(waiting)
    await claims.give_back()
    room.pipeline.parts.unsent.add(
        waiting
    )  # as if the claim had not been done, only its reply lost
    await room.store.write(deliveries.claim, waiting, "test", room.clock(), LEASE)
    await Claims(room.pipeline.parts, lambda: [waiting]).give_back()
    assert await owners(room, "delivery") == ["test"]


async def test_a_claim_that_worked_is_an_attempt(room: Newsroom, waiting: DeliveryId) -> None:
    """From there on nobody knows how far it came."""
    room.pipeline.parts.unsent.add(waiting)
    await room.pipeline.deliver(waiting)
    assert room.pipeline.parts.unsent == set()


async def test_what_another_holds_is_left_alone(room: Newsroom, waiting: DeliveryId) -> None:
    """A lost claim may have found nothing to claim."""
    await room.store.write(deliveries.claim, waiting, "other", room.clock(), LEASE)
    room.pipeline.parts.unsent.add(waiting)
    await Claims(room.pipeline.parts).give_back()
    assert await owners(room, "delivery") == ["other"]


async def refuse() -> None:
    raise NoRoomError("disk full")


async def test_while_nothing_can_be_written_all_stays_noted(
    room: Newsroom, waiting: DeliveryId
) -> None:
    """A full disk ends jobs quietly, and keeps what they held for later."""
    parts = room.pipeline.parts
    claims = Claims(parts)
    parts.unsent.add(waiting)
    with claims.bears(source=SourceId("wire")):
        await refuse()
    await claims.give_back()
    assert parts.unsent == {waiting}
