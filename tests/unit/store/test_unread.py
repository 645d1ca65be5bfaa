"""Entries that wait for their page."""

from datetime import timedelta

from service.model import Entry, Hints, SourceId
from service.store import sources, unread
from service.store.unread import Waiting
from tests.unit.store.rows import DAY, LEASE, MINUTE, NOW, add_sources


WIRE = SourceId("wire")


def waiting(fingerprint: str) -> Waiting:
    return Waiting(
        fingerprint=fingerprint,
        document="https://wire.example/feed",
        entry=Entry(id="1", url="https://wire.example/1", title="Envoys met 북한"),
        hints=Hints(now=NOW, outlet="Wire"),
        shared=frozenset({"id"}),
    )


def test_what_waits_comes_back_as_it_was(connection):
    """Entry, hints and shared names survive the database."""
    add_sources(connection, "wire")
    unread.put(connection, WIRE, [waiting("a"), waiting("b")], NOW)
    assert unread.due(connection, WIRE, NOW, 1) == (waiting("a"),)
    assert unread.known(connection, WIRE, ["a", "c"]) == {"a"}
    unread.done(connection, WIRE, ["a", "b"])
    assert unread.due(connection, WIRE, NOW, 9) == ()


def test_a_try_that_failed_is_counted_and_put_off(connection):
    """Until its time it is not due, and neither is its source for its sake."""
    add_sources(connection, "wire", "post")
    sources.claim(connection, WIRE, "me", NOW, LEASE)
    unread.put(connection, WIRE, [waiting("a")], NOW)
    unread.postpone(connection, WIRE, [("a", 1, NOW + MINUTE)])
    assert not unread.is_due(connection, WIRE, NOW)
    (again,) = unread.due(connection, WIRE, NOW + MINUTE, 9)
    assert again.tries == 1


def test_a_source_is_due_for_its_pages(connection):
    """Though its feed is not to be asked yet; whoever claims it has both."""
    add_sources(connection, "wire")
    first = sources.claim(connection, WIRE, "me", NOW, LEASE)
    assert first is not None
    sources.postpone(connection, first, NOW + DAY)
    assert sources.due(connection, NOW + MINUTE, 9) == ()
    assert sources.claim(connection, WIRE, "me", NOW + MINUTE, LEASE) is None
    unread.put(connection, WIRE, [waiting("a")], NOW)
    assert sources.due(connection, NOW + MINUTE, 9) == ("wire",)
    claimed = sources.claim(connection, WIRE, "me", NOW + MINUTE, LEASE)
    assert claimed is not None
    assert claimed.next_due == NOW + DAY
    assert sources.due(connection, NOW + MINUTE, 9) == ()  # leased
    assert sources.give_back(connection, claimed)
    assert not sources.give_back(connection, first)  # its lease was taken over
    assert timedelta() < claimed.next_due - NOW
