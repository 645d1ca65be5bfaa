"""Who is told, and when: from `digest:`, `instant:` and `digests:` to streams."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from service.digests.slots import ScheduleError, parse_schedule
from service.errors import Problem
from service.model import ChannelName, QuietMode, Stream, StreamId, StreamKind, Tier
from service.settings.document import At, Document
from service.settings.fields import did_you_mean
from service.settings.shape import JointDigest, Settings, StreamEntry
from service.watchlists.hints import meant_schedule
from service.watchlists.shape import InstantEntry, Watchlist, as_quiet


INSTANTLY = "-instant"
"""What the id of a watchlist's instant stream ends with."""


@dataclass(slots=True, kw_only=True)
class StreamCheck:
    """Builds streams from one document; what is wrong is gathered."""

    document: Document
    channels: Collection[str]
    problems: list[Problem] = field(default_factory=list)

    def digest(self, entry: StreamEntry, owner: Watchlist, at: At, zone: str) -> Stream | None:
        """Build the stream of a watchlist's own `digest:`."""
        to = self.told(entry.to, (*at, "to"))
        if not self._schedule(entry.schedule, (*at, "schedule")) or not to:
            return None
        return Stream(
            id=StreamId(owner.id),
            title=owner.title,
            kind=StreamKind.DIGEST,
            watchlists=(owner.id,),
            to=to,
            zone=zone,
            schedule=entry.schedule,
            empty=entry.empty,
            tiers=entry.tiers,
            further_outlets=entry.further_outlets,
            remind=entry.remind,
            was=_ids((*entry.was, *owner.was)),
            former=formerly(owner),
            position=self.document.key(at),
        )

    def instant(self, entry: InstantEntry, owner: Watchlist, at: At, zone: str) -> Stream | None:
        to = self.told(entry.to, (*at, "to"))
        if not to:
            return None
        self._check_quiet(entry, at)
        return Stream(
            id=StreamId(f"{owner.id}{INSTANTLY}"),
            title=f"{owner.title}, as it happens",
            kind=StreamKind.INSTANT,
            watchlists=(owner.id,),
            to=to,
            zone=zone,
            tiers=entry.tiers,
            group_wait=entry.group_wait,
            quiet=as_quiet(entry.quiet),
            further_outlets=entry.further_outlets,
            was=_ids((*entry.was, *(f"{name}{INSTANTLY}" for name in owner.was))),
            former=formerly(owner),
            position=self.document.key(at),
        )

    def _check_quiet(self, entry: InstantEntry, at: At) -> None:
        """Warn of quiet hours that keep nothing quiet."""
        through = entry.quiet is not None and entry.quiet.then is QuietMode.LET_URGENT_THROUGH
        if through and set(entry.tiers) == {Tier.URGENT}:
            message = "quiet hours let everything through: only urgent rules are instant"
            mend = "write 'then: hold', or add 'normal' to tiers"
            place = self.document.place((*at, "quiet"))
            self.problems.append(self.document.problem(place, message, mend, severity="warning"))

    def joint(
        self, entry: JointDigest, known: Collection[str], at: At, zone: str
    ) -> Stream | None:
        """Build a stream over several watchlists; one that is off leaves the others in it."""
        to = self.told(entry.to, (*at, "to"))
        on = self._known(entry.watchlists, known, (*at, "watchlists"), "watchlist")
        if not self._schedule(entry.schedule, (*at, "schedule")) or not to or not on:
            return None
        return Stream(
            id=StreamId(entry.id),
            title=entry.title,
            kind=StreamKind.DIGEST,
            watchlists=tuple(dict.fromkeys(entry.watchlists)),  # one may only be off for an hour
            to=to,
            zone=entry.timezone or zone,
            schedule=entry.schedule,
            empty=entry.empty,
            tiers=entry.tiers,
            further_outlets=entry.further_outlets,
            remind=entry.remind,
            was=_ids(entry.was),
            position=self.document.place(at),
        )

    def told(self, wanted: Sequence[str], at: At) -> tuple[ChannelName, ...]:
        """Keep the channels that exist: a slip in one name must not silence the others."""
        return tuple(map(ChannelName, self._known(wanted, self.channels, at, "channel")))

    def _known(
        self, wanted: Sequence[str], known: Collection[str], at: At, what: str
    ) -> tuple[str, ...]:
        for index, name in enumerate(wanted):
            if name not in known:
                self._unknown(name, known, (*at, index), what)
        return tuple(dict.fromkeys(name for name in wanted if name in known))

    def _unknown(self, name: str, known: Collection[str], at: At, what: str) -> None:
        several = name.replace(",", " ").split()
        mend = f"known here: {', '.join(sorted(known)) or 'none'}"
        if len(several) > 1 and all(one in known for one in several):
            meant = f"[{', '.join(several)}]"
            self._complain(at, f"'{name}' is one {what} to YAML", f"write {meant}", meant)
        else:
            hint = did_you_mean(name, tuple(known))
            self._complain(at, f"unknown {what} '{name}'{hint}", mend)

    def _schedule(self, texts: Sequence[str], at: At) -> bool:
        try:
            parse_schedule(texts)
        except ScheduleError as error:
            meant = meant_schedule(texts[error.index])
            mend = f"write {meant}" if meant else error.mend
            self._complain((*at, error.index), error.message, mend, meant)
            return False
        return True

    def _complain(self, at: At, message: str, mend: str, meant: str = "") -> None:
        at = at if at in self.document.values else at[:-1]
        place = self.document.place(at)
        problem = self.document.problem(place, message, mend)
        scalar = self.document.values.get(at) and self.document.lines_of(at)
        if meant and scalar and len(scalar) == 1:
            end = self.document.scalar(at).end.column
            problem = replace(problem, instead=self.document.instead(place, meant, to=end))
        self.problems.append(problem)


def former_ids(
    head: Sequence[str], digest: StreamEntry | None, instant: InstantEntry | None
) -> tuple[str, ...]:
    """Give a watchlist's former ids; its streams are named after it, and tell them too."""
    instantly = instant.was if instant else ()
    owners = [name.removesuffix(INSTANTLY) for name in instantly if name.endswith(INSTANTLY)]
    return tuple(dict.fromkeys((*head, *(digest.was if digest else ()), *owners)))


def formerly(*watchlists: Watchlist) -> tuple[tuple[str, str], ...]:
    return tuple((old, one.id) for one in watchlists for old in one.was if old != one.id)


def _ids(names: Sequence[str]) -> tuple[StreamId, ...]:
    return tuple(dict.fromkeys(map(StreamId, names)))


def joint_streams(
    settings: Settings, watchlists: Sequence[Watchlist], streams: Sequence[Stream]
) -> tuple[tuple[Stream, ...], tuple[Problem, ...]]:
    """Build the joint digests of `config.yaml`; `streams` are the watchlists' own."""
    check = StreamCheck(document=settings.document, channels=settings.channels)
    known = [watchlist.id for watchlist in watchlists]
    joint: list[Stream] = []
    for index, entry in enumerate(settings.digests):
        stream = check.joint(entry, known, ("digests", index), settings.zone)
        if stream is not None:
            members = [one for one in watchlists if one.id in stream.watchlists]
            joint.append(replace(stream, former=formerly(*members)))
    unique, clashing = unique_streams((*streams, *joint))
    problems = [
        settings.document.problem(stream.position, message, mend)
        for stream, message, mend in clashing
    ]
    return unique[len(streams) :], (*check.problems, *problems)


def operators(settings: Settings) -> tuple[tuple[ChannelName, ...], tuple[Problem, ...]]:
    """Name the channels on which troubles are told."""
    check = StreamCheck(document=settings.document, channels=settings.channels)
    return check.told(settings.notices.to or (), ("notices", "to")), tuple(check.problems)


def unique_streams(
    streams: Sequence[Stream],
) -> tuple[tuple[Stream, ...], tuple[tuple[Stream, str, str], ...]]:
    """Keep the first of those with one id, and say what is wrong with the others."""
    kept: dict[StreamId, Stream] = {}
    clashing: list[tuple[Stream, str, str]] = []
    for stream in streams:
        first = kept.setdefault(stream.id, stream)
        if first is not stream:
            place = f"{first.position.file}:{first.position.line}"
            message = f"the stream '{stream.id}' stands already in {place}"
            clashing.append((stream, message, "give each its own id"))
    return tuple(kept.values()), tuple(clashing)
