"""Finds notifiers by name and builds channels of them; it knows none of them itself."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from pydantic import BaseModel

from service.errors import PluginError
from service.model import ChannelName, OnUncertain, Raw
from service.notifiers.base import Notifier, NotifierModule, Tools


GROUP = "wirewatch.notifiers"


def known() -> tuple[str, ...]:
    """Give the short names that this installation knows."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def find(type_name: str) -> NotifierModule:
    """Import a notifier: a short name, or `package.module:factory`.

    What stands after the colon has `Config` and `build`, or is a function without arguments that
    returns such a thing. Raises `PluginError`.
    """
    point = _pointed(type_name) if ":" in type_name else _registered(type_name)
    try:
        found = point.load()
        return _checked(
            found if hasattr(found, "Config") or not callable(found) else found(), point
        )
    except PluginError:
        raise
    except Exception as error:  # a plug-in's code may fail in any way, and is not ours
        raise PluginError(f"the notifier {type_name!r} cannot be imported: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A channel, ready to be used, and how it wants to be retried."""

    notifier: Notifier
    retry: tuple[timedelta, ...] | None
    """The waits between attempts; None: the usual ones."""
    on_uncertain: OnUncertain


def build(channel: ChannelName, type_name: str, options: Mapping[str, Raw], tools: Tools) -> Built:
    """Build a channel.

    Raises `PluginError`, or pydantic's `ValidationError` for options: only the caller knows where
    these stand in a file. Ask it for `errors(include_input=False)`: inputs may be secrets.
    """
    module = find(type_name)
    config = module.Config.model_validate(dict(options))
    return Built(
        notifier=_built(module, config, tools, channel),
        retry=retry_of(module),
        on_uncertain=getattr(config, "on_uncertain", OnUncertain.RESEND),
    )


def build_notifier(
    channel: ChannelName, type_name: str, options: Mapping[str, Raw], tools: Tools
) -> Notifier:
    """Do the same for those who only want to send once (`notify test`)."""
    return build(channel, type_name, options, tools).notifier


def retry_of(module: NotifierModule) -> tuple[timedelta, ...] | None:
    waits = getattr(module, "RETRY", None)
    return None if waits is None else tuple(waits)


def _built(
    module: NotifierModule, config: BaseModel, tools: Tools, channel: ChannelName
) -> Notifier:
    try:
        notifier = module.build(config, tools)
    except (OSError, ValueError) as error:
        raise PluginError(f"the channel {channel!r} cannot be built: {error}") from error
    if not notifier.recipients:
        raise PluginError(f"the channel {channel!r} has no recipient")
    return notifier


def _registered(name: str) -> EntryPoint:
    points = {point.value: point for point in entry_points(group=GROUP, name=name)}
    ours = [point for value, point in points.items() if value.startswith("service.")]
    found = ours or list(points.values())  # nobody takes a name of ours
    if not found:
        raise PluginError(_unknown(name))
    if len(found) > 1:
        raise PluginError(f"several packages offer the notifier {name!r}: {', '.join(points)}")
    return found[0]


def _pointed(path: str) -> EntryPoint:
    point = EntryPoint(name=path, value=path, group=GROUP)
    if not EntryPoint.pattern.match(path) or not point.attr or point.extras:
        raise PluginError(f"{path!r} does not read like package.module:factory")
    return point


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name.lower(), known(), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"there is no notifier {name!r}{hint} (known: {', '.join(known())})"


def _checked(found: object, point: EntryPoint) -> NotifierModule:
    config = getattr(found, "Config", None)
    if not isinstance(config, type) or not issubclass(config, BaseModel):
        raise PluginError(f"{point.value} is no notifier: it has no pydantic model `Config`")
    if not callable(getattr(found, "build", None)):
        raise PluginError(f"{point.value} is no notifier: it has no function `build`")
    return cast("NotifierModule", found)
