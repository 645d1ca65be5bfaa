"""Pins: what a person says of stories holds for what comes, and for what was placed already."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

import structlog
from sqlalchemy import Connection

from service.articles.normal import canonical_url
from service.model import (
    ArticleId,
    Cause,
    Pins,
    Relation,
    StoryId,
    StoryMerge,
    StoryMove,
)
from service.pipeline.lane import Lane, placed
from service.store import lane as rows
from service.store import stories
from service.store.stories import Member
from service.stories.window import PINNED


Pair = tuple[ArticleId, ArticleId]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pinned:
    """Pins as articles that are there: what is pinned both ways is apart."""

    groups: tuple[tuple[ArticleId, ...], ...]
    apart: tuple[Pair, ...]

    @property
    def together(self) -> tuple[Pair, ...]:
        return tuple((group[0], other) for group in self.groups for other in group[1:])


def apply(connection: Connection, lane: Lane, pins: Pins, now: datetime) -> list[StoryMerge]:
    """Let the pins hold: part what is apart, then unite what is together; give the merges."""
    pinned = _resolved(connection, pins)
    lane.window.pin(pinned.together, pinned.apart)
    lane.applied(pins)
    places = _places(connection, pinned.apart)
    for one, other in pinned.apart:
        if {one, other} <= places.keys() and places[one].story == places[other].story:
            _part(connection, lane, places[one], places[other], now)
            places = _places(connection, pinned.apart)
    return [
        merge
        for group in pinned.groups
        for merge in _unite(connection, lane, group, pinned.apart, now)
    ]


def _places(connection: Connection, pairs: Collection[Pair]) -> Mapping[ArticleId, Member]:
    return stories.places(connection, {article for pair in pairs for article in pair})


def _resolved(connection: Connection, pins: Pins) -> _Pinned:
    names = {name for group in (*pins.together, *pins.apart) for name in group}
    links = {name: canonical_url(name) for name in names}
    found = stories.named(connection, frozenset(links.values())) if names else {}
    known = {name: found[link] for name, link in links.items() if link in found}
    return _Pinned(
        groups=tuple(_ids(known, group) for group in pins.together if _ids(known, group)),
        apart=tuple(pair for group in pins.apart for pair in combinations(_ids(known, group), 2)),
    )


def _ids(known: Mapping[str, ArticleId], names: Sequence[str]) -> tuple[ArticleId, ...]:
    return tuple(sorted({known[name] for name in names if name in known}))


# --- together ----------------------------------------------------------------------------------


def _unite(
    connection: Connection,
    lane: Lane,
    group: Sequence[ArticleId],
    apart: Sequence[Pair],
    now: datetime,
) -> Iterator[StoryMerge]:
    found = stories.places(connection, group)
    kept, *others = sorted({one.story for one in found.values()}) or [StoryId(0)]
    for gone in others:
        if _are_apart(connection, kept, gone, apart):
            log.warning("story.pins_contradict", kept=kept, apart=gone)
            continue
        merge = StoryMerge(
            kept=kept, gone=gone, why=Cause.PINNED, measure=PINNED, value=1, threshold=1, at=now
        )
        rows.merge(connection, lane.next_step(), merge)
        lane.window.unite(kept, gone)
        yield merge


def _are_apart(
    connection: Connection, one: StoryId, other: StoryId, apart: Sequence[Pair]
) -> bool:
    named = {article for pair in apart for article in pair}
    where = {article: place.story for article, place in stories.places(connection, named).items()}
    return any({where.get(a), where.get(b)} == {one, other} for a, b in apart)


# --- apart -------------------------------------------------------------------------------------


def _part(connection: Connection, lane: Lane, one: Member, other: Member, now: datetime) -> None:
    """Let the later of two reports leave their story, with its copies and updates."""
    members = stories.members(connection, [one.story])
    earlier, later = sorted((one, other), key=lambda member: member.article)
    leaving = _with_followers(later, members)
    if earlier in leaving:
        leaving = _with_followers(earlier, members)
    joined = stories.open_story(connection, now)
    for member in leaving:
        place = replace(member, story=joined)
        if member is leaving[0]:
            place = replace(place, relation=Relation.FIRST, of=None)
        _move(connection, lane, member, place, now)
    _lead(connection, lane, [one for one in members if one not in leaving], now)


def _with_followers(leader: Member, members: Collection[Member]) -> list[Member]:
    """Give a report, and all that copy it, or are new states of it."""
    leaving = [leader]
    for follower in leaving:  # it grows as we go
        more = (one for one in members if one.of == follower.article)
        leaving += [one for one in more if one not in leaving]
    return leaving


def _lead(connection: Connection, lane: Lane, left: Sequence[Member], now: datetime) -> None:
    """Let the earliest that is left be the first, where the first has gone."""
    if left and all(member.relation is not Relation.FIRST for member in left):
        first = replace(left[0], relation=Relation.FIRST, of=None)
        _move(connection, lane, left[0], first, now)


def _move(
    connection: Connection, lane: Lane, member: Member, place: Member, now: datetime
) -> None:
    moves = member.story != place.story
    move = StoryMove(
        article=member.article,
        left=member.story,
        joined=place.story,
        opened=moves and place.relation is Relation.FIRST,
        was=member.relation,
        now=place.relation,
        why=Cause.PINNED,
        at=now,
    )
    rows.move(connection, lane.next_step(), move, place.of)
    log.info("story.moved", article=member.article, left=move.left, joined=move.joined)
    signed = rows.signed(connection, member.article)
    if signed is not None and moves:
        lane.window.move(
            placed(replace(signed, story=move.joined, opened=move.opened), moved=True)
        )
