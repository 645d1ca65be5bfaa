"""The coarse grade: every word, quickly, whatever the markup."""

import re
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.articles import hidden
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
        ("<h1>caf&amp;eacute;</h1>", "café"),
        ("<div>pier</section>opens</div>", "pieropens"),
        ("<h1>pier<script>opens</script></h1>", "opens"),
        ("<p>one</p><script>x</script><p>two</p>", "one two"),
        ("<div>pier</p>opens</div>", "pieropens"),
        ("<div>pier</script>opens</div>", "pieropens"),
        ("<div>pier</img>opens</div>", "pieropens"),
        ("<div>pier</body>opens</div>", "pieropens"),
        ("<div><section>pier</div></section>opens", "pieropens"),
        ("<ul><li>pier<li>opens</ul>there", "opens there"),
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


@pytest.mark.parametrize(
    "markup",
    [
        "<!--><p>ferry</p><!-- x -->",
        "<!---><p>ferry</p><!-- x -->",
        "<!-- a --!><p>ferry</p><!-- x -->",
        "<p title='<!--'>ferry</p><p title='-->'>more</p>",
        '<p title="<script>">ferry</p><script>1</script>',
        "<xmp><!-- </xmp><p>ferry</p><!-- x -->",
        "<textarea><!-- </textarea><p>ferry <!-- x --></p>",
        "<style-x><p>ferry</p></style-x><style>a</style>",
        "<script><!-- <script> </script> --></script><p>ferry</p>",
        "<p>3 <5 ferry> 2</p>",
        "<p>fe<?php x ?>rry</p>",
        "<p>f<a title='a > b'>erry</a></p>",
        "<ruby>fe<rt>x</rt>rr<rt>x</rt>y<rt>x</rt></ruby>",
        "<p>fe<span style='display:none'>x</span>rry</p>",
        "<meta name='title' property='og:title' content='ferry'>",
        "<meta/property='og:title'/content='ferry'>",
        "<meta property='og&#58;title' content='ferry'>",
        "<meta property='og:title' content='a <b> ferry'>",
        "<a b=<script>ferry</a><script>1</script>",
        "<title><!--ferry--></title>",
        "<title><!-- </title><p>ferry</p> -->",
        "<script>a = '<!-- x -->'; b = '<script>'</script><p>ferry</p><script>1</script>",
        "<script><!-- <script> </script><p>ferry</p><script> --> </script>",
        "<p><script>x <!-- <script> y </script>ferry --></p>",
        "<p class='[&>a]:x' data-a='<b>'>f<i>erry</i></p>",
        "<meta name=x content='-->'><meta name=y data-content=x content=ferry>",
    ],
)
def test_odd_markup_hides_no_word(markup, hints):
    """What one parser takes for hidden and another for text is text."""
    assert "ferry" in re.findall(r"\w+", words(_document(f"<html>{markup}</html>"), hints))


@pytest.mark.parametrize(
    "tag",
    [
        "type='application/ld+json'",
        "type='application/ld&#x2B;json'",
        "data-a='a>b' type='application/ld+json'",
        "type=text/plain",
    ],
)
def test_json_ld_is_known_however_it_is_called(tag, hints):
    """Headlines, bodies and names of what looks like JSON-LD are words of the page."""
    said = '{"@type":"NewsArticle","name":"pier","headline":"ferry"}'
    found = words(_document(f"<html><script {tag}>{said}</script></html>"), hints)
    assert {"pier", "ferry"} <= set(found.split())


def test_what_a_feed_says_is_without_its_markup(hints):
    """A teaser in HTML is found by the words that a reader sees."""
    known = replace(hints, summary="<p>caf&eacute; h<b>arb</b>our</p>")
    assert {"café", "harbour"} <= set(words(_document("<p>x</p>"), known).split())


HINTS = Hints(now=datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
_TAGS = st.sampled_from(
    [
        *"<p> </p> <div> </div> <b> </b> <br> <td> <li> <span> </span> <h2> </h2> <!--x--> <i>".split(),  # noqa: SIM905 - a list of words is read as words
        *("<!-->", "<!--->", "<!--", "-->", "--!>", "<script>", "</script>", "<script src=x />", "<style>", "</style>"),
        *("<style-x>", "<xmp>", "</xmp>", "<textarea>", "</textarea>", "<ruby>", "<rt>x</rt>", "</ruby>", "<label>x</label>"),
        *("<a title='a > b'>", "<a title='<!--'>", '<a title="<script>">', "<?x ?>", "<svg>", "</svg>", "<5", "<![CDATA[", "]]>"),
        *("<title>", "</title>", "<h1>", "</h1>", "<meta property=og:title content='Pier <b> opens'>", "<noscript>", "</noscript>"),
    ]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["harbour", "Ellery", "мост", "부두", "14", "&amp;", "&eacute;", " ", "\n", ". ", "北", "京"]
)  # fmt: skip


def _lost(pieces: list[str]) -> set[str]:
    """Give what the precise grade says and the coarse one does not."""
    body = page(body="".join(pieces), sentences=SENTENCES[:2])
    document = Document(name="page.html", body=body, media_type="text/html")
    try:
        reading = read(document, HINTS)
    except ParseError:
        return set()
    known = set(re.findall(r"\w+", fold(words(document, HINTS))))
    return set(re.findall(r"\w+", fold(f"{reading.title} {reading.text}"))) - known


@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.one_of(_TAGS, _WORDS), max_size=30))
def test_every_precise_word_is_coarse(pieces):
    """Law: no word that the precise grade gives is missing from the coarse one."""
    assert not _lost(pieces)


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- <title>Old</title> --><p>ferry</p>",
        "<!-- <iframe></iframe> --><p>ferry</p>",
        "<script>a = '<!-- x --><script>'</script><p>ferry</p>",
        "<script>a = '<textarea>x</textarea><script>'</script><p>ferry</p>",
    ],
)
def test_what_every_parser_sees_alike_costs_no_tree(markup):
    """A tree costs ten times the rest: what is only odd at first sight has none."""
    assert hidden.parted(f"<html>{markup}</html>")[2] is False


def test_every_meta_counts(hints):
    """A title after hundreds of other metas is one."""
    markup = "".join(f"<meta name=description content=word{at}>" for at in range(600))
    assert "word599" in words(_document(markup), hints).split()
