"""The coarse grade: every word, quickly, whatever the markup."""

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.articles.coarse import words
from service.articles.normal import fold
from service.articles.page import read
from service.errors import ParseError
from service.model import Document, Hints
from tests.unit.articles.pages import SENTENCES, page


def _document(markup: str) -> Document:
    return Document(name="page.html", body=markup.encode(), media_type="text/html")


@pytest.mark.parametrize(
    ("markup", "phrase"),
    [
        ("<p><b>S</b>eoul opens</p>", "Seoul opens"),
        ("<nav><a>Home</a><a>World</a></nav>", "Home World"),
        ("<td>one</td><td>two</td>", "one two"),
        ("<p>Food &amp; drink, caf&eacute;</p>", "Food & drink, café"),
        ("<p title='a > b'>ferries</p>", "ferries"),
        ("<SCRIPT>x</SCRIPT><p>after</p>", "after"),
        ("<script>never closed <p>harbour", "harbour"),
        ("<!-- never closed <p>harbour", "harbour"),
        ("<meta content='pier &quot;north&quot;' property=og:title>", 'pier "north"'),
        ("<meta name=description content=short>", "short"),
        ("<p>a\x00b</p>", "ab"),
    ],
)
def test_words_are_found(markup, phrase, hints):
    """What a reader sees is there, joined and apart where style sheets decide."""
    assert phrase in words(_document(f"<html>{markup}</html>"), hints)


@pytest.mark.parametrize(
    "markup",
    ["<script>hidden</script>", "<style>hidden{}</style>", "<!-- hidden -->", "<p class=hidden>x"],
)
def test_markup_is_no_text(markup, hints):
    """Scripts, style sheets, comments and attributes are left out."""
    assert "hidden" not in words(_document(f"<p>shown</p>{markup}<p>too</p>"), hints)


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<script", "<meta ", '<meta content="', "<b>x</b>y", "&lt;", "<p "]
)
def test_hostile_markup_costs_little(piece, hints):
    """A megabyte of one broken piece takes a fraction of a second of CPU, not minutes."""
    document = _document("<html>" + piece * (1_000_000 // len(piece)))
    before = time.process_time()
    words(document, hints)
    assert time.process_time() - before < 20


HINTS = Hints(now=datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
_TAGS = st.sampled_from(
    "<p> </p> <div> </div> <b> </b> <br> <td> <li> <span> </span> <h2> </h2> <!--x--> <i>".split()  # noqa: SIM905 - a list of words is read as words
)
_WORDS = st.sampled_from(
    ["harbour", "Ellery", "мост", "부두", "14", "&amp;", "&eacute;", " ", "\n", ". "]
)


@settings(max_examples=40, deadline=None)
@given(pieces=st.lists(st.one_of(_TAGS, _WORDS), max_size=30))
def test_every_precise_word_is_coarse(pieces):
    """Law: no word that the precise grade gives is missing from the coarse one."""
    document = Document(
        name="page.html",
        body=page(body="".join(pieces), sentences=SENTENCES[:2]),
        media_type="text/html",
    )
    try:
        reading = read(document, HINTS)
    except ParseError:
        return
    known = set(re.findall(r"\w+", fold(words(document, HINTS))))
    assert set(re.findall(r"\w+", fold(f"{reading.title} {reading.text}"))) <= known


def test_metas_beyond_any_need_are_left_out(hints):
    """Of a page of nothing but metas the first hundreds count."""
    markup = "".join(f"<meta name=description content=word{at}>" for at in range(600))
    found = words(_document(markup), hints).split()
    assert ("word1" in found, "word599" in found) == (True, False)
