"""Which matches of a new version are news (DESIGN, section 7.1)."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from service.model import Field, Match


Spans = Sequence[tuple[int, int]]


def renewed(
    matches: Iterable[Match],
    earlier: Collection[tuple[str, str]],
    inserted: Mapping[Field, Spans],
) -> tuple[Match, ...]:
    """Keep the matches whose rule held for no earlier version, or whose evidence is new words.

    `earlier` holds (watchlist, rule); `inserted` the stretches of each field that the version
    before lacks.
    """
    return tuple(
        item
        for item in matches
        if (item.watchlist, item.rule) not in earlier
        or any(_touches(inserted.get(one.field, ()), one.start, one.end) for one in item.evidence)
    )


def _touches(spans: Spans, start: int, end: int) -> bool:
    return any(start < span_end and span_start < end for span_start, span_end in spans)
