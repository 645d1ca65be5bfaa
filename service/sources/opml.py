"""A subscribed list of feeds: it is fetched on schedule, and what is on it is followed.

The list itself has no articles. What becomes of its feeds is decided in `app/subscriptions.py`: each is
a source of its own, without leave for private networks, whatever the list's own server may be.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import BaseModel

from service.errors import ParseError
from service.model import Collected, Document, FeedInfo, Parsed, Source
from service.sources.asking import Asked, not_before
from service.sources.base import Kind, Poll, Tools
from service.sources.formats.opml import parse_opml


POLLED = True
EVERY = timedelta(hours=6)

_ACCEPT = "text/x-opml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


class Config(Asked):
    """The options of a source of kind `opml`."""


def build(config: BaseModel, source: Source, tools: Tools) -> Kind:  # noqa: ARG001 - the protocol's signature
    assert isinstance(config, Config)
    return Subscription(config=config, tools=tools)


def parse(document: Document, now: datetime) -> Parsed:  # noqa: ARG001 - the protocol's signature
    """Read the list. Raises `ParseError`: `not_a_list`, `entity_refused`; an empty one is none, too."""
    found = parse_opml(document)
    if not found.feeds:
        raise ParseError("not_a_list", "there is no feed in it")
    cut = (f"{found.cut:,} more feeds than a list may hold",) if found.cut else ()
    return Parsed(
        feed=FeedInfo(kind="opml", title=found.title or None),
        entries=(),
        feeds=found.feeds,
        problems=(*found.refused, *cut),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """The list at one address."""

    config: Config
    tools: Tools
    wakes_on: tuple[Path, ...] = ()

    async def collect(self, poll: Poll) -> Collected:  # noqa: ARG002 - the protocol's signature
        """Fetch the list, whole: what was held back yesterday is on it still. Raises `FetchError`."""
        headers = {"Accept": _ACCEPT, **self.config.credentials()}
        reply = await self.tools.http.get(
            self.config.url, headers=headers, allow=self.config.networks
        )
        document = Document(
            name=self.config.url,
            body=reply.body,
            url=reply.url,
            media_type=reply.headers.get("content-type"),
        )
        return Collected(
            documents=(document,),
            not_before=not_before(reply.headers),
            moved_to=reply.moved_to,
        )
