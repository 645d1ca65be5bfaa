import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.sources.formats import fields


@pytest.mark.parametrize(
    ("markup", "is_html", "text"),
    [
        ("Ferry <b>aground</b>", True, "Ferry aground"),
        ("Ferry<br/>aground &amp; safe", True, "Ferry aground & safe"),
        ("a<script>alert(1)</script>b<!-- c -->d", True, "a b d"),
        ("History of the <blink> tag", False, "History of the <blink> tag"),
        ("Ferry <i>Anna</i> &#8217;s", False, "Ferry Anna ’s"),
        ("1 < 2 &amp;&amp; 3 > 2", False, "1 < 2 && 3 > 2"),
        ("  two\n lines\xa0 ", False, "two lines"),
        ("left\u202eright\x07", False, "leftright"),
        ("\ud800", False, "\ufffd"),
    ],
)
def test_plain(markup, is_html, text):
    """A title is one line of text; only what can be nothing else is markup where none is declared."""
    assert fields.plain(markup, is_html=is_html) == text


def test_plain_is_capped():
    """A title of ten megabytes is one of 500 characters."""
    assert fields.plain("A" * 10_000_000, is_html=True) == "A" * 500


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://harbour.example/a?b=1&c", "https://harbour.example/a?b=1&c"),
        (" https://harbour.example/a b\n", "https://harbour.example/a%20b"),
        ("/a", "https://base.example/a"),
        ("//other.example/a", "https://other.example/a"),
        ("javascript:alert(1)", None),
        ("mailto:desk@harbour.example", None),
        ("file:///etc/passwd", None),
        ("http://[", None),
        ("https://", None),
        ("https://harbour.example/\\a", None),
        ("https://harbour.example/" + "a" * 2048, None),
        ("https://harbour.example/" + "항" * 700, None),
        ("https://harbour.example/" + "항" * 670, "https://harbour.example/" + "항" * 670),
        ("", None),
        (7, None),
    ],
)
def test_link(given, url):
    """Only whole web addresses are links."""
    assert fields.link(given, None, "not a base", "https://base.example/feed") == url


def test_link_without_base():
    """A relative link without a base is none."""
    assert fields.link("/a") is None


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Ana Silva", "Ana Silva"),
        ("desk@harbour.example (Ana Silva)", "Ana Silva"),
        ("Ana Silva (desk@harbour.example)", "Ana Silva"),
        ("Ana Silva <desk@harbour.example>", "Ana Silva"),
        ("desk@harbour.example", "desk@harbour.example"),
        ("Ana (Harbour Post)", "Ana (Harbour Post)"),
        ("  ", None),
        ("a." * 20_000 + "@", ("a." * 150)),
    ],
)
def test_person(given, name):
    """A byline is a name, without the address where there is a name."""
    assert fields.person(given) == name


def test_people():
    """Names stand once, in their order."""
    assert fields.people(["Ana", None, "Bo", "Ana"]) == "Ana, Bo"
    assert fields.people([None]) is None


def test_identity():
    """A long id becomes its hash, so that two long ones stay two."""
    long, longer = fields.identity("x" * 600), fields.identity("x" * 601)

    assert str(long).startswith("sha256:")
    assert long != longer
    assert (fields.identity(7), fields.identity(" a "), fields.identity(None)) == ("7", "a", None)


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        ("en_US", "en-US"),
        ("ko", "ko"),
        ("English", None),
        ("", None),
        (None, None),
        ("x" * 50, None),
    ],
)
def test_language(given, tag):
    """Only a language tag is a language."""
    assert fields.language(given) == tag


@settings(deadline=None)
@given(st.text(), st.booleans())
def test_any_title(markup, is_html):
    """Whatever the markup, a title is one storable line."""
    title = fields.plain(markup, is_html=is_html)

    title.encode()
    assert title == " ".join(title.split())
    assert len(title) <= 500
