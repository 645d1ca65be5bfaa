import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.encoding import cap, clean


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("a\x00b\x1b[31mc\x9f", "ab[31mc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("abc\u202edef\u2066ghi\u200f", "abcdefghi"),
        ("mis\u00adsile mis\u200bsile", "missile missile"),
        ("ไทย\u200bไทย", "ไทย\u200bไทย"),
        ("lone \ud800 surrogate \ufffe", "lone  surrogate "),
        ("e\u0301", "é"),
    ],
)
def test_clean(dirty, expected):
    """What nobody can see goes; what is left is in NFC."""
    assert clean(dirty) == expected


def test_piles_of_marks_are_cut_quickly():
    """A hundred thousand accents on one letter neither stay nor take minutes to sort."""
    assert len(clean("z" + "\u0301\u0316" * 50_000 + "!")) <= 12


@given(st.text(alphabet=st.characters(codec=None)))
def test_clean_is_final(text):
    """Cleaning twice is cleaning once, and what is clean can be stored anywhere."""
    once = clean(text)
    assert clean(once) == once
    assert once.encode() is not None


def test_cap_prefers_a_blank():
    """A text is cut between words where it can be."""
    assert cap("short", 10) == "short"
    assert cap("a" * 95 + " bbbbbbbb", 100) == "a" * 95
    assert cap("a" * 200, 100) == "a" * 100


def test_every_combining_mark_is_looked_for():
    """A pile of any mark of any script is cut."""
    marks = (chr(code) for code in range(0x110000) if unicodedata.combining(chr(code)))
    assert not [mark for mark in marks if len(clean("x" + mark * 40)) > 30]
