"""From `watchlists/*.yaml` to rules and streams, each file for itself."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from service.errors import ConfigError, Problem
from service.model import Source, Stream
from service.settings.names import Names
from service.watchlists.reading import Around, Reading, id_of
from service.watchlists.rescue import read
from service.watchlists.shape import Loaded, Watchlist
from service.watchlists.streams import unique_streams


def load_watchlists(
    folder: Path,
    *,
    names: Names,
    channels: Collection[str],
    sources: Sequence[Source],
    zone: str,
) -> Loaded:
    """Read all watchlists of a folder. What is wrong stays off and is told in `problems`."""
    if not folder.is_dir():
        message = "the folder of watchlists does not exist"
        mend = "make it, or set watchlists_dir in config.yaml"
        return Loaded(problems=(_nowhere(str(folder), message, mend),))
    around = Around(names=names, channels=channels, sources=sources, zone=zone)
    return joined(load_watchlist(path, around) for path in files_in(folder))


def load_watchlist(path: Path, around: Around) -> Loaded:
    """Read one watchlist; `around` is what it may refer to."""
    try:
        return Reading(path.stem, read(path), around).loaded()
    except ConfigError as error:
        off = (replace(problem, watchlist=id_of(path.stem)[0]) for problem in error.problems)
        return Loaded(problems=tuple(off))


def files_in(folder: Path) -> list[Path]:
    """Name the watchlist files of a folder, in order."""
    found = (path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})
    return sorted(path for path in found if not path.name.startswith(".") and path.is_file())


def _nowhere(file: str, message: str, mend: str) -> Problem:
    return Problem(file=file, line=1, column=1, message=message, mend=mend)


def joined(parts: Iterable[Loaded]) -> Loaded:
    """Put files together; of two watchlists or streams with one id the first stays."""
    first: dict[str, Watchlist] = {}
    kept: list[Loaded] = []
    problems: list[Problem] = []
    for part in parts:
        problems += part.problems
        taken = [first.setdefault(one.id, one) for one in part.watchlists]
        if taken and taken[0] is not part.watchlists[0]:
            problems.append(_twice(part.watchlists[0], taken[0]))
        else:
            kept.append(part)
    streams, clashing = unique_streams([stream for part in kept for stream in part.streams])
    problems += [_clash(stream, message, mend) for stream, message, mend in clashing]
    return Loaded(
        watchlists=tuple(one for part in kept for one in part.watchlists),
        rules=tuple(rule for part in kept for rule in part.rules),
        streams=streams,
        problems=tuple(problems),
    )


def _twice(second: Watchlist, first: Watchlist) -> Problem:
    return Problem(
        file=second.file,
        line=second.position.line,
        column=second.position.column,
        message=f"the watchlist '{second.id}' stands already in {first.file}",
        mend="give each file its own 'watchlist:'",
        watchlist=second.id,
    )


def _clash(stream: Stream, message: str, mend: str) -> Problem:
    return Problem(
        file=stream.position.file,
        line=stream.position.line,
        column=stream.position.column,
        message=message,
        mend=mend,
        watchlist=stream.watchlists[0],
    )
