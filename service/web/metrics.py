"""Figures as Prometheus reads them. Labels are ids of the configuration, never words of a feed."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from importlib.metadata import version

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from service.clock import Clock
from service.errors import WirewatchError
from service.model import OutcomeKind, Trouble
from service.pipeline import Configuration
from service.store import figures
from service.store.engine import Store
from service.store.figures import Figures, StoryFigures
from service.web.health import Health, is_ready
from service.web.recent import Recent


CONTENT_TYPE = CONTENT_TYPE_LATEST
FRESH = 5.0
"""So many seconds one look at the database is good for."""


class Metrics:
    """Reads the figures, and writes them down with what this process knows of itself."""

    def __init__(
        self,
        store: Store,
        configuration: Callable[[], Configuration],
        health: Health,
        clock: Clock,
    ) -> None:
        self._store = store
        self._configuration = configuration
        self._health = health
        self._clock = clock
        self._text = Recent(self._write, FRESH)

    async def text(self) -> bytes:
        return await self._text.get()

    async def _write(self) -> bytes:
        try:
            found = await self._store.read(figures.read)
        except WirewatchError:
            found = None  # what this process knows is worth a scrape, all the more so now
        ready = is_ready(await self._health.checks())
        families = [
            *_of_process(self._configuration(), self._health, ready=ready, read=found is not None),
            *(_of_store(found, self._configuration(), self._clock()) if found else ()),
        ]
        # Thousands of sources take a while to write down, and the clock must tick meanwhile.
        return await asyncio.to_thread(_written, families)


class _Families(Collector):
    """Metrics that are ready to be written."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _written(families: Iterable[Metric]) -> bytes:
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Families(families))
    return generate_latest(registry)


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"wirewatch_{name}", help_text, value=value)


def _counter(name: str, help_text: str, value: float) -> Metric:
    return CounterMetricFamily(f"wirewatch_{name}", help_text, value=value)


def _of_process(
    configuration: Configuration, health: Health, *, ready: bool, read: bool
) -> Iterator[Metric]:
    build = GaugeMetricFamily("wirewatch_build_info", "Which version runs.", labels=["version"])
    build.add_metric([version("wirewatch")], 1)
    yield build
    yield _gauge("ready", "1 where /readyz says ok.", ready)
    yield _gauge("database_readable", "1 where the figures could be read.", read)
    yield _gauge("rules", "Rules in force.", len(configuration.rules.rules))
    yield _gauge(
        "parts_off",
        "Parts of files that are off or held back: they are wrong.",
        len(configuration.off),
    )
    if health.clock is not None:
        yield _gauge("tick_age_seconds", "Since the clock last ticked.", health.clock.age)
    if health.room is not None:
        yield _gauge(
            "intake_paused", "1 where the disk is too full to take in.", health.room.short
        )
        if health.room.free is not None:
            yield _gauge("disk_free_bytes", "Under the data folder.", health.room.free)
    if health.reloading is not None and health.reloading.last is not None:
        last = health.reloading.last
        yield _gauge(
            "reload_good", "1 where the last reload was taken over, be it in part.", last.good
        )
        yield _gauge(
            "reload_last_timestamp_seconds", "When files were last read anew.", _stamp(last.at)
        )


def _of_store(found: Figures, configuration: Configuration, now: datetime) -> Iterator[Metric]:
    yield _counter("articles", "Articles that were seen.", found.articles)
    yield _counter("unreadable", "Documents that could not be read.", found.unreadable)
    failing = sum(one.failing for one in found.sources)
    yield _gauge("sources_failing", "Sources whose last poll failed.", failing)
    ailing = GaugeMetricFamily(
        "wirewatch_sources_in_trouble", "Sources with this trouble.", labels=["trouble"]
    )
    for trouble in Trouble:
        ailing.add_metric([trouble], sum(trouble in one.troubles for one in found.sources))
    yield ailing
    yield from _of_sources(found)
    yield from _of_rules(found, configuration)
    yield from _of_stories(found.stories)
    yield from _of_streams(found)
    yield from _of_channels(found, configuration, now)


def _of_sources(found: Figures) -> Iterator[Metric]:
    labels = ["source"]
    success = GaugeMetricFamily(
        "wirewatch_source_success_timestamp_seconds", "The last poll that worked.", labels=labels
    )
    failures = CounterMetricFamily(
        "wirewatch_source_failures", "Polls that failed.", labels=labels
    )
    failing = GaugeMetricFamily(
        "wirewatch_source_failing", "1 where its last poll failed.", labels=labels
    )
    articles = CounterMetricFamily(
        "wirewatch_source_articles", "Articles it brought.", labels=labels
    )
    unreadable = CounterMetricFamily(
        "wirewatch_source_unreadable", "Documents that could not be read.", labels=labels
    )
    interval = GaugeMetricFamily(
        "wirewatch_source_interval_seconds", "How long it rests between two polls.", labels=labels
    )
    troubles = GaugeMetricFamily(
        "wirewatch_source_in_trouble", "1, as long as it lasts.", labels=[*labels, "trouble"]
    )
    for one in found.sources:
        if one.interval is not None:
            interval.add_metric([one.id], one.interval.total_seconds())
        for trouble in one.troubles:  # of thousands of sources, few ail
            troubles.add_metric([one.id, trouble], 1)
        if one.last_success_at is not None:
            success.add_metric([one.id], _stamp(one.last_success_at))
        failures.add_metric([one.id], one.failures)
        failing.add_metric([one.id], float(one.failing))
        articles.add_metric([one.id], one.articles)
        unreadable.add_metric([one.id], one.unreadable)
    return iter((success, failures, failing, articles, unreadable, interval, troubles))


def _of_rules(found: Figures, configuration: Configuration) -> Iterator[Metric]:
    matches = CounterMetricFamily(
        "wirewatch_matches", "Matches of a rule.", labels=["watchlist", "rule"]
    )
    for compiled in configuration.rules.rules.values():
        key = (compiled.rule.watchlist, compiled.rule.id)
        matches.add_metric(key, found.matches.get(key, 0))
    yield matches


def _of_stories(found: StoryFigures) -> Iterator[Metric]:
    yield _counter("stories", "Stories opened.", found.opened)
    for name, help_text, counts in (
        ("story_merges", "Stories that became one with another.", found.merges),
        ("story_moves", "Reports that got another place.", found.moves),
    ):
        family = CounterMetricFamily(f"wirewatch_{name}", help_text, labels=["why"])
        for cause, total in counts.items():
            family.add_metric([cause], total)
        yield family
    yield _gauge("ungrouped", "Reports that wait for their story.", found.waiting)


def _of_streams(found: Figures) -> Iterator[Metric]:
    labels = ["stream"]
    digests = CounterMetricFamily("wirewatch_digests", "Digests composed.", labels=labels)
    last = GaugeMetricFamily(
        "wirewatch_digest_timestamp_seconds", "The last digest.", labels=labels
    )
    for one in found.streams:
        digests.add_metric([one.id], one.digests)
        if one.last_at is not None:
            last.add_metric([one.id], _stamp(one.last_at))
    return iter((digests, last))


def _of_channels(found: Figures, configuration: Configuration, now: datetime) -> Iterator[Metric]:
    labels = ["channel"]
    attempts = CounterMetricFamily(
        "wirewatch_delivery_attempts", "Attempts by outcome.", labels=[*labels, "outcome"]
    )
    waiting = GaugeMetricFamily(
        "wirewatch_deliveries_waiting", "Deliveries on their way.", labels=labels
    )
    oldest = GaugeMetricFamily(
        "wirewatch_delivery_oldest_waiting_seconds", "Age of the oldest of them.", labels=labels
    )
    dead = GaugeMetricFamily(
        "wirewatch_deliveries_dead", "Dead letters that are kept.", labels=labels
    )
    known = {one.name: one for one in found.channels}
    for name in sorted({*known, *configuration.channels}):
        one = known.get(name)
        for kind in OutcomeKind:
            attempts.add_metric([name, kind], one.attempts[kind] if one else 0)
        waiting.add_metric([name], one.waiting if one else 0)
        since = one.waits_since if one else None
        oldest.add_metric([name], (now - since).total_seconds() if since else 0)
        dead.add_metric([name], one.dead if one else 0)
    return iter((attempts, waiting, oldest, dead))


def _stamp(instant: datetime) -> float:
    return instant.timestamp()
