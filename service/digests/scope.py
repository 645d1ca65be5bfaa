"""A story seen through a stream: what of it is in scope, what was told of it, and what is untold."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from service.model import ArticleId, Match, Relation, Report, StoryItem, Stream


T = TypeVar("T")
Key = tuple[ArticleId, int]
"""An article and its version."""


def outlet(report: Report) -> str:
    """Name who published a report; a source that only passes it on is no outlet."""
    passed_on = f" (from {report.source_title})" if report.source_title else ""
    return report.article.outlet or f"outlet not printed{passed_on}"


def outlets(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Give the first report of each outlet."""
    return first_of_each(reports, lambda one: outlet(one).casefold())


def first_of_each(values: Iterable[T], key: Callable[[T], Hashable]) -> tuple[T, ...]:
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
        """Readers have seen something of it: what a pin parted was perhaps counted only, elsewhere."""
        return bool(self.spoken)

    @property
    def spoken(self) -> list[Report]:
        """What readers have seen."""
        return [report for report in self.item.reports if report.told and not report.counted]

    @property
    def last_told(self) -> datetime | None:
        return max((one.told_at for one in self.spoken if one.told_at), default=None)

    @property
    def untold(self) -> list[Report]:
        return [report for report in self.reports if not report.told]

    @property
    def untold_keys(self) -> tuple[Key, ...]:
        return tuple(dict.fromkeys(map(key_of, self.untold)))

    @property
    def unlike(self) -> list[Report]:
        """Untold reports that are no copy of a text already told."""
        return [report for report in self.untold if not self.is_copy(report)]

    def is_copy(self, report: Report) -> bool:
        known = {self.text_of(one) for one in self.item.reports if one.told}
        return report.relation is Relation.COPY and self.text_of(report) in known

    @property
    def telling(self) -> list[Report]:
        """Untold reports with something new in them."""
        return [one for one in self.untold if one.novelty and one.novelty.sentences]

    @property
    def uncompared(self) -> list[Report]:
        """Untold reports that may say anything; a copy, unless it has the very text that was told."""
        told = {one.article.text for one in self.item.reports if one.told}
        return [
            one
            for one in self.untold
            if one.novelty is None and not (self.is_copy(one) and one.article.text in told)
        ]

    @property
    def marked(self) -> list[Report]:
        """Untold reports that are corrected or taken back, where nothing told was so marked."""
        known = {
            (self.text_of(one), one.article.standing) for one in self.item.reports if one.told
        }
        return [
            one
            for one in latest(self.untold)
            if one.article.standing and (self.text_of(one), one.article.standing) not in known
        ]

    @property
    def joining(self) -> tuple[Report, ...]:
        """The first report of each outlet that has reported it on its own since it was told."""
        last = self.last_told
        known = {outlet(one).casefold() for one in self.spoken}
        later = (
            one
            for one in self.reports
            if one.relation is not Relation.COPY
            and (not one.told or (one.counted and last and one.told_at and one.told_at > last))
        )
        return tuple(one for one in outlets(later) if outlet(one).casefold() not in known)

    @property
    def rises(self) -> list[Report]:
        """Untold reports in a more urgent tier than any told one."""
        ranks = [rank(report) for report in self.reports if report.told]
        return [report for report in self.untold if rank(report) < min(ranks, default=0)]

    def text_of(self, report: Report) -> ArticleId:
        return self.texts[key_of(report)]


def scope(item: StoryItem, stream: Stream) -> Scoped | None:
    """Look at a story through a stream; None if nothing of it is untold."""
    reports = (replace(one, matches=in_scope(one.matches, stream)) for one in item.reports)
    matched = tuple(one for one in reports if one.matches)
    scoped = Scoped(item=item, reports=matched, texts=_texts(item.reports))
    return scoped if scoped.untold else None


def key_of(report: Report) -> Key:
    return (report.article.id, report.article.version)


def _texts(reports: Sequence[Report]) -> dict[Key, ArticleId]:
    """Follow each copy to its original; a version that was changed since carries its own text."""
    copied = [one for one in latest(reports) if one.relation is Relation.COPY]
    parents = {one.article.id: one.of for one in copied}
    return {
        key_of(one): _root(one.of or one.article.id, parents)
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


def in_scope(matches: Iterable[Match], stream: Stream) -> tuple[Match, ...]:
    wanted = [
        one for one in matches if one.tier in stream.tiers and one.watchlist in stream.watchlists
    ]
    wanted.sort(key=lambda one: (one.tier.rank, one.watchlist, one.rule))
    return first_of_each(wanted, lambda one: (one.watchlist, one.rule))


def worth(report: Report) -> tuple[int, int, object, int]:
    article = report.article
    return (-report.priority, -len(article.text), article.seen_at, article.id)


def rank(report: Report) -> int:
    return min(match.tier.rank for match in report.matches)


def latest(reports: Iterable[Report]) -> list[Report]:
    """Keep the newest version of each article, in order of sight."""
    newest: dict[ArticleId, Report] = {}
    for report in reports:
        known = newest.get(report.article.id)
        if known is None or known.article.version < report.article.version:
            newest[report.article.id] = report
    return list(newest.values())
