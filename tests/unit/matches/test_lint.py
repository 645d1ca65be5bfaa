"""What is remarked on: queries that work, though hardly as meant."""

import pytest

from service.matches.compile import compile_rule, compile_rules
from service.matches.shadows import shadows
from service.model import Tier
from tests.unit.matches.make import rule


def said(query: str, **more) -> list[tuple[int, str]]:
    problems = compile_rules([rule(query, **more)]).problems
    assert all(one.severity == "warning" and one.mend for one in problems)
    return [(one.column, one.message) for one in problems]


@pytest.mark.parametrize(
    ("query", "column", "message"),
    [
        ("NOT arms", 1, "nothing but NOT"),
        ("-arms -navy", 1, "nothing but NOT"),
        ("title:(NOT arms)", 1, "nothing but NOT"),
        ("arms OR NOT navy", 1, "an OR with a NOT"),
        ("the", 1, "'the' is in almost every article"),
        ("navy OR said", 9, "'said' is in almost every article"),
        ("body:the", 6, "'the' is in almost every article"),
        ("arms AND -arms", 10, "'arms' is both required and excluded"),
        ("=visit AND NOT visit", 12, "'visit' is both required and excluded"),
        ("arms deal -deal", 11, "'deal' is both required and excluded"),
        ("title:arms AND NOT arms", 16, "'arms' is both required and excluded"),
        ("title:(arms AND NOT arms)", 17, "'arms' is both required and excluded"),
        ("arms AND (navy AND NOT (arms OR deal))", 11, "'arms' is both required and excluded"),
        ("atleast2(arms) AND NOT arms", 20, "'arms' is both required and excluded"),
        ("lead:arms AND NOT lead:arms", 15, "'arms' is both required and excluded"),
        ("bank NOT NEAR/3 bank", 1, "'bank' is near itself"),
        ("bank NOT NEAR/3 (bank OR river)", 1, "'bank' is near itself"),
        ("lang:ko AND lang:ru AND x", 13, "no article has lang:ko and lang:ru"),
        ("arms NEAR/500 deal", 1, "with 500 words between, this finds hardly less than AND"),
        (r"/\d+/", 1, "has no three letters that must be there"),
        ("Shoigu~ AND Kim~", 13, "'Kim~' is too short to be spelt otherwise"),
        ("Zelenskyy~", 1, "'Zelenskyy~' has nine letters or more"),
        ("북한 AND arms", 1, "'북한' is not found inside compounds"),
        ("arms AND 北京*", 10, "'北京*': in this writing what follows is found anyway"),
        ('"arms 京*"', 7, "'京*': in this writing what follows is found anyway"),
        ("京都 AND arms", 1, "'京都' is also found inside longer words"),
        ("arms and deal", 6, "'and' is an ordinary word here"),
    ],
)
def test_remarked(query, column, message):
    """Each with its place and a mend."""
    ((found, text),) = said(query)
    assert (found, message in text) == (column, True)


@pytest.mark.parametrize(
    "query",
    [
        "arms AND NOT navy",
        "source:x AND NOT arms",
        "NOT (NOT arms)",
        "NOT NOT arms",
        "NOT source:x",
        "the AND munitions",
        "title:the",
        '"the end"',
        "case:The",
        "visit AND NOT =visits",
        "title:arms AND NOT lead:navy",
        "arms AND NOT title:arms",
        "arms AND NOT (arms AND navy)",
        "(arms OR navy) AND NOT arms",
        "bank NOT NEAR/3 “West Bank”",
        "lang:pt AND lang:pt-BR",
        "source:a* AND source:b",
        "domain:a.kr AND domain:kr",
        r"/\d+/ AND munitions",
        "/missile/",
        "Shoigu~",
        "북한* OR 북한",
        "“북한 미사일”",
        "북",
        "東京都",
        "=京都",
    ],
)
def test_nothing_to_remark(query):
    """What may well be meant is left alone."""
    assert said(query) == []


NARROW = [
    ("arms deal", "arms", True),
    ("arms", "arms deal", False),
    ("arms NEAR/3 deal", "arms NEAR/5 deal", True),
    ("deal NEAR/3 arms", "arms NEAR/5 deal", True),
    ("arms NEAR/5 deal", "arms NEAR/3 deal", False),
    ("arms ONEAR/3 deal", "arms NEAR/3 deal", True),
    ("arms NEAR/3 deal", "arms ONEAR/3 deal", False),
    ("deal ONEAR/3 arms", "arms ONEAR/3 deal", False),
    ("arms deal navy", "arms deal", False),
    ("(arms OR deal) NEAR/3 navy", "arms NEAR/3 navy", False),
    ('"arms deal"', "deal", True),
    ('"arms deal"', '"deal"', True),
    ('"arms deal"', '"deal arms"', False),
    ("=visit", "visit", True),
    ("visit", "=visit", False),
    ("case:Arms", "arms", True),
    ("arms", "case:Arms", False),
    ("arms AND lang:ko", "arms", True),
    ("arms AND lang:ko", "deal OR (lang:ko AND arms)", True),
    ("arms AND NOT deal", "arms AND NOT (deal AND navy)", True),
    ("arms AND NOT (deal OR navy)", "arms AND NOT deal", True),
    ("arms AND NOT (deal AND navy)", "arms AND NOT deal", False),
    ("arms AND NOT visit", "arms AND NOT =visit", True),
    ("title:arms", "arms", True),
    ("title:arms", "title:(arms OR deal)", True),
    ("title:arms", "lead:arms", False),
    ("title:(NOT arms) AND deal", "NOT arms AND deal", False),
    ("arms", "title:arms", False),
    ("atleast3(arms)", "atleast2(arms)", True),
    ("atleast2(arms)", "atleast3(arms)", False),
    ("atleast2(arms)", "arms", True),
    ("arms NOT NEAR/3 deal", "arms", True),
    ("arms", "arms NOT NEAR/3 deal", False),
    ("arms SENTENCE deal", "arms AND deal", True),
    ("arms OR deal", "deal OR arms OR navy", True),
    ("/missile/ AND arms", "/missile/ OR navy", True),
    ("/missile/ AND arms", "/missiles/ OR navy", False),
    ("arms AND lang:ko", "arms AND lang:ru", False),
    ("source:x AND arms", "source:X AND arms", True),
    ("북한*", "북한*", True),
    ("京都 AND navy", "京都", True),
    ("Shoigu~ AND navy", "Shoigu~", True),
]


@pytest.mark.parametrize(("narrow", "wide", "expected"), NARROW)
def test_shadowed(narrow, wide, expected):
    """A rule is told if all that it finds is found by a wider one too."""
    made = compile_rules([rule(narrow, id="z"), rule(wide, id="a")])
    told = [one.rule for one in shadows(made)]
    assert ("z" in told) is expected


def test_a_more_urgent_rule_is_no_shadow():
    """It is narrower on purpose; and a rule of another watchlist is told to others."""
    wide = rule("arms", id="a")
    urgent = rule("arms deal", id="z", tier=Tier.URGENT)
    assert not shadows(compile_rules([wide, urgent]))
    assert not shadows(compile_rules([wide, rule("arms deal", id="z", watchlist="v")]))
    (problem,) = shadows(compile_rules([wide, rule("arms deal", id="z")]))
    assert (problem.rule, problem.message) == ("z", "the rule 'a' finds all that this one finds")


def test_of_two_equal_rules_one_is_told():
    """The one that comes later."""
    made = compile_rules([rule("arms OR deal", id="a"), rule("deal OR arms", id="b")])
    assert [one.rule for one in shadows(made)] == ["b"]


def test_a_wide_rule_is_told_once():
    """With all that it shadows, the first few by name."""
    narrow = [rule(f"arms AND word{n}", id=f"r{n}") for n in range(8)]
    (problem,) = shadows(compile_rules([rule("arms", id="wide"), *narrow]))
    assert problem.rule == "r0"
    assert problem.message.endswith("and all that these find: r1, r2, r3, r4, r5 and 2 more")


def test_hints_are_told_once_in_a_watchlist():
    """The same word in another rule brings no second hint; in another watchlist it does."""
    made = [rule("북한 AND arms", id=one) for one in ("a", "b")]
    other = rule("북한 AND arms", watchlist="v")
    told = [(one.watchlist, one.rule) for one in compile_rules([*made, other]).problems]
    assert told == [("w", "a"), ("v", "r")]


@pytest.mark.parametrize("query", ["name:dprk AND arms", "김정은 AND arms"])
def test_names_make_no_compounds(query):
    """No hint for spellings of a name, nor for the names of people."""
    assert [one for one in said(query) if "compounds" in one[1]] == []


def test_many_rules_of_one_word_are_compared_with_few():
    """A thousand rules that share a word are no million comparisons."""
    made = compile_rules([rule(f"arms AND word{n}", id=f"r{n}") for n in range(300)])
    assert shadows(made) == ()


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("colour", "(colour OR color)"),
        ("organisation", "(organisation OR organization)"),
        ("centre", "(centre OR center)"),
        ("defense", "(defense OR defence)"),
        ("aluminum", "(aluminum OR aluminium)"),
        ("grey", "(grey OR gray)"),
        ("paralyze", "(paralyze OR paralyse)"),
        ("catalogue", "(catalogue OR catalog)"),
    ],
)
def test_the_other_spelling_is_offered(query, other):
    """British and American spellings are words of their own; the mend has both."""
    (remark,) = compile_rule(rule(query)).remarks
    assert "its other spelling" in remark.message
    assert remark.change is not None
    assert remark.change.text == other


@pytest.mark.parametrize(
    "query",
    [
        "colour OR color",
        "=colour",
        "coloni?e centre",
        "surprise",
        "error",
        "tour",
        "tower",
        '"centre"',
    ],
)
def test_no_other_spelling(query):
    """Nor where both are there, a form is frozen, or the other word means something else."""
    assert not [one for one in compile_rule(rule(query)).remarks if "spelling" in one.message]


def test_other_spellings_are_english():
    """Another language has no American spelling."""
    assert not compile_rule(rule("centre", languages=("fr",))).remarks
