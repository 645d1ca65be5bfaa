"""The first half of poll: collect -> parse."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from service.crash import crashpoint
from service.errors import FetchError, ParseError
from service.model import Collected, Document, Parsed, Unreadable
from service.pipeline.parts import Parts, Watched
from service.sandbox.limits import PARSE_SECONDS
from service.sources.base import Poll
from service.store import sources
from service.store.sources import SourceState


T = TypeVar("T")
R = TypeVar("R")

AT_ONCE = 4
"""So many documents of one source wait for workers: all are kept busy, and others get their turn."""


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
    results = await in_turns(
        lambda document: _parse(parts, watched, document, started), collected.documents
    )
    crashpoint("poll.parsed")
    return Batch(
        state=state,
        watched=watched,
        collected=collected,
        started_at=started,
        parsed=tuple(one for one in results if not isinstance(one, Unreadable)),
        unreadable=(
            *collected.unreadable,
            *(one for one in results if isinstance(one, Unreadable)),
            *(
                _partly(*one)
                for one in results
                if not isinstance(one, Unreadable) and one[1].problems
            ),
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
                Poll(now=now, validators=state.validators, known=known)
            )
    except TimeoutError as error:
        if not limit.expired():
            raise
        raise FetchError("timeout", f"nothing came within {watched.seconds:g} s") from error


async def _parse(
    parts: Parts, watched: Watched, document: Document, now: datetime
) -> tuple[Document, Parsed] | Unreadable:
    try:
        found = await parts.sandbox.call(
            watched.module.parse, document, now, seconds=PARSE_SECONDS
        )
    except ParseError as error:
        if watched.module.POLLED:
            raise  # a server that sends no feed has failed; what was seen stays seen
        return unreadable(document, error)
    return document, found


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
