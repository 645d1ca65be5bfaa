"""Each stage alone, on files, without a database: the same functions as in the service."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from service.app.given import Given, document, parts
from service.articles.making import as_read, publisher
from service.articles.normal import content_hash, text_hash
from service.articles.read import read_all, text_and_teaser
from service.errors import ParseError
from service.model import (
    Article,
    ArticleId,
    Document,
    Entry,
    Hints,
    Parsed,
    Placement,
    Reading,
    Relation,
    Signature,
    SourceId,
    StoryId,
)
from service.sandbox import Sandbox
from service.sandbox.limits import PARSE_SECONDS, READ_SECONDS
from service.sources import folder, loader
from service.stories.group import comparison_hash, decide, hours
from service.stories.lane import Times
from service.stories.prepared import Unread, prepare_all
from service.stories.window import Decision, Incoming, Window


TOGETHER = 100
"""Articles that are read and asked for at once; what is decided does not depend on it."""
WHOLE = Entry(whole=True)

Named = tuple[str, Article | Exception]


@asynccontextmanager
async def _sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(workers=1)
    try:
        yield sandbox
    finally:
        await sandbox.close()


async def parse_files(
    paths: Sequence[Path], kind: str, now: datetime
) -> list[tuple[Path, Parsed | Exception]]:
    """Parse feed files; what cannot be read comes as its error."""
    module = loader.find(kind)
    found: list[tuple[Path, Parsed | Exception]] = []
    async with _sandbox() as sandbox:
        for path in paths:
            try:
                given = document(path)
                parsed = await sandbox.call(module.parse, given, now, seconds=PARSE_SECONDS)
                found.append((path, parsed))
            except (ParseError, OSError) as error:
                found.append((path, error))
    return found


_AS_DATA = "it holds articles as data: `wirewatch source parse --kind folder` takes them apart"


async def read_files(
    paths: Sequence[Path], now: datetime, *, url: str | None = None, zone: str | None = None
) -> list[tuple[Path, Reading | Exception]]:
    """Read pages and texts; what cannot be read comes as its error."""
    found: list[tuple[Path, Reading | Exception]] = []
    hints = Hints(now=now, url=url, zone=zone)
    async with _sandbox() as sandbox:
        for path in paths:
            try:
                given = replace(document(path), url=url)
                # A page of XHTML that comes in a pipe begins as a feed does.
                if folder.holds_entries(path.name) or folder.holds_records(given.name):
                    raise ParseError("not_a_text", _AS_DATA)  # noqa: TRY301 - one error for all files
                found.append((path, await _read(sandbox, given, WHOLE, hints)))
            except (ParseError, OSError) as error:
                found.append((path, error))
    return found


async def articles_from(paths: Sequence[Path], now: datetime) -> list[Named]:
    """Make articles of texts, pages, and records in JSON or JSON lines, all at once."""
    return [one async for one in articles_in(paths, now)]


async def articles_in(paths: Iterable[Path], now: datetime) -> AsyncIterator[Named]:
    """Make articles one by one, so that a file of a million records needs no room for them.

    A record's text is taken as it is, so that offsets count in what was given.
    """
    async with _sandbox() as sandbox:
        for path in paths:
            try:
                for part in parts(path):
                    for named in await _articles(sandbox, part, path.name, now):
                        yield named
            except (ParseError, OSError) as error:
                yield path.name or str(path), error


async def _articles(sandbox: Sandbox, part: Given, name: str, now: datetime) -> list[Named]:
    given = part.document
    if folder.holds_records(given.name):
        return await _records(sandbox, part, now)
    reading = await _read(sandbox, given, WHOLE, Hints(now=now))
    article = as_read(reading, SourceId("file"), now)
    return [(name, replace(article, entry_id=name))]


async def _read(sandbox: Sandbox, document: Document, entry: Entry, hints: Hints) -> Reading:
    readings = await sandbox.call(read_all, document, (entry,), (hints,), seconds=READ_SECONDS)
    return readings[0]


async def _records(sandbox: Sandbox, part: Given, now: datetime) -> list[Named]:
    given = part.document
    parsed = await sandbox.call(folder.parse, given, now, seconds=PARSE_SECONDS)
    problems = (part.counted(one) for one in parsed.problems)
    broken: list[Named] = [(given.name, ParseError("bad_json", one)) for one in problems]
    return [*broken, *(_from_entry(entry, now) for entry in parsed.entries)]


def _from_entry(entry: Entry, now: datetime) -> Named:
    name = entry.id or entry.url or entry.title
    text, summary = text_and_teaser(entry.title or "", entry.content or "", entry.summary)
    return name, Article(
        id=ArticleId(0),
        source=SourceId(entry.outlet or "file"),
        entry_id=entry.id,
        url=entry.url,
        title=entry.title,
        text=text,
        summary=summary,
        author=entry.author,
        language=entry.language,
        published=entry.published,
        updated=entry.updated,
        seen_at=now,
    )


def group(articles: Iterable[Article]) -> list[Placement]:
    """Place articles in their order; a story is named by the number of its first article.

    Merges are told of at the end: each article comes with the story that it is in then.
    """
    window, holders, found = Window(), dict[str, list[Signature]](), list[Decision]()
    left = _timed(articles)
    while some := list(islice(left, TOGETHER)):
        coming = _incoming(len(found), some)
        window.expect(coming)
        for (article, _), new in zip(some, coming, strict=True):
            found.append(_place(window, holders, article, new))
        window.settle()
    return [_placement(window, number, decision) for number, decision in enumerate(found)]


def _timed(articles: Iterable[Article]) -> Iterator[tuple[Article, Times]]:
    """Let each be seen when it is dated, at the earliest with the one before it."""
    seen, latest = 0.0, list[float]()
    for article in articles:
        at = hours(article.published, article.seen_at)
        # Of the two latest dates the earlier: one date that is wrong ends no story.
        latest = sorted([*latest, *([] if at is None else [at])])[-2:]
        seen = max([seen, *latest[:1]])
        yield article, Times(at=at, seen=seen)


def _incoming(first: int, some: Sequence[tuple[Article, Times]]) -> list[Incoming]:
    unread = [Unread(title=one.title, text=one.text, language=one.language) for one, _ in some]
    read = zip(some, prepare_all(unread), strict=True)
    return [
        Incoming(
            report=number,
            publisher=publisher(article.url, article.outlet, article.source),
            times=times,
            prepared=prepared,
        )
        for number, ((article, times), prepared) in enumerate(read, start=first)
    ]


def _place(
    window: Window, holders: dict[str, list[Signature]], article: Article, new: Incoming
) -> Decision:
    shared = comparison_hash(
        article.text, text_hash(article.text), content_hash(article.title, article.text)
    )
    same = holders.setdefault(shared, [])
    decision = decide(window, new, same)
    story = new.report if decision.story is None else decision.story
    window.keep(new, decision, story)
    same.append(
        Signature(
            article=ArticleId(new.report),
            publisher=new.publisher,
            story=StoryId(story),
            text_hash=shared,
            seen_at=article.seen_at,
        )
    )
    return decision


def _placement(window: Window, number: int, decision: Decision) -> Placement:
    story = window.story_of(number)
    first = story == number
    return Placement(
        article=ArticleId(number),
        story=None if story is None or first else StoryId(story),
        relation=_relation(decision.relation, first=first),
        of=None if decision.of is None else ArticleId(decision.of),
        measure=decision.measure,
        value=decision.value,
        threshold=decision.threshold,
        nearest=None if decision.nearest is None else StoryId(decision.nearest),
    )


def _relation(decided: Relation, *, first: bool) -> Relation:
    """Tell what opened a story that became one with an older one."""
    return Relation.REPORT if decided is Relation.FIRST and not first else decided
