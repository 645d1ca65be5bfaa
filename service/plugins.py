"""Finds and builds plug-ins: by short name among entry points, or as `package.module:factory`.

Their code is not ours and may fail in any way; whatever happens in it becomes a `PluginError`.
"""

import difflib
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from service.errors import PluginError


T = TypeVar("T")


def known(group: str) -> tuple[str, ...]:
    """Give the short names that this installation knows in an entry-point group."""
    return tuple(sorted({point.name for point in _offered(group)}))


def find(group: str, noun: str, name: str) -> object:
    """Import a plug-in: a short name, or `package.module:factory`.

    What stands after the colon has `Config` and `build`, or is a function without arguments that
    returns such a thing. Raises `PluginError`.
    """
    point = _pointed(group, name) if ":" in name else _registered(group, noun, name)
    try:
        found = point.load()
        found = found if hasattr(found, "Config") or not callable(found) else found()
    except (Exception, SystemExit) as error:
        said = f"the {noun} {name!r} cannot be imported: {reason(error)}"
        raise PluginError(said, mend=_repair(point, error)) from error
    return _checked(found, noun, point)


def build(plugin: Any, what: str, options: Mapping[str, Any], *tools: object) -> Any:
    """Check the options and build: what `build(config, *tools)` of the plug-in gives.

    Raises pydantic's `ValidationError` for options that its model refuses, and `PluginError`.
    """
    try:
        config = _strict(plugin.Config).model_validate(dict(options))
    except ValidationError:
        raise
    except Exception as error:
        raise PluginError(f"{what} cannot be built: {reason(error)}") from error
    return guarded(what, lambda: (config, plugin.build(config, *tools)))


def _strict(model: type[BaseModel]) -> type[BaseModel]:
    """Refuse unknown keys for a model that does not say what it wants: a slip must not pass."""
    if "extra" in model.model_config:
        return model
    body = {"__module__": model.__module__, "model_config": ConfigDict(extra="forbid")}
    return type(model.__name__, (model,), body)


def guarded(what: str, work: Callable[[], T]) -> T:
    """Let a plug-in work; raises `PluginError` for whatever it raises."""
    try:
        return work()
    except PluginError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(f"{what} cannot be built: {reason(error)}") from error


def reason(error: BaseException) -> str:
    """Say what happened; errors of the system and of values say enough without their class."""
    if isinstance(error, OSError | ValueError) and str(error):
        return str(error)
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _offered(group: str) -> Sequence[EntryPoint]:
    """Give what is installed now: read once, and again after something came or went."""
    return _read(group, tuple((folder, _changed(folder)) for folder in sys.path))


@lru_cache(maxsize=8)
def _read(group: str, _: Sequence[tuple[str, int]]) -> Sequence[EntryPoint]:
    return tuple(entry_points(group=group))


def _changed(folder: str) -> int:
    try:
        return Path(folder).stat().st_mtime_ns
    except OSError:
        return 0


def _registered(group: str, noun: str, name: str) -> EntryPoint:
    points = {point.value: point for point in _offered(group) if point.name == name}
    ours = [point for value, point in points.items() if value.startswith("service.")]
    found = ours or list(points.values())  # nobody takes a name of ours
    if not found:
        raise PluginError(_unknown(group, noun, name), mend=_meant(group, name))
    if len(found) > 1:
        raise PluginError(
            f"several packages offer the {noun} {name!r}: {', '.join(points)}",
            mend="uninstall all but one of them",
        )
    return found[0]


def _pointed(group: str, path: str) -> EntryPoint:
    point = EntryPoint(name=path, value=path, group=group)
    if not EntryPoint.pattern.match(path) or not point.attr or point.extras:
        raise PluginError(f"{path!r} does not read like package.module:factory")
    return point


def _unknown(group: str, noun: str, name: str) -> str:
    near = _near(group, name)
    hint = f"; did you mean {near!r}?" if near else ""
    return f"there is no {noun} {name!r}{hint} (known: {', '.join(known(group))})"


def _meant(group: str, name: str) -> str:
    near = _near(group, name)
    return f"write '{near}'" if near else "install the package that offers it beside Wirewatch"


def _near(group: str, name: str) -> str | None:
    return next(iter(difflib.get_close_matches(name.lower(), known(group), n=1)), None)


def _repair(point: EntryPoint, error: BaseException) -> str:
    if point.dist is not None:
        return f"it comes with the package {point.dist.name} {point.dist.version}: update or uninstall that"
    if isinstance(error, ImportError):
        return f"install the package of {point.module} beside Wirewatch, or put its folder on PYTHONPATH"
    return "after the colon stands what has Config and build, or a function without arguments that returns it"


def _checked(found: object, noun: str, point: EntryPoint) -> object:
    config = getattr(found, "Config", None)
    if not isinstance(config, type) or not issubclass(config, BaseModel):
        raise PluginError(
            f"{point.value} is no {noun}: it has no pydantic model `Config`",
            mend="give it one: class Config(BaseModel), with a field for each option",
        )
    if not callable(getattr(found, "build", None)):
        raise PluginError(
            f"{point.value} is no {noun}: it has no function `build`",
            mend="give it one that takes the Config and returns what is built of it",
        )
    return found
