"""The port of a real service: health, figures, reload, and clients that mean no good."""

import asyncio
import re
import shutil
import signal
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from service.app.files import read
from service.app.opening import open_service
from service.app.outside import Outside
from service.app.places import DATABASE
from service.app.reloading import Reloader
from service.app.running import Service
from service.clock import now
from service.scheduler import Scheduler, keep_running
from service.web import listen, serve
from tests.unit.web.client import Answer, ask


CONFIG = """\
channels:
  outbox: {{type: file, folder: outbox, formats: [txt]}}
web:
  listen: 127.0.0.1:0
{token}
"""
SOURCES = "sources:\n  - {id: inbox, path: inbox, kind: folder, settle: 0s}\n"
WATCHLIST = """\
watchlist: desk
title: The desk
rules:
  - {id: arms, query: arms transfer}
digest: {schedule: daily 08:00, to: outbox, empty: skip}
"""
TEXT = "Arms transfer agreed\n\nEnvoys of both sides spoke of an arms transfer on Monday.\n"
SECONDS_FOR_HEADERS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A service with its files, and the port on which it answers."""

    config: Path
    watchlist: Path
    service: Service
    port: int
    stop: asyncio.Event
    ended: asyncio.Task[bool]

    async def ask(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> Answer:
        return await ask(self.port, path, method, headers)

    async def figure(self, name: str) -> float:
        text = (await self.ask("/metrics")).body.decode()
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        assert found, f"no {name}"
        return float(found[1])


def handlers() -> list[object]:
    return [signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]


def write_files(config: Path, data: Path) -> None:
    (config / "watchlists").mkdir(parents=True)
    (config / "config.yaml").write_text(CONFIG.format(token=""))
    (config / "sources.yaml").write_text(SOURCES)
    (config / "watchlists" / "desk.yaml").write_text(WATCHLIST)
    data.mkdir()


@pytest_asyncio.fixture(params=["new"])
async def desk(
    request: pytest.FixtureRequest, migrated: Path, tmp_path: Path
) -> AsyncIterator[Desk]:
    """Give a service that runs; where a test says `busy`, it has told one article."""
    config, data = tmp_path / "config", tmp_path / "data"
    write_files(config, data)
    shutil.copy(migrated, data / DATABASE)
    environ = {"WIREWATCH_DATA_DIR": str(data)}
    outside = Outside(clock=now, write=lambda _: None)
    files = read(config, environ)
    stop = asyncio.Event()
    async with open_service(files, outside) as service:
        if request.param == "busy":
            (data / "inbox" / "one.txt").write_text(TEXT)
            await service.once()
        scheduler = Scheduler(service.tick)
        reloader = Reloader(service, config, lambda: environ, outside)
        port = listen(files.settings)
        assert port is not None
        number = port.getsockname()[1]

        async def web() -> None:
            await serve(service, port, stop, clock=scheduler, reloading=reloader)

        ended = asyncio.create_task(keep_running(service, scheduler, stop, web))
        await asyncio.sleep(0.1)
        yield Desk(
            config=config,
            watchlist=config / "watchlists" / "desk.yaml",
            service=service,
            port=number,
            stop=stop,
            ended=ended,
        )
        stop.set()
        await ended


@pytest.mark.parametrize("desk", ["busy"], indirect=True)
async def test_a_service_says_how_it_is(desk):
    """Alive, ready with its checks, and with figures of what it did."""
    assert (await desk.ask("/healthz")).json() == {"status": "ok"}
    ready = await desk.ask("/readyz")
    assert (ready.status, set(ready.json()["checks"])) == (
        200,
        {"database", "clock", "room", "reload"},
    )
    assert await desk.figure("wirewatch_articles_total") == 1
    assert await desk.figure('wirewatch_matches_total{rule="arms",watchlist="desk"}') == 1
    assert await desk.figure('wirewatch_digests_total{stream="desk"}') == 1
    sent = 'wirewatch_delivery_attempts_total{channel="outbox",outcome="sent"}'
    assert await desk.figure(sent) == 1
    assert await desk.figure('wirewatch_source_failures_total{source="inbox"}') == 0


async def test_files_are_read_anew_on_request(desk):
    """A mistake is shown with its place and changes nothing; once mended, the new rule holds."""
    desk.watchlist.write_text(WATCHLIST.replace("arms transfer", "'(arms'"))
    answer = await desk.ask("/-/reload", "POST")
    assert answer.json()["status"] == "partly"
    (problem,) = answer.json()["problems"]
    reload = (await desk.ask("/readyz")).json()["checks"]["reload"]
    assert reload["reason"].startswith(
        "taken over in part: 1 mistake, first watchlists/desk.yaml:4"
    )
    assert reload["reason"].endswith("; what was good there still holds")
    assert (problem["file"].endswith("desk.yaml"), problem["line"]) == (True, 4)
    assert list(desk.service.files.rules.rules) == ["desk/arms"]
    (desk.config / "config.yaml").write_text("channels: [")
    assert (await desk.ask("/-/reload", "POST")).status == 422
    assert (await desk.ask("/readyz")).json()["checks"]["reload"]["status"] == "not ok"


async def test_a_new_token_holds_at_once(desk):
    """A reload may guard the port, or change its token."""
    (desk.config / "config.yaml").write_text(CONFIG.format(token="  token: a-token-for-the-desk"))
    assert (await desk.ask("/-/reload", "POST")).status == 200
    assert (await desk.ask("/metrics")).status == 401
    headers = {"Authorization": "Bearer a-token-for-the-desk"}
    assert (await desk.ask("/metrics", headers=headers)).status == 200


async def seconds_until_closed(port: int, drip: bytes) -> float:
    """Begin a request, add a byte a moment, and never end it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    loop = asyncio.get_running_loop()
    start = loop.time()
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    end = asyncio.ensure_future(reader.read())
    while not end.done():
        writer.write(drip)
        await asyncio.wait([end], timeout=0.2)
    end.exception()
    writer.transport.abort()
    return loop.time() - start


async def test_slow_senders_are_closed_and_hold_up_nobody(desk):
    """150 half requests: each is closed in time, and health is answered all the while."""
    slow = [
        asyncio.create_task(seconds_until_closed(desk.port, b"x" if number % 2 else b""))
        for number in range(150)
    ]
    await asyncio.sleep(0.5)
    answered = 0
    while not all(one.done() for one in slow):
        assert (await desk.ask("/healthz")).status == 200
        answered += 1
        await asyncio.sleep(0.2)
    held = [await one for one in slow]
    assert max(held) < 3 * SECONDS_FOR_HEADERS
    assert answered > 1  # while some of them were held


async def test_the_end_takes_less_than_a_second(desk):
    """Neither an idle connection nor half a request delays it; the port is free afterwards."""
    idle = await asyncio.open_connection("127.0.0.1", desk.port)
    half = await asyncio.open_connection("127.0.0.1", desk.port)
    half[1].write(b"GET / HTTP/1.1\r\n")
    assert (await desk.ask("/healthz")).status == 200
    desk.stop.set()
    async with asyncio.timeout(1):
        assert await idle[0].read() == b""
    await desk.ended
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", desk.port)
    for _, writer in (idle, half):
        writer.transport.abort()


async def test_signals_are_left_to_whoever_runs_the_loop(desk):
    """The server installs no handler of its own; without a port it ends at once."""
    before = handlers()
    port = listen(desk.service.files.settings)
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(desk.service, port, stop))
    await asyncio.sleep(0.05)
    assert handlers() == before
    stop.set()
    async with asyncio.timeout(1):
        await serving
        await serve(desk.service, None, asyncio.Event())
