"""How sources fare, as rows of words."""

from datetime import datetime
from pathlib import Path

from service.app.database import database
from service.app.reading import look
from service.cli.common import load
from service.model import Source
from service.store import sources
from service.store.sources import SourceState


HEADS = ("id", "kind", "title", "last asked", "last new", "next", "state")


def rows(config_dir: Path) -> list[tuple[str, ...]]:
    """Describe every source of the files, with what the database knows of it, if there is one."""
    files = load(config_dir)
    there = database(files.settings).exists()
    states = look(files.settings, sources.active) if there else ()
    known = {state.id: state for state in states}
    return [_row(source, known.get(source.id)) for source in files.sources]


def _row(source: Source, state: SourceState | None) -> tuple[str, ...]:
    named = (source.id, source.kind, source.title)
    if state is None or state.last_polled_at is None:
        return (*named, "never", "-", "-", "new")
    times = (state.last_polled_at, state.last_new_at, state.next_due)
    return (*named, *map(_moment, times), _fares(state))


def _fares(state: SourceState) -> str:
    if not state.failures:
        return "good"
    times = "once" if state.failures == 1 else f"{state.failures} times in a row"
    return f"failed {times}: {state.error_detail}"


def _moment(value: datetime | None) -> str:
    return "-" if value is None else value.strftime("%Y-%m-%d %H:%M UTC")
