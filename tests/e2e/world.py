"""A world around one service: a feed, an inbox, a webhook, a mail server, and an oracle.

The oracle is simple: every story that was published must be told in exactly one digest of each
stream, and every digest must reach every channel. A repetition on the wire is allowed only to a
delivery that was leased when the process was killed, and it must be the same, byte for byte.
"""

import asyncio
import json
import os
import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from service.app.places import DATABASE
from tests.e2e.feeds import Feed, Story, feed
from tests.e2e.looking import Looking, PostgresLooking, SqliteLooking
from tests.e2e.processes import PATIENCE, Launcher, Process
from tests.e2e.receivers import SECRET, Hook, Post, hook, post


LEFT = {"wirewatch.db", "wirewatch.db-shm", "wirewatch.db-wal", "wirewatch.lock", "heartbeat.json"}
"""Files that may stay in the data folder."""
WATCHLIST = """
watchlist: {name}
rules:
  - {{id: inspectors, query: inspectors}}
"""
INSTANT = """
instant: {tiers: [normal], to: [hook, desk, outbox], group_wait: 0s}
"""
DIGEST = """
digest: {schedule: '* * * * *', to: [hook, desk, outbox], empty: skip}
"""


@dataclass(slots=True, kw_only=True)
class World:
    """One data folder and everything around it."""

    folder: Path
    launcher: Launcher
    feed: Feed
    hook: Hook
    post: Post
    database: Looking
    clock: str | None = None
    """`WIREWATCH_CLOCK` for the processes; None: the time of day."""
    published: list[Story] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    leased: Counter[str] = field(default_factory=Counter)
    """Delivery ids, and at how many kills each stood leased."""

    # --- what stands in files ------------------------------------------------------------------

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def inbox(self) -> Path:
        return self.data / "inbox"

    @property
    def outbox(self) -> Path:
        return self.data / "outbox"

    def lay(self, migrated: Path) -> None:
        """Put a database with nothing in it where a first start would make one."""
        self.data.mkdir(mode=0o700)
        shutil.copy(migrated, self.data / DATABASE)

    def configure(self, **files: str) -> None:
        """Write the usual configuration; `watchlist_x`, `sources` or `config` replace its parts."""
        texts = {
            "watchlist_soon": WATCHLIST.format(name="soon") + INSTANT,
            "watchlist_daily": WATCHLIST.format(name="daily") + DIGEST,
            "sources": self.sources(self.feed.url),
            "config": self.config(),
        } | files
        config = self.folder / "config"
        (config / "watchlists").mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            place = f"{name.replace('watchlist_', 'watchlists/')}.yaml"
            (config / place).write_text(text)

    def sources(self, *urls: str, full_text: str = "never") -> str:
        feeds = "".join(
            f"""
  - id: wire{number or ""}
    url: {url}
    allow_networks: [127.0.0.0/8]
    language: en
    backfill: all
    full_text: {full_text}
    every: 1m"""
            for number, url in enumerate(urls)
        )
        return f"""
sources:
  - id: inbox
    path: inbox
    language: en
    backfill: all{feeds}
"""

    def config(self, *, to: Sequence[str] = ("ann@example.org",)) -> str:
        return f"""
data_dir: {self.data}
log: {{format: json}}
web: {{listen: 'off'}}
channels:
  hook:
    type: webhook
    url: {self.hook.server.url}/hook
    secret: {SECRET}
    allow_networks: [127.0.0.0/8]
  desk:
    type: email
    host: 127.0.0.1
    port: {self.post.port}
    security: none
    from: Desk <desk@example.org>
    to: {json.dumps(list(to))}
  outbox:
    type: file
    folder: outbox
    formats: [json]
"""

    # --- processes -----------------------------------------------------------------------------

    def start(self, *arguments: str, crash: str | None = None) -> Process:
        """Start `wirewatch run`, or whatever else is asked for."""
        environment = {
            name: os.environ[name]  # noqa: TID251 - a process gets what ours has, but no setting
            for name in ("PATH", "TMPDIR", "LANG", "HOME")
            if name in os.environ  # noqa: TID251 - as above
        }
        environment |= self.database.environment
        environment["WIREWATCH_WEB__LISTEN"] = "off"  # the port belongs to whoever runs the tests
        if self.clock:
            environment["WIREWATCH_CLOCK"] = self.clock
        if crash:
            environment["WIREWATCH_CRASH"] = crash
        log = self.folder / f"run-{len(self.processes)}.log"
        command = arguments or ("run",)
        process = self.launcher.start(
            [*command, "--config", str(self.folder / "config")], self.folder, log, environment
        )
        self.processes.append(process)
        return process

    async def kill(self, process: Process) -> None:
        await process.kill()
        self.note_leases()

    def note_leases(self) -> None:
        """Write down what was on its way when a process died: that, and no other, may repeat."""
        if self.has_tables:
            rows = self.rows("SELECT id FROM delivery WHERE lease_owner IS NOT NULL")
            self.leased.update(row["id"] for row in rows)

    def turn_clock(self, shown: str, speed: int = 60) -> None:
        """Let the clock of processes to come show an instant now, and run faster."""
        self.clock = f"{shown}@{time.time():.3f}x{speed}"  # noqa: TID251 - the test's own clock

    # --- what happens --------------------------------------------------------------------------

    def publish(self, *numbers: int) -> None:
        """Publish stories: the odd ones in the feed, the even ones as files that are moved in."""
        for story in map(Story, numbers):
            self.published.append(story)
            if story.number % 2:
                self.feed.stories.append(story)
            else:
                self.move_in(f"{story.number}.txt", story.file)

    def move_in(self, name: str, text: str) -> None:
        self.inbox.mkdir(parents=True, exist_ok=True)
        aside = self.folder / name
        aside.write_text(text)
        time.sleep(0.01)  # within one tick of the kernel's clock, moving leaves no trace
        aside.rename(self.inbox / name)

    async def started(self) -> Process:
        """Start the service and wait until it says that it runs."""
        process = self.start()
        await self.until(lambda: "service.started" in process.text, "the start")
        return process

    async def until(self, condition: Any, what: str) -> None:
        """Wait until a condition holds; say what was waited for, and what the service said."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition():
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"in vain: {what}\n{self.processes[-1].text}") from None

    async def settle(self) -> None:
        """Wait until everything published is told everywhere, and nothing is on its way."""
        try:
            await self.until(self.is_quiet, "everything told and delivered")
        except AssertionError as error:
            error.add_note(f"of {len(self.published)} stories: {self.unfinished()}")
            raise

    def unfinished(self) -> dict[str, object]:
        """Say what is missing: untold titles by stream, where they stand, and open slots."""
        titles = {one.title for one in self.published}
        return {
            "untold": {
                key: sorted(titles - set(some)) for key, some in self.told_titles().items()
            },
            "untaken": sorted(
                titles - {row["title"] for row in self.rows("SELECT title FROM article_version")}
            ),
            "slots": [
                dict(zip(("stream", "time", "due", "owner"), row, strict=True))
                for row in self.rows(
                    "SELECT stream_id, local_time, due_at, lease_owner FROM slot WHERE state = 'open'"
                )
            ],
            "sources": [
                dict(zip(("source", "due", "owner"), row, strict=True))
                for row in self.rows("SELECT id, next_due, lease_owner FROM source")
            ],
        }

    def is_quiet(self) -> bool:
        if not self.has_tables:
            return False
        titles = {one.title for one in self.published}
        told = self.told_titles()
        if not told or not all(titles <= set(some) for some in told.values()):
            return False
        return not self.rows(  # asked afterwards: a digest and its deliveries appear together
            "SELECT 1 FROM delivery WHERE state NOT IN ('sent', 'dead') OR lease_owner IS NOT NULL"
        )

    # --- looking into the database -------------------------------------------------------------

    def rows(self, query: str, *values: object) -> Sequence[Any]:
        return self.database.rows(query, *values)

    @property
    def has_tables(self) -> bool:
        return self.database.has_tables

    def told_titles(self) -> dict[str, list[str]]:
        """Give, for every stream, the titles that it was told."""
        found: dict[str, list[str]] = {
            row["id"]: [] for row in self.rows("SELECT id FROM stream WHERE removed_at IS NULL")
        }
        for row in self.rows(
            "SELECT stream_id, title FROM told JOIN article_version USING (article_id, version)"
        ):
            found.setdefault(row["stream_id"], []).append(row["title"])
        return found

    def deliveries(self, channel: str) -> dict[str, str]:
        """Give the state of each delivery of a channel, by recipient; the last one counts."""
        query = "SELECT recipient, state FROM delivery WHERE channel = ? ORDER BY created_at"
        return {row["recipient"]: row["state"] for row in self.rows(query, channel)}

    # --- the law -------------------------------------------------------------------------------

    def check(self) -> None:
        """Check all that must hold once everything is quiet and no process runs."""
        assert self.database.is_sound
        for table in ("source", "slot", "delivery"):
            assert not self.rows(f"SELECT * FROM {table} WHERE lease_owner IS NOT NULL"), table
        assert not self.strays()
        self._check_told()
        self._check_deliveries()
        self._check_wire()

    def strays(self) -> list[str]:
        """Name what a crash may have left behind in the data folder: no such file should stay."""
        inside = {path.name for path in self.data.iterdir() if path.is_file()} - LEFT
        inside |= {path.name for path in self.outbox.glob("*") if path.suffix != ".json"}
        inside |= {path.name for path in self.outbox.glob(".*")}
        return sorted(inside)

    def _check_told(self) -> None:
        """Each story stands in exactly one digest of each stream, by rows and by what arrived."""
        wanted = Counter(one.title for one in self.published)
        for stream, titles in self.told_titles().items():
            assert Counter(titles) == wanted, f"rows of {stream}"
            assert self.arrived_titles(stream) == wanted, f"webhooks of {stream}"

    def arrived_titles(self, stream: str) -> Counter[str]:
        """Count the headlines that the webhook was told by a stream; repetitions count once."""
        once = {one.id: one.body for one in self.hook.taken}
        digests = [json.loads(body) for body in once.values()]
        return Counter(
            story["headline"]
            for digest in digests
            if digest["stream"] == stream
            for story in digest["stories"]
        )

    def _check_deliveries(self) -> None:
        """Every digest has reached every channel, and nothing else was sent."""
        rows = self.rows("SELECT id, channel, state FROM delivery")
        assert {row["state"] for row in rows} <= {"sent"}
        sent = {
            channel: {row["id"] for row in rows if row["channel"] == channel}
            for channel in ("hook", "desk", "outbox")
        }
        assert set(self.hook.counts) == sent["hook"]
        assert set(self.post.counts) == sent["desk"]
        assert len(list(self.outbox.glob("*.json"))) == len(sent["outbox"])
        digests = self.rows("SELECT count(*) FROM digest")[0][0]
        assert {len(ids) for ids in sent.values()} == {digests}

    def _check_wire(self) -> None:
        """One id has one body, every signature was right, and only what was leased came again."""
        assert not self.hook.refused
        for receiver in (self.hook, self.post):
            assert all(len(bodies) == 1 for bodies in receiver.bodies.values())
            for ident, count in receiver.counts.items():
                assert count - 1 <= self.leased[ident], f"{ident} came {count} times"

    @property
    def repeated(self) -> int:
        """How many messages came again, over all receivers."""
        return sum(
            count - 1 for receiver in (self.hook, self.post) for count in receiver.counts.values()
        )


@asynccontextmanager
async def world(folder: Path, launcher: Launcher, url: str | None = None) -> AsyncIterator[World]:
    """Open a world in an empty folder; whatever runs in it at the end is killed.

    Its database is the PostgreSQL at `url`, else a file of SQLite.
    """
    database = PostgresLooking(url) if url else SqliteLooking(folder / "data" / DATABASE)
    async with AsyncExitStack() as stack:
        made = World(
            folder=folder,
            launcher=launcher,
            feed=await stack.enter_async_context(feed()),
            hook=await stack.enter_async_context(hook()),
            post=await stack.enter_async_context(post()),
            database=database,
        )
        made.configure()
        try:
            yield made
        finally:
            for process in made.processes:
                await process.kill()
            database.close()
