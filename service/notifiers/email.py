"""Sends digests as mail: one message for each recipient, text and HTML, over SMTP.

Headers are written here and not by `email.message`, for two reasons (both tested): on some Python
versions a hostile subject can break out of its header (CVE-2024-6923), and its folding encodes long
ids, which breaks threads and one-click unsubscribing.
"""

import asyncio
import base64
import hashlib
import ipaddress
import quopri
import re
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, timedelta
from email import message_from_bytes
from email.header import Header
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self, cast

from aiosmtplib import SMTP, SMTPException, SMTPNotSupported, SMTPResponse, SMTPResponseException
from aiosmtplib.protocol import SMTPProtocol
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator

from service.crash import crashpoint
from service.errors import PluginError
from service.model import DeliveryId, Message, Outcome, OutcomeKind, Rendered
from service.notifiers.base import Notifier, Options, Tools, lines, one_line


RETRY = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60)),
    *(timedelta(hours=1),) * 118,  # five days in all
)

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_LOCAL = re.compile(r"(?!\.)(?!.*\.\.)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)")
_LEADING_DOT = re.compile(rb"(?m)^\.")
_UNSUBSCRIBE = re.compile(r"(?i:https://|mailto:)[\x21-\x3b\x3d\x3f-\x7e]{3,900}")


# --- options -----------------------------------------------------------------------------------


def _as_list(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _domain(value: str) -> str:
    """Check a domain; letters outside ASCII become what DNS knows."""
    try:
        name = value.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not 0 < len(name) <= 253 or not all(map(_LABEL.fullmatch, name.split("."))):
        raise ValueError(f"{one_line(value, 60)!r} is no host or domain name")
    return name


def _host(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        return _domain(value)


def _address(value: str) -> str:
    """Check that this is one bare address and nothing that could smuggle a second."""
    local, at, domain = value.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or "=?" in local:
        shown = one_line(value, 60)
        raise ValueError(f"{shown!r} is not one address; write each as name@example.org")
    return f"{local}@{_domain(domain)}"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address, perhaps with a name before it."""

    name: str
    address: str

    def __str__(self) -> str:
        """Give the form for a header: the name quoted, or encoded where ASCII lacks its letters."""
        if not self.name:
            return self.address
        if self.name.isascii():
            quoted = re.sub(r'(["\\])', r"\\\1", self.name)
            return f'"{quoted}" <{self.address}>'
        return f"{_encoded(self.name)} <{self.address}>"


def _mailbox(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"\s*(?:\"?([^<>\"\r\n]*?)\"?\s*<([^<>]*)>|([^<>]*))\s*", value)
    if found is None:
        raise ValueError('write it as name@example.org or "Some Desk <name@example.org>"')
    name, inner, bare = found.groups(default="")
    return Mailbox(_neutral(name, 60), _address((inner or bare).strip()))


def _unsubscribe(value: str) -> str:
    if not _UNSUBSCRIBE.fullmatch(value):
        raise ValueError("unsubscribe is a mailto: or https:// address in ASCII")
    return value


Box = Annotated[Mailbox, BeforeValidator(_mailbox, json_schema_input_type=str)]
Domain = Annotated[str, AfterValidator(_domain)]
Address = Annotated[str, AfterValidator(_address)]


class Config(Options):
    """A mail server, and who writes to whom."""

    host: Annotated[str, AfterValidator(_host)]
    port: int | None = Field(default=None, ge=1, le=65535)
    """Default: 587 for starttls, 465 for tls, 25 for none."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """With `none` everything, a password too, crosses the network in the open."""
    verify: bool = True
    ca_file: Path | None = None
    """Certificates to trust instead of the system's."""
    username: str | None = None
    password: SecretStr | None = None
    sender: Box = Field(alias="from")
    to: Annotated[tuple[Address, ...], BeforeValidator(_as_list), Field(min_length=1)]
    """Each gets a mail of its own."""
    reply_to: Box | None = None
    unsubscribe: Annotated[str, AfterValidator(_unsubscribe)] | None = None
    """`mailto:` or an `https://` address that unsubscribes on POST (RFC 8058)."""
    domain: Domain | None = None
    """For message ids and the greeting; default: the domain of `from`."""
    timeout: float = Field(default=60, gt=0, le=300)
    """Seconds for each step."""
    reply_timeout: float = Field(default=600, gt=0, le=3600)
    """Seconds to wait once all is sent (RFC 5321 4.5.3.2.6): giving up earlier makes copies."""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.username is None) != (self.password is None):
            raise ValueError("username and password go together")
        if len({address.lower() for address in self.to}) < len(self.to):
            raise ValueError("an address stands twice in to")
        return self


# --- the message -------------------------------------------------------------------------------


def _neutral(text: str, limit: int = 200) -> str:
    """Make a stranger's words fit for a header: one line, nothing that decodes to something else."""
    line = one_line(text, limit)  # first: what it drops may have kept `=` and `?` apart
    return one_line(line.replace("=?", "= ?"), limit)


def _encoded(text: str) -> str:
    """Give ASCII as it stands, the rest per RFC 2047: short encoded words on folded lines."""
    if text.isascii():
        return text
    return Header(text, "utf-8", maxlinelen=75, header_name="Reply-To").encode(linesep="\r\n")


def _token(text: str) -> str:
    """Give what may stand in an id: `text` itself where it can, else a digest of it."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}", text):
        return text
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:40]


def _part(subtype: str, text: str) -> bytes:
    """Encode one body, in the shorter of the two encodings that survive every relay."""
    data = lines(text).encode()
    quoted = quopri.encodestring(data)
    based = base64.encodebytes(data)
    name, body = ("base64", based) if len(based) < len(quoted) else ("quoted-printable", quoted)
    head = f"Content-Type: text/{subtype}; charset=utf-8\nContent-Transfer-Encoding: {name}\n\n"
    return (head.encode() + body).replace(b"\n", b"\r\n")


def _alternative(rendered: Rendered) -> tuple[str, bytes]:
    """Give boundary and body; the boundary holds `=_`, which no encoded line can."""
    parts = [_part("plain", rendered.text), _part("html", rendered.html)]
    boundary = f"=_{hashlib.sha256(b''.join(parts)).hexdigest()[:40]}"
    edge = f"--{boundary}".encode()
    pieces = [piece for part in parts for piece in (edge, part)]
    return boundary, b"\r\n".join([*pieces, edge + b"--", b""])


def _proven(raw: bytes, names: list[str]) -> bytes:
    """Assert what every server relies on; a mail that would break it is never stored."""
    parsed = message_from_bytes(raw)
    encoded = [name for name, value in parsed.items() if "=?" in value]
    sound = (
        parsed.keys() == names
        and set(encoded) <= {"Subject", "From", "Reply-To"}
        and raw.isascii()
        and b"\0" not in raw
        and raw.count(b"\r\n") == raw.count(b"\r") == raw.count(b"\n")
        and all(len(line) <= 998 for line in raw.split(b"\r\n"))
        and not any(part.defects for part in parsed.walk())
    )
    if not sound:
        raise PluginError("this digest cannot be put into a sound mail")
    return raw


# --- the channel -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail server and the people it serves."""

    config: Config
    domain: str
    tls: ssl.SSLContext | None
    recipients: tuple[str, ...]

    def pack(self, rendered: Rendered, delivery: DeliveryId, recipient: str) -> bytes:
        boundary, body = _alternative(rendered)
        headers = self._headers(rendered, delivery, recipient)
        headers["Content-Type"] = f'multipart/alternative; boundary="{boundary}"'
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return _proven(f"{head}\r\n".encode("ascii") + body, list(headers))

    def _headers(self, rendered: Rendered, delivery: DeliveryId, recipient: str) -> dict[str, str]:
        stream, config = _token(rendered.stream), self.config
        root = f"<stream-{stream}@{self.domain}>"
        headers = {
            "From": str(config.sender),
            "To": _address(recipient),
            "Reply-To": str(config.reply_to) if config.reply_to else "",
            "Subject": _encoded(_neutral(rendered.subject) or "Wirewatch"),
            "Date": format_datetime(rendered.composed_at.astimezone(UTC)),
            "Message-ID": f"<{_token(delivery)}@{self.domain}>",
            "In-Reply-To": root,
            "References": root,
            "List-Id": f"<{stream}.wirewatch.{self.domain}>",
            "List-Unsubscribe": f"<{config.unsubscribe}>" if config.unsubscribe else "",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" if self._one_click else "",
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
            "MIME-Version": "1.0",
        }
        return {name: value for name, value in headers.items() if value}

    @property
    def _one_click(self) -> bool:
        return (self.config.unsubscribe or "").lower().startswith("https:")

    async def send(self, message: Message) -> Outcome:
        session = Session(config=self.config, domain=self.domain, tls=self.tls)
        hide = [secret.get_secret_value()] if (secret := self.config.password) else []
        try:
            said = await session.deliver(message)
        except (SMTPException, OSError) as error:
            return judge(error, session.step, hide)
        return Outcome(kind=OutcomeKind.SENT, detail=one_line(said, hide=hide))


def build(config: Config, tools: Tools) -> Notifier:  # noqa: ARG001 - every notifier has this signature
    domain = config.domain or config.sender.address.rpartition("@")[2]
    return Mail(config=config, domain=domain, tls=_trust(config), recipients=config.to)


def _trust(config: Config) -> ssl.SSLContext | None:
    if config.security == "none":
        return None
    try:
        context = ssl.create_default_context(cafile=config.ca_file)
    except OSError as error:
        raise PluginError(f"ca_file {config.ca_file} cannot be used: {error}") from error
    if not config.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


# --- one conversation --------------------------------------------------------------------------


class Step(StrEnum):
    """How far a conversation with a mail server came."""

    CONNECT = "connecting"
    STARTTLS = "starting TLS"
    LOGIN = "logging in"
    SENDER = "naming the sender"
    RECIPIENT = "naming the recipient"
    DATA = "sending"
    FINAL_DOT = "waiting for the receipt"


@dataclass(slots=True, kw_only=True)
class Session:
    """One conversation, one mail; `step` tells what a failure means."""

    config: Config
    domain: str
    tls: ssl.SSLContext | None
    step: Step = Step.CONNECT

    async def deliver(self, message: Message) -> str:
        """Hand one mail over and give the server's receipt. Raises SMTPException or OSError."""
        smtp = self._client()
        try:
            await smtp.connect()
            crashpoint("send.connected")
            await self._introduce(smtp)
            await self._envelope(smtp, message.recipient)
            return await self._contents(smtp, message.body)
        finally:
            await _take_leave(smtp)

    def _client(self) -> SMTP:
        return SMTP(
            hostname=self.config.host,
            port=self.config.port or _PORTS[self.config.security],
            use_tls=self.config.security == "tls",
            start_tls=False,
            tls_context=self.tls,
            timeout=self.config.timeout,
            local_hostname=self.domain,
        )

    async def _introduce(self, smtp: SMTP) -> None:
        if self.config.security == "starttls":
            self.step = Step.STARTTLS
            await smtp.starttls()
        if self.config.username is None or self.config.password is None:
            return
        self.step = Step.LOGIN
        if self.config.security != "none" and not smtp.get_transport_info("sslcontext"):
            raise SMTPNotSupported("a password is not sent without TLS")
        await smtp.login(self.config.username, self.config.password.get_secret_value())

    async def _envelope(self, smtp: SMTP, recipient: str) -> None:
        self.step = Step.SENDER
        await smtp.mail(self.config.sender.address)
        self.step = Step.RECIPIENT
        await smtp.rcpt(recipient)

    async def _contents(self, smtp: SMTP, body: bytes) -> str:
        """Send the mail itself. As long as its final dot is ours, the server has taken nothing."""
        self.step = Step.DATA
        _expect(354, await smtp.execute_command(b"DATA"))
        protocol = cast("SMTPProtocol", smtp.protocol)
        stuffed = _LEADING_DOT.sub(b"..", body)
        middle = len(stuffed) // 2
        await self._write(protocol, stuffed[:middle])
        crashpoint("send.half_sent")
        await self._write(protocol, stuffed[middle:])
        protocol.write(b".\r\n")
        self.step = Step.FINAL_DOT
        crashpoint("send.all_sent")
        reply = await protocol.read_response(timeout=self.config.reply_timeout)
        crashpoint("send.reply_read")
        return _expect(250, reply)

    async def _write(self, protocol: SMTPProtocol, data: bytes) -> None:
        """Wait until the system has taken what is written; a lost connection has nothing left."""
        protocol.write(data)
        transport = cast("asyncio.WriteTransport | None", protocol.transport)
        async with asyncio.timeout(self.config.timeout):
            while transport and transport.get_write_buffer_size():  # noqa: ASYNC110 - the library has no event for it
                await asyncio.sleep(0.01)


def _expect(code: int, reply: SMTPResponse) -> str:
    if reply.code != code:
        raise SMTPResponseException(reply.code, reply.message)
    return reply.message


async def _take_leave(smtp: SMTP) -> None:
    """Say goodbye, but let no slow server delay what is already decided."""
    with suppress(SMTPException, OSError):
        if smtp.is_connected:
            await smtp.quit(timeout=2)
    smtp.close()


# --- what a failure means ----------------------------------------------------------------------

_BEFORE_THE_RECIPIENT = {Step.CONNECT, Step.STARTTLS, Step.LOGIN, Step.SENDER}
_WANTS_LOGIN = {530, 534, 535, 538}
_HANDSHAKE_CUT = (ssl.SSLEOFError, ssl.SSLZeroReturnError)


def judge(error: Exception, step: Step, hide: Sequence[str] = ()) -> Outcome:
    """Read a failure by the step at which it came."""
    kind = _judge_reply(error, step) if _code(error) else _judge_silence(error, step)
    return Outcome(
        kind=kind,
        detail=one_line(f"{step}: {_words(error)}", hide=hide),
        channel_wide=kind is OutcomeKind.CHANNEL_DOWN or step in _BEFORE_THE_RECIPIENT,
    )


def _code(error: Exception) -> int:
    """Give the reply's code if it is one that refuses, else 0."""
    code = error.code if isinstance(error, SMTPResponseException) else 0
    return code if 400 <= code < 600 else 0


def _judge_reply(error: Exception, step: Step) -> OutcomeKind:
    code = _code(error)
    if code < 500:
        return OutcomeKind.RETRY
    everybody = step in _BEFORE_THE_RECIPIENT or code in _WANTS_LOGIN
    return OutcomeKind.CHANNEL_DOWN if everybody else OutcomeKind.REFUSED


def _judge_silence(error: Exception, step: Step) -> OutcomeKind:
    """Judge where no reply came, or none that makes sense."""
    if step is Step.FINAL_DOT:
        return OutcomeKind.UNCERTAIN
    lacking = type(error) in {SMTPException, SMTPNotSupported} and step in _BEFORE_THE_RECIPIENT
    if lacking or _tls_fault(error, step):
        return OutcomeKind.CHANNEL_DOWN
    return OutcomeKind.RETRY


def _tls_fault(error: BaseException | None, step: Step) -> bool:
    """Tell a certificate or protocol that will not do from a connection that broke."""
    if error is None or step not in {Step.CONNECT, Step.STARTTLS}:
        return False
    if isinstance(error, ssl.SSLError):
        return not isinstance(error, _HANDSHAKE_CUT)
    return _tls_fault(error.__cause__, step)


def _words(error: Exception) -> str:
    if isinstance(error, SMTPResponseException):
        return f"{error.code} {error.message}"
    text = str(error) or type(error).__name__
    mend = " (trust its certificate with ca_file)" if "CERTIFICATE_VERIFY" in text else ""
    return f"{text}{mend}"
