"""Regular expressions of rules."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.matches import literals
from service.matches.compile import compile_rules
from service.matches.evaluate import candidates, decide
from service.matches.marking import rewritten, wrap_text, wrapped
from service.matches.patterns import PatternError, checked, size_of
from service.matches.searching import encodable, find, findings, made_of, weight_of
from tests.unit.matches.make import article, matched, quotes, rule


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        (r"/K-\d+/", "A K-2 and a K-21.", ["K-2", "K-21"]),
        ("/kim/", "Kim and kim", ["kim"]),
        ("/(?i)kim/", "Kim and kim", ["Kim", "kim"]),
        ("/Kim Jong.un/", "Kim Jong-un", ["Kim Jong-un"]),
        ("/a.c/", "a\nc abc", ["abc"]),
        ("/(?s)a.c/", "a\nc", ["a\nc"]),
        (r"/\bКНДР\b/", "КНДР, КНДРовский", ["КНДР"]),
        (r"/\bcafé\b/", "cafés café", ["café"]),
        (r"/\bcafe\b/", "café cafe", ["cafe"]),
        (r"/\B\w+/", "abc", ["bc"]),
        (r"/\w+/", "шойгу, 김정은 e\u0301t", ["шойгу", "김정은", "e\u0301t"]),
        (r"/[^\W\d]+/", "añ12ж", ["añ", "ж"]),
        (r"/[\w\W]+/", "a б.", ["a б."]),
        (r"/\d\D/", "٣x", ["٣x"]),
        (r"/a\sb/", "a\u00a0b", ["a\u00a0b"]),
        (r"/a\Sb/", "a\u00a0b a-b", ["a-b"]),
        (r"/\p{Cyrillic}+/", "abc где", ["где"]),
        (r"/[\p{Greek}]+\b/", "abc λόγος", ["λόγος"]),
        (r"/\Qa.b\E\b/", "a.b axb", ["a.b"]),
        (r"/\x{43a}ит\b/", "кит", ["кит"]),
        (r"/^Kim|un$/", "Kim met un", ["Kim", "un"]),
        (r"/\bKim\b.*\bun\b/", "Kim Jong-un met", ["Kim Jong-un"]),
        (r"/Q\bJ?|\bJ/", "Q J QJ", ["Q", "J"]),
        (r"/colou?r\//", "color/ colour/", ["color/", "colour/"]),
        ("/x*/", "abc", []),
        ("/x*/", "axxb", ["xx"]),
        (r"/\bx*/", "axxb xx", ["xx"]),
        (r"/(?:foo|(?P<n>bar))+\b/", "foobar", ["foobar"]),
        (r"/\bKim/", "\ud800 Kim", ["Kim"]),
    ],
)
def test_found(query, text, found):
    """Over the original, with the words and edges of every script."""
    assert quotes(query, text) == found


@pytest.mark.parametrize(
    ("query", "title", "text", "found"),
    [
        ("title:/kim/", "kim", "kim", ["kim"]),
        ("lead:/kim/", "", "a\n\nb kim\n\nkim", ["kim"]),
        ("lead:/a.*c/", "", "a\n\nb", []),
        ("lead:/kim/", "", "", []),
        (r"lead:/\bkim$/", "", "a\n\nb kim\n\nkim", ["kim"]),
        ("body:/kim/", "kim", "kim", ["kim"]),
        ("/kim/ AND NOT /un/", "kim", "", ["kim"]),
        ("/m.m/", "m", "m", []),
    ],
)
def test_per_field(query, title, text, found):
    """Each field alone; of the lead, as if there were no more."""
    assert quotes(query, text, title) == found


@pytest.mark.parametrize(
    ("pattern", "column", "message", "mend"),
    [
        ("(?=a)b", 1, "looking ahead or behind", "AND NOT"),
        ("a(?!b)", 2, "looking ahead or behind", "AND NOT"),
        ("a(?<=a)b", 2, "looking ahead or behind", "AND NOT"),
        (r"(a)\1", 4, "reference back", "write out"),
        ("(?P=n)", 1, "reference back", "write out"),
        ("a++", 2, "possessive", "leave out"),
        ("(?P<n", 1, "this kind of group", "(?:"),
        ("a{2}{3}", 2, "repeats a repetition", "write one"),
        ("a**", 2, "repeats a repetition", "write one"),
        ("(?>a)", 1, "atomic", "(?:"),
        ("(?#x)a", 1, "comments", "take it out"),
        ("(?x)a", 1, "this kind of group", "(?:"),
        ("[z-a]", 2, "'z-a' is no range", "mend it"),
        ("[[:foo:]]", 2, "is no range", "mend it"),
        ("(a(b)", 1, "'(' is never closed", "add ')'"),
        (r"a\))", 4, "')' closes nothing", "take it out"),
        ("[a", 1, "'[' is never closed", "add ']'"),
        ("*a", 1, "'*' repeats nothing", "mend it"),
        ("a{1001}", 2, "too many", "1000"),
        (r"\Z", 1, r"'\Z' is not known", r"\z"),
        (r"x\h", 2, "this escape", "backslash"),
        (r"\C", 1, "half a character", "write ."),
        ("(" * 51 + "a" + ")" * 51, 51, "too many levels", "simply"),
        (r"(?m)\ba", 1, "do not go together", "ends of lines"),
        (r"(?m:\ba)", 1, "do not go together", "ends of lines"),
        (r"(\w{1000}){1}\b" * 9, 4, "too large", "count less far"),
        ("(?i)" + r"\w{900}x" * 9, 7, "too large", "split"),
        (r"(?m)x\p{L}{1000}", 11, "too large", "split"),
        ("\ud800", 1, "no character", "take it out"),
        (r"\p{L", 1, "no range", "mend it"),
    ],
)
def test_refused(pattern, column, message, mend):
    """What RE2 does not take is told with its column in the query, and a hint."""
    (problem,) = compile_rules([rule(f"x OR /{pattern}/")]).problems
    assert message in problem.message
    assert mend in problem.mend
    assert problem.column == column + len("x OR /")


def test_a_backslash_at_the_end():
    """It has nothing to stand before."""
    with pytest.raises(PatternError, match="has nothing behind it"):
        checked("a\\")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bКНДР\b", {"кндр"}),
        (r"foo(bar|bazz)+x", {"foo"}),
        (r"x(bar|bazz)y", {"bar", "bazz"}),
        ("a?bcd|efg", {"bcd", "efg"}),
        (r"(?i)missile\s+test", {"missile"}),
        ("colou?rs", {"colo"}),
        (r"\w+", None),
        ("(북한|조선)", {"북한", "조선"}),
        (r"K-\d+ tank|T-\d", None),
        ("x{0}abc", {"abc"}),
        ("(abc){0,2}x", None),
        ("(abc){2}x", {"abc"}),
        ("abc*d", None),
        ("abcd+", {"abcd"}),
        (r"\Qa.bcd\E", {"bcd"}),
        ("[ab]cde", {"cde"}),
        (r"\x{4e}ato", {"nato"}),
        (r"\x4eato\.", {"nato"}),
        (r"ab\ncd", None),
        ("Łódź", {"lodz"}),
        ("2024年", {"2024"}),
        ("(a(b(cdef)))", {"cdef"}),
        ("|".join(f"abc{n}" for n in range(100)), None),
    ],
)
def test_literals(pattern, expected):
    """The rarest piece of a word that every finding has, folded."""
    found = literals.required(checked(pattern))
    assert found == (frozenset(expected) if expected else None)


def test_a_literal_makes_a_candidate():
    """Whatever the case and the accents; a pattern without a literal is always asked."""
    made = compile_rules([rule("/Łódź/", id="a"), rule(r"/\d/", id="b")])
    assert candidates(made, "In Lodz.") == {"w/a", "w/b"}
    assert candidates(made, "Elsewhere.") == {"w/b"}


def test_evidence_is_bounded():
    """Nobody reads more than a thousand places."""
    found = matched("/a/", "a " * 5000)
    assert found
    assert len(found.evidence) == 1000


pattern = st.lists(
    st.sampled_from(
        [
            r"a",
            r"b",
            r"Q",
            r"J",
            r"_",
            r"-",
            r".",
            r"\w",
            r"\W",
            r"\b",
            r"\B",
            r"[aQ-]",
            r"b*",
            r"[\w-]",
            r"[^\W_a]",
            r"\s",
            r"[^\s\S]",
            r"[\d^]",
            r"[\D]",
            r"[^\d-]",
            r"\S{2}",
            r"[\s-]",
        ]
    ),
    min_size=1,
    max_size=5,
).map("".join)
text = st.text(alphabet="abQJU_- .^3\x01\x02\x03éÉ", max_size=8)


@given(pattern=pattern, text=text)
def test_wrapped_text_is_read_as_the_text_is(pattern, text):
    """Over wrapped text RE2 finds just what Python finds, boundaries included."""
    tokens = checked(pattern)
    found = [(a // 3, b // 3) for a, b in find(wrapped(tokens), wrap_text(encodable(text)))]
    assert found == [m.span() for m in re.finditer(pattern, text) if m.end() > m.start()]


@given(pattern=pattern.map(lambda one: re.sub(r"\\[bB]", "", one) or "a"), text=text)
def test_rewritten_patterns_find_the_same(pattern, text):
    """Without boundaries RE2 finds just what Python finds, in the text as it is."""
    found = list(find(rewritten(checked(pattern)), text))
    assert found == [m.span() for m in re.finditer(pattern, text) if m.end() > m.start()]


LARGE = "\n".join(["ab" * 40] * 3000)
"""More characters than a pattern of some hundred places may be asked of in full."""


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        ("x.{200}z", f"ax{'b' * 200}z", 1),
        ("x.{200}z", f"ax{'b' * 201}z", 0),
        ("(?i)X.{200}z", f"ax{'b' * 200}z", 1),
        (r"\bx[\w ]{200}z\b", f"a x{'b' * 200}z c", 1),
        (r"\bx\w{200}z\b", f"a x{'b' * 200}zc", 0),
        (r"x\Qy\E{200}z", f"ax{'y' * 200}z", 1),
        ("x(?:.{9,}y){0,99}z", "xz", 1),
        ("w|x.{200}z", "w w", 2),
    ],
)
def test_a_count_in_a_long_text(pattern, line, found):
    """What counts far is asked in full only in the lines that might have it."""
    text = f"{LARGE}\n{line}\n{LARGE}\n{line}"
    assert len(quotes(f"/{pattern}/", text)) == 2 * found


@pytest.mark.parametrize(
    ("pattern", "unit"),
    [
        ("a[ab]{500}c", "abbab"),
        (r"a[ab\s]{500}c", "abbab\n"),
        (r"a[ab]{500}c|[^x]{500}x", "abbab\n"),
        (r"(?s)a.{500}c", "abbab\n"),
        (r"a(\n|b){500}c", "abbab\n"),
        ("x*", "a"),
    ],
)
def test_too_much_for_one_text(pattern, unit):
    """A rule that would take seconds is left undecided, and told."""
    made = compile_rules([rule(f"/{pattern}/")])
    text = unit * (200_000 // len(unit)) + "abbc" + "x" * 30
    assert decide(made, article(text)).undecided == ("w/r",)
    assert decide(made, article(text[:2000])).undecided == ()


def test_what_passes_in_many_lines():
    """After two hundred of them all the rest is asked."""
    text = "\n".join([LARGE] + ["xbz"] * 1000 + [f"x{'b' * 200}z"] * 100)
    found = findings(made_of(checked("x.{200}z")), text)
    assert len(found) == 100


def test_places_are_fewer_in_a_long_text():
    """Each may cost a look at all that follows."""
    found = findings(made_of(checked("(?s)a.*z|a")), "a" * 200_000)
    assert len(found) == 100


@pytest.mark.parametrize(
    ("pattern", "size", "is_wrapped"),
    [
        (r"(\w+\s+){1,60}zeta", 2000, True),
        (r"\p{L}{2,40} \p{Lu}", 1000, True),
        (r"K-\d+", 200, False),
        (r"(?m)^\w{1,3}$", 6000, False),
    ],
)
def test_the_smaller_program(pattern, size, is_wrapped):
    """Classes of every script are a few marks in wrapped text, and thousands of ranges elsewhere."""
    made = made_of(checked(pattern))
    assert made.is_wrapped == is_wrapped
    assert (size_of(made.exact) or 0) < size


@pytest.mark.parametrize(
    ("pattern", "weight"),
    [
        ("missile", 1),
        ("(Kim|Lee|Park) [a-z]+", 1),
        ("missile.{0,80}launch", 80),
        ("(a.{10}){5}", 55),
        (r"(\Qab\E)*", 6),
        ("a{0}b", 1),
        ("(?)abc", 1),
        ("^*a", 1),
        ("${1000}x", 1),
        (r"(?:^|\b)+a", 1),
    ],
)
def test_weight(pattern, weight):
    """What repeats counts, and classes; fixed letters do not."""
    assert weight_of(checked(pattern)) == weight
