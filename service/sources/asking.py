"""What all kinds share that ask a web server: their options, and how to ask only for what is new."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
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

from service.model import Reply, Validators
from service.sources.base import Getter


_OURS = {
    "accept-encoding", "connection", "content-length", "host", "if-modified-since", "if-none-match",
    "transfer-encoding",
}  # fmt: skip
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")
_PAGES = "text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1"
MOST_PAGE = 5 * 1024 * 1024
_LONGEST_WAIT = timedelta(hours=24)
_MINUTES = {"m": 1, "h": 60, "d": 1440, "w": 10080}


def web_address(url: str) -> str:
    """Give the address back. Raises `ValueError` for what nobody can be asked at."""
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


def length_of_time(value: object) -> object:
    """Read `90m`, `36h`, `3d`, `2w`."""
    if isinstance(value, timedelta):
        return value
    match = re.fullmatch(r"\s*(\d{1,6})\s*([mhdw])\s*", str(value))
    if match is None:
        raise ValueError("a length of time is written like 90m, 36h, 3d or 2w")
    return timedelta(minutes=int(match[1]) * _MINUTES[match[2]])


class Login(BaseModel):
    """User name and password (HTTP Basic)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    username: str
    password: SecretStr


class Asked(BaseModel):
    """The options of a source that asks a web server."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, AfterValidator(web_address)] = Field(description="Its address.")
    allow_networks: tuple[IPvAnyNetwork, ...] = Field(
        default=(),
        description="Private networks (CIDR) in which it may stand; never inherited by redirects.",
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

    @property
    def networks(self) -> tuple[str, ...]:
        return tuple(str(network) for network in self.allow_networks)

    def credentials(self) -> dict[str, str]:
        """Give what is for this server only."""
        own = {name.title(): value.get_secret_value() for name, value in self.headers.items()}
        return own if self.auth is None else {"Authorization": _basic(self.auth)} | own


async def page(http: Getter, asked: Asked, url: str, first: int | None = None) -> Reply:
    """Fetch a page: with the source's own login and networks only where the source itself stands.

    `first`: of a longer one, so many bytes.
    """
    own = _origin(url) == _origin(asked.url)
    return await http.get(
        url,
        headers={"Accept": _PAGES, **(asked.credentials() if own else {})},
        allow=asked.networks if own else (),
        max_bytes=MOST_PAGE if first is None else first,
        cut=first is not None,
    )


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _basic(login: Login) -> str:
    pair = f"{login.username}:{login.password.get_secret_value()}"
    return "Basic " + base64.b64encode(pair.encode()).decode("ascii")


def conditions(validators: Validators) -> dict[str, str]:
    """Give the headers that ask only for what is new."""
    headers = {}
    if validators.etag is not None:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified is not None:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def validators_of(reply: Reply, before: Validators) -> Validators:
    etag, modified = reply.headers.get("etag"), reply.headers.get("last-modified")
    if reply.status == 304:
        if before.etag is None or etag is None or _opaque(etag) != _opaque(before.etag):
            return before  # its validators name a document that we do not hold (RFC 9111, 4.3.4)
        return replace(before, etag=etag, last_modified=modified or before.last_modified)
    body_hash = hashlib.sha256(reply.body).hexdigest()
    return Validators(etag=etag, last_modified=modified, body_hash=body_hash)


def _opaque(etag: str) -> str:
    return etag.removeprefix("W/")


def is_same(reply: Reply, before: Validators) -> bool:
    """Tell whether a server had nothing new: by its word, or by the body's hash."""
    return reply.status == 304 or validators_of(reply, before).body_hash == before.body_hash


def not_before(headers: Mapping[str, str]) -> timedelta | None:
    """Read `Cache-Control: max-age`, less the time that a cache has held the reply."""
    control = headers.get("cache-control", "").lower()
    match = _MAX_AGE.search(control)
    if match is None or "no-cache" in control or "no-store" in control:
        return None
    age = headers.get("age", "")
    held = int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0
    left = timedelta(seconds=int(match[1]) - held)
    return min(left, _LONGEST_WAIT) if left > timedelta() else None
