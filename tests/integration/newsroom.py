"""A pipeline over a real database; its sources, its readers and time are in the hands of a test."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Integer, select

from service.deliveries.settle import Policy
from service.digests.look import Look
from service.digests.render import Renderer
from service.digests.schedules import parse_schedule
from service.matches.compile import compile_rules
from service.model import (
    Backfill,
    ChannelName,
    Collected,
    Delivery,
    DeliveryState,
    Document,
    Message,
    Raw,
    Rule,
    RuleSetNumber,
    Source,
    SourceId,
    Stream,
    StreamId,
    StreamKind,
    Tier,
    Validators,
)
from service.pipeline import Channel, Configuration, Parts, Pipeline, Watched
from service.pipeline.manners import Manners
from service.pipeline.parts import Operators
from service.pipeline.slots import speak_now
from service.sandbox import Sandbox
from service.sources import feed as feed_kind
from service.sources import folder as folder_kind
from service.sources.base import Tools
from service.store import deliveries, matches, schema, slots, sources
from service.store.engine import Store
from service.store.streams import sync
from tests.fakes import FakeClock, InProcess, PagedKind, ScriptedKind, ScriptedNotifier
from tests.invented import words


T = TypeVar("T")

ARMS = Rule(watchlist="desk", id="arms", title="Arms transfers", query="arms transfer")
VISIT = Rule(watchlist="desk", id="visit", title="Visits", query="Maren visit", tier=Tier.URGENT)
DESK = Stream(
    id=StreamId("desk"),
    title="The desk",
    kind=StreamKind.DIGEST,
    watchlists=("desk",),
    to=(ChannelName("mail"),),
    schedule=("daily 12:00",),
)
AT_ONCE = Stream(
    id=StreamId("at-once"),
    title="The desk, at once",
    kind=StreamKind.INSTANT,
    watchlists=("desk",),
    to=(ChannelName("mail"),),
    tiers=(Tier.URGENT,),
)
PADDING = (
    "The port of Tessaro lies where the river Lunna meets the sea, and most of what the valley "
    "grows leaves the country over its two piers; a third was promised before the last election, "
    "and its first stone still waits behind the customs house for the day on which work begins."
)
"""Makes texts long enough to be told apart by themselves."""


def item(
    number: str,
    title: str = "Arms transfer agreed",
    text: str = "",
    *,
    url: str | None = "",
    lead: str = "",
) -> dict[str, Raw]:
    """Give one entry of a feed; each number has a text of its own unless one is given."""
    own = f"Envoys spoke about an arms transfer for the {number} time. {words(number)}"
    address = f"https://wire.example/{number}" if url == "" else url
    return {
        "id": number,
        "url": address,
        "title": title,
        "content_text": text or f"{lead} {own}".strip(),
    }


def feed(*items: Mapping[str, Raw], etag: str | None = None, **more: Any) -> Collected:
    """Give what a poll of a JSON Feed brings."""
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": list(items)}
    )
    document = Document(
        name="https://wire.example/feed", url="https://wire.example/feed", body=body.encode()
    )
    return Collected(documents=(document,), validators=Validators(etag=etag), **more)


def headlines(body: bytes | None) -> list[str]:
    """Name the stories of a digest, as its JSON envelope lists them."""
    return [] if body is None else [story["headline"] for story in json.loads(body)["stories"]]


def stories(body: bytes | None) -> list[dict[str, Any]]:
    """Give the stories of a digest as its JSON envelope has them."""
    assert body is not None, "nothing was told"
    return list(json.loads(body)["stories"])


def sentences(body: bytes | None) -> str:
    """Give the coverage statement of a digest."""
    assert body is not None, "nothing was told"
    return " ".join(json.loads(body)["coverage"]["sentences"])


class Newsroom:
    """What a test of the pipeline needs within reach."""

    def __init__(self, store: Store, folder: Path, sandbox: Sandbox | None = None) -> None:
        self.clock = FakeClock()
        self.store = store
        self.folder = folder
        self.in_process = InProcess()
        self.kinds: dict[str, ScriptedKind] = {}
        self.channels = {"mail": ScriptedNotifier(), "hook": ScriptedNotifier()}
        parts = Parts(
            store=store,
            sandbox=sandbox or cast("Sandbox", self.in_process),
            renderer=Renderer(Look()),
            clock=self.clock,
            owner="test",
            aside=folder / "aside",
            manners=Manners(pause=0),
        )
        self.operators: Operators | None = None
        self._watched: dict[SourceId, Watched] = {}
        self._files: tuple[Sequence[Rule], Sequence[Stream], Sequence[str]]
        self._files = (ARMS, VISIT), (DESK,), ()
        self.pipeline = Pipeline(parts, self._configuration(*self._files))

    # --- what is configured --------------------------------------------------------------------

    async def configure(
        self,
        *,
        rules: Sequence[Rule] | None = None,
        streams: Sequence[Stream] | None = None,
        off: Sequence[str] | None = None,
    ) -> None:
        """Let other files hold from now on; what is not given stays as it is."""
        now = self.clock()
        rules = self._files[0] if rules is None else rules
        streams = self._files[1] if streams is None else streams
        off = self._files[2] if off is None else off
        self._files = rules, streams, off
        in_force = self._configuration(rules, streams, off)
        await self.store.write(
            sources.sync, [one.source for one in self._watched.values()], now, {}
        )
        await self.store.write(sync, list(streams), now)
        number = await self.store.write(
            matches.publish_rule_set, in_force.rules.digest, list(rules), now
        )
        self.pipeline.configuration = replace(in_force, rule_set=number)

    def _configuration(
        self, rules: Sequence[Rule], streams: Sequence[Stream], off: Sequence[str]
    ) -> Configuration:
        return Configuration(
            sources=dict(self._watched),
            rules=compile_rules(rules),
            rule_set=RuleSetNumber(0),
            streams={one.id: one for one in streams},
            schedules={one.id: parse_schedule(one.schedule) for one in streams if one.schedule},
            channels={
                ChannelName(name): Channel(notifier=one, policy=Policy())
                for name, one in self.channels.items()
            },
            operators=self.operators,
            off=tuple(off),
        )

    async def tell_operators(self, operators: Operators) -> None:
        """Let somebody be told of troubles, from now on."""
        self.operators = operators
        await self.configure()

    async def source(self, name: str, **options: Raw) -> ScriptedKind:
        """Add a feed that brings what it is told to; options are those of `Source`."""
        kind = ScriptedKind()
        await self._add_feed(name, kind, options)
        return kind

    async def paged(self, name: str, **options: Raw) -> PagedKind:
        """Add one whose entries have pages."""
        kind = PagedKind()
        await self._add_feed(name, kind, options)
        return kind

    async def _add_feed(self, name: str, kind: ScriptedKind, options: Mapping[str, Raw]) -> None:
        self.kinds[name] = kind
        source = Source(
            id=SourceId(name),
            kind="feed",
            title=name.title(),
            options={"url": f"https://{name}.example/feed"},
            **{"outlet": name.title(), "backfill": Backfill.ALL, **options},
        )
        await self._add(source, feed_kind, kind)

    async def inbox(self, **options: Raw) -> Path:
        """Add a real folder; files in it are taken at once."""
        path = self.folder / "inbox"
        path.mkdir()
        source = Source(
            id=SourceId("inbox"), kind="folder", title="Inbox", options={"path": path}, **options
        )
        config = folder_kind.Config(path=path, settle=timedelta())
        tools = Tools(http=cast("Any", None), base=self.folder)
        await self._add(source, folder_kind, folder_kind.build(config, source, tools))
        return path

    async def _add(self, source: Source, module: ModuleType, kind: Any) -> None:
        self._watched[source.id] = Watched(
            source=source, module=cast("Any", module), kind=kind, every=timedelta(minutes=30)
        )
        await self.configure()

    def change_source(self, name: str, **changes: Any) -> None:
        """Change how a source is watched, from now on."""
        changed = replace(self._watched[SourceId(name)], **changes)
        self._watched[changed.source.id] = changed
        in_force = self.pipeline.configuration
        self.pipeline.configuration = replace(in_force, sources=dict(self._watched))

    def change_channel(self, name: str, **changes: Any) -> None:
        """Change how a channel is used, until files hold anew."""
        in_force = self.pipeline.configuration
        channels = dict(in_force.channels)
        channels[ChannelName(name)] = replace(channels[ChannelName(name)], **changes)
        self.pipeline.configuration = replace(in_force, channels=channels)

    # --- what happens --------------------------------------------------------------------------

    async def poll(self, name: str) -> bool:
        """Poll a source a minute later, due or not."""
        self.clock.forward(minutes=1)
        await self.store.write(sources.wake, [SourceId(name)], self.clock())
        return (await self.pipeline.poll(SourceId(name))).more

    async def read_pages(self, name: str, **later: int) -> None:
        """Let a source read the pages that are due after a while."""
        self.clock.forward(**later or {"seconds": 1})
        while SourceId(name) in await self.read(sources.due, self.clock(), 100):
            await self.pipeline.poll(SourceId(name))

    async def tell(self, stream: str) -> bytes | None:
        """Let a stream speak now, in a slot of its own; give the envelope, None for silence."""
        now = self.clock.forward(minutes=1)
        await speak_now(self.pipeline.parts, StreamId(stream), now)
        return await self.speak()

    async def speak(self) -> bytes | None:
        """Compose every slot that is due; give the envelope of the last digest."""
        told = None
        for slot_id in await self.store.read(slots.due, self.clock(), 50):
            digest_id = await self.pipeline.compose(slot_id)
            if digest_id is not None:
                told = await self.store.read(_envelope, digest_id)
        return told

    async def deliver(self) -> None:
        """Try every delivery that is due."""
        for delivery_id, _ in await self.store.read(deliveries.due, self.clock(), 100):
            await self.pipeline.deliver(delivery_id)

    # --- what is there -------------------------------------------------------------------------

    def sent(self, channel: str) -> list[Message]:
        return self.channels[channel].sent

    async def deliveries(self) -> dict[str, Delivery]:
        """Give all deliveries, by recipient."""
        found = await self.store.read(deliveries.listed, list(DeliveryState), 100)
        return {one.delivery.recipient: one.delivery for one in found}

    async def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Read columns of a table, in order of its numbers."""
        return await self.store.read(_rows, table, columns)

    async def column(self, table: str, column: str) -> list[Any]:
        return [row[0] for row in await self.rows(table, column)]

    async def read(self, work: Callable[..., T], *args: Any) -> T:
        return await self.store.read(work, *args)


def _rows(connection: Connection, table: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    found = schema.metadata.tables[table]
    wanted = [found.c[name] for name in columns]
    numbers = [key for key in found.primary_key.columns if isinstance(key.type, Integer)]
    return [tuple(row) for row in connection.execute(select(*wanted).order_by(*numbers))]


def _envelope(connection: Connection, digest_id: str) -> bytes:
    table = schema.digest
    data: str = connection.execute(
        select(table.c.data).where(table.c.id == digest_id)
    ).scalar_one()
    return data.encode()
