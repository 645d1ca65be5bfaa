"""Feeds over real HTTP on loopback, with our own client."""

import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest

from service.errors import FetchError, ParseError
from service.http import Http
from service.model import Collected, Parsed, Source, SourceId, Validators
from service.sources import feed
from service.sources.base import Poll, Tools
from tests.fakes import nothing_known
from tests.servers import canary, http_server, routes
from tests.unit.sources.invented import ITEM, NOW, atom, rss


NONE = Validators()
ENTRY = '<entry><id>ferry-1</id><title>Ferry</title><link href="/ferry"/></entry>'
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": "ferry-1", "url": "/ferry"}],
}


async def poll(url: str, validators: Validators = NONE, **options: object) -> Collected:
    http = Http(user_agent="wirewatch-test")
    try:
        source = Source(id=SourceId("harbour"), kind="feed", title="Harbour", options={})
        config = feed.Config.model_validate(
            {"url": url, "allow_networks": ["127.0.0.0/8"], **options}
        )
        kind = feed.build(config, source, Tools(http=http, base=Path()))
        return await kind.collect(Poll(now=NOW, validators=validators, known=nothing_known))
    finally:
        await http.close()


def parsed(collected: Collected) -> Parsed:
    (document,) = collected.documents
    return feed.parse(document, NOW)


@pytest.mark.parametrize(
    ("body", "media_type", "kind"),
    [
        (rss(ITEM), "application/rss+xml", "rss20"),
        (atom(ENTRY), "application/atom+xml", "atom10"),
        (json.dumps(JSON), "application/feed+json", "json11"),
    ],
)
async def test_formats(body, media_type, kind):
    """RSS, Atom and JSON Feed arrive, gzipped, and are read."""
    headers = {"Content-Type": media_type, "Content-Encoding": "gzip"}
    async with http_server(
        routes({"/feed": (200, headers, gzip.compress(body.encode()))})
    ) as server:
        found = parsed(await poll(f"{server.url}/feed"))

    assert (found.feed.kind, found.entries[0].id) == (kind, "ferry-1")
    assert str(found.entries[0].url).endswith("/ferry") or kind == "rss20"


async def test_conditional_get():
    """A server that has nothing new is asked with its own validators, and says 304."""

    def answer(method, path, headers, body):
        if headers.get("if-none-match") == 'W/"v1"':
            return 304, {"Cache-Control": "max-age=60"}, b""
        return 200, {"ETag": 'W/"v1"', "Last-Modified": "Mon"}, rss(ITEM).encode()

    async with http_server(answer) as server:
        first = await poll(server.url)
        second = await poll(server.url, first.validators)

    assert server.requests[1].headers["if-modified-since"] == "Mon"
    assert (second.not_modified, second.validators) == (True, first.validators)
    assert second.not_before == timedelta(seconds=60)


async def test_same_body_without_validators():
    """Where a server knows no validators, the body's hash tells that nothing is new."""
    async with http_server(lambda *_: (200, {}, rss(ITEM).encode())) as server:
        first = await poll(server.url)
        second = await poll(server.url, first.validators)

    assert (second.not_modified, second.documents) == (True, ())


@pytest.mark.parametrize(("status", "moved"), [(301, True), (308, True), (302, False)])
async def test_redirects(status, moved):
    """A redirect is followed; only a permanent one is told, and links start at where it led."""
    table = {
        "/old": (status, {"Location": "/new/feed"}, b""),
        "/new/feed": (200, {}, atom('<entry><link href="ferry"/></entry>').encode()),
    }
    async with http_server(routes(table)) as server:
        collected = await poll(f"{server.url}/old")

    assert collected.moved_to == (f"{server.url}/new/feed" if moved else None)
    assert parsed(collected).entries[0].url == f"{server.url}/new/ferry"


async def test_own_credentials():
    """A login and headers of one's own reach the server."""
    async with http_server(lambda *_: (200, {}, rss(ITEM).encode())) as server:
        await poll(
            server.url, headers={"X-Key": "k"}, auth={"username": "ana", "password": "geheim"}
        )

    assert server.requests[0].headers["x-key"] == "k"
    assert server.requests[0].headers["authorization"] == "Basic YW5hOmdlaGVpbQ=="


@pytest.mark.parametrize("status", [401, 404, 410, 429, 500, 503])
async def test_errors(status):
    """A refusal says its status, and when the server wants to be asked again."""
    async with http_server(lambda *_: (status, {"Retry-After": "120"}, b"no")) as server:
        with pytest.raises(FetchError) as caught:
            await poll(server.url)

    assert (caught.value.code, caught.value.status) == (f"http_{status}", status)
    assert caught.value.retry_after == timedelta(minutes=2)


async def test_error_page_with_200():
    """An error page that calls itself a success is no feed."""
    page = b"<!doctype html><html><title>Down for maintenance</title></html>"
    async with http_server(lambda *_: (200, {"Content-Type": "text/html"}, page)) as server:
        collected = await poll(server.url)

    with pytest.raises(ParseError, match=r"not_a_feed: .*Down for maintenance"):
        parsed(collected)


async def test_private_addresses_only_where_allowed():
    """Without leave no connection is made to a private address."""
    async with canary() as server:
        with pytest.raises(FetchError, match="blocked_address") as refused:
            await poll(server.url, allow_networks=[])

    assert server.accepts == 0
    assert refused.value.detail.endswith(
        "127.0.0.1 is a loopback address; if this is meant, add allow_networks: [127.0.0.1/32]"
    )
