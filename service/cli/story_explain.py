"""Why two reports are in one story, or are not: what was decided, and what their words say."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue
from sqlalchemy import Connection

from service.app.reading import look, settings_to_read
from service.articles.normal import canonical_url
from service.cli.options import number
from service.cli.printing import WIDEST
from service.cli.story_words import (
    decided,
    entry_data,
    measured,
    merge_data,
    merged,
    moment,
    move_data,
    moved,
    said,
)
from service.digests.wording import line, wrap
from service.errors import WirewatchError
from service.model import StoryId, StoryMerge, StoryMove
from service.store import stories, timelines
from service.store.schema import story_member
from service.store.timelines import Entry
from service.stories.compare import Compared, compare
from service.stories.copies import Verdict, judge, overlap
from service.stories.prepared import READ, prepare


class UnknownNameError(WirewatchError):
    """What was named is in no story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Two reports side by side."""

    one: Entry
    other: Entry
    merges: tuple[StoryMerge, ...]
    moves: tuple[StoryMove, ...]
    verdict: Verdict
    """Whether their texts are copies, as they stand now."""
    words: Compared

    @property
    def together(self) -> bool:
        return self.one.story == self.other.story

    @property
    def cut(self) -> tuple[Entry, ...]:
        """Reports too long to be compared whole."""
        return tuple(entry for entry in (self.one, self.other) if len(entry.text) > READ)


def read(config_dir: Path, one: str, other: str) -> Explained:
    """Explain two articles or stories (`s12`: its first report). Raises `UnknownNameError`."""
    return look(settings_to_read(config_dir), _read, one, other)


def _read(connection: Connection, one: str, other: str) -> Explained:
    left, right = find(connection, one), find(connection, other)
    ids = [left.article, right.article]
    merges = timelines.merges(connection, [left.story, right.story])
    return Explained(
        one=left,
        other=right,
        merges=tuple(found for found in merges if _concerns(found, left, right)),
        moves=tuple(
            found for found in timelines.moves(connection, [], ids) if found.article in ids
        ),
        verdict=_judged(left, right),
        words=compare(_text(left), _text(right), left.language or right.language),
    )


def find(connection: Connection, name: str) -> Entry:
    """Find a report by its number or link, or the first of a story. Raises `UnknownNameError`."""
    if name[:1] in "sS" and name[1:].isdecimal():
        asked = number(name[1:])
        found = None if asked is None else timelines.timeline(connection, StoryId(asked))
        if found is None or not found.entries:
            raise UnknownNameError(f"there is no story {name}: `wirewatch story list` names some")
        return next((one for one in found.entries if one.relation == "first"), found.entries[0])
    link = canonical_url(name)
    ids = stories.named(connection, [link])
    entries = timelines.entries(connection, story_member.c.article_id, list(ids.values()))
    if not entries:
        where = "is in no story: no rule held for it" if ids else "is not known"
        raise UnknownNameError(f"article {name} {where}")
    return entries[0]


def _concerns(found: StoryMerge, one: Entry, other: Entry) -> bool:
    return one.story == other.story == found.kept or found.kept in (one.story, other.story)


def _judged(one: Entry, other: Entry) -> Verdict:
    prints = [prepare(entry.title, entry.text, entry.language).print for entry in (one, other)]
    return judge(overlap(*prints), own=one.outlet == other.outlet)


def _text(entry: Entry) -> str:
    return f"{entry.title}\n\n{entry.text}"


# --- for people --------------------------------------------------------------------------------


def lines(found: Explained) -> Iterator[str]:
    for entry, beside in ((found.one, found.other), (found.other, found.one)):
        yield from _wrapped(f"article {entry.article}, {line(entry.outlet)}: {line(entry.title)}")
        yield from _indented(
            f"{moment(entry.seen_at)}, in s{entry.story}: {said(entry, beside if entry.of == beside.article else None)}"
        )
        yield from _indented(decided(entry))
    yield ""
    yield "in one story" if found.together else "in two stories"
    for one in found.merges:
        yield from _indented(f"{moment(one.at)}: {merged(one)}")
    for move in found.moves:
        yield from _indented(f"{moment(move.at)}: {moved(move)}")
    verdict = found.verdict
    copied = "would be taken for copies" if verdict.copied else "are no copies"
    by = measured(verdict.measure, verdict.value, verdict.threshold)
    yield from _indented(f"as they stand now, their texts {copied}: {by}")
    for entry in found.cut:
        yield from _indented(f"of {entry.article} the first {READ:,} characters are compared")
    yield ""
    words = found.words
    for name, listed in (
        ("both say", words.shared),
        (f"only {found.one.article}", words.first),
        (f"only {found.other.article}", words.second),
    ):
        yield from _wrapped(f"{name}: {', '.join(listed) or 'nothing that tells'}")


def _wrapped(text: str) -> Iterator[str]:
    first, *rest = wrap(text, WIDEST - 2)
    yield first
    yield from (f"  {part}" for part in rest)


def _indented(text: str) -> Iterator[str]:
    yield from (f"  {part}" for part in wrap(text, WIDEST - 2))


# --- as data -----------------------------------------------------------------------------------


def data(found: Explained) -> dict[str, JsonValue]:
    verdict, words = found.verdict, found.words
    return {
        "one": entry_data(found.one),
        "other": entry_data(found.other),
        "together": found.together,
        "merges": [merge_data(one) for one in found.merges],
        "moves": [move_data(one) for one in found.moves],
        "copies": {
            "copied": verdict.copied,
            "measure": verdict.measure,
            "value": verdict.value,
            "threshold": verdict.threshold,
            "cut": [entry.article for entry in found.cut],
        },
        "words": {
            "shared": list(words.shared),
            "only_one": list(words.first),
            "only_other": list(words.second),
        },
    }
