import unicodedata
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.digests.wording import (
    cells,
    clip,
    count,
    full_date,
    harmless,
    line,
    listed,
    moment,
    printed,
    since,
    web_link,
    wrap,
)
from service.model import Precision, ZoneBasis
from tests.unit.digests.invented import published


AT = datetime(2026, 11, 20, 23, 5, tzinfo=UTC)


@given(st.text(st.characters(), max_size=200))
def test_harmless(text):
    """Nothing that steers a terminal, a mail header or a line's direction is left."""
    clean = harmless(text)

    assert harmless(clean) == clean
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in clean)
    assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b")
    assert clean.encode().decode() == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nBcc: x", "a Bcc: x"),
        ("a\u2028b\x85c\x0bd", "a b c d"),
        ("esc\x1b[31m nul\0", "esc[31m nul"),
        ("tag\U000e0041s", "tags"),
        ("lone \ud800", "lone \ufffd"),
        ("  Orlov \t visits  ", "Orlov visits"),
        ("a \u200b b", "a b"),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_line(text, clean):
    """Text from outside becomes one plain line; what scripts need stays."""
    assert line(text) == clean


def test_clip():
    """Cutting says so, and prefers the end of a word."""
    assert clip("short", 10) == "short"
    assert clip("Orlov visits Port Selen", 15) == "Orlov visits…"
    assert clip("Donaudampfschifffahrt", 10) == "Donaudamp…"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://news.example/a?b=c&d=é#x", "https://news.example/a?b=c&d=%C3%A9#x"),
        ("HTTP://News.Example:8080", "http://news.example:8080"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://нов.example/ж", "https://нов.example/%D0%B6"),
        ('https://news.example/"><script>', "https://news.example/%22%3E%3Cscript%3E"),
        ("https://news.example/%41 b", "https://news.example/%41%20b"),
        (None, None),
        ("", None),
        ("/relative", None),
        ("//evil.example/a", None),
        ("javascript:alert(1)", None),
        ("jav\tascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://news.example/", None),
        ("https://", None),
        ("https://bank.example@evil.example/", None),
        ("https://news.example:99999/", None),
        ("https://news.example:x/", None),
        ("https://[::1/", None),
        ('https://ne"ws.example/', None),
        ("https://news.example\\@evil.example/", None),
        ("https://news.example/" + "a" * 2000, None),
    ],
)
def test_web_link(url, link):
    """Only absolute web addresses become links, written anew."""
    assert web_link(url) == link


@given(st.text(max_size=60) | st.text(max_size=60).map("https://news.example/".__add__))
def test_web_link_is_safe(url):
    """Whatever comes, a link is plain printable text with a host."""
    link = web_link(url)

    if link is not None:
        assert urlsplit(link).scheme in ("http", "https")
        assert not set(link) & set("\"'<> \n\t\\`")
        assert web_link(link) == link


def test_counts():
    """Numbers read as people write them."""
    assert count(1, "story", "stories") == "1 story"
    assert count(1204, "story", "stories") == "1,204 stories"
    assert count(0, "source") == "0 sources"
    assert listed(["a", "b", "c"], 2) == "a, b, and 1 more"


def test_moments():
    """A moment is told on the reader's clock, as briefly as can be."""
    assert moment(AT, "Asia/Seoul") == "21 Nov 08:05"
    assert full_date(AT, "Asia/Seoul") == "Saturday, 21 November 2026, 08:05"
    assert since(AT, "Asia/Seoul", AT) == "08:05"
    assert since(AT, "UTC", AT.replace(day=21)) == "20 Nov 23:05"
    assert since(AT.replace(year=2025), "UTC", AT) == "20 Nov 2025, 23:05"


@pytest.mark.parametrize(
    ("value", "precision", "zone", "text"),
    [
        ("2023-09-05", Precision.DAY, ZoneBasis.ASSUMED, "5 Sept 2023"),
        ("2023-09-19T16:07", Precision.MINUTE, ZoneBasis.ASSUMED, "19 Sept 2023, 16:07 (zone not stated)"),
        ("2023-09-19T16:07+09:00", Precision.MINUTE, ZoneBasis.STATED, "19 Sept 2023, 16:07 (UTC+9)"),
        ("2023-09-19T16:07:33+00:00", Precision.SECOND, ZoneBasis.STATED, "19 Sept 2023, 16:07:33 (UTC)"),
        ("2023-09-19T16:07:00-03:30", Precision.SECOND, ZoneBasis.STATED, "19 Sept 2023, 16:07 (UTC−3:30)"),
        ("2023-09-19T16:07+09:00", Precision.MINUTE, ZoneBasis.SOURCE, "19 Sept 2023, 16:07 (UTC+9, the source's zone)"),
    ],
)  # fmt: skip
def test_printed(value, precision, zone, text):
    """A date is told as exactly as it was printed, and never moved."""
    assert printed(published(value, precision, zone)) == text


def test_not_printed():
    """No date is no date."""
    assert printed(None) is None


@given(st.text(max_size=300), st.integers(4, 80))
def test_wrap(text, width):
    """Lines keep to the width, and nothing but blanks is lost."""
    lines = wrap(harmless(text), width)

    assert all(cells(one) <= width for one in lines if "http" not in one)
    assert "".join("".join(lines).split()) == "".join(harmless(text).split())


def test_wrap_scripts():
    """Wide letters take two columns and may part; marks and closing signs stay with theirs."""
    assert wrap("무기 이전 협정", 9) == ["무기 이전", "협정"]
    assert wrap("京都大阪。東京", 8) == ["京都大", "阪。東京"]
    assert wrap("see https://news.example/a/long/way now", 10) == [
        "see",
        "https://news.example/a/long/way",
        "now",
    ]


def test_marks_take_no_column():
    """A combining accent stands on its letter; Hangul takes two columns a syllable."""
    assert cells("e\u0301") == 1
    assert cells("한국") == 4
