"""Rules and articles, made short."""

from datetime import UTC, datetime
from typing import Any

from service.matches.compile import RuleSet, compile_rules
from service.matches.evaluate import evaluate
from service.model import Article, ArticleId, Match, Rule, SourceId


NAMES = {"dprk": ("North Korea", "DPRK", "N. Korea", "case:NK", "북한", "КНДР")}


def rule(query: str, **more: Any) -> Rule:
    facts = {"watchlist": "w", "id": "r", "title": "A rule", "names": NAMES, **more}
    return Rule(query=query, **facts)


def article(text: str = "", title: str = "", **more: Any) -> Article:
    facts = {
        "id": ArticleId(1),
        "source": SourceId("wire"),
        "seen_at": datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
        **more,
    }
    return Article(title=title, text=text, **facts)


def rules(*queries: str) -> RuleSet:
    return compile_rules([rule(query, id=f"r{number}") for number, query in enumerate(queries)])


def matched(query: str, text: str, title: str = "", **more: Any) -> Match | None:
    """Ask one query of one article; the query must be readable."""
    made = compile_rules([rule(query)])
    assert not [p for p in made.problems if p.severity == "error"], made.problems
    found = evaluate(made, article(text, title, **more))
    return found[0] if found else None


def quotes(query: str, text: str, title: str = "", **more: Any) -> list[str]:
    found = matched(query, text, title, **more)
    return [piece.quote for piece in found.evidence] if found else []
