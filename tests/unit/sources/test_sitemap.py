"""Sitemaps taken apart: news fields, plain lists, feeds, and what is none."""

import gzip
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import ParseError
from service.model import Parsed
from service.sources import loader, sitemap
from service.sources.formats.sitemap import outline
from tests.unit.sources.invented import ITEM, NOW, document, rss
from tests.unit.sources.sitemaps import SPACES, index, page, urlset


SITE = "https://harbour.example"
FERRY = page(f"{SITE}/ferry", title="Ferry aground", date="2026-03-02T07:12:00+01:00")


def parsed(body: bytes | str, *, days: float | None = None) -> Parsed:
    given = document(body, url=f"{SITE}/news.xml")
    since = NOW - timedelta(days=days) if days is not None else None
    return sitemap.parse(replace(given, since=since), NOW)


def test_news_fields():
    """Title, date with its zone, language and outlet are taken as the site states them."""
    found = parsed(urlset(FERRY))
    (entry,) = found.entries

    assert (found.feed.kind, entry.url) == ("news-sitemap", f"{SITE}/ferry")
    assert (entry.title, entry.outlet, entry.language) == ("Ferry aground", "Harbour Post", "en")
    assert entry.published is not None
    assert entry.published.value == "2026-03-02T07:12:00+01:00"


@pytest.mark.parametrize(
    "spaces",
    ["", SPACES.replace("http:", "https:"), 'xmlns:news="urn:mistyped"', 'xmlns="urn:other"'],
)
def test_namespaces_are_not_trusted(spaces):
    """Missing and mistyped namespaces lose nothing."""
    (entry,) = parsed(urlset(FERRY, spaces=spaces)).entries

    assert entry.title == "Ferry aground"


def test_plain_sitemap():
    """Without news fields the address and `lastmod` are what is known."""
    found = parsed(urlset(page("/ferry?a=1&amp;b=2", lastmod="2026-03-01")))
    (entry,) = found.entries

    assert (found.feed.kind, entry.title) == ("sitemap", "")
    assert entry.url == f"{SITE}/ferry?a=1&b=2"
    assert entry.updated is not None
    assert entry.updated.value == "2026-03-01"


def test_the_locations_of_pictures_are_no_pages():
    """`image:loc` and `video` parts do not stand in for the page's own address."""
    picture = "<image:image xmlns:image='urn:i'><image:loc>https://cdn.example/a.jpg</image:loc></image:image>"
    body = urlset(f"<url>{picture}<loc>{SITE}/ferry</loc></url>")

    assert [entry.url for entry in parsed(body).entries] == [f"{SITE}/ferry"]


def test_what_is_old_is_left_out():
    """Pages that are dated before the limit are no news; those without a date stay."""
    pages = [
        page(f"{SITE}/{name}", lastmod=date)
        for name, date in (("old", "2026-02-20"), ("edge", "2026-02-27"), ("undated", ""))
    ]

    found = parsed(urlset(*pages), days=3)
    assert [str(entry.url).rsplit("/", 1)[1] for entry in found.entries] == ["edge", "undated"]
    assert found.cut == 0


def test_of_too_many_the_newest_stay():
    """A sitemap of 3,000 pages gives its 2,000 newest and says how many it cut."""
    pages = [
        page(f"{SITE}/{n}", lastmod=f"2026-02-{1 + n % 28:02}T{n % 24:02}:00Z")
        for n in range(3000)
    ]
    found = parsed(urlset(*pages))

    assert (len(found.entries), found.cut) == (2000, 1000)
    assert min(str(one.updated and one.updated.value) for one in found.entries) > "2026-02-08"


def test_plain_list_of_addresses():
    """The text form has an address on each line."""
    body = f"{SITE}/a\n\n{SITE}/b\r\nnot one\n{SITE}/c"

    assert [entry.url for entry in parsed(body).entries] == [f"{SITE}/{x}" for x in "abc"]


def test_a_feed_may_stand_in_for_a_sitemap():
    """The protocol allows RSS and Atom; what they hold is read as in any feed."""
    assert parsed(rss(ITEM)).entries[0].title == "Ferry runs aground off Lundby"
    assert not outline(document(rss(ITEM)), NOW).is_index


def test_packed():
    """`news.xml.gz` is unpacked whatever the server calls it."""
    assert len(parsed(gzip.compress(urlset(FERRY))).entries) == 1


def test_index():
    """An index names its sitemaps, each once, relative addresses resolved."""
    body = index({"/a.xml": "2026-03-01T10:00:00Z", f"{SITE}/b.xml": "", "ftp://x/c.xml": ""})
    found = outline(document(body + b"<!-- -->", url=f"{SITE}/index.xml"), NOW)

    assert found.is_index
    assert [one.url for one in found.children] == [f"{SITE}/a.xml", f"{SITE}/b.xml"]
    assert [one.modified for one in found.children] == ["2026-03-01T10:00:00Z", ""]


def test_what_breaks_off_says_where():
    """The pages before the break are read, and the break is told."""
    found = parsed(urlset(FERRY, page(f"{SITE}/b"))[:-30])

    assert len(found.entries) >= 1
    assert "line 1" in found.problems[0]


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (b"<html><body>Down</body></html>", "not_a_sitemap", "a web page"),
        (b"<opml/>", "not_a_sitemap", "no sitemap"),
        (b"", "empty", "nothing"),
        (b"<", "not_a_sitemap", ""),
        (b"hello\nworld\nhttps://a.example/", "not_a_sitemap", "neither markup"),
        (b"<!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset/>", "entity_refused", "entities"),
        (gzip.compress(gzip.compress(b"<urlset/>")), "bad_gzip", "twice"),
        (gzip.compress(b" " * 12_000_000), "too_large", ""),
    ],
)
def test_what_is_no_sitemap(body, code, said):
    """Pages, lists of feeds, entities and bombs are refused with a reason, by both readers."""
    for read in (sitemap.parse, outline):
        with pytest.raises(ParseError) as refused:
            read(document(body), NOW)
        assert refused.value.code == code
        assert said in refused.value.detail


def test_an_index_is_no_sitemap():
    """Who parses an index as a sitemap is told so."""
    with pytest.raises(ParseError, match="index of sitemaps"):
        sitemap.parse(document(index({"/a.xml": ""})), NOW)


@given(st.binary(max_size=300), st.sampled_from([b"", b"<urlset><url><loc>", b"<sitemapindex>"]))
def test_any_bytes(noise, start):
    """Whatever comes, the answer is entries or a `ParseError`."""
    for read in (sitemap.parse, outline):
        with suppress(ParseError):
            assert read(document(start + noise), NOW) is not None


def test_registered():
    """`kind: sitemap` finds it."""
    assert loader.find("sitemap").POLLED


@pytest.mark.parametrize(("text", "days"), [("3d", 3), ("36h", 1.5), ("2w", 14), ("90m", 0.0625)])
def test_max_age(text, days):
    """An age is written as people say it."""
    config = sitemap.Config.model_validate({"url": SITE, "max_age": text})
    assert config.max_age == timedelta(days=days)


@pytest.mark.parametrize("text", ["3", "soon", "-1d", "1m"])
def test_max_age_refused(text):
    """What is no length of time, or too short, is refused."""
    with pytest.raises(ValueError, match="max_age"):
        sitemap.Config.model_validate({"url": SITE, "max_age": text})
