"""Matches and the numbered rule sets that found them."""

import asyncio

import pytest
from sqlalchemy import Connection, select

from service.errors import OvertakenError
from service.model import ArticleId, Rule, RuleSetNumber, Tier
from service.store import matches
from service.store.engine import Store
from service.store.schema import match as match_table
from service.store.schema import rule_set as rule_set_table
from tests.unit.store.rows import (
    NOW,
    add_sources,
    bring,
    bring_version,
    match,
)


RULE = Rule(watchlist="korea", id="arms", title="Arms", query="arms", names={"x": ("y", "z")})


def publish(
    connection: Connection, digest: str, last: RuleSetNumber | None = None
) -> RuleSetNumber:
    return matches.publish_rule_set(connection, digest, [RULE], NOW, last)


def test_a_rule_set_gets_a_number_and_keeps_it(connection):
    """A restart with the same rules publishes nothing; other rules, or the old ones again, do."""
    first = publish(connection, "a")
    assert publish(connection, "a") == first
    second = publish(connection, "b")
    third = publish(connection, "a")
    assert first < second < third


def test_older_files_do_not_replace_newer_rules(connection):
    """A process replaces the set that its own files were last, and no other."""
    mine = publish(connection, "a")
    theirs = publish(connection, "b", mine)
    with pytest.raises(OvertakenError, match=f"set {theirs} since this one's {mine}"):
        publish(connection, "c", mine)
    assert publish(connection, "b", mine) == theirs
    assert publish(connection, "c", theirs) > theirs


def test_of_two_processes_at_once_one_publishes(database):
    """Both held the same set; whoever comes second is told so, whatever the database."""
    stores = [Store(database), Store(database)]
    before = asyncio.run(stores[0].write(publish, "a"))

    async def both() -> list[RuleSetNumber | BaseException]:
        changes = [
            store.write(publish, mine, before) for store, mine in zip(stores, "bc", strict=True)
        ]
        return await asyncio.gather(*changes, return_exceptions=True)

    answers = asyncio.run(both())
    for store in stores:
        store.close()
    assert sorted(isinstance(one, OvertakenError) for one in answers) == [False, True]
    assert [one for one in answers if isinstance(one, int)] == [before + 1]


def test_a_rule_set_keeps_the_text_of_its_rules(connection):
    """What a match was found by can be read years later."""
    number = publish(connection, "a")
    rules = connection.scalar(
        select(rule_set_table.c.rules).where(rule_set_table.c.number == number)
    )
    assert rules == [
        {
            "watchlist": "korea",
            "id": "arms",
            "title": "Arms",
            "query": "arms",
            "tier": "normal",
            "names": {"x": ["y", "z"]},
        }
    ]


def test_a_match_comes_back_with_its_evidence(connection):
    """Words, offsets, clause and sentence; the article is the one it was stored for."""
    add_sources(connection, "wire")
    article_id = bring(connection, "wire", match(tier=Tier.URGENT))
    ((stored,),) = matches.of_articles(connection, [article_id], ["korea"]).values()
    assert stored == match(article=article_id, tier=Tier.URGENT)
    row = connection.execute(select(match_table)).one()
    assert (row.rule_set, row.matched_at) == (1, NOW)


def test_matches_are_asked_for_by_article_and_watchlist(connection):
    """Nobody sees the matches of others."""
    add_sources(connection, "wire")
    one = bring(connection, "wire", match(), match("b", watchlist="other"), text="One.")
    bring(connection, text="Two.")
    found = matches.of_articles(connection, [one, ArticleId(99)], ["korea", "none"])
    assert {key: [item.rule for item in items] for key, items in found.items()} == {one: ["arms"]}
    assert matches.of_articles(connection, [], ["korea"]) == {}
    assert matches.of_articles(connection, [one], []) == {}


def test_rules_that_held_for_any_version_are_remembered(connection):
    """A rule that held once and holds again is not news by that."""
    add_sources(connection, "wire")
    article_id = bring(connection)
    bring_version(connection, article_id, 2, match("weapons", version=2))
    assert matches.earlier_rules(connection, article_id) == {
        ("korea", "arms"),
        ("korea", "weapons"),
    }
    assert matches.earlier_rules(connection, ArticleId(99)) == frozenset()


def test_thousands_of_articles_are_asked_for_at_once(connection):
    """No limit of the database is met."""
    add_sources(connection, "wire")
    article_id = bring(connection)
    many = [ArticleId(number) for number in range(1, 3000)]
    assert list(matches.of_articles(connection, many, ["korea"])) == [article_id]
