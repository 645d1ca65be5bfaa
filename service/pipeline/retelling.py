"""What is told once more when an outlet corrects a report, or takes it back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.articles.standing import Mark, standing_of
from service.model import Article, Evidence, Field, Match


def retold(
    article: Article, kept: Sequence[Match], found: Sequence[Match], told: Iterable[Match]
) -> tuple[Match, ...]:
    """Add to the matches that are news those of rules whose readers were told of the report.

    Where a rule holds no longer, the words that say so are its evidence.
    """
    mark = standing_of(article.title, article.text)
    assert mark is not None, "only what says so of itself is told again for it"
    matches = {(one.watchlist, one.rule): one for one in kept}
    holding = {(one.watchlist, one.rule): one for one in found}
    for one in told:
        key = (one.watchlist, one.rule)
        if key not in matches:
            matches[key] = holding.get(key) or _carried(article, one, mark)
    return tuple(matches.values())


def _carried(article: Article, match: Match, mark: Mark) -> Match:
    text = article.title if mark.field is Field.TITLE else article.text
    evidence = Evidence(
        field=mark.field,
        start=mark.start,
        end=mark.end,
        quote=text[mark.start : mark.end],
        clause=f"({mark.standing})",
        sentence=_paragraph(text, mark.start, mark.end),
    )
    return replace(match, version=article.version, evidence=(evidence,))


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    after = text.find("\n\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after
