"""The only builder of side effects: HTTP client, sources, channels, store, sandbox, pipeline."""

import os
import socket
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from pydantic import ValidationError

from service.app.files import Files
from service.app.outside import Outside
from service.app.places import ASIDE
from service.app.subscriptions import Subscriptions
from service.deliveries.backoff import USUAL
from service.deliveries.settle import Policy
from service.digests.render import Look, Renderer
from service.digests.schedules import Schedule, parse_schedule
from service.errors import ConfigError, PluginError, Problem
from service.http import Http
from service.model import ChannelName, Quiet, RuleSetNumber, Source, SourceId, StreamId, StreamKind
from service.notifiers import loader as notifiers
from service.notifiers.base import Tools as ChannelTools
from service.pipeline import Channel, Configuration, Parts, Watched
from service.pipeline.manners import Manners
from service.pipeline.parts import Operators
from service.pipeline.room import Room
from service.sandbox import Sandbox
from service.settings import Settings, explain_options, explain_plugin
from service.settings.fields import read_hours
from service.sources import loader as sources
from service.sources.base import Bounds
from service.sources.base import Tools as SourceTools
from service.store.engine import Store


PRELOAD = (
    "feedparser",
    "service.articles.extractor",
    "service.articles.read:read_all",
    "service.sources.feed:parse",
    "service.sources.folder:parse",
    "service.sources.opml:parse",
    "service.sources.sitemap:parse",
    "service.sources.warc:parse",
)
"""What the sandbox imports once, before any document's time runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Sources and channels, and what was wrong with some."""

    sources: dict[SourceId, Watched]
    channels: dict[ChannelName, Channel]
    off: tuple[Problem, ...]
    """Sources that are left out."""
    broken: tuple[Problem, ...]
    """Channels that cannot be used: nobody would be told, so nothing starts."""


def open_http(settings: Settings) -> Http:
    fetch = settings.fetch
    contact = f" (+{fetch.contact})" if fetch.contact else ""
    return Http(
        user_agent=fetch.user_agent or f"wirewatch/{version('wirewatch')}{contact}",
        connections=fetch.connections,
        per_host=fetch.per_host,
    )


def open_look(settings: Settings) -> Look:
    look = settings.look
    return Look(
        product=look.title,
        logo=look.logo_text or look.title,
        accent=look.accent,
        link_base=look.link_base or None,
    )


def open_parts(settings: Settings, store: Store, outside: Outside) -> Parts:
    return Parts(
        store=store,
        sandbox=Sandbox(workers=settings.sandbox.workers, preload=PRELOAD),
        renderer=Renderer(open_look(settings)),
        manners=Manners(
            agent=(settings.fetch.user_agent or "Wirewatch").partition("/")[0],
            pause=settings.fetch.page_pause.total_seconds(),
        ),
        clock=outside.clock,
        owner=f"{socket.gethostname()}/{os.getpid()}",
        aside=settings.data_dir / ASIDE,
        lists=Subscriptions(settings.data_dir).take,
        room=Room(
            lambda: outside.usage(settings.data_dir), settings.disk.reserve, clock=outside.clock
        ),
    )


def build(files: Files, http: Http, outside: Outside, workers: Sandbox | None = None) -> Built:
    """Build every source and channel; what cannot be built is left out and told.

    Without `workers` sources can be checked, not asked.
    """
    base = outside.base or files.settings.data_dir
    off: list[Problem] = []
    broken: list[Problem] = []
    watched = {}
    given = SourceTools(http=http, base=base, workers=workers)
    for source in files.sources:
        one = _watched(source, files.settings, given, off)
        if one is not None:
            watched[source.id] = one
    tools = ChannelTools(http=http, base=base, write=outside.write, clock=outside.clock)
    channels = {}
    for name in files.settings.channels:
        channel = _channel(ChannelName(name), files.settings, tools, broken)
        if channel is not None:
            channels[ChannelName(name)] = channel
    return Built(sources=watched, channels=channels, off=tuple(off), broken=tuple(broken))


async def look_over(files: Files, outside: Outside) -> Built:
    """Build sources and channels, so that their own options are checked; nothing is asked or sent."""
    http = open_http(files.settings)
    try:
        return build(files, http, outside)
    finally:
        await http.close()


def _watched(
    source: Source, settings: Settings, tools: SourceTools, problems: list[Problem]
) -> Watched | None:
    try:
        module, kind = sources.build(source, tools)
    except ValidationError as error:
        found = explain_options(error, sources.find(source.kind).Config, source.options)
        problems += (replace(one, source=source.id) for one in found)
        return None
    except PluginError as error:
        wrong = explain_plugin(error, source.options, "kind", source.position)
        problems.append(replace(wrong, source=source.id))
        return None
    fetch = settings.fetch
    every = sources.interval(source, module, fetch.every)
    allowed = Bounds(shortest=fetch.shortest, longest=fetch.longest)
    bounds = sources.bounds(source, module, fetch.every, allowed)
    return Watched(source=source, module=module, kind=kind, every=every, bounds=bounds)


def _channel(
    name: ChannelName, settings: Settings, tools: ChannelTools, problems: list[Problem]
) -> Channel | None:
    wanted = settings.channels[name]
    try:
        built = notifiers.build(name, wanted.type, wanted.options, tools)
    except ValidationError as error:
        problems += explain_options(error, notifiers.find(wanted.type).Config, wanted.options)
        return None
    except PluginError as error:
        problems.append(explain_plugin(error, wanted.options, "type", wanted.position))
        return None
    policy = Policy(schedule=built.retry or USUAL, on_uncertain=built.on_uncertain)
    return Channel(notifier=built.notifier, policy=policy)


def configuration(files: Files, built: Built, number: RuleSetNumber) -> Configuration:
    """Put together what is in force. Raises `ConfigError` if a channel could not be built."""
    if built.broken:
        raise ConfigError(*built.broken)
    mistakes = _mistakes(files, built)
    off = {_off(one, files): _is_kept(one, files) for one in mistakes}
    return Configuration(
        sources=built.sources,
        rules=files.rules,
        rule_set=number,
        streams={stream.id: stream for stream in files.streams},
        schedules=_schedules(files),
        channels=built.channels,
        operators=_operators(files),
        pins=files.pins,
        off=tuple(off),
        held=sum(off.values()),
        mistakes=mistakes,
    )


def _operators(files: Files) -> Operators | None:
    notices = files.settings.notices
    if not files.operators:
        return None
    hours = None if notices.quiet is None else read_hours(notices.quiet)
    return Operators(
        to=files.operators,
        zone=notices.timezone or files.settings.zone,
        quiet=None if hours is None else Quiet(start=hours[0], end=hours[1]),
        wait=notices.wait,
        pause=notices.pause,
    )


def _mistakes(files: Files, built: Built) -> tuple[Problem, ...]:
    return tuple(one for one in (*files.problems, *built.off) if one.severity == "error")


def _is_kept(problem: Problem, files: Files) -> bool:
    """Whether something good holds in its place; a part that never was good is off."""
    if problem.file not in files.kept:
        return False
    if problem.source:
        return any(one.id == problem.source for one in files.sources)
    return not problem.rule or f"{problem.watchlist}/{problem.rule}" in files.rules.rules


def _schedules(files: Files) -> dict[StreamId, Schedule]:
    return {
        stream.id: parse_schedule(stream.schedule)
        for stream in files.streams
        if stream.kind is StreamKind.DIGEST
    }


def _off(problem: Problem, files: Files) -> str:
    """Say in one line what is off and why; a reader of digests knows the name, not the path."""
    name = Path(problem.file).name
    if _is_kept(problem, files):
        return f"{name} has a mistake in line {problem.line}; what was good before still holds"
    place = f"{name}:{problem.line}"
    if problem.source:
        return f"Source {problem.source} is off: {problem.message} ({place})"
    what = f"rule {problem.rule}" if problem.rule else problem.watchlist
    return f"Switched off: {what or place}: {problem.message}{f' ({place})' if what else ''}"
