"""What was good stays in force while a file has a mistake: over a reload, and over a restart.

Watchlists without a mistake are copied into the data folder (`good/`); one that has become wrong
falls back on its copy, rule by rule and stream by stream, and every digest says so.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import structlog

from service.app.compiling import compiled
from service.app.files import Files
from service.model import NO_PINS, Rule
from service.settings import load_names, shipped
from service.watchlists import load_watchlists


FOLDER = "good"

T = TypeVar("T")

log = structlog.get_logger()


def keep_good(files: Files, held: Files) -> Files:
    """Keep what `held` has of files that are wrong now: rules, streams and sources.

    A file with an error keeps every rule, stream and source that it had and that cannot be read
    now; a file without one is taken as it is.
    """
    wrong = _wrong_watchlists(files)
    owners = {one.id for one in held.loaded.watchlists if Path(one.file).name in wrong}
    rules = _kept(
        files.loaded.rules,
        held.loaded.rules,
        lambda one: one.key,
        lambda one: one.watchlist in owners,
    )
    rules = _compilable(rules, files, held)
    streams = _kept(
        files.streams,
        held.streams,
        lambda one: one.id,
        lambda one: bool(owners & set(one.watchlists)),
    )
    lists = _kept(
        files.loaded.watchlists,
        held.loaded.watchlists,
        lambda one: one.id,
        lambda one: one.id in owners,
    )
    about_sources = _about(files, "sources.yaml")
    spoiled = bool(about_sources)
    sources = _kept(files.sources, held.sources, lambda one: one.id, lambda _: spoiled)
    kept = {Path(one.file).name for one in held.loaded.watchlists if one.id in owners}
    about_pins = _about(files, "pins.yaml")
    return replace(
        files,
        sources=sources,
        pins=held.pins if about_pins and held.pins != NO_PINS else files.pins,
        streams=streams,
        loaded=replace(files.loaded, rules=rules, watchlists=lists),
        rules=compiled(rules, files.rules),
        kept=frozenset(
            {file for name, file in wrong.items() if name in kept}
            | (about_sources if held.sources else set())
            | (about_pins if held.pins != NO_PINS else set())
        ),
    )


def remember(files: Files) -> None:
    """Copy the watchlists that have no mistake, for the day when they have one."""
    try:
        _remember(files, files.settings.data_dir / FOLDER)
    except OSError as error:  # a full disk: older copies stay, and nothing else waits for it
        log.warning("good.not_kept", reason=str(error))


def _remember(files: Files, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wrong = _wrong_watchlists(files)
    present = {path.name: path for path in _watchlists(files.settings.watchlists_dir)}
    for copy in _watchlists(folder):
        if copy.name not in present:
            copy.unlink(missing_ok=True)
    for name in {Path(one.file).name for one in files.loaded.watchlists} & set(present) - set(
        wrong
    ):
        _copy(present[name], folder / name)


def recall(files: Files) -> Files:
    """Take the last good copies of watchlists that have a mistake; for the start of a process."""
    folder = files.settings.data_dir / FOLDER
    if not files.errors or not folder.is_dir():
        return files
    names, _ = load_names(files.settings.config_dir / "names.yaml", shipped())
    loaded = load_watchlists(
        folder,
        names=names,
        channels=list(files.settings.channels),
        sources=files.sources,
        zone=files.settings.zone,
    )
    held = replace(
        files,
        sources=(),
        pins=NO_PINS,
        loaded=loaded,
        streams=loaded.streams,
        rules=compiled(loaded.rules),
        problems=(),
    )
    return keep_good(files, held)


def _wrong_watchlists(files: Files) -> dict[str, str]:
    """Give the watchlists with an error: the name of each file, and how problems name it."""
    inside = f"{files.settings.watchlists_dir.name}/"
    found = {problem.file for problem in files.errors if problem.file.startswith(inside)}
    return {Path(file).name: file for file in found}


def _about(files: Files, name: str) -> set[str]:
    """Give what problems call this file, if it has any; a watchlist may have its name."""
    found = {one.file for one in files.errors if Path(one.file).name == name}
    return found - set(_wrong_watchlists(files).values())


def _watchlists(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in sorted(folder.iterdir()) if path.suffix in (".yaml", ".yml")]


def _copy(path: Path, target: Path) -> None:
    """Replace the copy at once, so that a crash leaves the old one or the new one."""
    fresh = target.with_suffix(".new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(path.read_bytes())
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _kept(
    new: Sequence[T],
    old: Sequence[T],
    key: Callable[[T], str],
    spoiled: Callable[[T], bool],
) -> tuple[T, ...]:
    """Add what stood in a file that now has errors, and cannot be read there any more."""
    have = {key(one) for one in new}
    return (*new, *(one for one in old if key(one) not in have and spoiled(one)))


def _compilable(rules: Sequence[Rule], files: Files, held: Files) -> tuple[Rule, ...]:
    """Put the last good query in the place of one that is no longer understood."""
    good = {key: compiled.rule for key, compiled in held.rules.rules.items()}
    broken = {one.key for one in rules} - set(files.rules.rules)
    return tuple(good[one.key] if one.key in broken and one.key in good else one for one in rules)
