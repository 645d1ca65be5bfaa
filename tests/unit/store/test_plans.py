"""No query that runs often reads a whole table: a year of news must not slow today's down."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from service.model import ArticleId, ChannelName, SourceId, StoryId, StreamId, StreamKind
from service.store import (
    articles,
    composing,
    coverage,
    deliveries,
    digests,
    lane,
    matches,
    slots,
    sources,
    stories,
    upkeep,
)
from service.store.upkeep import Keep
from tests.unit.store.lanes import merged, moved, sign
from tests.unit.store.rows import (
    LEASE,
    MINUTE,
    NOW,
    add_slot,
    add_sources,
    add_streams,
    arrival,
    bring,
    claimed,
    claimed_slot,
    match,
    outgoing,
    place,
    rule_set,
    stream,
    take_in,
    tell,
    told,
)


DESK, WIRE = StreamId("desk"), SourceId("wire")
SMALL = {
    "source",
    "stream",
    "stream_scope",
    "channel",
    "untold",  # only what waits
    "ungrouped",
    "tally",
    "rule_set",  # asked for its newest row
}
"""Tables that do not grow with time, and may be read whole."""
KEEP = Keep(articles=MINUTE, pages=MINUTE, seen=MINUTE, dead_letters=MINUTE)

Work = Callable[[Connection], object]

OFTEN: dict[str, Work] = {
    "due sources": lambda c: sources.due(c, NOW, 10),
    "claim a source": claimed,
    "known documents": lambda c: sources.known_documents(c, WIRE, ["a", "b"]),
    "remember documents": lambda c: sources.remember_documents(c, WIRE, [("a", "1")], NOW),
    "known keys": lambda c: articles.known_by_keys(c, WIRE, ["a", "b"]),
    "known pages": lambda c: articles.known_pages(c, WIRE, [("u", "h"), ("v", "h")]),
    "touch": lambda c: articles.touch(c, WIRE, ["a", "b"], NOW + timedelta(days=2)),
    "learn keys": lambda c: articles.learn_keys(c, WIRE, [(ArticleId(1), ["x"])], NOW),
    "latest": lambda c: articles.latest(c, ArticleId(1)),
    "versions": lambda c: articles.versions(c, [(ArticleId(1), 1), (ArticleId(2), 1)]),
    "earlier rules": lambda c: matches.earlier_rules(c, ArticleId(1)),
    "quotes": lambda c: matches.quotes(c, [ArticleId(1), ArticleId(2)]),
    "matches": lambda c: matches.of_articles(c, [ArticleId(1), ArticleId(2)], ["korea"]),
    "take in": lambda c: take_in(c, "wire", (arrival(["n"], text="New."), (match(),))),
    "wait for a story": lambda c: stories.await_grouping(c, [ArticleId(1), ArticleId(2)]),
    "what waits for a story": lambda c: stories.waiting(c, 10),
    "holders": lambda c: stories.holders(c, "t", "p", NOW),
    "members": lambda c: stories.members(c, [StoryId(1), StoryId(2)]),
    "place": lambda c: place(c, bring(c, text="Newer.", grouped=False), StoryId(1)),
    "last step": lane.last_step,
    "steps": lambda c: lane.steps(c, 1, 10),
    "newest seen": lane.newest_seen,
    "first step": lambda c: lane.first_step_since(c, 1.0),
    "sign": lambda c: sign(c, 9, bring(c, text="Signed.")),
    "merge": lambda c: lane.merge(c, 10, merged(StoryId(1), StoryId(2))),
    "move": lambda c: lane.move(c, 11, moved(ArticleId(2), StoryId(2), StoryId(1)), None),
    "follow an origin": lambda c: lane.follow_origin(c, ArticleId(1), ArticleId(2)),
    "slots from": lambda c: slots.begin_after(c, DESK, NOW),
    "open slot": lambda c: slots.has_open(c, DESK),
    "add a slot": lambda c: add_slot(c, at=NOW + LEASE),
    "bring forward": lambda c: slots.bring_forward(c, DESK, NOW),
    "due slots": lambda c: slots.due(c, NOW, 10),
    "due slots of a stream": lambda c: slots.due_of(c, DESK, NOW),
    "claim a slot": lambda c: claimed_slot(c, at=NOW + MINUTE),
    "pending": lambda c: digests.pending(c, DESK),
    "has pending": lambda c: digests.has_pending(c, DESK),
    "told of stories": lambda c: digests.told_of_stories(c, [DESK], [StoryId(1), StoryId(2)]),
    "last spoke": lambda c: digests.last_spoke(c, DESK),
    "coverage": lambda c: coverage.coverage(c, ["korea"], NOW, NOW),
    "gather": lambda c: composing.gather(c, stream(), [StreamId("flash")], NOW, NOW),
    "tell": lambda c: tell(c, told((1, 1), (2, 1)), outgoing=outgoing("z", "ann"), at=NOW + LEASE),
    "due deliveries": lambda c: deliveries.due(c, NOW, 10),
    "claim a delivery": lambda c: deliveries.claim(c, outgoing("d", "a")[0].id, "me", NOW, LEASE),
    "interrupted": lambda c: deliveries.interrupted(c, NOW),
    "rest": lambda c: deliveries.rest_channel(c, ChannelName("mail"), NOW, "", NOW),
    "open deliveries": deliveries.count_open,
    "next delivery": deliveries.next_due,
    "publish rules": rule_set,
}


@pytest.fixture(params=sorted(OFTEN))
def work(request: pytest.FixtureRequest) -> Work:
    return OFTEN[request.param]


@pytest.fixture
def filled(connection: Connection) -> Connection:
    """A little of everything, so that no query ends before its time."""
    add_sources(connection, "wire", "post")
    add_streams(connection, stream(), stream("flash", kind=StreamKind.INSTANT))
    first = bring(connection, text="One.")
    bring(connection, text="Two.")
    tell(connection, told((first, 1)), outgoing=outgoing("d", "a"))
    tell(connection, told((first, 1)), name="flash")
    deliveries.rest_channel(connection, ChannelName("mail"), NOW, "", NOW)
    sources.wake(connection, [WIRE], NOW)
    return connection


def whole_tables(connection: Connection, work: Work) -> list[tuple[str, str]]:
    """Run `work`; give what it reads whole, with the statement."""
    seen: list[tuple[str, Any]] = []

    def note(*args: Any) -> None:
        statement, parameters, many = args[2], args[3], args[5]
        seen.append((statement, parameters[0] if many else parameters))

    event.listen(connection, "before_cursor_execute", note)
    work(connection)
    event.remove(connection, "before_cursor_execute", note)
    cursor = connection.connection.cursor()
    found = []
    for statement, parameters in seen:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        found += [(str(row[3]), statement) for row in cursor.fetchall()]
    return [(step, statement) for step, statement in found if _reads_whole(step)]


def _reads_whole(step: str) -> bool:
    parts = step.split()
    return (
        parts[0] == "SCAN"
        and parts[1].lower() not in SMALL | {"constant", "counted"}  # what was counted is short
        and (not parts[1].isdigit())
    )


def test_what_runs_often_reads_no_table_whole(filled, work):
    """Every statement of it finds its rows through an index."""
    if filled.dialect.name != "sqlite":
        pytest.skip("plans are read as SQLite writes them")
    assert whole_tables(filled, work) == []


def test_upkeep_reads_no_table_whole_for_each_row(filled):
    """It reads each index once for a batch; a scan within a scan would never end."""
    if filled.dialect.name != "sqlite":
        pytest.skip("plans are read as SQLite writes them")
    found = whole_tables(filled, lambda c: upkeep.prune(c, KEEP, NOW + LEASE))
    assert [step for step, _ in found if "SUBQUERY" in step] == []
