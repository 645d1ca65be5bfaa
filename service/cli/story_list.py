"""Recent stories, as blocks of words."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from service.app.reading import look, settings_to_read
from service.cli.printing import WIDEST
from service.cli.story_words import headline, moment, outlets, sums
from service.digests.wording import listed, wrap
from service.store import timelines
from service.store.timelines import Timeline


def read(config_dir: Path, limit: int) -> Sequence[Timeline]:
    return look(settings_to_read(config_dir), timelines.recent, limit)


def block(found: Timeline) -> Iterator[str]:
    first, last = found.entries[0].seen_at, found.entries[-1].seen_at
    span = moment(first) if first == last else f"{moment(first)} to {moment(last)}"
    yield f"s{found.story}  {span}  {sums(found.entries)}"
    for text in (headline(found.entries), listed(outlets(found.entries))):
        yield from (f"    {part}" for part in wrap(text, WIDEST - 4))
