from datetime import timedelta
from typing import Any

import pytest

from service.errors import ParseError
from service.model import Parsed
from service.sources.feed import parse
from tests.unit.sources.invented import ITEM, NOW, atom, document, rss


def read(body: str | bytes, **about: Any) -> Parsed:
    return parse(document(body, **about), NOW)


def entry(body: str | bytes, **about: Any) -> Any:
    return read(body, **about).entries[0]


def code(body: str | bytes, **about: Any) -> str:
    with pytest.raises(ParseError) as caught:
        read(body, **about)
    return caught.value.code


def test_rss():
    """An item of RSS gives its fields."""
    found = entry(rss(ITEM))

    assert (found.id, found.title) == ("ferry-1", "Ferry runs aground off Lundby")
    assert found.url == "https://harbour.example/ferry?a=1&b=2"
    assert found.summary == "<p>All 41 aboard are safe.</p>"
    assert found.published.value == "2026-03-02T07:12:00+01:00"
    assert (found.content, found.updated, found.author, found.whole) == (None, None, None, False)


def test_feed():
    """A feed says what it is and how often it changes."""
    feed = read(
        rss(head="<language>en-GB</language><ttl>90</ttl><description>News</description>")
    ).feed

    assert (feed.kind, feed.title, feed.url) == (
        "rss20",
        "Harbour Post",
        "https://harbour.example/",
    )
    assert (feed.language, feed.summary, feed.ttl) == ("en-GB", "News", timedelta(minutes=90))


@pytest.mark.parametrize(
    ("head", "ttl"),
    [
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            30,
        ),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 24 * 60),
        ("<ttl>soon</ttl>", None),
        ("<ttl>0</ttl>", None),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
    ],
)
def test_ttl(head, ttl):
    """A wish for the next poll is a time to live, or a period and a frequency."""
    assert read(rss(head=head)).feed.ttl == (ttl and timedelta(minutes=ttl))


def test_atom():
    """An entry of Atom keeps publication and update apart, and its full text."""
    found = entry(
        atom(
            """<entry><id>tag:1</id><title type="html">Ferry &lt;b&gt;aground&lt;/b&gt;</title>
            <link href="/ferry"/><author><name>Ana Silva</name><email>a@harbour.example</email></author>
            <author><name>Bo Ek</name></author><published>2026-03-01</published>
            <updated>2026-03-02T07:12:00Z</updated><summary>Short</summary>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long</p></div></content>
            </entry>"""
        ),
        url="https://harbour.example/feed",
    )

    assert (found.title, found.url) == ("Ferry aground", "https://harbour.example/ferry")
    assert (found.author, found.summary, found.content) == (
        "Ana Silva, Bo Ek",
        "Short",
        "<p>Long</p>",
    )
    assert (found.published.value, found.updated.value) == (
        "2026-03-01",
        "2026-03-02T07:12:00+00:00",
    )


def test_atom_update_is_no_publication():
    """An entry that was only ever updated has no date of publication."""
    found = entry(atom("<entry><updated>2026-03-02T07:12:00Z</updated></entry>"))
    assert (found.published, found.updated.value) == (None, "2026-03-02T07:12:00+00:00")


def test_rdf():
    """In RSS 1.0, `dc:date` is the date and `rdf:about` the id."""
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>Harbour Post</title></channel>
      <item rdf:about="https://harbour.example/1"><title>Ferry</title>
      <dc:date>2026-03-01T10:00+09:00</dc:date><dc:creator>Ana Silva</dc:creator>
      <dc:language>sv</dc:language></item></rdf:RDF>"""
    found = entry(body)

    assert read(body).feed.kind == "rss10"
    assert (found.id, found.language, found.author) == (
        "https://harbour.example/1",
        "sv",
        "Ana Silva",
    )
    assert found.published.value == "2026-03-01T10:00+09:00"


def test_full_text():
    """`content:encoded` is the full text; the description stays the summary."""
    found = entry(
        rss(
            "<item><description>Short</description>"
            "<content:encoded><![CDATA[<p>The whole story.</p>]]></content:encoded></item>"
        )
    )
    assert (found.summary, found.content) == ("Short", "<p>The whole story.</p>")


def test_content_elsewhere_is_none():
    """A picture, or a reference to a text elsewhere, is no full text."""
    elsewhere = '<content type="text/html" src="https://harbour.example/full"/>'
    picture = '<content type="image/png">iVBORw0KGgo=</content>'
    assert [
        e.content
        for e in read(atom(*(f"<entry>{c}</entry>" for c in (elsewhere, picture)))).entries
    ] == [
        None,
        None,
    ]


def test_outlet():
    """An aggregator names where it has an item from."""
    source = (
        '<item><title>T</title><source url="https://gazette.example/">The Gazette</source></item>'
    )
    assert entry(rss(source)).outlet == "The Gazette"


def test_language_is_inherited():
    """An entry speaks its own language, else the feed's."""
    body = atom(
        '<entry xml:lang="sv"><title>Färja</title></entry>',
        "<entry><title>Ferry</title></entry>",
        attributes='xml:lang="en"',
    )
    assert [found.language for found in read(body).entries] == ["sv", "en"]


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (rss("<item><link>/a</link></item>"), "https://harbour.example/a"),
        (atom('<entry><link href="a"/></entry>'), "https://feeds.example/x/a"),
        (atom('<entry><link href="a"/></entry>', attributes='xml:base="https://b.example/"'), "https://b.example/a"),
        (rss("<item><guid>12345</guid></item>"), None),
        (rss("<item><guid>https://harbour.example/g</guid></item>"), "https://harbour.example/g"),
        (rss("<item><link>javascript:alert(1)</link></item>"), None),
        (
            rss(
                '<item><link>https://clicks.example/1</link><f:origLink xmlns:f='
                '"http://rssnamespace.org/feedburner/ext/1.0">https://harbour.example/o</f:origLink></item>'
            ),
            "https://harbour.example/o",
        ),
        (
            atom('<entry><link rel="alternate" type="text/plain" href="https://h.example/t"/></entry>'),
            "https://h.example/t",
        ),
    ],
)  # fmt: skip
def test_links(body, url):
    """Relative links start at xml:base, RSS's at the site, Atom's at the document."""
    assert entry(body, url="https://feeds.example/x/feed").url == url


def test_bare_entries():
    """Entries without guid, link or title are tolerated, also with nothing but an enclosure."""
    body = rss(
        "<item/>", '<item><enclosure url="https://h.example/a.mp3" type="audio/mpeg"/></item>'
    )
    assert [(found.id, found.url, found.title) for found in read(body).entries] == [
        (None, None, "")
    ] * 2


def test_undeclared_html_entities():
    """`&nbsp;` and its like work, though XML does not know them."""
    found = entry(rss("<item><title>Fish&nbsp;&amp; chips&hellip;</title></item>"))
    assert found.title == "Fish & chips…"


def test_undeclared_prefixes():
    """Prefixes that everybody knows need no declaration."""
    found = entry(
        "<rss version='2.0'><channel><item><dc:creator>Ana</dc:creator>"
        "<content:encoded>&lt;p&gt;Whole&lt;/p&gt;</content:encoded></item></channel></rss>"
    )
    assert (found.author, found.content) == ("Ana", "<p>Whole</p>")


def test_broken_xml():
    """A feed that breaks off gives what it holds."""
    assert entry(rss(ITEM).split("</item>")[0]).id == "ferry-1"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration", ['<!ENTITY a "b">', "<!entity % p SYSTEM 'file:///etc/passwd'>"]
)
def test_entities_are_refused(codec, declaration):
    """No declared entity reaches the parser, in whatever encoding."""
    prolog = f"<!-- <a> --><!DOCTYPE rss [{declaration}]>"
    assert code(rss(ITEM, prolog=prolog).encode(codec)) == "entity_refused"


def test_plain_doctype():
    """A DOCTYPE alone passes, as RSS 0.91 had it."""
    prolog = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
    assert entry(rss(ITEM, prolog=prolog)).id == "ferry-1"


def test_text_about_entities():
    """An article that quotes an entity declaration is no attack."""
    assert (
        "ENTITY"
        in entry(rss("<item><description><![CDATA[<!ENTITY a>]]></description></item>")).summary
    )


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "empty"),
        ("<!DOCTYPE html><html><title>502 Bad Gateway</title></html>", 'titled "502 Bad Gateway"'),
        ("<html><body>Please log in</body></html>", "a web page"),
        ("<urlset><url><loc>https://h.example/</loc></url></urlset>", "a sitemap"),
        ("<opml version='2.0'><body/></opml>", "OPML"),
        ("Too many requests", "no markup"),
        ("/etc/passwd", "no markup"),
        ("<error>no</error>", "no feed format"),
    ],
)
def test_not_a_feed(body, detail):
    """What is no feed says what it is instead."""
    with pytest.raises(ParseError, match=f"^not_a_feed: .*{detail}"):
        read(body, media_type="text/html")


def test_oversized_feed():
    """Of too many items the newest are taken, in their order, and the rest is counted."""
    items = [
        f"<item><guid>{n}</guid><pubDate>{n % 28 + 1} Feb {1990 + n // 100} 10:00 GMT</pubDate></item>"
        for n in range(2_500)
    ]
    parsed = read(rss(*items))

    assert (len(parsed.entries), parsed.cut) == (2_000, 500)
    assert [parsed.entries[place].id for place in (0, -1)] == ["500", "2499"]
    assert parsed.feed.title == "Harbour Post"


def test_oversized_feed_without_dates():
    """Where items have no dates, the first are the newest."""
    parsed = read(rss(*(f"<item><guid>{n}</guid></item>" for n in range(2_001))))
    assert (parsed.entries[0].id, parsed.entries[-1].id, parsed.cut) == ("0", "1999", 1)


def test_dates_of_other_languages():
    """Dates that only feedparser reads are taken from it, in UTC."""
    found = entry(rss("<item><pubDate>Κυρ, 11 Ιούλ 2004 12:00:00 EST</pubDate></item>"))
    assert found.published.value == "2004-07-11T17:00:00+00:00"


def test_impossible_date():
    """A date that nobody can read is none."""
    assert entry(rss("<item><pubDate>2026</pubDate></item>")).published is None


def test_feed_of_an_editor():
    """A feed's editor is named, in the order of RSS too."""
    feed = read(rss(head="<managingEditor>desk@h.example (Ana Silva)</managingEditor>")).feed
    assert feed.author == "Ana Silva"


def test_what_feedparser_trips_over():
    """A character reference beyond Unicode spoils one text at most."""
    assert (
        read(rss("<item><title>a&#99999999999;b&nbsp;</title></item>", ITEM)).entries[-1].id
        == "ferry-1"
    )
