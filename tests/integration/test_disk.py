"""A full disk: nothing more is taken in, what is stored goes out, nobody is blamed, and it ends."""

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from service.app.asking import ask
from service.app.disk import doubts
from service.app.good import remember
from service.app.heartbeat import beat
from service.app.opening import open_service
from service.app.orders import POLL, Poll
from service.app.places import DATABASE
from service.app.running import Service
from service.errors import NoRoomError, OrderError
from service.model import Message, Outcome, OutcomeKind, SlotId, SourceId
from service.pipeline.room import Room
from service.store import leases
from service.store.migrate import migrate
from service.store.sqlite import SqliteFile
from service.web.health import Health, is_ready
from tests.fakes import FakeClock, ScriptedNotifier
from tests.integration.newsroom import Newsroom, feed, headlines, item, sentences
from tests.integration.orders import controlled
from tests.integration.place import CONFIG, INSTANT, NEWS, URGENT, WATCHLIST, Place


MB = 10**6
VISIT = "Minister Maren will visit Tessaro on Friday"
NOTHING_IN = "Nothing has been taken in since"


@dataclass(slots=True)
class Disk:
    """A disk in the hands of a test."""

    free: int = 10_000 * MB
    total: int = 100_000 * MB


@asynccontextmanager
async def opened(place: Place, disk: Disk) -> AsyncIterator[Service]:
    outside = replace(place.outside, usage=lambda _: disk)
    async with open_service(place.files(), outside) as service:
        yield service


async def ticked(service: Service) -> None:
    """Let one second pass, with all that it sets off."""
    await service.tick()
    await service._runner.idle()
    await service.tick()
    await service._runner.idle()


def no_more_pages(connection: Connection) -> None:
    """Let SQLite itself find the database full."""
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def more_pages(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count=1000000")


def named(events: list[Any], name: str) -> list[Any]:
    return [one for one in events if one["event"] == name]


def plain(text: str) -> str:
    return " ".join(text.replace("*", "").split())


# --- the reserve -------------------------------------------------------------------------------


async def test_below_the_reserve_what_is_stored_goes_out(place: Place, events: Any) -> None:
    """The digest comes at noon, tells what was stored, and says that nothing more was taken in."""
    disk = Disk()
    place.drop("news.txt", NEWS)
    async with opened(place, disk) as service:
        await service.begin()
        await ticked(service)
        disk.free = 100 * MB
        place.drop("urgent.txt", URGENT)
        place.clock.forward(hours=5)
        await ticked(service)
        (printed,) = place.printed
        assert "Arms transfer agreed" in plain(printed)
        assert "Maren" not in plain(printed)
        assert NOTHING_IN in plain(printed)
    (warning,) = named(events, "intake.paused")
    assert "less than the reserve of 200MB" in warning["reason"]


async def test_room_that_is_back_is_used_at_once(place: Place, events: Any) -> None:
    """What was due all the time is polled, nothing had failed, and the next digest tells both."""
    disk = Disk(free=0)
    place.drop("urgent.txt", URGENT)
    async with opened(place, disk) as service:
        await service.begin()
        await ticked(service)
        service.wake([SourceId("inbox")])
        await ticked(service)
        (before,) = await service.store.read(_fares)
        assert before[:2] == (0, None)
        place.clock.forward(hours=1)
        disk.free = 300 * MB
        await ticked(service)
        place.clock.forward(hours=4)
        await ticked(service)
    (printed,) = place.printed
    assert VISIT in plain(printed)
    assert "Nothing was taken in from" in plain(printed)
    assert [one["log_level"] for one in named(events, "intake.resumed")] == ["info"]


def _fares(connection: Connection) -> list[Any]:
    query = "SELECT failures, last_polled_at, lease_owner, next_due FROM source"
    return [tuple(row) for row in connection.exec_driver_sql(query)]


async def test_the_port_and_a_single_run_say_so(place: Place) -> None:
    """Not ready, with the reason; a run for cron ends with a finding, and tells all the same."""
    disk = Disk(free=0)
    async with opened(place, disk) as service:
        finding = await service.once()
        checks = await Health(service.store, room=service.room).checks()
        disk.free = 300 * MB
        await service.room.look()
        again = await Health(service.store, room=service.room).checks()
    assert finding.failed == ("nothing is taken in: 0 free, less than the reserve of 200MB",)
    assert not is_ready(checks)
    assert checks["room"].reason == finding.failed[0]
    assert is_ready(again)
    assert again["room"].reason == "300MB free"


async def test_who_wants_a_poll_now_is_told_why_there_is_none(place: Place) -> None:
    """`wirewatch source poll` does not wait for what will not come."""
    async with controlled(place) as service:
        service.room.refused(NoRoomError("disk full"))
        order = Poll(ids=(SourceId("inbox"),))
        with pytest.raises(OrderError, match="nothing is taken in: disk full"):
            await asyncio.to_thread(ask, place.data, POLL, order, patience=20)


async def test_a_reload_changes_the_reserve(place: Place) -> None:
    """It holds from the next second on."""
    disk = Disk(free=300 * MB)
    async with opened(place, disk) as service:
        place.write(config=CONFIG + "disk: {reserve: 500MB}\n")
        await service.put_in_force(place.files(), service.pipeline.configuration)
        await service.tick()
        assert "less than the reserve of 500MB" in service.room.reason


# --- a write that finds no room ------------------------------------------------------------------


async def test_a_poll_without_room_fails_no_source(room: Newsroom) -> None:
    """The source is given back with the due time it had, and brings the same again."""
    wire = await room.source("wire")
    wire.brings = feed(*(item(str(number)) for number in range(30)))
    await room.store.write(no_more_pages)
    due = await room.column("source", "next_due")
    with pytest.raises(NoRoomError):
        await room.poll("wire")
    ((failures, polled, owner, _),) = await room.store.read(_fares)
    assert (failures, polled, owner) == (0, None, None)
    assert await room.column("source", "next_due") == due
    await room.store.write(more_pages)
    await room.poll("wire")
    assert len(headlines(await room.tell("desk"))) == 30


async def test_the_service_goes_on_ticking(place: Place, events: Any) -> None:
    """SQLite finds its file full: no tick and no job fails, and what is back is taken in."""
    disk = Disk()
    for number in range(30):
        place.drop(f"{number}.txt", f"Arms transfer {number}\n\n{number} envoys spoke. " * 200)
    async with opened(place, disk) as service:
        await service.store.write(no_more_pages)
        await ticked(service)
        assert "full" in service.room.reason
        disk.free = 0
        await ticked(service)
        disk.free = 300 * MB
        await service.store.write(more_pages)
        await ticked(service)
        assert service.room.takes_in
        ((failures, polled, owner, _),) = await service.store.read(_fares)
        assert (failures, owner, bool(polled)) == (0, None, True)
    assert named(events, "job.failed") == named(events, "scheduler.tick_failed") == []
    assert len(named(events, "intake.paused")) == len(named(events, "intake.resumed")) == 1


async def test_while_it_rests_nothing_is_sent(place: Place) -> None:
    """What nobody could write down as sent would be sent again."""
    place.drop("news.txt", NEWS)
    async with opened(place, Disk()) as service:
        await ticked(service)
        place.clock.forward(hours=5)
        service.room.refused(NoRoomError("disk full"))
        await ticked(service)
        assert place.printed == []
        await service._compose_now(next(iter(service.pipeline.configuration.streams.values())))
        (delivery,) = [row for row in await service.store.read(_deliveries) if row[1] == "console"]
        await service._deliver(delivery[0])
        assert place.printed == []


def _deliveries(connection: Connection) -> list[Any]:
    return [tuple(row) for row in connection.exec_driver_sql("SELECT id, channel FROM delivery")]


async def test_leases_are_given_back_by_their_owner_alone(room: Newsroom) -> None:
    """What a full disk left leased does not wait until the lease ends; others' leases stay."""
    for name in ("ours", "theirs"):
        await room.source(name)
        await room.store.write(_lease, name)
    await room.store.write(leases.release, "ours", {SourceId("ours")}, {SlotId(7)})
    await room.store.write(leases.release, "ours", {SourceId("theirs")}, set())
    assert await room.column("source", "lease_owner") == [None, "theirs"]


def _lease(connection: Connection, name: str) -> None:
    connection.exec_driver_sql(
        "UPDATE source SET lease_owner = ?, lease_until = ? WHERE id = ?",
        (name, "2026-03-02 09:00:00.000000", name),
    )


# --- what was sent is written down -----------------------------------------------------------------


class Filling(ScriptedNotifier):
    """A channel that takes everything; by then the disk is full, and it has much to say."""

    def __init__(self, room: Newsroom) -> None:
        super().__init__()
        self._room = room

    async def send(self, message: Message) -> Outcome:
        await super().send(message)
        await self._room.store.write(no_more_pages)
        return Outcome(kind=OutcomeKind.SENT, detail="x" * 500_000)


class Relieved(Room):
    """Room that somebody makes as soon as it is known that there is none."""

    def __init__(self, room: Newsroom) -> None:
        super().__init__()
        self._newsroom = room
        self.freed: list[asyncio.Task[None]] = []

    def refused(self, error: Exception) -> None:
        super().refused(error)
        self.freed.append(asyncio.create_task(self._newsroom.store.write(more_pages)))


async def sent_once(room: Newsroom, with_room: Room) -> str:
    """Send a digest while the disk fills up; give the state of its delivery."""
    room.channels["mail"] = Filling(room)
    await room.configure()
    parts = replace(room.pipeline.parts, room=with_room, settle_again=(0, 0))
    room.pipeline.parts = parts
    await room.tell("desk")
    await room.deliver()
    return (await room.deliveries())["reader"].state


async def test_what_was_sent_is_written_down_when_there_is_room(room: Newsroom) -> None:
    """The receiver has it: it is not sent again because a disk was full for a moment."""
    relieved = Relieved(room)
    assert await sent_once(room, relieved) == "sent"
    assert len(room.sent("mail")) == len(relieved.freed) == 1


async def test_without_room_for_long_it_stays_leased(room: Newsroom) -> None:
    """Nobody knows what came of it: it is tried again when the lease ends, under the same id."""
    with pytest.raises(NoRoomError):
        await sent_once(room, Room())
    assert (await room.deliveries())["reader"].state == "leased"


# --- files -------------------------------------------------------------------------------------

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="/dev/full is a device of Linux")


@needs_full
async def test_an_unreadable_document_without_room_to_keep_it(room: Newsroom) -> None:
    """It is no failure of the source; nothing of it lies about, and it comes again."""
    inbox = await room.inbox()
    (inbox / "broken.json").write_text("{")
    name = f"{hashlib.sha256(b'{').hexdigest()[:16]}-broken.json"
    aside = room.folder / "aside" / "inbox"
    aside.mkdir(parents=True)
    (aside / name).symlink_to(FULL)
    with pytest.raises(NoRoomError, match=r"broken\.json cannot be kept: No space left"):
        await room.poll("inbox")
    assert [*aside.iterdir()] == []
    assert (await room.store.read(_fares))[0][0] == 0
    await room.poll("inbox")
    assert [path.name for path in aside.iterdir()] == [name]


async def test_a_document_that_cannot_be_kept_for_another_reason(room: Newsroom) -> None:
    """That is no matter of room."""
    inbox = await room.inbox()
    (inbox / "broken.json").write_text("{")
    (room.folder / "aside").write_text("a file where a folder should be")
    await room.poll("inbox")
    assert (await room.store.read(_fares))[0][0] == 1


@needs_full
def test_a_sign_of_life_on_a_full_disk(tmp_path: Path) -> None:
    """It is written over the old one, shorter or longer; the half of a new one does not stay."""
    clock, sign = FakeClock(), tmp_path / "heartbeat.json"
    beat(sign, clock())
    sign.write_text(sign.read_text() + " " * 50)
    (tmp_path / "heartbeat.new").symlink_to(FULL)
    beat(sign, clock.forward(seconds=1))
    assert f'"at": "{clock().isoformat()}"}}' in sign.read_text()
    assert not sign.read_text().endswith(" ")
    assert [path.name for path in tmp_path.iterdir()] == ["heartbeat.json"]
    (tmp_path / "heartbeat.new").symlink_to(FULL)
    sign.unlink()
    beat(sign, clock())
    assert [*tmp_path.iterdir()] == []


@needs_full
def test_good_copies_that_find_no_room(place: Place, events: Any) -> None:
    """The service starts without them, and the older ones stay."""
    files = place.files()
    remember(files)
    good = place.data / "good"
    (good / "desk.new").symlink_to(FULL)
    place.write(desk=WATCHLIST + INSTANT)
    remember(place.files())
    assert [path.name for path in good.iterdir()] == ["desk.yaml"]
    assert (good / "desk.yaml").read_text() == WATCHLIST
    (warning,) = named(events, "good.not_kept")
    assert "No space left" in warning["reason"]


# --- processes ---------------------------------------------------------------------------------


RUN_TWICE = """\
import os, resource, sys
from service.cli import main

def run():
    sys.argv = ["wirewatch", "run", "--once", "--config", CONFIG]
    try:
        main()
    except SystemExit as ended:
        return ended.code

_, CONFIG, answers = sys.argv
"""
"""To start Python is most of what such a test costs, so one process runs twice."""

FULL_STREAMS = (
    RUN_TWICE
    + """
full = os.open("/dev/full", os.O_WRONLY)
errors = os.dup(2)
os.dup2(full, 2)
first = run()
os.dup2(errors, 2)
os.dup2(full, 1)
second = run()
open(answers, "w").write(f"{first} {second}")
"""
)

LIMITED = (
    RUN_TWICE
    + """
before = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
first = run()
resource.setrlimit(resource.RLIMIT_FSIZE, before)
print("AGAIN", flush=True)
second = run()
open(answers, "w").write(f"{first} {second}")
"""
)


def run_script(place: Place, script: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Let a process run the service twice; give what it printed, and both exit codes."""
    own = {**place.environment, "WIREWATCH_WEB__LISTEN": "off"}
    variables = (f"{name}={value}" for name, value in own.items())
    answers = place.folder / "codes"
    command = ["env", *variables, sys.executable, "-c", script, str(place.config), str(answers)]
    ended = subprocess.run(command, check=False, text=True, timeout=120, capture_output=True)
    return ended, answers.read_text().split()


@needs_full
def test_logs_or_a_console_that_find_no_room(place: Place) -> None:
    """Without its log everything is done and told; a console is tried again, and holds up nobody."""
    place.drop("news.txt", NEWS)
    ended, (first, second) = run_script(place, FULL_STREAMS)
    assert first == "0"
    assert "Arms transfer agreed" in plain(ended.stdout)
    assert second != "0"
    assert "No space left on device" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert [path.suffix for path in (place.data / "outbox").iterdir()] == [".json", ".json"]


def test_a_process_that_may_write_no_large_files(place: Place) -> None:
    """The system refuses to let the log grow: that run takes nothing in, the next one everything."""
    for number in range(30):
        text = f"The {number}th arms transfer was agreed upon in Tessaro. " * 150
        place.drop(f"{number}.txt", f"Arms transfer {number}\n\n{text}\n")
    engine = SqliteFile(place.data / DATABASE).writer()
    migrate(engine)  # so that there is a database
    engine.dispose()
    ended, codes = run_script(place, LIMITED)
    refused, _, good = ended.stdout.partition("AGAIN")
    assert codes == ["1", "0"]
    assert "failed: nothing is taken in: " in refused
    assert "Traceback" not in ended.stderr, ended.stderr
    assert "30 new articles seen, 30 matched" in plain(good)


# --- a real disk that is full ----------------------------------------------------------------------


@pytest.fixture
def small(place: Place) -> Iterator[Path]:
    """A disk of 16 MB under the data folder."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a small disk")
    command = [
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "size=16m,mode=700",
        "wirewatch-test",
        str(place.data),
    ]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    yield place.data
    subprocess.run(["umount", "--lazy", str(place.data)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Let somebody else use the disk up, to so many bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        while (free := shutil.disk_usage(disk).free) > leave:
            file.write(b"x" * min(free - leave, 2**16))
    return ballast


async def test_a_real_disk_below_its_reserve(place: Place, small: Path) -> None:
    """A tenth of it is held in reserve: enough to tell what is stored."""
    place.drop("news.txt", NEWS)
    async with place.open() as service:
        await service.begin()
        await ticked(service)
        ballast = fill(small, 1 * MB)
        place.drop("urgent.txt", URGENT)
        place.clock.forward(hours=5)
        await ticked(service)
        (printed,) = place.printed
        assert "Arms transfer agreed" in plain(printed)
        assert NOTHING_IN in plain(printed)
        assert [path.suffix for path in (small / "outbox").iterdir()] == [".json"]
        ballast.unlink()
        await ticked(service)
        place.clock.forward(days=1)
        await ticked(service)
    assert VISIT in plain(place.printed[1])


async def test_a_real_disk_without_a_byte(place: Place, small: Path, events: Any) -> None:
    """Whatever cannot be written waits; the service ticks on, and loses and blames nothing."""
    place.drop("news.txt", NEWS)
    place.drop("urgent.txt", URGENT)
    async with place.open() as service:
        await service.store.maintain()  # the log is empty: every write needs room
        ballast = fill(small, 0)
        place.clock.forward(hours=5)
        for _ in range(3):
            await ticked(service)
        assert service.room.short
        assert place.printed == []
        ballast.unlink()
        await ticked(service)
        place.clock.forward(days=1)
        await ticked(service)
        ((failures, _, owner, _),) = await service.store.read(_fares)
        assert (failures, owner) == (0, None)
    assert len([text for text in place.printed if VISIT in plain(text)]) == 1
    assert any("Nothing was taken in from" in plain(text) for text in place.printed)
    assert named(events, "job.failed") == named(events, "delivery.raised") == []


def test_a_database_on_a_full_disk_is_doubted(place: Place, small: Path) -> None:
    """`wirewatch db check` says so beside what it finds."""
    settings, database = place.files().settings, SqliteFile(place.data / "wirewatch.db")
    before = {one.event for one in doubts(settings, database)}
    fill(small, 1 * MB)
    after = {one.event for one in doubts(settings, database)}
    assert after - before == {"store.disk_full"}


async def test_a_digest_says_it_in_the_readers_zone(room: Newsroom) -> None:
    """Also a preview."""
    disk = Disk(free=0)
    filled = Room(lambda: disk, 200 * MB, clock=room.clock)
    room.pipeline.parts = replace(room.pipeline.parts, room=filled)
    await filled.look()
    said = sentences(await room.tell("desk"))
    assert f"{NOTHING_IN} 2 March 08:00: the disk of this service is full." in said
