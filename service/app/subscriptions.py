"""What subscribed lists add to the sources: a file for each list, written here and read with the others.

A list is somebody else's: it may add at most so many feeds a day, the others are held and told; it takes
none away, what is no longer on it is kept and named. Its feeds get no leave for private networks.
"""

import asyncio
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from service.app.lists import free_id
from service.model import ListedFeed, Source, SourceId, Unreadable
from service.settings.fields import check_id, slug
from service.sources.asking import web_address
from service.sources.formats.opml import same


FOLDER = "lists"
KIND = "opml"
MOST_A_DAY = 500
_MOST_BYTES = 32 * 1024 * 1024
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A feed of a list, under the id that it keeps."""

    id: str
    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is remembered of a list."""

    feeds: tuple[Followed, ...] = ()
    day: date | None = None
    """On which it last added something, in UTC."""
    added: int = 0
    """On that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a list, as it is now, makes of what was remembered."""

    state: State
    held: tuple[str, ...] = ()
    """Feeds that are to wait for another day."""
    gone: tuple[str, ...] = ()
    """Feeds that are no longer on the list, and are followed all the same."""
    refused: tuple[str, ...] = ()


_STATE = TypeAdapter(State)


def decide(
    before: State, name: str, feeds: Sequence[ListedFeed], day: date, most: int = MOST_A_DAY
) -> Change:
    """Add what is new, within the day's measure; renew titles and tags; take nothing away."""
    left = most - (before.added if before.day == day else 0)
    listed = {same(one.url): one for one in feeds if _is_sound(one)}
    refused = tuple(_name(one) for one in feeds if not _is_sound(one))
    kept = [_renewed(one, listed.get(same(one.url))) for one in before.feeds]
    known = {same(one.url) for one in before.feeds}
    new = [one for key, one in listed.items() if key not in known]
    taken = [one.id for one in kept]
    for one in new[: max(left, 0)]:
        followed = _followed(one, name, taken)
        taken.append(followed.id)
        kept.append(followed)
    count = len(kept) - len(before.feeds)
    state = State(feeds=tuple(kept), day=before.day, added=before.added)
    if count:
        state = replace(state, day=day, added=most - left + count)
    return Change(
        state=state,
        held=tuple(_name(one) for one in new[max(left, 0) :]),
        gone=tuple(one.title or one.url for one in before.feeds if same(one.url) not in listed),
        refused=refused,
    )


def _is_sound(one: ListedFeed) -> bool:
    try:
        return bool(web_address(one.url))
    except ValueError:
        return False


def _name(one: ListedFeed) -> str:
    return one.title or one.url


def _followed(one: ListedFeed, name: str, taken: Iterable[str]) -> Followed:
    ident = slug(f"{name} {free_id(one.url, ())}", longest=56)  # and a number: an id has 64
    held = set(taken)
    numbered = (ident, *(f"{ident}-{number}" for number in range(2, len(held) + 3)))
    return Followed(
        id=next(each for each in numbered if each not in held),
        url=one.url,
        title=one.title,
        tags=one.tags,
        language=one.language,
    )


def _renewed(held: Followed, listed: ListedFeed | None) -> Followed:
    if listed is None:
        return held
    return replace(held, title=listed.title or held.title, tags=listed.tags)


# --- the files -----------------------------------------------------------------------------------


class Subscriptions:
    """Takes over what lists say, one file for each."""

    def __init__(self, data_dir: Path, most: int = MOST_A_DAY) -> None:
        self._folder = data_dir / FOLDER
        self._most = most

    async def take(
        self, source: Source, feeds: Sequence[ListedFeed], now: datetime
    ) -> tuple[Unreadable, ...]:
        """Remember what is on a list; gives what is to be told of it."""
        return await asyncio.to_thread(self._take, source, feeds, now)

    def _take(
        self, source: Source, feeds: Sequence[ListedFeed], now: datetime
    ) -> tuple[Unreadable, ...]:
        path = self._folder / f"{source.id}.yaml"
        before = load_state(path)
        change = decide(before, source.id, feeds, now.date(), self._most)
        if change.state != before:
            _save(path, change.state)
        return tuple(_told(source, change, self._most))


def _told(source: Source, change: Change, most: int) -> Iterable[Unreadable]:
    said: Mapping[str, tuple[tuple[str, ...], str]] = {
        "held": (change.held, f"a list adds at most {most:,} feeds a day; held for another day"),
        "removed": (change.gone, "no longer on the list; followed all the same"),
        "refused": (change.refused, "no address of a feed"),
    }
    for code, (names, why) in said.items():
        if names:
            more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
            detail = f"{why}: {', '.join(names[:_NAMED])}{more}"
            yield Unreadable(name=f"{source.id} ({code})", code=code, detail=detail)


def load_state(path: Path) -> State:
    """Read what was remembered; nothing, where the file is missing or no longer ours."""
    try:
        with path.open("rb") as file:
            return _STATE.validate_json(file.read(_MOST_BYTES))
    except (OSError, ValidationError):
        return State()


def _save(path: Path, state: State) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = asdict(state) | {"day": state.day.isoformat() if state.day else None}
    beside = path.with_name(f".{path.name}.{os.getpid()}")  # read by whoever sees `.yaml`: not yet
    beside.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    beside.replace(path)


def subscribed(data_dir: Path, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Give the feeds of the lists that are subscribed to, but for those that stand in the file too."""
    ids = {source.id for source in sources}
    urls = {same(str(url)) for source in sources if (url := source.options.get("url"))}
    found: list[Source] = []
    for source in sources:
        if source.kind != KIND:
            continue
        for one in load_state(data_dir / FOLDER / f"{source.id}.yaml").feeds:
            if one.id not in ids and same(one.url) not in urls and _is_id(one.id):
                ids.add(SourceId(one.id))
                urls.add(same(one.url))
                found.append(_source(one, source))
    return tuple(found)


def _is_id(ident: str) -> bool:
    try:
        return check_id(ident) == ident
    except ValueError:
        return False


def _source(one: Followed, of: Source) -> Source:
    return Source(
        id=SourceId(one.id),
        kind="feed",
        title=one.title or one.id,
        options={"url": one.url},
        tags=tuple(dict.fromkeys((*of.tags, *one.tags))),
        priority=of.priority,
        zone=of.zone,
        language=of.language,
        backfill=of.backfill,
        position=of.position,
    )
