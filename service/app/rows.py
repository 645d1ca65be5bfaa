"""What a configuration asks for before it holds: rows in the database, and folders inside the data folder."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from service.app.files import Files
from service.model import RuleSetNumber
from service.pipeline import Configuration
from service.sources import rhythm
from service.store import matches, sources, streams
from service.store.engine import Store


async def make_rows(
    files: Files,
    in_force: Configuration,
    store: Store,
    now: datetime,
    last: RuleSetNumber | None = None,
) -> Configuration:
    """Make the rows those of the files, and give the rule set its number.

    Raises `OvertakenError` where another process published other rules since `last`, and then no
    row is touched.
    """
    number = await store.write(
        matches.publish_rule_set, files.rules.digest, files.loaded.rules, now, last
    )
    watched = list(in_force.sources.values())
    spread = {
        one.source.id: rhythm.first_poll(one.every, one.source.id, len(watched)) for one in watched
    }
    await store.write(sources.sync, [one.source for one in watched], now, spread)
    await store.write(streams.sync, list(files.streams), now)
    return replace(in_force, rule_set=number)


def make_folders(in_force: Configuration, data_dir: Path) -> None:
    """Make the folders that are watched inside the data folder, so that files can be dropped.

    Others are not ours: an empty folder in the place of a missing disk would hide that it is missing.
    """
    inside = data_dir.resolve()
    for watched in in_force.sources.values():
        for folder in watched.kind.wakes_on:
            if folder.resolve().is_relative_to(inside):
                with suppress(OSError):
                    folder.mkdir(parents=True, exist_ok=True)
