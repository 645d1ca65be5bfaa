"""Finds kinds of source by name and builds sources of them; it knows none of them itself."""

import inspect
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast, get_type_hints

from service import plugins
from service.errors import PluginError
from service.model import Document, Parsed, Source
from service.sources.base import Bounds, Kind, KindModule, Tools


GROUP = "wirewatch.sources"
USUAL = timedelta(minutes=30)


SHAPE = "parse(document: Document, now: datetime) -> Parsed"


def find(kind: str) -> KindModule:
    """Import a kind of source. Raises `PluginError`.

    Only by short name: lists of sources are passed on and imported, and should run nobody's code.
    """
    if ":" in kind:
        raise PluginError(
            f"there is no kind of source {kind!r}",
            mend="a kind has a short name, an entry point in the group wirewatch.sources",
        )
    found = plugins.find(GROUP, "kind of source", kind)
    if not isinstance(getattr(found, "POLLED", None), bool):
        raise PluginError(
            f"{kind} is no kind of source: it has no `POLLED`",
            mend="give it POLLED = True if it asks a server, else POLLED = False",
        )
    if not _can_be_sent(getattr(found, "parse", None)):
        raise PluginError(
            f"{kind} is no kind of source: it has no function {SHAPE}",
            mend="give it one, with these very types: it is called in another process",
        )
    return cast("KindModule", found)


def _can_be_sent(parse: Any) -> bool:
    """Tell whether a worker process can find a function by its name, and knows its types."""
    try:
        types = list(get_type_hints(parse).values())
    except (NameError, TypeError):
        return False
    return types == [Document, datetime, Parsed] and "<" not in parse.__qualname__


def build(source: Source, tools: Tools) -> tuple[KindModule, Kind]:
    """Build a source.

    Raises `PluginError`, or pydantic's `ValidationError` for options: only the caller knows where
    these stand in a file.
    """
    module = find(source.kind)
    what = f"the source {source.id!r}"
    _, kind = plugins.build(module, what, source.options, source, tools)
    plugins.guarded(what, lambda: _check(kind))
    return module, kind


def _check(kind: Kind) -> None:
    if not inspect.iscoroutinefunction(kind.collect):
        raise PluginError("what its kind builds has no `async def collect(self, poll)`")
    if not all(isinstance(folder, Path) for folder in kind.wakes_on):
        raise PluginError("what its kind builds has no paths in `wakes_on`")


def interval(source: Source, module: KindModule, usual: timedelta) -> timedelta:
    """Choose how often a source is asked: as configured, as its kind suggests, as usual."""
    suggested: timedelta | None = getattr(module, "EVERY", None)
    return source.every or suggested or usual


def bounds(source: Source, module: KindModule, usual: timedelta, found: Bounds) -> Bounds | None:
    """Let a source find its own rhythm, unless the files or its kind say how often it is asked."""
    if source.every or getattr(module, "EVERY", None) or not module.POLLED:
        return None
    return Bounds(shortest=min(found.shortest, usual), longest=max(found.longest, usual))
