"""Is this the same item? The first of three levels of de-duplication (DESIGN, section 7.1).

Within one source: an entry id, where it was not given to an item of another link and title too; a
link, where the entry has no id of its own or tells the same (title or text); both together with the
title, where one document gives them to several items; an equal text, where
its publisher is the same (one folder may hold articles of many), and for short texts its day too
(a "Morning briefing" without a text comes every day). Across sources only an equal link with equal
text is the same page, and even that changes nothing of the article that the other source brought:
nobody can hide a report, or put words into it, by claiming its address.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from service.model import Entry, Known


class Verdict(StrEnum):
    """What an entry turned out to be."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"
    ELSEWHERE = "elsewhere"
    """Another source brought this very page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that was read, with all that may identify it."""

    entry_id: str | None
    url: str | None
    title: str
    content_hash: str
    text_hash: str = ""
    """Of the text alone, for those who compare copies."""
    fingerprint: str
    publisher: str
    day: str = ""
    """Of its publication, where its text is too short to identify by itself."""
    shared: frozenset[str] = frozenset()
    """`id`, `url`: what its document gives to other items too. Only with the title it says anything."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Under which this item is remembered in its source."""
        named = [f"{kind}:{value}" for kind, value in self._names if kind not in self.shared]
        titled = [self.titled_key] if self.shared else []
        return (*named, *titled, self.text_key, self.served_key)

    @property
    def sought(self) -> tuple[str, ...]:
        """Under which it may have been remembered, also before its id or link was shared."""
        return tuple(
            dict.fromkeys((*self.keys, *(f"{kind}:{name}" for kind, name in self._names)))
        )

    @property
    def own_id(self) -> str | None:
        return None if "id" in self.shared else self.entry_id

    @property
    def titled_key(self) -> str:
        said = repr((self.entry_id, self.url, self.title))
        return f"titled:{sha256(said.encode()).hexdigest()}"

    @property
    def _names(self) -> tuple[tuple[str, str], ...]:
        named = (("id", self.entry_id), ("url", self.url))
        return tuple((kind, name) for kind, name in named if name)

    @property
    def text_key(self) -> str:
        return f"text:{self.publisher}:{self.content_hash}{self.day and f':{self.day}'}"

    @property
    def served_key(self) -> str:
        return f"as:{self.fingerprint}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with one candidate, and why."""

    verdict: Verdict
    known: Known | None
    """The article it is; None for a new one."""
    reason: str
    sure: bool = True
    """False: only a link says so, and the text says something else."""


def fingerprint(entry: Entry, body: bytes = b"") -> str:
    """Identify an entry exactly as it was served: equal means it need not be read again."""
    digest = sha256()
    for part in (entry.id, entry.url, entry.title, entry.summary, entry.content, entry.author):
        digest.update(repr(part).encode())
    for date in (entry.published, entry.updated):
        digest.update(repr(date and date.value).encode())
    digest.update(body if entry.whole else b"")
    return digest.hexdigest()


def shared_names(entries: Sequence[Entry]) -> list[frozenset[str]]:
    """Tell for each entry of one document what of it (`id`, `url`) several different ones have."""
    items: dict[tuple[str, str], set[str]] = {}
    for entry in entries:
        for name in _served_names(entry):
            items.setdefault(name, set()).add(_subject(entry))
    return [
        frozenset(name[0] for name in _served_names(entry) if len(items[name]) > 1)
        for entry in entries
    ]


def _served_names(entry: Entry) -> Iterator[tuple[str, str]]:
    for kind, name in (("id", entry.id), ("url", entry.url)):
        if name:
            yield kind, name


def _subject(entry: Entry) -> str:
    said = entry.title or entry.summary or entry.content or ""
    return " ".join(said.casefold().split())


def decide(
    candidate: Candidate, own: Mapping[str, Known], elsewhere: Mapping[tuple[str, str], Known]
) -> Decision:
    """Decide about one candidate.

    `own` holds what this source is known by (`Candidate.keys`); `elsewhere` holds articles of other
    sources by (url, content hash).
    """
    for kind, found in _own_hits(candidate, own):
        same = kind == "text" or found.content_hash == candidate.content_hash
        return Decision(
            verdict=Verdict.KNOWN if same else Verdict.CHANGED,
            known=found,
            reason=f"same {kind}",
            sure=same or candidate.own_id is not None,
        )
    page = elsewhere.get((candidate.url, candidate.content_hash)) if candidate.url else None
    if page is not None:
        return Decision(
            verdict=Verdict.ELSEWHERE, known=page, reason="same page in another source"
        )
    return Decision(verdict=Verdict.NEW, known=None, reason="not seen before")


def _own_hits(candidate: Candidate, own: Mapping[str, Known]) -> Iterable[tuple[str, Known]]:
    by_id = own.get(f"id:{candidate.entry_id}") if candidate.entry_id else None
    alike = by_id is not None and _tells_the_same(candidate, by_id)
    if by_id is not None and candidate.own_id and (alike or by_id.url == candidate.url):
        yield "entry id", by_id
    by_text = own.get(candidate.text_key)
    if by_text is not None:
        yield "text", by_text
    by_title = own.get(candidate.titled_key) if candidate.shared else None
    by_title = by_title or (by_id if alike else None)
    if by_title is not None:
        yield "title", by_title
    by_url = own.get(f"url:{candidate.url}") if candidate.url else None
    # Feeds exist whose entries all link to one page: with ids of their own they stay apart.
    alone = not candidate.own_id and "url" not in candidate.shared
    if by_url is not None and (alone or _tells_the_same(candidate, by_url)):
        yield "link", by_url


def _tells_the_same(candidate: Candidate, known: Known) -> bool:
    return candidate.title == known.title or candidate.content_hash == known.content_hash
