"""Try a channel out: an invented digest, marked as a test, sent at once and not remembered."""

import uuid
from datetime import datetime

from service.app.build import build, open_http, open_look
from service.app.files import Files
from service.app.outside import Outside
from service.digests.render import Renderer
from service.errors import ConfigError
from service.model import (
    Article,
    ArticleId,
    ChannelName,
    Coverage,
    DeliveryId,
    Digest,
    DigestId,
    Evidence,
    Field,
    Match,
    Message,
    Outcome,
    Relation,
    Rendered,
    Report,
    SourceId,
    StoryId,
    StreamId,
    StreamKind,
    Tier,
    Told,
    Why,
)
from service.notifiers.base import Notifier


TEXT = (
    "This is a test. If you can read it, the channel works: a real digest would quote here the "
    "sentence that made a rule hold."
)


async def send_test(files: Files, channel: str, outside: Outside) -> list[tuple[str, Outcome]]:
    """Send to every recipient of the channel. Raises `ConfigError` if it cannot be built."""
    now = outside.clock()
    http = open_http(files.settings)
    try:
        built = build(files, http, outside)
        if ChannelName(channel) not in built.channels:
            raise ConfigError(*built.broken)
        notifier = built.channels[ChannelName(channel)].notifier
        rendered = Renderer(open_look(files.settings)).render(_digest(now))
        return [
            (one, await notifier.send(_message(rendered, notifier, channel, one, now)))
            for one in notifier.recipients
        ]
    finally:
        await http.close()


def _message(
    rendered: Rendered, notifier: Notifier, channel: str, recipient: str, now: datetime
) -> Message:
    delivery = DeliveryId(f"dl_test{uuid.uuid4().hex[:20]}")
    return Message(
        id=delivery,
        channel=ChannelName(channel),
        recipient=recipient,
        body=notifier.pack(rendered, delivery, recipient),
        created_at=now,
    )


def _digest(now: datetime) -> Digest:
    return Digest(
        id=DigestId(f"dg_test{uuid.uuid4().hex[:20]}"),
        stream=StreamId("test"),
        title="Test of a channel",
        kind=StreamKind.DIGEST,
        zone="UTC",
        composed_at=now,
        slot_due=now,
        stories=(_story(now),),
        coverage=Coverage(since=None, until=now),
    )


def _story(now: datetime) -> Told:
    article = Article(
        id=ArticleId(1),
        source=SourceId("test"),
        title="Test: this channel works",
        text=TEXT,
        outlet="Wirewatch",
        seen_at=now,
    )
    found = Evidence(
        field=Field.TEXT,
        start=10,
        end=14,
        quote=TEXT[10:14],
        clause="test",
        sentence=(0, 15),
    )
    matched = Match(
        article=article.id,
        version=1,
        watchlist="test",
        rule="test",
        title="Test",
        tier=Tier.NORMAL,
        evidence=(found,),
    )
    report = Report(
        article=article,
        relation=Relation.FIRST,
        of=None,
        matches=(matched,),
        source_title="Wirewatch",
    )
    return Told(
        story=StoryId(1),
        why=Why.NEW,
        tier=Tier.NORMAL,
        best=report,
        carried_by=(),
        others=(),
        first_seen=now,
        matches=report.matches,
        articles=((article.id, 1),),
    )
