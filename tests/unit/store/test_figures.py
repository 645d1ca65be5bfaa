"""Totals that never fall, and how things stand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

from service.model import DeliveryId, DeliveryState, Outcome, OutcomeKind
from service.store import deliveries, figures, migrate, sources, upkeep
from service.store.deliveries import Attempt
from service.store.sources import PollRecord
from service.store.upkeep import Keep
from tests.unit.store.rows import (
    DAY,
    LEASE,
    NOW,
    add_sources,
    add_streams,
    bring,
    claimed,
    hear,
    match,
    outgoing,
    stream,
    tell,
)


YEARS = Keep(articles=DAY, pages=DAY, seen=90 * DAY, dead_letters=DAY)


@dataclass(frozen=True, slots=True)
class Settled:
    state: DeliveryState
    due_at: datetime | None = None
    detail: str = ""


def attempt(connection: Connection, name: str, kind: OutcomeKind, state: DeliveryState) -> None:
    """Try a delivery that is due, and let this come of it."""
    leased = deliveries.claim(connection, DeliveryId(name), "me", NOW, LEASE)
    assert leased is not None
    tried = Attempt(started_at=NOW, finished_at=NOW, outcome=Outcome(kind=kind))
    due = NOW if state is DeliveryState.RETRY else None
    assert deliveries.settle(connection, leased, tried, Settled(state, due))


def a_day(connection: Connection) -> None:
    """Bring three matches, tell them in one digest, and deliver it."""
    add_sources(connection, "wire")
    add_streams(connection, stream(), at=NOW - DAY)
    bring(connection, "wire", match("arms"), match("visit"), text="One.")
    bring(connection, "wire", match("arms"), text="Two.")
    tell(connection, outgoing=outgoing("d", "ann", "ben"))
    attempt(connection, "d to ann", OutcomeKind.RETRY, DeliveryState.RETRY)
    attempt(connection, "d to ann", OutcomeKind.SENT, DeliveryState.SENT)
    attempt(connection, "d to ben", OutcomeKind.REFUSED, DeliveryState.DEAD)


def test_figures_of_a_day(connection):
    """What was found, told and tried."""
    a_day(connection)
    found = figures.read(connection)
    assert found.matches == {("korea", "arms"): 2, ("korea", "visit"): 1}
    assert [(one.id, one.digests, one.last_at) for one in found.streams] == [("desk", 1, NOW)]
    (mail,) = found.channels
    assert {kind: total for kind, total in mail.attempts.items() if total} == {
        OutcomeKind.SENT: 1,
        OutcomeKind.RETRY: 1,
        OutcomeKind.REFUSED: 1,
    }
    assert (mail.waiting, mail.dead) == (0, 1)
    assert found.articles == 2


def test_what_retention_deletes_stays_counted(connection):
    """A total that fell would look like a restart: every rate made of it would be wrong."""
    a_day(connection)
    tell(connection, at=NOW + DAY)  # the newest digest of a stream always stays
    before = figures.read(connection)
    hear(connection)
    later = NOW + timedelta(days=4000)
    while any(upkeep.prune(connection, YEARS, later).values()):
        pass
    after = figures.read(connection)
    rows = connection.execute(text("SELECT count(*) FROM match")).scalar()
    rows += connection.execute(text("SELECT count(*) FROM attempt")).scalar()
    assert rows == 0
    assert connection.execute(text("SELECT count(*) FROM digest")).scalar() == 1
    assert after.matches == before.matches
    assert after.streams == before.streams
    assert after.articles == before.articles
    assert after.channels[0].attempts == before.channels[0].attempts


def test_what_is_deleted_later_is_added(connection):
    """The tally grows by what goes; nothing is counted twice or forgotten."""
    a_day(connection)
    figures.keep_matches(connection, [1])
    connection.execute(text("DELETE FROM match WHERE article_id = 1"))
    assert figures.read(connection).matches == {("korea", "arms"): 2, ("korea", "visit"): 1}
    figures.keep_matches(connection, [2])
    connection.execute(text("DELETE FROM match"))
    assert figures.read(connection).matches == {("korea", "arms"): 2, ("korea", "visit"): 1}


def test_failures_add_up_and_a_success_forgets_none(connection):
    """In a row they are for the reader of a digest, in total for a graph."""
    add_sources(connection, "wire", "gone")
    failed = PollRecord(started_at=NOW, finished_at=NOW, outcome="failed", detail="down")
    for _ in range(2):
        sources.record_failure(connection, claimed(connection), failed, "timeout", NOW)
    failing = figures.read(connection).sources
    bring(connection, "wire")
    add_sources(connection, "wire")
    (wire,) = figures.read(connection).sources
    assert [one.failing for one in failing] == [False, True]
    assert (wire.failures, wire.failing, wire.last_success_at) == (2, False, NOW)


def test_what_waits_is_counted_from_the_day_it_was_made(connection):
    """The oldest of those that are not done; what is done no longer waits."""
    add_sources(connection, "wire")
    add_streams(connection, stream(), at=NOW - DAY)
    tell(connection, at=NOW - timedelta(hours=3), outgoing=outgoing("d", "ann", "ben"))
    attempt(connection, "d to ann", OutcomeKind.SENT, DeliveryState.SENT)
    (mail,) = figures.read(connection).channels
    assert (mail.waiting, mail.waits_since) == (1, NOW - timedelta(hours=3))


def test_an_empty_database_has_figures(connection):
    """Nothing, but no error."""
    figures.probe(connection)
    found = figures.read(connection)
    assert (found.sources, found.streams, found.channels, found.matches) == ((), (), (), {})
    assert (found.articles, found.unreadable) == (0, 0)


def test_an_older_database_keeps_its_history(tmp_path):
    """The totals of sources begin with what their polls say."""
    engine = create_engine(f"sqlite:///{tmp_path}/old.db")
    with engine.begin() as connection:
        config: Config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO source (id, kind, title, address, created_at, next_due, failures,"
                " moved_sightings, lease_fence)"
                " VALUES ('wire', 'feed', 'Wire', 'x', '2026-01-01', '2026-01-01', 1, 0, 0)"
            )
        )
        for outcome, new in (("new", 3), ("failed", 0), ("same", 0), ("new", 4)):
            connection.execute(
                text(
                    "INSERT INTO poll (source_id, started_at, finished_at, outcome, entries, new,"
                    " changed, held, unreadable, cut, possible_gap, baseline) VALUES ('wire',"
                    f" '2026-01-01', '2026-01-01', '{outcome}', 0, {new}, 0, 0, 1, 0, 0, 0)"
                )
            )
        command.upgrade(config, "head")
        (wire,) = figures.read(connection).sources
    engine.dispose()
    assert (wire.failures, wire.articles, wire.unreadable) == (1, 7, 4)
