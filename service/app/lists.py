"""Lists of feeds: what an import would add, and an export of what is configured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from service.app.given import document
from service.logs import Mask
from service.model import ListedFeed as Listed
from service.model import Source
from service.sandbox import Sandbox
from service.sandbox.limits import PARSE_SECONDS
from service.settings.adding import Entry
from service.settings.fields import slug
from service.sources.formats.opml import FeedList, parse_opml, same, write_opml


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import would change."""

    new: tuple[Entry, ...]
    known: tuple[tuple[str, str], ...]
    """Addresses that are followed already, and the sources that do."""


async def read_list(path: Path) -> FeedList:
    """Read a list in a worker. Raises `ParseError`, `OSError`."""
    sandbox = Sandbox(workers=1)
    try:
        return await sandbox.call(parse_opml, document(path), seconds=PARSE_SECONDS)
    finally:
        await sandbox.close()


def plan(feeds: Iterable[Listed], sources: Sequence[Source], tags: Sequence[str] = ()) -> Plan:
    """Leave out what is followed already, and give the others ids of their own."""
    followed = {same(url): str(source.id) for source in sources if (url := _url(source))}
    taken: set[str] = {source.id for source in sources}
    new: list[Entry] = []
    known: list[tuple[str, str]] = []
    for one in feeds:
        if (held := followed.get(same(one.url))) is not None:
            known.append((one.url, held))
            continue
        ident = free_id(one.url, taken)
        taken.add(ident)
        followed[same(one.url)] = ident
        new.append(entry(one, ident, tags))
    return Plan(new=tuple(new), known=tuple(known))


def entry(one: Listed, ident: str, tags: Sequence[str] = (), kind: str = "feed") -> Entry:
    """Write a source as it is to stand in `sources.yaml`."""
    said: dict[str, str | tuple[str, ...]] = {"id": ident}
    if kind != "feed":
        said["kind"] = kind
    said["url"] = one.url
    if one.title:
        said["title"] = one.title
    if kept := tuple(dict.fromkeys((*tags, *one.tags))):
        said["tags"] = kept
    return said


def free_id(url: str, taken: Iterable[str]) -> str:
    """Make an id of an address, as a line that is only a URL has it; numbered where it is taken."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    name = slug(f"{host} {parts.path}") or "source"
    held = set(taken)
    names = (name, *(f"{name}-{number}" for number in range(2, len(held) + 3)))
    return next(one for one in names if one not in held)


def _url(source: Source) -> str:
    return str(source.options.get("url") or "")


def exported(sources: Sequence[Source], mask: Mask) -> tuple[str, tuple[str, ...]]:
    """Give the feeds as OPML, and the names of those whose address holds a secret."""
    feeds = [source for source in sources if source.kind == "feed" and _url(source)]
    secret = tuple(one.id for one in feeds if mask(_url(one)) != _url(one))
    listed = [
        Listed(url=_url(one), title=one.title, tags=one.tags, language=one.language)
        for one in feeds
        if one.id not in secret
    ]
    return write_opml("Wirewatch", listed), secret
