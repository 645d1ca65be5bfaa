from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from service.articles.read import coarse, read, read_all, read_entry, text_and_teaser
from service.errors import ParseError
from service.model import Document, Entry, Hints, Precision, Provenance, Published, ZoneBasis
from tests.endings import ends
from tests.unit.articles.pages import SENTENCES, page


TEXT = "Ferries sail again from the northern pier\n\n" + "\n\n".join(SENTENCES)
FED = Published(
    value="2025-01-14T09:15+09:00",
    precision=Precision.MINUTE,
    zone=ZoneBasis.STATED,
    provenance=Provenance.FEED,
)


@pytest.mark.parametrize(
    ("name", "media_type", "body"),
    [
        ("a.txt", None, TEXT.encode()),
        ("a", "text/plain; charset=utf-16", TEXT.encode("utf-16")),
        ("a", None, TEXT.encode()),
        ("a.md", None, f"# {TEXT}".encode()),
        ("a", "text/markdown", f"# {TEXT}".encode()),
        ("a.html", None, page("<title>Ferries sail again from the northern pier</title>")),
        (
            "a",
            "text/html; charset=utf-8",
            page("<title>Ferries sail again from the northern pier</title>"),
        ),
        ("a", None, page("<title>Ferries sail again from the northern pier</title>")),
        (
            "a",
            "application/octet-stream",
            page("<title>Ferries sail again from the northern pier</title>")
            .decode()
            .encode("utf-16"),
        ),
    ],
)
def test_kinds(name, media_type, body, hints):
    """Media type, name or first bytes say how a document is read; the reading is the same."""
    reading = read(Document(name=name, body=body, media_type=media_type), hints)
    assert reading.title == "Ferries sail again from the northern pier"
    assert reading.text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("name", "media_type", "body", "code"),
    [
        ("a.txt", None, b"", "empty"),
        ("a.txt", None, b"\n---\n***\n", "empty"),
        ("a.txt", None, b"Share\nHome > World\n3 min read", "empty"),
        ("a.html", None, b"<html><body> </body></html>", "empty"),
        ("a.txt", None, b"%PDF-1.4", "binary"),
        ("a", "image/png", b"anything", "binary"),
    ],
)
def test_unreadable(name, media_type, body, code, hints):
    """What cannot be read is refused with a stable word."""
    with pytest.raises(ParseError) as caught:
        read(Document(name=name, body=body, media_type=media_type), hints)
    assert caught.value.code == code


def test_a_flash_has_a_title_only(hints):
    """One line is an article: its title."""
    reading = read(
        Document(name="a.txt", body=b"URGENT: Ferry runs aground off Port Ellery"), hints
    )
    assert (reading.title, reading.text) == ("URGENT: Ferry runs aground off Port Ellery", "")


def test_untitled_text_takes_its_first_sentence(hints):
    """Without a headline the first sentence is the title, and stays in the text."""
    body = f"PORT ELLERY, Jan. 14 (AP) -- {SENTENCES[0]} {SENTENCES[1]}\n{SENTENCES[2]}"
    reading = read(Document(name="a.txt", body=body.encode()), hints)
    assert reading.title == SENTENCES[0]
    assert SENTENCES[0] in reading.text


def test_limits(hints):
    """Titles and texts have a most."""
    body = "x" * 900 + "\n\n" + "\n\n".join([SENTENCES[0]] * 3000)
    reading = read(Document(name="a.txt", body=body.encode()), replace(hints, title="word " * 300))
    assert len(reading.title) <= 500
    assert len(reading.text) <= 200_000


def test_labelled_fields(hints):
    """A file that labels its fields is read by them."""
    body = f"Title: Ferries sail again\nAuthor: Jane Roe\nDate: 2025-01-14\nURL: https://gazette.test/1\n\n{SENTENCES[0]}\n{SENTENCES[1]}"
    reading = read(Document(name="a.txt", body=body.encode()), hints)
    assert (reading.title, reading.author) == ("Ferries sail again", "Jane Roe")
    assert getattr(reading.published, "value", None) == "2025-01-14"
    assert reading.text == f"{SENTENCES[0]}\n\n{SENTENCES[1]}"


def test_front_matter(hints):
    """A Markdown file's front matter is what its author declares."""
    body = f"---\ntitle: Ferries sail again\nauthor: Jane Roe\ndate: 2025-01-14 09:00\nlang: en\nsource: Harbor Gazette\n---\n{SENTENCES[0]}"
    reading = read(Document(name="a.md", body=body.encode()), hints)
    assert (reading.title, reading.author, reading.outlet) == (
        "Ferries sail again",
        "Jane Roe",
        "Harbor Gazette",
    )
    assert reading.published is not None
    assert (reading.published.value, reading.published.provenance) == (
        "2025-01-14T09:00",
        Provenance.GIVEN,
    )


def test_a_feed_speaks_first(hints):
    """What a feed says of a file stands before what the file says."""
    known = replace(
        hints,
        published=FED,
        updated=FED,
        title="By the feed",
        url="https://gazette.test/2024/01/01/x",
    )
    reading = read(Document(name="a.txt", body=TEXT.encode()), known)
    assert (reading.title, reading.published, reading.updated) == ("By the feed", FED, FED)


def test_an_address_dates_a_text(hints):
    """Where nothing is printed, the address may say the day."""
    document = Document(name="a.txt", body=TEXT.encode(), url="https://gazette.test/2025/01/14/x")
    published = read(document, hints).published
    assert published is not None
    assert (published.value, published.provenance) == ("2025-01-14", Provenance.URL)


ENTRY = Entry(
    title="Ferries sail &amp; islanders cheer",
    url="https://gazette.test/2025/01/14/1",
    content=f"<p>PORT ELLERY (AP) — {SENTENCES[0]}</p><p>{SENTENCES[1]}</p><p>The post <a>x</a> appeared first on Harbor Gazette.</p>",
    summary=f"{SENTENCES[0][:60]} [&#8230;]",
    author="by JANE ROE",
    published=FED,
)


def test_entry_with_content(hints):
    """Content is the text; a summary that only begins it is not kept."""
    reading = read_entry(ENTRY, replace(hints, outlet="Harbor Gazette", language="en-GB"))
    assert reading.title == "Ferries sail & islanders cheer"
    assert reading.text == f"PORT ELLERY (AP) — {SENTENCES[0]}\n\n{SENTENCES[1]}"
    assert (reading.summary, reading.author, reading.wire, reading.outlet) == (
        None,
        "Jane Roe",
        "AP",
        "Harbor Gazette",
    )
    assert (reading.published, reading.language, reading.dateline) == (
        FED,
        "en",
        "PORT ELLERY (AP)",
    )


def test_entry_with_its_own_summary(hints):
    """A summary that says something else stays beside the text, as plain text."""
    reading = read_entry(replace(ENTRY, summary="<b>Islanders</b> had waited for weeks"), hints)
    assert reading.summary == "Islanders had waited for weeks"


def test_entry_with_a_teaser_only(hints):
    """A summary alone is the text; an address may date it."""
    reading = read_entry(Entry(title="A", summary=SENTENCES[0], url=ENTRY.url), hints)
    assert (reading.text, reading.summary) == (SENTENCES[0], None)
    assert getattr(reading.published, "provenance", None) is Provenance.URL


def test_entry_without_title_or_text(hints):
    """Either is enough; neither is an error."""
    assert read_entry(Entry(summary=SENTENCES[0]), hints).title.startswith("The ferry office")
    assert read_entry(Entry(title="Ferry aground"), hints).text == ""
    with pytest.raises(ParseError, match=r"^empty"):
        read_entry(Entry(summary="<img src='x'>"), hints)


def test_a_teaser_beside_a_page(hints):
    """A feed's teaser is kept with its page's text where the page lacks it."""
    known = replace(hints, summary="Islanders had waited for weeks")
    assert (
        read(Document(name="a.txt", body=TEXT.encode()), known).summary
        == "Islanders had waited for weeks"
    )
    known = replace(hints, summary=SENTENCES[1])
    assert read(Document(name="a.txt", body=TEXT.encode()), known).summary is None


def test_many_in_one_trip(hints):
    """Entries of one document are read together, in order; a whole one is the document itself."""
    document = Document(name="a.txt", body=TEXT.encode())
    readings = read_all(document, (ENTRY, Entry(whole=True)), (hints, hints))
    assert [reading.title for reading in readings] == [
        "Ferries sail & islanders cheer",
        "Ferries sail again from the northern pier",
    ]


def test_reading_twice_is_the_same():
    """A text read again is the same text: nothing more is taken off."""
    known = Hints(now=datetime(2026, 3, 2, tzinfo=UTC))
    once = read(Document(name="a.txt", body=TEXT.encode()), known)
    again = read(Document(name="a.txt", body=f"{once.title}\n\n{once.text}".encode()), known)
    assert again == once


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize(
    "hostile",
    [
        "A" * 300_000,
        "<!--" * 60_000,
        "[" * 200_000,
        " " * 300_000 + "x",
        "a > " * 50_000,
        "Jane Roe, left, poses in Kestrel. (AP)\n" * 8_000,
        "5 May 2023 " * 20_000,
        "© AFP\n" * 8_000,
        "*a " * 60_000,
    ],
)
def test_hostile_texts_are_quick(name, hostile, hints):
    """No text costs more than its length: what has nothing to read is refused in a few seconds."""
    with ends(), suppress(ParseError):
        read(Document(name=name, body=f"{SENTENCES[0]}\n{hostile}".encode()), hints)


@pytest.mark.parametrize(
    ("name", "body", "word"),
    [
        ("a.html", b"<html><nav>Menu</nav><p>Ferries</p></html>", "Menu"),
        ("a.txt", b"Menu\n\nFerries sail", "Menu"),
        ("a.md", b"# Ferries\n\nMenu", "Menu"),
    ],
)
def test_coarse_words_of_any_document(name, body, word, hints):
    """The coarse grade gives furniture and what is known beforehand, too."""
    found = coarse(Document(name=name, body=body), replace(hints, title="Told", summary="Teaser"))
    assert {word, "Told", "Teaser"} <= set(found.split())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (("Port", "", "A strike."), ("A strike.", None)),
        (("Port", "The port.", "A strike."), ("The port.", "A strike.")),
        (("Port", "A strike. More.", "A strike."), ("A strike. More.", None)),
        (("Port", "", None), ("", None)),
    ],
)
def test_a_teaser_alone_is_the_text(given, kept):
    """Feeds, lines of records and tests of rules are read alike; a teaser that repeats is none."""
    assert text_and_teaser(*given) == kept


@pytest.mark.parametrize(
    ("name", "body", "word"),
    [
        ("a.eml", b"Subject: x\nContent-Transfer-Encoding: base64\n\nRmVycmllcyBzYWlsIGFnYWluLg==", "sail"),
        ("a.eml", b"Subject: x\nContent-Transfer-Encoding: quoted-printable\n\nFerries s=\nail again.", "sail"),
    ],
)  # fmt: skip
def test_coarse_words_are_decoded(name, body, word, hints):
    """What is no page is read: its words are those that reading gives."""
    document = Document(name=name, body=body)
    assert set(read(document, hints).text.split()) <= set(coarse(document, hints).split())
    assert word in coarse(document, hints).split()
