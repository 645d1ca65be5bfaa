"""Everything that users edit, read once: settings, sources, names, watchlists."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from service.app.compiling import compiled
from service.app.subscriptions import subscribed
from service.errors import ConfigError, Problem
from service.matches.compile import RuleSet
from service.matches.unknown import unknown_sources
from service.model import NO_PINS, ChannelName, Pins, Source, Stream
from service.settings import (
    Settings,
    load_names,
    load_pins,
    load_sources,
    read_settings,
    shipped,
)
from service.watchlists import (
    Around,
    Loaded,
    joint_streams,
    load_watchlist,
    load_watchlists,
    operators,
    with_source_lines,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What the files say; parts that are wrong are left out and told in `problems`."""

    settings: Settings
    sources: tuple[Source, ...]
    loaded: Loaded
    streams: tuple[Stream, ...]
    rules: RuleSet
    problems: tuple[Problem, ...]
    pins: Pins = NO_PINS
    operators: tuple[ChannelName, ...] = ()
    """The channels on which troubles are told."""
    kept: frozenset[str] = frozenset()
    """Files that have a mistake, as problems name them, and of which what was good before still holds."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def read(
    config_dir: Path,
    environ: Mapping[str, str],
    before: RuleSet | None = None,
    *,
    unneeded: frozenset[str] = frozenset(),
) -> Files:
    """Read all files. Raises `ConfigError` where `config.yaml` or the environment is wrong.

    Rules that stand in the rule set `before` are not compiled again. Below the settings that are
    `unneeded` a secret may be out of reach.
    """
    settings, wrong = read_settings(config_dir, environ, unneeded)
    if settings is None or any(problem.severity == "error" for problem in wrong):
        raise ConfigError(*wrong)
    found, about_sources = load_sources(config_dir / "sources.yaml", environ)
    found = (*found, *subscribed(settings.data_dir, found))
    names, about_names = load_names(config_dir / "names.yaml", shipped())
    pins, about_pins = load_pins(config_dir / "pins.yaml")
    loaded = load_watchlists(
        settings.watchlists_dir,
        names=names,
        channels=list(settings.channels),
        sources=found,
        zone=settings.zone,
    )
    joint, about_joint = joint_streams(settings, loaded.watchlists, loaded.streams)
    told, about_told = operators(settings)
    rules = compiled(loaded.rules, before)
    unknown = unknown_sources(rules, [str(source.id) for source in found])
    about_rules = with_source_lines((*rules.problems, *unknown), settings.watchlists_dir)
    return Files(
        settings=settings,
        sources=found,
        loaded=loaded,
        streams=(*loaded.streams, *joint),
        rules=rules,
        pins=pins,
        operators=told,
        problems=_in_order(
            *wrong,
            *about_sources,
            *about_names,
            *about_pins,
            *loaded.problems,
            *about_joint,
            *about_told,
            *about_rules,
        ),
    )


def read_watchlist(path: Path, config_dir: Path) -> tuple[RuleSet, tuple[Problem, ...]]:
    """Read the rules of one watchlist file, with the shared names where there are any.

    Who would be told does not matter here: what is wrong with that is a warning.
    """
    names, about_names = load_names(config_dir / "names.yaml", shipped())
    loaded = load_watchlist(path, Around(names=names, channels=(), sources=(), zone="UTC"))
    rules = compiled(loaded.rules)
    about_streams = (
        replace(one, severity=one.severity if one.rule or not loaded.rules else "warning")
        for one in loaded.problems
        if "channel" not in one.message
    )
    about_rules = with_source_lines(rules.problems, path.parent)
    return rules, _in_order(*about_names, *about_streams, *about_rules)


def _in_order(*problems: Problem) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda one: (one.file, one.line, one.column)))
