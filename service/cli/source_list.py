"""How sources fare, as rows of words."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from service.app.build import look_over
from service.app.database import database
from service.app.files import Files
from service.app.reading import look
from service.cli.common import load, outside
from service.cli.source_weeks import bar
from service.digests.wording import count
from service.logs import Mask, mask_of
from service.model import Source, SourceId, Trouble
from service.settings import SENDING, secrets
from service.sources.health import SIGHTINGS
from service.store import fares, missing, sources
from service.store.sources import SourceState


SOURCES = "sources.yaml"
LATELY = timedelta(days=1)
HEADS = ("id", "kind", "title", "last asked", "last new", "next", "aside", "last weeks", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fares:
    """One source of the files, with what the database knows of it."""

    named: tuple[str, str, str]
    """Id, kind and title, as far as they could be read."""
    state: SourceState | None
    aside: int
    now: datetime
    off: str = ""
    """What is wrong with it and where: it is not asked."""
    missing: int = 0
    """Pages of its entries that could not be had lately."""
    why_missing: str = ""

    @property
    def failing(self) -> bool:
        return self.state is not None and self.state.failures > 0

    @property
    def silent(self) -> bool:
        return self.ails(Trouble.SILENT)

    def ails(self, trouble: Trouble) -> bool:
        return self.state is not None and fares.ailment(self.state, trouble) is not None

    @property
    def moved(self) -> bool:
        return self.state is not None and has_moved(self.state)

    def row(self) -> tuple[str, ...]:
        state, aside = self.state, str(self.aside or "-")
        if state is None or state.last_polled_at is None:
            return (*self.named, "never", "-", "-", aside, "", self.off or "new")
        times = map(_moment, (state.last_polled_at, state.last_new_at, state.next_due))
        said = self.off or "; ".join((*words(state), *self._missing())) or "good"
        weeks = bar(state.vitals.days, self.now.date())
        return (*self.named, *times, aside, weeks, said)

    def _missing(self) -> Iterator[str]:
        if self.missing:
            yield f"{count(self.missing, 'page')} missing since yesterday: {self.why_missing}"


def read(config_dir: Path) -> tuple[Fares, ...]:
    """Describe every source of the files, with what the database knows of it, if there is one."""
    files, now = load(config_dir, SENDING), outside().clock()
    sound, off = sound_and_off(files)
    states: Mapping[SourceId, SourceState] = {}
    aside: Mapping[SourceId, int] = {}
    lacking: Mapping[SourceId, tuple[int, str]] = {}
    if database(files.settings).exists():
        states, aside, lacking = look(files.settings, _known, now)
    mask = mask_of(secrets(files.settings, files.sources))

    def fares_of(named: tuple[str, str, str], why: str) -> Fares:
        ident = SourceId(named[0])
        state = states.get(ident)
        return Fares(
            named=named,
            state=masked(state, mask) if state else None,
            aside=aside.get(ident, 0),
            now=now,
            off=mask(why),
            missing=lacking.get(ident, (0, ""))[0],
            why_missing=mask(lacking.get(ident, (0, ""))[1]),
        )

    return (
        *(fares_of((one.id, one.kind, one.title), "") for one in sound),
        *(fares_of((name, "-", "-"), why) for name, why in off.items()),
    )


def sound_and_off(files: Files) -> tuple[Sequence[Source], Mapping[str, str]]:
    """Give the sources that can be asked, and say of the others what is wrong and where.

    What has no name, or is wrong with the whole file, stands under its place.
    """
    built = asyncio.run(look_over(files, outside()))
    wrong = [
        one
        for one in (*files.problems, *built.off)
        if one.severity == "error" and Path(one.file).name == SOURCES
    ]
    off: dict[str, str] = {}
    for one in wrong:  # of several mistakes the first is told
        place = f"{SOURCES}:{one.line}"
        off.setdefault(one.source or place, f"off: {place} {one.message}")
    return [one for one in files.sources if one.id in built.sources], off


def masked(state: SourceState, mask: Mask) -> SourceState:
    """Hide what stands in addresses and is no terminal's business."""
    troubles = tuple(replace(one, detail=mask(one.detail)) for one in state.vitals.troubles)
    return replace(
        state,
        vitals=replace(state.vitals, troubles=troubles),
        address=mask(state.address),
        error_detail=state.error_detail and mask(state.error_detail),
        moved_to=state.moved_to and mask(state.moved_to),
    )


def _known(
    connection: Connection, now: datetime
) -> tuple[
    Mapping[SourceId, SourceState], Mapping[SourceId, int], Mapping[SourceId, tuple[int, str]]
]:
    states = {state.id: state for state in sources.active(connection)}
    lacking = missing.by_source(connection, now - LATELY, now)
    return states, fares.count_aside(connection), lacking


def total(found: Iterable[Fares]) -> str:
    """Count what a person should look at: `4 sources: 1 failing, 2 documents kept aside`."""
    found = list(found)
    aside = sum(one.aside for one in found)
    lacking = sum(one.missing for one in found)
    notes = [
        *_number(sum(bool(one.off) for one in found), "off"),
        *_number(sum(one.failing for one in found), "failing"),
        *_number(sum(one.silent for one in found), "silent"),
        *_number(sum(one.ails(Trouble.CHANGED_SHAPE) for one in found), "changed in shape"),
        *_number(sum(one.ails(Trouble.OVER_ACTIVE) for one in found), "far busier than usual"),
        *_number(sum(one.ails(Trouble.FLOOD) for one in found), "flooding"),
        *_number(sum(one.moved for one in found), "moved"),
        *([f"{count(aside, 'document')} kept aside"] if aside else []),
        *([f"{count(lacking, 'page')} missing"] if lacking else []),
    ]
    return f"{count(len(found), 'source')}: {', '.join(notes) or 'nothing to worry about'}"


def _number(number: int, what: str) -> Iterator[str]:
    if number:
        yield f"{number:,} {what}"


_CALLED = {
    Trouble.SILENT: "silent",
    Trouble.CHANGED_SHAPE: "changed in shape",
    Trouble.OVER_ACTIVE: "far busier than usual",
    Trouble.FLOOD: "flood held back",
}


def words(state: SourceState) -> Iterator[str]:
    """Say what a person should know of a source; nothing where all is well."""
    if state.failures:
        times = "once" if state.failures == 1 else f"{state.failures} times in a row"
        yield f"failed {times}: {state.error_detail}"
    for trouble, called in _CALLED.items():
        if ailment := fares.ailment(state, trouble):
            yield f"{called}: {ailment.detail}"
    if has_moved(state):
        times = f"{state.moved_sightings} times in a row"
        yield f"moved for good to {state.moved_to} (so it said {times})"


def has_moved(state: SourceState) -> bool:
    """Whether its server has said so often enough to be believed."""
    return state.moved_to is not None and state.moved_sightings >= SIGHTINGS


def _moment(value: datetime | None) -> str:
    return "-" if value is None else value.strftime("%Y-%m-%d %H:%M UTC")
