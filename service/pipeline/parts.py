"""What the pipeline works with: the parts with side effects, and the configuration in force."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from service.clock import Clock
from service.deliveries.settle import Policy
from service.digests.render import Renderer
from service.digests.schedules import Schedule
from service.errors import Problem
from service.matches.compile import RuleSet
from service.model import (
    NO_PINS,
    ChannelName,
    DeliveryId,
    ListedFeed,
    Pins,
    Quiet,
    RuleSetNumber,
    Source,
    SourceId,
    Stream,
    StreamId,
    StreamKind,
    Unreadable,
)
from service.notifiers.base import Notifier
from service.pipeline.manners import Manners
from service.pipeline.room import Room
from service.pipeline.turn import Turn
from service.sandbox import Sandbox
from service.sources.base import Bounds, Kind, KindModule
from service.store.engine import Store


LEASE = timedelta(minutes=15)
"""Longer than any job takes: the slowest is a mail server that thinks for ten minutes."""
AGAIN = timedelta(minutes=1)
"""After so long a job is tried again that failed through no fault of what it works on."""


Lists = Callable[[Source, Sequence[ListedFeed], datetime], Awaitable[tuple[Unreadable, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything with side effects, built by `app`."""

    store: Store
    sandbox: Sandbox
    renderer: Renderer
    clock: Clock
    owner: str
    aside: Path
    """Where the bytes of documents that could not be read are kept."""
    manners: Manners = field(default_factory=Manners)
    """Towards the sites whose pages are fetched."""
    room: Room = field(default_factory=Room)
    """Whether the disk has any; without another it has."""
    turn: Turn = field(default_factory=Turn)
    unsent: set[DeliveryId] = field(default_factory=set)
    """Perhaps leased by us, as the database did not say; this process has sent nothing of them."""
    lists: Lists | None = None
    """Takes over the feeds of a list, and gives what is to be told of it; None: nobody follows lists."""
    settle_again: tuple[float, ...] = (1, 2, 4, 8, 15, 30)
    """Waits, in seconds, before what was sent is written down once more, where the database refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A source that can be polled."""

    source: Source
    module: KindModule
    kind: Kind
    every: timedelta
    bounds: Bounds | None = None
    """Between which it finds its own rhythm; None: it is asked as often as the files say."""
    seconds: float = 600.0
    """Longer than any kind should take to bring something: one that hangs has failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A notifier, and how it is retried."""

    notifier: Notifier
    policy: Policy
    seconds: float = 840.0
    """Longer than any notifier should take, and shorter than a lease."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """Who is told what ails sources and the service itself, and how often at most."""

    to: tuple[ChannelName, ...]
    zone: str = "UTC"
    quiet: Quiet | None = None
    wait: timedelta = timedelta(minutes=1)
    """What comes within it is told together."""
    pause: timedelta = timedelta(minutes=15)
    """Between two mails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What the files say, ready for use; never changed."""

    sources: Mapping[SourceId, Watched]
    rules: RuleSet
    rule_set: RuleSetNumber
    streams: Mapping[StreamId, Stream]
    schedules: Mapping[StreamId, Schedule]
    channels: Mapping[ChannelName, Channel]
    pins: Pins = NO_PINS
    operators: Operators | None = None
    """None: nobody is told; logs and `wirewatch source list` say it."""
    off: tuple[str, ...] = ()
    """Rules, watchlists and sources that could not be used as they stand, each with its reason."""
    held: int = 0
    """So many of these are held back: what was good there before still holds."""
    mistakes: tuple[Problem, ...] = ()
    """What all this comes of."""

    def siblings(self, stream: Stream) -> tuple[Stream, ...]:
        """Find the instant streams that speak to a digest's readers between its digests.

        Their own readers must be all that the digest has; the two streams of one watchlist have
        one circle of readers if they share a channel.
        """
        return tuple(one for one in self._instants(stream) if _speaks_for(one, stream))

    def relieved(self, stream: Stream) -> tuple[Stream, ...]:
        """Find the instant streams that need not tell what a digest told all their readers."""
        return tuple(one for one in self._instants(stream) if set(one.to) <= set(stream.to))

    def _instants(self, digest: Stream) -> tuple[Stream, ...]:
        if digest.kind is StreamKind.INSTANT:
            return ()
        instants = (one for one in self.streams.values() if one.kind is StreamKind.INSTANT)
        return tuple(one for one in instants if set(one.watchlists) <= set(digest.watchlists))


def _speaks_for(instant: Stream, digest: Stream) -> bool:
    if len(digest.watchlists) == 1:
        return bool(set(instant.to) & set(digest.to))
    return set(digest.to) <= set(instant.to)
