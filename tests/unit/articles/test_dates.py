from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.dates import Stamp, credible, from_url, parse, scan, settle
from service.model import Hints, Precision, Provenance, Published, ZoneBasis


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Sept. 5, 2023", "2023-09-05"),
        ("September 5th 2023", "2023-09-05"),
        ("5 September 2023", "2023-09-05"),
        ("Published: 19 Sep. 2023, 16:07", "2023-09-19T16:07"),
        ("2024-09-18 12:46:19", "2024-09-18T12:46:19"),
        ("2024/09/18", "2024-09-18"),
        ("2024. 9. 18. 12:46", "2024-09-18T12:46"),
        ("2024년 9월 18일 오후 3시 5분", "2024-09-18T15:05"),
        ("2024.09.18 오전 12:05", "2024-09-18T00:05"),
        ("2024-09-18 (수) 12:46", "2024-09-18T12:46"),
        ("2023年9月5日 14時05分", "2023-09-05T14:05"),
        ("3:45 PM EDT, September 5, 2023", "2023-09-05T15:45-04:00"),
        ("12:30 p.m. ET Jan 5, 2023", "2023-01-05T12:30-05:00"),
        ("12:05 a.m. Monday, November 20, 2023", "2023-11-20T00:05"),
        ("September 5, 2023 4:32 PM UTC · Updated a day ago", "2023-09-05T16:32+00:00"),
        ("Tue, 05 Sep 2023 16:07:00 +0900", "2023-09-05T16:07:00+09:00"),
        ("2023-09-05T16:07:33.123Z", "2023-09-05T16:07:33+00:00"),
        ("20230905T120000Z", "2023-09-05T12:00:00+00:00"),
        ("2023-09-05 16:07 GMT+5:30", "2023-09-05T16:07+05:30"),
        ("2023-09-05 16:07 UTC-3", "2023-09-05T16:07-03:00"),
        ("2023-09-05T16:07+09", "2023-09-05T16:07+09:00"),
        ("2023-09-05 16:07 KST", "2023-09-05T16:07+09:00"),
        ("2023-09-05 16:07 IST", "2023-09-05T16:07"),
        ("5. September 2023, 14.32 Uhr", "2023-09-05T14:32"),
        ("05.09.2023 14:32", "2023-09-05T14:32"),
        ("Publié le 1er mars 2023 à 9h05", "2023-03-01T09:05"),
        ("5 de septiembre de 2023 a las 14:32", "2023-09-05T14:32"),
        ("5 сентября 2023 года, 14:32 МСК", "2023-09-05T14:32+03:00"),
        ("13/9/2023", "2023-09-13"),
        ("9/13/2023", "2023-09-13"),
        ("9/9/2023", "2023-09-09"),
        ("costs 14.32 on 5 May 2023", "2023-05-05"),
        ("Fri 5 Jan 2024 06.12", "2024-01-05"),
    ],
)
def test_shapes(printed, value, hints):
    """A date is read as exactly as it is printed."""
    found = parse(printed, hints, Provenance.TEXT)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "printed",
    [
        "5/9/2023",
        "31.02.2023",
        "September 2023",
        "Sept. 5",
        "2023",
        "May 2023",
        "13/13/2023",
        "1.2.3.2023",
        "1970-01-01",
        "",
        "1805-10-21",
        "version 2.10.2023-4",
        "25/12/31/2023",
        "0001-01-01T00:00:00Z",
    ],
)
def test_no_dates(printed, hints):
    """What is no date, or could be two, is none."""
    assert parse(printed, hints, Provenance.TEXT) is None


@pytest.mark.parametrize(
    ("language", "value"),
    [
        ("de", "2023-09-05"),
        ("en-GB", "2023-09-05"),
        ("en-US", "2023-05-09"),
        ("en", None),
        (None, None),
    ],
)
def test_numeric_order_needs_a_language(language, value, hints):
    """`5/9/2023` is read where its order is known."""
    found = parse("5/9/2023", replace(hints, language=language), Provenance.TEXT)
    assert (found and found.value) == value


def test_precision_and_zone(hints):
    """Each value says how exact it is and who vouches for its zone."""
    seoul = replace(hints, zone="Asia/Seoul")
    cases = {
        ("5 May 2023", hints): (Precision.DAY, ZoneBasis.ASSUMED),
        ("5 May 2023", seoul): (Precision.DAY, ZoneBasis.SOURCE),
        ("5 May 2023 10:00", seoul): (Precision.MINUTE, ZoneBasis.SOURCE),
        ("5 May 2023 10:00:07 GMT", seoul): (Precision.SECOND, ZoneBasis.STATED),
    }
    for (printed, known), expected in cases.items():
        found = parse(printed, known, Provenance.TEXT)
        assert found is not None
        assert (found.precision, found.zone) == expected


def test_default_zone_gives_the_offset(hints):
    """A source's own zone is written behind a time that states none; summer time included."""
    berlin = replace(hints, zone="Europe/Berlin")
    assert (
        getattr(parse("5 Jul 2023 10:00", berlin, Provenance.TEXT), "value", "")
        == "2023-07-05T10:00+02:00"
    )
    nowhere = replace(hints, zone="Atlantis/Capital")
    assert (
        getattr(parse("5 Jul 2023 10:00", nowhere, Provenance.TEXT), "value", "")
        == "2023-07-05T10:00"
    )


def test_midnight_of_systems_is_a_day(hints):
    """Structured midnight to the second claims no more than its day; a printed one stands."""
    stored = parse("2023-09-05T00:00:00+09:00", hints, Provenance.META)
    assert stored is not None
    assert (stored.value, stored.precision) == ("2023-09-05", Precision.DAY)
    assert (
        getattr(parse("2023-09-05 00:00:00", hints, Provenance.TEXT), "precision", None)
        is Precision.SECOND
    )


@pytest.mark.parametrize(
    ("value", "zone", "kept"),
    [
        ("2026-03-02T17:00", "Asia/Seoul", True),
        ("2026-03-02T17:01", "Asia/Seoul", False),
        ("2026-03-02T22:00", None, True),
        ("2026-03-02T22:01", None, False),
        ("2026-03-02", None, True),
        ("2026-03-03", None, False),
        ("2026-03-02T08:01Z", None, False),
    ],
)
def test_never_in_the_future(value, zone, kept, hints):
    """At eight in the morning UTC it is ten in the evening where days begin, and no later anywhere."""
    assert (parse(value, replace(hints, zone=zone), Provenance.FEED) is not None) is kept


def test_a_future_date_gives_way(hints):
    """The next date of a field is taken where its first one cannot be."""
    found = parse("5 May 2199, first printed 4 May 2023", hints, Provenance.TEXT)
    assert found is not None
    assert found.value == "2023-05-04"


def test_credible_takes_what_a_feed_gives(hints):
    """A feed's date is kept unless it is impossible."""
    given_ = Published(
        value="2023-09-05",
        precision=Precision.DAY,
        zone=ZoneBasis.STATED,
        provenance=Provenance.FEED,
    )
    assert credible(given_, hints) is given_
    assert credible(replace(given_, value="2199-09-05"), hints) is None
    assert credible(None, hints) is None


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://news.test/2023/09/05/talks", "2023-09-05"),
        ("https://news.test/view/AEN20230905004851325?x=20240101", "2023-09-05"),
        ("https://news.test/a-2023-9-5-talks.html", "2023-09-05"),
        ("https://news.test/20230905", "2023-09-05"),
        ("https://news.test/2023/09/talks", None),
        ("https://news.test/item/123456", None),
        ("https://news.test/2023/02/31/x", None),
        ("https://2023-09-05.test/x", None),
        (None, None),
    ],
)
def test_dates_in_addresses(url, value, hints):
    """Only a whole day in the path counts."""
    found = from_url(url, hints)
    assert (found and found.value) == value
    assert found is None or found.provenance is Provenance.URL


def _stamp(year: int | None, month: int, day: int) -> Stamp:
    return Stamp(year=year, month=month, day=day, start=0, end=0)


def test_without_a_year_nothing_settles(hints):
    """A date without its year is no date of publication."""
    assert settle(_stamp(None, 9, 5), hints, Provenance.TEXT) is None


def test_scan_keeps_places():
    """Stamps tell where they stand, from left to right, without overlap."""
    text = "Posted 5 May 2023, 10:00. Updated 6 May 2023."
    stamps = scan(text)
    assert [text[s.start : s.end].strip() for s in stamps] == ["5 May 2023, 10:00", "6 May 2023"]
    assert len(scan("1 May 2, 2023")) == 1


@given(
    st.datetimes(datetime.fromisoformat("1971-01-01"), datetime.fromisoformat("2026-01-01")),
    st.sampled_from([None, "Asia/Seoul", "America/New_York"]),
)
def test_days_are_never_shifted(moment, zone):
    """Whatever zone is stated or assumed, the day is the printed one."""
    known = Hints(now=datetime(2026, 3, 2, tzinfo=UTC), zone=zone)
    for tail in ("", " +09:00", " EST", " UTC-11"):
        found = parse(f"{moment:%Y-%m-%d %H:%M}{tail}", known, Provenance.TEXT)
        assert found is not None
        assert found.day == moment.date()
        assert abs(datetime.fromisoformat(found.value).replace(tzinfo=None) - moment) < timedelta(
            minutes=1
        )


@given(st.text(alphabet="0123456789-/.,: TZ+apmMay年月日h", max_size=60))
def test_nothing_makes_it_fail(text):
    """Any jumble gives dates or none."""
    known = Hints(now=datetime(2026, 3, 2, tzinfo=UTC), language="de")
    found = parse(text, known, Provenance.TEXT)
    assert found is None or found.day <= date(2026, 3, 2)


@pytest.mark.parametrize(
    "text",
    [
        "14 січня 2025 року",
        "14 stycznia 2025",
        "14 Ocak 2025",
        "14. ledna 2025",
        "١٤ يناير ٢٠٢٥",
        "14 كانون الثاني/يناير 2025",
        "令和7年1月14日",
        "２０２５年１月１４日",
        "14 Ιανουαρίου 2025",
        "14 בינואר 2025",
        "14 ianuarie 2025",
        "14 januari 2025",
        "14 มกราคม 2568",
        "14 ม.ค. พ.ศ. 2568",
        "14 ม.ค. 2025",
        "14 tháng 1 năm 2025",
        "14 tháng 1, 2025",
        "14 जनवरी 2025",
        "14 януари 2025",
    ],
)
def test_months_and_digits_of_many_languages(text):
    """The same day in many ways to write it."""
    assert [stamp.date for stamp in scan(text)] == [date(2025, 1, 14)]


def test_a_far_year_is_thai_only_beside_a_thai_month():
    """A Buddhist year is one where a Thai month says so."""
    assert [stamp.year for stamp in scan("14 January 2568")] == [2568]
    assert [(stamp.month, stamp.day) for stamp in scan("31. marts, 4 desember")] == [
        (3, 31),
        (12, 4),
    ]
