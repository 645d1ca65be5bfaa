"""What every request passes, whoever answers it: limits, the rule of access, headers, one `except`."""

import json
from collections.abc import Callable, Iterable
from email.utils import formatdate
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.access import GRANTED, READING, Access, Asked, Headers, Verdict


LONGEST_HEAD = 16 * 1024
LONGEST_BODY = 64 * 1024
BARE = frozenset({"/healthz", "/readyz"})
"""Answered to everybody, with `ok` or `not ok` and nothing more."""

_FIXED = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_ALWAYS = [(name.encode(), value.encode()) for name, value in _FIXED.items()]
_TOO_LONG_HEAD = Verdict(status=431, reason="the headers are larger than 16 KiB")
_TOO_LONG_BODY = Verdict(status=413, reason="the body is larger than 64 KiB")

log = structlog.get_logger()


class _TooLongError(Exception):
    """A body grew past its limit while it was read."""


class Guard:
    """Stands before an application: what it lets through is bounded, known and allowed."""

    def __init__(self, app: ASGIApp, access: Callable[[], Access]) -> None:
        """`access` gives the rule that holds now: a reload may bring another."""
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # no web sockets, and no lifespan: the service has its own
            return
        reply = _Reply(send)
        try:
            verdict = self._check(scope)
            if verdict.granted:
                await self._app(scope, _bounded(receive), reply.send)
            else:
                await reply.refuse(verdict)
        except _TooLongError:
            await reply.refuse(_TOO_LONG_BODY)
        except Exception:
            # One page that fails is one page: it must not take the service with it.
            log.exception("web.failed", method=scope["method"], path=scope["path"])
            await reply.refuse(Verdict(status=500, reason="this failed; the log says why"))

    def _check(self, scope: Scope) -> Verdict:
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEAD:
            return _TOO_LONG_HEAD
        headers = _collected(scope["headers"])
        if any(_is_too_long(value) for value in headers.get("content-length", ())):
            return _TOO_LONG_BODY
        peer = scope["client"][0] if scope["client"] else None
        access = self._access()
        verdict = access.decide(Asked(method=scope["method"], peer=peer, headers=headers))
        bare = scope["path"] in BARE and scope["method"] in READING
        scope["state"] |= {"user": verdict.user, "bare": not verdict.granted}
        scope["headers"] = [
            (name, value)
            for name, value in scope["headers"]
            if name.decode("latin-1") != access.user_header
        ]
        if not verdict.granted and not bare:
            log.debug("web.refused", peer=peer, path=scope["path"], status=verdict.status)
        return GRANTED if bare else verdict


def _is_too_long(length: str) -> bool:
    return not length.isdecimal() or int(length[:20]) > LONGEST_BODY


def _collected(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    found: dict[str, tuple[str, ...]] = {}
    for raw_name, raw_value in headers:
        name = raw_name.decode("latin-1").lower()
        found[name] = (*found.get(name, ()), raw_value.decode("latin-1"))
    return found


def _bounded(receive: Receive) -> Receive:
    """Count what is read; a chunked body does not say its length beforehand."""
    taken = 0

    async def count() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LONGEST_BODY:
            raise _TooLongError
        return message

    return count


class _Reply:
    """The reply on its way, with the headers that every reply has."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._begun = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begun = True
            own = {name.lower() for name, _ in message["headers"]}
            date = (b"date", formatdate(usegmt=True).encode())
            message["headers"] = [
                *message["headers"],
                *(pair for pair in (*_ALWAYS, date) if pair[0] not in own),
            ]
        await self._send(message)

    async def refuse(self, verdict: Verdict) -> None:
        """Say no, unless a reply has begun: then it can only be cut."""
        if self._begun:
            return
        body = json.dumps({"error": verdict.reason}).encode() + b"\n"
        headers: list[tuple[bytes, bytes]] = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        if verdict.status == 401:
            headers.append((b"www-authenticate", b'Bearer realm="wirewatch"'))
        if verdict.status in {413, 431}:
            headers.append((b"connection", b"close"))
        await self.send(_start(verdict.status, headers))
        await self.send({"type": "http.response.body", "body": body})


def _start(status: int, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    return {"type": "http.response.start", "status": status, "headers": headers}
