"""announce: what ails sources and the service is told to operators, once."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from service.errors import FetchError
from service.model import OPERATOR, ChannelName, DeliveryState, Outcome, OutcomeKind, Quiet
from service.pipeline.announcing import remember
from service.pipeline.parts import Operators
from service.pipeline.room import Room
from service.store import deliveries
from tests.integration.newsroom import DESK, Newsroom, feed, item


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OPS = ChannelName("hook")
GONE = FetchError("http_503", "https://wire.example/… answered 503 Service Unavailable")


async def told_to(room: Newsroom, **more: Any) -> None:
    """Let operators be told on a channel of their own, from now on."""
    await room.tell_operators(Operators(to=(OPS,), **more))


async def failing(room: Newsroom, *names: str) -> None:
    """Let sources fail until it is no accident."""
    for name in names:
        kind = await room.source(name)
        kind.brings = GONE
    for _ in range(3):
        for name in names:
            await room.poll(name)


async def announced(room: Newsroom, after: timedelta = HOUR) -> dict[str, Any] | None:
    """Let time pass, tell what is to be told, and give what came."""
    before = len(room.sent(OPS))
    await room.pipeline.announce()  # what ails the service is noted by it
    room.clock.forward(seconds=after.total_seconds())
    await room.pipeline.announce()
    await room.deliver()
    sent = room.sent(OPS)[before:]
    assert len(sent) <= 1
    return dict(json.loads(sent[0].body)) if sent else None


async def test_a_trouble_is_told_once_and_its_end_once(room: Newsroom) -> None:
    """The source fails, fails on, and works again: two mails."""
    await told_to(room)
    await failing(room, "wire")
    began = await announced(room)
    assert began is not None
    assert began["subject"] == "Wire fails"
    await room.poll("wire")
    assert await announced(room) is None
    room.kinds["wire"].brings = feed(item("1"))
    await room.poll("wire")
    over = await announced(room)
    assert over is not None
    assert over["subject"] == "Wire works again"
    assert await announced(room) is None


async def test_many_troubles_are_one_mail(room: Newsroom) -> None:
    """A network that fails is told of once, whoever is behind it."""
    await told_to(room)
    await failing(room, *(f"wire{number}" for number in range(5)))
    said = await announced(room)
    assert said is not None
    assert said["subject"] == "5 sources fail"
    assert [one["source"] for one in said["notices"]] == [f"wire{number}" for number in range(5)]


async def test_what_is_over_before_it_was_told_is_not_told(room: Newsroom) -> None:
    """Nobody is to get up for it, nor to wonder what was over."""
    await told_to(room)
    await failing(room, "wire")
    room.kinds["wire"].brings = feed(item("1"))
    await room.poll("wire")
    assert await announced(room) is None
    assert None not in await room.column("notice", "told_at")


async def test_more_is_gathered_for_a_moment(room: Newsroom) -> None:
    """What begins together is told together."""
    await told_to(room, wait=10 * MINUTE)
    await failing(room, "wire")
    assert await announced(room, MINUTE) is None
    assert await announced(room, 10 * MINUTE) is not None


async def test_mails_keep_apart(room: Newsroom) -> None:
    """However much happens, no operator gets a mail a minute."""
    await told_to(room, pause=HOUR)
    await failing(room, "wire")
    assert await announced(room, MINUTE) is not None
    await failing(room, "paper")
    assert await announced(room, 10 * MINUTE) is None
    assert await announced(room, HOUR) is not None


async def test_quiet_hours_hold_notices(room: Newsroom) -> None:
    """At night nobody is woken; in the morning one mail says it."""
    now = room.clock()
    quiet = Quiet(start=now.time(), end=(now + 8 * HOUR).time())
    await told_to(room, quiet=quiet)
    await failing(room, "wire")
    assert await announced(room) is None
    assert await announced(room, 8 * HOUR) is not None


async def test_nobody_is_told_of_history(room: Newsroom) -> None:
    """Who names a channel for the first time does not get the last year."""
    await failing(room, "wire")
    assert await announced(room) is None
    room.clock.forward(days=30)
    await told_to(room)
    assert await announced(room) is None


async def test_a_full_disk_is_told_and_that_there_is_room_again(room: Newsroom) -> None:
    """It is the service's own trouble; a restart in between changes nothing."""
    await told_to(room)
    disk = room.pipeline.parts.room
    disk.refused(OSError("No space left on device"))
    said = await announced(room)
    assert said is not None
    assert said["notices"][0]["trouble"] == "disk-full"
    room.pipeline.parts = replace(room.pipeline.parts, room=Room())  # a restart
    over = await announced(room)
    assert over is not None
    assert over["subject"] == "There is room on the disk again"


async def test_a_full_disk_is_remembered_over_a_restart(room: Newsroom) -> None:
    """Digests say from when to when nothing was taken in, whoever was there then."""
    began = room.clock()
    room.pipeline.parts.room.refused(OSError("No space left on device"))
    await room.pipeline.announce()
    disk = Room(clock=room.clock)
    room.pipeline.parts = replace(room.pipeline.parts, room=disk)
    await remember(room.pipeline.parts)
    room.clock.forward(hours=2)
    await disk.look()
    await room.pipeline.announce()
    (note,) = disk.notes(began, "UTC")
    assert note == (
        "Nothing was taken in from 2 March 08:00 to 2 March 10:00: "
        "the disk of this service was full"
    )
    again = Room(clock=room.clock)
    await remember(replace(room.pipeline.parts, room=again))
    assert again.notes(began, "UTC") == (note,)


async def test_a_channel_that_needs_a_person_is_told_on_the_others(room: Newsroom) -> None:
    """Its own deliveries wait; what is told of it goes elsewhere."""
    await told_to(room)
    await told_news(room, Outcome(kind=OutcomeKind.CHANNEL_DOWN, detail="535 wrong password"))
    said = await announced(room)
    assert said is not None
    assert said["subject"] == "mail fails"
    assert "535 wrong password" in said["notices"][0]["detail"]


async def test_dead_letters_are_told_once(room: Newsroom) -> None:
    """A reader who will never get a digest is something to know."""
    await told_to(room)
    await told_news(room, Outcome(kind=OutcomeKind.REFUSED, detail="550 no such user"))
    said = await announced(room)
    assert said is not None
    assert said["subject"] == "mail lost deliveries"
    assert await announced(room) is None
    assert await announced(room, DAY) is None


async def test_dead_letters_of_notices_are_not_told(room: Newsroom) -> None:
    """Else each would make the next."""
    await told_to(room)
    room.channels["hook"].says["reader"] = Outcome(kind=OutcomeKind.REFUSED, detail="410 gone")
    await failing(room, "wire")
    await announced(room)
    assert await announced(room, DAY) is None
    assert await room.column("alarm", "id") == []


async def test_notices_are_deliveries_like_others(room: Newsroom) -> None:
    """They are listed, retried with the same bytes, and survive a new configuration."""
    await told_to(room)
    room.channels["hook"].says["reader"] = Outcome(kind=OutcomeKind.RETRY, detail="busy")
    await failing(room, "wire")
    await announced(room)
    await room.configure(streams=[DESK])
    (listed,) = await room.read(deliveries.listed, list(DeliveryState), 10)
    assert listed.stream == OPERATOR
    room.channels["hook"].says.clear()
    room.clock.forward(hours=1)
    await room.deliver()
    first, second = room.sent(OPS)
    assert (first.id, first.body) == (second.id, second.body)


async def test_a_clock_that_showed_2038_silences_no_notice(room: Newsroom) -> None:
    """What was told and noted then holds up nothing that comes by the right clock."""
    await told_to(room, wait=10 * MINUTE, pause=HOUR)
    right = room.clock()
    room.clock.forward(days=4000)
    await failing(room, "wire")
    assert await announced(room) is not None
    await failing(room, "paper")
    room.clock.instant = right
    said = await announced(room, MINUTE)
    assert said is not None
    assert said["subject"] == "Paper fails"


async def test_a_clock_that_showed_2038_hides_no_dead_letter(room: Newsroom) -> None:
    """Those of then are told then, those of now are told now, none twice."""
    await told_to(room)
    refused = Outcome(kind=OutcomeKind.REFUSED, detail="550 no such user")
    right = room.clock()
    room.clock.forward(days=4000)
    await told_news(room, refused)
    assert await announced(room) is not None
    room.clock.instant = right
    assert await announced(room) is None
    await told_news(room, refused, "2")
    said = await announced(room)
    assert said is not None
    assert said["notices"][0]["detail"].startswith("1 of them")


async def told_news(room: Newsroom, outcome: Outcome, news: str = "1") -> None:
    """Let the desk's mail meet an outcome."""
    wire = await room.source(f"wire{news}")
    wire.brings = feed(item(news))
    await room.poll("wire")
    room.channels["mail"].says["reader"] = outcome
    await room.tell("desk")
    await room.deliver()
