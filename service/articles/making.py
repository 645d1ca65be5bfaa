"""From what was read to an article: one address, one hash, one name for the outlet."""

from dataclasses import replace
from datetime import datetime

from service.articles.arrivals import Planned
from service.articles.identity import Candidate
from service.articles.normal import both_hashes, canonical_url, registrable_domain, same_site
from service.articles.standing import standing_of
from service.model import (
    Article,
    ArticleId,
    Document,
    Entry,
    FeedInfo,
    Hints,
    Reading,
    Source,
    SourceId,
)


IDENTIFIES = 100
"""Characters from which a text says by itself which item it is: shorter ones recur."""


def hints(
    source: Source,
    feed: FeedInfo,
    entry: Entry,
    document: Document,
    now: datetime,
    languages: tuple[str, ...] = (),
) -> Hints:
    """Gather what is known of an entry before it is read; `languages` are those that rules ask for."""
    return Hints(
        now=now,
        fetched=_fetched(source, document, now),
        title=entry.title or None,
        summary=entry.summary,
        author=entry.author,
        outlet=entry.outlet or source.outlet or feed.title,
        language=entry.language or source.language or feed.language,
        zone=source.zone,
        published=entry.published,
        updated=entry.updated,
        url=entry.url or document.url,
        languages=languages,
    )


def _fetched(source: Source, document: Document, now: datetime) -> datetime | None:
    """Tell when a server gave a document; a file may be as old as it likes."""
    if source.kind == "warc":
        return document.modified
    return now if (document.url or "").startswith(("http://", "https://")) else None


def candidate(
    entry: Entry, reading: Reading, document: Document, source: Source, seen_as: str
) -> Candidate:
    """Gather what may identify an entry that was read."""
    url = address(entry, reading, document)
    of_content, of_text = both_hashes(reading.title, reading.text)
    return Candidate(
        entry_id=entry.id,
        url=url,
        publisher=publisher(url, reading.outlet, source.id),
        title=reading.title,
        content_hash=of_content,
        text_hash=of_text,
        fingerprint=seen_as,
        day=_day(reading),
    )


def _day(reading: Reading) -> str:
    """Give the day that must tell short texts apart, where it is known."""
    if len(reading.text) >= IDENTIFIES or reading.published is None:
        return ""
    return reading.published.day.isoformat()


def publisher(url: str | None, outlet: str | None, source: SourceId) -> str:
    """Name who published an article: its site, else its outlet, else its source."""
    if url and url.startswith(("http://", "https://")):
        return registrable_domain(url)
    return outlet.casefold() if outlet else source


def address(entry: Entry, reading: Reading, document: Document) -> str | None:
    """Choose the URL of an article; a page's canonical link counts only within its own site."""
    served = entry.url or (document.url if entry.whole else None)
    if reading.url and (served is None or same_site(reading.url, served)):
        return canonical_url(reading.url)
    return canonical_url(served) if served else None


def article(
    planned: Planned, found: Candidate, reading: Reading, source: Source, now: datetime
) -> Article:
    """Make the article, or its next version, that a plan asks for."""
    known = planned.known
    return replace(
        as_read(reading, source.id, now),
        id=known.article if known else ArticleId(0),
        version=known.version + 1 if known else 1,
        entry_id=found.entry_id,
        url=found.url,
        title=reading.title or "(no title)",
        content_hash=found.content_hash,
        tags=source.tags,
    )


def as_read(reading: Reading, source: SourceId, now: datetime) -> Article:
    """Make an article of what was read, and of nothing else."""
    mark = standing_of(reading.title, reading.text)
    return Article(
        id=ArticleId(0),
        source=source,
        url=reading.url,
        title=reading.title,
        text=reading.text,
        summary=reading.summary,
        author=reading.author,
        outlet=reading.outlet,
        wire=reading.wire,
        dateline=reading.dateline,
        language=reading.language,
        published=reading.published,
        updated=reading.updated,
        standing=mark.standing if mark else None,
        seen_at=now,
    )
