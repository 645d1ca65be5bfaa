"""A rule that cannot be decided for an article keeps nothing else from being told."""

from dataclasses import replace
from typing import Any

from tests.integration.newsroom import ARMS, Newsroom, feed, headlines, item, sentences


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
