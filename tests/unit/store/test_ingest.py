"""One poll is one transaction: everything it changes, or nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from service.errors import StoreError
from service.model import ArticleId, SourceId, Unreadable, Validators
from service.store import digests, ingest, leases, sources, stories
from service.store.ingest import Aside, Ingest
from tests.unit.store.rows import (
    LEASE,
    MINUTE,
    NOW,
    add_sources,
    add_streams,
    arrival,
    claimed,
    contents,
    leaves_nothing,
    match,
    polled,
    rule_set,
    stream,
)


WIRE = SourceId("wire")


@pytest.fixture(autouse=True)
def _configured(engine):
    with engine.begin() as connection:
        add_sources(connection, "wire")
        add_streams(connection, stream())


def prepare(engine, *arrivals, **more) -> Ingest:
    with engine.begin() as connection:
        sources.wake(connection, [WIRE], NOW)
        return Ingest(
            state=claimed(connection), rule_set=rule_set(connection), **polled(*arrivals, **more)
        )


def everything(engine) -> Ingest:
    """Prepare a batch that writes into every table that a poll may write into."""
    broken = Unreadable(name="b.txt", code="bad_encoding", detail="no text", stamp="1")
    first = replace(arrival(["id:1"]), keys=("id:1", "url:1"))
    return prepare(
        engine,
        (first, (match(), match("weapons"))),
        (arrival(["id:2"], text="Other."), ()),
        taken=(("a.txt", "1"),),
        aside=(Aside(item=broken, kept_as="wire/b.txt"),),
    )


def test_a_poll_changes_everything_at_once(engine):
    """Articles, keys, matches, what waits, documents, validators and the next due time."""
    batch = everything(engine)
    before = contents(engine)
    with engine.begin() as connection:
        ingest.commit(connection, batch)
    after = contents(engine)
    more = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert more == {
        "article": 2,
        "article_version": 2,
        "entry": 3,
        "match": 2,
        "ungrouped": 1,
        "untold": 1,
        "document": 2,
        "poll": 1,
    }
    with engine.begin() as connection:
        (state,) = sources.active(connection)
    assert (state.validators, state.next_due) == (batch.validators, batch.next_due)


def test_a_poll_that_breaks_leaves_nothing(engine):
    """Were validators or documents kept, articles would be lost for ever."""
    batch = everything(engine)
    before = contents(engine)
    with engine.connect() as connection, connection.begin() as transaction:
        ingest.commit(connection, batch)
        transaction.rollback()
    assert contents(engine) == before
    with engine.begin() as connection:
        (state,) = sources.active(connection)
    assert (state.validators, state.last_polled_at) == (Validators(), None)


@pytest.mark.parametrize("step", range(1, 20))
def test_a_poll_that_breaks_at_any_statement_leaves_nothing(engine, step):
    """The disk may be full at any write."""
    batch = everything(engine)
    leaves_nothing(engine, step, ingest.commit, batch)


def test_a_poll_whose_lease_was_lost_leaves_nothing(engine):
    """Another poll does this work: two would make two articles of one entry."""
    late = everything(engine)
    with engine.begin() as connection:
        claimed(connection, at=NOW + LEASE + MINUTE)
    before = contents(engine)
    with pytest.raises(StoreError, match="lease was lost"), engine.begin() as connection:
        ingest.commit(connection, late)
    assert contents(engine) == before


def test_the_same_poll_twice_is_refused(engine):
    """What was committed cannot be committed again by a copy of its job."""
    batch = everything(engine)
    with engine.begin() as connection:
        ingest.commit(connection, batch)
        claimed(connection, at=batch.next_due)
    before = contents(engine)
    with pytest.raises(StoreError), engine.begin() as connection:
        ingest.commit(connection, batch)
    assert contents(engine) == before


def test_keys_learned_later_lead_to_the_same_article(engine):
    """An entry that is served under another id stays what it is."""
    batch = everything(engine)
    with engine.begin() as connection:
        ingest.commit(connection, batch)
    again = prepare(engine, learned=((ArticleId(1), ("id:1", "as:9")),), served=("id:2",))
    with engine.begin() as connection:
        ingest.commit(connection, again)
    assert contents(engine)["entry"] == 4


def test_what_did_not_match_waits_nowhere(engine):
    """Neither for a story nor for a digest."""
    batch = prepare(engine, (arrival(["id:1"]), ()))
    with engine.begin() as connection:
        ingest.commit(connection, batch)
        assert stories.waiting(connection, 10) == ()
    assert contents(engine)["untold"] == 0


def test_a_baseline_is_grouped_and_not_told(engine):
    """What a source held before we knew it is known, so that its copies are recognised."""
    batch = prepare(engine, (arrival(["id:1"], baseline=True), (match(),)))
    with engine.begin() as connection:
        ingest.commit(connection, batch)
        assert len(stories.waiting(connection, 10)) == 1
        assert not digests.has_pending(connection, stream().id)
    assert contents(engine)["untold"] == 0


def test_a_large_poll_takes_few_trips(engine):
    """2,000 entries with matches must not become tens of thousands of statements."""
    many = [
        (arrival([f"id:{number}", f"as:{number}"], text=f"{number}."), (match(),))
        for number in range(2000)
    ]
    taken = tuple((f"{number}.txt", "1") for number in range(2000))
    batch = prepare(engine, *many, taken=taken)
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    with engine.begin() as connection:
        ingest.commit(connection, batch)
    inserted = [one for one in statements if one.startswith("INSERT INTO article ")]
    assert len(statements) - len(inserted) < 60
    assert contents(engine)["match"] == 2000


def test_leases_of_slots_and_sources_are_taken_back_together(engine):
    """After a restart nothing is anybody's."""
    with engine.begin() as connection:
        claimed(connection)
        leases.release_all(connection)
        assert claimed(connection).fence == 2
