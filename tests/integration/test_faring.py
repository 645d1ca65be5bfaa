"""poll, over weeks: when a source is asked again, what floods are held, and which troubles are told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from service.errors import FetchError
from service.model import Collected, Raw, SourceId, Trouble, Validators
from service.sources.base import Bounds
from service.sources.rhythm import FIRST_SPREAD, SHARE
from service.store import fares, sources
from service.store.sources import SourceState
from tests.integration.newsroom import Newsroom, feed, headlines, item, sentences


BOUNDS = Bounds(shortest=timedelta(minutes=5), longest=timedelta(hours=3))
NOTHING = Collected(not_modified=True)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def state(room: Newsroom, name: str = "wire") -> SourceState:
    return next(one for one in await room.read(sources.active) if one.id == name)


async def ails(room: Newsroom) -> list[Trouble]:
    return [one.trouble for one in (await state(room)).vitals.troubles]


async def when_due(room: Newsroom) -> None:
    """Poll the wire when it is due, not earlier."""
    room.clock.instant = (await state(room)).next_due
    await room.pipeline.poll(SourceId("wire"))


def near(wait: timedelta, expected: timedelta) -> bool:
    return (1 - SHARE) * expected <= wait <= (1 + SHARE) * expected


def dated(number: int, at: datetime) -> dict[str, Raw]:
    return {**item(str(number)), "date_published": at.isoformat()}


# --- its own rhythm ----------------------------------------------------------------------------


async def test_a_source_finds_its_own_rhythm(room: Newsroom) -> None:
    """It begins with what the dates of its entries tell, and is asked more seldom as it falls quiet."""
    wire = await room.source("wire")
    room.change_source("wire", bounds=BOUNDS)
    began = room.clock()
    entries = [dated(number, began - number * HOUR) for number in range(1, 20)]
    wire.brings = feed(*entries)
    await room.poll("wire")
    found = await state(room)
    assert near(found.next_due - room.clock(), found.vitals.interval or HOUR)
    assert near(found.vitals.interval or DAY, HOUR)
    wire.brings = NOTHING
    for _ in range(30):
        await when_due(room)
    assert near((await state(room)).next_due - room.clock(), BOUNDS.longest)


async def test_a_burst_is_followed_at_once(room: Newsroom) -> None:
    """A quiet source with twelve items in three hours is asked again in a quarter of an hour."""
    wire = await room.source("wire")
    room.change_source("wire", bounds=BOUNDS)
    wire.brings = feed(*(dated(number, room.clock() - number * DAY) for number in range(1, 9)))
    await room.poll("wire")
    assert (await state(room)).vitals.interval == BOUNDS.longest
    wire.brings = feed(*(item(str(number)) for number in range(8, 21)))
    await when_due(room)
    assert near((await state(room)).vitals.interval or DAY, timedelta(minutes=15))


async def test_a_source_that_says_how_often_is_asked_so_often(room: Newsroom) -> None:
    """`every:` is no suggestion."""
    wire = await room.source("wire")
    for number in range(3):
        wire.brings = feed(*(item(str(one)) for one in range(30 * number + 1)))
        await when_due(room)
        assert near((await state(room)).next_due - room.clock(), timedelta(minutes=30))


async def test_the_wish_of_a_feed_outlives_a_reply_of_nothing_new(room: Newsroom) -> None:
    """A 304 has no body in which the feed could repeat its `ttl`."""
    rss = b'<rss version="2.0"><channel><title>W</title><ttl>120</ttl></channel></rss>'
    wire = await room.source("wire")
    shown = feed(item("1"))
    wire.brings = replace(shown, documents=(replace(shown.documents[0], body=rss),))
    await room.poll("wire")
    wire.brings = NOTHING
    await when_due(room)
    assert (await state(room)).next_due - room.clock() >= timedelta(hours=2)


async def test_a_gap_shortens_the_wait_below_its_bound_until_it_is_over(room: Newsroom) -> None:
    """And then it grows again, step by step."""
    wire = await room.source("wire")
    room.change_source("wire", bounds=BOUNDS, every=timedelta(minutes=5))
    for number in range(4):
        wire.brings = feed(*(item(f"{number}-{one}") for one in range(5)))
        await when_due(room)
    shortened = (await state(room)).vitals.interval
    assert shortened is not None
    assert shortened < BOUNDS.shortest
    wire.brings = NOTHING
    await when_due(room)
    assert (await state(room)).vitals.interval == 1.5 * shortened


async def test_a_month_of_failures_and_recovery(room: Newsroom) -> None:
    """A server that is busy for thirty days gets few requests, and is believed within a day."""
    wire = await room.source("wire")
    wire.brings = FetchError("http_503", "busy")
    began = room.clock()
    while room.clock() < began + 30 * DAY:
        await when_due(room)
    assert len(wire.asked) <= 37
    assert await ails(room) == ["failing", "failing-long"]
    wire.brings, back = feed(item("1")), room.clock()
    await when_due(room)
    assert room.clock() - back <= 1.1 * DAY
    assert await ails(room) == []
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]


async def test_what_is_gone_for_a_week_is_tried_weekly(room: Newsroom) -> None:
    """410 means that nobody should ask; still the source may come back."""
    wire = await room.source("wire")
    wire.brings = FetchError("http_410", "gone")
    began = room.clock()
    while room.clock() < began + 30 * DAY:
        await when_due(room)
    assert near((await state(room)).next_due - room.clock(), 7 * DAY)


async def test_a_host_that_is_asked_too_often_rests_as_a_whole(room: Newsroom) -> None:
    """Each of its sources a little later than the other; those of other hosts go on."""
    wire, other = await room.source("wire"), await room.source("other")
    for name, url in (
        ("sport", "https://wire.example/sport"),
        ("evil", "https://x.example/?://wire.example"),
    ):
        await room.source(name)
        watched = room.pipeline.configuration.sources[SourceId(name)].source
        room.change_source(name, source=replace(watched, options={"url": url}))
    await room.configure()
    busy = FetchError("http_429", "too many", status=429, retry_after=2 * HOUR)
    wire.brings, other.brings = busy, NOTHING
    now = room.clock()
    await room.pipeline.poll(SourceId("wire"))
    due = {one.id: one.next_due - now for one in await room.read(sources.active)}
    assert 2 * HOUR <= due[SourceId("sport")] <= 2 * HOUR + FIRST_SPREAD
    assert due[SourceId("wire")] >= 2 * HOUR
    assert due[SourceId("other")] == due[SourceId("evil")] == timedelta()


# --- what is conditional -----------------------------------------------------------------------


async def test_a_silent_source_is_asked_for_everything_once_a_day(room: Newsroom) -> None:
    """Some servers say "nothing new" for ever."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"), etag='"1"')
    await room.poll("wire")
    wire.brings = replace(NOTHING, validators=Validators(etag='"1"', body_hash="h"))
    while room.clock() < (await state(room)).created_at + 12 * DAY:
        await when_due(room)
    whole = [poll.now for poll in wire.asked if poll.validators.etag is None]
    assert len(whole) in {6, 7}  # the first of all, and from the eighth day on
    assert all(poll.validators.body_hash == "h" for poll in wire.asked[2:])


# --- floods ------------------------------------------------------------------------------------


def renamed(entries: Sequence[Mapping[str, Raw]], **changes: Any) -> list[dict[str, Raw]]:
    """Give every entry another id, another title, and a line more of text: the site was rebuilt."""
    footer = "Read all about any arms transfer in our new app."
    return [
        {
            **entry,
            "id": f"v2/{entry['id']}",
            "title": f"{entry['title']} | The Wire",
            "content_text": f"{entry['content_text']} {footer}",
            **changes,
        }
        for entry in entries
    ]


async def test_a_feed_that_was_rebuilt_is_held_and_told_once(room: Newsroom) -> None:
    """Two hundred old reports under new ids, with another title and text: nobody is told again."""
    wire = await room.source("wire")
    entries = [item(str(number)) for number in range(200)]
    wire.brings = feed(*entries)
    await room.poll("wire")
    assert headlines(await room.tell("desk"))
    wire.brings = feed(*renamed(entries))
    await room.poll("wire")
    told = await room.tell("desk")
    assert headlines(told) == []
    assert "200 of 200 entries came as new, with links or texts that were known" in sentences(told)
    assert "200 articles held back" in sentences(told)
    assert await room.rows("notice", "trouble", "over") == [("flood", False)]
    assert await room.column("poll", "possible_gap") == [False, False]


async def test_a_hit_that_nobody_has_seen_is_told_amid_a_flood(room: Newsroom) -> None:
    """An unknown link with an unknown text is never held, nor a known link with another report."""
    wire = await room.source("wire")
    entries = [item(str(number)) for number in range(40)]
    wire.brings = feed(*entries)
    await room.poll("wire")
    await room.tell("desk")
    fresh = item("new", "Frigates for Lunna", "Lunna takes six frigates: an arms transfer.")
    reused = item("0", "Rifles at the pier", "Divers brought up rifles, part of an arms transfer.")
    wire.brings = feed(fresh, {**reused, "id": "v2/other"}, *renamed(entries[1:]))
    await room.poll("wire")
    told = headlines(await room.tell("desk"))
    assert sorted(told) == ["Frigates for Lunna", "Rifles at the pier"]


async def test_a_site_that_moves_to_another_domain_is_held(room: Newsroom) -> None:
    """Every link and id is new, and every text was known."""
    wire = await room.source("wire")
    entries = [item(str(number)) for number in range(30)]
    wire.brings = feed(*entries)
    await room.poll("wire")
    await room.tell("desk")
    moved = [
        {**entry, "id": f"m{entry['id']}", "url": f"https://other.example/{entry['id']}"}
        for entry in entries
    ]
    wire.brings = feed(*moved)
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == []
    assert await ails(room) == ["flood"]


async def test_a_busy_day_is_no_flood(room: Newsroom) -> None:
    """Forty new reports at once are forty reports."""
    wire = await room.source("wire")
    wire.brings = feed(*(item(str(number)) for number in range(40)))
    await room.poll("wire")
    await room.tell("desk")
    wire.brings = feed(*(item(str(number)) for number in range(100, 140)))
    await room.poll("wire")
    assert await ails(room) == []
    assert await room.column("poll", "held") == [0, 0]


# --- troubles ----------------------------------------------------------------------------------


async def test_a_silent_source_is_told_of_once_and_once_when_it_is_over(
    room: Newsroom, events: Any
) -> None:
    """In the log as it begins, in every digest while it lasts, in the log as it ends."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    wire.brings = NOTHING
    for _ in range(3):
        room.clock.forward(days=4)
        await room.pipeline.poll(SourceId("wire"))
    for _ in range(2):
        assert "Silent for unusually long: Wire (nothing new for 12 days" in sentences(
            await room.tell("desk")
        )
    wire.brings = feed(item("2"))
    await room.poll("wire")
    assert "Silent" not in sentences(await room.tell("desk"))
    told = [one["event"] for one in events if one["event"].startswith(("source.in", "source.re"))]
    assert told == ["source.in_trouble", "source.recovered"]
    assert await room.rows("notice", "trouble", "over") == [("silent", False), ("silent", True)]


async def test_entries_that_lose_their_dates_are_told_of(room: Newsroom) -> None:
    """A template that changed may hide more than dates."""
    wire = await room.source("wire")
    at = room.clock() - HOUR
    wire.brings = feed(*(dated(number, at) for number in range(5)))
    await room.poll("wire")
    wire.brings = feed(*(item(str(number)) for number in range(3, 8)))
    await room.poll("wire")
    assert "Changed in shape, items may have been misread: Wire (its entries have no dates" in (
        sentences(await room.tell("desk"))
    )


async def test_a_move_is_a_trouble_after_three_sightings(room: Newsroom) -> None:
    """Its address is never rewritten for anybody."""
    wire = await room.source("wire")
    wire.brings = replace(NOTHING, moved_to="https://new.example/feed")
    for expected in ([], [], [Trouble.MOVED]):
        await room.poll("wire")
        assert await ails(room) == expected
    assert (await state(room)).address == "https://wire.example/feed"
    wire.brings = NOTHING
    await room.poll("wire")
    assert await ails(room) == []


async def test_failing_is_told_at_three_and_after_a_week(room: Newsroom) -> None:
    """Once each, and their end once each."""
    wire = await room.source("wire")
    wire.brings = FetchError("http_503", "busy")
    for _ in range(14):
        await when_due(room)
    wire.brings = NOTHING
    await when_due(room)
    assert await room.rows("notice", "trouble", "over") == [
        ("failing", False),
        ("failing-long", False),
        ("failing", True),
        ("failing-long", True),
    ]


async def test_what_was_known_before_habits_were_is_used(room: Newsroom) -> None:
    """A database of an earlier version: its last news counts, not the day of the upgrade."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    await room.store.write(_forget_vitals)
    wire.brings = NOTHING
    room.clock.forward(days=8)
    await room.poll("wire")
    assert await ails(room) == ["silent"]


async def test_a_source_that_gets_another_address_starts_anew(room: Newsroom) -> None:
    """What its old address did says nothing."""
    wire = await room.source("wire")
    wire.brings = FetchError("http_503", "busy")
    for _ in range(3):
        await when_due(room)
    watched = room.pipeline.configuration.sources[SourceId("wire")].source
    room.change_source("wire", source=replace(watched, options={"url": "https://b.example/"}))
    await room.configure()
    assert await ails(room) == []
    assert fares.ailment(await state(room), Trouble.FAILING) is None


def _forget_vitals(connection: Any) -> None:
    connection.exec_driver_sql("UPDATE source SET vitals = NULL")
