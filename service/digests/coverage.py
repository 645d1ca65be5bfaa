"""The coverage statement: why a digest can be trusted, in short plain sentences."""

from collections.abc import Iterator, Sequence

from service.digests.wording import count, line, listed, moment, since
from service.model import Coverage, SourceNote


NAMED = 8
"""So many sources or rules are named; the rest is counted."""


def sentences(coverage: Coverage, zone: str) -> tuple[str, ...]:
    """Say what was looked at, what came of it, and what could not be seen; times in a zone."""
    return (
        *_span(coverage, zone),
        *_sources(coverage, zone),
        *_articles(coverage),
        *_left_out(coverage),
        *_undecided(coverage),
        *_elsewhere(coverage),
        *_rules_off(coverage),
    )


def _span(coverage: Coverage, zone: str) -> Iterator[str]:
    until = f"{moment(coverage.until, zone)} ({zone})"
    if coverage.since is None and coverage.began is not None:
        began = moment(coverage.began, zone)
        yield f"First message of this stream; it speaks of what came since {began}, up to {until}."
    elif coverage.since is None:
        yield f"First digest of this stream; it covers everything up to {until}."
    else:
        yield f"Covers {moment(coverage.since, zone)} to {until}."
    if coverage.slots_merged:
        yield f"Speaks for {count(coverage.slots_merged, 'missed slot')} as well."


def not_due(coverage: Coverage, zone: str) -> str | None:
    """Say that no source was to be looked at in this time; None if one was."""
    if coverage.sources_checked or coverage.failed or coverage.last_looked is None:
        return None
    looked = since(coverage.last_looked, zone, coverage.until)
    return f"No source was due in this time; last looked at {looked}."


def _sources(coverage: Coverage, zone: str) -> Iterator[str]:
    if coverage.sources_checked == 0:
        yield not_due(coverage, zone) or "No source was checked."
    elif not coverage.failed:
        yield f"{count(coverage.sources_checked, 'source')} checked, none failed."
    else:
        yield f"{count(coverage.sources_checked, 'source')} checked, {len(coverage.failed):,} failed."
    yield from _noted("Failed", coverage.failed)
    yield from _noted("Silent for unusually long", coverage.silent)
    yield from _noted("Changed in shape, items may have been misread", coverage.changed_shape)
    yield from _noted("Far busier than usual", coverage.over_active)
    yield from _noted("Served again as new, and held back", coverage.floods)
    yield from _noted("Moved, its address should be mended", coverage.moved)
    yield from _noted("Possible gap, items may have been missed", coverage.possible_gaps)
    yield from _noted(
        "Seen for the first time, what they held before is not told", coverage.baseline
    )


def _noted(what: str, notes: Sequence[SourceNote]) -> Iterator[str]:
    if notes:
        yield f"{what}: {listed([_note(one) for one in notes], NAMED)}."


def _note(note: SourceNote) -> str:
    name = line(note.title, 80) or line(note.source, 80)
    reason = line(note.note, 120).rstrip(".")
    return f"{name} ({reason})" if reason else name


def _articles(coverage: Coverage) -> Iterator[str]:
    seen = _seen(coverage)
    if coverage.articles_matched:
        yield f"{seen} seen, {coverage.articles_matched:,} matched."
    elif coverage.articles_seen:
        yield f"No hits: {seen} seen, none matched."
    else:
        yield "No hits: no new article was seen."


def _seen(coverage: Coverage) -> str:
    """Tell new articles from changed ones: `312 new and 4 changed articles`."""
    changed = coverage.articles_changed
    new = coverage.articles_seen - changed
    if not changed:
        return count(new, "new article")
    if not new:
        return count(changed, "changed article")
    return f"{new:,} new and {count(changed, 'changed article')}"


def _left_out(coverage: Coverage) -> Iterator[str]:
    if coverage.articles_merged:
        yield f"{_counted(coverage)} counted, not told again."
    if held := coverage.articles_held:
        yield f"{count(held, 'article')} held back."
    if unreadable := coverage.articles_unreadable:
        yield f"{count(unreadable, 'document')} could not be read{_where(coverage)}."
    if missing := coverage.pages_missing:
        without = "its entry was read without it" if missing == 1 else "entries were read without"
        where = listed([_note(one) for one in coverage.missing], NAMED)
        yield f"{count(missing, 'page')} could not be had or read, {without}: {where}."
    if cut := coverage.articles_cut:
        yield f"{count(cut, 'entry', 'entries')} left unread because a limit was reached."


def _counted(coverage: Coverage) -> str:
    repeating = coverage.articles_repeating
    copies = coverage.articles_merged - repeating
    parts = [
        *([count(copies, "copy", "copies")] if copies else []),
        *([f"{count(repeating, 'report')} without anything new"] if repeating else []),
    ]
    return " and ".join(parts)


def _where(coverage: Coverage) -> str:
    """Name some documents beside their sources: ` (Inbox: empty.txt, pic.txt)`."""
    by_source: dict[str, list[str]] = {}
    for one in coverage.unreadable:
        by_source.setdefault(line(one.title, 60), []).append(line(one.note, 60))
    if not by_source:
        return ""
    places = [f"{title}: {', '.join(names)}" for title, names in by_source.items()]
    more = coverage.articles_unreadable - len(coverage.unreadable)
    return f" ({'; '.join([*places, *([f'and {more:,} more'] if more > 0 else [])])})"


def _undecided(coverage: Coverage) -> Iterator[str]:
    if rules := [line(f"{watchlist}/{rule}", 80) for watchlist, rule in coverage.rules_undecided]:
        articles = count(coverage.articles_undecided, "article")
        yield (
            f"{count(len(rules), 'rule')} could not be decided for {articles}, which may be missing "
            f"here: {listed(rules, NAMED)}."
        )


def _elsewhere(coverage: Coverage) -> Iterator[str]:
    if not coverage.told_instantly:
        return
    name = f" by “{line(coverage.sibling, 80)}”" if coverage.sibling else ""
    told = count(coverage.told_instantly, "story", "stories")
    yield f"{told} told in between{name}."


def _rules_off(coverage: Coverage) -> Iterator[str]:
    off = [line(one, 200).rstrip(".") for one in coverage.rules_off]
    for one in off[:NAMED]:
        yield f"{one}."
    if len(off) > NAMED:
        yield f"{len(off) - NAMED:,} more rules or watchlists have mistakes."
