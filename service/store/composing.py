"""What a digest is made of, gathered in one snapshot; and its commit in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from service.crash import crashpoint
from service.errors import StoreError
from service.model import (
    ArticleId,
    Coverage,
    Joined,
    Mention,
    Rendered,
    Report,
    Slot,
    StoryId,
    StoryItem,
    Stream,
    StreamId,
)
from service.store import articles, deliveries, digests, joined, matches, slots, stories, streams
from service.store.coverage import BEGINNING, coverage
from service.store.deliveries import Outgoing
from service.store.digests import Pending, ToldRow
from service.store.rows import chunks, grouped
from service.store.schema import article


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Stories with something untold, and the figures around them."""

    pending: tuple[Pending, ...]
    items: tuple[StoryItem, ...]
    """Every story that has something untold, with all its members."""
    elsewhere: tuple[ToldRow, ...]
    """Untold here, and told by a sibling stream."""
    mentions: tuple[Mention, ...]
    coverage: Coverage
    joined: tuple[Joined, ...] = ()
    """Told here as several stories, and one now."""
    merges: tuple[int, ...] = ()
    """The steps that `joined` mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A digest to commit: what it tells, and to whom."""

    slot: Slot
    fence: int
    now: datetime
    rendered: Rendered | None
    """None: the slot passes in silence."""
    told: tuple[ToldRow, ...] = ()
    also_tells: tuple[StreamId, ...] = ()
    """Instant streams whose queue this leaves: all their readers are told."""
    outgoing: tuple[Outgoing, ...] = ()
    merges: tuple[int, ...] = ()
    """Steps of the lane that are mentioned by it."""
    follow: bool = False
    """Stories are left that it had no room for: another slot, due at once, is to tell them."""


def gather(
    connection: Connection,
    stream: Stream,
    siblings: Sequence[StreamId],
    since: datetime | None,
    now: datetime,
) -> Gathered:
    """Read what `stream` has not been told, and the figures since its last digest."""
    pending = digests.pending(connection, stream.id)
    story_ids = list(dict.fromkeys(item.story for item in pending))
    here = digests.told_of_stories(connection, [stream.id], story_ids)
    there = digests.told_by(connection, siblings, story_ids)
    # What a sibling told counts before what was only counted here.
    known = {(row.article, row.version): row for row in sorted((*there, *here), key=_is_spoken)}
    left = tuple(item for item in pending if (item.article, item.version) not in known)
    elsewhere = tuple(
        ToldRow(article=item.article, version=item.version, story=item.story, how="elsewhere")
        for item in pending
        if (item.article, item.version) in known
    )
    open_stories = list(dict.fromkeys(item.story for item in left))
    mentioned = [row for row in elsewhere if row.story not in open_stories]
    merges, merged = joined.waiting(connection, stream.id)
    return Gathered(
        pending=left,
        items=_items(connection, stream, open_stories, known, pending),
        elsewhere=elsewhere,
        mentions=_mentions(connection, mentioned),
        coverage=_coverage(connection, stream, since, now),
        joined=merged,
        merges=merges,
    )


def _is_spoken(row: ToldRow) -> bool:
    return row.how != "merged"


def _coverage(
    connection: Connection, stream: Stream, since: datetime | None, now: datetime
) -> Coverage:
    began = streams.began(connection, stream.id) if since is None else None
    # What came in the very moment in which it began is told, too.
    start = since or (began - timedelta(microseconds=1) if began else BEGINNING)
    found = coverage(connection, stream.watchlists, start, now)
    return replace(found, since=since, began=began)


def _items(
    connection: Connection,
    stream: Stream,
    story_ids: Sequence[StoryId],
    told: Mapping[tuple[ArticleId, int], ToldRow],
    pending: Sequence[Pending],
) -> tuple[StoryItem, ...]:
    """Gather whole stories; what neither waits nor was told is not to be told: a baseline, a flood."""
    waiting = {(item.article, item.version) for item in pending}
    members = stories.members(connection, story_ids)
    found = matches.of_articles(
        connection, [member.article for member in members], stream.watchlists
    )
    keys = [(item.article, item.version) for items in found.values() for item in items]
    texts = articles.versions(connection, list(dict.fromkeys(keys)))
    newest = _newest(connection, list(found))
    reports: dict[StoryId, list[Report]] = {story_id: [] for story_id in story_ids}
    for member in members:
        by_version = grouped(found.get(member.article, ()), "version")
        for version in sorted(by_version):
            row = told.get((member.article, version))
            is_held = row is None and (member.article, version) not in waiting
            reports[member.story].append(
                Report(
                    article=texts[member.article, version],
                    relation=member.relation,
                    of=member.of,
                    matches=tuple(by_version[version]),
                    source_title="",
                    told=row is not None or is_held,
                    counted=is_held or (row is not None and row.how == "merged"),
                    told_at=row.at if row else None,
                    superseded=version < newest[member.article],
                )
            )
    was = stories.merged_into(connection, story_ids)
    return tuple(
        StoryItem(story=story_id, reports=tuple(items), was=was.get(story_id, ()))
        for story_id, items in reports.items()
    )


def _newest(connection: Connection, wanted: Sequence[ArticleId]) -> dict[ArticleId, int]:
    """Give the version that each article has now, matched or not."""
    found: dict[ArticleId, int] = {}
    for part in chunks(wanted):
        rows = connection.execute(
            select(article.c.id, article.c.version).where(article.c.id.in_(part))
        )
        found.update({ArticleId(row.id): row.version for row in rows})
    return found


def _mentions(connection: Connection, rows: Sequence[ToldRow]) -> tuple[Mention, ...]:
    """Name each story by the first of its reports that was told there."""
    first: dict[StoryId, ToldRow] = {}
    for row in rows:
        first.setdefault(row.story, row)
    texts = articles.versions(connection, [(row.article, row.version) for row in first.values()])
    reports = ((row, texts[row.article, row.version]) for row in first.values())
    return tuple(Mention(story=row.story, headline=one.title, url=one.url) for row, one in reports)


def commit(connection: Connection, composed: Composed) -> None:
    """Commit a digest with its membership and its deliveries, or nothing at all.

    Raises `StoreError` if the lease was lost.
    """
    slot, rendered = composed.slot, composed.rendered
    digest_id = None if rendered is None else rendered.digest
    if not slots.close(connection, slot.id, composed.fence, digest_id):
        raise StoreError(f"slot {slot.id}: the lease was lost, another compose does this work")
    if rendered is not None:
        digests.add(connection, rendered, slot.id)
    digests.record_told(connection, slot.stream, digest_id, composed.told, composed.now)
    here = [row for row in composed.told if row.how != "elsewhere"]
    for stream_id in composed.also_tells:
        digests.relieve(connection, stream_id, digest_id, here, composed.now)
    if rendered is not None:
        joined.mentioned(connection, slot.stream, composed.merges)
        crashpoint("compose.members_written")
        deliveries.add(connection, rendered.digest, composed.outgoing, composed.now)
    if composed.follow:
        slots.add_follow_up(connection, slot, composed.now)
    crashpoint("compose.before_commit")
