"""Signed JSON over HTTP."""

import asyncio
import base64
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from standardwebhooks import Webhook as Standard

from service.errors import FetchError
from service.http import Http
from service.model import Outcome, OutcomeKind
from service.notifiers.webhook import RETRY, Config, Webhook, build, retry_after, sign
from tests.fakes import FakeClock
from tests.servers import Answer, http_server, raw_server
from tests.unit.notifiers.make import (
    DELIVERY,
    NOW,
    SECRET,
    Answering,
    message,
    rendered,
    reply,
    tools,
)


URL = "https://hooks.example.org/services/T0K3NT0K3N/x?key=QUERYSECRET"
OTHER = "whsec_" + base64.b64encode(b"k" * 32).decode()
LOOPBACK = ("127.0.0.0/8",)


def webhook(http: Any, *, clock: Any = lambda: NOW, **options: Any) -> Webhook:
    config = Config.model_validate({"url": URL, "secret": SECRET, **options})
    return cast("Webhook", build(config, tools(Path(), http=http, clock=clock)))


async def post(channel: Webhook) -> Outcome:
    return await channel.send(message(channel.pack(rendered(), DELIVERY, "hooks.example.org")))


async def answered(status: int, body: bytes = b"", **headers: str) -> Outcome:
    return await post(webhook(Answering(reply(status, body, **headers))))


async def failed(code: str, **facts: Any) -> Outcome:
    return await post(webhook(Answering(FetchError(code, "it broke", **facts))))


# --- the signature -----------------------------------------------------------------------------


def test_the_signature_is_that_of_the_published_example() -> None:
    """The vector of the Standard Webhooks libraries."""
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    found = sign([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(
    st.binary(min_size=24, max_size=64),
    st.text(st.characters(codec="ascii", exclude_characters="."), min_size=1),
    st.datetimes(datetime.fromisoformat("2001-01-01"), timezones=st.just(UTC)),
    st.text(),
)
def test_the_signature_is_that_of_the_standard_library(
    key: bytes, name: str, when: datetime, body: str
) -> None:
    """For any key, id, time and body, an independent implementation agrees."""
    theirs = Standard(base64.b64encode(key).decode()).sign(
        name, when, body.encode("utf-8", "replace").decode()
    )
    assert sign([key], name, int(when.timestamp()), body.encode("utf-8", "replace")) == theirs


async def test_a_receiver_recognises_each_attempt_and_its_sameness() -> None:
    """Id and body are constant over attempts, time and signature are of each attempt."""
    clock = FakeClock(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - the library under test reads the real clock
    http = Answering(reply(503))
    channel = webhook(http, clock=clock)
    body = channel.pack(rendered(), DELIVERY, "hooks.example.org")
    await channel.send(message(body))
    clock.forward(minutes=3)
    await channel.send(message(body))
    first, second = http.asked
    assert first[1] == second[1] == rendered().data.encode()
    assert first[2]["webhook-id"] == second[2]["webhook-id"] == DELIVERY
    assert first[2]["webhook-timestamp"] != second[2]["webhook-timestamp"]
    for _, sent, headers, _, _ in http.asked:
        assert Standard(SECRET).verify(sent, dict(headers)) == {"version": 1, "stories": ["북한"]}


async def test_while_keys_are_rotated_both_sign() -> None:
    """A receiver with the old or the new key accepts the same request."""
    http = Answering(reply(204))
    await post(webhook(http, secret=[OTHER, SECRET], clock=lambda: datetime.now(UTC)))  # noqa: TID251 - the library under test reads the real clock
    _, body, headers, _, _ = http.asked[0]
    assert Standard(SECRET).verify(body, dict(headers)) == Standard(OTHER).verify(
        body, dict(headers)
    )
    assert headers["webhook-signature"].count("v1,") == 2


async def test_options_reach_the_client() -> None:
    """Own headers, networks and patience; ours cannot be overridden."""
    http = Answering(reply(204))
    await post(
        webhook(
            http, headers={"Authorization": "Bearer t"}, allow_networks="10.0.0.0/8", timeout="5"
        )
    )
    url, _, headers, allow, seconds = http.asked[0]
    assert (url, allow, seconds) == (URL, ("10.0.0.0/8",), 5)
    assert headers["Authorization"] == "Bearer t"
    assert headers["Content-Type"] == "application/json"


# --- the table of replies ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, OutcomeKind.SENT) for status in (200, 201, 202, 204, 299)),
        *((status, OutcomeKind.RETRY) for status in (301, 302, 304, 307, 308)),
        (410, OutcomeKind.CHANNEL_DOWN),
        *((status, OutcomeKind.RETRY) for status in (400, 401, 403, 404, 408, 413, 422, 429)),
        *((status, OutcomeKind.RETRY) for status in (500, 502, 503, 504, 599)),
    ],
)
async def test_each_status_has_its_outcome(status: int, kind: OutcomeKind) -> None:
    """2xx took it, 410 wants no more, everything else is tried again."""
    outcome = await answered(status)
    assert outcome.kind is kind
    assert outcome.detail.startswith(f"HTTP {status}")


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("86401", timedelta(seconds=86401)),
        ("Mon, 02 Mar 2026 07:10:00 GMT", timedelta(minutes=10)),
        ("Mon, 02 Mar 2026 07:10:00", timedelta(minutes=10)),
        ("Mon, 02 Mar 2026 16:10:00 +0900", timedelta(minutes=10)),
        *((nonsense, None) for nonsense in (
            "-1", "0", "99999999999", "9999999999", "abc", "", "1.5", "١٢", "Mon, 99 Foo", "12h",
            "Sun, 01 Mar 2026 07:10:00 GMT", "Mon, 02 Mar 99999 07:10:00 GMT",
        )),
    ],
)  # fmt: skip
async def test_a_busy_receiver_says_when(value: str, wait: timedelta | None) -> None:
    """`Retry-After` in seconds or as a date; nonsense and the past are ignored."""
    for status in (429, 503):
        outcome = await answered(status, retry_after=value)
        assert (outcome.kind, outcome.retry_after) == (OutcomeKind.RETRY, wait)
        assert outcome.channel_wide
    assert (await answered(500, retry_after=value)).retry_after is None


@given(st.text())
def test_no_retry_after_can_break_us(value: str) -> None:
    """Any text is a wait within 30 days, or none."""
    wait = retry_after(value, NOW)
    assert wait is None or timedelta(0) < wait <= timedelta(days=30)


async def test_failures_without_a_reply() -> None:
    """Not sent is tried again; perhaps received is uncertain; a forbidden address needs a person."""
    assert (await failed("timeout")).kind is OutcomeKind.RETRY
    assert (await failed("timeout", maybe_received=True)).kind is OutcomeKind.UNCERTAIN
    blocked = await failed("blocked_address")
    assert blocked.kind is OutcomeKind.CHANNEL_DOWN


async def test_details_hold_no_secret_and_no_control_character() -> None:
    """The URL's path, the key, header values: a receiver that echoes them gets no help from us."""
    echo = f"\x1b[1mno {URL} nor T0K3NT0K3N, QUERYSECRET, {SECRET}, tok3n\r\n" + "x" * 5000
    http = Answering(reply(500, echo.encode()))
    outcome = await post(webhook(http, headers={"Authorization": "Bearer tok3n"}))
    for secret in ("T0K3N", "QUERYSECRET", SECRET, "tok3n", "services"):
        assert secret not in outcome.detail
    assert outcome.detail.isprintable()
    assert len(outcome.detail) <= 220


def test_a_channel_shows_its_host_only() -> None:
    """Recipients, representations and errors name no path and no key."""
    channel = webhook(Answering(reply(204)))
    assert channel.recipients == ("hooks.example.org",)
    assert "T0K3N" not in repr(channel)
    assert SECRET not in repr(channel)


# --- real servers ------------------------------------------------------------------------------


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    client = Http(user_agent="Wirewatch/test")
    yield client
    await client.close()


async def test_a_digest_arrives_over_real_http(http: Http) -> None:
    """One POST with the frozen bytes and the three headers."""
    async with http_server(lambda *_: (204, {}, b"")) as server:
        channel = webhook(http, url=f"{server.url}/hook", allow_networks=LOOPBACK)
        outcome = await post(channel)
    assert outcome == Outcome(kind=OutcomeKind.SENT, detail="HTTP 204")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/hook")
    assert request.body == rendered().data.encode()
    assert request.headers["webhook-id"] == DELIVERY
    assert request.headers["content-type"] == "application/json"


async def test_a_redirect_is_not_followed(http: Http) -> None:
    """A digest never goes to an address that nobody configured."""

    def elsewhere(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        return 307, {"Location": "/stolen"}, b""

    async with http_server(elsewhere) as server:
        outcome = await post(webhook(http, url=f"{server.url}/hook", allow_networks=LOOPBACK))
    assert outcome.kind is OutcomeKind.RETRY
    assert "redirect" in outcome.detail
    assert [request.path for request in server.requests] == ["/hook"]


async def test_a_reply_lost_after_the_body_is_uncertain(http: Http) -> None:
    """The receiver read all and hung up: it may have acted, so the id must not change."""
    async with http_server(lambda *_: None) as server:
        outcome = await post(webhook(http, url=server.url, allow_networks=LOOPBACK))
    assert outcome.kind is OutcomeKind.UNCERTAIN
    assert len(server.requests) == 1


async def test_a_receiver_that_is_not_there_is_tried_later(http: Http) -> None:
    """A refused connection took nothing."""

    async def nobody(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        raise AssertionError("nobody listens any more")

    async with raw_server(nobody) as server:
        pass
    outcome = await post(webhook(http, url=server.url, allow_networks=LOOPBACK))
    assert outcome.kind is OutcomeKind.RETRY


async def test_a_private_receiver_must_be_allowed(http: Http) -> None:
    """Without `allow_networks` nothing is dialled, and the mend is told."""
    async with http_server(lambda *_: (204, {}, b"")) as server:
        outcome = await post(webhook(http, url=server.url))
    assert outcome.kind is OutcomeKind.CHANNEL_DOWN
    assert outcome.detail.endswith("if this is meant, add allow_networks: [127.0.0.1/32]")
    assert server.accepts == 0


# --- options -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"url": "ftp://example.org/"}, "begins with https"),
        ({"url": "https://"}, "begins with https"),
        ({"url": "https://[::1"}, "not a URL"),
        ({"url": "https://example.org:99999/"}, "not a URL"),
        ({"url": "https://ann:hunter2@example.org/"}, "Authorization"),
        ({"url": "https://example.org/a b"}, "percent-encode"),
        ({"secret": "whsec_c2hvcnQ="}, "openssl rand"),
        ({"secret": "whsec_***"}, "openssl rand"),
        ({"secret": [SECRET, "sésame"]}, "openssl rand"),
        ({"secret": []}, "at least 1"),
        ({"headers": {"Webhook-Id": "x"}}, "set by Wirewatch"),
        ({"headers": {"Host": "x"}}, "set by Wirewatch"),
        ({"headers": {"X-A": "hunter2\r\nX-B: c"}}, "no header"),
        ({"headers": {"X A": "b"}}, "no header"),
        ({"allow_networks": ["10.0.0.1/8"]}, "written like"),
        ({"timeout": 31}, "less than or equal to 30"),
        ({"method": "PUT"}, "not permitted"),
    ],
)
def test_options_that_will_not_do_are_refused_without_being_repeated(
    options: dict[str, Any], said: str
) -> None:
    """Each message names the mend, and none shows a secret."""
    with pytest.raises(ValidationError, match=said) as caught:
        webhook(Answering(reply(204)), **options)
    shown = str(caught.value)
    assert not any(secret in shown for secret in ("hunter2", "T0K3N", SECRET, "sésame"))


def test_the_schedule_is_that_of_the_standard() -> None:
    """Ten tries in about 76 hours."""
    assert (len(RETRY) + 1, sum(RETRY, timedelta()) // timedelta(hours=1)) == (10, 75)
