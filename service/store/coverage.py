"""What was looked at for a digest: the figures of its coverage statement."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    distinct,
    func,
    select,
)

from service.model import Coverage, RuleName, SourceId, SourceNote, Trouble
from service.store import fares, missing, sources
from service.store.schema import article_version, document, match, poll, undecided
from service.store.sources import SourceState


BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
NAMED = 3
"""So many documents that could not be read are named."""
_TELLABLE = article_version.c.baseline.is_(False)


def coverage(
    connection: Connection, watchlists: Sequence[str], start: datetime, until: datetime
) -> Coverage:
    """Gather the figures for (start, until]; what only the composer knows is left at zero."""
    polls = _polls(connection, start, until)
    seen, changed = _seen(connection, start, until)
    lacking = missing.by_source(connection, start, until)
    states = sources.active(connection)
    open_questions = and_(
        undecided.c.watchlist.in_(watchlists), _within(undecided.c.noticed_at, start, until)
    )
    return Coverage(
        since=start,
        until=until,
        sources_checked=sum(
            1 for one in states if one.last_success_at and one.last_success_at > start
        ),
        last_looked=_last_looked(states, until),
        failed=tuple(_note(one, _failure(one)) for one in states if one.failures),
        silent=_ailing(states, Trouble.SILENT),
        changed_shape=_ailing(states, Trouble.CHANGED_SHAPE),
        over_active=_ailing(states, Trouble.OVER_ACTIVE),
        floods=_ailing(states, Trouble.FLOOD),
        moved=_ailing(states, Trouble.MOVED),
        possible_gaps=tuple(
            _note(
                one, "no entry of the last poll was left in the feed: some may have come and gone"
            )
            for one in states
            if polls.get(one.id) and polls[one.id].gaps
        ),
        baseline=tuple(
            _note(one, _earlier(polls[one.id].first))
            for one in states
            if polls.get(one.id) and polls[one.id].baselines
        ),
        articles_seen=seen,
        articles_changed=changed,
        articles_matched=_count(
            connection,
            select(func.count(distinct(match.c.article_id))).join(
                article_version,
                (article_version.c.article_id == match.c.article_id)
                & (article_version.c.version == match.c.version),
            ),
            and_(
                _TELLABLE,
                match.c.watchlist.in_(watchlists),
                _within(match.c.matched_at, start, until),
            ),
        ),
        articles_held=_sum(polls.values(), "held"),
        articles_unreadable=_sum(polls.values(), "unreadable"),
        unreadable=tuple(
            note
            for one in states
            if one.id in polls and polls[one.id].unreadable
            for note in _unreadable(connection, one, start, until)
        )[:NAMED],
        pages_missing=sum(number for number, _ in lacking.values()),
        missing=tuple(
            _note(one, f"{lacking[one.id][0]:,}: {lacking[one.id][1]}")
            for one in states
            if one.id in lacking
        ),
        articles_cut=_sum(polls.values(), "cut"),
        articles_undecided=_count(
            connection, select(func.count(distinct(undecided.c.article_id))), open_questions
        ),
        rules_undecided=_rules(connection, open_questions),
    )


def _seen(connection: Connection, start: datetime, until: datetime) -> tuple[int, int]:
    """Count the articles that came or changed, and of them those that were known before."""
    row = connection.execute(
        select(
            func.count(distinct(article_version.c.article_id)).label("seen"),
            func.count().filter(article_version.c.version == 1).label("new"),
        ).where(_TELLABLE, _within(article_version.c.seen_at, start, until))
    ).one()
    return row.seen, row.seen - row.new


def _rules(connection: Connection, condition: ColumnElement[bool]) -> tuple[RuleName, ...]:
    names = (undecided.c.watchlist, undecided.c.rule)
    rows = connection.execute(select(*names).where(condition).distinct().order_by(*names))
    return tuple((row.watchlist, row.rule) for row in rows)


def _polls(connection: Connection, start: datetime, until: datetime) -> dict[SourceId, Row[Any]]:
    rows = connection.execute(
        select(
            poll.c.source_id,
            # What a first sight held is said beside its source, and not once more.
            func.coalesce(func.sum(poll.c.held).filter(~poll.c.baseline), 0).label("held"),
            func.coalesce(func.sum(poll.c.held).filter(poll.c.baseline), 0).label("first"),
            func.sum(poll.c.unreadable).label("unreadable"),
            func.sum(poll.c.cut).label("cut"),
            func.count().filter(poll.c.possible_gap).label("gaps"),
            func.count().filter(poll.c.baseline).label("baselines"),
        )
        .where(_within(poll.c.finished_at, start, until))
        .group_by(poll.c.source_id)
    )
    return {SourceId(row.source_id): row for row in rows}


def _last_looked(states: Sequence[SourceState], until: datetime) -> datetime | None:
    """Give the last look of all; None where a source is due, so that somebody should have looked."""
    looks = [one.last_success_at for one in states if one.last_success_at]
    due = any(one.next_due <= until for one in states)
    return None if due else max(looks, default=None)


def _unreadable(
    connection: Connection, state: SourceState, start: datetime, until: datetime
) -> tuple[SourceNote, ...]:
    """Name some of a source's documents that were kept aside."""
    names = connection.scalars(
        select(document.c.name)
        .where(
            document.c.source_id == state.id,
            document.c.aside.is_(True),
            _within(document.c.seen_at, start, until),
        )
        .order_by(document.c.seen_at, document.c.name)
        .limit(NAMED)
    )
    return tuple(_note(state, name) for name in names)


def _within(column: Any, start: datetime, until: datetime) -> ColumnElement[bool]:
    return and_(column > start, column <= until)


def _count(connection: Connection, query: Select[Any], condition: ColumnElement[bool]) -> int:
    found: int = connection.execute(query.where(condition)).scalar_one()
    return found


def _sum(rows: Iterable[Row[Any]], name: str) -> int:
    return sum(getattr(row, name) for row in rows)


def _ailing(states: Sequence[SourceState], trouble: Trouble) -> tuple[SourceNote, ...]:
    """Name the sources with a trouble; one that fails now says so, and nothing else."""
    found = ((one, fares.ailment(one, trouble)) for one in states if not one.failures)
    return tuple(_note(one, ailment.detail) for one, ailment in found if ailment)


def _note(state: SourceState, note: str) -> SourceNote:
    return SourceNote(source=state.id, title=state.title, note=note)


def _earlier(held: int) -> str:
    return f"{held:,} earlier article{'' if held == 1 else 's'}"


def _failure(state: SourceState) -> str:
    times = "1 attempt" if state.failures == 1 else f"{state.failures} attempts in a row"
    return f"{state.error_detail} ({times})"
