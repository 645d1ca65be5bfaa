"""Short ways to rows: what most tests of the store begin with."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, event, func, select

from service.model import (
    Article,
    ArticleId,
    ChannelName,
    DeliveryId,
    DigestId,
    Evidence,
    Field,
    Match,
    Placement,
    Relation,
    Rendered,
    RuleSetNumber,
    Signature,
    Slot,
    SlotId,
    Source,
    SourceId,
    StoryId,
    Stream,
    StreamId,
    StreamKind,
    Tier,
    Validators,
)
from service.store import articles, composing, ingest, matches, slots, sources, stories, streams
from service.store.articles import Arrival
from service.store.composing import Composed
from service.store.deliveries import Outgoing
from service.store.digests import ToldRow
from service.store.schema import metadata
from service.store.sources import PollRecord, SourceState


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LEASE = timedelta(minutes=15)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


# --- sources and articles ----------------------------------------------------------------------


def source(name: str = "wire", **more: Any) -> Source:
    facts: dict[str, Any] = {"kind": "feed", "title": name.title(), "options": {"url": name}}
    return Source(id=SourceId(name), **(facts | more))


def add_sources(connection: Connection, *names: str) -> None:
    sources.sync(connection, [source(name) for name in names], NOW, {})


def claimed(connection: Connection, name: str = "wire", at: datetime = NOW) -> SourceState:
    state = sources.claim(connection, SourceId(name), "me", at, LEASE)
    assert state is not None
    return state


def article(text: str = "Arms went east.", **more: Any) -> Article:
    facts: dict[str, Any] = {
        "id": ArticleId(0),
        "source": SourceId("wire"),
        "url": "https://wire.example/1",
        "title": "A title",
        "content_hash": f"content of {text}",
        "seen_at": NOW,
    }
    return Article(text=text, **(facts | more))


def arrival(keys: Iterable[str] = (), *, baseline: bool = False, **more: Any) -> Arrival:
    made = article(**more)
    return Arrival(
        article=made,
        keys=tuple(keys),
        publisher="wire.example",
        text_hash=f"hash of {made.text}",
        page=None,
        baseline=baseline,
    )


def match(rule: str = "arms", **more: Any) -> Match:
    found = Evidence(
        field=Field.TEXT, start=0, end=4, quote="Arms", clause="arms", sentence=(0, 15)
    )
    facts: dict[str, Any] = {
        "article": ArticleId(0),
        "version": 1,
        "watchlist": "korea",
        "title": "Arms",
        "tier": Tier.NORMAL,
        "evidence": (found,),
    }
    return Match(rule=rule, **(facts | more))


def rule_set(connection: Connection) -> RuleSetNumber:
    return matches.publish_rule_set(connection, "a digest", [], NOW)


def polled(*arrivals: tuple[Arrival, tuple[Match, ...]], **more: Any) -> dict[str, Any]:
    """Give what an `Ingest` needs besides its state and rule set."""
    record = PollRecord(started_at=NOW, finished_at=NOW, outcome="new", new=len(arrivals))
    facts: dict[str, Any] = {
        "record": record,
        "validators": Validators(etag='"1"'),
        "next_due": NOW + DAY,
        "arrivals": arrivals,
    }
    return facts | more


def take_in(connection: Connection, name: str, *found: Any, **more: Any) -> None:
    """Poll a source that brings these (arrival, matches)."""
    sources.wake(connection, [SourceId(name)], NOW)
    batch = ingest.Ingest(
        state=claimed(connection, name), rule_set=rule_set(connection), **polled(*found, **more)
    )
    ingest.commit(connection, batch)


def bring(
    connection: Connection, name: str = "wire", *found: Match, grouped: bool = True, **more: Any
) -> ArticleId:
    """Bring one article with these matches (one, if none is named); it opens a story."""
    took = found or (match(),)
    key = f"key {more.get('text', '')}"
    take_in(connection, name, (arrival([key], source=SourceId(name), **more), took))
    article_id = articles.known_by_keys(connection, SourceId(name), [key])[key].article
    if grouped:
        place(connection, article_id)
    return article_id


def bring_version(
    connection: Connection, article_id: ArticleId, version: int, *found: Match, **more: Any
) -> None:
    made = arrival(id=article_id, version=version, text=f"Version {version}.", **more)
    take_in(connection, "wire", (made, found or (match(version=version),)))


# --- stories -----------------------------------------------------------------------------------


def place(
    connection: Connection,
    article_id: ArticleId,
    story: StoryId | None = None,
    relation: Relation = Relation.FIRST,
    of: ArticleId | None = None,
    **more: Any,
) -> StoryId:
    placement = Placement(
        article=article_id,
        story=story,
        relation=relation,
        of=of,
        measure="equal text",
        value=1.0,
        threshold=1.0,
    )
    facts: dict[str, Any] = {"publisher": "wire.example", "text_hash": "t", "seen_at": NOW, **more}
    signature = Signature(article=article_id, story=StoryId(0), **facts)
    return stories.add_member(connection, placement, signature, NOW)


# --- digests -----------------------------------------------------------------------------------


def stream(name: str = "desk", **more: Any) -> Stream:
    facts: dict[str, Any] = {
        "title": name.title(),
        "kind": StreamKind.DIGEST,
        "watchlists": ("korea",),
        "to": (ChannelName("mail"),),
        "schedule": ("daily 08:00",),
    }
    return Stream(id=StreamId(name), **(facts | more))


def add_streams(connection: Connection, *wanted: Stream, at: datetime = NOW) -> None:
    streams.sync(connection, wanted, at)


def add_slot(
    connection: Connection, name: str = "desk", at: datetime = NOW, called: str = "08:00"
) -> None:
    slots.add(connection, StreamId(name), [(at.date(), called, at)])


def claimed_slot(
    connection: Connection, name: str = "desk", at: datetime = NOW
) -> tuple[Slot, int]:
    """Open a slot that is due, and take it."""
    add_slot(connection, name, at, f"at {at.isoformat()}")
    slot_id = max(slots.due_of(connection, StreamId(name), at))
    taken = slots.claim(connection, slot_id, "me", at, LEASE)
    assert taken is not None
    return taken


def rendered(slot: Slot, at: datetime = NOW) -> Rendered:
    return Rendered(
        digest=DigestId(f"digest of {slot.id}"),
        stream=slot.stream,
        title="Desk",
        subject="Subject",
        text="Text",
        html="<p>Text</p>",
        data="{}",
        stories=1,
        composed_at=at,
    )


def outgoing(
    digest: str, *recipients: str, channel: str = "mail", **more: Any
) -> tuple[Outgoing, ...]:
    return tuple(
        Outgoing(
            id=DeliveryId(f"{digest} to {recipient}"),
            channel=ChannelName(channel),
            recipient=recipient,
            body=f"for {recipient}".encode(),
            **more,
        )
        for recipient in recipients
    )


def told(*keys: tuple[int, int], story: int = 1, how: str = "told") -> tuple[ToldRow, ...]:
    return tuple(
        ToldRow(article=ArticleId(one), version=version, story=StoryId(story), how=how)
        for one, version in keys
    )


def tell(
    connection: Connection,
    rows: Iterable[ToldRow] = (),
    name: str = "desk",
    at: datetime = NOW,
    **more: Any,
) -> DigestId:
    """Compose a digest of `name` that tells these rows."""
    slot, fence = claimed_slot(connection, name, at)
    made = rendered(slot, at)
    composed = Composed(slot=slot, fence=fence, now=at, rendered=made, told=tuple(rows), **more)
    composing.commit(connection, composed)
    return made.digest


def slot_ids(connection: Connection, name: str, at: datetime) -> tuple[SlotId, ...]:
    return slots.due_of(connection, StreamId(name), at)


# --- all of them -------------------------------------------------------------------------------


def contents(engine: Engine) -> dict[str, int]:
    """Count the rows of every table."""
    with engine.begin() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def leaves_nothing(
    engine: Engine, step: int, commit: Callable[[Connection, Any], object], what: Any
) -> None:
    """Let a commit break at a statement, counted from 1: all is as before, or it was over."""
    before = contents(engine)
    left = step

    def break_at_last(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError("no space left")

    event.listen(engine, "before_cursor_execute", break_at_last)
    try:
        with engine.begin() as connection:
            commit(connection, what)
        assert left > 0  # it was over before
    except OSError:
        assert contents(engine) == before
    finally:
        event.remove(engine, "before_cursor_execute", break_at_last)


def hear(connection: Connection) -> None:
    """Let nothing wait any more: what waits to be told or grouped is never past its time."""
    for name in ("untold", "ungrouped"):
        connection.execute(metadata.tables[name].delete())
