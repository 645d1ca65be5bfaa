"""Mail over SMTP: real servers on loopback, polite, busy, hostile and broken."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from service.model import Outcome, OutcomeKind
from service.notifiers.email import Config, Mail, Step, build, judge
from tests.servers import certificates, raw_server
from tests.unit.notifiers.make import DELIVERY, ca_file, message, rendered, tools


pytestmark = [  # aiosmtpd 1.4.6 calls what newer Pythons and its own later versions discourage
    pytest.mark.filterwarnings("ignore:.*:DeprecationWarning:aiosmtpd.*"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
]
PASSWORD = "open sesame 7"


@dataclass
class Postmaster:
    """An aiosmtpd handler: `gone` is refused, `busy` is asked to come later."""

    delay: float = 0
    verdict: str = "250 queued as 1"
    mails: list[tuple[list[str], bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        replies = {"gone": "550 5.1.1 no such user", "busy": "451 4.7.1 greylisted"}
        envelope.rcpt_tos.append(address)
        return replies.get(address.partition("@")[0], "250 ok")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name for it
        self.mails.append((envelope.rcpt_tos, envelope.original_content or b""))
        await asyncio.sleep(self.delay)
        return self.verdict


def authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


@asynccontextmanager
async def post_office(
    handler: Postmaster, *, tls: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[int]:
    """Serve aiosmtpd on this loop; `tls` makes it speak TLS from the first byte."""
    loop = asyncio.get_running_loop()
    served: list[SMTP] = []

    def serve() -> SMTP:
        served.append(SMTP(handler, hostname="mx.test", ident="test", loop=loop, **options))
        return served[-1]

    listener = await loop.create_server(serve, "127.0.0.1", 0, ssl=tls)
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        listener.close()
        tasks = [task for one in served if (task := one._handler_coroutine) and not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for one in served:
            if isinstance(one.transport, asyncio.Transport):
                one.transport.abort()
        await asyncio.sleep(0)


def mail(port: int, **options: Any) -> Mail:
    given = {
        "host": "127.0.0.1", "port": port, "security": "none", "timeout": 2,
        "from": "Desk <desk@example.org>", "to": ["ann@example.org"], **options,
    }  # fmt: skip
    return cast("Mail", build(Config.model_validate(given), tools(Path())))


async def send(channel: Mail, recipient: str = "ann@example.org", **changes: Any) -> Outcome:
    body = channel.pack(rendered(**changes), DELIVERY, recipient)
    return await channel.send(message(body, recipient))


# --- servers that work -------------------------------------------------------------------------


async def test_a_mail_arrives_byte_for_byte_and_the_receipt_is_kept() -> None:
    """What was frozen is what the server gets, also where a line begins with a dot."""
    text = ".\n..\n.hidden\n" + "북한 " * 100
    async with post_office(handler := Postmaster()) as port:
        outcome = await send(channel := mail(port), text=text)
    assert outcome == Outcome(kind=OutcomeKind.SENT, detail="queued as 1")
    frozen = channel.pack(rendered(text=text), DELIVERY, "ann@example.org")
    assert handler.mails == [(["ann@example.org"], frozen)]


async def test_each_recipient_has_a_fate_of_its_own() -> None:
    """One is served, one is gone for good, one is busy; nobody waits or gets it twice."""
    async with post_office(handler := Postmaster()) as port:
        outcomes = [
            await send(mail(port), f"{name}@example.org") for name in ("ok", "gone", "busy")
        ]
    assert [outcome.kind for outcome in outcomes] == [
        OutcomeKind.SENT,
        OutcomeKind.REFUSED,
        OutcomeKind.RETRY,
    ]
    assert "naming the recipient: 550 5.1.1 no such user" in outcomes[1].detail
    assert not any(outcome.channel_wide for outcome in outcomes)
    assert [recipients for recipients, _ in handler.mails] == [["ok@example.org"]]


async def test_a_server_that_thinks_long_after_the_last_dot_gets_one_copy() -> None:
    """RFC 1047: the patience for the receipt is not that of other steps."""
    async with post_office(handler := Postmaster(delay=0.6)) as port:
        outcome = await send(mail(port, timeout=0.3))
    assert outcome.kind is OutcomeKind.SENT
    assert len(handler.mails) == 1


@pytest.mark.parametrize(
    ("verdict", "kind"),
    [
        ("250 ok", OutcomeKind.SENT),
        ("451 4.3.0 try later", OutcomeKind.RETRY),
        ("552 5.3.4 too big", OutcomeKind.REFUSED),
        ("554 5.7.1 spam", OutcomeKind.REFUSED),
    ],
)
async def test_the_verdict_on_the_contents_counts(verdict: str, kind: OutcomeKind) -> None:
    """After the final dot, 4xx is retried and 5xx is final."""
    async with post_office(Postmaster(verdict=verdict)) as port:
        assert (await send(mail(port))).kind is kind


# --- TLS and passwords -------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_mail_and_password_go_through_tls(security: str, tmp_path: Path) -> None:
    """Both ways into TLS work against a private certificate that was named."""
    server, client = certificates("localhost")
    how: dict[str, Any] = {"tls": server} if security == "tls" else {"tls_context": server}
    office = post_office(
        handler := Postmaster(),
        authenticator=authenticate,
        auth_required=True,
        auth_require_tls=security == "starttls",  # it cannot see that all of it is TLS
        **how,
    )
    async with office as port:
        channel = mail(
            port,
            security=security,
            ca_file=ca_file(tmp_path, client),
            username="ann",
            password=PASSWORD,
        )
        assert (await send(channel)).kind is OutcomeKind.SENT
    assert len(handler.mails) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_nobody_trusts_takes_the_channel_down(security: str) -> None:
    """No password and no digest goes to a server that cannot prove its name; `verify` decides."""
    server, _ = certificates("localhost")
    how: dict[str, Any] = {"tls": server} if security == "tls" else {"tls_context": server}
    async with post_office(handler := Postmaster(), **how) as port:
        outcome = await send(mail(port, security=security))
        trusting = await send(mail(port, security=security, verify=False))
    assert outcome.kind is OutcomeKind.CHANNEL_DOWN
    assert "ca_file" in outcome.detail
    assert trusting.kind is OutcomeKind.SENT
    assert len(handler.mails) == 1


async def test_a_server_without_starttls_gets_neither_password_nor_mail() -> None:
    """Somebody who strips STARTTLS from the greeting learns nothing."""
    async with post_office(handler := Postmaster()) as port:
        channel = mail(port, security="starttls", username="ann", password=PASSWORD)
        outcome = await send(channel)
    assert (outcome.kind, outcome.channel_wide) == (OutcomeKind.CHANNEL_DOWN, True)
    assert "STARTTLS" in outcome.detail
    assert handler.mails == []


async def test_a_wrong_password_takes_the_channel_down_and_is_not_shown() -> None:
    """An operator reads which step failed; the password stays out of it."""
    office = post_office(
        Postmaster(), authenticator=authenticate, auth_required=True, auth_require_tls=False
    )
    async with office as port:
        outcome = await send(mail(port, username="ann", password="wrong horse"))
        without = await send(mail(port))
    assert (outcome.kind, outcome.channel_wide) == (OutcomeKind.CHANNEL_DOWN, True)
    assert outcome.detail.startswith("logging in: 535")
    assert "wrong horse" not in outcome.detail
    assert without.kind is OutcomeKind.CHANNEL_DOWN


async def test_a_password_needs_a_server_that_asks_for_one() -> None:
    """A login configured for a server without logins is a mistake that a person mends."""
    async with post_office(Postmaster()) as port:
        outcome = await send(mail(port, username="ann", password="x"))
    assert outcome.kind is OutcomeKind.CHANNEL_DOWN
    assert "AUTH" in outcome.detail


async def test_a_plain_server_on_a_tls_port_is_a_configuration_fault() -> None:
    """TLS against a port that speaks SMTP in the open fails at once and says so."""

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mx.test ready\r\n")
        await reader.read()

    async with raw_server(greet) as server:
        outcome = await send(mail(server.port, security="tls"))
    assert outcome.kind is OutcomeKind.CHANNEL_DOWN


# --- servers that fail -------------------------------------------------------------------------

Replies = dict[str, bytes | None]
"""Command -> reply; `None` closes the connection, `b""` says nothing."""

GOOD: Replies = {
    "": b"220 mx.test\r\n", "EHLO": b"250-mx.test\r\n250 HELP\r\n", "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n", "DATA": b"354 go on\r\n", ".": b"250 taken\r\n", "QUIT": b"221 bye\r\n",
    "HELO": b"250 mx.test\r\n", "RSET": b"250 ok\r\n",
}  # fmt: skip


def scripted(
    **changes: bytes | None,
) -> tuple[Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any], list[bytes]]:
    """Give a conversation that follows a script, and what it was told, mail included."""
    script = {**GOOD, **{name.replace("dot", ".").replace("greeting", ""): reply
                         for name, reply in changes.items()}}  # fmt: skip
    heard: list[bytes] = []

    async def conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        command = ""
        while (answer := script[command]) is not None:
            writer.write(answer)
            await writer.drain()
            pouring = answer.startswith(b"354")
            heard.append(await reader.readuntil(b"\r\n.\r\n" if pouring else b"\r\n"))
            command = "." if pouring else heard[-1][:4].decode().strip().upper()
        writer.transport.abort()

    return conversation, heard


@pytest.mark.parametrize(
    ("changes", "kind", "wide"),
    [
        ({"greeting": b"421 4.3.2 too busy\r\n"}, OutcomeKind.RETRY, True),
        ({"greeting": b"554 no service for you\r\n"}, OutcomeKind.CHANNEL_DOWN, True),
        ({"greeting": b"what?\r\n"}, OutcomeKind.RETRY, True),
        ({"greeting": None}, OutcomeKind.RETRY, True),
        ({"greeting": b""}, OutcomeKind.RETRY, True),
        ({"EHLO": b"502 what\r\n"}, OutcomeKind.SENT, False),
        ({"EHLO": None}, OutcomeKind.RETRY, True),
        ({"MAIL": b"530 5.7.0 log in first\r\n"}, OutcomeKind.CHANNEL_DOWN, True),
        ({"MAIL": b"550 5.7.1 not your address\r\n"}, OutcomeKind.CHANNEL_DOWN, True),
        ({"MAIL": b"452 4.3.1 disk full\r\n"}, OutcomeKind.RETRY, True),
        ({"RCPT": b"530 5.7.0 log in first\r\n"}, OutcomeKind.CHANNEL_DOWN, True),
        ({"RCPT": b"550 5.1.1 unknown\r\n"}, OutcomeKind.REFUSED, False),
        ({"RCPT": b"251 will forward\r\n"}, OutcomeKind.SENT, False),
        ({"RCPT": None}, OutcomeKind.RETRY, False),
        ({"DATA": b"451 not now\r\n"}, OutcomeKind.RETRY, False),
        ({"DATA": b"554 no\r\n"}, OutcomeKind.REFUSED, False),
        ({"DATA": b"250 hm\r\n"}, OutcomeKind.RETRY, False),
        ({"DATA": None}, OutcomeKind.RETRY, False),
        ({"dot": None}, OutcomeKind.UNCERTAIN, False),
        ({"dot": b""}, OutcomeKind.UNCERTAIN, False),
        ({"dot": b"what?\r\n"}, OutcomeKind.UNCERTAIN, False),
        ({"dot": b"399 hm\r\n"}, OutcomeKind.UNCERTAIN, False),
        ({"dot": b"421 4.3.2 going down\r\n"}, OutcomeKind.RETRY, False),
        ({"QUIT": None}, OutcomeKind.SENT, False),
        ({"QUIT": b"500 what\r\n"}, OutcomeKind.SENT, False),
    ],
)
async def test_a_failure_means_what_its_step_makes_of_it(
    changes: dict[str, bytes | None], kind: OutcomeKind, wide: bool
) -> None:
    """Before the final dot nothing was taken; after it only a reply can tell."""
    conversation, _ = scripted(**changes)
    async with raw_server(conversation) as server:
        outcome = await send(mail(server.port, timeout=0.3, reply_timeout=0.3))
    assert (outcome.kind, outcome.channel_wide) == (kind, wide)
    assert outcome.detail


async def test_a_connection_lost_amid_the_mail_took_nothing() -> None:
    """The final dot never left us, so a second attempt cannot make a second copy."""

    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in (b"220 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
            writer.write(answer)
            await reader.readuntil(b"\r\n")
        writer.transport.abort()

    async with raw_server(half) as server:
        outcome = await mail(server.port).send(message(b"much\r\n" * 2_000_000))
    assert outcome.kind is OutcomeKind.RETRY
    assert outcome.detail.startswith("sending: ")


async def test_a_server_that_stops_reading_is_left_in_time() -> None:
    """A full pipe does not hold a delivery for ever, and took nothing."""

    async def stuck(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in (b"220 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
            writer.write(answer)
            await reader.readuntil(b"\r\n")
        await asyncio.sleep(20)

    async with raw_server(stuck) as server:
        outcome = await mail(server.port, timeout=0.3).send(message(b"much\r\n" * 2_000_000))
    assert outcome == Outcome(kind=OutcomeKind.RETRY, detail="sending: TimeoutError")


async def test_a_server_that_is_not_there_is_tried_later() -> None:
    """A refused connection is nobody's fault but the moment's."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = await send(mail(free.getsockname()[1]))
    assert (outcome.kind, outcome.channel_wide) == (OutcomeKind.RETRY, True)
    assert outcome.detail.startswith("connecting: ")


async def test_a_name_that_does_not_resolve_is_tried_later() -> None:
    """DNS may be down for a while."""
    outcome = await send(mail(25, host="nobody.invalid"))
    assert (outcome.kind, outcome.channel_wide) == (OutcomeKind.RETRY, True)


async def test_what_a_server_says_is_safe_to_log() -> None:
    """No escape sequence, no second line, no password, and not more than 200 characters."""
    said = b"550 \x1b[31mred \xff " + PASSWORD.encode() + b" " + b"x" * 500 + b"\r\n"
    conversation, heard = scripted(RCPT=said)
    async with raw_server(conversation) as server:
        channel = mail(server.port)
        body = channel.pack(rendered(), DELIVERY, "ann@example.org")
        outcome = await channel.send(message(body))
    assert outcome.detail.isprintable()
    assert len(outcome.detail) <= 200
    assert b"EHLO example.org\r\n" in heard


def test_the_password_is_hidden_even_from_an_echo() -> None:
    """A server that repeats a password in its refusal does not get it into our log."""
    outcome = judge(OSError(f"you said {PASSWORD}!"), Step.LOGIN, [PASSWORD])
    assert outcome.detail == "logging in: you said ***!"


def test_no_secret_stands_in_a_representation() -> None:
    """Tracebacks and logs show objects."""
    channel = mail(25, username="ann", password=PASSWORD)
    assert PASSWORD not in repr(channel) + str(channel.config)
