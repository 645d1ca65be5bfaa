"""A rule that cannot be decided for an article keeps nothing else from being told."""

from dataclasses import replace
from typing import Any

from service.matches.compile import RuleSet, compile_rules
from service.matches.index import index_of
from service.matches.view import View
from service.model import Rule
from service.pipeline.deciding import decided
from tests.integration.newsroom import ARMS, Newsroom, feed, headlines, item, sentences
from tests.unit.matches.make import article


ENDLESS = "(alpha ONEAR/1000 beta) ONEAR/0 (gamma ONEAR/1000 delta)"
HOSTILE = "alpha x beta x gamma x delta x " * 2_000


async def test_an_undecided_rule_is_logged_and_the_rest_is_told(
    room: Newsroom, events: Any
) -> None:
    """The source goes on, other rules match the same article; log and digest name the rule."""
    await room.configure(rules=[ARMS, replace(ARMS, id="endless", query=ENDLESS)])
    wire = await room.source("wire")
    wire.brings = feed(item("1", text=f"An arms transfer. {HOSTILE}"))
    await room.poll("wire")
    told = await room.tell("desk")
    assert headlines(told) == ["Arms transfer agreed"]
    said = "1 rule could not be decided for 1 article, which may be missing here: desk/endless."
    assert said in sentences(told)
    undecided = [one for one in events if one["event"] == "match.undecided"]
    assert [(one["rule"], one["article"]) for one in undecided] == [
        ("desk/endless", "https://wire.example/1")
    ]


def stumbles(view: View) -> bool:
    raise LookupError(view.article.title)


def with_accident(*rules: Rule) -> RuleSet:
    """Give a rule set whose last rule fails with every article that it is asked about."""
    made = compile_rules(rules)
    broken = replace(made.rules[rules[-1].key], test=stumbles)
    by_key = {**made.rules, broken.rule.key: broken}
    return replace(made, rules=by_key, ordered=[by_key[key] for key in sorted(by_key)])


async def test_a_rule_that_fails_is_undecided(room: Newsroom, events: Any) -> None:
    """A mistake of ours with one rule and one entry holds back neither the entry nor its source."""
    await room.configure(rules=[ARMS, replace(ARMS, id="broken")])
    wire = await room.source("wire")
    room.pipeline.configuration = replace(
        room.pipeline.configuration, rules=with_accident(ARMS, replace(ARMS, id="broken"))
    )
    wire.brings = feed(item("1", text="An arms transfer."))
    await room.poll("wire")
    told = await room.tell("desk")
    assert headlines(told) == ["Arms transfer agreed"]
    assert "which may be missing here: desk/broken." in sentences(told)
    failed = [one for one in events if one["event"] == "match.undecided"]
    assert [(one["rule"], type(one["exc_info"])) for one in failed] == [
        ("desk/broken", LookupError)
    ]


def test_where_no_rule_can_be_found_each_is_asked(events: Any) -> None:
    """An article that cannot be looked up at once is decided rule by rule."""
    made = compile_rules([ARMS, replace(ARMS, id="endless", query=ENDLESS)])
    unusable = replace(index_of([]), automaton="none")
    page = article(f"An arms transfer. {HOSTILE}")
    found = decided(replace(made, index=unusable), page)
    assert [one.rule for one in found.matches] == ["arms"]
    assert found.undecided == ("desk/endless",)
    assert [one["event"] for one in events] == ["match.accident", "match.undecided"]
    assert events[1]["exc_info"] is None
