"""Posts the JSON envelope of a digest, signed as Standard Webhooks asks.

A receiver proves origin by `webhook-signature`, freshness by `webhook-timestamp` and sameness by
`webhook-id`, which is constant over all attempts. https://www.standardwebhooks.com
"""

import base64
import binascii
import hashlib
import hmac
import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr

from service.clock import Clock
from service.errors import FetchError
from service.model import DeliveryId, Message, Outcome, OutcomeKind, Rendered, Reply
from service.notifiers.base import Notifier, Options, Poster, Tools, one_line


RETRY = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
"""The table of the Standard Webhooks specification: ten tries in about 76 hours."""

_SENT, _RETRY, _DOWN = OutcomeKind.SENT, OutcomeKind.RETRY, OutcomeKind.CHANNEL_DOWN
_GONE, _BUSY = 410, (429, 503)
_MENDS = {"blocked_address": "", "bad_url": " (the url of this channel needs a change)"}
"""Failures that no waiting mends, and what does, where the failure does not say so itself."""
_OURS = {"content-length", "content-type", "host", "transfer-encoding", "connection"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PRINTABLE = re.compile(r"[\x20-\x7e]*")


# --- options -----------------------------------------------------------------------------------


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str | SecretStr) else value


def _checked_url(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    try:
        parts = urlsplit(text)
        port_is_a_number = parts.port is None or parts.port > 0
    except ValueError:
        raise ValueError("this is not a URL") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_a_number:
        raise ValueError("a webhook needs a URL that begins with https:// (or http://)")
    if "@" in parts.netloc:
        raise ValueError("a URL carries no password; put it into headers: Authorization")
    if not _PRINTABLE.fullmatch(text) or " " in text:
        raise ValueError("a URL has neither blanks nor letters outside ASCII; percent-encode them")
    return value


def _key(secret: SecretStr) -> bytes:
    return base64.b64decode(secret.get_secret_value().removeprefix("whsec_"), validate=True)


def _checked_secret(value: SecretStr) -> SecretStr:
    try:
        size = len(_key(value))
    except (binascii.Error, ValueError):
        size = 0
    if not 24 <= size <= 64:
        raise ValueError(
            "a secret is `whsec_` and 24 to 64 bytes in base64; make one with: "
            'echo "whsec_$(openssl rand -base64 32)"'
        )
    return value


def _checked_headers(headers: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
    for name, value in headers.items():
        if name.lower() in _OURS or name.lower().startswith("webhook-"):
            raise ValueError(f"the header {name} is set by Wirewatch")
        if not _TOKEN.fullmatch(name) or not _PRINTABLE.fullmatch(value.get_secret_value()):
            raise ValueError(f"{one_line(name, 40)!r} is no header of one line in ASCII")
    return headers


def _checked_network(value: str) -> str:
    try:
        ipaddress.ip_network(value)
    except ValueError:
        raise ValueError("a network is written like 10.0.0.0/8 or 192.168.1.20/32") from None
    return value


Secret = Annotated[SecretStr, AfterValidator(_checked_secret)]
Network = Annotated[str, AfterValidator(_checked_network)]


class Config(Options):
    """One receiver, how it knows us, and where it may live."""

    url: Annotated[SecretStr, AfterValidator(_checked_url)]
    """Kept out of every log: its path is often a password."""
    secret: Annotated[tuple[Secret, ...], BeforeValidator(_as_list), Field(min_length=1)]
    """`whsec_…`; two while keys are rotated: the new one first."""
    headers: Annotated[dict[str, SecretStr], AfterValidator(_checked_headers)] = Field(
        default_factory=dict
    )
    allow_networks: Annotated[tuple[Network, ...], BeforeValidator(_as_list)] = ()
    """Private networks that this channel may reach, by CIDR."""
    timeout: float = Field(default=15, gt=0, le=30)
    """Seconds for the whole exchange."""


# --- the channel -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """One receiver of signed JSON."""

    config: Config
    http: Poster
    clock: Clock
    recipients: tuple[str, ...]

    def pack(self, rendered: Rendered, delivery: DeliveryId, recipient: str) -> bytes:  # noqa: ARG002 - every notifier has this signature
        return rendered.data.encode("utf-8", "replace")

    async def send(self, message: Message) -> Outcome:
        now = self.clock()
        try:
            reply = await self.http.post(
                self.config.url.get_secret_value(),
                body=message.body,
                headers=self._headers(message, now),
                allow=self.config.allow_networks,
                seconds=self.config.timeout,
            )
        except FetchError as error:
            return self._without_reply(error)
        return self._judge(reply.status, reply, now)

    def _headers(self, message: Message, now: datetime) -> dict[str, str]:
        keys = [_key(secret) for secret in self.config.secret]
        own = {name: value.get_secret_value() for name, value in self.config.headers.items()}
        stamp = int(now.timestamp())
        return {
            **own,
            "Content-Type": "application/json",
            "webhook-id": message.id,
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign(keys, message.id, stamp, message.body),
        }

    def _judge(self, status: int, reply: Reply, now: datetime) -> Outcome:
        """Read the table of replies: 2xx took it, 410 wants no more, all else is tried again."""
        if 200 <= status < 300:
            return Outcome(kind=_SENT, detail=f"HTTP {status}")
        said = self._safe(reply.body[:2000].decode("utf-8", "replace"))
        detail = f"HTTP {status}: {said}" if said else f"HTTP {status}"
        if status == _GONE:
            detail = f"{detail} (the receiver wants no more)"
            return Outcome(kind=_DOWN, detail=detail, channel_wide=True)
        if 300 <= status < 400:
            detail = f"{detail} (redirects are not followed; give the final URL)"
        busy = status in _BUSY
        wait = retry_after(reply.headers.get("retry-after"), now) if busy else None
        return Outcome(kind=_RETRY, detail=detail, retry_after=wait, channel_wide=busy)

    def _without_reply(self, error: FetchError) -> Outcome:
        detail = self._safe(f"{error.code}: {error.detail}")
        if error.maybe_received:
            return Outcome(kind=OutcomeKind.UNCERTAIN, detail=detail)
        if error.code in _MENDS:
            detail += _MENDS[error.code]
            return Outcome(kind=_DOWN, detail=detail, channel_wide=True)
        return Outcome(kind=_RETRY, detail=detail, channel_wide=True)

    def _safe(self, text: str) -> str:
        """Cut a stranger's words to a line of 200 that holds none of our secrets."""
        return one_line(text, hide=sorted(self._secrets(), key=len, reverse=True))

    def _secrets(self) -> Iterator[str]:
        url = urlsplit(self.config.url.get_secret_value())
        yield url.geturl()
        yield from (part for part in re.split(r"[/?&=]", f"{url.path}?{url.query}") if part[7:])
        yield from (secret.get_secret_value() for secret in self.config.secret)
        for value in self.config.headers.values():
            yield value.get_secret_value()
            yield value.get_secret_value().rpartition(" ")[2]


def build(config: Config, tools: Tools) -> Notifier:
    host = urlsplit(config.url.get_secret_value()).netloc
    return Webhook(config=config, http=tools.http, clock=tools.clock, recipients=(host,))


# --- the standard ------------------------------------------------------------------------------


def sign(keys: Sequence[bytes], delivery: str, stamp: int, body: bytes) -> str:
    """Give `v1,<base64>` for each key, blank-separated, so that keys can be rotated."""
    signed = f"{delivery}.{stamp}.".encode() + body
    digests = (hmac.digest(key, signed, hashlib.sha256) for key in keys)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Read `Retry-After`, seconds or a date; None for nonsense, the past and more than 30 days."""
    wait = _seconds(value) or _until(value, now) if value else None
    return wait if wait and timedelta(0) < wait <= timedelta(days=30) else None


def _seconds(value: str) -> timedelta | None:
    return timedelta(seconds=int(value)) if re.fullmatch(r"\d{1,10}", value, re.ASCII) else None


def _until(value: str, now: datetime) -> timedelta | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
