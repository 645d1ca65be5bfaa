"""The first half of poll: collect -> parse."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from service.crash import crashpoint
from service.errors import FetchError, ParseError
from service.model import Collected, Document, Parsed, Unreadable, Validators
from service.pipeline.parts import Parts, Watched
from service.sandbox.limits import PARSE_SECONDS
from service.sources import health
from service.sources.base import Poll
from service.store import sources
from service.store.sources import SourceState


T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 4
"""So many trips of one source wait for workers: all are kept busy, and others get their turn."""
TOGETHER, TOGETHER_BYTES = 50, 256 * 1024
"""Documents that go to a worker in one trip: the work of a quarter of a second, mostly."""

DISTRUST = timedelta(days=1)
"""A source that is silent and only ever says "nothing new" is asked for everything, once in this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one poll has brought."""

    state: SourceState
    watched: Watched
    collected: Collected
    started_at: datetime
    parsed: tuple[tuple[Document, Parsed], ...]
    unreadable: tuple[Unreadable, ...]


async def collect(parts: Parts, watched: Watched, state: SourceState, started: datetime) -> Batch:
    collected = await _ask(parts, watched, state, started)
    crashpoint("fetch.body_complete")
    turns = await in_turns(
        lambda trip: _parse(parts, watched, trip, started),
        trips_of(collected.documents, lambda document: len(document.body)),
    )
    results = [one for turn in turns for one in turn]
    crashpoint("poll.parsed")
    good = [one for one in results if not isinstance(one, Unreadable)]
    feeds = [feed for _, parsed in good for feed in parsed.feeds]
    told = await parts.lists(watched.source, feeds, started) if feeds and parts.lists else ()
    return Batch(
        state=state,
        watched=watched,
        collected=collected,
        started_at=started,
        parsed=tuple(good),
        unreadable=(
            *collected.unreadable,
            *told,
            *(one for one in results if isinstance(one, Unreadable)),
            *(_partly(*one) for one in good if one[1].problems),
        ),
    )


async def in_turns(work: Callable[[T], Awaitable[R]], items: Sequence[T]) -> list[R]:
    """Do the work for every item, a few at once; results in order.

    Raises what one of them raised, once those beside it have ended.
    """
    results: list[R] = []
    for start in range(0, len(items), AT_ONCE):
        turn = (work(item) for item in items[start : start + AT_ONCE])
        for one in await asyncio.gather(*turn, return_exceptions=True):
            if isinstance(one, BaseException):
                raise one
            results.append(one)
    return results


async def _ask(parts: Parts, watched: Watched, state: SourceState, now: datetime) -> Collected:
    """Let the kind bring what is new; one that never comes back has failed."""

    async def known(names: Sequence[str]) -> Mapping[str, str]:
        return await parts.store.read(sources.known_documents, state.id, names)

    limit = asyncio.timeout(watched.seconds)
    try:
        async with limit:
            return await watched.kind.collect(
                Poll(now=now, validators=asked_with(state, now), known=known)
            )
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise FetchError("timeout", f"nothing came within {watched.seconds:g} s") from error


def asked_with(state: SourceState, now: datetime) -> Validators:
    """Give what a server is asked "anything new?" with: some say no for ever."""
    silent = health.is_silent(state.vitals, now)
    whole_at = state.vitals.whole_at
    if silent and (whole_at is None or now - whole_at >= DISTRUST):
        return Validators(body_hash=state.validators.body_hash)
    return state.validators


def trips_of(items: Sequence[T], size: Callable[[T], int]) -> list[list[T]]:
    """Put small things together that can go to a worker in one trip."""
    trips: list[list[T]] = []
    room = 0
    for item in items:
        room -= size(item)
        if not trips or room < 0 or len(trips[-1]) == TOGETHER:
            trips.append([])
            room = TOGETHER_BYTES - size(item)
        trips[-1].append(item)
    return trips


async def _parse(
    parts: Parts, watched: Watched, documents: Sequence[Document], now: datetime
) -> list[tuple[Document, Parsed] | Unreadable]:
    found = await parts.sandbox.call_each(
        watched.module.parse, [(document, now) for document in documents], seconds=PARSE_SECONDS
    )
    failed = next((one for one in found if isinstance(one, ParseError)), None)
    if failed and watched.module.POLLED:
        raise failed  # a server that sends no feed has failed; what was seen stays seen
    return [
        unreadable(document, one)
        if isinstance(one, ParseError)
        else (one.document or document, one)
        for document, one in zip(documents, found, strict=True)
    ]


def unreadable(document: Document, error: ParseError) -> Unreadable:
    return Unreadable(
        name=document.name,
        code=error.code,
        detail=error.detail,
        stamp=document.stamp,
        body=document.body,
    )


def _partly(document: Document, parsed: Parsed) -> Unreadable:
    """Keep a document aside of which some records could be read, and others not."""
    return Unreadable(
        name=f"{document.name} (broken records)",
        code="bad_record",
        detail="; ".join(parsed.problems),
        stamp=document.stamp,
        body=document.body,
    )
