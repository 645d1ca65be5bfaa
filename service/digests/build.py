"""Story -> what a stream is told of it: which stories, why now, and who speaks for each.

Every untold report in a stream's scope ends in exactly one of two places: in `Told.articles` of a
story that is told, or in `Kept.articles` of one that is not. Both are to be recorded, so that a
later digest never sees them again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.digests.scope import (
    Scoped,
    first_of_each,
    in_scope,
    key_of,
    latest,
    outlets,
    rank,
    scope,
    worth,
)
from service.model import (
    ArticleId,
    Counted,
    Evidence,
    Kept,
    News,
    Reason,
    Relation,
    Report,
    Silence,
    Standing,
    StoryItem,
    Stream,
    Told,
    Why,
)


REMINDERS = 8
"""Of one digest; further stories are reminded of by a later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of each story that has something untold."""

    told: tuple[Told, ...]
    """What matters most first."""
    reminders: tuple[Told, ...]
    kept: tuple[Kept, ...]


def decide(items: Sequence[StoryItem], stream: Stream, now: datetime) -> Decision:
    """Decide what a stream is told now.

    In scope are matches of the stream's watchlists and tiers. A story of which this stream has told
    nothing is told. One that it has told is told again for a reason (`Reason`) only, and never kept
    quiet because of a report that was not compared.
    """
    scoped = [found for item in items if (found := scope(item, stream))]
    reasons = {one.item.story: _reasons(one, stream) for one in scoped}
    fresh = [one for one in scoped if not one.told_before or reasons[one.item.story]]
    quiet = [one for one in scoped if one.told_before and not reasons[one.item.story]]
    told = (_tell(one, reasons[one.item.story]) for one in fresh)
    reminded = [one for one in quiet if _is_wanted_again(one, stream, now)][:REMINDERS]
    return Decision(
        told=tuple(sorted(told, key=_importance)),
        reminders=tuple(_tell(one, (Reason.REMINDER,)) for one in reminded),
        kept=tuple(_kept(one) for one in quiet if one not in reminded),
    )


def unread(item: StoryItem, stream: Stream) -> tuple[Report, ...]:
    """Give the untold reports in scope of a story that was told, in the order in which they are to speak."""
    scoped = scope(item, stream)
    if scoped is None or not scoped.told_before:
        return ()
    newest = set(map(key_of, latest(scoped.untold)))
    return tuple(
        sorted(scoped.untold, key=lambda one: (key_of(one) not in newest, rank(one), worth(one)))
    )


def unseen(report: Report, item: StoryItem, stream: Stream) -> tuple[Evidence, ...]:
    """Give the evidence of rules of which nothing was told in this story."""
    told = (one for each in item.reports if each.told for one in in_scope(each.matches, stream))
    known = {(one.watchlist, one.rule) for one in told}
    return tuple(
        evidence
        for match in in_scope(report.matches, stream)
        if (match.watchlist, match.rule) not in known
        for evidence in match.evidence
    )


def copies(told: Iterable[Told]) -> int:
    """Count the reports of told stories that came as copies and are not told on their own."""
    return sum(one.copies_now for one in told)


def _reasons(scoped: Scoped, stream: Stream) -> tuple[Reason, ...]:
    """Say why a story that was told is told again, the weightiest reason first."""
    standings = {one.article.standing for one in scoped.marked}
    many = 0 < stream.further_outlets <= len(scoped.joining)
    holding = {
        Reason.TIER: bool(scoped.rises),
        Reason.RETRACTION: Standing.RETRACTION in standings,
        Reason.CORRECTION: Standing.CORRECTION in standings,
        Reason.FACT: bool(scoped.telling),
        Reason.UNCOMPARED: bool(scoped.uncompared),
        Reason.OUTLETS: many,
    }
    return tuple(reason for reason, holds in holding.items() if holds and scoped.told_before)


def _is_wanted_again(scoped: Scoped, stream: Stream, now: datetime) -> bool:
    last = scoped.last_told
    return stream.remind is not None and last is not None and now - last >= stream.remind


def _why(scoped: Scoped, reasons: Sequence[Reason]) -> Why:
    if not scoped.told_before:
        return Why.NEW
    return Why.TIER if Reason.TIER in reasons else Why.UPDATED


def _speaking(scoped: Scoped, reasons: Sequence[Reason]) -> Sequence[Report]:
    """Give the reports that bear the weightiest reason: one of them speaks for the story."""
    bearing = {
        Reason.TIER: scoped.rises,
        Reason.RETRACTION: scoped.marked,
        Reason.CORRECTION: scoped.marked,
        Reason.FACT: scoped.telling,
        Reason.UNCOMPARED: scoped.uncompared,
    }
    return (bearing.get(reasons[0]) if reasons else None) or scoped.unlike or scoped.untold


def _tell(scoped: Scoped, reasons: tuple[Reason, ...]) -> Told:
    best = _speaker(_speaking(scoped, reasons))
    text = scoped.text_of(best)
    present = [one for one in latest(scoped.reports) if one.article.id != best.article.id]
    elsewhere = [one for one in present if scoped.text_of(one) != text]
    others = _one_for_each_text(elsewhere, scoped)
    carried_by = tuple(one for one in present if scoped.text_of(one) == text)
    copies_elsewhere = [one for one in elsewhere if one not in others]
    return Told(
        story=scoped.item.story,
        why=_why(scoped, reasons),
        tier=best.matches[0].tier,
        best=best,
        carried_by=carried_by,
        others=others,
        copies_elsewhere=len(copies_elsewhere),
        copies_now=sum(not one.told for one in (*carried_by, *copies_elsewhere)),
        first_seen=_first_seen(scoped),
        first=_first(scoped),
        matches=best.matches,
        articles=scoped.untold_keys,
        reasons=reasons,
        last_told=scoped.last_told,
        news=_news(scoped, best),
        further=scoped.joining if scoped.told_before else (),
        was=scoped.item.was,
    )


def _first_seen(scoped: Scoped) -> datetime:
    return min(one.article.seen_at for one in scoped.reports)


def _first(scoped: Scoped) -> tuple[Report, ...]:
    """Give who was first: of a copy that came before its original, the original."""
    present = {one.article.id: one for one in latest(scoped.reports)}
    seen = _first_seen(scoped)
    earliest = [one for one in scoped.reports if one.article.seen_at == seen]
    if all(one.article.published for one in earliest):
        del earliest[1:]  # what came at once stands in the order of its dates
    return outlets(present.get(scoped.text_of(one), one) for one in earliest)


def _news(scoped: Scoped, best: Report) -> tuple[News, ...]:
    """Give what is new, the best report's first, then by worth."""
    telling = sorted(
        scoped.telling, key=lambda one: (key_of(one) != key_of(best), rank(one), worth(one))
    )
    return tuple(
        News(report=one, novelty=one.novelty) for one in telling if one.novelty is not None
    )


def _kept(scoped: Scoped) -> Kept:
    told = [one for one in scoped.reports if one.told]
    return Kept(
        story=scoped.item.story,
        best=_speaker(told or scoped.untold),
        last_told=scoped.last_told,
        reports=outlets(scoped.untold),
        articles=tuple(_counted(one, scoped) for one in first_of_each(scoped.untold, key_of)),
    )


def _counted(report: Report, scoped: Scoped) -> Counted:
    novelty = report.novelty
    return Counted(
        article=report.article.id,
        version=report.article.version,
        why=Silence.COPY if scoped.is_copy(report) else Silence.NOTHING_NEW,
        covered=novelty.covered if novelty else None,
        threshold=novelty.threshold if novelty else None,
    )


def _speaker(reports: Iterable[Report]) -> Report:
    """Choose who speaks, of the most urgent reports: so that the evidence shown bears the tier."""
    present = latest(reports)
    urgent = min(map(rank, present))
    return min((one for one in present if rank(one) == urgent), key=worth)


def _one_for_each_text(reports: Sequence[Report], scoped: Scoped) -> tuple[Report, ...]:
    """Let one report stand for all that carry the same text; untold ones first, then by worth."""
    texts: dict[ArticleId, list[Report]] = {}
    for report in reports:
        texts.setdefault(scoped.text_of(report), []).append(report)
    chosen = [min(same, key=_worth_beside) for same in texts.values()]
    return tuple(sorted(chosen, key=lambda one: (one.told, one.article.seen_at, one.article.id)))


def _worth_beside(report: Report) -> tuple[int, bool, object]:
    """Of equal sources whose text it is: what carries it is no report of its own."""
    return (-report.priority, report.relation is Relation.COPY, worth(report))


def _importance(told: Told) -> tuple[int, int, object, int]:
    independent = len(outlets((told.best, *told.others)))
    return (told.tier.rank, -independent, told.first_seen, told.story)
