"""Story -> what a stream is told of it: which stories, why now, and who speaks for each.

Every untold report in a stream's scope ends in exactly one of two places: in `Told.articles` of a
story that `build` tells, or in what `merged` returns. Both are to be recorded as told, so that a
later digest never sees them again.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from service.model import (
    ArticleId,
    Match,
    Relation,
    Report,
    StoryItem,
    Stream,
    Told,
    Why,
)


T = TypeVar("T")
Key = tuple[ArticleId, int]
"""An article and its version."""


def build(items: Sequence[StoryItem], stream: Stream) -> tuple[Told, ...]:
    """Decide what a stream is told now, what matters most first.

    In scope are matches of the stream's watchlists and tiers. A story is told

    - `NEW` if this stream has told none of it;
    - `TIER` if it has, and an untold report matches in a more urgent tier than any told one;
    - `UPDATED` if it has, and an untold report is no mere copy of a text already told.
    """
    told = (one for item in items if (one := _tell(item, stream)) is not None)
    return tuple(sorted(told, key=_importance))


def merged(items: Sequence[StoryItem], stream: Stream) -> tuple[Key, ...]:
    """Give the untold reports in scope that `build` does not tell: copies of what was told.

    Returned as (article, version), in the order of the items and of their reports. They are
    to be recorded as told and counted as merged. None of them is in a `Told.articles`.
    """
    quiet = (scoped for item in items if (scoped := _scope(item, stream)) and not _why(scoped))
    return tuple(key for scoped in quiet for key in scoped.untold_keys)


def copies(told: Iterable[Told]) -> int:
    """Count the reports of told stories that are listed as copies and not told on their own."""
    return sum(len(one.carried_by) + one.copies_elsewhere for one in told)


def outlet(report: Report) -> str:
    """Name who published a report; a source that only passes it on is no outlet."""
    passed_on = f" (from {report.source_title})" if report.source_title else ""
    return report.article.outlet or f"outlet not printed{passed_on}"


def outlets(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Give the first report of each outlet."""
    return _first_of_each(reports, lambda one: outlet(one).casefold())


def _first_of_each(values: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
    firsts: dict[Hashable, T] = {}
    for value in values:
        firsts.setdefault(key(value), value)
    return tuple(firsts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """A story seen through a stream: only its matches, and what was told of it before."""

    item: StoryItem
    reports: tuple[Report, ...]
    """With matches in scope, one for each rule; in order of sight."""
    texts: Mapping[Key, ArticleId]
    """Whose text each report carries."""

    @property
    def told_before(self) -> bool:
        return any(report.told for report in self.item.reports)

    @property
    def untold(self) -> list[Report]:
        return [report for report in self.reports if not report.told]

    @property
    def untold_keys(self) -> tuple[Key, ...]:
        return tuple(dict.fromkeys(map(_key, self.untold)))

    @property
    def news(self) -> list[Report]:
        """Untold reports that are no copy of a text already told."""
        known = {self.text_of(report) for report in self.item.reports if report.told}
        return [
            report
            for report in self.untold
            if report.relation is not Relation.COPY or self.text_of(report) not in known
        ]

    @property
    def rises(self) -> list[Report]:
        """Untold reports in a more urgent tier than any told one."""
        ranks = [_rank(report) for report in self.reports if report.told]
        return [report for report in self.untold if _rank(report) < min(ranks, default=0)]

    def text_of(self, report: Report) -> ArticleId:
        return self.texts[_key(report)]


def _scope(item: StoryItem, stream: Stream) -> Scoped | None:
    """Look at a story through a stream; None if nothing of it is untold."""
    reports = (replace(one, matches=_in_scope(one.matches, stream)) for one in item.reports)
    matched = tuple(one for one in reports if one.matches)
    scoped = Scoped(item=item, reports=matched, texts=_texts(item.reports))
    return scoped if scoped.untold else None


def _key(report: Report) -> Key:
    return (report.article.id, report.article.version)


def _texts(reports: Sequence[Report]) -> dict[Key, ArticleId]:
    """Follow each copy to its original; a version that was changed since carries its own text."""
    copied = [one for one in _latest(reports) if one.relation is Relation.COPY]
    parents = {one.article.id: one.of for one in copied}
    return {
        _key(one): _root(one.of or one.article.id, parents)
        if one.relation is Relation.COPY
        else one.article.id
        for one in reports
    }


def _root(article: ArticleId, parents: Mapping[ArticleId, ArticleId | None]) -> ArticleId:
    seen = {article}
    while (parent := parents.get(article)) is not None and parent not in seen:
        article = parent
        seen.add(parent)
    return article


def _in_scope(matches: Iterable[Match], stream: Stream) -> tuple[Match, ...]:
    wanted = [
        one for one in matches if one.tier in stream.tiers and one.watchlist in stream.watchlists
    ]
    wanted.sort(key=lambda one: (one.tier.rank, one.watchlist, one.rule))
    return _first_of_each(wanted, lambda one: (one.watchlist, one.rule))


def _why(scoped: Scoped) -> Why | None:
    if not scoped.told_before:
        return Why.NEW
    if scoped.rises:
        return Why.TIER
    return Why.UPDATED if scoped.news else None


def _tell(item: StoryItem, stream: Stream) -> Told | None:
    scoped = _scope(item, stream)
    why = _why(scoped) if scoped else None
    if scoped is None or why is None:
        return None
    speakers = scoped.rises if why is Why.TIER else scoped.news
    best = _speaker(speakers)
    text = scoped.text_of(best)
    latest = [one for one in _latest(scoped.reports) if one.article.id != best.article.id]
    elsewhere = [one for one in latest if scoped.text_of(one) != text]
    others = _one_for_each_text(elsewhere, scoped)
    return Told(
        story=item.story,
        why=why,
        tier=best.matches[0].tier,
        best=best,
        carried_by=tuple(one for one in latest if scoped.text_of(one) == text),
        others=others,
        copies_elsewhere=len(elsewhere) - len(others),
        first_seen=min(one.article.seen_at for one in scoped.reports),
        matches=best.matches,
        articles=scoped.untold_keys,
    )


def _speaker(reports: Iterable[Report]) -> Report:
    """Choose who speaks, of the most urgent reports: so that the evidence shown bears the tier."""
    latest = _latest(reports)
    urgent = min(map(_rank, latest))
    return min((one for one in latest if _rank(one) == urgent), key=_worth)


def _worth(report: Report) -> tuple[int, int, object, int]:
    article = report.article
    return (-report.priority, -len(article.text), article.seen_at, article.id)


def _rank(report: Report) -> int:
    return min(match.tier.rank for match in report.matches)


def _latest(reports: Iterable[Report]) -> list[Report]:
    """Keep the newest version of each article, in order of sight."""
    newest: dict[ArticleId, Report] = {}
    for report in reports:
        known = newest.get(report.article.id)
        if known is None or known.article.version < report.article.version:
            newest[report.article.id] = report
    return list(newest.values())


def _one_for_each_text(reports: Sequence[Report], scoped: Scoped) -> tuple[Report, ...]:
    """Let one report stand for all that carry the same text; untold ones first, then by worth."""
    texts: dict[ArticleId, list[Report]] = {}
    for report in reports:
        texts.setdefault(scoped.text_of(report), []).append(report)
    chosen = [min(same, key=_worth) for same in texts.values()]
    return tuple(sorted(chosen, key=lambda one: (one.told, one.article.seen_at, one.article.id)))


def _importance(told: Told) -> tuple[int, int, object, int]:
    independent = len(outlets((told.best, *told.others)))
    return (told.tier.rank, -independent, told.first_seen, told.story)
