"""Asks the running service to do something; where none runs, does it here, under the lock."""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from service.app.database import owned
from service.app.endpoint import connect
from service.app.orders import (
    LONGEST,
    LONGEST_ANSWER,
    POLL,
    REPLAY,
    RETRY,
    TOGETHER,
    Poll,
    PollAnswer,
    Replay,
    Retry,
    Verb,
)
from service.app.places import CONTROL
from service.app.reading import readable
from service.clock import Clock
from service.errors import OrderError
from service.model import DeliveryId, SourceId
from service.settings import Settings
from service.store import deliveries, sources
from service.store.deliveries import Replayed
from service.store.faults import translated
from service.store.rows import chunks


P = ParamSpec("P")
T = TypeVar("T")
Q = TypeVar("Q")
A = TypeVar("A")

PATIENCE = 60.0
"""Seconds; a reload of 10,000 rules takes a few."""


def replay(
    settings: Settings, ids: Sequence[DeliveryId], clock: Clock
) -> Iterator[tuple[bool, Replayed]]:
    """Send dead letters again; each comes with true if a service runs, which does it at once."""
    for part in chunks(ids, TOGETHER):
        answer = ask(settings.data_dir, REPLAY, Replay(ids=tuple(part)))
        if answer is not None:
            yield from ((True, one) for one in answer.replayed)
        else:
            done = change(settings, deliveries.replay, part, clock())
            yield from ((False, one) for one in done)


def retry(
    settings: Settings, ids: Sequence[DeliveryId], clock: Clock
) -> Iterator[tuple[bool, Replayed]]:
    """Try now what waits; each comes with true if a service runs, which does it at once."""
    for part in chunks(ids, TOGETHER):
        answer = ask(settings.data_dir, RETRY, Retry(ids=tuple(part)))
        if answer is not None:
            yield from ((True, one) for one in answer.replayed)
        else:
            done = change(settings, deliveries.hurry, part, clock())
            yield from ((False, one) for one in done)


def poll(settings: Settings, ids: Sequence[SourceId], clock: Clock) -> tuple[bool, PollAnswer]:
    """Look at sources now; true if a service runs, which does it at once."""
    answer = ask(settings.data_dir, POLL, Poll(ids=tuple(ids)))
    if answer is not None:
        return True, answer
    return False, change(settings, _wake, ids, clock)


def _wake(connection: Connection, ids: Sequence[SourceId], clock: Clock) -> PollAnswer:
    known = {state.id for state in sources.active(connection)}
    now = clock()
    sources.wake(connection, [one for one in ids if one in known], now)
    return PollAnswer(asked_at=now, unknown=tuple(one for one in ids if one not in known))


def ask(data_dir: Path, verb: Verb[Q, A], question: Q, *, patience: float = PATIENCE) -> A | None:
    """Put a question to the service of this data folder; None: none takes any here.

    Raises `OrderError` if it refuses, or does not answer.
    """
    asked = TypeAdapter(verb.question).dump_python(question, mode="json")
    line = json.dumps({"verb": verb.name, "question": asked}).encode() + b"\n"
    if len(line) > LONGEST:
        raise OrderError(f"this is too long to ask for: {len(line)} bytes of {LONGEST}")
    try:
        opened = connect(data_dir)
        if opened is None:
            return None
        with opened:
            opened.settimeout(patience)
            answer = _exchange(opened, line)
    except TimeoutError:
        raise OrderError(
            f"the service said nothing for {patience:g} s; it may still do what it was asked"
        ) from None
    except OSError as error:
        raise OrderError(f"{data_dir / CONTROL}: {error.strerror or error}") from error
    return _read(verb, answer)


def _exchange(opened: socket.socket, line: bytes) -> bytes:
    with suppress(ConnectionError):  # it may have been sent away, with a reason or without
        opened.sendall(line)
    with suppress(ConnectionError):
        return b"".join(_pieces(opened))
    return b""


def _pieces(opened: socket.socket) -> Iterator[bytes]:
    taken = 0
    while taken <= LONGEST_ANSWER and (piece := opened.recv(LONGEST)):
        taken += len(piece)
        yield piece


def _read(verb: Verb[Q, A], line: bytes) -> A:
    if not line:
        raise OrderError("the service is busy, or just stopping: ask again")
    try:
        told = json.loads(line)
        if "error" in told:
            raise OrderError(told["error"])
        return TypeAdapter(verb.answer).validate_python(told["answer"])
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise OrderError(
            "the service answered in words that this program does not know: are they of one version?"
        ) from error


def change(
    settings: Settings,
    work: Callable[Concatenate[Connection, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Run `work` in one transaction while nobody else has the database.

    Raises `LockedError` if somebody has, `StoreError`.
    """
    readable(settings)  # first: where nothing is, nothing is made
    with owned(settings) as mine:
        engine = mine.database.writer()
        try:
            with engine.begin() as connection:
                return work(connection, *args, **kwargs)
        except SQLAlchemyError as error:
            raise translated(error) from error
        finally:
            engine.dispose()
