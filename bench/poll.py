"""What polls cost: thousands of feeds on a loopback server, nine in ten answering "nothing new".

    python bench/poll.py --feeds 10000 --rounds 3

A server in another process serves so many feeds; each knows the validators that it gave. Nine in ten
answer 304, every tenth has one new item each time. Prints, in CPU time of this process (so that what
else runs on the machine counts little; one core does so many a second):

- the bare client: the same requests by httpx, over connections that are kept and over one for each;
- our client: the same requests, with its checks and limits;
- first sight: all feeds whole, read, and written down;
- a round: every source claimed, asked, parsed, matched, written down; by part, and beside httpx;
- resident memory after each round, which must not grow.
"""

import argparse
import asyncio
import logging
import multiprocessing
import os
import resource
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import cast

import httpx
import structlog

from service.app.build import PRELOAD
from service.app.database import bring_up_to_date
from service.digests.look import Look
from service.digests.render import Renderer
from service.http import Http
from service.matches.compile import compile_rules
from service.model import FullText, Rule, RuleSetNumber, Source, SourceId
from service.pipeline import Configuration, Parts, Pipeline, Watched
from service.sandbox import Sandbox
from service.sources import feed as feed_kind
from service.sources.base import Bounds, KindModule, Tools
from service.store import matches, sources
from service.store.engine import Store
from service.store.sqlite import SqliteFile


AT_ONCE = 20
HERE = ["127.0.0.0/8"]
WHOLE = 10
"""Every so many-th feed has something new each time."""
ITEMS = 20
TEXT = "A ferry ran aground off Lundby on Monday, all are safe, the harbour master said. " * 5
RULES = [
    Rule(
        watchlist="bench", id=f"r{number}", title="Bench", query=f"aground{number} OR ferry NEAR x"
    )
    for number in range(100)
]
BEGIN = datetime(2030, 1, 1, tzinfo=UTC)


# --- the server ----------------------------------------------------------------------------------


class Feeds(asyncio.Protocol):
    """HTTP/1.1 as small as it can be: who serves must not be what is measured."""

    asked: dict[str, int] = {}  # noqa: RUF012 - of the one server in this process

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.head = b""

    def data_received(self, data: bytes) -> None:
        self.head += data
        while (end := self.head.find(b"\r\n\r\n")) >= 0:
            head, self.head = self.head[:end], self.head[end + 4 :]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        path = head.split(b" ", 2)[1].decode()
        number = int(path.rpartition("/")[2])
        conditional = b"if-none-match:" in head.lower()
        if conditional and number % WHOLE:
            self.transport.write(b'HTTP/1.1 304 Not Modified\r\nETag: "0"\r\n\r\n')
        else:
            self.asked[path] = version = self.asked.get(path, 0) + 1
            body = rss(number, version)
            self.transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
                b'ETag: "%d"\r\nContent-Length: %d\r\n\r\n' % (version, len(body)) + body
            )
        if b"connection: close" in head.lower():
            self.transport.close()


def rss(number: int, version: int) -> bytes:
    """Give a feed of so many items, one of them new with each version."""
    items = "".join(
        f"<item><guid>{number}-{one}</guid><title>Ferry {number} {one} aground</title>"
        f"<link>http://wire.example/{number}/{one}</link>"
        f"<pubDate>{format_datetime(BEGIN - timedelta(hours=(ITEMS + 10) - one))}</pubDate>"
        f"<description>{number} {one} {TEXT}</description></item>"
        for one in range(version + ITEMS, version, -1)
    )
    return f'<rss version="2.0"><channel><title>F{number}</title>{items}</channel></rss>'.encode()


def serve(port: Pipe) -> None:
    async def run() -> None:
        listener = await asyncio.get_running_loop().create_server(
            Feeds, "127.0.0.1", 0, backlog=512
        )
        port.send(listener.sockets[0].getsockname()[1])
        await listener.serve_forever()

    asyncio.run(run())


# --- what is measured ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU seconds, by who spent them."""

    whole: float
    workers: float
    by_thread: Mapping[str, float]


async def cost(work: Callable[[], Awaitable[object]]) -> Cost:
    before, workers, threads = time.process_time(), _of_workers(), _by_thread()
    await work()
    after = _by_thread()
    return Cost(
        whole=time.process_time() - before,
        workers=_of_workers() - workers,
        by_thread={name: spent - threads.get(name, 0) for name, spent in after.items()},
    )


def _by_thread() -> dict[str, float]:
    """Sum CPU time by kind of thread; those that ended meanwhile are few."""
    spent: dict[str, float] = {}
    for thread in threading.enumerate():
        if thread.ident is not None:
            kind = thread.name.rstrip("0123456789").rstrip("_-")
            clock = time.pthread_getcpuclockid(thread.ident)
            spent[kind] = spent.get(kind, 0) + time.clock_gettime(clock)
    return spent


def _of_workers() -> float:
    """Give the CPU time of all processes below this one but the server."""
    known = {one[0]: one for path in Path("/proc").glob("[0-9]*/stat") if (one := _process(path))}
    mine, ticks = {os.getpid()}, 0
    for _ in range(4):  # generations
        mine |= {pid for pid, (_, parent, _) in known.items() if parent in mine}
    for pid in (mine - {os.getpid(), *SPARED}) & set(known):
        ticks += known[pid][2]
    return ticks / os.sysconf("SC_CLK_TCK")


def _process(path: Path) -> tuple[int, int, int] | None:
    """Give a process's number, its parent's, and the time that it took."""
    try:
        facts = path.read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(path.parent.name), int(facts[1]), int(facts[11]) + int(facts[12])


SPARED: set[int] = set()
"""Processes that are no workers: the server."""


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


async def at_once(work: Callable[[str], Awaitable[object]], keys: Sequence[str]) -> None:
    waiting = iter(keys)

    async def lane() -> None:
        for key in waiting:
            await work(key)

    await asyncio.gather(*(lane() for _ in range(AT_ONCE)))


# --- the clients ---------------------------------------------------------------------------------


async def bare(urls: Sequence[str], *, kept: bool) -> Cost:
    """Ask by httpx alone."""
    headers = {"If-None-Match": '"0"'} | ({} if kept else {"Connection": "close"})
    limits = httpx.Limits(
        max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE if kept else 0
    )
    async with httpx.AsyncClient(limits=limits, trust_env=False) as client:

        async def ask(url: str) -> None:
            await client.get(url, headers=headers)

        return await cost(lambda: at_once(ask, urls))


async def ours(urls: Sequence[str]) -> Cost:
    """Ask by our client alone: checks, limits, one connection for each."""
    http = Http(user_agent="bench", connections=AT_ONCE, per_host=AT_ONCE)

    async def ask(url: str) -> None:
        await http.get(url, headers={"If-None-Match": '"0"'}, allow=HERE)

    return await cost(lambda: at_once(ask, urls))


# --- the pipeline --------------------------------------------------------------------------------


class Clock:
    """Time that is wound from round to round."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


def pipeline(urls: Sequence[str], store: Store, folder: Path, clock: Clock) -> Pipeline:
    http = Http(user_agent="bench", connections=AT_ONCE, per_host=AT_ONCE)
    tools = Tools(http=http, base=folder)
    parts = Parts(
        store=store,
        sandbox=Sandbox(workers=1, preload=PRELOAD),
        renderer=Renderer(Look()),
        clock=clock,
        owner="bench",
        aside=folder / "aside",
    )
    watched = {}
    for number, url in enumerate(urls):
        source = Source(
            id=SourceId(f"f{number}"),
            kind="feed",
            title=f"F{number}",
            options={"url": url},
            full_text=FullText.NEVER,
        )
        config = feed_kind.Config.model_validate({"url": url, "allow_networks": HERE})
        watched[source.id] = Watched(
            source=source,
            module=cast("KindModule", feed_kind),
            kind=feed_kind.build(config, source, tools),
            every=timedelta(minutes=30),
            bounds=Bounds(shortest=timedelta(minutes=5), longest=timedelta(hours=3)),
        )
    return Pipeline(
        parts,
        Configuration(
            sources=watched,
            rules=compile_rules(RULES),
            rule_set=RuleSetNumber(1),
            streams={},
            schedules={},
            channels={},
        ),
    )


async def rounds(urls: Sequence[str], folder: Path, number: int) -> list[tuple[Cost, float]]:
    """Poll every source so many times; the first time is first sight."""
    database = SqliteFile(folder / "wirewatch.db")
    bring_up_to_date(database)
    store, clock = Store(database), Clock()
    service = pipeline(urls, store, folder, clock)
    configured = [one.source for one in service.configuration.sources.values()]
    await store.write(sources.sync, configured, clock(), {})
    await store.write(matches.publish_rule_set, "bench", RULES, clock())
    found = []
    try:
        for _ in range(number + 1):
            spent = await cost(
                lambda: at_once(
                    lambda key: service.poll(SourceId(key)), [one.id for one in configured]
                )
            )
            found.append((spent, resident()))
            clock.now += timedelta(hours=4)
    finally:
        await service.parts.sandbox.close()
        store.close()
    return found


# --- the report ----------------------------------------------------------------------------------


def told(what: str, spent: Cost, number: int, beside: float | None = None) -> None:
    each = spent.whole / number
    ratio = f"  {each / beside:5.2f} times httpx" if beside else ""
    print(f"{what:34}{1 / each:8,.0f} a second{each * 1e6:9,.0f} us each{ratio}")


async def measure(port: int, feeds: int, number: int) -> None:
    urls = [f"http://127.0.0.1:{port}/feed/{one}" for one in range(feeds)]
    print(
        f"{feeds:,} feeds, {1 - 1 / WHOLE:.0%} with nothing new, {AT_ONCE} at once; CPU of this process"
    )
    kept = await bare(urls, kept=True)
    told("httpx, connections kept", kept, feeds)
    closed = await bare(urls, kept=False)
    beside = closed.whole / feeds
    told("httpx, one connection each", closed, feeds)
    client = await ours(urls)
    told("our client", client, feeds, beside)
    with tempfile.TemporaryDirectory() as folder:
        found = await rounds(urls, Path(folder), number)
    first, *others = found
    told("first sight", first[0], feeds)
    for at, (spent, _) in enumerate(others, 1):
        told(f"round {at}", spent, feeds, beside)
    last = others[-1][0]
    print("\na poll of the last round, us:")
    for name, seconds in sorted(last.by_thread.items(), key=lambda one: -one[1]):
        print(f"  {name:30}{seconds / feeds * 1e6:9,.0f}")
    print(f"  {'of it, our client alone':30}{client.whole / feeds * 1e6:9,.0f}")
    print(f"  {'workers (other processes)':30}{last.workers / feeds * 1e6:9,.0f}")
    print("\nresident memory, MB: " + ", ".join(f"{memory:.0f}" for _, memory in found))


def main() -> None:
    quiet = structlog.make_filtering_bound_logger(logging.ERROR)
    structlog.configure(wrapper_class=quiet)  # what a service says at its usual level is little
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    receiver, sender = spawn.Pipe(duplex=False)
    server = spawn.Process(target=serve, args=(sender,), daemon=True)
    server.start()
    try:
        SPARED.add(server.pid or 0)
        asyncio.run(measure(receiver.recv(), given.feeds, given.rounds))
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    main()
