"""Titles, writers and dates of pages, where their sources differ."""

from pathlib import Path

import pytest

from service.articles.page import read
from service.model import Document, Provenance
from tests.unit.articles.pages import SENTENCES, ld, page


URL = "https://gazette.test/news/ferries.html"


def _read(hints, head: str = "", body: str = "", url: str = URL):
    return read(
        Document(name="page.html", body=page(head, body), url=url, media_type="text/html"), hints
    )


@pytest.mark.parametrize(
    ("claim", "heads", "title"),
    [
        ("Ferries: ten facts for you", ["All about the ferries for islanders"], "All about the ferries for islanders"),
        ("Ferries sail again", ["Cookie settings"], "Ferries sail again"),
        ("Ferries sail again", ["FERRIES SAIL AGAIN"], "Ferries sail again"),
        ("Ferries sail - The Quay Blog", ["The Quay Blog", "Ferries sail"], "Ferries sail"),
        ("Ferries sail again", ["Ferries<br>sail again"], "Ferries sail again"),
        ("Food &amp;amp; drink on board", [], "Food & drink on board"),
        ("Ferries sail again | HG", [], "Ferries sail again"),
        ("여객선 다시 뜬다", ["북쪽 부두 여객선 다시 뜬다"], "북쪽 부두 여객선 다시 뜬다"),
        ("渡轮恢复航行 - 港口日报", ["北码头渡轮恢复航行"], "北码头渡轮恢复航行"),
    ],
)  # fmt: skip
def test_titles(claim, heads, title, hints):
    """The only heading is the title even in other words; one in capitals is written as its claim."""
    site = "<meta property='og:site_name' content='Harbor Gazette'>"
    body = "".join(f"<h1>{head}</h1>" for head in heads)
    assert _read(hints, f"<title>{claim}</title>{site}", body).title == title


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        (ld({"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Port News"}}), "<a rel=author>Jane Roe</a>", "Jane Roe"),
        (ld({"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Port News"}}), "", "Port News"),
        ("<meta name=author content='News Desk'>", "", "News Desk"),
        ("<meta name=author content='admin'>", "", None),
        ("<meta name=citation_author content='Jane Roe'><meta name=citation_author content='Tom Hale'>", "", "Jane Roe, Tom Hale"),
        ("<meta name=author content='jroe'>", "", "jroe"),
        ("<meta name=author content='Gary Marcus and Rob Mardi'>", "", "Gary Marcus, Rob Mardi"),
        ("<meta name=author content='Jane Roe May 5, 2025'>", "", "Jane Roe"),
        ("", "<h1>Ferries sail</h1><p>By Jane Roe</p>", "Jane Roe"),
        ("", "<div class='postByline'>By Jane Roe</div>", "Jane Roe"),
        ("", "<div class='byline'>Sat</div>", None),
        (ld({"@graph": [{"@type": "NewsArticle", "author": [{"@id": "#p"}, "Tom Hale"]}, {"@type": "NewsMediaOrganization", "@id": "#p", "name": "Port News"}]}), "", "Tom Hale"),
    ],
)  # fmt: skip
def test_authors(head, body, author, hints):
    """A person stands before a desk or the house, wherever named; what systems fill in is nobody."""
    found = _read(hints, f"<title>Ferries sail</title>{head}", body).author
    assert found == author


STAMP = {"datePublished": "2025-01-15T02:30:00Z", "dateModified": "2025-01-15T02:30:00Z"}


@pytest.mark.parametrize(
    ("head", "body", "url", "value", "provenance"),
    [
        ("<meta name=w-published-date content=2025-01-14>", "", URL, "2025-01-14", "meta"),
        ("<meta name=last-modified-date content=2025-01-14>", "", URL, "2025-01-14", "meta"),
        (ld({"@type": "NewsArticle", **STAMP}), "", "https://gazette.test/2025/01/14/ferries", "2025-01-14", "url"),
        (ld({"@type": "NewsArticle", **STAMP}), "<time datetime=2025-01-14T21:30:00-05:00>x</time>", URL, "2025-01-14T21:30:00-05:00", "time"),
        (ld({"@type": "NewsArticle", **STAMP}), "<time datetime=2025-01-09T21:30:00-05:00>x</time>", URL, "2025-01-15T02:30:00+00:00", "json-ld"),
        (ld({"@type": "NewsArticle", **STAMP}), "<h1>Ferries sail</h1><p>3 March 2024</p>", URL, "2024-03-03", "text"),
        (ld({"@type": "NewsArticle", "datePublished": "2025-01-15"}), "<h1>Ferries sail</h1><p>3 March 2024</p>", URL, "2025-01-15", "json-ld"),
        ("", "", "https://gazette.test/2025/january/14/ferries", "2025-01-14", "url"),
        ("", "<h1>Ferries sail</h1><p>14 June 2020</p>", "https://gazette.test/2025/01/ferries", None, None),
        ("", '<script>{"publishedAt":"2025-01-14T09:00:00Z"}</script>', URL, "2025-01-14T09:00:00+00:00", "json-ld"),
        ("", '<script>{"publishedAt":"2025-01-14","x":{"publishedAt":"2024-05-01"}}</script>', URL, None, None),
        ("", "<div><span>14 January 2025</span></div>", URL, "2025-01-14", "text"),
        ("", "<span class='styles_publishedDate__x1'>14 January 2025</span>", URL, "2025-01-14", "text"),
        ("", "<p>Last updated: January 14, 2025</p>", URL, "2025-01-14", "text"),
        ("<meta itemprop=dateModified content=2025-01-14>", "", URL, "2025-01-14", "meta"),
    ],
)  # fmt: skip
def test_dates(head, body, url, value, provenance, hints):
    """The day is the one that the page prints; a page that says only when it changed appeared then."""
    found = _read(hints, f"<title>Ferries sail</title>{head}", body, url).published
    assert (found and found.value, found and found.provenance.value) == (value, provenance)


@pytest.mark.parametrize(
    ("tag", "value"), [("en-US", "2025-03-04"), ("en-GB", "2025-04-03"), ("en", None)]
)
def test_order_of_day_and_month(tag, value, hints):
    """The page's own tag says how 3/4/2025 is meant."""
    markup = page("<title>Ferries sail</title>", "<h1>Ferries sail</h1><p>3/4/2025</p>")
    body = markup.replace(b"lang='en-GB'", f"lang='{tag}'".encode())
    found = read(Document(name="a.html", body=body, url=URL, media_type="text/html"), hints)
    assert (found.published and found.published.value) == value


def test_every_provenance_is_documented():
    """The reference says where each kind of date is found."""
    text = (Path(__file__).parents[3] / "docs/reference/articles.md").read_text(encoding="utf-8")
    assert [one for one in Provenance if f"| `{one}` |" not in text] == []


def test_a_report_in_a_box(hints):
    """What the extractor takes for a box is the report all the same, where nearly all prose is in it."""
    prose = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    body = f"<html><body><aside class='popup'><h1>Ferries sail</h1>{prose}</aside></body></html>"
    document = Document(name="a.html", body=body.encode(), media_type="text/html")
    assert read(document, hints).text == "\n\n".join(SENTENCES)
