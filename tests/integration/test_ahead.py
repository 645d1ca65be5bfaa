"""A clock that was ahead silences nothing, and one that is set back loses and doubles nothing."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from service.app.running import Service
from service.store.schema import channel, delivery, slot, source, stream
from tests.integration.place import NEWS, URGENT, WATCHLIST, Place


DAY = timedelta(days=1)
FAR = datetime(2038, 1, 19, tzinfo=UTC)


async def tick(service: Service) -> None:
    await service.tick()
    await service._runner.idle()
    await service.pipeline.open_slots()
    await service.tick()
    await service._runner.idle()


async def slots(service: Service) -> Mapping[str, str]:
    """Give the state of every scheduled slot, by the day it is of."""
    rows = await service.store.read(lambda c: c.execute(select(slot)).all())
    return {row.local_date: row.state for row in rows if row.local_time == "12:00"}


async def one(service: Service, column: Any) -> Any:
    return await service.store.read(lambda c: c.execute(select(column)).scalar_one())


async def test_a_clock_that_showed_2038_silences_nothing(place: Place) -> None:
    """It ran for a while with it; then the clock is right, and all goes on by it: all is told."""
    now = place.clock()
    async with place.open() as service:
        place.drop("news.txt", NEWS)
        await tick(service)
        place.clock.instant = FAR
        await tick(service)
        told = len(place.printed)
    place.clock.instant = now + timedelta(minutes=5)
    async with place.open() as service:
        place.drop("urgent.txt", URGENT)
        await tick(service)
        assert (await one(service, source.c.next_due)) - now < timedelta(hours=1)
        place.clock.forward(hours=4)
        for _ in range(3):  # the slot of today merged with one of 2038: its time is still to come
            await tick(service)
            place.clock.forward(days=1)
    assert len(place.printed) == told + 3
    assert "arms transfer" in "".join(place.printed[:told]).replace("*", "").casefold()
    assert "Maren" in "".join(place.printed[told:])


@pytest.mark.parametrize("hours", [1, 24, 24 * 400])
async def test_a_clock_set_back_while_it_runs_delays_no_poll(place: Place, hours: int) -> None:
    """What waited ten minutes still does, by the clock that holds now."""
    async with place.open() as service:
        place.clock.forward(hours=hours)
        await tick(service)
        wait = await one(service, source.c.next_due) - place.clock()
        place.clock.forward(hours=-hours)
        await service._look_at_clock()
        assert await one(service, source.c.next_due) - place.clock() == wait


@pytest.mark.parametrize("hour", [3, 5, 28])
@pytest.mark.parametrize("back", [1, 24])
async def test_a_clock_set_back_loses_and_doubles_no_slot(
    place: Place, hour: int, back: int
) -> None:
    """Whenever it happens: every day's slot speaks once, and each news is told once."""
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        for _ in range(2):
            await tick(service)
            place.clock.forward(hours=hour)
            await tick(service)
            place.clock.forward(hours=-back)
        place.clock.instant = datetime(2026, 3, 8, 8, tzinfo=UTC)
        place.clock.forward(days=-3)
        for _ in range(5 * 4):
            await tick(service)
            place.clock.forward(hours=6)
        told = "SELECT count(*) FROM told"
        assert await service.store.read(lambda c: c.execute(text(told)).scalar_one()) == 1
        found = await slots(service)
        rows = await service.store.read(lambda c: c.execute(select(slot)).all())
    closed = {day for day, state in found.items() if state != "open"}
    assert {f"2026-03-0{day}" for day in range(5, 10)} <= closed
    assert len({row.digest_id for row in rows if row.digest_id}) == len(place.printed)


async def test_deliveries_and_channels_wait_for_no_other_age(place: Place) -> None:
    """What a retry waits for at most is a day, spread included."""
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        await service.once()
        waits = {"state": "retry", "due_at": FAR}
        await service.store.write(lambda c: c.execute(update(delivery).values(**waits)))
        rests = insert(channel).values(name="console", rests_until=FAR, alarm="")
        await service.store.write(lambda c: c.execute(rests))
    async with place.open() as service:
        dues = await service.store.read(lambda c: c.scalars(select(delivery.c.due_at)).all())
        assert set(dues) == {place.clock()}
        assert await one(service, channel.c.rests_until) == place.clock()
        await tick(service)
        states = await service.store.read(lambda c: c.scalars(select(delivery.c.state)).all())
        assert set(states) == {"sent"}


async def test_what_is_put_off_with_reason_stays_so(place: Place) -> None:
    """A retry tomorrow, a source that is asked weekly, the slot of next week."""
    place.write(
        sources="sources:\n  - {id: inbox, path: inbox, every: 7d}\n",
        desk=WATCHLIST.replace("daily 12:00", "weekly mon 07:00"),
    )
    place.drop("news.txt", NEWS)
    retry = place.clock() + timedelta(hours=28)
    async with place.open() as service:
        await service.once()
        waits = {"state": "retry", "due_at": retry}
        await service.store.write(lambda c: c.execute(update(delivery).values(**waits)))
        due = await one(service, source.c.next_due)
        (ours,) = await service.store.read(_scheduled)
        assert due > place.clock() + 6 * DAY
        assert ours.due_at > place.clock() + 6 * DAY
    async with place.open() as service:
        dues = await service.store.read(lambda c: c.scalars(select(delivery.c.due_at)).all())
        assert set(dues) == {retry}
        assert await one(service, source.c.next_due) == due
        assert list(await service.store.read(_scheduled)) == [ours]


def _scheduled(connection: Any) -> Any:
    return connection.execute(select(slot).where(slot.c.local_time == "07:00")).all()


async def test_slots_of_another_age_are_made_anew(place: Place) -> None:
    """An open slot that follows the next one stands in nobody's way, nor does its stream's start."""
    async with place.open() as service:
        await service.pipeline.open_slots()
        far = {"local_date": "2038-01-19", "due_at": FAR}
        await service.store.write(lambda c: c.execute(update(slot).values(**far)))
        await service.store.write(lambda c: c.execute(update(stream).values(schedule_since=FAR)))
    async with place.open() as service:
        await tick(service)
        assert await slots(service) == {"2026-03-02": "open"}
        assert await one(service, stream.c.schedule_since) == place.clock()


async def test_an_instant_slot_is_brought_back(place: Place) -> None:
    """It waits for others of its kind, or for the end of quiet hours: never for years."""
    place.write(desk=WATCHLIST + "instant: {tiers: [urgent], to: [console], group_wait: 1m}\n")
    place.drop("urgent.txt", URGENT)
    async with place.open() as service:
        await tick(service)
        await service.store.write(lambda c: c.execute(update(slot).values(due_at=FAR)))
    async with place.open() as service:
        await tick(service)
    assert len(place.printed) == 1
