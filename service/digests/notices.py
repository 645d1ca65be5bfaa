"""What operators read: troubles that began, and those that are over, each in a line or two."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from service.digests.wording import count, full_date, line, moment
from service.model import Alarm, DigestId, Notice, ServiceTrouble, Trouble


NAMED = 20
"""So many of one trouble are named, the others counted."""
SENT = 500
"""So many go into the JSON."""

Kind = Trouble | ServiceTrouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a trouble is told."""

    heading: str
    one: str
    """In a subject, behind a name."""
    many: str
    """In a subject, behind a number of sources, or of channels."""
    over: str
    mend: str


WORDS: dict[Kind, Wording] = {
    ServiceTrouble.DISK_FULL: Wording(
        heading="The disk is full",
        one="the disk is full",
        many="full disks",
        over="there is room on the disk again",
        mend="Nothing is taken in until there is room; what is stored still goes out. Make room, or "
        "shorten `retention` in config.yaml.",
    ),
    ServiceTrouble.CHANNEL_FAILING: Wording(
        heading="Channels that fail",
        one="fails",
        many="channels fail",
        over="works again",
        mend="What was to be sent is kept, and tried again. `wirewatch notify test CHANNEL` tries it "
        "now.",
    ),
    ServiceTrouble.DEAD_LETTERS: Wording(
        heading="Deliveries that were given up",
        one="lost deliveries",
        many="channels lost deliveries",
        over="",
        mend="They are kept: `wirewatch delivery list --state dead` shows them, `wirewatch delivery "
        "replay` sends them again.",
    ),
    Trouble.LONG_FAILING: Wording(
        heading="Sources that have failed for a week",
        one="has failed for a week",
        many="sources have failed for a week",
        over="works again",
        mend="They are still asked, once a day or so. Mend their address in sources.yaml, or take "
        "them out.",
    ),
    Trouble.FAILING: Wording(
        heading="Sources that fail",
        one="fails",
        many="sources fail",
        over="works again",
        mend="They are asked again by themselves, ever more rarely. `wirewatch source show ID` says "
        "more, `wirewatch source poll ID` asks now.",
    ),
    Trouble.SILENT: Wording(
        heading="Sources that have gone silent",
        one="has gone silent",
        many="sources have gone silent",
        over="has news again",
        mend="They answer, and have nothing new: perhaps the news is at another address by now.",
    ),
    Trouble.CHANGED_SHAPE: Wording(
        heading="Sources that have changed",
        one="has changed",
        many="sources have changed",
        over="looks as usual again",
        mend="Look whether rules still find in them what they should.",
    ),
    Trouble.OVER_ACTIVE: Wording(
        heading="Sources that bring far more than usual",
        one="brings far more than usual",
        many="sources bring far more than usual",
        over="is as busy as usual again",
        mend="All of it is read. If it is no news, leave the source out of watchlists by `exclude`.",
    ),
    Trouble.FLOOD: Wording(
        heading="Sources that served old articles as new",
        one="served old articles as new",
        many="sources served old articles as new",
        over="serves what is new again",
        mend="They are held back and told to nobody; nothing needs to be done.",
    ),
    Trouble.MOVED: Wording(
        heading="Sources that have moved",
        one="has moved",
        many="sources have moved",
        over="is at its old address again",
        mend="Write the new address into sources.yaml; nothing that was seen is forgotten.",
    ),
}
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One source or channel, and what ails it."""

    name: str
    id: str
    """Of the source, to be typed; empty where there is none."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All that have the same trouble."""

    heading: str
    items: tuple[Item, ...]
    more: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A mail about notices, as the templates want it."""

    id: str
    title: str
    subject: str
    preheader: str
    when: str
    finding: str
    groups: tuple[Group, ...]


class NoticePart(BaseModel):
    """One trouble that began, or is over."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    trouble: str
    source: str | None = Field(description="Its id, where it is the trouble of a source")
    name: str = Field(description="The source's title, the channel's name, or empty")
    over: bool
    at: AwareDatetime
    detail: str


class NoticesEnvelope(BaseModel):
    """Notices as JSON, for webhooks. Fields may be added within a version; none changes its meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    type: Literal["notices"] = "notices"
    id: str
    subject: str
    composed_at: AwareDatetime
    notices: tuple[NoticePart, ...]
    more: int = Field(description="So many found no room in `notices`")


def settled(
    notices: Iterable[Notice], alarms: Iterable[Alarm]
) -> tuple[tuple[NoticePart, ...], tuple[NoticePart, ...]]:
    """Give what began and what is over; what began and is over again meanwhile is neither."""
    parts = [*map(_of_alarm, alarms), *map(_of_notice, notices)]
    order = list(map(str, WORDS))
    parts.sort(key=lambda one: (order.index(one.trouble), one.name, one.source or ""))
    begun: list[NoticePart] = []
    over: list[NoticePart] = []
    for _, same in groupby(parts, key=lambda one: (one.trouble, one.source, one.name)):
        told = list(same)  # in the order in which they were noted
        if told[-1].over == told[0].over:
            (over if told[-1].over else begun).append(told[-1])
    failed = {one.source for one in over if one.trouble == Trouble.LONG_FAILING}
    return tuple(begun), tuple(
        one for one in over if one.trouble != Trouble.FAILING or one.source not in failed
    )


def view(
    digest_id: DigestId,
    begun: Sequence[NoticePart],
    over: Sequence[NoticePart],
    zone: str,
    now: datetime,
) -> View:
    subject = _subject(begun, over)
    return View(
        id=digest_id,
        title="Notices",
        subject=subject,
        preheader=line(subject),
        when=full_date(now, zone),
        finding=subject,
        groups=(*_groups(begun, zone), *_over(over, zone)),
    )


def pack(
    shown: View, begun: Sequence[NoticePart], over: Sequence[NoticePart], now: datetime
) -> str:
    """Give the JSON."""
    every = (*begun, *over)
    return NoticesEnvelope(
        id=shown.id,
        subject=shown.subject,
        composed_at=now,
        notices=every[:SENT],
        more=len(every[SENT:]),
    ).model_dump_json()


def _of_notice(one: Notice) -> NoticePart:
    return NoticePart(
        trouble=one.trouble,
        source=one.source,
        name=line(one.title, 100),
        over=one.over,
        at=one.at,
        detail=line(one.detail),
    )


def _of_alarm(one: Alarm) -> NoticePart:
    return NoticePart(
        trouble=one.trouble,
        source=None,
        name=line(one.about, 100),
        over=one.over,
        at=one.at,
        detail=line(one.detail),
    )


def _subject(begun: Sequence[NoticePart], over: Sequence[NoticePart]) -> str:
    """Say the most pressing first; the rest is counted."""
    said = [
        _short(WORDS[trouble], same)
        for trouble in WORDS
        if (same := [one for one in begun if one.trouble == trouble])
    ]
    if not said and len(over) == 1:
        words = WORDS[_kind(over[0].trouble)].over
        said = [f"{over[0].name} {words}" if over[0].name else words[0].upper() + words[1:]]
    elif over:
        said.append(f"{count(len(over), 'trouble is', 'troubles are')} over")
    return ", ".join([*said[:3], *(["and more"] if len(said) > 3 else [])])


def _short(words: Wording, same: Sequence[NoticePart]) -> str:
    if len(same) > 1:
        return f"{len(same):,} {words.many}"
    return f"{same[0].name} {words.one}" if same[0].name else words.one[0].upper() + words.one[1:]


def _kind(trouble: str) -> Kind:
    return next(one for one in WORDS if one == trouble)


def _groups(begun: Sequence[NoticePart], zone: str) -> Iterator[Group]:
    for trouble, words in WORDS.items():
        same = [one for one in begun if one.trouble == trouble]
        if same:
            yield Group(
                heading=words.heading,
                items=tuple(_item(one, one.detail, zone) for one in same[:NAMED]),
                more=_more(same),
                mend=words.mend,
            )


def _over(over: Sequence[NoticePart], zone: str) -> Iterator[Group]:
    if over:
        yield Group(
            heading="Over",
            items=tuple(_item(one, WORDS[_kind(one.trouble)].over, zone) for one in over[:NAMED]),
            more=_more(over),
            mend="",
        )


def _item(one: NoticePart, text: str, zone: str) -> Item:
    return Item(name=one.name, id=one.source or "", text=f"{moment(one.at, zone)}: {text}")


def _more(same: Sequence[NoticePart]) -> str:
    rest = len(same) - NAMED
    return f"and {rest:,} more: `wirewatch source list` names them all" if rest > 0 else ""
