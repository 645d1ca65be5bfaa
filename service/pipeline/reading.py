"""The middle of poll: what is new is read, each entry once."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from service.articles import making
from service.articles.identity import Candidate, fingerprint, shared_names
from service.articles.read import read_all
from service.crash import crashpoint
from service.errors import ParseError
from service.model import Document, Entry, Hints, Reading, Source, Unreadable
from service.pipeline.collecting import Batch, in_turns, unreadable
from service.pipeline.parts import Parts
from service.sandbox.limits import READ_SECONDS
from service.store import articles, sources


TRIP = 250
"""Entries read in one trip to a worker: a second's work, so that a busy machine is in time too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry on its way from bytes to an article."""

    entry: Entry
    document: Document
    hints: Hints
    seen_as: str
    shared: frozenset[str]
    """Of its names, those that its document gives to other entries too."""

    @property
    def name(self) -> str:
        """What it is kept aside as, where it cannot be read."""
        return f"{self.document.name} ({self.entry.id or self.entry.title})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Entries that were read, with what may identify each."""

    items: tuple[Item, ...]
    readings: tuple[Reading, ...]
    candidates: tuple[Candidate, ...]
    unreadable: tuple[Unreadable, ...]
    known: tuple[str, ...]
    """Fingerprints of entries that were served before exactly so, and not read again."""


async def read(parts: Parts, batch: Batch, now: datetime) -> Readings:
    """Read what was not served before exactly so."""
    items = await asyncio.to_thread(_items, batch, now)
    keys = {f"as:{item.seen_as}": item for item in items}
    known = await parts.store.read(articles.known_by_keys, batch.state.id, list(keys))
    fresh = [item for key, item in keys.items() if key not in known]
    fresh = await _not_aside(parts, batch, fresh)
    results = await _read_items(parts, fresh)
    crashpoint("read.finished")
    read = [(item, one) for item, one in results if not isinstance(one, Unreadable)]
    return Readings(
        items=tuple(item for item, _ in read),
        readings=tuple(reading for _, reading in read),
        candidates=await asyncio.to_thread(_candidates, batch.watched.source, read),
        unreadable=tuple(one for _, one in results if isinstance(one, Unreadable)),
        known=tuple(known),
    )


async def _not_aside(parts: Parts, batch: Batch, items: Sequence[Item]) -> list[Item]:
    """Leave out what could not be read before and is still the same."""
    names = [item.name for item in items]
    aside = await parts.store.read(sources.known_documents, batch.state.id, names)
    return [item for item in items if aside.get(item.name) != item.seen_as]


def _items(batch: Batch, now: datetime) -> list[Item]:
    source = batch.watched.source
    return [
        Item(
            entry=entry,
            document=document,
            hints=making.hints(source, parsed.feed, entry, document, now),
            seen_as=fingerprint(entry, document.body),
            shared=shared,
        )
        for document, parsed in batch.parsed
        for entry, shared in zip(parsed.entries, shared_names(parsed.entries), strict=True)
    ]


def _candidates(source: Source, read: Iterable[tuple[Item, Reading]]) -> tuple[Candidate, ...]:
    return tuple(
        replace(
            making.candidate(item.entry, reading, item.document, source, item.seen_as),
            shared=item.shared,
        )
        for item, reading in read
    )


async def _read_items(
    parts: Parts, items: Sequence[Item]
) -> list[tuple[Item, Reading | Unreadable]]:
    """Read the entries of a document in few trips; one by one where that fails."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.document.name, []).append(item)
    trips = [
        group[start : start + TRIP]
        for group in groups.values()
        for start in range(0, len(group), TRIP)
    ]
    turns = await in_turns(lambda trip: _read_group(parts, trip), trips)
    return [one for turn in turns for one in turn]


async def _read_group(
    parts: Parts, group: Sequence[Item]
) -> list[tuple[Item, Reading | Unreadable]]:
    try:
        return [*zip(group, await _read_together(parts, group), strict=True)]
    except ParseError as error:
        if len(group) == 1:
            return [(group[0], _unreadable(group[0], error))]
        return [await _read_alone(parts, item) for item in group]


async def _read_together(parts: Parts, group: Sequence[Item]) -> tuple[Reading, ...]:
    document = group[0].document
    if not any(item.entry.whole for item in group):
        document = replace(document, body=b"")  # entries carry their own text
    return await parts.sandbox.call(
        read_all,
        document,
        tuple(item.entry for item in group),
        tuple(item.hints for item in group),
        seconds=READ_SECONDS,
    )


async def _read_alone(parts: Parts, item: Item) -> tuple[Item, Reading | Unreadable]:
    try:
        return item, (await _read_together(parts, [item]))[0]
    except ParseError as error:
        return item, _unreadable(item, error)


def _unreadable(item: Item, error: ParseError) -> Unreadable:
    if item.entry.whole:
        return unreadable(item.document, error)
    # Other entries of the document can be read: it is not kept aside for this one.
    return Unreadable(name=item.name, code=error.code, detail=error.detail, stamp=item.seen_as)
