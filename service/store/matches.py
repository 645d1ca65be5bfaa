"""Matches, and the numbered rule sets that found them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, exists, insert, select, update

from service.errors import OvertakenError
from service.model import ArticleId, Match, Rule, RuleName, RuleSetNumber, Spelled
from service.store.rows import chunks, dump_evidence, grouped, insert_all, match_from
from service.store.schema import article_version, match, rule_set, tally, undecided


def publish_rule_set(
    connection: Connection,
    digest: str,
    rules: Sequence[Rule],
    now: datetime,
    last: RuleSetNumber | None = None,
) -> RuleSetNumber:
    """Give the rules a number; the newest set keeps its own if its digest is the same.

    `last` is the set that the caller's files were so far: where another process has published other
    rules since, `OvertakenError` is raised. None: it starts, and its files are what is wanted.
    """
    newest = connection.execute(
        select(rule_set.c.number, rule_set.c.digest).order_by(rule_set.c.number.desc()).limit(1)
    ).one_or_none()
    if newest is not None and newest.digest == digest:
        return RuleSetNumber(newest.number)
    if last is not None and (newest is None or newest.number != last):
        raise OvertakenError(last, None if newest is None else newest.number)
    created = connection.execute(
        insert(rule_set).values(
            digest=digest, published_at=now, rules=[_rule_text(rule) for rule in rules]
        )
    )
    assert created.inserted_primary_key is not None
    return RuleSetNumber(created.inserted_primary_key[0])


def add(
    connection: Connection,
    found: Iterable[tuple[ArticleId, Iterable[Match]]],
    number: RuleSetNumber,
    now: datetime,
) -> None:
    """Store the matches of each article; the article a match itself names is not read."""
    insert_all(
        connection,
        match,
        [
            {
                "article_id": article_id,
                "version": item.version,
                "watchlist": item.watchlist,
                "rule": item.rule,
                "title": item.title,
                "tier": item.tier,
                "rule_set": number,
                "evidence": dump_evidence(item.evidence),
                "matched_at": now,
            }
            for article_id, matches in found
            for item in matches
        ],
    )


def add_undecided(
    connection: Connection, items: Iterable[tuple[ArticleId, int, RuleName]], now: datetime
) -> None:
    """Note which rules could not be decided for which article versions."""
    insert_all(
        connection,
        undecided,
        [
            {
                "article_id": article_id,
                "version": version,
                "watchlist": watchlist,
                "rule": rule,
                "noticed_at": now,
            }
            for article_id, version, (watchlist, rule) in items
        ],
    )


def earlier_rules(connection: Connection, article_id: ArticleId) -> frozenset[tuple[str, str]]:
    """Return the (watchlist, rule) pairs that held for any version so far."""
    rows = connection.execute(
        select(match.c.watchlist, match.c.rule).where(match.c.article_id == article_id).distinct()
    )
    return frozenset((row.watchlist, row.rule) for row in rows)


def told_before(connection: Connection, article_id: ArticleId) -> tuple[Match, ...]:
    """Give the newest match of each rule that held for a version which was not held back."""
    rows = connection.execute(
        select(match)
        .join(
            article_version,
            (article_version.c.article_id == match.c.article_id)
            & (article_version.c.version == match.c.version),
        )
        .where(match.c.article_id == article_id, article_version.c.baseline.is_(False))
        .order_by(match.c.version, match.c.id)
    )
    newest = {(row.watchlist, row.rule): match_from(row) for row in rows}
    return tuple(newest.values())


def rename_watchlist(connection: Connection, old: str, new: str) -> None:
    """Let what a watchlist found, and was counted, go by its new name."""
    for table in (match, undecided):
        twin = table.alias()
        connection.execute(
            update(table)
            .where(
                table.c.watchlist == old,
                ~exists().where(
                    twin.c.article_id == table.c.article_id,
                    twin.c.version == table.c.version,
                    twin.c.watchlist == new,
                    twin.c.rule == table.c.rule,
                ),
            )
            .values(watchlist=new)
        )
    counted = tally.alias()
    connection.execute(
        update(tally)
        .where(
            tally.c.noun == "match",
            tally.c.name == old,
            ~exists().where(
                counted.c.noun == "match", counted.c.name == new, counted.c.part == tally.c.part
            ),
        )
        .values(name=new)
    )


def of_articles(
    connection: Connection, article_ids: Sequence[ArticleId], watchlists: Sequence[str]
) -> dict[ArticleId, list[Match]]:
    found: dict[ArticleId, list[Match]] = {}
    for part in chunks(article_ids):
        rows = connection.execute(
            select(match)
            .where(match.c.article_id.in_(part), match.c.watchlist.in_(watchlists))
            .order_by(match.c.id)
        )
        for article_id, found_rows in grouped(rows, "article_id").items():
            found[ArticleId(article_id)] = [match_from(row) for row in found_rows]
    return found


def quotes(
    connection: Connection, article_ids: Sequence[ArticleId]
) -> dict[ArticleId, frozenset[str]]:
    """Give the words for which rules held for any version of these articles."""
    found: dict[ArticleId, frozenset[str]] = {}
    for part in chunks(article_ids):
        rows = connection.execute(
            select(match.c.article_id, match.c.evidence).where(match.c.article_id.in_(part))
        )
        for row in rows:
            words = frozenset(one["quote"] for one in row.evidence)
            found[row.article_id] = found.get(row.article_id, frozenset()) | words
    return found


def _rule_text(rule: Rule) -> dict[str, Any]:
    return {
        "watchlist": rule.watchlist,
        "id": rule.id,
        "title": rule.title,
        "query": rule.query,
        "tier": rule.tier,
        "names": {name: [*map(_spelling, given)] for name, given in rule.names.items()},
    }


def _spelling(spelling: Spelled) -> str | dict[str, Any]:
    return spelling if isinstance(spelling, str) else asdict(spelling)
