"""From what was read to an article."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from service.articles.arrivals import Planned
from service.articles.making import (
    IDENTIFIES,
    address,
    article,
    candidate,
    hints,
    publisher,
)
from service.articles.normal import content_hash
from service.model import (
    Article,
    ArticleId,
    Document,
    Entry,
    FeedInfo,
    Known,
    Precision,
    Provenance,
    Published,
    Reading,
    Source,
    SourceId,
    ZoneBasis,
)


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SOURCE = Source(
    id=SourceId("wire"),
    kind="feed",
    title="Wire",
    options={},
    tags=("asia",),
    zone="Asia/Seoul",
    language="ko",
    outlet="The Wire",
)
FEED = FeedInfo(kind="rss20", title="Feed title", language="en")
DATE = Published(
    value="2026-03-01T09:00+09:00",
    precision=Precision.MINUTE,
    zone=ZoneBasis.STATED,
    provenance=Provenance.FEED,
)
ENTRY = Entry(id="1", url="https://wire.example/1?utm_source=x", title="Title", published=DATE)
READING = Reading(title="Title", text="Text", outlet="Read Post", author="Ann", published=DATE)
DOCUMENT = Document(name="feed", body=b"", url="https://wire.example/feed")


def plain(**more: Any) -> Source:
    """Give a source that says nothing of itself."""
    return replace(SOURCE, zone=None, language=None, outlet=None, **more)


def addressed(read: str | None, served: str | None, *, whole=False, url=DOCUMENT.url):
    return address(
        Entry(url=served, whole=whole), replace(READING, url=read), replace(DOCUMENT, url=url)
    )


# --- hints -------------------------------------------------------------------------------------


def test_hints_are_what_is_known_before_reading():
    """Of the entry, where it says something."""
    entry = replace(ENTRY, summary="S", author="Ann", outlet="Own", language="ja", updated=DATE)
    found = hints(SOURCE, FEED, entry, DOCUMENT, NOW)
    assert (found.title, found.summary, found.author) == ("Title", "S", "Ann")
    assert (found.outlet, found.language, found.zone) == ("Own", "ja", "Asia/Seoul")
    assert (found.published, found.updated, found.now) == (DATE, DATE, NOW)
    assert found.url == ENTRY.url


def test_what_an_entry_does_not_say_its_source_and_feed_do():
    """The configuration first: its user knows better than a feed."""
    assert hints(SOURCE, FEED, Entry(), DOCUMENT, NOW).outlet == "The Wire"
    assert hints(SOURCE, FEED, Entry(), DOCUMENT, NOW).language == "ko"
    found = hints(plain(), FEED, Entry(), DOCUMENT, NOW)
    assert (found.outlet, found.language, found.title) == ("Feed title", "en", None)
    assert found.url == DOCUMENT.url


# --- addresses ---------------------------------------------------------------------------------


def test_the_address_of_an_entry_is_its_link_without_tracking():
    """One address for one article."""
    assert addressed(None, ENTRY.url) == "https://wire.example/1"


def test_a_canonical_link_counts_within_its_own_site_only():
    """A page may name a better address, not that of somebody else."""
    assert addressed("https://m.wire.example/x", ENTRY.url) == "https://m.wire.example/x"
    assert addressed("https://post.example/1", ENTRY.url) == "https://wire.example/1"


def test_a_page_without_a_served_link_may_say_its_own():
    """A saved page knows where it came from; a file without one has none."""
    assert addressed("https://post.example/1", None) == "https://post.example/1"
    assert addressed(None, None, whole=True) == DOCUMENT.url
    assert addressed(None, None, whole=True, url=None) is None
    assert addressed(None, None) is None


@pytest.mark.parametrize(
    ("url", "outlet", "expected"),
    [
        ("https://en.yna.co.kr/view/1", "Yonhap", "yna.co.kr"),
        ("a/file.txt", "The Post", "the post"),
        (None, "The Post", "the post"),
        (None, None, "wire"),
        ("a/file.txt", None, "wire"),
    ],
)
def test_a_publisher_is_a_site_else_an_outlet_else_a_source(url, outlet, expected):
    """A folder holds articles of many; two feeds of one outlet are one."""
    assert publisher(url, outlet, SOURCE.id) == expected


# --- candidates --------------------------------------------------------------------------------


def test_a_candidate_holds_what_may_identify_it():
    """Id, address, text and publisher."""
    made = candidate(ENTRY, READING, DOCUMENT, SOURCE, "seen")
    assert (made.entry_id, made.url) == ("1", "https://wire.example/1")
    assert (made.title, made.fingerprint) == ("Title", "seen")
    assert (made.content_hash, made.publisher) == (content_hash("Title", "Text"), "wire.example")


def test_a_short_text_identifies_with_its_day():
    """A long one does by itself, and one without a date has nothing else."""
    long = replace(READING, text="x" * IDENTIFIES)
    undated = replace(READING, published=None)
    days = [
        candidate(ENTRY, one, DOCUMENT, SOURCE, "").day
        for one in (READING, long, undated, replace(READING, text="x" * (IDENTIFIES - 1)))
    ]
    assert days == ["2026-03-01", "", "", "2026-03-01"]


# --- articles ----------------------------------------------------------------------------------


def made(known: Known | None = None, **more: Any) -> Article:
    found = candidate(ENTRY, READING, DOCUMENT, SOURCE, "seen")
    step = Planned(index=0, known=known, keys=())
    return article(step, found, replace(READING, **more), SOURCE, NOW)


def test_a_new_article_has_no_number_yet():
    """The store gives it one."""
    one = made(summary="S", wire="Yonhap", dateline="SEOUL", language="en", updated=DATE)
    assert (one.id, one.version, one.source, one.entry_id) == (0, 1, "wire", "1")
    assert (one.title, one.text, one.summary, one.author) == ("Title", "Text", "S", "Ann")
    assert (one.outlet, one.wire, one.dateline, one.language) == (
        "Read Post",
        "Yonhap",
        "SEOUL",
        "en",
    )
    assert (one.published, one.updated, one.seen_at, one.tags) == (DATE, DATE, NOW, ("asia",))
    assert (one.url, one.content_hash) == ("https://wire.example/1", content_hash("Title", "Text"))


def test_a_new_version_goes_on_from_the_known_one():
    """The same article, one version further."""
    known = Known(article=ArticleId(7), version=3, title="T", content_hash="h")
    assert (made(known).id, made(known).version) == (7, 4)


def test_an_article_without_a_title_says_so():
    """A headline is never empty."""
    assert made(title="").title == "(no title)"
