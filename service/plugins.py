"""Finds plug-ins: by short name among entry points, or as `package.module:factory`."""

import difflib
from importlib.metadata import EntryPoint, entry_points

from pydantic import BaseModel

from service.errors import PluginError


def known(group: str) -> tuple[str, ...]:
    """Give the short names that this installation knows in an entry-point group."""
    return tuple(sorted({point.name for point in entry_points(group=group)}))


def find(group: str, noun: str, name: str) -> object:
    """Import a plug-in: a short name, or `package.module:factory`.

    What stands after the colon has `Config` and `build`, or is a function without arguments that
    returns such a thing. Raises `PluginError`.
    """
    point = _pointed(group, name) if ":" in name else _registered(group, noun, name)
    try:
        found = point.load()
        return _checked(
            found if hasattr(found, "Config") or not callable(found) else found(), noun, point
        )
    except PluginError:
        raise
    except Exception as error:  # a plug-in's code may fail in any way, and is not ours
        raise PluginError(f"the {noun} {name!r} cannot be imported: {error}") from error


def _registered(group: str, noun: str, name: str) -> EntryPoint:
    points = {point.value: point for point in entry_points(group=group, name=name)}
    ours = [point for value, point in points.items() if value.startswith("service.")]
    found = ours or list(points.values())  # nobody takes a name of ours
    if not found:
        raise PluginError(_unknown(group, noun, name))
    if len(found) > 1:
        raise PluginError(f"several packages offer the {noun} {name!r}: {', '.join(points)}")
    return found[0]


def _pointed(group: str, path: str) -> EntryPoint:
    point = EntryPoint(name=path, value=path, group=group)
    if not EntryPoint.pattern.match(path) or not point.attr or point.extras:
        raise PluginError(f"{path!r} does not read like package.module:factory")
    return point


def _unknown(group: str, noun: str, name: str) -> str:
    near = difflib.get_close_matches(name.lower(), known(group), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"there is no {noun} {name!r}{hint} (known: {', '.join(known(group))})"


def _checked(found: object, noun: str, point: EntryPoint) -> object:
    config = getattr(found, "Config", None)
    if not isinstance(config, type) or not issubclass(config, BaseModel):
        raise PluginError(f"{point.value} is no {noun}: it has no pydantic model `Config`")
    if not callable(getattr(found, "build", None)):
        raise PluginError(f"{point.value} is no {noun}: it has no function `build`")
    return found
