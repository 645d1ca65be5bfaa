"""NOT NEAR, SENTENCE, PARAGRAPH, words in any order."""

import pytest

from tests.unit.matches.make import matched, quotes, rules


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        (
            "bank NOT NEAR/3 river",
            "The bank by the old river. There is no such bank in town.",
            ["bank"],
        ),
        ("bank NOT NEAR/3 river", "The bank by the old river.", []),
        ("bank NOT NEAR/3 river", "The river and its bank.", []),
        ("bank NOT NEAR/1 river", "The bank by the river.", ["bank"]),
        ("bank NOT NEAR river", "The bank, one two three four river.", []),
        ("bank NOT NEAR river", "The bank, one two three four five river.", ["bank"]),
        ("bank NOT NEAR/3 “West Bank”", "In the West Bank.", []),
        ("bank NOT NEAR/3 “West Bank”", "In the West Bank. One two three four bank.", ["bank"]),
        ("bank NOT ONEAR/3 river", "The river and its bank.", ["bank"]),
        ("bank NOT ONEAR/3 river", "The bank of the river.", []),
        ("(arms NEAR/2 deal) NOT NEAR/2 toy", "A toy arms deal.", []),
        ("(arms NEAR/2 deal) NOT NEAR/2 toy", "An arms deal, not of a toy.", ["arms", "deal"]),
        ("(arms OR bank) NOT NEAR/1 toy", "toy arms and bank", ["bank"]),
        ("title:(bank NOT NEAR/3 river)", "A bank.", []),
        ("bank NOT NEAR/3 bank", "A bank.", []),
    ],
)
def test_not_near(query, text, found):
    """Some of the one without any of the other near; one that overlaps is near."""
    assert quotes(query, text) == found


def test_not_near_looks_into_each_field_alone():
    """What stands in the title is near nothing in the text."""
    assert quotes("bank NOT NEAR/3 river", "river", "The bank") == ["bank"]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("arms SENTENCE deal", "Arms came. A deal went.", []),
        ("arms SENTENCE deal", "A deal on arms. Arms.", ["deal", "arms"]),
        (
            "arms SENTENCE deal SENTENCE Kim",
            "Kim, who met on the arms deal.",
            ["Kim", "arms", "deal"],
        ),
        ("arms SENTENCE deal SENTENCE Kim", "Arms deal. Kim.", []),
        ("deal SENTENCE deal", "One deal.", []),
        ("deal SENTENCE deal", "One deal and two deals. A deal.", ["deal", "deals"]),
        ("arms SENTENCE deal", "In the U.S. arms went. Mr. Kim's deal did not.", []),
        ("arms SENTENCE deal", "武器。arms。deal", []),
        ("“arms deal” SENTENCE Kim", "He sold arms. Deal with it, Kim.", []),
        ("arms PARAGRAPH deal", "Arms came. A deal went.", ["Arms", "deal"]),
        ("arms PARAGRAPH deal", "Arms came.\n\nA deal went.", []),
        ("(arms SENTENCE deal) PARAGRAPH Kim", "An arms deal. Kim.", ["arms", "deal", "Kim"]),
        ("(arms SENTENCE deal) PARAGRAPH Kim", "Arms. Deal. Kim.", []),
        ("(arms SENTENCE deal) PARAGRAPH Kim", "Arms deal.\n\nKim.", []),
        (
            "(arms SENTENCE deal) PARAGRAPH (arms SENTENCE Kim)",
            "Arms deal. Deal. Kim has arms.",
            ["Arms", "deal", "Kim", "arms"],
        ),
        ("(arms NEAR/1 deal) SENTENCE Kim", "The arms deal of Kim.", ["arms", "deal", "Kim"]),
        ("(arms NEAR/9 deal) SENTENCE Kim", "The arms. The deal of Kim.", []),
        ("(arms OR deal) SENTENCE Kim", "Arms. Deal of Kim.", ["Deal", "Kim"]),
    ],
)
def test_together(query, text, found):
    """All in one sentence, or one paragraph; never the same word for two of them."""
    assert quotes(query, text) == found


def test_together_in_a_part():
    """A sentence of the third paragraph is no sentence of the lead."""
    text = "One.\n\nTwo.\n\nAn arms deal."
    assert quotes("arms SENTENCE deal", text) == ["arms", "deal"]
    assert not matched("lead:(arms SENTENCE deal)", text)
    assert quotes("title:(arms SENTENCE deal)", "", "An arms deal") == ["arms", "deal"]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ('"arms deal"~1', "A deal on arms.", ["deal", "arms"]),
        ('"arms deal"~0', "A deal on arms.", []),
        ('"arms deal"~1', "Deals on arms.", []),
        ('"arms deal new"~2', "A new and big arms deal.", ["new", "arms", "deal"]),
        ('"arms deal new"~1', "A new and big arms deal.", []),
        ('"name:dprk transf*"~3', "Transfers to North Korea.", ["Transfers", "North Korea"]),
        ('"arms deal"~1 NEAR/2 new', "A deal on arms is new.", ["deal", "arms", "new"]),
    ],
)
def test_words_in_any_order(query, text, found):
    """As written, not inflected, in any order, with so many other positions in the span."""
    assert quotes(query, text) == found


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("*미사일", "탄도미사일이 날았다.", ["탄도미사일이"]),
        ("*미사일", "미사일 부대", ["미사일"]),
        ("*미사일", "미사일부대", []),
        ("*미사일*", "탄도미사일부대", ["탄도미사일부대"]),
        ("북한*", "북한군이 왔다.", ["북한군이"]),
        ("북한*", "남북한", []),
        ("북?한", "북조한", ["북조한"]),
        ("w?man", "A woman and a wman.", ["woman"]),
        ("co-op*", "They co-operate.", ["co-operate"]),
        ("tran*f*er", "A transfer, transferred.", ["transfer"]),
        ("ประเทศ*", "ประเทศไทย ในประเทศ", ["ประเทศ", "ประเทศ"]),
        ("co-op", "A co-op, a coop.", ["co-op", "coop"]),
        ("jongun", "Jong-un, Jong-un- and -Jong-un", ["Jong-un"]),
        ("wom?n*", "womanly women", ["womanly", "women"]),
    ],
)
def test_wildcards(query, text, found):
    """Letters at the end, in the middle, and in Hangul at the beginning."""
    assert quotes(query, text) == found


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("abc*d-e", "a wildcard stands in one word"),
        ("東?京都", "in this writing a wildcard can only come last"),
        ("東京都*京", "in this writing a wildcard can only come last"),
    ],
)
def test_wildcards_that_cannot_be(query, message):
    """They are refused where they stand."""
    (problem,) = rules(query).problems
    assert (problem.severity, message in problem.message) == ("error", True)
