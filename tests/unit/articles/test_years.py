"""Dates that leave out their year."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles import page, read, text, years
from service.articles.dates import Stamp, scan
from service.model import Document, Entry, Hints, Precision, Provenance
from tests.unit.articles.pages import SENTENCES
from tests.unit.articles.pages import page as built


NOW = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
HINTS = Hints(now=NOW, fetched=NOW)
UNKNOWN = replace(HINTS, fetched=None)


def _stamp(year: int | None, month: int, day: int) -> Stamp:
    return Stamp(year=year, month=month, day=day, start=0, end=0)


@pytest.mark.parametrize(
    ("printed", "known", "url", "year"),
    [
        ([(2023, 9, 5)], [], None, 2023),
        ([(2023, 9, 4)], [], None, None),
        ([(2023, 9, 5), (2022, 9, 5)], [], None, None),
        ([], [date(2023, 9, 7)], None, 2023),
        ([(2001, 9, 5)], [date(2023, 9, 7)], None, 2023),
        ([], [date(2023, 12, 7)], None, None),
        ([], [], "https://news.test/2023/09/talks.html", 2023),
        ([], [], "https://news.test/2023/08/talks.html", None),
        ([], [], "https://news.test/world/2023/talks.html", 2023),
        ([], [], None, None),
    ],
)
def test_completing_a_year(printed, known, url, year):
    """A year is completed from solid, agreeing evidence, else left out."""
    stamps = [_stamp(*one) for one in printed]
    at = replace(UNKNOWN, url=url)
    done = years.completed(_stamp(None, 9, 5), at, printed=stamps, known=known)
    assert (done.year, done.counted) == (year, year is not None)


@pytest.mark.parametrize(
    ("stamp", "known", "year"),
    [
        (_stamp(None, 12, 31), date(2025, 1, 2), 2024),
        (_stamp(None, 2, 29), date(2025, 3, 1), None),
        (_stamp(2020, 2, 29), date(2025, 3, 1), 2020),
    ],
)
def test_completing_across_new_year(stamp, known, year):
    """A report of 31 December on a page of 2 January is last year's."""
    assert years.completed(stamp, UNKNOWN, known=[known]).year == year


@pytest.mark.parametrize(
    ("month", "day", "url", "year"),
    [
        (3, 3, None, 2026),
        (3, 20, None, 2026),
        (3, 22, None, None),
        (5, 10, None, None),
        (5, 25, None, 2025),
        (12, 30, None, 2025),
        (2, 29, None, None),
        (3, 3, "https://news.test/2024/03/a.html", 2024),
        (3, 3, "https://news.test/2026/02/a.html", 2026),
        (3, 3, "https://news.test/2025/11/a.html", None),
    ],
)
def test_counting_from_the_fetch(month, day, url, year):
    """It is the latest such day not after the fetch; one that soon comes may be announced."""
    found = years.completed(_stamp(None, month, day), replace(HINTS, url=url))
    assert found.year == year


@given(st.dates(date(2001, 1, 1), date(2025, 12, 31)), st.integers(0, 300))
def test_the_year_is_the_right_one(day, later):
    """Whatever day a page was printed on: fetched within ten months, it is dated that day."""
    fetched = datetime(day.year, day.month, day.day, 20, tzinfo=UTC) + timedelta(days=later)
    known = Hints(now=fetched, fetched=fetched, zone="UTC")
    found = years.settle(_stamp(None, day.month, day.day), known)
    assert found is not None
    assert (found.day, found.provenance) == (day, Provenance.YEARLESS)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("March 3", "2026-03-03"),
        ("Tuesday, March 3", "2026-03-03"),
        ("Published March 3, 14:05", "2026-03-03T14:05"),
        ("By Jane Roe | March 3", "2026-03-03"),
        ("March 3 · 5 min read", "2026-03-03"),
        ("вторник, 3 марта, 14:05", "2026-03-03T14:05"),
        ("12 Mart Perşembe", "2026-03-12"),
        ("martes, 3 de marzo", "2026-03-03"),
        ("Dienstag, 3. März, 14.05 Uhr", "2026-03-03T14:05"),
        ("wtorek, 3 marca", "2026-03-03"),
        ("3月3日（火） 14:05", "2026-03-03T14:05"),
        ("3월 3일 (화) 오후 2시 5분", "2026-03-03T14:05"),
        ("3月3日 星期二", "2026-03-03"),
        ("٣ مارس", "2026-03-03"),
        ("March 3 in pictures", None),
        ("Register by March 3", None),
        ("Updated March 3", None),
    ],
)
def test_a_page_prints_a_day(line, value):
    """A line that is such a date and nothing else, beside the headline, dates the page."""
    body = built("<title>Ferries sail</title>", f"<h1>Ferries sail</h1><p>{line}</p>")
    document = Document(name="page.html", body=body, media_type="text/html")
    found = page.read(document, HINTS).published
    assert (found and found.value) == value
    assert found is None or found.provenance is Provenance.YEARLESS


def test_how_exact_it_is():
    """What is printed of the day and the time is as exact as ever; only the year was not printed."""
    found = years.settle(scan("March 3, 14:05")[0], HINTS)
    assert found is not None
    assert (found.precision, found.provenance.value) == (Precision.MINUTE, "text, no year")


@pytest.mark.parametrize(
    ("hints", "value"),
    [
        (UNKNOWN, None),
        (HINTS, "2026-03-03"),
        (replace(UNKNOWN, url="https://news.test/2024/x/ferries"), "2024-03-03"),
    ],
)
def test_a_capture(hints, value):
    """Of a file nobody knows when it was fetched: without other evidence its day stays open."""
    raw = "\n".join(["Ferries sail again from the pier", "March 3", *SENTENCES])
    found = text.read(raw, hints).published
    assert (found and found.value) == value


def test_a_dateline_dates_what_nothing_else_does():
    """An entry, or a page, without a date was written when its dateline says."""
    opening = "PORT ELLERY, March 3 (Reuters) - "
    entry = Entry(id="a", title="Ferries sail", content=f"<p>{opening}{SENTENCES[0]}</p>")
    body = built("", "<h1>Ferries sail</h1>", (opening + SENTENCES[0], *SENTENCES[1:]))
    document = Document(name="page.html", body=body, media_type="text/html")
    for found in (read.read_entry(entry, HINTS), page.read(document, HINTS)):
        assert found.published is not None
        assert found.published.value == "2026-03-03"
