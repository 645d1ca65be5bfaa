"""tell: what each untold report says beyond what its readers were told of its story."""

from collections.abc import Sequence
from dataclasses import replace

from service.articles.standing import note_of
from service.digests.build import unread, unseen
from service.model import Article, Evidence, Field, Report, StoryItem, Stream
from service.stories.novelty import Known
from service.stories.statements import is_too_long


MOST_TOLD = 200
"""Reports of one story that are compared with, the newest: what an older one alone said is told again."""


def compared(items: Sequence[StoryItem], stream: Stream) -> tuple[StoryItem, ...]:
    """Judge what is untold in stories that were told before; the others are all new."""
    return tuple(_compared(item, stream) for item in items)


def _compared(item: StoryItem, stream: Stream) -> StoryItem:
    waiting = unread(item, stream)
    if not waiting:
        return item
    seen = [one.article for one in _seen(item)]
    known = Known(seen)
    judged: dict[tuple[int, int], Report] = {}
    for report in waiting:
        if is_too_long(report.article):
            continue  # what is left out could be news: it is told as not compared
        sought = [_stretch(one) for one in unseen(report, item, stream)]
        novelty = known.news(report.article, [*sought, *_note(report.article, seen)])
        known.add(report.article)  # what two reports add is new once
        seen.append(report.article)
        judged[report.article.id, report.article.version] = replace(report, novelty=novelty)
    return replace(item, reports=tuple(_with_novelty(one, judged) for one in item.reports))


def _seen(item: StoryItem) -> list[Report]:
    """Give what readers have seen; a report that was counted only they have not."""
    return [one for one in item.reports if one.told and not one.counted][-MOST_TOLD:]


def _with_novelty(report: Report, judged: dict[tuple[int, int], Report]) -> Report:
    found = judged.get((report.article.id, report.article.version))
    return replace(report, novelty=found.novelty) if found else report


def _note(article: Article, seen: Sequence[Article]) -> list[tuple[Field, int, int]]:
    """Find what a report says was wrong: told once, in whatever known words it says it."""
    place = note_of(article.text) if article.standing else None
    if place is None or any(article.text[slice(*place)] in one.text for one in seen):
        return []
    return [(Field.TEXT, *place)]


def _stretch(evidence: Evidence) -> tuple[Field, int, int]:
    return (evidence.field, evidence.start, evidence.end)
