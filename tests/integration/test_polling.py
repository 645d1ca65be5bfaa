"""poll: from what a source serves to articles and matches, each once."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from service.errors import FetchError, ParseError, ParseTimeoutError, StoreError
from service.model import (
    Backfill,
    Collected,
    Document,
    SourceId,
    Unreadable,
    Validators,
)
from service.pipeline.polling import NOTHING
from service.sources import folder
from service.sources.base import Poll
from service.store import sources
from tests.integration.newsroom import (
    ARMS,
    PADDING,
    Newsroom,
    feed,
    headlines,
    item,
    sentences,
    stories,
)


# --- new, known, changed -----------------------------------------------------------------------


async def test_a_new_article_is_told(room: Newsroom) -> None:
    """What a feed brings is stored, matched, grouped and told."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"), item("2", "Herring landed", "Boats came home full of herring."))
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]
    assert await room.column("article", "entry_id") == ["1", "2"]
    assert await room.column("match", "rule") == ["arms"]


async def test_an_item_that_is_served_again_is_nothing_new(room: Newsroom) -> None:
    """The same entry in every poll makes one article, and is read once."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    for _ in range(3):
        await room.poll("wire")
    assert len(await room.rows("article_version", "version")) == 1
    assert await room.column("poll", "outcome") == ["new", "same"]
    assert await room.column("poll", "times") == [1, 2]


async def test_a_changed_text_is_a_new_version(room: Newsroom) -> None:
    """An entry that comes with other words is the same article, told as an update."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    await room.tell("desk")
    wire.brings = feed(item("1", lead="A second arms transfer followed on Friday."))
    await room.poll("wire")
    assert await room.rows("article", "version") == [(2,)]
    (story,) = stories(await room.tell("desk"))
    assert (story["why"], story["version"]) == ("updated", 2)


@pytest.mark.parametrize("shown", [1, 2, 3])
async def test_a_feed_with_one_id_and_link_for_all_hides_nothing(
    room: Newsroom, shown: int
) -> None:
    """However many items it shows at a time: each that matches is told once."""
    wire = await room.source("wire")
    told = [
        ("Ferries stay in port", "Storms closed the harbour of Lunna, the coast guard said."),
        ("Arms transfer agreed", "Officials in Vessia confirmed an arms transfer on Monday."),
        ("Ministers sign papers", "Radio Olme reported another arms transfer, from Dareth."),
        ("Border blocked at night", "Customs stopped lorries; police called it an arms transfer."),
    ]
    items = [{**item("1", *one), "url": "https://wire.example/"} for one in told]
    found: list[str] = []
    for newest in range(len(items)):
        wire.brings = feed(*reversed(items[max(0, newest + 1 - shown) : newest + 1]))
        await room.poll("wire")
        found += headlines(await room.tell("desk"))
    assert found == [title for title, _ in told[1:]]


async def test_an_id_goes_to_the_item_that_has_it_now(room: Newsroom) -> None:
    """The next correction is one of the newest item."""
    wire = await room.source("wire")
    other = item("1", "Ferries stay in port", "Storms closed the harbour, the coast guard said.")
    corrected = {**other, "content_text": "Storms closed the harbour, the coast guard says now."}
    for one in (item("1"), other, corrected):
        wire.brings = feed(one)
        await room.poll("wire")
    assert await room.rows("article", "version") == [(1,), (2,)]


async def test_an_edit_elsewhere_in_the_text_is_not_told_again(room: Newsroom) -> None:
    """A rule that held before matches again only where its evidence touches new words."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    await room.tell("desk")
    changed = item("1")
    changed["content_text"] += " Corrected on Friday."
    wire.brings = feed(changed)
    await room.poll("wire")
    assert await room.rows("article", "version") == [(2,)]
    assert headlines(await room.tell("desk")) == []


async def test_a_rule_that_held_for_no_earlier_version_is_news(room: Newsroom) -> None:
    """A text that comes to speak of something watched is told, however old the article."""
    wire = await room.source("wire")
    wire.brings = feed(item("1", "Herring landed", f"Boats came home full of herring. {PADDING}"))
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == []
    wire.brings = feed(item("1", "Herring landed", f"An arms transfer was found. {PADDING}"))
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["Herring landed"]


async def test_a_feed_that_renames_all_its_ids_tells_nothing_twice(room: Newsroom) -> None:
    """Equal link and text under a new id is the article that is known."""
    wire = await room.source("wire")
    entries = [item(str(number)) for number in range(5)]
    wire.brings = feed(*entries)
    await room.poll("wire")
    assert len(headlines(await room.tell("desk"))) == 5
    wire.brings = feed(*({**entry, "id": f"new-{entry['id']}"} for entry in entries))
    await room.poll("wire")
    assert len(await room.rows("article", "id")) == 5
    assert headlines(await room.tell("desk")) == []
    assert await room.column("poll", "possible_gap") == [False, False]


async def test_a_page_that_two_sources_serve_is_one_article(room: Newsroom) -> None:
    """The same link with the same text is the same page, whoever points at it."""
    wire, mirror = await room.source("wire"), await room.source("mirror")
    wire.brings = mirror.brings = feed(item("1"))
    await room.poll("wire")
    await room.poll("mirror")
    assert await room.column("article", "source_id") == ["wire"]
    assert len(stories(await room.tell("desk"))) == 1


async def test_a_page_that_matches_only_for_the_second_source_is_told(room: Newsroom) -> None:
    """A rule that asks for a source must not miss its report because another was faster."""
    picky = replace(ARMS, id="picky", query="source:mirror arms transfer")
    await room.configure(rules=(picky,))
    wire, mirror = await room.source("wire"), await room.source("mirror")
    wire.brings = mirror.brings = feed(item("1"), item("2", "Herring landed", "Full of herring."))
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == []
    await room.poll("mirror")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]


async def test_a_link_claimed_with_another_text_hides_nothing(room: Newsroom) -> None:
    """Across sources an equal link alone says nothing: else a hostile feed could hide a report."""
    liar, wire = await room.source("liar"), await room.source("wire")
    liar.brings = feed(
        item("x", "Nothing happened", "Nothing at all.", url="https://wire.example/1")
    )
    wire.brings = feed(item("1"))
    await room.poll("liar")
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]


async def test_what_a_baseline_held_hides_nothing(room: Newsroom) -> None:
    """A page that one source held at first sight, and another serves as news, is told."""
    old = await room.source("old", backfill=Backfill.NONE)
    wire = await room.source("wire")
    old.brings = wire.brings = feed(item("1"))
    await room.poll("old")
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]


# --- first sight -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("backfill", "told"), [(None, 0), (Backfill.NONE, 0), (2, 2), (Backfill.ALL, 4)]
)
async def test_what_a_feed_held_at_first_sight(
    room: Newsroom, backfill: Backfill | int | None, told: int
) -> None:
    """A feed tells nothing of what it held, or so many of its first entries, or all."""
    wire = await room.source("wire", backfill=backfill)
    entries = [item(str(number), f"Arms transfer {number}") for number in range(4)]
    wire.brings = feed(*entries)
    await room.poll("wire")
    assert sorted(headlines(await room.tell("desk"))) == [
        f"Arms transfer {number}" for number in range(told)
    ]
    wire.brings = feed(item("9", "Arms transfer 9"), *entries)
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["Arms transfer 9"]


async def test_a_baseline_says_so(room: Newsroom) -> None:
    """The first digest names the sources whose earlier articles it does not tell."""
    wire = await room.source("wire", backfill=Backfill.NONE)
    wire.brings = feed(item("1"), item("2"))
    await room.poll("wire")
    said = sentences(await room.tell("desk"))
    assert "Seen for the first time" in said
    assert "Wire (2 earlier articles)" in said
    assert "held back" not in said
    assert "matched" not in said
    assert "Seen for the first time" not in sentences(await room.tell("desk"))


async def test_a_folder_tells_all_it_holds(room: Newsroom) -> None:
    """Whoever drops files into a folder wants to be told of them."""
    inbox = await room.inbox()
    (inbox / "a.txt").write_text(f"Arms transfer agreed\n\nThe arms transfer began. {PADDING}")
    await room.poll("inbox")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]
    assert await room.column("poll", "baseline") == [False]


# --- what cannot be read -----------------------------------------------------------------------


async def test_a_file_that_cannot_be_read_is_kept_aside(room: Newsroom, events: Any) -> None:
    """Its bytes and the reason stay; the others are read, and it is not tried in every poll."""
    inbox = await room.inbox()
    (inbox / "bad.json").write_bytes(b'{"title": ')
    (inbox / "good.txt").write_text(f"Arms transfer agreed\n\nThe arms transfer began. {PADDING}")
    await room.poll("inbox")
    (kept,) = [row for row in await room.rows("document", "name", "code", "kept_as") if row[1]]
    assert kept[:2] == ("bad.json", "bad_json")
    assert (room.folder / "aside" / kept[2]).read_bytes() == b'{"title": '
    assert [one["document"] for one in events if one["event"] == "source.document_unreadable"]
    told = await room.tell("desk")
    assert headlines(told) == ["Arms transfer agreed"]
    assert "1 document could not be read (Inbox: bad.json)." in sentences(told)
    await room.poll("inbox")
    assert await room.column("poll", "unreadable") == [1, 0]


async def test_a_kept_file_has_a_name_that_any_disk_takes(room: Newsroom) -> None:
    """A name of many Korean letters is cut between two of them."""
    inbox = await room.inbox()
    (inbox / f"{'한' * 80}.json").write_bytes(b"{")
    await room.poll("inbox")
    (kept,) = await room.column("document", "kept_as")
    assert (room.folder / "aside" / kept).read_bytes() == b"{"


async def test_broken_records_cost_only_themselves(room: Newsroom) -> None:
    """Of a file of records the good ones are read; the file is kept aside with the places."""
    inbox = await room.inbox()
    good = {"id": "1", "title": "Arms transfer agreed", "text": f"Arms transfer. {PADDING}"}
    (inbox / "some.jsonl").write_text(f"{json.dumps(good)}\nno json\n")
    await room.poll("inbox")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]
    names = await room.rows("document", "name", "aside", "detail")
    assert ("some.jsonl", False, None) in names
    ((_, _, detail),) = [row for row in names if row[1]]
    assert "line 2" in detail


async def test_a_document_without_bytes_leaves_its_reason(room: Newsroom) -> None:
    """A link in a folder is not followed, and the reason is kept."""
    inbox = await room.inbox()
    (inbox / "link.txt").symlink_to(room.folder / "elsewhere.txt")
    await room.poll("inbox")
    assert await room.rows("document", "name", "code", "kept_as") == [
        ("link.txt", "symlink", None)
    ]


async def test_a_page_that_takes_too_long_is_kept_aside(room: Newsroom) -> None:
    """One document that no worker can finish leaves the others alone."""
    inbox = await room.inbox()
    for name in ("a.txt", "b.txt"):
        (inbox / name).write_text(f"Arms transfer by {name}\n\nArms transfer of {name}. {PADDING}")
    room.in_process.refuse("a.txt", ParseTimeoutError("parse_timeout", "not done after 10 s"))
    await room.poll("inbox")
    assert headlines(await room.tell("desk")) == ["Arms transfer by b.txt"]
    assert ("a.txt", "parse_timeout") in await room.rows("document", "name", "code")


async def test_an_entry_that_cannot_be_read_costs_only_itself(room: Newsroom) -> None:
    """Where a batch of entries fails, each is read alone; who failed is not tried in every poll."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"), item("2"), {"id": "3", "content_text": " "})
    room.in_process.refuse("2", ParseError("parser_died", "SIGSEGV"))
    await room.poll("wire")
    assert await room.column("article", "entry_id") == ["1"]
    assert await room.rows("document", "name", "code") == [
        ("https://wire.example/feed (2)", "parser_died"),
        ("https://wire.example/feed (3)", "empty"),
    ]
    await room.poll("wire")
    assert await room.column("poll", "unreadable") == [2, 0]


async def test_an_entry_that_can_be_read_after_all_is_read(room: Newsroom) -> None:
    """What comes with other words is tried again, even alone."""
    wire = await room.source("wire")
    wire.brings = feed({"id": "3", "content_text": " "})
    await room.poll("wire")
    wire.brings = feed(item("3"))
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]


# --- sources that fail -------------------------------------------------------------------------


async def test_a_failing_feed_backs_off_and_is_reported(room: Newsroom) -> None:
    """Each failure doubles the wait; the digest names the source; success ends it."""
    wire = await room.source("wire")
    wire.brings = FetchError("http_503", "the server answers 503")
    waits = []
    for _ in range(3):
        await room.poll("wire")
        (due,) = await room.column("source", "next_due")
        waits.append((due - room.clock()) / timedelta(minutes=30))
    assert waits == [pytest.approx(wait, rel=0.11) for wait in (1, 2, 4)]
    assert "the server answers 503 (3 attempts in a row)" in sentences(await room.tell("desk"))
    wire.brings = feed(item("1"))
    await room.poll("wire")
    assert await room.rows("source", "failures", "error_code") == [(0, None)]
    assert "none failed" in sentences(await room.tell("desk"))


async def test_retry_after_is_never_undercut(room: Newsroom) -> None:
    """A server that asks for six hours gets six hours."""
    wire = await room.source("wire")
    six = timedelta(hours=6)
    wire.brings = FetchError("http_429", "slow down", status=429, retry_after=six)
    await room.poll("wire")
    assert await room.column("source", "next_due") == [room.clock() + six]


async def test_a_server_that_sends_no_feed_has_failed(room: Newsroom) -> None:
    """An error page with status 200 changes nothing that is known, validators least of all."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"), etag='"good"')
    await room.poll("wire")
    page = Document(name="feed", body=b"<html>We will be back soon</html>")
    wire.brings = Collected(documents=(page,), validators=Validators(etag='"bad"'))
    await room.poll("wire")
    assert await room.rows("source", "etag", "error_code") == [('"good"', "not_a_feed")]
    assert len(await room.rows("article", "id")) == 1


async def test_a_fault_in_a_kind_is_its_sources_failure(room: Newsroom, events: Any) -> None:
    """A plug-in may raise anything: it is recorded, logged with its trace, and tried again."""
    wire, other = await room.source("wire"), await room.source("other")
    wire.brings = ZeroDivisionError("one of those days")
    other.brings = feed(item("1"))
    assert await room.poll("wire") is False
    await room.poll("other")
    states = {state.id: state for state in await room.read(sources.active)}
    assert states[SourceId("wire")].error_code == "internal"
    assert "one of those days" in (states[SourceId("wire")].error_detail or "")
    assert any(isinstance(one.get("exc_info"), ZeroDivisionError) for one in events)
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]


async def test_a_kind_that_hangs_has_failed(room: Newsroom) -> None:
    """What never comes back must not keep its place for ever."""

    async def hang(_: Poll) -> Collected:
        await asyncio.sleep(60)
        return Collected()

    wire = await room.source("wire")
    wire.brings = hang
    room.change_source("wire", seconds=0.01)
    await room.poll("wire")
    assert await room.rows("source", "error_code", "failures") == [("timeout", 1)]


async def test_a_timeout_of_the_kinds_own_is_told_as_it_is(room: Newsroom) -> None:
    """Only our own limit speaks of our own limit."""
    wire = await room.source("wire")
    wire.brings = TimeoutError("the archive did not answer")
    await room.poll("wire")
    ((code, detail),) = await room.rows("source", "error_code", "error_detail")
    assert code == "internal"
    assert "the archive did not answer" in detail


# --- when it is asked again --------------------------------------------------------------------


async def test_nothing_is_asked_before_it_is_due(room: Newsroom) -> None:
    """A job is a wake-up: finding nothing to claim is no fault."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    assert await room.pipeline.poll(SourceId("wire")) == NOTHING
    assert await room.pipeline.poll(SourceId("nobody")) == NOTHING
    assert len(wire.asked) == 1


async def test_a_server_is_not_asked_earlier_than_it_wishes(room: Newsroom) -> None:
    """`Cache-Control: max-age` beats our own interval."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"), not_before=timedelta(hours=5))
    await room.poll("wire")
    (due,) = await room.column("source", "next_due")
    assert due - room.clock() >= timedelta(hours=4.5)


async def test_a_possible_gap_is_told_and_halves_the_wait(room: Newsroom) -> None:
    """Where no entry of the last poll is left, some may have come and gone."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"), item("2"))
    await room.poll("wire")
    wire.brings = feed(item("3"), item("4"), not_before=timedelta(hours=5))
    await room.poll("wire")
    (due,) = await room.column("source", "next_due")
    assert due - room.clock() <= timedelta(minutes=17)
    assert "Possible gap" in sentences(await room.tell("desk"))


async def test_a_feed_that_began_empty_has_no_gap(room: Newsroom) -> None:
    """Of no entries none can be missed."""
    wire = await room.source("wire")
    wire.brings = feed()
    await room.poll("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    assert await room.column("poll", "possible_gap") == [False, False]


async def test_validators_commit_with_the_articles(room: Newsroom) -> None:
    """What the server said is sent back at the next poll, and only once its articles are stored."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"), etag='"first"')
    await room.poll("wire")
    wire.brings = Collected(not_modified=True, validators=Validators(etag='"first"'))
    await room.poll("wire")
    assert [poll.validators.etag for poll in wire.asked] == [None, '"first"']
    assert await room.column("source", "etag") == ['"first"']


async def test_more_to_bring_is_asked_for_at_once(room: Newsroom) -> None:
    """A full batch is followed by the next without a wait."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"), more=True)
    assert await room.poll("wire") is True
    assert await room.column("source", "next_due") == [room.clock()]
    inbox = await room.inbox()
    (inbox / "a.txt").write_text("Arms transfer agreed\n\nIt began.")
    assert await room.poll("inbox") is False


async def test_a_folder_with_more_is_scanned_again_at_once(room: Newsroom) -> None:
    """More files than one go may bring are brought in several."""
    box = await room.source("box")
    room.change_source("box", module=folder)
    box.brings = Collected(more=True)
    assert await room.poll("box") is True
    due = dict(await room.rows("source", "id", "next_due"))
    assert due["box"] == room.clock()


# --- leases ------------------------------------------------------------------------------------


async def test_a_lost_lease_writes_nothing(room: Newsroom) -> None:
    """A poll that slept past its lease leaves the work to who took it over."""
    wire = await room.source("wire")

    async def slow(_: Poll) -> Collected:
        later = room.clock.forward(hours=1)
        wire.brings = feed(item("2"))
        await room.store.write(
            sources.claim, SourceId("wire"), "another", later, timedelta(hours=1)
        )
        return feed(item("1"), etag='"late"')

    wire.brings = slow
    with pytest.raises(StoreError, match="lease was lost"):
        await room.poll("wire")
    assert await room.rows("article", "id") == []
    assert await room.rows("source", "etag", "lease_owner") == [(None, "another")]


async def test_a_database_in_trouble_costs_a_minute_not_a_lease(room: Newsroom) -> None:
    """Where the commit fails the source is free again, and it is not blamed."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    in_force = room.pipeline.configuration
    room.pipeline.configuration = replace(in_force, rule_set=None)  # type: ignore[arg-type] # refused by the table
    with pytest.raises(StoreError):
        await room.poll("wire")
    assert await room.rows("source", "failures", "lease_owner") == [(0, None)]
    room.pipeline.configuration = in_force
    room.clock.forward(minutes=1)
    await room.pipeline.poll(SourceId("wire"))
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]


async def test_the_rules_in_force_are_on_record(room: Newsroom) -> None:
    """Each article and match names the set of rules that looked at it."""
    wire = await room.source("wire")
    wire.brings = feed(item("1"))
    await room.poll("wire")
    await room.configure(rules=(ARMS,))
    wire.brings = feed(item("2"))
    await room.poll("wire")
    numbers = await room.column("match", "rule_set")
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 2


async def test_what_is_left_unread_is_counted(room: Newsroom) -> None:
    """A document without a name of its own and an unreadable one beside it are both told."""
    wire = await room.source("wire")
    lost = Unreadable(name="page 2", code="http_404", detail="not there")
    wire.brings = replace(feed(item("1")), unreadable=(lost,))
    await room.poll("wire")
    assert await room.column("poll", "unreadable") == [1]
    assert "1 document could not be read" in sentences(await room.tell("desk"))


async def test_a_short_text_is_in_a_language_that_rules_ask_for(room: Newsroom) -> None:
    """A few words could be in many languages: those of the watchlists are likelier."""
    wire = await room.source("wire")
    words = "Ministro visita Madrid"
    for number, language in (("1", "pt"), ("2", "es")):
        await room.configure(rules=(replace(ARMS, languages=(language,)),))
        wire.brings = feed(item(number, words, f"{words} {number}"))
        await room.poll("wire")
    assert await room.column("article_version", "language") == ["pt", "es"]
