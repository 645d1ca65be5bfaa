"""Evaluation is bounded: counted in steps, never in time."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.matches import evaluate as engine
from service.matches.compile import compile_rule, compile_rules
from service.matches.evaluate import candidates, decide
from service.matches.explain import explain
from service.matches.nearness import Stretch, evidence, find
from service.matches.nodes import Near
from service.matches.proofs import MOST_OCCURRENCES
from service.matches.steps import PER_EVIDENCE, PER_RULE, OverrunError, Steps
from service.matches.view import FEWEST_PIECES, View
from service.model import Field
from tests.unit.matches.make import article, rule, rules


LENGTH = 200_000
SIX = "alpha beta gamma delta epsilon "
HOSTILE = [
    ("arms NEAR/50 transfer", "arms transfer ", True),
    (f"{SIX} zeta", SIX, False),
    ("alpha NEAR/10 beta NEAR/10 gamma", "alpha beta gamma ", True),
    (" NEAR/9 ".join(["(alpha OR beta)"] * 4), "alpha beta ", True),
    ("((alpha NEAR/30 beta) NEAR/30 (alpha NEAR/30 beta)) NEAR/30 gamma", SIX, True),
    ("(alpha NEAR/100 beta) NEAR/100 gamma", "alpha beta gamma ", True),
    ("(alpha NEAR/1000 beta) NEAR/1000 gamma", "alpha beta gamma ", True),
    ("(alpha ONEAR/200 beta) ONEAR/200 (alpha ONEAR/200 gamma)", "alpha beta gamma ", True),
    (" ".join(["alpha"] * 8), "alpha ", True),
    (" ".join(["alpha"] * 12), "alpha ", True),
    ("(alpha OR beta) (alpha OR beta) (beta OR gamma) (gamma OR alpha)", "alpha beta x ", True),
    (f"({SIX}) NEAR/20 (alpha OR zeta)", SIX, True),
    ("alpha NOT NEAR/5 beta", "alpha beta ", False),
    ("(alpha NEAR/50 beta) NOT NEAR/5 gamma", "alpha beta gamma ", False),
    ("(alpha NEAR/50 beta) NOT NEAR/5 zeta", "alpha beta gamma ", True),
    ("alpha SENTENCE beta SENTENCE gamma", "alpha beta gamma ", True),
    ("alpha SENTENCE beta", "Alpha beta. ", True),
    ("(alpha OR beta) SENTENCE (beta OR gamma) SENTENCE (gamma OR alpha)", SIX, True),
    (" SENTENCE ".join(["alpha"] * 4), "alpha ", True),
    ("alpha SENTENCE zeta", SIX, True),
    ("(alpha SENTENCE beta) PARAGRAPH (alpha SENTENCE gamma)", "Alpha beta. Gamma. ", False),
    ('"alpha beta gamma delta"~20', SIX, True),
    ("atleast1000(alpha)", "alpha ", True),
    ("atleast900(alpha NEAR/30 beta)", "alpha beta ", True),
    ("atleast1000(alpha NEAR/30 zeta)", "alpha beta ", False),
    ("atleast1000(北 NEAR/1000 京)", "北京", True),
    ("atleast1000((alpha NEAR/1000 beta) NEAR/1000 (gamma NEAR/1000 delta))", SIX, True),
    ("atleast1000(alpha NEAR/300 zeta)", "alpha beta " * 20 + "zeta ", False),
    ("北 SENTENCE 京 SENTENCE 北", "北京。", False),
    (" PARAGRAPH ".join(["(alpha SENTENCE beta)"] * 6), "Alpha beta. ", True),
    ("(alpha SENTENCE beta) PARAGRAPH (beta SENTENCE alpha)", "Alpha beta.\n\n", False),
    ("/alpha.*zeta/", "alpha beta ", True),
    (r"/(a*)*b\b/", "a" * 50 + " ", False),
    (r"/\w/", "alpha ", True),
    ("alph* NEAR/3 bet*", "alpha beta ", True),
    ("*미사일", "탄도미사일이 ", True),
    ("北京 NEAR/3 東京", "北京東京", True),
    ("Shoigu~ NEAR/5 Lavrov~", "Shoygu Lavrow ", True),
]
ENDLESS = "(alpha ONEAR/1000 beta) ONEAR/0 (gamma ONEAR/1000 delta)"
"""The words of `NEVER` stand everywhere, and never so."""
NEVER = "alpha x beta x gamma x delta x " * 200


@pytest.mark.parametrize(("query", "unit", "expected"), HOSTILE)
def test_a_text_made_of_the_rules_words(query, unit, expected):
    """Each is decided within the budget, with evidence that is no more than anybody reads."""
    text = (unit * (LENGTH // len(unit))) + "filler " * 40 + "zeta"
    evaluation = decide(rules(query), article(text))
    assert (evaluation.undecided, bool(evaluation.matches)) == ((), expected)
    pieces = [e for match in evaluation.matches for e in match.evidence]
    assert bool(pieces) == expected
    for clause in {piece.clause for piece in pieces}:
        assert sum(1 for e in pieces if e.clause == clause) <= MOST_OCCURRENCES


def test_many_fuzzy_names():
    """Two hundred of them, in a text of thousands of names that are nearly those."""
    syllables = ["ka", "mo", "ri", "ten", "sha", "lo", "vi", "gu", "dar", "pel"]
    names = [f"{a}{b}{c}".capitalize() for a in syllables for b in syllables for c in syllables]
    made = compile_rules([rule(f"{name}~", id=name) for name in names[::5]])
    evaluation = decide(made, article(" ".join(names * 30)))
    assert (len(evaluation.matches), evaluation.undecided) == (200, ())


def test_many_rules_that_share_a_word():
    """Only those whose rarer word is there are candidates."""
    made = compile_rules([rule(f"alpha NEAR/5 word{n}", id=f"r{n}") for n in range(2000)])
    page = article("alpha word7 " * 500)
    assert candidates(made, page.text) == {"w/r7"}
    assert [match.rule for match in decide(made, page).matches] == ["r7"]


def test_an_overrun_is_told_and_stops_no_other_rule():
    """A rule that would take too long is named; its neighbours are decided."""
    made = rules(ENDLESS, "alpha beta", "navy")
    evaluation = decide(made, article(NEVER), budget=20_000)
    assert evaluation.undecided == ("w/r0",)
    assert [match.rule for match in evaluation.matches] == ["r1"]


def test_all_rules_share_what_an_article_may_take():
    """What is little work is decided, whatever the dear ones before it have spent."""
    made = rules(*[ENDLESS] * 5, "alpha NEAR/3 beta", "navy")
    evaluation = decide(made, article(NEVER), budget=100_000, whole=300_000)
    assert evaluation.undecided == ("w/r0", "w/r1", "w/r2", "w/r3", "w/r4")
    assert [match.rule for match in evaluation.matches] == ["r5"]
    assert decide(made, article(NEVER), budget=100_000, whole=300_000) == evaluation


def test_nothing_left():
    """Where all is spent, what takes no step is decided still, and the rest is named."""
    evaluation = decide(rules("alpha OR x", ENDLESS), article(NEVER), whole=0)
    assert [match.rule for match in evaluation.matches] == ["r0"]
    assert evaluation.undecided == ("w/r1",)


def test_pieces_of_evidence_are_bounded():
    """The first rules quote what anybody reads, many rules a few pieces each."""
    made = compile_rules([rule("alpha OR beta", id=f"r{n:03}") for n in range(100)])
    counts = [len(match.evidence) for match in decide(made, article("alpha beta " * 3000)).matches]
    assert counts == [*[1000] * 5, *[FEWEST_PIECES] * 95]


def test_each_clause_keeps_its_first_place():
    """What stands only at the end of a long text is quoted as well."""
    text = "alpha " * 1500 + "beta beta"
    (match,) = decide(rules("alpha AND beta"), article(text)).matches
    quoted = [piece.quote for piece in match.evidence]
    assert (len(quoted), quoted.count("beta")) == (1000, 2)


def test_an_overrun_is_explained():
    """Nobody is told yes or no where it is not known."""
    explained = explain(rule(ENDLESS), article(NEVER), budget=20_000)
    assert not explained.holds
    assert explained.note == "not decided: too many ways to combine the words"


def test_a_real_article_is_far_from_the_budget():
    """A long report that is full of the rule's words takes a hundredth of what it may."""
    text = "The alpha envoy met the beta side, and the gamma report came. " * 100
    view = View(article(text))
    made = compile_rules([rule("(alpha NEAR/6 beta) NEAR/20 gamma")])
    assert engine.match_rule(made.rules["w/r"], view)
    assert PER_RULE - view.steps.left < PER_RULE / 100


def test_the_budget():
    """The last step is there to be taken, one more is not."""
    steps = Steps(2)
    steps.spend(2)
    with pytest.raises(OverrunError, match="too many ways"):
        steps.spend()


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Make something that NEAR takes out of what it takes."""
    near = st.builds(
        "({} {}NEAR/{} {})".format, parts, st.sampled_from(["", "O"]), st.integers(0, 4), parts
    )
    group = st.builds("({} OR {})".format, parts, parts)
    beside = st.lists(parts, min_size=2, max_size=4).map(lambda some: f"({' '.join(some)})")
    return near | group | beside


words = ["alpha", "beta", "(alpha OR gamma)", '"alpha beta"', '(beta OR "beta gamma")']
query = joined(st.recursive(st.sampled_from(words), joined, max_leaves=4))
text = st.lists(st.sampled_from(["alpha", "beta", "gamma", *["x"] * 6]), min_size=80, max_size=160)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(query=query, text=text)
def test_stretches_are_the_whole(query: str, text: list[str]) -> None:
    """What is found in stretches is what holds in the whole; evidence of one is evidence of all."""
    near = compile_rule(rule(query, nearness=2)).tree
    view = View(article(" ".join(text)))
    whole = Stretch(view=view, field=Field.TEXT, part=None, steps=Steps())
    for node in [near] if isinstance(near, Near) else []:
        found = find(node, view, Field.TEXT, None)
        assert (found is not None) == whole.holds(node)
        if found is not None:
            some, every = found.evidence(node), evidence(node, found)
            spent = Steps()
            complete = replace(whole, steps=spent).evidence(node)
            assert some
            assert set(map(repr, some)) <= set(map(repr, every)) <= set(map(repr, complete))
            if PER_RULE - spent.left <= PER_EVIDENCE:
                assert len(every) == len(complete)
