"""The service as it runs: what is due gets a job, once a second, and each job does one thing to the rows."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog

from service.app.changes import numbers
from service.app.claims import Claims
from service.app.compiling import take_turns
from service.app.disk import warn
from service.app.files import Files
from service.app.heartbeat import beat
from service.app.places import HEARTBEAT
from service.app.rows import make_folders, make_rows
from service.app.watching import Folders
from service.errors import StoreError
from service.http import Http
from service.model import (
    DeliveryId,
    Rendered,
    RuleSetNumber,
    SlotId,
    SourceId,
    Stream,
    StreamId,
    StreamKind,
)
from service.pipeline import Configuration, Pipeline, composing
from service.pipeline.ahead import bring_back
from service.pipeline.announcing import remember
from service.pipeline.parts import Watched
from service.pipeline.polling import NOTHING
from service.pipeline.slots import speak_now
from service.runner.base import Task
from service.runner.local import LocalRunner
from service.settings import Settings
from service.store import deliveries, digests, slots, sources, unread
from service.store.upkeep import Keep


DRAIN_SECONDS = 8.0
"""A container is killed ten seconds after it was asked to stop."""

ASK_FIRST_SECONDS = 120.0
"""After a start, digests wait at most so long for sources that were due."""
MAINTAIN_FIRST, MAINTAIN_EVERY = timedelta(minutes=10), timedelta(hours=6)
"""After the start, and from then on."""
ANNOUNCE_EVERY = 10
"""Ticks: troubles are told no more exactly than that."""
STEPPED = timedelta(seconds=30)
"""A clock that is so much behind what it showed was set back."""
NO_NUMBER = RuleSetNumber(0)
"""Of a rule set that finds nothing for the record: for looking only."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What `once` has to say at its end."""

    polled: int
    failed: tuple[str, ...]
    digests: int
    undelivered: int


def _per_host(settings: Settings) -> int:
    """Give how many polls may wait for one slow host: never all, or nobody else would be asked."""
    fetch = settings.fetch
    return min(fetch.connections, max(fetch.per_host, fetch.connections // 4))


class Service:
    """One process over one data folder."""

    def __init__(
        self,
        files: Files,
        pipeline: Pipeline,
        http: Http,
        clock: Callable[[], datetime],
        hold: Callable[[], None] = lambda: None,
    ) -> None:
        self.files = files
        self.pipeline = pipeline
        self.http = http
        self.store = pipeline.parts.store
        self.room = pipeline.parts.room
        self._clock = clock
        self._hold = hold
        """Raises `LockedError` if the database is another's by now."""
        self._runner = LocalRunner(
            {
                "poll": Task(
                    run=self._poll,
                    at_once=files.settings.fetch.connections,
                    lane=self._host_of,
                    per_lane=_per_host(files.settings),
                ),
                "group": Task(run=self._group),
                "compose": Task(run=self._compose),
                "deliver": Task(run=self._deliver, at_once=8),
                "announce": Task(run=self._announce),
                "maintain": Task(run=self._maintain),
            }
        )
        self._claims = Claims(pipeline.parts, self._sending)
        self._ticks = 0
        self._seen = clock()  # what it showed at the last tick
        self._maintain_at = clock() + MAINTAIN_FIRST
        self._unasked: set[SourceId] = set()
        """Due at the start and not asked yet: news that missed slots should tell may be there."""
        self._asked_by = 0.0
        self._woken: set[SourceId] = set()
        """To be polled whenever they are due."""
        # Whose news the database did not take, and why: no fault of the sources.
        self._not_stored: dict[SourceId, str] = {}
        self._all_at_once = False
        """Streams wait for `once` to let each of them speak."""
        self._composing = asyncio.Lock()
        """What one stream tells decides what its sibling need not."""
        self._folders = Folders(self._watched, self.wake)

    # --- jobs --------------------------------------------------------------------------------

    async def _poll(self, key: str) -> None:
        source_id = SourceId(key)
        if not self.room.takes_in:  # it stays due, and nobody waits for it
            self._unasked.discard(source_id)
            return
        polled = NOTHING
        try:
            with self._claims.bears(source=source_id):
                if source_id in self._woken:
                    # Only now: a poll that was under way has put off its next one by itself.
                    self._woken.discard(source_id)
                    await self.store.write(sources.wake, [source_id], self._clock())
                polled = await self.pipeline.poll(source_id)
            self._not_stored.pop(source_id, None)
        except StoreError as error:
            self._not_stored[source_id] = str(error)
            raise
        finally:
            if not polled.more:
                self._unasked.discard(source_id)
        if (
            polled.matched
        ):  # most polls bring nothing, and a look each would cost more than they do
            self._runner.enqueue("group", "lane")
        if polled.more:
            self._runner.enqueue("poll", key)

    def _host_of(self, key: str) -> str:
        """Give the host that a source asks; what asks none stands for itself."""
        watched = self.pipeline.configuration.sources.get(SourceId(key))
        url = watched.source.options.get("url") if watched else None
        return (url and urlsplit(str(url)).hostname) or key

    async def _group(self, _: str) -> None:
        with self._claims.bears():
            await self.pipeline.group()
            await self.pipeline.open_slots()
        await self._enqueue_slots()

    async def _compose(self, key: str) -> None:
        slot_id = SlotId(int(key))
        async with self._composing:
            with self._claims.bears(slot=slot_id):
                await self.pipeline.compose(slot_id)
        with self._claims.bears():
            await self.pipeline.open_slots()
        await self._enqueue_deliveries()

    async def _deliver(self, key: str) -> None:
        if self.room.writes:  # else nobody could write down that it was sent
            with self._claims.bears():
                await self.pipeline.deliver(DeliveryId(key))

    def _sending(self) -> tuple[DeliveryId, ...]:
        return tuple(DeliveryId(key) for key in self._runner.keys("deliver"))

    async def _announce(self, _: str) -> None:
        if self.room.writes:
            with self._claims.bears():
                await self.pipeline.announce()

    async def _maintain(self, _: str) -> None:
        keep = self.files.settings.retention
        with self._claims.bears():
            await self.pipeline.maintain(
                Keep(
                    articles=keep.articles,
                    pages=keep.pages,
                    seen=keep.seen,
                    dead_letters=keep.dead_letters,
                )
            )

    # --- the clock ---------------------------------------------------------------------------

    async def tick(self) -> None:
        """Look at the rows, once a second: what is due gets a job.

        Whatever fails keeps nothing else from being looked at; then the tick has failed. Raises
        `LockedError` if the database is another's by now.
        """
        await asyncio.to_thread(self._hold)
        looks = (
            self._claims.give_back,
            self._look_at_clock,
            self._enqueue_sources,
            self._enqueue_slots,
            self._enqueue_deliveries,
            self._look_around,
        )
        failed = []
        for look in looks:
            try:
                with self._claims.bears():
                    await look()
            except Exception as error:  # noqa: BLE001 - raised below, after the other looks
                failed.append(error)
        self._ticks += 1
        if failed:
            raise ExceptionGroup("this tick failed", failed)
        # At the end: a sign of work that was done.
        beat(self.files.settings.data_dir / HEARTBEAT, self._clock())

    async def _look_at_clock(self) -> None:
        """Let no clock that was ahead, at any time, silence what it put off."""
        now = self._clock()
        step = max(self._seen - now, timedelta())
        if step >= STEPPED or self._ticks % 3600 == 0:
            await bring_back(self.pipeline.parts, self.pipeline.configuration, now, step)
            self._maintain_at = min(self._maintain_at, now + MAINTAIN_EVERY)
        if step >= STEPPED:
            log.warning("clock.set_back", seconds=round(step.total_seconds()))
            await self.pipeline.open_slots()
        self._seen = now  # only now: where this failed, the next tick does it

    async def _enqueue_sources(self) -> None:
        if not self.room.takes_in:
            return
        for source_id in await self.store.read(sources.due, self._clock(), 200):
            self._runner.enqueue("poll", source_id)

    async def _look_around(self) -> None:
        """Do what need not be done every second."""
        now = self._clock()
        if self._ticks % 60 == 0:
            await self.pipeline.recover(restarted=False)
            self._runner.enqueue("group", "lane")
        if self._ticks % ANNOUNCE_EVERY == 0:
            self._runner.enqueue("announce", "all")
        if now >= self._maintain_at:
            self._maintain_at = now + MAINTAIN_EVERY
            self._runner.enqueue("maintain", "all")

    async def _enqueue_slots(self) -> None:
        if self._all_at_once or not self.room.writes:
            return
        waits = self._unasked and asyncio.get_running_loop().time() < self._asked_by
        kind = StreamKind.INSTANT if waits else None
        for slot_id in await self.store.read(slots.due, self._clock(), 50, kind):
            self._runner.enqueue("compose", str(slot_id))

    async def _enqueue_deliveries(self) -> tuple[DeliveryId, ...]:
        if not self.room.writes:
            return ()
        due = await self.store.read(deliveries.due, self._clock(), 100)
        for delivery_id, _ in due:
            self._runner.enqueue("deliver", delivery_id)
        return tuple(delivery_id for delivery_id, _ in due)

    # --- run ---------------------------------------------------------------------------------

    async def put_in_force(self, files: Files, in_force: Configuration) -> None:
        """Let another configuration hold from now on; jobs under way end with theirs."""
        last = self.pipeline.configuration.rule_set
        self.pipeline.configuration = await make_rows(
            files, in_force, self.store, self._clock(), last
        )
        self.files = files
        self.room.reserve = files.settings.disk.reserve
        make_folders(in_force, files.settings.data_dir)
        self._folders.changed()
        self._runner.enqueue("group", "lane")  # pins hold for what was placed already
        await self.pipeline.open_slots()

    async def begin(self) -> None:
        """Write down the slots that came while nothing ran; first, sources are asked once."""
        take_turns()
        warn(self.files.settings, self.store.database)
        await remember(self.pipeline.parts)
        await self.room.look()
        await self.pipeline.open_slots()
        self._unasked = set(await self.store.read(sources.due, self._clock(), 1000))
        self._asked_by = asyncio.get_running_loop().time() + ASK_FIRST_SECONDS
        log.info("service.started", **numbers(self.pipeline.configuration))

    async def stop(self) -> None:
        """Take nothing more in, and let what is under way finish."""
        await self._runner.stop(DRAIN_SECONDS)
        with suppress(OSError):  # whoever looks sees that nobody holds the folder
            (self.files.settings.data_dir / HEARTBEAT).unlink(missing_ok=True)

    async def watch_folders(self, look_again: float = 30.0) -> None:
        """Wake polls by file events, until cancelled."""
        await self._folders.watch(look_again)

    def _watched(self) -> Iterable[Watched]:
        return self.pipeline.configuration.sources.values()

    def wake(self, source_ids: Iterable[SourceId]) -> None:
        """Poll these sources now; one that is polled just now, once more."""
        for source_id in source_ids:
            self._woken.add(source_id)
            self._runner.enqueue("poll", source_id)

    async def tell_now(self) -> None:
        """Tell what the first polls bring without waiting for a schedule."""
        await self.tick()
        await self._runner.idle()
        for stream in _in_telling_order(self.pipeline.configuration):
            if await self._has_news(stream):
                await self._compose_now(stream)
        await self._enqueue_deliveries()

    async def _has_news(self, stream: Stream) -> bool:
        if await self.store.read(digests.last_spoke, stream.id) is None:
            return True
        return await self.store.read(digests.has_pending, stream.id)

    async def _due_of(self, stream: Stream) -> tuple[SlotId, ...]:
        return await self.store.read(slots.due_of, stream.id, self._clock())

    async def _compose_now(self, stream: Stream) -> bool:
        """Compose a stream in a slot of its own; true if it spoke."""
        now = self._clock()
        spoke = False
        async with self._composing:
            await speak_now(self.pipeline.parts, stream.id, now)
            tried: set[SlotId] = set()
            # What a digest had no room for follows in further ones.
            while fresh := set(await self._due_of(stream)) - tried:
                tried |= fresh
                for slot_id in sorted(fresh):
                    spoke |= await self.pipeline.compose(slot_id) is not None
        return spoke

    # --- once --------------------------------------------------------------------------------

    async def once(self) -> Finding:
        """Poll everything, tell every stream once, deliver, and return what is left to say."""
        self._all_at_once = True
        await remember(self.pipeline.parts)
        await self.room.look()
        try:
            self.wake(self.pipeline.configuration.sources)
            await self._runner.idle()
            await self._read_pages()
            await self.pipeline.group()
            await self.pipeline.open_slots()  # so that the same digest tells what was missed
            spoken, silenced = await self._compose_all()
            with self._claims.bears():
                await self.pipeline.announce(at_once=True)
            await self._deliver_all()
        finally:
            self._all_at_once = False
        return await self._finding(spoken, silenced)

    async def _read_pages(self) -> None:
        """Read what waits for its page since an earlier pass: no tick comes to do it."""
        for source_id in await self.store.read(unread.sources_due, self._clock()):
            self._runner.enqueue("poll", source_id)
        await self._runner.idle()

    async def _compose_all(self) -> tuple[int, list[str]]:
        """Let every stream speak; give how many did, and what kept others from it."""
        spoken, silenced = 0, []
        for stream in _in_telling_order(self.pipeline.configuration):
            try:
                with self._claims.bears():
                    spoken += await self._compose_now(stream)
            except Exception as error:
                log.exception("digest.failed", stream=stream.id)
                silenced.append(f"{stream.title}: {error!r}")
        return spoken, silenced

    async def _deliver_all(self) -> None:
        """Try every delivery that is due, once."""
        tried: set[DeliveryId] = set()
        while fresh := set(await self._enqueue_deliveries()) - tried:
            tried |= fresh
            await self._runner.idle()

    async def _finding(self, spoken: int, silenced: Sequence[str]) -> Finding:
        states = await self.store.read(sources.active)
        failing = [f"{one.title}: {one.error_detail}" for one in states if one.failures]
        if not self.room.short:  # that says why nothing could be stored
            failing += [f"{one}: {why}" for one, why in self._not_stored.items()]
        return Finding(
            polled=len(states),
            failed=(*([self.room.reason] if self.room.short else []), *failing, *silenced),
            digests=spoken,
            undelivered=await self.store.read(deliveries.count_open),
        )

    async def preview(self, stream_id: StreamId) -> Rendered:
        """Render what a stream would be told now; nothing is written."""
        configuration = self.pipeline.configuration
        return await composing.preview(
            self.pipeline.parts, configuration, configuration.streams[stream_id], self._clock()
        )


def _in_telling_order(configuration: Configuration) -> list[Stream]:
    """Digests first; but an instant stream with readers of its own speaks before its digest."""

    def last(stream: Stream) -> bool:
        if stream.kind is StreamKind.DIGEST:
            return False
        return any(stream in configuration.relieved(one) for one in configuration.streams.values())

    streams = list(configuration.streams.values())
    instants = [one for one in streams if one.kind is StreamKind.INSTANT]
    return [
        *(one for one in instants if not last(one)),
        *(one for one in streams if one.kind is StreamKind.DIGEST),
        *(one for one in instants if last(one)),
    ]
