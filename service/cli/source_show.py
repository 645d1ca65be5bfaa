"""Everything about one source: for people, and as data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from service.app.database import database
from service.app.places import ASIDE
from service.app.reading import look
from service.cli.common import load, outside
from service.cli.source_list import masked, sound_and_off, words
from service.cli.source_weeks import bar, per_day
from service.digests.wording import count, line
from service.logs import Mask, mask_of
from service.model import Ailment, Days, Notice, SourceId, Trouble, Vitals
from service.settings import SENDING, secrets
from service.store import fares
from service.store.fares import Shown
from service.store.missing import GivenUp
from service.store.sources import KeptAside, PollRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of a source, and what a page about it needs besides."""

    shown: Shown
    configured: bool
    """False: it is no longer in `sources.yaml`."""
    off: str
    """What is wrong with it there, and where: it is not asked."""
    aside: Path
    now: datetime


def read(config_dir: Path, source_id: str, polls: int) -> Page | str:
    """Gather what is known of a source; where it was never asked, say why."""
    files = load(config_dir, SENDING)
    sound, wrong = sound_and_off(files)
    configured = any(one.id == source_id for one in sound)
    off = "" if configured else wrong.get(source_id, "")
    there = not off or database(files.settings).exists()
    shown = look(files.settings, fares.shown, SourceId(source_id), polls) if there else None
    if shown is None:
        return f"{source_id}: {off}" if off else _UNKNOWN.format(source_id)
    mask = mask_of(secrets(files.settings, files.sources))
    return Page(
        shown=replace(
            shown,
            state=masked(shown.state, mask),
            polls=tuple(replace(one, detail=mask(one.detail)) for one in shown.polls),
            notices=tuple(replace(one, detail=mask(one.detail)) for one in shown.notices),
            missing=tuple(_masked(one, mask) for one in shown.missing),
        ),
        configured=configured or bool(off),
        off=off,
        aside=files.settings.data_dir / ASIDE,
        now=outside().clock(),
    )


def _masked(one: GivenUp, mask: Mask) -> GivenUp:
    page = replace(one.page, address=mask(one.page.address), detail=mask(one.page.detail))
    return replace(one, page=page)


_UNKNOWN = (
    "nothing is known of a source {!r}: is it in sources.yaml, and has the service run since?"
)


# --- for people --------------------------------------------------------------------------------


def lines(page: Page, most: int) -> Iterator[str]:
    """Say it in lines; of what was kept aside, the newest `most`."""
    state = page.shown.state
    yield f"{state.title} ({state.id}, {state.kind}{f', {state.address}' if state.address else ''})"
    if not page.configured:
        yield "  no longer in sources.yaml: it is not asked"
    yield f"  state       {page.off or '; '.join(words(state)) or 'good'}"
    if state.failing_since is not None:
        yield f"  failing     since {_moment(state.failing_since)} ({state.error_code})"
    yield f"  last asked  {_moment(state.last_polled_at)}"
    yield f"  last good   {_moment(state.last_success_at)}"
    yield f"  last new    {_moment(state.last_new_at)}"
    yield f"  next        {_moment(state.next_due)}{_rests(state.vitals)}"
    if page.shown.waiting:
        waiting = count(
            page.shown.waiting, "entry waits for its page", "entries wait for their pages"
        )
        yield f"  pages       {waiting}"
    yield from _weeks(page)
    yield from _history(page)
    if page.shown.polls:
        yield f"  last {count(len(page.shown.polls), 'poll')}, the newest first"
        yield from (f"    {_moment(one.started_at)}  {outcome(one)}" for one in page.shown.polls)
    yield from _missing_lines(page, most)
    yield from _aside_lines(page, most)


def _rests(vitals: Vitals) -> str:
    return f", asked every {_age(vitals.interval)} or so by now" if vitals.interval else ""


def _weeks(page: Page) -> Iterator[str]:
    """Draw the last weeks, and say what is usual."""
    vitals = page.shown.state.vitals
    weeks, mean = bar(vitals.days, page.now.date()), per_day(vitals.days)
    if mean is not None:
        yield f"  last weeks  {weeks.strip()}  {mean:,.1f} new a day"
    if vitals.pause is not None:
        yield f"  pauses      {_age(vitals.pause)} at most, as a rule"


def _history(page: Page) -> Iterator[str]:
    if page.shown.notices:
        yield "  troubles, the newest first"
    for one in page.shown.notices:
        what = f"{one.trouble.value} {'is over' if one.over else 'began'}"
        yield f"    {_moment(one.at)}  {what}: {line(one.detail)}"


def outcome(poll: PollRecord) -> str:
    """Say in a line what came of a poll."""
    if poll.outcome == "failed":
        return f"failed: {line(poll.detail)}"
    parts = (
        (poll.new, "new"),
        (poll.changed, "changed"),
        (poll.held, "held back"),
        (poll.unreadable, "could not be read"),
        (poll.cut, "left out"),
    )
    found = [f"{number:,} {what}" for number, what in parts if number]
    notes = [*(["first sight"] if poll.baseline else []), *(["possible gap"] * poll.possible_gap)]
    nothing = "nothing new" if poll.times == 1 else f"nothing new, {poll.times:,} times in a row"
    return ", ".join([*(found or [nothing]), *notes])


def _missing_lines(page: Page, most: int) -> Iterator[str]:
    if page.shown.missing:
        yield "  pages that could not be had or read, the newest first: their entries had to do"
    for one in page.shown.missing[:most]:
        yield f"    {line(one.page.address)}"
        yield f"      {_age(page.now - one.at)} ago  {one.page.code}: {line(one.page.detail)}"


def _aside_lines(page: Page, most: int) -> Iterator[str]:
    aside = page.shown.aside
    if not aside:
        return
    yield f"  {count(len(aside), 'document')} kept aside until they change, the newest first"
    for one in aside[:most]:
        yield f"    {line(one.name)}"
        yield f"      {_age(page.now - one.seen_at)} ago  {one.code}: {line(one.detail)}"
        if one.kept_as is not None:
            yield f"      {page.aside / one.kept_as}"
    if len(aside) > most:
        yield f"    and {len(aside) - most:,} more"


def _age(age: timedelta) -> str:
    if age >= timedelta(days=2):
        return f"{age.days:,} days"
    if age >= timedelta(hours=2):
        return f"{age // timedelta(hours=1)} hours"
    return count(max(0, age // timedelta(minutes=1)), "minute")


def _moment(value: datetime | None) -> str:
    return "never" if value is None else value.strftime("%Y-%m-%d %H:%M:%S UTC")


# --- as data -----------------------------------------------------------------------------------


def data(page: Page) -> dict[str, Any]:
    """Give all of it, for programs."""
    state = page.shown.state
    return {
        "id": state.id,
        "kind": state.kind,
        "title": state.title,
        "address": state.address,
        "configured": page.configured,
        "off": page.off or None,
        "silent": fares.ailment(state, Trouble.SILENT) is not None,
        "troubles": [_trouble_data(one) for one in state.vitals.troubles],
        "interval_seconds": _seconds(state.vitals.interval),
        "longest_pause_seconds": _seconds(state.vitals.pause),
        "days": _days_data(state.vitals.days),
        "last_polled_at": _iso(state.last_polled_at),
        "last_success_at": _iso(state.last_success_at),
        "last_new_at": _iso(state.last_new_at),
        "next_due": _iso(state.next_due),
        "failures": state.failures,
        "failing_since": _iso(state.failing_since),
        "error_code": state.error_code,
        "error_detail": state.error_detail,
        "waiting_for_pages": page.shown.waiting,
        "moved_to": state.moved_to,
        "moved_sightings": state.moved_sightings,
        "polls": [_poll_data(one) for one in page.shown.polls],
        "aside": [_aside_data(one, page.aside) for one in page.shown.aside],
        "missing_pages": [_missing_data(one) for one in page.shown.missing],
        "notices": [_notice_data(one) for one in page.shown.notices],
    }


def _trouble_data(one: Ailment) -> dict[str, Any]:
    return {"trouble": one.trouble.value, "since": _iso(one.since), "detail": one.detail}


def _notice_data(one: Notice) -> dict[str, Any]:
    told = {"at": _iso(one.at), "trouble": one.trouble.value, "over": one.over}
    return {**told, "detail": one.detail}


def _days_data(days: Days | None) -> dict[str, Any] | None:
    """Give the news of each day, the oldest first; null where nobody could look."""
    if days is None:
        return None
    news = [None if one < 0 else one for one in days.news]
    return {"last": days.last.isoformat(), "news": news}


def _seconds(time: timedelta | None) -> float | None:
    return None if time is None else time.total_seconds()


def _poll_data(poll: PollRecord) -> dict[str, Any]:
    return {
        "started_at": _iso(poll.started_at),
        "finished_at": _iso(poll.finished_at),
        "outcome": poll.outcome,
        "detail": poll.detail,
        "entries": poll.entries,
        "new": poll.new,
        "changed": poll.changed,
        "held": poll.held,
        "unreadable": poll.unreadable,
        "cut": poll.cut,
        "possible_gap": poll.possible_gap,
        "baseline": poll.baseline,
        "times": poll.times,
    }


def _aside_data(one: KeptAside, folder: Path) -> dict[str, Any]:
    return {
        "name": one.name,
        "code": one.code,
        "detail": one.detail,
        "seen_at": _iso(one.seen_at),
        "path": None if one.kept_as is None else str(folder / one.kept_as),
    }


def _missing_data(one: GivenUp) -> dict[str, Any]:
    told = {"address": one.page.address, "code": one.page.code, "detail": one.page.detail}
    return {**told, "given_up_at": _iso(one.at)}


def _iso(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()
