"""Web archives, record by record: what `match --warc` reads, in flat memory."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from service.articles.making import address, as_read, hints
from service.articles.read import read_all
from service.errors import ParseError
from service.matches.compile import RuleSet
from service.model import Article, Document, Entry, Parsed, Reading, Source, SourceId
from service.pipeline.grades import worth_reading
from service.sandbox import Sandbox
from service.sandbox.limits import PARSE_SECONDS, READ_SECONDS
from service.sources import warc
from service.sources.warc.files import Archive, archives
from service.sources.warc.reading import Go, Reader
from service.sources.warc.streams import Place


WORKERS = 2
AT_ONCE = 25
"""Records that go to a worker together."""
PRELOAD = (
    "service.sources.warc:parse",
    "service.articles.read:read_all",
    "service.articles.extractor",
)
FILE = Source(id=SourceId("warc"), kind="warc", title="warc", options={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one go through an archive brought."""

    at: int
    """Bytes read so far, of all archives together."""
    of: int
    records: int
    passed: int
    """Pages that no rule can hold for: they were not read."""
    articles: tuple[tuple[str, Article], ...]
    broken: tuple[tuple[str, str], ...]
    """Names of what could not be read, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one worker made of its records."""

    articles: tuple[tuple[str, Article], ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    passed: int = 0


async def walk(paths: Sequence[Path], rules: RuleSet, now: datetime) -> AsyncIterator[Step]:
    """Read archives, folders of them, and lists. Raises `FetchError` for a path that is none.

    Every page's words are held against the rules; only what some rule may hold for is read.
    """
    found = [one for path in paths for one in archives(path)]
    whole = sum(one.size or 0 for one in found)
    before = 0
    sandbox = Sandbox(workers=WORKERS, preload=PRELOAD)
    try:
        for archive in found:
            async for go, at in _goes(archive, now):
                read = await _read(sandbox, go, rules, now)
                yield Step(
                    at=before + at,
                    of=whole,
                    records=len(go.documents),
                    passed=sum(part.passed for part in read),
                    articles=tuple(one for part in read for one in part.articles),
                    broken=(
                        *((one.name, f"{one.code}: {one.detail}") for one in go.unreadable),
                        *(one for part in read for one in part.broken),
                    ),
                )
            before += archive.size or 0
    finally:
        await sandbox.close()


async def _goes(archive: Archive, now: datetime) -> AsyncIterator[tuple[Go, int]]:
    reader = Reader(archive, Place(), patient=False)
    try:
        done = False
        while not done:
            go = await asyncio.to_thread(reader.go, now, AT_ONCE * WORKERS)
            done = go.done
            yield go, (archive.size or 0) if done else reader.at
    finally:
        reader.close()


async def _read(sandbox: Sandbox, go: Go, rules: RuleSet, now: datetime) -> list[Found]:
    parts = [go.documents[:AT_ONCE], go.documents[AT_ONCE:]]
    return await asyncio.gather(*(_part(sandbox, part, rules, now) for part in parts if part))


async def _part(
    sandbox: Sandbox, documents: Sequence[Document], rules: RuleSet, now: datetime
) -> Found:
    """Interpret records, look at the words of pages, then read: three trips to a worker."""
    calls = [(document, now) for document in documents]
    parsed = await sandbox.call_each(warc.parse, calls, seconds=PARSE_SECONDS)
    good, broken = _sorted(documents, parsed)
    if not good:
        return Found(broken=tuple(broken))
    passed = await _passed_over(sandbox, good, rules, now)
    good = [pair for number, pair in enumerate(good) if number not in passed]
    if not good:
        return Found(broken=tuple(broken), passed=len(passed))
    asked = [_call(document, one, now) for document, one in good]
    read = await sandbox.call_each(read_all, asked, seconds=READ_SECONDS)
    articles: list[tuple[str, Article]] = []
    for (document, one), readings in zip(good, read, strict=True):
        if isinstance(readings, ParseError):
            broken.append((document.url or document.name, str(readings)))
        else:
            articles += _articles(document, one.entries, readings, now)
    return Found(articles=tuple(articles), broken=tuple(broken), passed=len(passed))


async def _passed_over(
    sandbox: Sandbox, good: Sequence[tuple[Document, Parsed]], rules: RuleSet, now: datetime
) -> set[int]:
    """Number the pages that no rule can hold for by any of their words: they are not read."""
    pages = {
        number: (document, hints(FILE, one.feed, one.entries[0], document, now))
        for number, (document, one) in enumerate(good)
        if one.entries[0].whole
    }
    return set(pages) - await worth_reading(sandbox, rules, pages)


def _sorted(
    documents: Sequence[Document], parsed: Sequence[Parsed | ParseError]
) -> tuple[list[tuple[Document, Parsed]], list[tuple[str, str]]]:
    good: list[tuple[Document, Parsed]] = []
    broken: list[tuple[str, str]] = []
    for document, one in zip(documents, parsed, strict=True):
        if isinstance(one, ParseError):
            broken.append((document.name, str(one)))
            continue
        broken += [(document.name, said) for said in one.problems]
        if one.entries:
            good.append((one.document or document, one))
    return good, broken


def _call(document: Document, parsed: Parsed, now: datetime) -> tuple[object, ...]:
    known = tuple(hints(FILE, parsed.feed, entry, document, now) for entry in parsed.entries)
    return document, parsed.entries, known


def _articles(
    document: Document, entries: Sequence[Entry], readings: Sequence[Reading], now: datetime
) -> list[tuple[str, Article]]:
    found = []
    for entry, reading in zip(entries, readings, strict=True):
        url = address(entry, reading, document)
        article = replace(as_read(reading, FILE.id, now), url=url, entry_id=entry.id)
        found.append((entry.url or entry.id or document.name, article))
    return found
