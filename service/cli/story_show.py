"""One story as a timeline: who was first, who carried it, who reported it, too; what became one; what was told."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import JsonValue

from service.app.reading import look, settings_to_read
from service.cli import story_words
from service.cli.printing import WIDEST
from service.cli.story_words import decided, happened, headline, moment, said, sums
from service.digests.wording import line, printed, wrap
from service.model import ArticleId, StoryId
from service.store import timelines
from service.store.timelines import Entry, Timeline


def read(config_dir: Path, number: int) -> Timeline | None:
    return look(settings_to_read(config_dir), timelines.timeline, StoryId(number))


def lines(found: Timeline, asked: int) -> Iterator[str]:
    yield headline(found.entries)
    if asked != found.story:
        yield f"  s{asked} became one with s{found.story}"
    yield f"  s{found.story}, {sums(found.entries)}"
    yield ""
    known = {one.article: one for one in found.entries}
    events = [(one.seen_at, list(_report(one, known))) for one in found.entries]
    events += ((at, _wrapped(text)) for at, text in happened(found))
    for at, text in sorted(events, key=lambda event: event[0]):
        yield f"{moment(at)}  {text[0]}"
        yield from (f"{'':22}{part}" for part in text[1:])


def _report(one: Entry, known: Mapping[ArticleId, Entry]) -> Iterator[str]:
    of = known.get(one.of) if one.of is not None else None
    yield f"{line(one.outlet)} {said(one, of)}"
    yield from _wrapped(line(one.title) or "(untitled)")
    yield from _wrapped(f"article {one.article}; {decided(one)}")
    if one.published:
        yield f"published {printed(one.published)}"
    if one.url:
        yield line(one.url)


def _wrapped(text: str) -> list[str]:
    return list(wrap(text, WIDEST - 22))


def data(found: Timeline) -> dict[str, JsonValue]:
    return {
        **story_words.summary(found),
        "entries": [story_words.entry_data(one) for one in found.entries],
        "merges": [story_words.merge_data(one) for one in found.merges],
        "moves": [story_words.move_data(one) for one in found.moves],
        "told": [
            {
                "stream": one.stream,
                "digest": one.digest,
                "how": one.how,
                "at": one.at.isoformat(),
                "reports": one.reports,
                "copies": one.copies,
            }
            for one in found.told
        ],
    }
