"""Whether there is room on the disk: when it has run out, when it is back, and who is told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import structlog

from service.errors import NoRoomError
from service.pipeline.room import Room
from tests.fakes import FakeClock


MB = 10**6
FULL = NoRoomError("OperationalError: database or disk is full")


@dataclass(slots=True)
class Disk:
    """A disk in the hands of a test."""

    free: int = 10_000 * MB
    total: int = 100_000 * MB
    fails: OSError | None = None
    clock: FakeClock = field(default_factory=FakeClock)

    def __call__(self) -> "Disk":
        if self.fails:
            raise self.fails
        return self

    def monotonic(self) -> float:
        return self.clock().timestamp()

    def room(self, reserve: int = 200 * MB) -> Room:
        return Room(self, reserve, clock=self.clock, monotonic=self.monotonic)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def events() -> Iterator[list[Any]]:
    with structlog.testing.capture_logs() as captured:
        yield captured


def names(events: list[Any]) -> list[str]:
    return [one["event"] for one in events]


# --- the reserve -------------------------------------------------------------------------------


async def test_below_the_reserve_nothing_is_taken_in(disk: Disk, events: list[Any]) -> None:
    """One warning when it begins; what is stored may still be written about."""
    room = disk.room()
    await room.look()
    assert (room.takes_in, room.short, room.reason) == (True, False, "10GB free")
    disk.free = 200 * MB - 1
    await room.look()
    await room.look()
    assert (room.takes_in, room.short, room.writes) == (False, True, True)
    assert room.reason == "nothing is taken in: 199.9MB free, less than the reserve of 200MB"
    assert names(events) == ["intake.paused"]
    assert events[0]["log_level"] == "warning"


async def test_it_is_back_a_quarter_later(disk: Disk, events: list[Any]) -> None:
    """Not at every megabyte that comes and goes: the end has a margin of its own."""
    room = disk.room()
    disk.free = 100 * MB
    await room.look()
    for free in (200, 249):
        disk.free = free * MB
        await room.look()
        assert room.short
    disk.free = 250 * MB
    await room.look()
    assert (room.takes_in, room.short) == (True, False)
    assert names(events) == ["intake.paused", "intake.resumed"]
    assert events[1]["log_level"] == "info"
    disk.free = 200 * MB
    await room.look()
    assert room.takes_in


async def test_a_small_disk_has_a_small_reserve(disk: Disk) -> None:
    """A tenth of it at most: a volume of a gigabyte is not full at four fifths."""
    disk.total, disk.free = 1_000 * MB, 100 * MB
    room = disk.room()
    await room.look()
    assert room.takes_in
    disk.free -= 1
    await room.look()
    assert "less than the reserve of 100MB" in room.reason


async def test_without_a_reserve_the_disk_may_be_filled(disk: Disk) -> None:
    """`disk.reserve: 0`: only what cannot be written counts."""
    room = disk.room(0)
    disk.free = 0
    await room.look()
    assert room.takes_in


async def test_another_reserve_holds_from_the_next_look(disk: Disk) -> None:
    """A reload may change it."""
    room = disk.room()
    disk.free = 300 * MB
    await room.look()
    room.reserve = 400 * MB
    await room.look()
    assert room.short


async def test_a_disk_that_does_not_say_changes_nothing(disk: Disk) -> None:
    """What was known holds; without a disk at all nothing is known."""
    room = disk.room()
    disk.free = 0
    await room.look()
    disk.fails = OSError("stale file handle")
    await room.look()
    assert (room.short, room.free) == (True, 0)
    nowhere = Room()
    await nowhere.look()
    assert (nowhere.takes_in, nowhere.writes, nowhere.reason) == (True, True, "not known")


# --- what could not be written -----------------------------------------------------------------


async def test_a_refusal_says_more_than_free_space(disk: Disk, events: list[Any]) -> None:
    """A quota shows no free space: after 30 s polls are tried, after 60 s in peace all is well."""
    room = disk.room()
    room.refused(FULL)
    seen = []
    for _ in range(5):
        await room.look()
        seen.append((room.short, room.takes_in, room.writes))
        disk.clock.forward(seconds=15)
    assert seen == [
        (True, False, False),
        (True, False, True),
        (True, True, True),
        (True, True, True),
        (False, True, True),
    ]
    assert names(events) == ["intake.paused", "intake.resumed"]
    assert "database or disk is full" in events[0]["reason"]


async def test_each_refusal_begins_anew_and_is_told_once(disk: Disk, events: list[Any]) -> None:
    """As long as writing fails, it is tried from time to time, without a word."""
    room = disk.room()
    for _ in range(10):
        room.refused(FULL)
        disk.clock.forward(seconds=31)
        await room.look()
        assert room.takes_in
    assert names(events) == ["intake.paused"]


async def test_a_refusal_that_free_space_explains_ends_with_it(disk: Disk) -> None:
    """Somebody makes room: nothing waits for a minute to pass."""
    room = disk.room()
    disk.free = 0
    room.refused(FULL)
    await room.look()
    assert not room.takes_in
    disk.free = 250 * MB
    await room.look()
    assert (room.short, room.takes_in) == (False, True)


# --- what digests say --------------------------------------------------------------------------


def minutes(clock: FakeClock, number: int) -> datetime:
    return clock.forward(minutes=number)


async def test_a_digest_says_when_nothing_was_taken_in(disk: Disk) -> None:
    """While it lasts, and in the next digest after it; a later one has nothing to say of it."""
    room = disk.room()
    start = disk.clock()
    assert room.notes(None, "UTC") == ()
    disk.free = 0
    await room.look()
    (lasting,) = room.notes(start, "Asia/Seoul")
    assert (
        lasting
        == "Nothing has been taken in since 2 March 17:00: the disk of this service is full"
    )
    minutes(disk.clock, 90)
    disk.free = 300 * MB
    await room.look()
    (over,) = room.notes(start, "Asia/Seoul")
    assert over.startswith("Nothing was taken in from 2 March 17:00 to 2 March 18:30")
    assert room.notes(None, "UTC") != ()
    assert room.notes(disk.clock(), "UTC") == ()
