"""Documents made to stop their reader: bounded time, memory and text, and the neighbour is read meanwhile."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from service.articles.encoding import MOST_TEXT, MOST_TITLE
from service.articles.read import coarse, read_all
from service.errors import ParseError
from service.model import Document, Entry, Hints, Parsed, Reading
from service.sandbox import Sandbox
from service.sources import feed as feed_kind
from service.sources.formats.fields import MOST_ENTRIES
from tests.hostile import FEEDS, PAGES, SENTENCE
from tests.integration.newsroom import Newsroom, feed, item


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HINTS = Hints(now=NOW, fetched=NOW)
SECONDS = 0.5
"""What one is given here; the service gives ten."""
GOOD = Document(
    name="good.html",
    body=f"<html><h1>Ferries sail</h1><p>{SENTENCE * 4}</p></html>".encode(),
    media_type="text/html",
)
KNOWN = {"parse_timeout", "entity_refused", "bad_json", "not_a_feed", "too_large"}
"""How one may end that is not read; no worker may die of one."""
shared = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    """Two workers for the whole file: one for each document, one for its neighbour."""
    box = Sandbox(preload=["service.articles.read:read_all", "service.sources.feed:parse"])
    await box.call(read_all, GOOD, (Entry(whole=True),), (HINTS,), seconds=30)
    yield box
    await box.close()


async def _outcome(call: Awaitable[object]) -> object:
    try:
        return await call
    except ParseError as fault:
        return fault


async def _beside(sandbox: Sandbox, call: Awaitable[object]) -> object:
    """Give the outcome of a call beside which a neighbour was read."""
    good = sandbox.call(read_all, GOOD, (Entry(whole=True),), (HINTS,), seconds=30)
    outcome, (neighbour,) = await asyncio.gather(_outcome(call), good)
    assert (neighbour.title, neighbour.text) == ("Ferries sail", (SENTENCE * 4).strip())
    return outcome


def _page(name: str) -> Document:
    return Document(
        name="a.html", body=PAGES[name](), media_type="text/html", url="https://gazette.test/a"
    )


@shared
@pytest.mark.parametrize("name", PAGES)
async def test_a_hostile_page(name: str, sandbox: Sandbox) -> None:
    """It is read in time, and cut to size, or given up."""
    call = sandbox.call(read_all, _page(name), (Entry(whole=True),), (HINTS,), seconds=SECONDS)
    outcome = await _beside(sandbox, call)
    if isinstance(outcome, ParseError):
        assert outcome.code in KNOWN
    else:
        assert isinstance(outcome, tuple)
        _assert_bounded(outcome[0])


def _assert_bounded(reading: Reading) -> None:
    assert reading.title == "Ferries sail"
    assert len(reading.text) <= MOST_TEXT
    assert len(reading.author or "") <= MOST_TEXT
    assert not re.search("[\x00-\x08\x1b\ud800-\udfff\ufffe]", reading.text)


@shared
@pytest.mark.parametrize("name", PAGES)
async def test_the_words_of_a_hostile_page(name: str, sandbox: Sandbox) -> None:
    """The coarse grade, which sees every page, never takes the whole time of a page."""
    words = await sandbox.call(coarse, _page(name), HINTS, seconds=10)
    assert "Ferries sail" in words


@shared
@pytest.mark.parametrize("name", FEEDS)
async def test_a_hostile_feed(name: str, sandbox: Sandbox) -> None:
    """It is parsed in time, and cut to size, or given up."""
    document = Document(name="feed", body=FEEDS[name](), url="https://gazette.test/feed")
    outcome = await _beside(sandbox, sandbox.call(feed_kind.parse, document, NOW, seconds=SECONDS))
    if isinstance(outcome, ParseError):
        assert outcome.code in KNOWN
    else:
        assert isinstance(outcome, Parsed)
        assert len(outcome.entries) <= MOST_ENTRIES
        assert all(len(entry.title) <= MOST_TITLE for entry in outcome.entries)


ODD = (
    "\ud800\udc00\udfff\x00\x1b[31m\x85\u202e\u2066\ufffe\uffff\U0001fffe" + "e" + "\u0301" * 5_000
)
"""Half pairs and a whole one, controls, directions, noncharacters, a pile of marks."""


async def test_odd_characters_make_the_whole_way(room: Newsroom) -> None:
    """From JSON's escapes through the database to every shape of a digest, all is UTF-8, and the words are found."""
    wire = await room.source("wire")
    wire.brings = feed(item("1", f"Arms transfer {ODD} agreed", lead=f"{ODD} said the envoy."))
    await room.poll("wire")
    body = await room.tell("desk")
    assert body is not None
    (row,) = await room.rows("article_version", "title", "text")
    for text in (*row, body.decode()):
        assert text.encode()
        assert not re.search("[\x00\x1b\x85\u202e\ufffe\uffff\ud800-\udfff]", text)
        assert "\u0301" * 40 not in text
