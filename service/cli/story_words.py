"""What stories are called in the terminal, and how their decisions read."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pydantic import JsonValue

from service.digests.wording import count, line
from service.model import Cause, Relation, StoryMerge, StoryMove
from service.store.timelines import Entry, Telling, Timeline


SAYS = {
    Relation.FIRST: "first",
    Relation.COPY: "copy",
    Relation.REPORT: "report",
    Relation.UPDATE: "update",
}
LIKENESS = "likeness"
MEASURES = {
    "equal text": "equal text",
    "jaccard": "text in both",
    "containment": "text of the shorter one in both",
    "jaccard-with-title": "text in both under titles that are alike",
    "figures": "figures in both",
    "lead": "the beginning of one in the other",
}
BECAUSE = {
    Cause.LIKENESS: "they had come to be alike",
    Cause.PINNED: "they are pinned together",
}


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def headline(entries: Sequence[Entry]) -> str:
    """Give the headline of the first report."""
    first = next((one for one in entries if one.relation is Relation.FIRST), entries[0])
    return line(first.title) or "(untitled)"


def outlets(entries: Iterable[Entry]) -> list[str]:
    return list(dict.fromkeys(line(one.outlet) for one in entries))


def sums(entries: Sequence[Entry]) -> str:
    """Say `3 outlets: 2 reports, 1 copy, 1 update`."""
    kinds = [one.relation for one in entries]
    copies, updates = kinds.count(Relation.COPY), kinds.count(Relation.UPDATE)
    parts = [count(len(kinds) - copies - updates, "report")]
    parts += [count(copies, "copy", "copies")] if copies else []
    parts += [count(updates, "update")] if updates else []
    return f"{count(len(outlets(entries)), 'outlet')}: {', '.join(parts)}"


def measured(measure: str, value: float, threshold: float) -> str:
    if measure in ("pinned", "equal text"):
        return measure
    return f"{MEASURES.get(measure, measure)} {value:.2f}, at least {threshold:.2f} was asked"


def said(entry: Entry, of: Entry | None) -> str:
    """Say in words what a report is to its story."""
    source = f" {line(of.outlet)}" if of else ""
    match entry.relation:
        case Relation.FIRST:
            return "was first" if entry.wire is None else f"was first, by {line(entry.wire)}"
        case Relation.COPY if of is not None and of.outlet == entry.outlet:
            return "has its text once more"
        case Relation.COPY:
            return f"carries{source or ' another'}"
        case Relation.UPDATE:
            return "brings its report up to date"
        case Relation.REPORT:
            return "reported it as a story of its own" if _opened(entry) else "reports it, too"


def _opened(entry: Entry) -> bool:
    """Tell whether it opened a story, which may have become one with another since."""
    return entry.relation is Relation.FIRST or (
        entry.relation is Relation.REPORT and entry.value < entry.threshold
    )


def decided(entry: Entry) -> str:
    """Say by what measure it was decided."""
    if entry.relation is Relation.COPY and entry.measure == LIKENESS:
        return "was first until its original came"
    if entry.relation is Relation.FIRST and entry.of is None and entry.measure in MEASURES:
        return "was placed anew since"
    if entry.nearest is None and _opened(entry):
        return "nothing was like it"
    text = measured(entry.measure, entry.value, entry.threshold)
    other = entry.nearest != entry.story and entry.nearest is not None
    return f"likest was s{entry.nearest}: {text}" if other else text


def merged(one: StoryMerge) -> str:
    why = BECAUSE.get(one.why, one.why)
    by = "" if one.why is Cause.PINNED else f": {measured(one.measure, one.value, one.threshold)}"
    return f"s{one.gone} became one with s{one.kept}, as {why}{by}"


def moved(one: StoryMove) -> str:
    if one.why is Cause.ORIGIN:
        text = "is the origin that others credit" if one.now is not Relation.COPY else "is a copy"
        return f"article {one.article} {text}: it was taken for a {SAYS[one.was]}"
    if one.left == one.joined:
        return f"article {one.article} stands first now"
    return f"article {one.article} went from s{one.left} to s{one.joined}, as it is pinned apart"


# --- as data -----------------------------------------------------------------------------------


def summary(found: Timeline) -> dict[str, JsonValue]:
    kinds = [one.relation for one in found.entries]
    return {
        "story": found.story,
        "headline": headline(found.entries),
        "outlets": list(outlets(found.entries)),
        "reports": sum(one in (Relation.FIRST, Relation.REPORT) for one in kinds),
        "copies": kinds.count(Relation.COPY),
        "updates": kinds.count(Relation.UPDATE),
        "first_seen": found.entries[0].seen_at.isoformat(),
        "last_seen": found.entries[-1].seen_at.isoformat(),
    }


def entry_data(one: Entry) -> dict[str, JsonValue]:
    return {
        "article": one.article,
        "story": one.story,
        "relation": one.relation,
        "of": one.of,
        "outlet": one.outlet,
        "wire": one.wire,
        "title": one.title,
        "url": one.url,
        "published": one.published.value if one.published else None,
        "seen_at": one.seen_at.isoformat(),
        "measure": one.measure,
        "value": one.value,
        "threshold": one.threshold,
        "nearest": one.nearest,
    }


def merge_data(one: StoryMerge) -> dict[str, JsonValue]:
    return {
        "kept": one.kept,
        "gone": one.gone,
        "why": one.why,
        "measure": one.measure,
        "value": one.value,
        "threshold": one.threshold,
        "at": one.at.isoformat(),
    }


def move_data(one: StoryMove) -> dict[str, JsonValue]:
    return {
        "article": one.article,
        "from": one.left,
        "to": one.joined,
        "was": one.was,
        "now": one.now,
        "why": one.why,
        "at": one.at.isoformat(),
    }


def happened(found: Timeline) -> Iterator[tuple[datetime, str]]:
    """Tell what happened to a story besides its reports."""
    yield from ((one.at, merged(one)) for one in found.merges)
    yield from ((one.at, moved(one)) for one in found.moves)
    for one in found.told:
        place = f", in {one.digest}" if one.digest else ""
        how = {
            "told": "told to",
            "merged": "counted, not told, for",
            "elsewhere": "not to be told again to",
        }
        yield one.at, f"{how[one.how]} {one.stream}: {_numbers(one)}{place}"


def _numbers(one: Telling) -> str:
    parts = [
        *([count(one.reports, "report")] if one.reports else []),
        *([count(one.copies, "copy", "copies")] if one.copies else []),
    ]
    return ", ".join(parts)
