"""Some watchlists alone, with the names, sources and channels that are configured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from service.app.compiling import compiled
from service.app.files import Files, read
from service.errors import ConfigError, Problem, WirewatchError
from service.settings import Settings, load_names, load_pins, load_sources, read_settings, shipped
from service.settings.document import shown
from service.watchlists import (
    Around,
    files_in,
    joined,
    joint_streams,
    load_watchlist,
    with_source_lines,
)


SHARED = ("config.yaml", "sources.yaml", "names.yaml", "pins.yaml")


class NoSuchFileError(WirewatchError):
    """A file that was named is not there, or a folder holds no watchlist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """What some files say."""

    files: Files
    elsewhere: int = 0
    """Mistakes in the files around them."""
    paths: tuple[Path, ...] = ()
    configured: bool = True
    """There is a config.yaml: who is told can be asked."""

    def located(self, problems: Iterable[Problem]) -> Iterable[Problem]:
        """Find the lines that problems talk about."""
        return _with_lines(problems, self.paths)


def read_some(paths: Sequence[Path], config_dir: Path, environ: Mapping[str, str]) -> Some:
    """Read watchlist files, or all of a folder. Raises `ConfigError`, `NoSuchFileError`."""
    settings, wrong = read_settings(config_dir, environ)
    if settings is None or any(map(_is_error, wrong)):
        raise ConfigError(*wrong)
    sources, about_sources = load_sources(config_dir / "sources.yaml", environ)
    names, about_names = load_names(config_dir / "names.yaml", shipped())
    pins, about_pins = load_pins(config_dir / "pins.yaml")
    configured = (config_dir / "config.yaml").exists()
    around = Around(
        names=names, channels=list(settings.channels), sources=sources, zone=settings.zone
    )
    found = [one for path in paths for one in _found(path, settings)]
    loaded = joined(load_watchlist(one, around) for one in found if one.name not in SHARED)
    rules = compiled(loaded.rules)
    joint, _ = joint_streams(settings, loaded.watchlists, loaded.streams)
    told = [one for one in loaded.problems if configured or "channel" not in one.message]
    told += (one for shared in found if shared.name in SHARED for one in _shared(shared, environ))
    files = Files(
        settings=settings,
        sources=sources,
        loaded=replace(loaded, problems=tuple(told)),
        streams=(*loaded.streams, *joint),
        rules=rules,
        pins=pins,
        problems=(*told, *_with_lines(rules.problems, found)),
    )
    around_them = (one for one in (*about_sources, *about_names, *about_pins) if one not in told)
    return Some(
        files=files,
        elsewhere=sum(map(_is_error, around_them)),
        configured=configured,
        paths=tuple(found),
    )


def _is_error(problem: Problem) -> bool:
    return problem.severity == "error"


def _found(path: Path, settings: Settings) -> list[Path]:
    if path.is_dir():
        if found := files_in(path):
            return found
        raise NoSuchFileError(f"there is no watchlist (.yaml) in {path}")
    if path.exists():
        return [path]
    folders = (path.parent, settings.watchlists_dir)
    near = {one.name: one for folder in folders if folder.is_dir() for one in files_in(folder)}
    meant = get_close_matches(path.name, near, n=1, cutoff=0.5)
    hint = f": did you mean {_short(near[meant[0]])}?" if meant else ""
    raise NoSuchFileError(f"there is no file {path}{hint}")


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _shared(path: Path, environ: Mapping[str, str]) -> Iterable[Problem]:
    """Read names.yaml and the like where they belong, and tell what is about them alone."""
    return (one for one in read(path.parent, environ).problems if one.file == shown(path))


def _with_lines(problems: Iterable[Problem], paths: Sequence[Path]) -> Iterable[Problem]:
    folders = {shown(path): path.parent for path in paths}
    for one in problems:
        yield from with_source_lines((one,), folders.get(one.file, Path()))


def untold(files: Files) -> tuple[Problem, ...]:
    """Remark on rules that nobody is told of; where a digest is off, that is told already."""
    silent = {one.watchlist for one in files.problems if _is_error(one) and not one.rule}
    found = (_untold(files, one.id) for one in files.loaded.watchlists if one.id not in silent)
    return with_source_lines(filter(None, found), files.settings.watchlists_dir)


def _untold(files: Files, watchlist: str) -> Problem | None:
    told = {tier for one in files.streams if watchlist in one.watchlists for tier in one.tiers}
    rules = [one for one in files.loaded.rules if one.watchlist == watchlist]
    left = [one for one in rules if one.tier not in told]
    if not left:
        return None
    place = left[0].position
    if len(left) == len(rules):
        message = f"nobody is told what '{watchlist}' finds"
    else:
        tiers = " or ".join(dict.fromkeys(one.tier for one in left))
        message = f"nobody is told what rules of tier {tiers} find ({len(left)} here)"
    mend = "add 'digest:' with 'schedule:' and 'to:', or name it in 'digests:' of config.yaml"
    return Problem(
        file=place.file,
        line=place.line,
        column=place.column,
        message=message,
        mend=mend,
        severity="warning",
        watchlist=watchlist,
    )
