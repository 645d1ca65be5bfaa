"""Documents that somebody made in order to stop whoever reads them; each in a few lines, and of some size."""

from collections.abc import Callable, Mapping


SENTENCE = (
    "The ferry office of Port Ellery said on Tuesday that boats would sail again from the pier. "
)
_PROSE = f"<p>{SENTENCE * 4}</p>" * 5


def _attributes(count: int) -> str:
    return " ".join(f'a{number}="x"' for number in range(count))


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Ferries sail</title>{head}</head><body><article><h1>Ferries sail</h1>{body}</article></body></html>".encode(
        "utf-8", "surrogatepass"
    )


PAGES: Mapping[str, Callable[[], bytes]] = {
    "40,000 attributes on one tag": lambda: _page(f"<p {_attributes(40_000)}>x</p>{_PROSE}"),
    "200,000 line breaks": lambda: _page(_PROSE + "<br>" * 200_000),
    "50,000 boxes in each other": lambda: _page("<div>" * 50_000 + _PROSE + "</div>" * 50_000),
    "20,000 bold words in each other": lambda: _page(_PROSE + "<b>" * 20_000 + "x"),
    "100,000 boxes never closed": lambda: _page(_PROSE + "<div>" * 100_000),
    "100,000 comments never closed": lambda: _page(_PROSE + "<!--" * 100_000),
    "100,000 links": lambda: _page(_PROSE + "<a href='http://a.test/b'>x</a> " * 100_000),
    "20,000 paragraphs": lambda: _page(_PROSE * 4_000),
    "50,000 rows": lambda: _page(_PROSE + "<table>" + "<tr><td>a</td></tr>" * 50_000),
    "2,000 tables in each other": lambda: _page(_PROSE + "<table><tr><td>" * 2_000 + "a"),
    "5,000 lists in each other": lambda: _page(_PROSE + "<ul><li>" * 5_000 + "x"),
    "a word of five million letters": lambda: _page(f"{_PROSE}<p>{'x' * 5_000_000}</p>"),
    "a million words in one paragraph": lambda: _page(f"{_PROSE}<p>{'word ' * 1_000_000}</p>"),
    "a million blanks": lambda: _page(f"{_PROSE}<p>{' ' * 1_000_000}x</p>"),
    "half a million digits": lambda: _page(f"{_PROSE}<p>{'1' * 500_000}</p>"),
    "100,000 dates": lambda: _page(f"{_PROSE}<p>{'2020-01-01 ' * 100_000}</p>"),
    "50,000 escaped scripts": lambda: _page(f"{_PROSE}<p>{'&lt;script&gt;' * 50_000}</p>"),
    "100 KB of combining marks": lambda: _page(f"{_PROSE}<p>e{chr(0x301) * 50_000}</p>"),
    "a title of two million letters": lambda: _page(_PROSE, f"<title>{'A' * 2_000_000}</title>"),
    "50,000 metas": lambda: _page(_PROSE, '<meta name="author" content="A B">' * 50_000),
    "a byline of 50,000 names": lambda: _page(
        _PROSE, f'<meta name="author" content="{"A b, " * 50_000}">'
    ),
    "a byline of 50,000 signs": lambda: _page(
        _PROSE, f'<meta name="author" content="{"a@" * 50_000}">'
    ),
    "JSON-LD 50,000 deep": lambda: _page(
        _PROSE, f'<script type="application/ld+json">{"[" * 50_000}{"]" * 50_000}</script>'
    ),
    "JSON-LD never closed": lambda: _page(
        _PROSE, '<script type="application/ld+json">' + '{"@type":' * 50_000 + "</script>"
    ),
    "a canonical link of 100,000 signs": lambda: _page(
        _PROSE, f'<link rel="canonical" href="http://a.test/{"%" * 100_000}">'
    ),
    "controls, noncharacters, half a pair": lambda: _page(
        f"{_PROSE}<p>a\x00b\x01\x1b[31mred \u202ereversed\ufffe \ud800</p>"
    ),
}


def _rss(inside: str) -> bytes:
    return (
        f'<rss version="2.0"><channel><title>Port Ellery</title>{inside}</channel></rss>'.encode()
    )


def _item(markup: str) -> bytes:
    return _rss(f"<item><description><![CDATA[{markup}]]></description></item>")


def _atom(inside: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{inside}</entry></feed>'.encode()


def _laughs(levels: int) -> bytes:
    more = "".join(
        f'<!ENTITY a{level + 1} "' + f"&a{level};" * 10 + '">' for level in range(levels)
    )
    return f'<!DOCTYPE rss [<!ENTITY a0 "lol">{more}]>'.encode() + _rss(f"&a{levels};")


FEEDS: Mapping[str, Callable[[], bytes]] = {
    "a billion laughs": lambda: _laughs(9),
    "one long entity, often": lambda: (
        f'<!DOCTYPE rss [<!ENTITY a "{"A" * 100_000}">]>'.encode() + _rss("&a;" * 3_000)
    ),
    "50,000 entities": lambda: b"<!DOCTYPE rss [" + b'<!ENTITY a "b">' * 50_000 + b"]>" + _rss(""),
    "a DOCTYPE of 100,000 words": lambda: b"<!DOCTYPE " + b"x " * 100_000 + b">" + _rss(""),
    "40,000 attributes on one tag": lambda: _rss(f"<item {_attributes(40_000)}/>"),
    "40,000 attributes on one tag of a text": lambda: _item(f"<p {_attributes(40_000)}>x</p>"),
    "40,000 namespaces": lambda: (
        b"<rss "
        + b" ".join(b'xmlns:n%d="urn:%d"' % (n, n) for n in range(40_000))
        + b' version="2.0"><channel/></rss>'
    ),
    "an author of 20,000 points": lambda: _rss(f"<item><author>{'a.' * 20_000}</author></item>"),
    "an author of 50,000 signs": lambda: _rss(f"<item><author>{'a@' * 50_000}</author></item>"),
    "40,000 comments never closed": lambda: _item("<!--" * 40_000),
    "40,000 CDATA sections": lambda: _item("<![CDATA[" * 40_000),
    "200,000 opening signs": lambda: _item("<" * 200_000),
    "100,000 half entities": lambda: _item("&#x" * 100_000),
    "60,000 tags never closed": lambda: _item("<a " * 60_000),
    "a style of 50,000 parts": lambda: _item(f'<p style="{"a:b;" * 50_000}">'),
    "200,000 items": lambda: _rss("<item><title>a</title><guid>g</guid></item>" * 200_000),
    "20,000 items in each other": lambda: _rss("<item>" * 20_000),
    "20,000 boxes in each other": lambda: _item("<div>" * 20_000 + "x" + "</div>" * 20_000),
    "20,000 XHTML boxes in each other": lambda: _atom(
        '<content type="xhtml">'
        + '<div xmlns="http://www.w3.org/1999/xhtml">' * 20_000
        + "x"
        + "</div>" * 20_000
        + "</content>"
    ),
    "100,000 unknown tags in each other": lambda: _rss("<a>" * 100_000 + "</a>" * 100_000),
    "a title of ten megabytes": lambda: _rss(f"<item><title>{'A' * 10_400_000}</title></item>"),
    "100,000 categories": lambda: _rss("<item>" + "<category>a</category>" * 100_000 + "</item>"),
    "100,000 links": lambda: _atom('<link href="http://a.test/b"/>' * 100_000),
    "a date of 100,000 digits": lambda: _rss(f"<item><pubDate>{'1' * 100_000}</pubDate></item>"),
    "a date of 50,000 dashes": lambda: _rss(f"<item><pubDate>{'1-' * 50_000}</pubDate></item>"),
    "100,000 undeclared entities, broken off": lambda: (
        b'<rss version="2.0"><channel><title>' + b"&foo;" * 100_000
    ),
    "100,000 paragraphs, broken off": lambda: (
        b'<rss version="2.0"><channel><item><description>' + b"<p>&nbsp;" * 100_000
    ),
    "JSON 100,000 deep": lambda: b"[" * 100_000,
    "a JSON feed of 100,000 items": lambda: (
        b'{"version":"https://jsonfeed.org/version/1.1","items":['
        + b'{"id":"a"},' * 100_000
        + b'{"id":"b"}]}'
    ),
    "a number of a million digits": lambda: (
        b'{"version":"https://jsonfeed.org/version/1.1","items":[{"id":'
        + b"1" * 1_000_000
        + b"}]}"
    ),
}
