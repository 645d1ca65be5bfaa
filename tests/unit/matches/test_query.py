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
        (
            "wom?n w?man co-op* 북한* *미사일",
            "(wom?n, w?man, co-op*, 북한*, *미사일) within 10 other words",
        ),
        ("one NOT NEAR/5 two", "one NOT NEAR/5 two"),
        ("one two NOT ONEAR three", "(one NEAR/10 two) NOT ONEAR/4 three"),
        ("(one NEAR/3 two) NOT NEAR/5 (a OR b)", "(one NEAR/3 two) NOT NEAR/5 (a OR b)"),
        ("-one NOT NEAR/5 two", "NOT (one NOT NEAR/5 two)"),
        ("one SENTENCE two SENTENCE three", "one SENTENCE two SENTENCE three"),
        ("(one PARAGRAPH two) SENTENCE three", "one SENTENCE two SENTENCE three"),
        ("(one SENTENCE two) PARAGRAPH three", "(one SENTENCE two) PARAGRAPH three"),
        ("one two SENTENCE three OR four", "((one NEAR/10 two) SENTENCE three) OR four"),
        ('"one two three"~5 AND x', '"one two three"~5 AND x'),
        ('"one"~5', '"one"'),
        ('"name:x transf*"~5 NEAR y', '"name:x transf*"~5 NEAR/4 y'),
        ("Shoigu~ NEAR/5 visit", "Shoigu~ NEAR/5 visit"),
        ("ATLEAST3(one two) AND x", "atleast3(one NEAR/10 two) AND x"),
        ("title:atleast2(one)", "title:(atleast2(one))"),
        ("/a(b|c) d/ AND title:/x[/]y/", "/a(b|c) d/ AND title:(/x[/]y/)"),
        ("source:x /one/ -two", "source:x AND /one/ AND NOT two"),
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
        ("one SENTENCE two PARAGRAPH three", 18, "SENTENCE and PARAGRAPH are mixed"),
        ("one NEAR two SENTENCE three", 14, "NEAR and SENTENCE are mixed"),
        ("one NEAR/3 two NOT NEAR/5 three", 16, "NEAR and NOT NEAR are mixed"),
        ("one NOT NEAR/5 two NOT NEAR/5 three", 1, "cannot stand inside NOT NEAR/5"),
        ("one NOT SENTENCE two", 5, "'NOT SENTENCE' is not known"),
        ("one NOT NEAR/5 NOT two", 16, "NOT NEAR/5 cannot take NOT"),
        ("one SENTENCE NOT two", 14, "SENTENCE cannot take NOT"),
        ("NOT NEAR/5 two", 1, "nothing to its left"),
        ("SENTENCE two", 1, "nothing to its left"),
        ("one NEAR/5 (two SENTENCE three)", 13, "cannot stand inside NEAR/5"),
        ("one NEAR/5 (two NOT NEAR/5 three)", 13, "cannot stand inside NEAR/5"),
        ("(one AND two) SENTENCE three", 2, "cannot stand inside SENTENCE"),
        (" SENTENCE ".join("abcdefghijklm"), 133, "more than 12 words in one sentence"),
        ('"one two"~', 10, "'~' has no number"),
        ('"one two"~2000', 10, "~2000 is too far"),
        (f'"{" ".join("abcdefghijklm")}"~5', 26, "more than 12 words in any order"),
        ('"one two~ three"', 6, "cannot stand inside quotation marks"),
        ('author:"Yi Wonju"~5', 8, "takes one value"),
        ("Shoigu~2", 7, "how many letters may differ follows from the length"),
        ("Shoi*~", 1, "is a wildcard and ends in '~'"),
        ("2023~", 1, "has no letter"),
        ("case:Shoigu~", 6, "no exact form"),
        ("=Shoi*", 2, "no exact form"),
        ("atleast(one)", 1, "does not say how often"),
        ("atleast0(one)", 1, "does not say how often"),
        ("atleast2000(one)", 1, "does not say how often"),
        ("atleast3 (one)", 1, "nothing in ( ) follows 'atleast3'"),
        ("atleast3", 1, "nothing in ( ) follows 'atleast3'"),
        ("atleast3(one AND two)", 10, "cannot stand inside atleast3"),
        ("atleast3(one) NEAR/5 two", 1, "cannot stand inside NEAR/5"),
        ("one atleast3(two)", 5, "stands beside words without an operator"),
        ("/one|two", 1, "'/' is never closed"),
        ("// one", 1, "the regular expression is empty"),
        ("/one/i two", 6, "'i' stands right behind '/…/'"),
        ("/one/x5 two", 6, "'x5' stands right behind '/…/'"),
        ("one /two/", 5, "stands beside words without an operator"),
        ("/one/ two", 1, "stands beside words without an operator"),
        ("one NEAR/5 /two/", 12, "cannot stand inside NEAR/5"),
        ("case:/one/", 6, "takes one word"),
        ("*sile", 1, "too few letters"),
        ("*미", 1, "too few letters"),
        ("북*", 1, "too few letters"),
        ("?o", 1, "too few letters"),
        ("co-*", 1, "too few letters"),
    ],
)
def test_refused(query, column, message):
    """What cannot be read, or not yet, is refused with its column and a mend."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert message in caught.value.message
    assert (caught.value.offset + 1, bool(caught.value.mend)) == (column, True)


@pytest.mark.parametrize(
    ("query", "mend"),
    [
        ("one NEAR/5 (two AND three)", "write (one NEAR/5 two) AND (one NEAR/5 three)"),
        ("(two AND three AND x) NEAR one", "write (two NEAR one) AND (three NEAR one) AND (x NEAR one)"),
        ("title:one NEAR/5 two", "write title:(one NEAR/5 two)"),
        ("one NEAR/5 (NOT two)", "write one NOT NEAR/5 two"),
        ("one NOT NEAR/5 (NOT two)", "write it outside, with AND: one AND NOT two"),
        ("one NEAR/5 source:x", "write it outside, with AND: one AND source:x"),
        ("(a OR b) NEAR/5 /x/", "write it outside, with AND: (a OR b) AND /x/"),
        ("(one SENTENCE two) NEAR/5 x", "write (one NEAR/5 x) AND (two NEAR/5 x)"),
        ("x NEAR (one OR title:two)", "take it out of the group, and write OR between two NEAR"),
        ("(a NOT NEAR b) NEAR/5 x", "one NOT NEAR excludes several things as a group: a NOT NEAR/5 (b OR c)"),
        ("atleast2(a AND b)", "write the rest outside: atleast2(a) AND b"),
    ],
)  # fmt: skip
def test_the_rewrite_is_shown(query, mend):
    """With the user's own words."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.mend == mend


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
