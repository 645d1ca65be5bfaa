"""Orders to a running service: what it does, what it refuses, and whom it lets go."""

import asyncio
import json
import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest

from service.app.asking import ask
from service.app.endpoint import connect, listen
from service.app.orders import (
    LONGEST,
    POLL,
    RELOAD,
    REPLAY,
    Poll,
    PollAnswer,
    Reload,
    ReloadAnswer,
    Replay,
    Verb,
)
from service.app.places import CONTROL
from service.errors import OrderError
from service.model import DeliveryId, SourceId
from service.store import fares
from service.store.deliveries import Verdict
from tests.integration.orders import controlled
from tests.integration.place import NEWS, WATCHLIST, Place


T = TypeVar("T")
Q = TypeVar("Q")
A = TypeVar("A")

NOTHING = Replay(ids=())


async def asked(place: Place, verb: Verb[Q, A], question: Q) -> A | None:
    return await asyncio.to_thread(ask, place.data, verb, question, patience=20)


async def said(place: Place, given: bytes) -> bytes:
    """Say something to the socket; give what comes back before it is closed."""

    def exchange() -> bytes:
        opened = connect(place.data)
        assert opened is not None
        with opened:
            opened.settimeout(20)
            with suppress(BrokenPipeError):
                opened.sendall(given)
            return b"".join(iter(lambda: opened.recv(4096), b""))

    return await asyncio.to_thread(exchange)


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


# --- what can be asked -------------------------------------------------------------------------


async def test_the_socket_is_its_owners_alone_and_goes_with_the_service(place: Place) -> None:
    """Nobody else may even knock; where no service runs, nobody is reached."""
    async with controlled(place):
        mode = (place.data / CONTROL).stat().st_mode
        assert (stat.S_ISSOCK(mode), stat.S_IMODE(mode)) == (True, 0o600)
        assert await asked(place, REPLAY, NOTHING) is not None
    assert not (place.data / CONTROL).exists()
    assert await asked(place, REPLAY, NOTHING) is None


async def test_what_a_killed_service_left_is_no_service(place: Place) -> None:
    """Nobody answers there, and the next service takes its place."""
    listen(place.data).close()
    assert (place.data / CONTROL).exists()
    assert await asked(place, REPLAY, NOTHING) is None
    async with controlled(place):
        assert await asked(place, REPLAY, NOTHING) is not None


async def test_a_data_folder_may_have_a_long_name(tmp_path: Path, place: Place) -> None:
    """An address has room for some hundred bytes; a path may have thousands."""
    long = Place(folder=tmp_path / ("a" * 120) / ("ü" * 60))
    long.write(config="channels: {}\n")
    async with controlled(long):
        assert stat.S_IMODE((long.data / CONTROL).stat().st_mode) == 0o600
        assert await asked(long, REPLAY, NOTHING) is not None


async def test_where_no_socket_can_be_opened_the_service_goes_on(
    place: Place, events: Any
) -> None:
    """It is said once, with the reason."""
    (place.data / CONTROL).mkdir(parents=True)
    async with controlled(place):
        pass
    (closed,) = [one for one in events if one["event"] == "control.closed"]
    assert "directory" in closed["reason"] or "permitted" in closed["reason"]


async def test_a_delivery_that_is_not_known_is_named(place: Place) -> None:
    """Every id gets its answer."""
    async with controlled(place):
        answer = await asked(place, REPLAY, Replay(ids=(DeliveryId("dl_none"),)))
    assert answer is not None
    assert [(one.id, one.verdict) for one in answer.replayed] == [("dl_none", Verdict.UNKNOWN)]


async def test_a_source_is_looked_at_now(place: Place) -> None:
    """Though it was not due; an unknown one is named."""
    async with controlled(place) as service:
        await service.once()
        place.clock.forward(seconds=1)
        place.drop("news.txt", NEWS)
        both = Poll(ids=(SourceId("inbox"), SourceId("none")))
        answer = await asked(place, POLL, both)
        assert answer == PollAnswer(asked_at=place.clock(), unknown=(SourceId("none"),))
        await service._runner.idle()
        found = await service.store.read(fares.asked_since, [SourceId("inbox")], answer.asked_at)
        assert found[SourceId("inbox")].new == 1


async def test_a_reload_tells_what_is_in_force(place: Place) -> None:
    """As many sources, rules and streams as the files hold now."""
    async with controlled(place):
        place.write(desk=f"{WATCHLIST}instant: {{tiers: [urgent], to: [console]}}\n")
        answer = await asked(place, RELOAD, Reload())
    assert answer == ReloadAnswer(good=True, problems=(), sources=1, rules=2, streams=2)


async def test_a_reload_of_bad_files_tells_what_is_wrong(place: Place) -> None:
    """With file, line and column; nothing is taken over of a broken config.yaml."""
    async with controlled(place):
        place.write(config="channels: [")
        answer = await asked(place, RELOAD, Reload())
    assert answer is not None
    assert (answer.good, answer.streams) == (False, 1)
    assert answer.problems[0].file.endswith("config.yaml")


# --- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"hello\n", "one line of JSON"),
        (b"[1]\n", "one line of JSON"),
        (b"[" * 5000 + b"\n", "one line of JSON"),
        (b'{"verb": "replay"}\n', "one line of JSON"),
        (b'{"verb": "erase", "question": {}}\n', "no verb 'erase' here; known: replay, retry"),
        (b'{"verb": "replay", "question": {"ids": 7}}\n', "cannot be asked"),
        (b'"' + b"x" * LONGEST * 3, "at most 65536 bytes"),
    ],
)
async def test_what_is_no_question_is_refused(place: Place, line: bytes, reason: str) -> None:
    """One line says why, and the connection is closed."""
    async with controlled(place):
        (answer,) = (await said(place, line)).splitlines()
        assert reason in json.loads(answer)["error"]
        assert await asked(place, REPLAY, NOTHING) is not None


async def test_one_question_per_connection(place: Place) -> None:
    """A second line is not looked at."""
    line = b'{"verb": "replay", "question": {"ids": []}}\n'
    async with controlled(place):
        assert await said(place, line * 2) == b'{"answer": {"replayed": []}}\n'


@pytest.mark.parametrize("given", [b"", b'{"verb": '])
async def test_a_peer_that_says_nothing_is_closed(place: Place, given: bytes) -> None:
    """After a while, without a word; others are served meanwhile and afterwards."""
    async with controlled(place, seconds=0.2):
        silent = asyncio.create_task(said(place, given))
        assert await asked(place, REPLAY, NOTHING) is not None
        assert await silent == b""


async def test_more_peers_than_can_be_served_are_sent_away(place: Place) -> None:
    """Whoever asks is told to ask again; when one goes, there is room."""
    async with controlled(place, most=1):
        first = connect(place.data)
        assert first is not None
        await asyncio.sleep(0.1)
        with first, pytest.raises(OrderError, match="busy"):
            await asked(place, REPLAY, NOTHING)
        await asyncio.sleep(0.1)
        assert await asked(place, REPLAY, NOTHING) is not None


async def test_a_peer_that_goes_away_troubles_nobody(place: Place, events: Any) -> None:
    """In the middle of its question, or before its answer."""
    async with controlled(place):
        for line in (b'{"verb"', b'{"verb": "poll", "question": {"ids": ["inbox"]}}\n'):
            opened = connect(place.data)
            assert opened is not None
            opened.sendall(line)
            opened.close()
        await until(lambda: any(one["event"] == "control.asked" for one in events))
        assert await asked(place, REPLAY, NOTHING) is not None
    assert not [one for one in events if one["log_level"] in ("error", "critical")]


async def test_what_fails_is_told_and_logged(place: Place, events: Any) -> None:
    """A fault of ours ends no service."""
    async with controlled(place) as service:
        service.pipeline.configuration = None  # type: ignore[assignment] # as a fault of ours might
        with pytest.raises(OrderError, match="this failed: AttributeError"):
            await asked(place, POLL, Poll(ids=()))
    assert [one["event"] for one in events if one["log_level"] == "error"] == ["control.failed"]


async def test_a_database_in_trouble_is_said_so(place: Place) -> None:
    """Whoever asks gets the reason."""
    async with controlled(place) as service:
        with service.store._writer.begin() as connection:
            connection.exec_driver_sql("DROP TABLE attempt")
        with pytest.raises(OrderError, match="attempt"):
            await asked(place, REPLAY, Replay(ids=(DeliveryId("dl"),)))


# --- who asks ----------------------------------------------------------------------------------


@asynccontextmanager
async def answering(folder: Path, answer: bytes | None) -> AsyncIterator[None]:
    """Stand in the service's place, and say something else; None: nothing."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        if answer is None:
            await reader.read()  # until the other side has given up
        writer.write(answer or b"")
        writer.close()

    server = await asyncio.start_unix_server(serve, sock=listen(folder))
    yield
    server.close()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "busy, or just stopping"),
        (b"what?\n", "of one version"),
        (b"{}\n", "of one version"),
        (b'{"answer": {"given": 1}}\n', "of one version"),
        (b'{"error": "not today"}\n', "not today"),
        (None, "said nothing for"),
    ],
)
async def test_an_answer_that_is_none_is_an_error(
    tmp_path: Path, answer: bytes | None, reason: str
) -> None:
    """Nothing is guessed of it."""
    patience = 20.0 if answer is not None else 0.2
    async with answering(tmp_path, answer):
        with pytest.raises(OrderError, match=reason):
            await asyncio.to_thread(ask, tmp_path, REPLAY, NOTHING, patience=patience)


def test_a_question_that_is_too_long_is_not_asked(tmp_path: Path) -> None:
    """The service would not listen to its end."""
    with pytest.raises(OrderError, match="too long"):
        ask(tmp_path, REPLAY, Replay(ids=(DeliveryId("x" * LONGEST),)))


def test_a_socket_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    """With what the system says."""
    (tmp_path / CONTROL).symlink_to(CONTROL)
    with pytest.raises(OrderError, match=f"{CONTROL}: "):
        ask(tmp_path, REPLAY, NOTHING)


def test_a_socket_that_cannot_be_opened_leaves_nothing(tmp_path: Path) -> None:
    """The reason goes to whoever wanted it."""
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a number is all that is wanted
    with pytest.raises(FileNotFoundError):
        listen(tmp_path / "none")
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above


def test_a_long_path_leaves_no_handle_open(tmp_path: Path) -> None:
    """However often it is asked."""
    folder = tmp_path / ("a" * 120)
    folder.mkdir()
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a number is all that is wanted
    for _ in range(3):
        assert connect(folder) is None
        listen(folder).close()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - as above
