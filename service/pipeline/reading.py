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
from service.pipeline.collecting import (
    TOGETHER_BYTES,
    Batch,
    in_turns,
    trips_of,
    unreadable,
)
from service.pipeline.parts import Parts
from service.sandbox.limits import READ_SECONDS
from service.store import served


AT_MOST = 250
"""Entries of a document read in one call: a second's work, so that a busy machine is in time too."""

Outcome = tuple["Item", Reading | Unreadable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry on its way from bytes to an article."""

    entry: Entry
    document: Document
    hints: Hints
    seen_as: str
    shared: frozenset[str]
    """Of its names, those that its document gives to other entries too."""
    page: Document | None = None
    """Where the document is no more than a feed that names it."""

    @property
    def archived(self) -> Document | None:
        """Give the page whose bytes are kept."""
        return self.document if self.entry.whole else self.page

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


async def read(parts: Parts, batch: Batch, now: datetime, languages: tuple[str, ...]) -> Readings:
    """Read what was not served before exactly so."""
    items = await asyncio.to_thread(_items, batch, now, languages)
    once = {item.seen_as: item for item in items}
    before = await parts.store.read(
        served.look, batch.state.id, list(once), [item.name for item in once.values()]
    )
    fresh = [
        item
        for seen_as, item in once.items()
        if seen_as not in before.known
        and seen_as not in before.waiting
        and before.aside.get(item.name) != seen_as  # could not be read, and is still the same
    ]
    results = await _read_items(parts, fresh)
    crashpoint("read.finished")
    read = [(item, one) for item, one in results if not isinstance(one, Unreadable)]
    return Readings(
        items=tuple(item for item, _ in read),
        readings=tuple(reading for _, reading in read),
        candidates=await asyncio.to_thread(candidates, batch.watched.source, read),
        unreadable=tuple(one for _, one in results if isinstance(one, Unreadable)),
        known=tuple(f"as:{one}" for one in before.known),
    )


def _items(batch: Batch, now: datetime, languages: tuple[str, ...]) -> list[Item]:
    source = batch.watched.source
    return [
        Item(
            entry=entry,
            document=document,
            hints=making.hints(source, parsed.feed, entry, document, now, languages),
            seen_as=fingerprint(entry, document.body),
            shared=shared,
        )
        for document, parsed in batch.parsed
        for entry, shared in zip(parsed.entries, shared_names(parsed.entries), strict=True)
    ]


def candidates(source: Source, read: Iterable[tuple[Item, Reading]]) -> tuple[Candidate, ...]:
    return tuple(
        replace(
            making.candidate(
                item.entry, reading, item.page or item.document, source, item.seen_as
            ),
            shared=item.shared,
        )
        for item, reading in read
    )


async def _read_items(parts: Parts, items: Sequence[Item]) -> list[Outcome]:
    """Read the entries of a document in few calls; one by one where that fails."""
    documents: dict[str, list[Item]] = {}
    for item in items:
        documents.setdefault(item.document.name, []).append(item)
    groups = [
        entries[start : start + AT_MOST]
        for entries in documents.values()
        for start in range(0, len(entries), AT_MOST)
    ]
    turns = await in_turns(lambda trip: _read_groups(parts, trip), trips_of(groups, _size))
    return [one for turn in turns for one in turn]


def _size(group: Sequence[Item]) -> int:
    """Give the bytes of a small document; what holds many entries goes to a worker alone."""
    return len(group[0].document.body) if len(group) == 1 else TOGETHER_BYTES


async def _read_groups(parts: Parts, groups: Sequence[Sequence[Item]]) -> list[Outcome]:
    """Read groups of entries, each of one document, in one trip."""
    calls = [_call(group) for group in groups]
    found = await parts.sandbox.call_each(read_all, calls, seconds=READ_SECONDS)
    outcomes: list[Outcome] = []
    for group, readings in zip(groups, found, strict=True):
        if not isinstance(readings, ParseError):
            outcomes.extend(zip(group, readings, strict=True))
        elif len(group) == 1:
            outcomes.append((group[0], _unreadable(group[0], readings)))
        else:
            outcomes += await _read_groups(parts, [[item] for item in group])
    return outcomes


def _call(group: Sequence[Item]) -> tuple[Document, tuple[Entry, ...], tuple[Hints, ...]]:
    document = group[0].document
    if not any(item.entry.whole for item in group):
        document = replace(document, body=b"")  # entries carry their own text
    return document, tuple(item.entry for item in group), tuple(item.hints for item in group)


def _unreadable(item: Item, error: ParseError) -> Unreadable:
    if item.entry.whole:
        return unreadable(item.document, error)
    # Other entries of the document can be read: it is not kept aside for this one.
    return Unreadable(name=item.name, code=error.code, detail=error.detail, stamp=item.seen_as)
