"""Find the feeds of a site, show what they hold, and put one into `sources.yaml`."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import typer

from service.app.build import open_http
from service.app.discovering import Finder, Found
from service.app.files import Files
from service.app.lists import Plan, entry, free_id, plan
from service.cli.common import load, outside
from service.cli.printing import write
from service.digests.wording import count
from service.errors import BlockedError, FetchError, WirewatchError
from service.model import ListedFeed as Listed
from service.sandbox import Sandbox
from service.settings.adding import add
from service.settings.editing import alone


FILE = "sources.yaml"
_UNITS = (
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)


class NothingFoundError(WirewatchError):
    """At that address there is nothing to follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user asks for."""

    url: str
    pick: int | None
    ident: str | None
    title: str | None
    tags: tuple[str, ...]
    allow: tuple[str, ...]
    dry: bool


def add_to_file(files: Files, config: Path, wish: Wish) -> None:
    """Show what there is, and add what was picked, the only one, or what is chosen at a terminal."""
    url = wish.url if "://" in wish.url else f"https://{wish.url}"
    try:
        found = asyncio.run(_find(files, url, wish.allow))
    except FetchError as error:
        raise _in_terms_of_options(error) from error
    if not found:
        raise NothingFoundError(f"no feed and no sitemap was found at {url}")
    for number, one in enumerate(found, 1):
        _show(number, one)
    if wish.dry:
        return
    picked = _picked(found, wish.pick)
    if picked is None:
        write(f"{count(len(found), 'address')}: add one with --pick NUMBER")
        raise typer.Exit(1)
    with alone(config / FILE):  # it may have changed meanwhile: another finds feeds, too
        _put(load(config), config, picked, wish)


def _in_terms_of_options(error: FetchError) -> WirewatchError:
    """Name the option that would let it through; the file has no line of it yet."""
    cause = error.__cause__
    if not isinstance(cause, BlockedError) or cause.network is None:
        return error
    option = f"--allow-network {cause.network}"
    return NothingFoundError(f"{cause.what}; if this is meant, add {option}")


async def _find(files: Files, url: str, allow: Sequence[str]) -> list[Found]:
    http, sandbox = open_http(files.settings), Sandbox(workers=1)
    try:
        return await Finder(http, sandbox, outside().clock(), allow).find(url)
    finally:
        await http.close()
        await sandbox.close()


def _show(number: int, one: Found) -> None:
    what = "sitemap" if one.form == "sitemapindex" else "entry"
    much = count(one.entries, what) if what == "sitemap" else _entries(one.entries)
    told = [one.form, much, *([f"one every {_long(one.interval)}"] if one.interval else [])]
    write(f"{number}. {one.title or '(no title)'}  {one.url}")
    write(f"   {', '.join(told)}{f', in {one.language}' if one.language else ''}")
    for newest in one.newest:
        when = newest.published or newest.updated
        date = when.value[:16].replace("T", " ") if when else "no date"
        write(f"   {date:16}  {newest.title or newest.url or '(no title)'}")


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"


def _long(interval: timedelta) -> str:
    """Say about how long: `20 minutes`, `3 hours`, `2 days`."""
    for unit, name in _UNITS:
        if interval >= unit:
            number = round(interval / unit)
            return name if number == 1 else f"{number} {name}s"
    return "minute"


def _picked(found: Sequence[Found], pick: int | None) -> Found | None:
    if pick is None and len(found) > 1:
        if not sys.stdin.isatty():
            return None
        pick = typer.prompt("Which one", default=1, type=int)
    place = (pick or 1) - 1
    if not 0 <= place < len(found):
        raise NothingFoundError(f"there is no number {pick}: {len(found)} were found")
    return found[place]


def _put(files: Files, config: Path, picked: Found, wish: Wish) -> None:
    title = wish.title or picked.title
    listed = Listed(url=picked.url, title=title, tags=wish.tags)
    planned: Plan = plan([listed], files.sources)
    if planned.known:
        write(f"{picked.url} is followed already, as {planned.known[0][1]}")
        raise typer.Exit(1)
    taken = [source.id for source in files.sources]
    if wish.ident in taken:
        raise NothingFoundError(f"there is a source '{wish.ident}' already: choose another --id")
    ident = wish.ident or free_id(picked.url, taken)
    fresh = dict(entry(listed, ident, kind=picked.kind))
    if wish.allow:
        fresh["allow_networks"] = wish.allow
    add(config / FILE, [fresh])
    write(f"added {ident} to {config / FILE}")
