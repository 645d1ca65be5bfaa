"""Texts and queries that a tester broke the engine with, and what they ought to give."""

import unicodedata

import pytest

from service.matches.compile import compile_rules
from service.matches.evaluate import evaluate
from service.matches.words import Folded
from service.model import Position
from tests.unit.matches.make import article, matched, quotes, rule


def refusal(query: str) -> tuple[int, str]:
    """Give the column and the message of a query that is refused."""
    (problem,) = compile_rules([rule(query)]).problems
    return problem.column, problem.message


@pytest.mark.parametrize("tail", ["들" * 5000, "이" * 5000, "들" * 5000 + "군"])
def test_a_hangul_word_without_an_end(tail):
    """What follows a term is looked at as far as particles reach, in a word of any length."""
    assert not matched("한국", f"한국{tail}")


def test_a_sign_that_becomes_many_words():
    """Of 50,000 blessings of four words each, as many are read as anybody counts."""
    folded = Folded("ﷺ " * 50_000 + "salam")
    assert folded.places["صلى"][-1] == (4 * 1999, 4 * 1999)
    assert folded.extent((len(folded.words) - 1,) * 2) == (100_000, 100_005)
    assert Folded("ﷺ " * 2000).words == ["صلى", "الله", "عليه", "وسلم"] * 2000


def test_a_hangul_word_of_nothing_but_the_term():
    """`*한국` looks at the end of a word only, in a word of 120,000 syllables too."""
    assert matched("*한국", "한국" * 60_000)
    assert not matched("*한국", "한국" * 60_000 + "군")


def test_a_word_of_nothing_but_points():
    """A row of numbers and points without a blank is one word."""
    assert Folded("1.2" * 60_000).joined == ()
    assert not matched("1.2", "1,2," * 50_000)


def test_pieces_in_runs_that_come_again():
    """Every place of a piece is told, in order, in each run that is alike."""
    found = Folded("京都京都 x 京都京都").pieces("京都")
    assert found == [(0, 1), (2, 3), (6, 7), (8, 9)]


def test_pieces_do_not_cross_words():
    """A blank parts them, a hyphen does not, and a mark belongs to the character before it."""
    assert Folded("京 都 ภา ภ").pieces("京都") == []
    assert Folded("京-都 京都").pieces("京都") == [(0, 1), (2, 3)]
    assert Folded("ที่ x").pieces("ท") == []
    assert Folded("京 \u0e31ก").pieces("京") == [(0, 0)]
    assert Folded("plain").pieces("京") == []


@pytest.mark.parametrize("operator", ["NEAR/3", "ONEAR/3", "NEAR"])
def test_a_long_chain_of_nearness(operator):
    """Thirteen within one another are refused where they begin; each costs more than the last."""
    chain = f" {operator} ".join(["(a OR b)"] * 13)
    assert not compile_rules([rule(chain)]).problems
    column, message = refusal(f"{chain} {operator} c")
    assert column == len(chain) + 2
    assert message.startswith("more than 12")


def test_nearness_nested_by_hand():
    """Parentheses do not get around it."""
    query = "a"
    for _ in range(13):
        query = f"({query} NEAR/3 b)"
    assert refusal(query)[1] == "more than 12 NEAR within one another"


def test_a_slop_that_is_too_far():
    """The number is shown as it was typed, and pointed at."""
    assert refusal('"arms deal"~1000000') == (12, "~1000000 is too far")


@pytest.mark.parametrize("query", ["한국", '"북한 미사일"', "/한국/", "case:Café", "ガス"])
def test_a_query_typed_in_pieces(query):
    """Some keyboards write letters and their marks apart (NFD); the stored text has them whole."""
    text = "한국이 북한 미사일을 Café ガス"
    assert quotes(unicodedata.normalize("NFD", query), text) == quotes(query, text) != []


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ('צה"ל', "צה״ל נמסר"),
        ('"צה"ל תקף"', 'היום צה"ל תקף'),
        ('"ארה"ב"', 'ארה"ב'),
        ('"ישראל" OR x', "ישראל"),
    ],
)
def test_the_sign_in_a_hebrew_acronym(query, text):
    """It is no quotation mark, in a query no more than in a text."""
    assert matched(query, text)


def test_wide_parentheses():
    """East Asian keyboards write them; they group as others do."""
    query = "（alpha OR beta） AND gamma"
    assert not matched(query, "alpha")
    assert matched(query, "beta gamma")
    assert matched("atleast2（alpha）", "alpha alpha")
    assert matched("（-alpha） beta", "beta")
    assert refusal("（alpha") == (1, "'(' is never closed")


@pytest.mark.parametrize("text", ["Ким Чен Ына", "с Ким Чен Ыном", "Ким Чен Ыну"])
def test_a_name_that_ends_in_a_short_word(text):
    """Beside other words one of two letters declines; alone it would be too many others."""
    several = rule("name:kim", names={"kim": ("Ким Чен Ын",)})
    alone = rule("name:kim", names={"kim": ("Ын",)})
    assert evaluate(compile_rules([several]), article(text))
    assert not evaluate(compile_rules([alone]), article(text))


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("go", "Talks went on", "en"),
        ("do", "It was done", "en"),
        ("Raketen", "eine Rakete", "de"),
        ("Waffen", "die Waffe", "de"),
    ],
)
def test_forms_that_were_missing(query, text, language):
    """Verbs of two letters, and the singular of German plurals in -en."""
    made = compile_rules([rule(query, languages=(language,))])
    assert evaluate(made, article(text))


def test_a_place_in_a_query_of_several_lines():
    """Each line under a `|` begins at the column of the first."""
    position = Position(file="w.yaml", line=27, column=7)
    made = compile_rules([rule("arms\nAND (transfer", position=position)])
    (problem,) = made.problems
    assert (problem.line, problem.column) == (28, 11)
