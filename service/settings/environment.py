"""The environment, read here and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from pydantic_settings import EnvSettingsSource, SettingsError

from service.errors import Problem
from service.model import Position, Raw
from service.settings.document import At
from service.settings.secrets import is_secret, read_secret
from service.settings.shape import Settings, setting_names


PREFIX = "WIREWATCH_"
CHANNELS = f"{PREFIX}CHANNELS__"
_OTHERS = {"WIREWATCH_DATA", "WIREWATCH_CONFIG_DIR", "WIREWATCH_CRASH", "WIREWATCH_CLOCK"}
"""Ours, though no settings: the tests' material, crash point and clock, and where `config.yaml` lies."""


def environment() -> Mapping[str, str]:
    """Take the environment as it is now."""
    return dict(os.environ)  # noqa: TID251 - this is the one place


@dataclass(slots=True, kw_only=True)
class Variables:
    """What the environment sets, and what is wrong with it."""

    values: dict[str, Raw] = field(default_factory=dict)
    places: dict[At, Position] = field(default_factory=dict)
    """A variable is its own file: its name stands where a file's name would."""
    problems: list[Problem] = field(default_factory=list)


def read_variables(environ: Mapping[str, str], channels: Mapping[str, Raw]) -> Variables:
    """Read `WIREWATCH_LOG__LEVEL`, `WIREWATCH_DATABASE_URL_FILE`, `WIREWATCH_CHANNELS__X__PASSWORD`."""
    found = Variables()
    ours = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    ours = _read_files(ours, found)
    _take_channels(ours, channels, found)
    _warn_of_slips(ours, found)
    plain = {name: value for name, value in ours.items() if not name.startswith(CHANNELS)}
    source = EnvSettingsSource(Settings)
    source.env_vars = {name.lower(): value for name, value in plain.items()}
    try:
        found.values |= source()
    except SettingsError as error:
        found.problems.append(_problem(f"{PREFIX}*", str(error).split("\n", 1)[0]))
    for name in plain:
        at = tuple(name.removeprefix(PREFIX).lower().split("__"))
        found.places[at] = Position(file=name, line=1, column=1)
    found.values.pop("config_dir", None)
    return found


def _problem(variable: str, message: str, mend: str = "", severity: str = "error") -> Problem:
    return Problem(file=variable, line=1, column=1, message=message, mend=mend, severity=severity)


def _read_files(ours: Mapping[str, str], found: Variables) -> dict[str, str]:
    """Put the content of `…_FILE` under the name it is for; only secrets have such files."""
    values = dict(ours)
    for name, path in ours.items():
        base = name.removesuffix("_FILE")
        if base == name or not _may_come_from_file(base):
            continue
        values.pop(name)
        if base in ours:
            message = f"both {base} and {name} are set"
            found.problems.append(_problem(name, message, "keep one of them"))
            continue
        try:
            values[base] = read_secret(Path(path))
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            found.problems.append(_problem(name, f"the file {path} cannot be read: {reason}"))
    return values


def _may_come_from_file(base: str) -> bool:
    last = base.removeprefix(PREFIX).lower().split("__")[-1]
    return base in {f"{PREFIX}DATABASE_URL", f"{PREFIX}WEB__TOKEN"} or (
        base.startswith(CHANNELS) and (is_secret((last,)) or last in {"url", "username"})
    )


def _warn_of_slips(ours: Mapping[str, str], found: Variables) -> None:
    """Find variables that were surely meant for us; others may be anybody's (Kubernetes sets some)."""
    known = [PREFIX + "__".join(path).upper() for path in setting_names()]
    parts = {name.rpartition("__")[0] for name in known if "__" in name} | {f"{PREFIX}CHANNELS"}
    for name in ours:
        inside = any(name.startswith(f"{part}__") for part in parts)  # the model will refuse it
        if name in known or name in _OTHERS or inside:
            continue
        if near := get_close_matches(name, known, n=1, cutoff=0.9):
            message = f"no such setting: did you mean {near[0]}?"
            found.problems.append(_problem(name, message, severity="warning"))


def _take_channels(ours: Mapping[str, str], channels: Mapping[str, Raw], found: Variables) -> None:
    """Set options of channels that the file names; `-` in a channel's name is `_` here."""
    names = {name.upper().replace("-", "_").replace(".", "_"): name for name in channels}
    for variable, value in ours.items():
        if not variable.startswith(CHANNELS):
            continue
        channel, _, option = variable.removeprefix(CHANNELS).partition("__")
        if channel not in names or not option:
            message = f"config.yaml has no channel '{channel.lower()}'"
            found.problems.append(_problem(variable, message, severity="warning"))
            continue
        at = (names[channel], *option.lower().split("__"))
        _set(found.values.setdefault("channels", {}), at, value)
        found.places["channels", *at] = Position(file=variable, line=1, column=1)


def _set(tree: dict[str, Raw], at: tuple[str, ...], value: str) -> None:
    *way, last = at
    for part in way:
        tree = tree.setdefault(part, {})
    tree[last] = value
