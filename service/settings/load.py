"""From `config/config.yaml` and the environment to `Settings`."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from service.errors import ConfigError, Problem
from service.model import ChannelName, Raw
from service.settings.document import At, Document, Options, shown
from service.settings.environment import Variables, read_variables
from service.settings.fields import RefusedValueError, check_id
from service.settings.problems import explain
from service.settings.secrets import Surroundings, fill
from service.settings.shape import INTERNAL, Channel, Settings
from service.settings.slips import load


SENDING = frozenset({"channels", "web"})
"""Keys with secrets that nobody needs who only looks into the database."""


def load_settings(
    config_dir: Path, environ: Mapping[str, str], unneeded: frozenset[str] = frozenset()
) -> Settings:
    """Read all settings. Raises `ConfigError` with everything that is wrong, not just the first.

    Below the keys that are `unneeded`, a secret may be out of reach.
    """
    settings, problems = read_settings(config_dir, environ, unneeded)
    errors = [problem for problem in problems if problem.severity == "error"]
    if settings is None or errors:
        raise ConfigError(*problems)
    return settings


def read_settings(
    config_dir: Path, environ: Mapping[str, str], unneeded: frozenset[str] = frozenset()
) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Read all settings and all complaints, warnings too; no settings if one is an error."""
    document = _document(config_dir / "config.yaml")
    around = Surroundings(environ=environ, folder=config_dir, unneeded=unneeded)
    document, problems = fill(document, around)
    if not isinstance(document.data, dict):
        return None, (*problems, document.problem(document.place(()), "must be keys with values"))
    channels = document.data.get("channels")
    variables = read_variables(environ, channels if isinstance(channels, dict) else {})
    document = _overlaid(document, variables)
    settings, found = _build(config_dir, document)
    return settings, (*problems, *variables.problems, *found)


def _document(path: Path) -> Document:
    if not path.exists():
        return Document(file=shown(path), data={})
    document = load(path)
    return replace(document, data={}) if document.data is None else document


def _overlaid(document: Document, variables: Variables) -> Document:
    """Let the environment win over the file, value by value."""
    data = _merged(document.data, variables.values)
    return replace(document, data=data, elsewhere=variables.places)


def _merged(below: Raw, above: Raw) -> Raw:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    both = {key: _merged(below[key], above[key]) for key in above if key in below}
    return {**below, **above, **both}


def _build(config_dir: Path, document: Document) -> tuple[Settings | None, tuple[Problem, ...]]:
    values, problems = _without_internal(document)
    values["channels"], off = _channels(document, values.get("channels"))
    problems += off
    values.update(_folders(config_dir, values), config_dir=config_dir, document=document)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        return None, (*problems, *explain(error, Settings, document))
    return settings, tuple(problems)


def _without_internal(document: Document) -> tuple[dict[str, Raw], list[Problem]]:
    """Drop keys without a value (all their lines are comments), refuse those that are not set here."""
    data: dict[str, Raw] = document.data
    problems = [
        document.problem(document.key((name,)), f"unknown key '{name}'", "delete it")
        for name in INTERNAL
        if name in data
    ]
    known = Settings.model_fields
    kept = {key: value for key, value in data.items() if value is not None or key not in known}
    return {key: value for key, value in kept.items() if key not in INTERNAL}, problems


def _folders(config_dir: Path, values: Mapping[str, Raw]) -> dict[str, Path]:
    """Find the watchlists: in the folder of `config.yaml`, or beside it."""
    given = values.get("watchlists_dir")
    if isinstance(given, str):
        return {"watchlists_dir": config_dir / given}
    inside = config_dir / "watchlists"
    return {"watchlists_dir": inside if inside.is_dir() else config_dir.parent / "watchlists"}


# --- channels ----------------------------------------------------------------------------------


def _channels(document: Document, given: Raw) -> tuple[dict[str, Channel], list[Problem]]:
    if given is None:
        return {}, []
    if not isinstance(given, dict):
        place = document.place(("channels",))
        mend = "write one 'name:' for each, with 'type:' under it"
        return {}, [document.problem(place, "'channels': must be named channels", mend)]
    channels: dict[str, Channel] = {}
    problems: list[Problem] = []
    for name, options in given.items():
        channel = _channel(document, name, options)
        if isinstance(channel, Channel):
            channels[name] = channel
        else:
            problems.append(channel)
    return channels, problems


def _channel(document: Document, name: str, given: Raw) -> Channel | Problem:
    at: At = ("channels", name)
    place = document.key(at)
    try:
        check_id(name)
    except RefusedValueError as error:
        return document.problem(place, str(error), error.mend)
    kind = given.get("type") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(kind, str):
        mend = "type: console, file, email or webhook"
        return document.problem(place, f"the channel '{name}' has no type", mend)
    options = {key: value for key, value in given.items() if key != "type" and value is not None}
    return Channel(
        name=ChannelName(name),
        type=kind,
        options=Options(options, document, at),
        position=place,
    )
