"""What a page and a robots.txt say about feeds."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from service.errors import ParseError
from service.sources.formats.pagelinks import feeds_of_page, sitemaps_of_robots
from tests.unit.sources.invented import document


SITE = "https://harbour.example/news/"


def urls(body: str) -> list[str]:
    return [one.url for one in feeds_of_page(document(body, url=SITE))]


def test_declared_before_linked_and_comments_last():
    """What the page declares comes first; a feed of comments is what nobody means."""
    body = """<html><head>
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
      <link rel="Alternate" type="application/atom+xml; charset=utf-8" title="News" href="atom.xml">
      <link rel="alternate" type="text/html" hreflang="de" href="/de">
      <link rel=stylesheet href="/feed.css"></head>
      <a href="/rss">RSS</a> <a href="/feedback">Write to us</a> <a href="/atom.xml?x">Atom</a>"""

    assert urls(body) == [
        f"{SITE}atom.xml",
        "https://harbour.example/rss",
        "https://harbour.example/atom.xml?x",
        "https://harbour.example/comments/feed",
    ]
    assert feeds_of_page(document(body, url=SITE))[0].title == "News"


def test_base_and_odd_addresses():
    """A `base` moves relative addresses; what is no web address is left out."""
    body = """<base href="https://cdn.example/x/"><link rel=alternate type=application/feed+json href=f.json>
      <link rel=alternate type=application/rss+xml href="javascript:x"><a href="ftp://x/rss">"""

    assert urls(body) == ["https://cdn.example/x/f.json"]


def test_bounded():
    """A page of 10,000 feeds gives no more than twenty."""
    link = '<link rel="alternate" type="application/rss+xml" href="/{}">'
    body = "".join(link.format(number) for number in range(10_000))

    assert len(urls(body)) == 20


def test_robots():
    """Sitemaps for news come first, each once; other lines say nothing."""
    body = """User-agent: *
Disallow: /x
Sitemap: https://harbour.example/sitemap.xml
SITEMAP : https://harbour.example/news-map.xml
sitemap: /sitemap.xml
sitemap: ftp://x/y"""
    found = sitemaps_of_robots(document(body, url="https://harbour.example/robots.txt"))

    assert [one.url for one in found] == [
        "https://harbour.example/news-map.xml",
        "https://harbour.example/sitemap.xml",
    ]


@given(st.text(max_size=300))
def test_any_text(text):
    """No page is too odd."""
    with suppress(ParseError):
        assert len(urls(f"<link rel=alternate {text}")) <= 20
        assert len(sitemaps_of_robots(document(text))) <= 20
