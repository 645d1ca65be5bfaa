"""Finds kinds of source by name and builds sources of them; it knows none of them itself."""

from datetime import timedelta
from typing import cast

from service import plugins
from service.errors import PluginError
from service.model import Source
from service.sources.base import Kind, KindModule, Tools


GROUP = "wirewatch.sources"
USUAL = timedelta(minutes=30)


def find(kind: str) -> KindModule:
    """Import a kind of source. Raises `PluginError`."""
    found = plugins.find(GROUP, "kind of source", kind)
    for name in ("POLLED", "parse"):
        if not hasattr(found, name):
            raise PluginError(f"{kind} is no kind of source: it has no `{name}`")
    return cast("KindModule", found)


def build(source: Source, tools: Tools) -> tuple[KindModule, Kind]:
    """Build a source.

    Raises `PluginError`, or pydantic's `ValidationError` for options: only the caller knows where
    these stand in a file.
    """
    module = find(source.kind)
    config = module.Config.model_validate(dict(source.options))
    try:
        return module, module.build(config, source, tools)
    except (OSError, ValueError) as error:
        raise PluginError(f"the source {source.id!r} cannot be built: {error}") from error


def interval(source: Source, module: KindModule, usual: timedelta) -> timedelta:
    """Choose how often a source is asked: as configured, as its kind suggests, as usual."""
    suggested: timedelta | None = getattr(module, "EVERY", None)
    return source.every or suggested or usual
