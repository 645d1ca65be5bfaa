"""Feeds: RSS, RDF, Atom and JSON Feed, asked for over HTTP, and only for what is new."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    SecretStr,
    field_validator,
)

from service.errors import ParseError
from service.model import Collected, Document, Parsed, Reply, Source, Validators
from service.sources.base import Kind, Poll, Tools
from service.sources.formats import jsonfeed, xmlfeed
from service.texts import decode, inflated, is_packed


POLLED = True

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)
_OURS = {
    "accept-encoding", "connection", "content-length", "host", "if-modified-since", "if-none-match",
    "transfer-encoding",
}  # fmt: skip
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")
_LONGEST_WAIT = timedelta(hours=24)


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise ValueError(f"this is no web address: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError("a web address starts with http:// or https:// and names a host")
    if parts.username is not None:
        raise ValueError("put user name and password under `auth`, not into the address")
    if re.search(r"[\x00-\x20\x7f\\]", url) or len(url) > 2048:
        raise ValueError(
            "a web address holds no blanks or backslashes and at most 2,048 characters"
        )
    return url


class Login(BaseModel):
    """User name and password (HTTP Basic)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    username: str
    password: SecretStr


class Config(BaseModel):
    """The options of a source of kind `feed`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, AfterValidator(_web_address)] = Field(description="Address of the feed.")
    allow_networks: tuple[IPvAnyNetwork, ...] = Field(
        default=(),
        description="Private networks (CIDR) in which this feed may stand; never inherited by redirects.",
    )
    headers: dict[str, SecretStr] = Field(
        default_factory=dict, description="Request headers of your own, such as an API key."
    )
    auth: Login | None = Field(default=None, description="HTTP Basic login.")

    @field_validator("headers")
    @classmethod
    def _sendable(cls, headers: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for name, value in headers.items():
            if not _TOKEN.fullmatch(name):
                raise ValueError(f"'{name}' is no name of a header")
            if name.lower() in _OURS:
                raise ValueError(f"'{name}' is set by Wirewatch itself")
            if not re.fullmatch(r"[\x20-\x7e]*", value.get_secret_value()):
                raise ValueError(f"the value of '{name}' holds characters that no header may hold")
        return headers


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

    async def collect(self, poll: Poll) -> Collected:
        """Ask whether there is anything new. Raises `FetchError`.

        What is returned as validators is worth keeping only if the document can be parsed: else an
        error page would pass for "nothing new" at the next poll.
        """
        reply = await self.tools.http.get(
            self.config.url,
            headers=_headers(self.config, poll.validators),
            allow=[_cidr(network) for network in self.config.allow_networks],
        )
        found = Collected(
            validators=_validators(reply, poll.validators),
            not_before=_not_before(reply.headers),
            moved_to=reply.moved_to,
        )
        if reply.status == 304 or found.validators.body_hash == poll.validators.body_hash:
            return replace(found, not_modified=True)
        return replace(found, documents=(self._document(reply),))

    def _document(self, reply: Reply) -> Document:
        return Document(
            name=self.config.url,
            body=reply.body,
            url=reply.url,
            media_type=reply.headers.get("content-type"),
        )


def _cidr(network: IPv4Network | IPv6Network) -> str:
    return str(network)


def _headers(config: Config, validators: Validators) -> dict[str, str]:
    headers = {"Accept": _ACCEPT}
    if validators.etag is not None:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified is not None:
        headers["If-Modified-Since"] = validators.last_modified
    if config.auth is not None:
        headers["Authorization"] = _basic(config.auth)
    own = {name.title(): value.get_secret_value() for name, value in config.headers.items()}
    return headers | own


def _basic(login: Login) -> str:
    pair = f"{login.username}:{login.password.get_secret_value()}"
    return "Basic " + base64.b64encode(pair.encode()).decode("ascii")


def _validators(reply: Reply, before: Validators) -> Validators:
    etag, modified = reply.headers.get("etag"), reply.headers.get("last-modified")
    if reply.status == 304:  # it may leave out what has not changed
        return replace(
            before,
            etag=before.etag if etag is None else etag,
            last_modified=before.last_modified if modified is None else modified,
        )
    body_hash = hashlib.sha256(reply.body).hexdigest()
    return Validators(etag=etag, last_modified=modified, body_hash=body_hash)


def _not_before(headers: Mapping[str, str]) -> timedelta | None:
    """Read `Cache-Control: max-age`, less the time that a cache has held the reply."""
    control = headers.get("cache-control", "").lower()
    match = _MAX_AGE.search(control)
    if match is None or "no-cache" in control or "no-store" in control:
        return None
    age = headers.get("age", "")
    held = int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0
    left = timedelta(seconds=int(match[1]) - held)
    return min(left, _LONGEST_WAIT) if left > timedelta() else None
