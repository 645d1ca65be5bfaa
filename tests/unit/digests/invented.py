"""Invented reports, for the tests of digests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from service.model import (
    Article,
    ArticleId,
    ChannelName,
    Coverage,
    Digest,
    DigestId,
    Evidence,
    Field,
    Match,
    Precision,
    Provenance,
    Published,
    Relation,
    Report,
    SourceId,
    StoryId,
    StoryItem,
    Stream,
    StreamId,
    StreamKind,
    Tier,
    Told,
    Why,
    ZoneBasis,
)


NOW = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
TEXT = (
    "Talks followed the visit of Defence Minister Orlov to Port Selen. "
    "Neither side would say what was agreed.\n\n"
    "An arms transfer was on the table, two diplomats said."
)
ENDS = (". ", "\n\n")


def evidence(quote: str, *, text: str = TEXT, field: Field = Field.TEXT) -> Evidence:
    """Point at the first place where these words stand, in their sentence."""
    start = text.index(quote)
    begin = max(
        (at + len(mark) for mark in ENDS if (at := text.rfind(mark, 0, start)) >= 0), default=0
    )
    stops = [at + len(mark.rstrip()) for mark in ENDS if (at := text.find(mark, start)) >= 0]
    stop = min(stops, default=len(text))
    return Evidence(
        field=field,
        start=start,
        end=start + len(quote),
        quote=quote,
        clause=quote,
        sentence=(begin, stop),
    )


def match(article: int, *words: str, tier: Tier = Tier.NORMAL, **parts) -> Match:
    """Let a rule match an article by words of its text."""
    rule = parts.pop("rule", "visits")
    found = tuple(evidence(word, **parts) for word in words or ("visit",))
    return Match(
        article=ArticleId(article),
        version=1,
        watchlist="selen",
        rule=rule,
        title=rule.replace("-", " ").capitalize(),
        tier=tier,
        evidence=found,
    )


def report(number: int, **parts) -> Report:
    """Make one report; parts go to the article, the match or the report as they fit."""
    own: dict[str, Any] = {"relation": Relation.FIRST, "of": None}
    own |= {
        name: parts.pop(name)
        for name in ("priority", "told", "counted", "told_at", "novelty")
        if name in parts
    }
    own |= {name: parts.pop(name) for name in ("relation", "of") if name in parts}
    tier = parts.pop("tier", Tier.NORMAL)
    matches = parts.pop("matches", (match(number, tier=tier),))
    defaults: dict[str, Any] = {
        "version": 1,
        "source": SourceId(f"source-{number}"),
        "title": f"Orlov visits Port Selen ({number})",
        "text": TEXT,
        "outlet": f"Outlet {number}",
        "url": f"https://news.example/{number}",
        "seen_at": NOW - timedelta(hours=10) + timedelta(minutes=number),
    }
    article = Article(id=ArticleId(number), **(defaults | parts))
    return Report(
        **own,
        article=article,
        matches=matches,
        source_title=f"Feed {number}",
    )


def item(*reports: Report, story: int = 1) -> StoryItem:
    return StoryItem(story=StoryId(story), reports=reports)


def stream(**parts) -> Stream:
    defaults: dict[str, Any] = {
        "id": StreamId("selen-desk"),
        "title": "Port Selen",
        "kind": StreamKind.DIGEST,
        "watchlists": ("selen",),
        "to": (ChannelName("desk"),),
    }
    return Stream(**(defaults | parts))


def told(best: Report, *, story: int = 1, **parts) -> Told:
    defaults: dict[str, Any] = {
        "why": Why.NEW,
        "tier": best.matches[0].tier,
        "carried_by": (),
        "others": (),
        "first_seen": best.article.seen_at,
        "matches": best.matches,
        "articles": ((best.article.id, best.article.version),),
    }
    return Told(story=StoryId(story), best=best, **(defaults | parts))


def digest(*stories: Told, **parts) -> Digest:
    defaults: dict[str, Any] = {
        "id": DigestId("d-2026-11-21"),
        "stream": StreamId("selen-desk"),
        "title": "Port Selen, military ties",
        "kind": StreamKind.DIGEST,
        "zone": "Asia/Seoul",
        "composed_at": NOW,
        "slot_due": NOW,
        "coverage": Coverage(
            since=NOW - timedelta(days=1), until=NOW, sources_checked=12, articles_seen=312
        ),
    }
    return Digest(stories=stories, **(defaults | parts))


def published(value: str, precision: Precision, zone: ZoneBasis) -> Published:
    return Published(value=value, precision=precision, zone=zone, provenance=Provenance.TEXT)
