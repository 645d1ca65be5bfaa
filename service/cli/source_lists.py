"""Lists of feeds in and out: OPML, as every reader has it."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

from service.app.files import Files
from service.app.lists import Plan, exported, plan, read_list
from service.cli.common import load
from service.cli.printing import table, write
from service.digests.wording import count
from service.logs import mask_of
from service.settings import secrets
from service.settings.adding import Entry, add, added
from service.settings.document import read_text, shown
from service.settings.editing import alone
from service.sources.formats.opml import FeedList


FILE = "sources.yaml"


def import_list(config: Path, path: Path, tags: Sequence[str], *, dry: bool) -> Iterator[str]:
    """Add what a list holds and nobody follows yet; gives what could not be taken, in words.

    Raises `ParseError`, `OSError`, `ConfigError`.
    """
    found = asyncio.run(read_list(path))
    with alone(config / FILE):
        planned = plan(found.feeds, load(config).sources, tags)
        if planned.new:
            table([_row(one) for one in planned.new], "id", "title", "tags", "url")
            _keep(config / FILE, planned, dry=dry)
    write(_summary(found, planned, config, dry=dry))
    yield from found.refused
    if found.cut:
        yield f"{found.cut:,} more feeds than a list may hold"


def _keep(path: Path, planned: Plan, *, dry: bool) -> None:
    if dry:  # what would be refused is said now
        text = read_text(path) if path.exists() else "sources:\n"
        added(text, shown(path), planned.new)
    else:
        add(path, planned.new)


def _row(one: Entry) -> tuple[str, ...]:
    tags = one.get("tags", ())
    shown_tags = ", ".join(tags) if isinstance(tags, tuple) else tags
    return (str(one["id"]), str(one.get("title", "-"))[:40], shown_tags or "-", str(one["url"]))


def _summary(found: FeedList, planned: Plan, config: Path, *, dry: bool) -> str:
    what = "would be added to" if dry else "added to"
    said = [f"{count(len(planned.new), 'source')} {what} {config / FILE}"]
    if planned.known:
        said.append(f"{len(planned.known):,} followed already")
    if found.repeated:
        said.append(f"{found.repeated:,} twice in the list")
    if found.refused:
        said.append(f"{len(found.refused):,} not taken")
    return ", ".join(said)


def export_list(files: Files) -> tuple[str, tuple[str, ...]]:
    """Give the feeds as OPML, and the sources that are left out as their address holds a secret."""
    return exported(files.sources, mask_of(secrets(files.settings, files.sources)))
