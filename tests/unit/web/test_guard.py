"""What every request passes."""

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from service.settings.shape import Web
from service.web.access import Access
from service.web.guard import Guard
from tests.unit.web.client import ask, port, read, request, send


TOKEN = "correct-horse-battery"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Say what reached the application."""
    asked = Request(scope, receive)
    if scope["path"] == "/fails":
        raise ValueError("a page that fails")
    if scope["path"] == "/half":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise ValueError("half way")
    body = await asked.body()
    said = f"{asked.method} {scope['path']} {len(body)} {asked.state.user} {asked.state.bare}"
    said += f" {asked.headers.get('x-forwarded-user')}"
    response: Response = PlainTextResponse(said)
    if scope["path"] == "/own":
        response.headers["cache-control"] = "max-age=60"
    await response(scope, receive, send)


def guard(address: str = "127.0.0.1", number: int = 1, **web: str) -> Guard:
    settings = Web(hosts="here", **web)
    return Guard(echo, lambda: Access(settings, address, number))


HERE = {"Host": "here"}


async def test_every_reply_says_how_it_may_be_used():
    """Nothing may be kept, framed, sniffed or told to other sites; refusals too."""
    async with port(guard()) as opened:
        for host, status in (("here", 200), ("elsewhere", 403)):
            answer = await ask(opened.number, "/", headers={"Host": host})
            assert answer.status == status
            policy = answer.headers["content-security-policy"]
            assert policy.startswith("default-src 'none'")
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["date"].endswith("GMT")
            assert "server" not in answer.headers


async def test_a_page_may_have_a_header_of_its_own():
    """What a page says itself is not said twice."""
    async with port(guard()) as opened:
        answer = await ask(opened.number, "/own", headers=HERE)
        assert answer.headers["cache-control"] == "max-age=60"


async def test_a_body_has_a_limit():
    """64 KiB are taken; more is refused, whether it is announced or comes in pieces."""
    async with port(guard()) as opened:
        taken = await ask(opened.number, "/", "POST", HERE, b"x" * 65_536)
        assert taken.body.startswith(b"POST / 65536")
        announced = await ask(opened.number, "/", "POST", HERE, b"x" * 65_537)
        assert announced.status == 413
        odd = await ask(opened.number, "/", "POST", {**HERE, "Content-Length": "9" * 19})
        assert odd.status == 413


async def test_a_body_in_pieces_is_counted():
    """A chunked body does not say how long it will be."""
    head = request("POST", "/", {**HERE, "Transfer-Encoding": "chunked", "Connection": "close"})
    async with port(guard()) as opened:
        chunk = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
        answer = read(await send(opened.number, head + chunk * 5 + b"0\r\n\r\n"))
        assert answer.status == 413


async def test_headers_have_a_limit():
    """16 KiB, though they come in one piece."""
    async with port(guard()) as opened:
        taken = await ask(opened.number, "/", headers={**HERE, "X": "x" * 15_000})
        refused = await ask(opened.number, "/", headers={**HERE, "X": "x" * 17_000})
        assert (taken.status, refused.status) == (200, 431)


async def test_a_page_that_fails_is_one_page():
    """The log has the reason, the reply has none of it, and the next page is answered."""
    async with port(guard()) as opened:
        with structlog.testing.capture_logs() as events:
            answer = await ask(opened.number, "/fails", headers=HERE)
        assert (answer.status, b"ValueError" in answer.body) == (500, False)
        assert [event["event"] for event in events] == ["web.failed"]
        assert (await ask(opened.number, "/", headers=HERE)).status == 200


async def test_a_reply_that_fails_half_way_is_cut():
    """A client must not take half a page for a whole one: the last chunk never comes."""
    async with port(guard()) as opened:
        raw = await send(opened.number, request("GET", "/half", HERE))
        assert raw.startswith(b"HTTP/1.1 200")
        assert not raw.endswith(b"0\r\n\r\n")


async def test_who_is_not_let_in_gets_bare_health_only():
    """Reading `/healthz` and `/readyz` is for everybody; the page knows to say nothing more."""
    async with port(guard("0.0.0.0")) as opened:
        bare = await ask(opened.number, "/readyz", headers={"Host": "10.0.0.9:8080"})
        assert bare.body == b"GET /readyz 0 None True None"
        for path in ("/metrics", "/healthz/", "/healthz/x", "/", "//healthz"):
            assert (await ask(opened.number, path)).status == 404
        assert (await ask(opened.number, "/healthz", "POST")).status == 404


async def test_a_guarded_port_asks_for_the_token():
    """The reply says how; with the token the page is whole."""
    async with port(guard("0.0.0.0", token=TOKEN)) as opened:
        refused = await ask(opened.number, "/metrics")
        assert (refused.status, refused.headers["www-authenticate"]) == (
            401,
            'Bearer realm="wirewatch"',
        )
        headers = {"Authorization": f"Bearer {TOKEN}"}
        granted = await ask(opened.number, "/readyz", headers=headers)
        assert granted.body == b"GET /readyz 0 None False None"


async def test_the_users_name_reaches_nobody_as_a_header():
    """Pages see the name that the rule believed, never the header, whoever sent it."""
    said = {**HERE, "X-Forwarded-User": "Ada"}
    async with port(guard()) as opened:
        assert (await ask(opened.number, "/", headers=said)).body == b"GET / 0 None False None"
    async with port(guard(trusted_proxies="127.0.0.1")) as opened:
        assert (await ask(opened.number, "/", headers=said)).body == b"GET / 0 Ada False None"


async def test_a_web_socket_is_no_page():
    """An upgrade is answered like any other request, without one."""
    headers = {**HERE, "Connection": "upgrade, close", "Upgrade": "websocket"}
    async with port(guard()) as opened:
        assert (await ask(opened.number, "/", headers=headers)).status == 200


async def test_what_is_no_request_is_let_be():
    """An ASGI server may announce its own life, or a web socket: nothing happens."""

    async def never(*_: object) -> None:
        raise AssertionError("nothing is received or sent")

    await guard()({"type": "lifespan"}, never, never)  # type: ignore[arg-type] # it must not be called
