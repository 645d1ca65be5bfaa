"""compose: each stream is told what it has not been told, when it wants to hear it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import html as lxml_html

from service.errors import StoreError
from service.model import (
    Backfill,
    ChannelName,
    DeliveryState,
    Empty,
    Quiet,
    QuietMode,
    SlotId,
    StreamId,
    Tier,
)
from service.pipeline import composing
from service.pipeline.slots import WRITTEN
from service.store import slots
from tests.integration.newsroom import (
    ARMS,
    AT_ONCE,
    DESK,
    VISIT,
    Newsroom,
    feed,
    headlines,
    item,
    sentences,
    stories,
)
from tests.invented import words


NEWS = "Arms transfer agreed"
URGENT = "Maren visit announced"
HOOK = ChannelName("hook")


def visit(number: str, title: str = URGENT) -> dict[str, Any]:
    """Give an entry that the urgent rule finds, and no other."""
    return item(number, title, f"Minister Maren will visit Tessaro. {words(number)}")


async def serve(room: Newsroom, *items: dict[str, Any], name: str = "wire") -> None:
    if name not in room.kinds:
        await room.source(name)
    room.kinds[name].brings = feed(*items)
    await room.poll(name)


async def at(room: Newsroom, hour: int, minute: int = 0, *, day: int = 2) -> bytes | None:
    """Wind the clock, and let speak whoever has something to say then."""
    room.clock.instant = datetime(2026, 3, day, hour, minute, tzinfo=UTC)
    await room.pipeline.group()
    await room.pipeline.open_slots()
    return await room.speak()


async def open_slots(room: Newsroom) -> list[tuple[Any, ...]]:
    return [
        (due, state)
        for due, state in await room.rows("slot", "due_at", "state")
        if state == "open"
    ]


# --- on schedule -------------------------------------------------------------------------------


async def test_a_digest_comes_at_its_time(room: Newsroom) -> None:
    """Not a minute earlier, and once."""
    await serve(room, item("1"))
    assert await at(room, 11, 59) is None
    assert headlines(await at(room, 12)) == [NEWS]
    assert await at(room, 12, 1) is None


async def test_a_slot_before_the_stream_existed_is_never_due(room: Newsroom) -> None:
    """A stream that begins at nine does not speak for yesterday's noon."""
    await serve(room, item("1"))
    await at(room, 9)
    assert await room.rows("slot", "local_date", "local_time", "state") == [
        ("2026-03-02", "12:00", "open")
    ]


async def test_opening_slots_twice_opens_them_once(room: Newsroom) -> None:
    """What is written down stays as it is."""
    for _ in range(3):
        await room.pipeline.open_slots()
    assert len(await room.rows("slot", "id")) == 1


async def test_missed_slots_are_told_as_one_digest(room: Newsroom) -> None:
    """After three days of silence one mail comes, and says for how many it speaks."""
    await room.pipeline.open_slots()
    await serve(room, item("1"))
    told = await at(room, 13, day=5)
    assert headlines(told) == [NEWS]
    assert "Speaks for 3 missed slots as well" in sentences(told)
    assert sorted(await room.column("slot", "state")) == [
        "done",
        "merged",
        "merged",
        "merged",
        "open",
    ]
    assert len(await room.rows("digest", "id")) == 1


async def test_a_year_of_missed_slots_is_written_down_at_once(room: Newsroom) -> None:
    """Downtime costs one transaction, not one for each hour of it."""
    await room.configure(streams=[replace(DESK, schedule=("hourly",))])
    await room.pipeline.open_slots()
    room.clock.forward(days=365)
    await room.pipeline.open_slots()
    assert len(await room.rows("slot", "id")) == WRITTEN + 2  # those before are counted
    told = await room.speak()
    assert "Speaks for 8,759 missed slots as well" in sentences(told)


async def test_a_newer_slot_is_given_back_where_composing_fails(room: Newsroom) -> None:
    """Who came for an older one took it; a minute later it is tried again."""

    class Broken:
        def render(self, digest: object) -> None:
            raise RuntimeError("a template is wrong")

    await room.configure(streams=[replace(DESK, schedule=("hourly",))])
    await room.pipeline.open_slots()
    room.clock.forward(hours=3)
    await room.pipeline.open_slots()
    oldest, *_ = await room.store.read(slots.due, room.clock(), 50)
    parts = room.pipeline.parts
    room.pipeline.parts = replace(parts, renderer=cast("Any", Broken()))
    with pytest.raises(RuntimeError, match="template"):
        await room.pipeline.compose(oldest)
    room.pipeline.parts = parts
    assert set(await room.column("slot", "lease_owner")) == {None}
    room.clock.forward(minutes=1)
    assert "Speaks for 2 missed slots as well" in sentences(await room.speak())


@pytest.mark.parametrize(
    ("night", "instants"),
    [
        (datetime(2026, 3, 29, tzinfo=UTC), ["01:00"]),  # the clock jumps from 02:00 to 03:00
        (datetime(2026, 10, 25, tzinfo=UTC), ["00:30", "00:45"]),  # and from 03:00 to 02:00
    ],
)
async def test_a_clock_that_jumps_neither_doubles_nor_loses_a_slot(
    room: Newsroom, night: datetime, instants: list[str]
) -> None:
    """A time that does not exist is told at the jump; one that comes twice is told once."""
    room.clock.instant = night - timedelta(hours=6)
    twice = replace(DESK, zone="Europe/Vienna", schedule=("daily 02:30", "daily 02:45"))
    await room.configure(streams=[twice])
    room.clock.instant = night + timedelta(hours=12)
    await room.pipeline.open_slots()
    dues = await room.column("slot", "due_at")
    assert [f"{due:%H:%M}" for due in dues if due.date() == night.date()] == instants
    assert await room.speak() is not None
    assert len(await room.rows("digest", "id")) == 1


async def test_nothing_to_tell_is_a_finding(room: Newsroom) -> None:
    """`empty: send` says what was looked at; `skip` says nothing, and is done with the slot."""
    await serve(room, item("1", "Herring landed", "Boats came home full of herring."))
    assert "No hits: 1 new article seen, none matched" in sentences(await at(room, 12))
    await room.configure(streams=[replace(DESK, empty=Empty.SKIP)])
    assert await at(room, 12, day=3) is None
    assert await room.column("slot", "state") == ["done", "done", "open"]


async def test_coverage_goes_on_where_the_last_digest_ended(room: Newsroom) -> None:
    """No stretch of time is left out, and none is counted twice."""
    await serve(room, item("1"))
    assert "First message of this stream" in sentences(await at(room, 12))
    await serve(room, item("1"), item("2"))
    told = sentences(await at(room, 12, day=3))
    assert "Covers 2 March 12:00 to 3 March 12:00" in told
    assert "1 new article seen, 1 matched" in told


async def test_a_stream_that_came_later_counts_from_its_beginning(room: Newsroom) -> None:
    """What was seen and matched before it is none of its coverage."""
    await serve(room, item("1"), visit("2"))
    await at(room, 12)
    await room.configure(streams=[DESK, AT_ONCE])
    await serve(room, item("1"), visit("2"), visit("3", "Maren visit put off"))
    told = await room.tell("at-once")
    assert headlines(told) == ["Maren visit put off"]
    assert "of what came since 2 March 12:00, up to 2 March 12:02" in sentences(told)
    assert "1 new article seen, 1 matched" in sentences(told)


async def test_a_time_in_which_no_source_was_due_says_so(room: Newsroom) -> None:
    """That nothing was looked at is no fault where there was nothing to look at yet."""
    await serve(room, item("1"))
    await room.tell("desk")
    told = sentences(await room.tell("desk"))
    assert "No source was due in this time; last looked at 08:01." in told
    room.clock.forward(hours=20)
    assert "No source was checked." in sentences(await room.tell("desk"))


async def test_rules_that_are_off_stand_in_the_coverage_statement(room: Newsroom) -> None:
    """A reader learns that something was not looked for, and why."""
    off = "Switched off: rule weapons: '(' is never closed (desk.yaml:14)"
    await room.configure(off=[off])
    assert off in sentences(await room.tell("desk"))


# --- who is told -------------------------------------------------------------------------------


async def test_every_recipient_gets_a_delivery_with_frozen_bytes(room: Newsroom) -> None:
    """The digest commits with its deliveries, one for each recipient of each channel."""
    room.channels["mail"].recipients = ("a", "b")
    await room.configure(streams=[replace(DESK, to=(ChannelName("mail"), HOOK))])
    await serve(room, item("1"))
    envelope = await at(room, 12)
    assert sorted(await room.rows("delivery", "recipient", "channel")) == [
        ("a", "mail"), ("b", "mail"), ("reader", "hook"),
    ]  # fmt: skip
    assert set(await room.column("delivery", "body")) == {envelope}


async def test_who_cannot_be_packed_for_keeps_the_digest_from_nobody(
    room: Newsroom, events: Any
) -> None:
    """A fault in one notifier makes one dead letter, with its reason; the others are told."""
    room.channels["mail"].recipients = ("a", "b")
    room.channels["mail"].unpackable = {"a"}
    await room.configure()
    assert await at(room, 12) is not None
    found = await room.deliveries()
    assert found["a"].state is DeliveryState.DEAD
    assert "no envelope is large enough" in found["a"].detail
    assert found["b"].state is DeliveryState.PENDING
    assert any(one["event"] == "delivery.not_packed" for one in events)


async def test_a_stream_that_left_says_nothing(room: Newsroom) -> None:
    """Its slot is closed without a digest."""
    await serve(room, item("1"))
    await room.pipeline.open_slots()
    in_force = room.pipeline.configuration
    room.pipeline.configuration = replace(in_force, streams={})
    assert await at(room, 12) is None
    assert await room.column("slot", "state") == ["done"]


async def test_what_is_not_due_is_not_composed(room: Newsroom) -> None:
    """A job is a wake-up: an id that means nothing, or not yet, does nothing."""
    await room.pipeline.open_slots()
    assert await room.pipeline.compose(SlotId(1)) is None
    assert await room.pipeline.compose(SlotId(99)) is None


async def test_a_digest_that_cannot_be_composed_is_tried_again_soon(room: Newsroom) -> None:
    """A fault leaves no lease behind that would hold the slot for a quarter of an hour."""
    await serve(room, item("1"))
    in_force = room.pipeline.configuration
    room.pipeline.configuration = replace(in_force, channels={})
    with pytest.raises(KeyError):
        await at(room, 12)
    room.pipeline.configuration = in_force
    assert await at(room, 12) is None
    assert headlines(await at(room, 12, 1)) == [NEWS]


async def test_a_lost_lease_tells_nobody(room: Newsroom) -> None:
    """A compose that slept past its lease commits nothing; who took over tells it once."""
    await serve(room, item("1"))
    mail = room.channels["mail"]

    class Slow(type(mail)):  # type: ignore[misc] # the class of a fake
        """Packs so slowly that another takes the slot meanwhile."""

        def pack(self, *args: Any) -> bytes:
            room.clock.forward(hours=1)
            with room.store._writer.begin() as connection:
                slots.claim(connection, SlotId(1), "another", room.clock(), timedelta(hours=1))
            return b""

    room.channels["mail"] = Slow()
    await room.configure()
    with pytest.raises(StoreError, match="lease was lost"):
        await at(room, 12)
    assert await room.rows("digest", "id") == []
    assert await room.rows("told", "how") == []
    assert "another" in await room.column("slot", "lease_owner")


async def test_a_preview_writes_nothing(room: Newsroom) -> None:
    """It shows what would be told, again and again."""
    await serve(room, item("1"))
    await room.pipeline.group()
    file = Path(str(room.store.database))
    before = file.read_bytes(), await room.rows("slot", "id")
    for _ in range(2):
        rendered = await composing.preview(
            room.pipeline.parts, room.pipeline.configuration, DESK, room.clock()
        )
        assert rendered.stories == 1
    assert (file.read_bytes(), await room.rows("slot", "id")) == before
    assert await room.rows("told", "how") == []


# --- at once -----------------------------------------------------------------------------------


async def both(room: Newsroom, **changes: Any) -> None:
    """Configure a digest and its instant stream; `changes` are of the latter."""
    await room.configure(streams=[DESK, replace(AT_ONCE, **changes)])


async def test_urgent_news_is_told_after_a_short_wait(room: Newsroom) -> None:
    """What comes within the wait is told together; what is not urgent is left to the digest."""
    await both(room)
    await serve(room, item("1"), visit("2"))
    assert await at(room, 9) is None
    room.clock.forward(seconds=29)
    assert await room.speak() is None
    await serve(room, item("1"), visit("2"), visit("3", "Maren visit confirmed"))
    told = await at(room, 9, 1)
    assert sorted(headlines(told)) == [URGENT, "Maren visit confirmed"]


async def test_an_instant_stream_without_news_is_silent(room: Newsroom) -> None:
    """It opens no slot, and one that finds nothing left says nothing."""
    await both(room)
    await serve(room, item("1"))
    await at(room, 9)
    assert len(await room.rows("slot", "id")) == 1
    assert await room.tell("at-once") is None


async def test_what_was_told_at_once_is_one_line_in_the_digest(room: Newsroom) -> None:
    """The digest names its sibling and lists what it told; it does not tell it again."""
    await both(room)
    await serve(room, item("1"), visit("2"))
    await at(room, 9)
    assert headlines(await at(room, 9, 1)) == [URGENT]
    told = await at(room, 12)
    assert headlines(told) == [NEWS]
    assert "1 story told in between by “The desk, at once”" in sentences(told)
    assert f'"headline":"{URGENT}"' in (told or b"").decode()
    assert headlines(await at(room, 12, day=3)) == []


async def test_what_the_digest_told_leaves_the_instant_queue(room: Newsroom) -> None:
    """Who reads the digest need not be told the same at once."""
    await both(room)
    await serve(room, visit("1"))
    assert headlines(await room.tell("desk")) == [URGENT]
    assert await room.tell("at-once") is None


async def test_readers_whom_the_digest_does_not_reach_are_told_at_once(room: Newsroom) -> None:
    """An instant stream with a channel of its own keeps its queue."""
    await both(room, to=(ChannelName("mail"), HOOK))
    await serve(room, visit("1"))
    assert headlines(await room.tell("desk")) == [URGENT]
    assert headlines(await room.tell("at-once")) == [URGENT]
    assert headlines(await room.tell("desk")) == []


@pytest.mark.parametrize("order", [("desk", "at-once"), ("at-once", "desk")])
async def test_nothing_is_told_twice_whatever_the_order(
    room: Newsroom, order: Sequence[str]
) -> None:
    """Each story is told by exactly one of two streams with the same readers."""
    await both(room)
    told: list[str] = []
    for number in range(3):
        await serve(room, item(f"a{number}", f"Arms transfer {number}"),
                    visit(f"b{number}", f"Maren visit {number}"))  # fmt: skip
        for stream in order:
            told += headlines(await room.tell(stream))
    assert len(told) == len(set(told)) == 6


async def test_a_digest_over_several_watchlists_has_several_siblings(room: Newsroom) -> None:
    """What each of them told is one line; nothing is told to the same readers twice."""
    other = replace(VISIT, watchlist="other")
    joint = replace(DESK, watchlists=("desk", "other"))
    at_once = replace(AT_ONCE, tiers=(Tier.NORMAL,))
    another = replace(AT_ONCE, id=StreamId("another"), title="Others", watchlists=("other",))
    await room.configure(rules=(ARMS, other), streams=(joint, at_once, another))
    await serve(room, item("1"), visit("2"))
    assert headlines(await room.tell("at-once")) == [NEWS]
    assert headlines(await room.tell("another")) == [URGENT]
    told = await room.tell("desk")
    assert headlines(told) == []
    assert "2 stories told in between by “The desk, at once; Others”" in sentences(told)


async def test_readers_who_were_told_nothing_are_told_in_full(room: Newsroom) -> None:
    """An instant stream that shares no channel with a digest has told its readers nothing."""
    await both(room, to=(HOOK,))
    await serve(room, visit("1"))
    assert headlines(await room.tell("at-once")) == [URGENT]
    assert headlines(await room.tell("desk")) == [URGENT]


async def test_an_update_of_what_was_told_at_once_is_an_update(room: Newsroom) -> None:
    """The digest knows that its readers have heard of the story."""
    await both(room)
    await serve(room, visit("1"))
    await room.tell("at-once")
    changed = visit("1")
    changed["content_text"] += " An arms transfer is on the agenda of the talks in the capital."
    await serve(room, changed)
    (story,) = stories(await room.tell("desk"))
    assert story["why"] == "updated"


# --- quiet hours -------------------------------------------------------------------------------


NIGHT = Quiet(start=time(22), end=time(7))
LET_THROUGH = replace(NIGHT, then=QuietMode.LET_URGENT_THROUGH)


async def at_night(room: Newsroom, quiet: Quiet = NIGHT, **changes: Any) -> None:
    """Configure an instant stream with quiet hours, and wait until they begin."""
    await room.configure(streams=[replace(AT_ONCE, quiet=quiet, **changes)])
    room.clock.instant = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)


async def test_quiet_hours_hold_what_comes(room: Newsroom) -> None:
    """What comes at night is told together in the morning."""
    await at_night(room)
    await serve(room, visit("1"))
    await at(room, 23)
    assert await at(room, 23, 1) is None
    assert (datetime(2026, 3, 3, 7, tzinfo=UTC), "open") in await open_slots(room)
    assert headlines(await at(room, 7, day=3)) == [URGENT]


async def test_urgent_news_goes_through_quiet_hours_that_let_it(room: Newsroom) -> None:
    """The rest of the night's news stays held."""
    await at_night(room, LET_THROUGH, tiers=tuple(Tier))
    await serve(room, item("1"), visit("2"))
    await at(room, 23)
    assert headlines(await at(room, 23, 1)) == [URGENT]
    await at(room, 23, 2)
    assert await at(room, 23, 4) is None
    assert headlines(await at(room, 7, 1, day=3)) == [NEWS]


async def test_urgent_news_does_not_wait_behind_what_is_held(room: Newsroom) -> None:
    """A slot that waits for the morning is brought forward when something urgent comes."""
    await at_night(room, LET_THROUGH, tiers=tuple(Tier))
    await serve(room, item("1"))
    await at(room, 23)
    assert await at(room, 23, 1) is None
    await serve(room, item("1"), visit("2"))
    await at(room, 23, 10)
    assert headlines(await at(room, 23, 11)) == [URGENT]


async def test_what_is_urgent_elsewhere_does_not_go_through(room: Newsroom) -> None:
    """Only the tiers that a stream listens to count."""
    await at_night(room, LET_THROUGH, tiers=(Tier.NORMAL,))
    await serve(room, item("1", "Maren visit: arms transfer agreed"))
    await at(room, 23)
    assert await at(room, 23, 1) is None
    assert len(headlines(await at(room, 7, 1, day=3))) == 1


async def test_by_day_quiet_hours_hold_nothing(room: Newsroom) -> None:
    """They are over at their end."""
    await at_night(room)
    room.clock.instant = datetime(2026, 3, 2, 8, tzinfo=UTC)
    await serve(room, visit("1"))
    await at(room, 9)
    assert headlines(await at(room, 9, 1)) == [URGENT]


# --- who speaks for a story --------------------------------------------------------------------


async def test_the_source_with_priority_speaks(room: Newsroom) -> None:
    """Of equal copies, the one from the most trusted source is the headline."""
    text = item("1")["content_text"]
    await room.source("wire")
    await room.source("paper", priority=5)
    await serve(room, item("1", "Wire: arms transfer", text))
    await serve(
        room, item("2", "Paper: arms transfer", text, url="https://paper.example/2"), name="paper"
    )
    (story,) = stories(await room.tell("desk"))
    assert (story["headline"], story["copies_total"]) == ("Paper: arms transfer", 1)


async def test_a_source_that_left_still_has_a_name(room: Newsroom) -> None:
    """What it brought is told under its id."""
    await room.source("wire", outlet=None)
    await serve(room, item("1"))
    room.pipeline.configuration = replace(room.pipeline.configuration, sources={})
    (story,) = stories(await room.tell("desk"))
    assert story["outlet"]


async def test_a_higher_tier_is_a_reason_to_tell_again(room: Newsroom) -> None:
    """What was told as normal and turns urgent comes back, and says why."""
    await serve(room, item("1"))
    await room.tell("desk")
    changed = item("1")
    changed["content_text"] += " Minister Maren will visit the yard."
    await serve(room, changed)
    (story,) = stories(await room.tell("desk"))
    assert (story["why"], story["tier"]) == ("tier", "urgent")


async def test_each_stream_hears_of_its_own_watchlists(room: Newsroom) -> None:
    """What another watchlist found is none of its business."""
    other = replace(VISIT, watchlist="other")
    joint = replace(DESK, id=StreamId("joint"), watchlists=("desk", "other"))
    await room.configure(rules=(ARMS, other), streams=(DESK, joint))
    await serve(room, item("1"), visit("2"))
    assert headlines(await room.tell("desk")) == [NEWS]
    assert sorted(headlines(await room.tell("joint"))) == [NEWS, URGENT]


async def test_a_baseline_is_told_by_no_stream(room: Newsroom) -> None:
    """Neither at once nor in the digest."""
    await both(room)
    await room.source("wire", backfill=Backfill.NONE)
    await serve(room, visit("1"))
    assert await room.tell("at-once") is None
    assert headlines(await room.tell("desk")) == []


# --- digests over several watchlists, and who was told what -------------------------------------


async def three(room: Newsroom, to: str = "hook", instant: tuple[str, ...] = ("mail",)) -> None:
    """Configure a desk by mail, its instant stream, and a joint digest for other readers."""
    joint = replace(
        DESK, id=StreamId("joint"), watchlists=("desk", "other"), to=(ChannelName(to),)
    )
    at_once = replace(AT_ONCE, to=tuple(map(ChannelName, instant)))
    await room.configure(streams=(DESK, at_once, joint))


async def test_a_joint_digest_tells_in_full_what_the_desk_alone_was_told(room: Newsroom) -> None:
    """What a digest took from an instant stream's queue was not told by that stream."""
    await three(room, to="mail")
    await serve(room, item("1"), visit("2"))
    assert sorted(headlines(await room.tell("desk"))) == [NEWS, URGENT]
    assert await room.tell("at-once") is None
    assert sorted(headlines(await room.tell("joint"))) == [NEWS, URGENT]


async def test_only_what_waits_in_the_instant_queue_leaves_it(room: Newsroom) -> None:
    """What is out of its scope is no business of the instant stream."""
    await three(room)
    await serve(room, item("1"), visit("2"))
    await room.tell("desk")
    told = await room.rows("told", "stream_id", "how")
    assert sorted(told) == [("at-once", "elsewhere"), ("desk", "told"), ("desk", "told")]


@pytest.mark.parametrize(("instant", "in_full"), [(("mail",), 1), (("mail", "hook"), 0)])
async def test_a_joint_digest_skips_only_what_all_its_readers_were_told(
    room: Newsroom, instant: tuple[str, ...], in_full: int
) -> None:
    """A mere overlap of channels is not enough for it."""
    await three(room, instant=instant)
    await serve(room, visit("2"))
    assert headlines(await room.tell("at-once")) == [URGENT]
    told = await room.tell("joint")
    assert len(headlines(told)) == in_full
    assert ("1 story told in between" in sentences(told)) is not bool(in_full)


# --- more than fits -----------------------------------------------------------------------------


def crowd(number: int) -> list[dict[str, Any]]:
    """Give entries that each make a story; every hundredth is urgent."""
    return [
        item(
            str(n),
            f"{'Maren visit' if n % 100 == 0 else 'Arms transfer'} {n}",
            " ".join(f"w{n}x{word}" for word in range(40)) + " An arms transfer. Maren visit.",
        )
        for n in range(number)
    ]


async def shapes(room: Newsroom) -> list[tuple[str, str, list[str]]]:
    """Give text, HTML, and headlines in JSON of each digest."""
    rows = await room.rows("digest", "text", "html", "data")
    return [(text, html, headlines(data.encode())) for text, html, data in rows]


async def test_of_500_stories_each_is_shown_once_in_every_shape(room: Newsroom) -> None:
    """What does not fit is not told: it follows at once, in further digests."""
    rules = (ARMS, replace(VISIT, query="title: Maren visit"))
    await room.configure(rules=rules)
    await serve(room, *crowd(500))
    first = await room.tell("desk")
    while await room.speak() is not None:
        pass
    digests_made = await shapes(room)
    told = [title for _, _, titles in digests_made for title in titles]
    assert len(digests_made) > 2
    assert sorted(told) == sorted(entry["title"] for entry in crowd(500))
    for text, html, titles in digests_made:
        page = " ".join(lxml_html.document_fromstring(html).text_content().split())
        plain = " ".join(text.replace("*", "").split())
        assert [one for one in titles if f"{one} " not in page or f"{one} " not in plain] == []
        assert "that did not fit" not in text
    left = 500 - len(headlines(first))
    assert f"{left} more stories wait" in digests_made[0][0].replace("\n", " ")
    assert "wait" not in digests_made[-1][0]


async def test_a_report_that_was_rewritten_meanwhile_says_so(room: Newsroom) -> None:
    """Its first version is told, as one that was changed since: no rule holds for what it says now."""
    await serve(room, item("1"))
    await serve(room, item("1", "Envoys leave", f"There were no talks. {words('1', 30)}"))
    (story,) = stories(await room.tell("desk"))
    assert (story["headline"], story["version"], story["superseded"]) == (NEWS, 1, True)
    (text,), (html,) = await room.column("digest", "text"), await room.column("digest", "html")
    assert "Changed since: an earlier version is quoted" in text
    assert "Changed since: an earlier version is quoted" in html


async def test_a_report_that_stands_says_nothing(room: Newsroom) -> None:
    """Nor does one whose newest version is the one told."""
    await serve(room, item("1"))
    await serve(room, item("1", lead="A second arms transfer follows."))
    (story,) = stories(await room.tell("desk"))
    assert (story["version"], story["superseded"]) == (2, False)
    (text,) = await room.column("digest", "text")
    assert "Changed since" not in text
