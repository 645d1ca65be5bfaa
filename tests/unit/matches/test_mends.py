"""What is written elsewhere is refused or remarked on, and every mend holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.matches.describe import write
from service.matches.query import QueryError, parse, parse_remarking
from tests.unit.matches.mistakes import FOREIGN, LACKING, REFUSED


_WITHOUT_ONE = {
    "",
    "()",
    "one AND",
    "one (two AND) three",
    "SENTENCE two",
    "NOT NEAR/5 two",
    "atleast3",
    "zzzzzz:one",
    "source:*",
    "domain:*",
    "a b c d e f g h i j k l m",
    " SENTENCE ".join("abcdefghijklm"),
    f'"{" ".join("abcdefghijklm")}"~5',
    "x" * 20_001,
    "(" * 60 + "x" + ")" * 60,
    "NOT " * 60 + "x",
    "mi*",
    "북*",
    "*sile",
    "*미",
    "?o",
    "co-*",
}
"""Mistakes that only their author can mend: something is missing, or too much."""


def mended(query: str) -> str:
    """Take every mend that is offered, one after the other."""
    for _ in range(8):
        mistake = mistake_of(query)
        if mistake is None:
            return query
        assert mistake.change is not None, (query, str(mistake))
        query, before = mistake.change.made_in(query), query
        assert query != before
    raise AssertionError(query)


def mistake_of(query: str) -> QueryError | None:
    try:
        parse(query)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize("query", [query for query, *_ in REFUSED if query not in _WITHOUT_ONE])
def test_the_mend_of_a_mistake_is_no_mistake(query):
    """Whoever writes what the mend says has a query that can be read."""
    assert mended(query)


PIECES = [
    "one", "북한", "transf*", "Kim~", "Рutin", "'a b'", "#x", "same", "TO", "BUT", ",", '"a b"', '"a"~3', '"', "«",
    "(", ")", "(a OR b)", "(a AND b)", "AND", "OR", "NOT", "-", "NEAR/3", "NOT NEAR/4", "ONEAR", "SENTENCE",
    "title:", "lead:", "source:x", "lang:kr", "url:", "case:", "=", "name:x", "/x/", "/", "atleast2(", "atleast2",
    "w/5", "W/S", "/5", "NEAR(5)", "&&", "|", "!", "+", "{", "]", "*", "~", "hd=", "HLEAD(", "site:", "wc>500", "<",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), max_size=9))
def test_mends_come_to_an_end(pieces):
    """Whatever was typed: each mend changes it, and none leads back to where it began."""
    query = "".join(piece + blank for piece, blank in pieces)
    seen = {query}
    while (mistake := mistake_of(query)) and mistake.change:
        query = mistake.change.made_in(query)
        assert query not in seen
        seen.add(query)


@pytest.mark.parametrize("query", sorted(_WITHOUT_ONE & {query for query, *_ in REFUSED}))
def test_some_mistakes_only_their_author_can_mend(query):
    """Then no query is offered, and the mend says what to do."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.change is None
    assert caught.value.mend


@pytest.mark.parametrize(("query", "column", "better"), FOREIGN)
def test_foreign(query, column, better):
    """It is refused where it stands, and what it is here is offered."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.offset + 1 == column
    assert " ".join(mended(query).split()) == better


@pytest.mark.parametrize(("query", "mend"), LACKING)
def test_what_has_no_equal_here(query, mend):
    """The mend says what to do in its place."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert mend in caught.value.mend
    assert caught.value.change is None


PERHAPS = [
    ("one same two", 4, "one PARAGRAPH two"),
    ("(one OR x) same two y", 11, "(one OR x) PARAGRAPH two y"),
    ("one SAME two three", 4, "one PARAGRAPH two three"),
    ("one adj two", 4, "one ONEAR/0 two"),
    ("one TO two", 4, "one OR two"),
    ("one BEFORE two", 4, "one ONEAR/10 two"),
    ("one UND two", 4, "one AND two"),
    ("one SAUF two", 4, "one NOT two"),
    ("один И два", 5, "один AND два"),
    ("один ИЛИ два", 5, "один OR два"),
    ("uno Y dos", 4, "uno AND dos"),
    ("bir VEYA iki", 4, "bir OR iki"),
    ("one N5 two", 4, "one NEAR/5 two"),
    ("one BUT NOT two", 4, "one  NOT two"),
    ("one NEAR 5 two", 9, "one NEAR/5 two"),
    ("one and two", 4, "one AND two"),
    ("#one", 0, "one"),
    ("@one", 0, "one"),
    ("$one two", 0, "one two"),
    ("missil! two", 0, "missil* two"),
    ("missil$3 two", 0, "missil* two"),
    ("C++", 0, "C"),
    ("one, two", 3, "one  two"),
    ("one,two", 3, "one two"),
    ("one; two", 3, "one  two"),
    ("'one two' x", 0, "“one two” x"),
    ("‘Kim’s visit’", 0, "“Kim’s visit”"),
    ("domain:reuters", 0, "domain:reuters.*"),
    ("Рutin", 0, "Putin"),
    ("x “the Рutin”", 7, "x “the Putin”"),
    ("Кaтя", 0, "Катя"),
    ("Αthens", 0, "Athens"),
    ("one OR two AND three", 7, "one OR (two AND three)"),
    ("one OR source:x three", 7, "one OR (source:x three)"),
    ("one OR two -three", 7, "one OR (two -three)"),
]


@pytest.mark.parametrize(("query", "offset", "better"), PERHAPS)
def test_what_may_be_a_word(query, offset, better):
    """It is read as one, with a remark; what the remark offers brings none."""
    (remark,) = parse_remarking(query)[1]
    assert remark.offset == offset
    assert remark.message
    assert remark.mend
    assert remark.change is not None
    assert remark.change.made_in(query) == better
    assert parse_remarking(better)[1] == ()


@pytest.mark.parametrize(
    "query",
    [
        "same sex marriage",
        "one two same day",
        "launch same day two",
        "US TO UK",
        "NORTH KOREA BEFORE SUMMIT",
        "TO one two",
        "one before two",
        "one to two",
        "M5 road",
        "N5",
        "100% one",
        "$500 one",
        "€5 1,000.5",
        "1,000 one",
        "rock 'n' roll",
        "'Ndrangheta one",
        "Kim's visit",
        "AT&T R&D one",
        "E=mc2",
        "km/h F/A-18",
        "A/5",
        "domain:kr",
        "domain:news",
        "domain:yna.co.kr",
        "url:/2026/*/world",
        "lang:pt-BR",
        "lang:yue",
        "α-rays μm",
        "Путин Putin",
        "USB-кабель",
        "(one AND two) OR three",
        "one OR two three",
        "one OR NOT two",
        "one NEAR two",
        "one AND /5 tons/",
        "source:x /s/",
        "/5/ OR /s/",
    ],
)
def test_nothing_to_remark(query):
    """What has an ordinary meaning is left alone."""
    assert parse_remarking(query)[1] == ()


def test_mixed_writings_that_look_like_nothing():
    """The odd letter is named; what it was meant for, nobody can tell."""
    (remark,) = parse_remarking("Путin")[1]
    assert remark.message == "'i' in 'Путin' is a Latin letter, the others are Cyrillic"
    assert remark.change is None


def test_a_long_clause_is_shown_in_part():
    """A remark stays short."""
    query = "one OR two AND " + " AND ".join(f"word{n}" for n in range(30))
    (remark,) = parse_remarking(query)[1]
    assert "…)" in remark.message
    assert len(remark.message) < 150


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("「北の 核」", "北の 核"),
        ("『a b』", "a b"),
        ("《a b》", "a b"),
        ("‹a b›", "a b"),
        ("»a b«", "a b"),
    ],
)
def test_quotation_marks_of_other_languages(query, words):
    """They make a phrase."""
    assert write(parse(query)) == f'"{words}"'


@pytest.mark.parametrize("query", ["one 」 two", "one › two", "one 》 two", "one 』"])
def test_quotation_marks_that_close_nothing(query):
    """They are refused, and can be taken out."""
    assert "one" in mended(query)
