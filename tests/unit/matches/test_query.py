import pytest

from service.matches.describe import write
from service.matches.query import QueryError, parse, parse_remarking


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("arms transfer", "arms NEAR/10 transfer"),
        ("one two three", "(one, two, three) within 10 other words"),
        ("source:x Shoigu visit -Moscow", "source:x AND (Shoigu NEAR/10 visit) AND NOT Moscow"),
        ("(-Moscow) Shoigu visit", "NOT Moscow AND (Shoigu NEAR/10 visit)"),
        ("(source:x OR lang:ko) visit", "(source:x OR lang:ko) AND visit"),
        ("source:x (one AND two)", "source:x AND one AND two"),
        ("visit (one OR two)", "visit NEAR/10 (one OR two)"),
        ("visit (NOT one)", "visit AND NOT one"),
        ("one OR two AND three", "one OR two AND three"),
        ("(one OR two) AND three", "(one OR two) AND three"),
        ("NOT one NEAR two", "NOT (one NEAR/4 two)"),
        ("one two NEAR/3 three", "(one NEAR/10 two) NEAR/3 three"),
        ("one ONEAR/3 two ONEAR three", "(one ONEAR/3 two) ONEAR/4 three"),
        ("title:(one AND NOT two) three", "title:(one AND NOT two) AND three"),
        ("-(one two)", "NOT (one NEAR/10 two)"),
        ("“arms   transf*” «name:x case:WHO»", '"arms transf*" NEAR/10 "name:x case:WHO"'),
        ("=visit case:WHO name:dprk", "(=visit, case:WHO, name:dprk) within 10 other words"),
        ("title:=visit", "title:(=visit)"),
        ('author:"Yi Wonju" url:https://a.kr/b*', "author:Yi Wonju AND url:https://a.kr/b*"),
        ("domain:*.kr", "domain:*.kr"),
        ("12:30 AT&T nearby", "(12:30, AT&T, nearby) within 10 other words"),
        ("a NOT b NOT c", "a AND NOT b AND NOT c"),
        ("wom?n", "wom?n"),
    ],
)
def test_read(query, read):
    """A query is read with its precedence, and says so."""
    assert write(parse(query)) == read


@pytest.mark.parametrize(
    ("query", "column", "message"),
    [
        ("", 1, "empty"),
        ("(one", 1, "'(' is never closed"),
        ("one)", 4, "closes nothing"),
        ("()", 1, "is empty"),
        ("one AND", 8, "ends too early"),
        ("one (two AND) three", 13, "comes too early"),
        ("AND one", 1, "nothing to its left"),
        ('say "one', 5, "never closed"),
        ("one » two", 5, "closes nothing"),
        ('one "…" two', 5, "no letter or digit"),
        ("one … two", 5, "no letter or digit"),
        ("one - two", 5, "stands alone"),
        ("title:-one", 7, "cannot stand here"),
        ("title: one", 7, "nothing follows title:"),
        ("case:(one)", 6, "takes one word"),
        ("=visit*", 2, "no exact form"),
        ("source:(one)", 8, "takes one value"),
        ("domain:*", 8, "takes one value"),
        ("titel:one", 1, "is not known"),
        ("zzzzzz:one", 1, "is not known"),
        ("https://a.kr", 1, "an address is no word"),
        ("title:lead:one", 7, "parts don't nest"),
        ("title:source:x", 7, "a fact has no place in a part"),
        ("one NEAR/5 (two AND three)", 13, "cannot stand inside NEAR/5"),
        ("one NEAR/5 (two OR source:x)", 20, "cannot stand inside NEAR/5"),
        ("title:one NEAR/5 two", 1, "cannot stand inside NEAR/5"),
        ("one NEAR/5 source:x", 12, "cannot stand inside NEAR/5"),
        ("one NEAR/5 NOT two", 12, "cannot take NOT"),
        ("one NEAR two ONEAR three", 14, "mixed"),
        ("one NEAR/5000 two", 5, "too far"),
        ("(one AND two) three", 2, "without an operator"),
        ("three (one AND two)", 8, "without an operator"),
        ("mi*", 1, "too few letters"),
        ("북*", 1, "too few letters"),
        ("co-*", 1, "too few letters"),
        ("a b c d e f g h i j k l m", 25, "more than 12"),
        ("(" * 60 + "x" + ")" * 60, 41, "too many levels"),
        ("NOT " * 60 + "x", 161, "too many levels"),
        ("x" * 20_001, 20_001, "too long"),
        ("one && two", 5, "`&&`"),
        ("one || two", 5, "`|`"),
        ("!one", 1, "`!`"),
        ("+one", 1, "`+`"),
        ("[one]", 1, "brackets"),
        ("one^2", 1, "`^`"),
        ("one w/5 two", 5, "not how nearness is written"),
        ("one near5 two", 5, "not how nearness is written"),
        ("one near/5 two", 5, "not how nearness is written"),
        ("one NEAR/x two", 5, "not how nearness is written"),
        ("one SENTENCE two", 5, "not yet in this version"),
        ("one PARAGRAPH two", 5, "not yet in this version"),
        ("one NOT NEAR/5 two", 5, "not yet in this version"),
        ('"one two"~5', 10, "not yet in this version"),
        ("Shoigu~", 1, "not yet in this version"),
        ("atleast3(one)", 1, "not yet in this version"),
        ("/one|two/", 1, "not yet in this version"),
        ("*미사일", 1, "not yet in this version"),
    ],
)
def test_refused(query, column, message):
    """What cannot be read, or not yet, is refused with its column and a mend."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert message in caught.value.message
    assert (caught.value.offset + 1, bool(caught.value.mend)) == (column, True)


@pytest.mark.parametrize(
    ("query", "offset", "message"),
    [
        ("arms and transfer", 5, "'and' is an ordinary word here"),
        ("one near two", 4, "'near' is an ordinary word here"),
        ("-Moscow Shoigu visit", 0, "'-' negates all of 'Moscow Shoigu visit'"),
        ('"one AND two"', 5, "inside quotation marks AND is an ordinary word"),
    ],
)
def test_remarked(query, offset, message):
    """What may not be meant as written is read and remarked on."""
    remarks = parse_remarking(query)[1]
    assert [(remark.offset, remark.message) for remark in remarks] == [(offset, message)]


@pytest.mark.parametrize("query", ["-(one two)", "-one", "NOT one two"])
def test_nothing_to_remark(query):
    """A plain negation needs no remark."""
    assert parse_remarking(query)[1] == ()


def test_groups_are_read_once():
    """Many levels of parentheses side by side take no time."""
    query = "one " + "(two " * 30 + "x" + ")" * 30
    assert write(parse(query)).startswith("one NEAR/10 (two NEAR/10")


def test_the_error_says_where():
    """The error reads as one line."""
    assert str(QueryError(3, "no", "do")) == "col 4: no (do)"
    assert str(QueryError(3, "no")) == "col 4: no"
