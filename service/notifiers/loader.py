"""Finds notifiers by name and builds channels of them; it knows none of them itself."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from service import plugins
from service.errors import PluginError
from service.model import ChannelName, OnUncertain, Raw
from service.notifiers.base import Notifier, NotifierModule, Tools


GROUP = "wirewatch.notifiers"


def known() -> tuple[str, ...]:
    """Give the short names that this installation knows."""
    return plugins.known(GROUP)


def find(type_name: str) -> NotifierModule:
    """Import a notifier: a short name, or `package.module:factory`. Raises `PluginError`."""
    return cast("NotifierModule", plugins.find(GROUP, "notifier", type_name))


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
    what = f"the channel {channel!r}"
    config, notifier = plugins.build(module, what, options, tools)
    plugins.guarded(what, lambda: _check(notifier, what))
    return Built(
        notifier=notifier,
        retry=plugins.guarded(what, lambda: retry_of(module)),
        on_uncertain=getattr(config, "on_uncertain", OnUncertain.RESEND),
    )


def retry_of(module: NotifierModule) -> tuple[timedelta, ...] | None:
    waits = getattr(module, "RETRY", None)
    return None if waits is None else tuple(waits)


def _check(notifier: Any, what: str) -> None:
    if not callable(notifier.pack) or not inspect.iscoroutinefunction(notifier.send):
        raise PluginError(f"{what} builds no notifier: it needs `pack` and `async def send`")
    if not notifier.recipients:
        raise PluginError(f"{what} has no recipient")
