"""Feeds: RSS, RDF, Atom and JSON Feed, asked for over HTTP, and only for what is new."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from service.errors import ParseError
from service.model import Collected, Document, Parsed, Reply, Source
from service.sources.asking import (
    Asked,
    conditions,
    is_same,
    not_before,
    page,
    validators_of,
)
from service.sources.base import Kind, Poll, Tools
from service.sources.formats import jsonfeed, xmlfeed
from service.texts import decode, inflated, is_packed


POLLED = True

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)


class Config(Asked):
    """The options of a source of kind `feed`."""


def build(config: BaseModel, source: Source, tools: Tools) -> Kind:  # noqa: ARG001 - the protocol's signature
    assert isinstance(config, Config)
    return Feed(config=config, tools=tools)


def parse(document: Document, now: datetime) -> Parsed:
    """Take a feed apart. Raises `ParseError`: `not_a_feed`, `bad_json`, `entity_refused`."""
    if not document.body.strip(b"\x00\t\n\r "):
        raise ParseError("not_a_feed", "the reply is empty")
    body = inflated(document.body) if is_packed(document.body) else document.body  # `feed.xml.gz`
    text = decode(body, document.media_type)
    if text.lstrip()[:1] in {"{", "["}:
        return jsonfeed.parse_json_feed(document, text, now)
    return xmlfeed.parse_xml_feed(document, text, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed at one address."""

    config: Config
    tools: Tools
    wakes_on: tuple[Path, ...] = ()

    async def page(self, url: str, *, first: int | None = None) -> Reply:
        """Fetch a page that an entry names, or its first bytes. Raises `FetchError`."""
        return await page(self.tools.http, self.config, url, first)

    async def collect(self, poll: Poll) -> Collected:
        """Ask whether there is anything new. Raises `FetchError`.

        What is returned as validators is worth keeping only if the document can be parsed: else an
        error page would pass for "nothing new" at the next poll.
        """
        asked = {"Accept": _ACCEPT, **conditions(poll.validators), **self.config.credentials()}
        reply = await self.tools.http.get(
            self.config.url, headers=asked, allow=self.config.networks
        )
        found = Collected(
            validators=validators_of(reply, poll.validators),
            not_before=not_before(reply.headers),
            moved_to=reply.moved_to,
        )
        if is_same(reply, poll.validators):
            return replace(found, not_modified=True)
        document = Document(
            name=self.config.url,
            body=reply.body,
            url=reply.url,
            media_type=reply.headers.get("content-type"),
        )
        return replace(found, documents=(document,))
