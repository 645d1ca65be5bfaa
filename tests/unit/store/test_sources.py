"""Sources: due, leased, failing, moved, gone and back; and the documents they held."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from service.model import SourceId, Unreadable, Validators
from service.store import leases, sources
from service.store.sources import PollRecord, SourceState
from tests.unit.store.rows import DAY, LEASE, MINUTE, NOW, add_sources, claimed, source


WIRE = SourceId("wire")
RECORD = PollRecord(started_at=NOW, finished_at=NOW + MINUTE, outcome="same")
GIVEN = Validators(etag='W/"a,b"', last_modified="Mon, 02 Mar 2026 07:00:00 GMT", body_hash="h")


def state_of(connection: Connection, name: str = "wire") -> SourceState:
    return next(state for state in sources.active(connection) if state.id == name)


def succeed(
    connection: Connection, state: SourceState, next_due: datetime = NOW + DAY, **more: Any
) -> bool:
    return sources.record_success(connection, state, replace(RECORD, **more), GIVEN, next_due)


def fail(
    connection: Connection, state: SourceState, code: str = "timeout", next_due: datetime = NOW
) -> bool:
    record = replace(RECORD, outcome="failed", detail="too slow")
    return sources.record_failure(connection, state, record, code, next_due)


# --- configuration -----------------------------------------------------------------------------


def test_a_new_source_is_due_after_its_share_of_the_spread(connection):
    """A thousand sources do not all start at once."""
    sources.sync(connection, [source("wire"), source("post")], NOW, {WIRE: MINUTE})
    assert sources.due(connection, NOW, 10) == ("post",)
    assert sources.due(connection, NOW + MINUTE, 10) == ("post", "wire")


def test_a_source_that_left_is_not_asked_and_keeps_its_memory(connection):
    """It may come back, and then it is asked at once and knows what it knew."""
    add_sources(connection, "wire", "post")
    succeed(connection, claimed(connection))
    sources.sync(connection, [source("post")], NOW, {})
    assert [state.id for state in sources.active(connection)] == ["post"]
    assert sources.due(connection, NOW + DAY, 10) == ("post",)
    assert sources.claim(connection, WIRE, "me", NOW + DAY, LEASE) is None
    sources.sync(connection, [source("wire")], NOW + MINUTE, {})
    assert sources.due(connection, NOW + MINUTE, 10) == ("wire",)
    assert state_of(connection).validators == GIVEN


def test_a_source_that_moved_forgets_what_its_old_address_said(connection):
    """Validators are about an address; the rest is about the source."""
    add_sources(connection, "wire")
    succeed(connection, claimed(connection), moved_to="https://new.example/feed")
    sources.sync(connection, [source(options={"url": "https://new.example/feed"})], NOW, {})
    state = state_of(connection)
    assert state.validators == Validators()
    assert (state.moved_to, state.moved_sightings) == (None, 0)
    assert state.next_due == NOW
    assert state.first_polled_at == NOW


def test_a_source_that_stayed_is_not_asked_earlier(connection):
    """A restart, or another title, asks no server anything."""
    add_sources(connection, "wire")
    succeed(connection, claimed(connection))
    sources.sync(connection, [source(title="Another")], NOW + MINUTE, {})
    state = state_of(connection)
    assert (state.title, state.next_due, state.validators) == ("Another", NOW + DAY, GIVEN)


def test_a_folder_is_known_by_its_path(connection):
    """A folder that moves is looked at soon."""
    sources.sync(connection, [source(options={"path": "a"})], NOW, {})
    succeed(connection, claimed(connection))
    sources.sync(connection, [source(options={"path": "b"})], NOW, {})
    assert sources.due(connection, NOW, 10) == ("wire",)


def test_many_sources_are_many(connection):
    """More than one statement can name: no limit of the database is met."""
    many = [source(f"s{number:04}") for number in range(1200)]
    sources.sync(connection, many, NOW, {})
    assert len(sources.due(connection, NOW, 5000)) == 1200
    sources.sync(connection, [], NOW, {})
    assert sources.active(connection) == ()


# --- leases ------------------------------------------------------------------------------------


def test_the_longest_due_is_first(connection):
    """Nobody is overtaken for ever."""
    add_sources(connection, "a", "b")
    succeed(connection, claimed(connection, "a"), next_due=NOW + 2 * MINUTE)
    succeed(connection, claimed(connection, "b"), next_due=NOW + MINUTE)
    assert sources.due(connection, NOW + DAY, 10) == ("b", "a")
    assert sources.due(connection, NOW + DAY, 1) == ("b",)


def test_a_source_is_claimed_once(connection):
    """A job is only a wake-up: the second finds nothing to do."""
    add_sources(connection, "wire")
    assert sources.claim(connection, WIRE, "me", NOW, LEASE) is not None
    assert sources.claim(connection, WIRE, "you", NOW, LEASE) is None
    assert sources.due(connection, NOW + LEASE, 10) == ()


def test_what_is_not_due_is_not_claimed(connection):
    """An early job, or one for a source that nobody knows, does nothing."""
    add_sources(connection, "wire")
    assert sources.claim(connection, WIRE, "me", NOW - MINUTE, LEASE) is None
    assert sources.claim(connection, SourceId("none"), "me", NOW, LEASE) is None


def test_a_lease_ends_by_itself_and_its_late_owner_writes_nothing(connection):
    """Who slept past its lease is refused, whatever it brings."""
    add_sources(connection, "wire")
    late = claimed(connection)
    later = NOW + LEASE + MINUTE
    assert sources.due(connection, later, 10) == ("wire",)
    owner = claimed(connection, at=later)
    assert owner.fence == late.fence + 1
    assert not succeed(connection, late)
    assert not fail(connection, late)
    sources.postpone(connection, late, NOW + DAY)
    state = state_of(connection)
    assert (state.last_polled_at, state.next_due) == (None, NOW)
    assert succeed(connection, owner)


def test_a_restart_takes_every_lease_back(connection):
    """A process that starts alone knows that nobody works."""
    add_sources(connection, "wire")
    claimed(connection)
    leases.release_all(connection)
    assert sources.due(connection, NOW, 10) == ("wire",)


def test_postponing_says_nothing_about_the_source(connection):
    """What failed through no fault of its own is tried again, with a clean sheet."""
    add_sources(connection, "wire")
    state = claimed(connection)
    sources.postpone(connection, state, NOW + MINUTE)
    assert sources.due(connection, NOW, 10) == ()
    assert sources.due(connection, NOW + MINUTE, 10) == ("wire",)
    assert state_of(connection).failures == 0


def test_waking_makes_due_now_and_never_later(connection):
    """A file event brings a poll forward; it puts none off."""
    add_sources(connection, "wire", "post")
    succeed(connection, claimed(connection))
    sources.wake(connection, [WIRE, SourceId("post")], NOW + MINUTE)
    assert state_of(connection).next_due == NOW + MINUTE
    assert state_of(connection, "post").next_due == NOW


# --- how a poll went ---------------------------------------------------------------------------


def test_a_success_remembers_what_the_server_said_byte_for_byte(connection):
    """Validators go back as they came."""
    add_sources(connection, "wire")
    assert succeed(connection, claimed(connection), new=1)
    state = state_of(connection)
    assert state.validators == GIVEN
    assert (state.first_polled_at, state.last_polled_at) == (NOW, NOW + MINUTE)
    assert (state.last_success_at, state.last_new_at) == (NOW + MINUTE, NOW + MINUTE)
    assert sources.due(connection, NOW + DAY, 10) == ("wire",)


def test_nothing_new_leaves_the_last_news_as_it_was(connection):
    """Silence is measured from the last news, not from the last poll."""
    add_sources(connection, "wire")
    succeed(connection, claimed(connection), next_due=NOW, new=1)
    succeed(connection, claimed(connection), finished_at=NOW + DAY)
    state = state_of(connection)
    assert (state.last_new_at, state.last_polled_at) == (NOW + MINUTE, NOW + DAY)


def test_failures_are_counted_and_forget_nothing(connection):
    """A source that fails keeps what it knew; a success ends the series."""
    add_sources(connection, "wire")
    succeed(connection, claimed(connection), next_due=NOW)
    assert fail(connection, claimed(connection))
    assert fail(connection, claimed(connection), "http_503", next_due=NOW)
    state = state_of(connection)
    assert (state.failures, state.failing_since) == (2, NOW + MINUTE)
    assert (state.error_code, state.error_detail) == ("http_503", "too slow")
    assert (state.validators, state.last_success_at) == (GIVEN, NOW + MINUTE)
    succeed(connection, claimed(connection))
    state = state_of(connection)
    assert (state.failures, state.failing_since, state.error_code) == (0, None, None)


def test_first_sight_lasts_until_everything_was_seen_once(connection):
    """A first poll in several batches is one first poll."""
    add_sources(connection, "wire")
    succeed(connection, claimed(connection), next_due=NOW, more=True)
    assert state_of(connection).first_polled_at is None
    succeed(connection, claimed(connection), next_due=NOW)
    assert state_of(connection).first_polled_at == NOW


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (["a"], ("a", 1)),
        (["a", "a", "a"], ("a", 3)),
        (["a", "a", "b"], ("b", 1)),
        (["a", "a", None], (None, 0)),
    ],
)
def test_a_move_for_good_is_counted_by_sightings_in_a_row(connection, seen, expected):
    """One redirect may be a mistake of the server."""
    add_sources(connection, "wire")
    for address in seen:
        succeed(connection, claimed(connection), next_due=NOW, moved_to=address)
    state = state_of(connection)
    assert (state.moved_to, state.moved_sightings) == expected


# --- documents ---------------------------------------------------------------------------------


def test_documents_are_known_by_source_name_and_stamp(connection):
    """A file is read once, and again when it changes."""
    add_sources(connection, "wire", "post")
    sources.remember_documents(connection, WIRE, [("a.txt", "1"), ("b.txt", "1")], NOW)
    sources.remember_documents(connection, WIRE, [("a.txt", "2")], NOW)
    names = ["a.txt", "b.txt", "c.txt"]
    assert sources.known_documents(connection, WIRE, names) == {"a.txt": "2", "b.txt": "1"}
    assert sources.known_documents(connection, SourceId("post"), names) == {}


def test_a_name_that_comes_twice_in_a_batch_is_kept_once(connection):
    """The last word counts."""
    add_sources(connection, "wire")
    sources.remember_documents(connection, WIRE, [("a.txt", "1"), ("a.txt", "2")], NOW)
    assert sources.known_documents(connection, WIRE, ["a.txt"]) == {"a.txt": "2"}


def test_what_cannot_be_read_is_kept_aside_until_it_can(connection):
    """It is not tried again before it changes, and its reason is shown."""
    add_sources(connection, "wire")
    broken = Unreadable(name="a.txt", code="bad_encoding", detail="no text", stamp="1")
    sources.keep_aside(connection, WIRE, [(broken, "wire/abc-a.txt")], NOW)
    (kept,) = sources.set_aside(connection, WIRE)
    assert (kept.name, kept.code, kept.detail) == ("a.txt", "bad_encoding", "no text")
    assert (kept.kept_as, kept.seen_at) == ("wire/abc-a.txt", NOW)
    assert sources.known_documents(connection, WIRE, ["a.txt"]) == {"a.txt": "1"}
    sources.remember_documents(connection, WIRE, [("a.txt", "2")], NOW)
    assert sources.set_aside(connection, WIRE) == ()


def test_thousands_of_documents_are_asked_for_at_once(connection):
    """A folder of 5,000 files meets no limit of the database."""
    add_sources(connection, "wire")
    many = [(f"{number}.txt", "1") for number in range(5000)]
    sources.remember_documents(connection, WIRE, many, NOW)
    assert sources.known_documents(connection, WIRE, [name for name, _ in many]) == dict(many)
