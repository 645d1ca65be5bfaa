"""Entries that are only teasers: their pages are read, and no page holds anything up."""

from datetime import timedelta

import pytest

from service.errors import FetchError
from service.model import Backfill, FullText, SourceId
from service.store import fares
from tests.fakes import PagedKind
from tests.integration.newsroom import Newsroom, feed, headlines, item, sentences, stories


ROBOTS = "https://wire.example/robots.txt"
ADDRESS = "https://wire.example/1"
DULL = "Envoys met in Tessaro on Monday."
AWAY = FetchError("http_503", "the server is busy")


def page(sentence: str, title: str = "Envoys met") -> bytes:
    """Give a page whose third paragraph says it."""
    plain = "The harbour was closed for the day, and the ferries of the bay stayed in port. " * 3
    body = "".join(f"<p>{text}</p>" for text in (plain, plain, sentence, plain))
    return f"<html><title>{title}</title><article><h1>{title}</h1>{body}</article></html>".encode()


ARMS_PAGE = page("Behind closed doors they agreed on an arms transfer over two years.")


async def brought(room: Newsroom, wire: PagedKind, *, title: str = "Envoys met") -> None:
    """Let the feed bring one teaser."""
    wire.brings = feed(item("1", title, DULL))
    assert await room.poll("wire") is (len(await room.column("unread", "tries")) > 0)


async def test_what_only_the_page_says_is_told(room: Newsroom) -> None:
    """A rule that holds for the page alone: quoted from its text, beside the teaser."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = ARMS_PAGE
    await brought(room, wire)
    assert await room.column("article", "id") == []  # it waits for its page
    await room.read_pages("wire")
    (story,) = stories(await room.tell("desk"))
    assert story["headline"] == "Envoys met"
    assert "two years" in str(story)
    assert wire.fetched == [ROBOTS, ADDRESS]
    assert len(await room.rows("page", "article_id")) == 1


async def test_a_page_that_concerns_nobody_is_kept_and_not_read(room: Newsroom) -> None:
    """No rule can hold for its words: the article has the teaser, the archive the page."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = page("Nothing came of it, the envoys of both sides said.")
    await brought(room, wire)
    await room.read_pages("wire")
    assert await room.column("article_version", "text") == [DULL]
    assert len(await room.rows("page", "article_id")) == 1


@pytest.mark.parametrize(
    "fault", [FetchError("http_404", "gone"), FetchError("blocked_address", "private")]
)
async def test_a_page_that_is_not_there_holds_nothing_up(
    room: Newsroom, fault: FetchError
) -> None:
    """What the feed says is stored at once, and the page is not asked for again."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = fault
    await brought(room, wire, title="Arms transfer agreed")
    await room.read_pages("wire")
    digest = await room.tell("desk")
    assert headlines(digest) == ["Arms transfer agreed"]
    said = f"1 page could not be had or read, its entry was read without it: Wire (1: {fault.detail})."
    assert said in sentences(digest)
    assert await room.column("unread", "tries") == []
    await room.poll("wire")
    assert "could not be had or read" not in sentences(await room.tell("desk"))


async def test_a_page_that_cannot_be_read_is_missing(room: Newsroom) -> None:
    """Its words are what a rule looks for, and nobody can say whether they are its text."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = b"arms transfer " * 9 + bytes(9)
    await brought(room, wire)
    await room.read_pages("wire")
    assert await room.column("article_version", "text") == [DULL]
    shown = await room.read(fares.shown, SourceId("wire"), 1)
    assert shown is not None
    (missing,) = shown.missing
    assert (missing.page.address, missing.page.code) == (ADDRESS, "binary")
    assert "1 page could not be had" in sentences(await room.tell("desk"))


async def test_a_server_that_is_away_delays_no_headline(room: Newsroom) -> None:
    """A rule that holds for the teaser is told although the page cannot be had."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = AWAY
    await brought(room, wire, title="Arms transfer agreed")
    await room.read_pages("wire")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]
    assert await room.column("unread", "tries") == []


async def test_a_server_that_comes_back_is_asked_again(room: Newsroom) -> None:
    """A teaser that concerns nobody waits; with its page it is told, once."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = AWAY
    await brought(room, wire)
    await room.read_pages("wire")
    assert await room.rows("unread", "tries") == [(1,)]
    await room.poll("wire")  # the feed still shows it: it is known to wait
    await room.read_pages("wire")
    wire.pages[ADDRESS] = ARMS_PAGE
    await room.read_pages("wire", minutes=5)
    assert headlines(await room.tell("desk")) == ["Envoys met"]
    await room.poll("wire")
    assert headlines(await room.tell("desk")) == []
    assert len(await room.column("article", "id")) == 1


async def test_what_waits_is_counted(room: Newsroom) -> None:
    """`source show` says how many entries wait for their pages."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = AWAY
    await brought(room, wire)
    await room.read_pages("wire")
    shown = await room.read(fares.shown, SourceId("wire"), 1)
    assert shown is not None
    assert shown.waiting == 1


async def test_a_server_that_stays_away_is_given_up(room: Newsroom) -> None:
    """After some tries the article is what its feed said."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = AWAY
    await brought(room, wire)
    for _ in range(4):
        await room.read_pages("wire", minutes=20)
    assert await room.column("article_version", "text") == [DULL]
    assert wire.fetched.count(ADDRESS) == 4


async def test_a_wish_to_wait_is_granted(room: Newsroom) -> None:
    """Retry-After of a page is kept."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = FetchError("http_429", "slowly", retry_after=timedelta(hours=1))
    await brought(room, wire)
    await room.read_pages("wire")
    await room.read_pages("wire", minutes=50)
    assert wire.fetched.count(ADDRESS) == 1
    await room.read_pages("wire", minutes=11)
    assert wire.fetched.count(ADDRESS) == 2


async def test_robots_are_respected(room: Newsroom) -> None:
    """What a site asks not to fetch is not fetched; the teaser must do."""
    wire = await room.paged("wire")
    wire.pages |= {ROBOTS: b"User-agent: *\nDisallow: /1\n", ADDRESS: ARMS_PAGE}
    await brought(room, wire)
    await room.read_pages("wire")
    assert wire.fetched == [ROBOTS]
    assert await room.column("article_version", "text") == [DULL]


async def test_robots_that_cannot_be_read_forbid_for_now(room: Newsroom) -> None:
    """Nobody knows what they say: the page is asked for when they can be read."""
    wire = await room.paged("wire")
    wire.pages |= {ROBOTS: AWAY, ADDRESS: ARMS_PAGE}
    await brought(room, wire)
    await room.read_pages("wire")
    assert ADDRESS not in wire.fetched
    wire.pages[ROBOTS] = b""
    await room.read_pages("wire", minutes=15)
    assert headlines(await room.tell("desk")) == ["Envoys met"]


@pytest.mark.parametrize(
    ("full_text", "text", "fetched"),
    [
        (FullText.NEVER, DULL, False),
        (FullText.AUTO, "", False),
        (FullText.ALWAYS, "", True),
    ],
)
async def test_whose_pages_are_fetched(
    room: Newsroom, full_text: FullText, text: str, fetched: bool
) -> None:
    """Never; where the feed gives less than a report; or always."""
    wire = await room.paged("wire", full_text=full_text)
    long = " ".join(f"Sentence {number} of a whole report." for number in range(40))
    wire.brings = feed(item("1", "Envoys met", text or long))
    await room.poll("wire")
    await room.read_pages("wire")
    assert (ADDRESS in wire.fetched) is fetched
    assert len(await room.column("article", "id")) == 1


async def test_a_baseline_fetches_no_pages(room: Newsroom) -> None:
    """What was there before we looked is told to nobody, so its pages are not asked for."""
    wire = await room.paged("wire", backfill=Backfill.NONE)
    await brought(room, wire)
    assert len(await room.column("article", "id")) == 1
    assert wire.fetched == []


async def test_a_changed_teaser_of_the_same_page_tells_nothing_again(room: Newsroom) -> None:
    """The page decides what the article says: where it is the same, nothing is new."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = ARMS_PAGE
    await brought(room, wire)
    await room.read_pages("wire")
    await room.tell("desk")
    wire.brings = feed(item("1", "Envoys met", DULL + " More soon."))
    await room.poll("wire")
    await room.read_pages("wire")
    assert headlines(await room.tell("desk")) == []


async def test_waiting_entries_are_seen_articles(room: Newsroom) -> None:
    """The coverage statement counts them when their feed brought them, and only once."""
    wire = await room.paged("wire")
    wire.pages[ADDRESS] = ARMS_PAGE
    await brought(room, wire)
    await room.read_pages("wire")
    assert "1 new article seen" in sentences(await room.tell("desk"))
