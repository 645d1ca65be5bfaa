import pickle
from dataclasses import replace

import pytest
import structlog

from service.matches.compile import compile_rules
from service.matches.evaluate import candidates, evaluate
from service.model import Position
from tests.unit.matches.make import article, rule, rules


def test_a_bad_rule_stops_no_neighbour():
    """A rule that cannot be read is left out, with file, line, column and mend."""
    place = Position(file="watchlists/a.yaml", line=14, column=12)
    made = compile_rules([rule("(arms", position=place, id="bad"), rule("arms", id="good")])
    assert list(made.rules) == ["w/good"]
    problem = made.problems[0]
    assert str(problem) == "watchlists/a.yaml:14:12: '(' is never closed (add ')')"
    assert (problem.watchlist, problem.rule, problem.severity) == ("w", "bad", "error")
    assert evaluate(made, article("arms"))


def test_an_accident_with_one_rule_stops_no_neighbour():
    """A rule over which we stumble is off, and says so; the others hold, and the log has the trace."""
    broken = rule("name:kim", names={"kim": (None,)}, id="broken")
    with structlog.testing.capture_logs() as events:
        made = compile_rules([broken, rule("arms", id="good")])
    assert list(made.rules) == ["w/good"]
    assert [(one.rule, one.severity) for one in made.problems] == [("broken", "error")]
    assert made.problems[0].message.startswith("this rule is off: ")
    assert [(one["event"], one["rule"], one["exc_info"]) for one in events] == [
        ("rule.accident", "w/broken", True)
    ]


def test_a_column_in_a_later_line():
    """In a query of several lines the line counts on; under a `|` each begins at one column."""
    place = Position(file="a.yaml", line=3, column=9)
    problem = compile_rules([rule("arms OR\n  (navy", position=place)]).problems[0]
    assert (problem.line, problem.column) == (4, 11)


def test_twice_the_same_id():
    """Two rules with one key: the second is a problem."""
    made = compile_rules([rule("arms"), rule("navy")])
    assert [problem.message for problem in made.problems] == ["the rule 'r' exists twice"]
    assert made.rules["w/r"].rule.query == "arms"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("NOT arms", "nothing but NOT: this holds for almost every article"),
        ("arms AND -arms", "'arms' is both required and excluded"),
        ("the", "'the' is in almost every article"),
    ],
)
def test_lint(query, message):
    """A query that can hardly be meant is warned about and works."""
    made = rules(query)
    assert [(p.severity, p.message) for p in made.problems] == [("warning", message)]
    assert "w/r0" in made.rules


@pytest.mark.parametrize("query", ["NOT source:x", "arms AND NOT navy", '"the end"', "miss*"])
def test_no_lint(query):
    """Facts, exclusions, phrases and wildcards are nothing to warn about."""
    assert rules(query).problems == ()


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"drpk": ("DPRK",)}, "there is no name 'dprk'"),
        ({}, "there is no name 'dprk'"),
        ({"dprk": ()}, "the name 'dprk' has no spelling"),
        ({"dprk": ("name:nk",)}, "the spelling 'name:nk' of 'dprk' is no plain text"),
        ({"dprk": ("…",)}, "the spelling '…' of 'dprk' has no letter or digit"),
    ],
)
def test_names_that_cannot_be_used(names, message):
    """A name that is not there, or says nothing, turns the rule off."""
    made = compile_rules([rule("name:dprk", names=names)])
    assert [problem.message for problem in made.problems] == [message]
    assert not made.rules


def test_unknown_name_is_suggested():
    """A name that is nearly right is offered."""
    made = compile_rules([rule("name:dpkr")])
    assert made.problems[0].mend == "did you mean name:dprk?"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (" ".join(['"', *["name:many"] * 4, '"']), "too many ways to read this phrase"),
        ("miss*a-b", "a wildcard stands in one word"),
    ],
)
def test_leaves_that_cannot_be_resolved(query, message):
    """A leaf that would explode, or is no word, turns the rule off."""
    many = {"many": tuple(f"Spelling{number}" for number in range(9))}
    made = compile_rules([rule(query, names=many)])
    assert [problem.message for problem in made.problems] == [message]


def test_digest_counts_what_matters():
    """Equal rules have one number whatever their order; any change gives another."""
    one, two = rule("arms", id="a"), rule("navy", id="b")
    digest = compile_rules([one, two]).digest
    assert compile_rules([two, one]).digest == digest
    others = [rule("arm", id="a"), rule("arms", id="a", names={"x": ("y",)}), rule("arms", id="c")]
    assert all(compile_rules([other, two]).digest != digest for other in others)


@pytest.mark.parametrize(
    ("query", "literals"),
    [
        ("arms AND NOT navy", {" arms "}),
        ("said AND munition", {" munition ", " munitions "}),
        ("the NEAR/3 =treaty", {" treaty "}),
        ('"North Korea"', {" north korea "}),
        ("missil*", {" missil"}),
        ("arms OR =navy", {" arms ", " navy "}),
        ("title:arms", {" arms "}),
        ("arms OR NOT navy", None),
        ("NOT arms", None),
        ("source:x", None),
    ],
)
def test_required_literals(query, literals):
    """A rule is looked for by the rarest thing it cannot do without."""
    assert rules(query).rules["w/r0"].literals == literals


@pytest.mark.parametrize(
    ("query", "groups"),
    [
        ("=arms AND NOT navy", [{"arms"}]),
        ("=arms NEAR/3 (=navy OR =fleet)", [{"arms"}, {"navy", "fleet"}]),
        ('title:"mutual aid"', [{"mutual"}, {"aid"}]),
        ("arms OR miss*", []),
        ("name:dprk", [{"north", "dprk", "n", "nk", " 북한", "кндр"}]),
    ],
)
def test_necessary_groups(query, groups):
    """A rule knows the words without which it need not be evaluated."""
    assert rules(query).rules["w/r0"].necessary == tuple(map(frozenset, groups))


def test_candidates_use_literals_only():
    """Coarse text decides by words that a rule needs: no nearness, no negation, no facts."""
    made = rules("arms NEAR/1 transfer", "arms AND -navy", "navy", "NOT navy")
    text = "Arms. A navy."
    assert candidates(made, f"{text} A transfer.") == {"w/r0", "w/r1", "w/r2", "w/r3"}
    assert candidates(made, text) == {"w/r1", "w/r2", "w/r3"}
    assert candidates(made, "Nothing.") == {"w/r3"}


@pytest.mark.parametrize(
    ("query", "is_sure"),
    [
        ('arms OR "mutual aid" OR missil*', True),
        ("arms AND navy", False),
        ("title:arms", False),
        ("wom?n", False),
        ("arms OR wom?n", False),
    ],
)
def test_what_one_literal_decides(query, is_sure):
    """Words, two next to each other and beginnings hold by being found."""
    assert rules(query).rules["w/r0"].is_sure is is_sure


def test_no_rules_at_all():
    """An empty set matches nothing."""
    made = compile_rules([])
    assert (candidates(made, "arms"), evaluate(made, article("arms"))) == (frozenset(), ())


def test_rules_travel_to_worker_processes():
    """A rule set can be pickled, and is as good afterwards."""
    made = rules("arms NEAR/3 transfer")
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    assert evaluate(again, article("transfer of arms")) == evaluate(
        made, article("transfer of arms")
    )


def test_what_did_not_change_is_not_compiled_again():
    """A rule that only moved in its file keeps its tree and tells of its mistakes where it stands now."""
    place = Position(file="a.yaml", line=3, column=9)
    before = compile_rules([rule("the", id="same", position=place), rule("navy", id="edited")])
    moved = rule("the", id="same", position=replace(place, line=7))
    after = compile_rules([moved, rule("navies", id="edited"), rule("fleet", id="new")], before)
    again = compile_rules([moved, rule("navies", id="edited"), rule("fleet", id="new")])
    assert after.rules["w/same"].tree is before.rules["w/same"].tree
    assert after.rules == again.rules
    assert (after.digest, after.problems) == (again.digest, again.problems)
    assert [one.line for one in after.problems] == [7]
