"""Dates that count from the fetch."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.making import hints
from service.articles.page import read
from service.articles.relative import published
from service.model import Document, Entry, FeedInfo, Hints, Precision, Provenance, Source, SourceId
from tests.unit.articles.pages import page


NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LONG_AGO = datetime(2019, 5, 6, tzinfo=UTC)
HINTS = Hints(now=NOW, fetched=NOW)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("3 hours ago", "2026-03-01"),
        ("Published an hour ago", "2026-03-02"),
        ("12 minutes ago", "2026-03-02T01:18+00:00"),
        ("just now", "2026-03-02T01:30+00:00"),
        ("2 days ago", "2026-02-28"),
        ("Yesterday", "2026-03-01"),
        ("Yesterday at 18:20", "2026-03-01T18:20"),
        ("vor 2 Stunden", "2026-03-01"),
        ("vor einem Tag", "2026-03-01"),
        ("il y a 3 heures", "2026-03-01"),
        ("hace 5 minutos", "2026-03-02T01:25+00:00"),
        ("há 2 dias", "2026-02-28"),
        ("2 ore fa", "2026-03-01"),
        ("un'ora fa", "2026-03-02"),
        ("2 dagen geleden", "2026-02-28"),
        ("вчера", "2026-03-01"),
        ("вчера, 18:20", "2026-03-01T18:20"),
        ("3 часа назад", "2026-03-01"),
        ("час назад", "2026-03-02"),
        ("5 хвилин тому", "2026-03-02T01:25+00:00"),
        ("3 godziny temu", "2026-03-01"),
        ("3 saat önce", "2026-03-01"),
        ("2시간 전", "2026-03-01"),
        ("입력 5분 전", "2026-03-02T01:25+00:00"),
        ("3日前", "2026-02-27"),
        ("2小时前", "2026-03-01"),
        ("منذ 3 ساعات", "2026-03-01"),
        ("أمس", "2026-03-01"),
        ("3 weeks ago", None),
        ("Updated 3 hours ago", None),
        ("Ships sailed 3 hours ago", None),
        ("999 days", None),
    ],
)
def test_shapes(line, value):
    """Minutes give a minute, hours and days a day; what is vaguer, or about something else, gives none."""
    found = published([line], HINTS)
    assert (found and found.value) == value
    assert found is None or found.provenance is Provenance.RELATIVE


def test_a_zone_decides_on_the_day():
    """Yesterday is the day before the reader's own today: in Seoul it was half past ten."""
    known = replace(HINTS, zone="Asia/Seoul")
    assert [
        (found.value, found.precision)
        for line in ("3시간 전", "어제", "어제 18:20", "5분 전")
        if (found := published([line], known))
    ] == [
        ("2026-03-02", Precision.DAY),
        ("2026-03-01", Precision.DAY),
        ("2026-03-01T18:20+09:00", Precision.MINUTE),
        ("2026-03-02T10:25+09:00", Precision.MINUTE),
    ]


def test_without_a_fetch_there_is_none():
    """A file that says `3 hours ago` may be years old; a zone that does not exist is none."""
    assert published(["3 hours ago"], replace(HINTS, fetched=None)) is None
    odd = published(["yesterday"], replace(HINTS, zone="Nowhere/Here"))
    assert odd is not None
    assert odd.value == "2026-03-01"


@given(
    count=st.integers(0, 999),
    unit=st.sampled_from(["minutes ago", "hours ago", "days ago", "분 전", "часов назад"]),
    zone=st.sampled_from([None, "Asia/Seoul", "America/Los_Angeles", "Pacific/Kiritimati"]),
)
def test_never_in_the_future(count, unit, zone):
    """Law: such a date lies at or before the moment of the fetch."""
    found = published([f"{count} {unit}"], replace(HINTS, zone=zone))
    assert found is not None
    at = datetime.fromisoformat(found.value)
    assert at.date() <= datetime(2026, 3, 2, 15, 30, tzinfo=UTC).date()
    assert at.tzinfo is None or at <= NOW


def test_a_page_says_when_it_appeared():
    """What stands beside the headline counts from the fetch."""
    body = page("<title>Ferries sail</title>", "<h1>Ferries sail</h1><p>3 hours ago</p>")
    document = Document(name="page.html", body=body, media_type="text/html")
    found = read(document, HINTS).published
    assert found is not None
    assert (found.value, found.provenance.value) == ("2026-03-01", "text, relative")


@pytest.mark.parametrize(
    ("kind", "url", "fetched"),
    [
        ("feed", "https://gazette.test/a", NOW),
        ("folder", None, None),
        ("warc", "https://gazette.test/a", LONG_AGO),
    ],
)
def test_what_is_known_of_the_fetch(kind, url, fetched):
    """A page was fetched now, a record of an archive when it says; of a file nobody knows."""
    source = Source(id=SourceId("wire"), kind=kind, title="Wire", options={})
    document = Document(name="a.html", body=b"x", url=url, modified=LONG_AGO)
    entry = Entry(id="a", title="Ferries sail")
    assert hints(source, FeedInfo(kind="rss20"), entry, document, NOW).fetched == fetched
