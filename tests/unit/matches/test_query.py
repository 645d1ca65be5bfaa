import pytest

from service.matches.describe import write
from service.matches.query import QueryError, parse, parse_remarking
from tests.unit.matches.mistakes import REFUSED


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
        ("one OR two AND three", "one OR (two AND three)"),
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


@pytest.mark.parametrize(("query", "column", "message"), REFUSED)
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
        ("one NOT NEAR/5 (NOT two)", "write one AND NOT two"),
        ("one NEAR/5 source:x", "write one AND source:x"),
        ("(a OR b) NEAR/5 /x/", "write (a OR b) AND /x/"),
        ("(one SENTENCE two) NEAR/5 x", "write (one NEAR/5 x) AND (two NEAR/5 x)"),
        ("x NEAR (one OR title:two)", "write (x NEAR one) OR title:(x NEAR two)"),
        ("(a NOT NEAR b) NEAR/5 x", "write (a NEAR/5 x) AND (a NOT NEAR b)"),
        ("one NEAR/5 (two AND NOT three)", "write (one NEAR/5 two) NOT NEAR/5 three"),
        ("one NEAR/5 (two -three -four)", "write (one NEAR/5 two) NOT NEAR/5 (three OR four)"),
        ("one NEAR/5 (a AND b AND NOT c)", "write (one NEAR/5 a) AND (one NEAR/5 b) AND (one NOT NEAR/5 c)"),
        ("(NOT a) ONEAR/5 b", "write b NOT NEAR/5 a"),
        ("(NOT a) NEAR/5 (NOT b)", "write NOT a AND NOT b"),
        ("one NOT NEAR/5 (a AND b)", "write one NOT NEAR/5 (a NEAR/5 b)"),
        ("one NOT NEAR/5 (a OR b OR source:x)", "write (one NOT NEAR/5 (a OR b)) AND NOT source:x"),
        ("one NOT NEAR/5 title:two", "write title:(one NOT NEAR/5 two)"),
        ("one NOT SENTENCE two", "write one AND NOT (one SENTENCE two)"),
        ("one SENTENCE NOT two", "write one AND NOT (one SENTENCE two)"),
        ("one NOT NEAR/5 NOT two", "write a NEAR/5 b"),
        ("title:one NEAR/5 lead:two", "write title:one AND lead:two"),
        ("x AND one NEAR/5 source:y", "write (one AND source:y)"),
        ("one NEAR/5 ((a OR b) NEAR/3 c AND d)", "write (one NEAR/5 ((a OR b) NEAR/3 c)) AND (one NEAR/5 d)"),
        ("(a OR source:x OR source:y) NEAR/5 (c OR source:z OR source:w)", "write it outside, with AND"),
        ("(a AND b AND c AND d) NEAR/5 (e AND f AND g)", "write it outside, with AND"),
        ("(a AND source:x) NOT NEAR/5 (b AND c)", "write it outside, with AND"),
        ("title:(a AND source:x)", "write title:a AND source:x"),
        ("title:((a b) AND c AND lead:x)", "write title:((a b) AND c) AND lead:x"),
        ("title:(a OR source:x)", "put it outside, with AND"),
        ("case:(Who OR NOT -Nasa)", "write (case:Who OR NOT -case:Nasa)"),
        ('case:"Kim Jong"', 'write "case:Kim case:Jong"'),
        ('name:"north korea"', "write name:north-korea"),
        ('="one two"', 'write "one two"'),
        ("case:((a b))", "write it before each word"),
        ("lang:(ko ru)", "write (lang:ko OR lang:ru)"),
        ("author:(Hanne Dorval)", 'write author:"Hanne Dorval"'),
        ("source:((a))", "write it right after"),
        ("atleast2(a OR source:x)", "write atleast2(a) OR source:x"),
        ("atleast2(source:x)", "write source:x"),
        ("atleast2(a AND b)", "write atleast2(a) AND atleast2(b)"),
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
