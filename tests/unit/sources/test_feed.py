import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from service.errors import FetchError
from service.model import Collected, Reply, Source, SourceId, Validators
from service.sources import feed
from service.sources.base import KindModule, Poll, Tools
from tests.fakes import nothing_known
from tests.unit.sources.invented import NOW, FakeHttp


URL = "https://harbour.example/feed"
BODY = b"<rss/>"
NONE = Validators()


def reply(
    status: int = 200,
    body: bytes = BODY,
    url: str = URL,
    moved_to: str | None = None,
    **headers: str,
) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, url=url, headers=named, body=body, moved_to=moved_to)


async def collect(
    answer: Reply | Exception, validators: Validators = NONE, **options: Any
) -> tuple[Collected, FakeHttp]:
    http = FakeHttp(answer)
    source = Source(id=SourceId("harbour"), kind="feed", title="Harbour", options={})
    kind = feed.build(
        feed.Config(**{"url": URL, **options}), source, Tools(http=http, base=Path())
    )
    poll = Poll(now=NOW, validators=validators, known=nothing_known)
    return await kind.collect(poll), http


async def test_new():
    """A first poll brings the document, as the server labelled it and from where it came."""
    collected, _ = await collect(
        reply(
            content_type="text/xml",
            url="https://harbour.example/moved",
            moved_to="https://harbour.example/moved",
        )
    )
    (document,) = collected.documents

    assert (document.name, document.url) == (URL, "https://harbour.example/moved")
    assert (document.body, document.media_type) == (BODY, "text/xml")
    assert collected.moved_to == "https://harbour.example/moved"
    assert not collected.not_modified


@pytest.mark.parametrize("etag", ['"a"', 'W/"a"', "no-quotes", '""', '"a  b"'])
async def test_validators_go_back_byte_for_byte(etag):
    """What a server gave us to ask with is sent back as it came."""
    first, _ = await collect(reply(etag=etag, last_modified="Mon, 2 Mar 2026"))
    _, http = await collect(reply(304, b""), first.validators)

    assert http.headers["If-None-Match"] == etag
    assert http.headers["If-Modified-Since"] == "Mon, 2 Mar 2026"


async def test_first_poll_asks_for_all():
    """Where nothing is known yet, nothing is asked about it."""
    _, http = await collect(reply())
    assert {"If-None-Match", "If-Modified-Since"}.isdisjoint(http.headers)


async def test_304():
    """A 304 keeps what it does not replace."""
    before = Validators(etag='"a"', last_modified="then", body_hash="h")
    collected, _ = await collect(reply(304, b"", etag='"a"', last_modified="now"), before)

    assert collected == Collected(
        not_modified=True, validators=Validators(etag='"a"', last_modified="now", body_hash="h")
    )


@pytest.mark.parametrize(
    ("etag", "given"),
    [
        ('"a"', {"etag": '"b"'}),
        ('"a"', {"etag": '"b"', "last_modified": "now"}),
        ('"a"', {"last_modified": "now"}),
        (None, {"etag": '"b"', "last_modified": "now"}),
        (None, {"last_modified": "now"}),
    ],
)
async def test_a_304_for_another_document(etag, given):
    """RFC 9111, 4.3.4: asked with what it names, the server would hide that document for ever."""
    before = Validators(etag=etag, last_modified="then", body_hash="h")
    collected, _ = await collect(reply(304, b"", **given), before)

    assert collected.validators == before


async def test_a_weak_etag_is_the_same():
    """Conditions are compared weakly, and proxies make an ETag weak."""
    before = Validators(etag='"a"', body_hash="h")
    collected, _ = await collect(reply(304, b"", etag='W/"a"'), before)

    assert collected.validators.etag == 'W/"a"'


async def test_same_body():
    """A new ETag over the same body brings nothing, but is remembered."""
    first, _ = await collect(reply(etag='"a"'))
    second, _ = await collect(reply(etag='"b"'), first.validators)

    assert (second.not_modified, second.documents) == (True, ())
    assert second.validators == Validators(etag='"b"', body_hash=first.validators.body_hash)


async def test_changed_body():
    """Another body is news, and validators that are gone are forgotten."""
    first, _ = await collect(reply(etag='"a"'))
    second, _ = await collect(reply(body=b"<rss></rss>"), first.validators)

    assert (second.not_modified, len(second.documents)) == (False, 1)
    assert second.validators.etag is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache_control": "max-age=600"}, 600),
        ({"cache_control": "public, Max-Age=600, must-revalidate", "age": "100"}, 500),
        ({"cache_control": "max-age=600", "age": "900"}, None),
        ({"cache_control": "max-age=600", "age": "old"}, 600),
        ({"cache_control": "s-maxage=600"}, None),
        ({"cache_control": "max-age=0"}, None),
        ({"cache_control": "no-cache, max-age=600"}, None),
        ({"cache_control": "max-age=99999999"}, 86_400),
        ({}, None),
    ],
)
async def test_max_age(headers, seconds):
    """The server's wish is honoured, less its age, and for a day at most."""
    collected, _ = await collect(reply(**headers))
    assert collected.not_before == (seconds and timedelta(seconds=seconds))


async def test_credentials():
    """Headers and a login of one's own are sent, and private networks named."""
    _, http = await collect(
        reply(),
        headers={"X-Key": "k", "accept": "text/xml"},
        auth={"username": "ana", "password": "geheim ü"},
        allow_networks=["10.0.0.0/8", "::1/128"],
    )

    assert http.headers["X-Key"] == "k"
    assert [value for name, value in http.headers.items() if name.lower() == "accept"] == [
        "text/xml"
    ]
    assert base64.b64decode(http.headers["Authorization"].split()[1]).decode() == "ana:geheim ü"
    assert list(http.allow) == ["10.0.0.0/8", "::1/128"]


async def test_failures_pass_through():
    """What the fetch says went wrong is what the poll says."""
    error = FetchError("http_503", "busy", status=503, retry_after=timedelta(minutes=5))
    with pytest.raises(FetchError) as caught:
        await collect(error)
    assert caught.value is error


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"url": "harbour.example/feed"}, "starts with http"),
        ({"url": "ftp://harbour.example/"}, "starts with http"),
        ({"url": "http://[/"}, "no web address"),
        ({"url": "https://ana:geheim@harbour.example/"}, "under `auth`"),
        ({"url": "https://harbour.example/a b"}, "blanks"),
        ({"url": URL, "uri": "x"}, "uri"),
        ({"url": URL, "headers": {"X Key": "k"}}, "no name of a header"),
        ({"url": URL, "headers": {"Host": "k"}}, "set by Wirewatch"),
        ({"url": URL, "headers": {"X-Key": "a\r\nb"}}, "no header may hold"),
        ({"url": URL, "allow_networks": ["10.0.0.0/8x"]}, "allow_networks"),
        ({"url": URL, "auth": {"username": "ana"}}, "password"),
    ],
)
def test_config_is_strict(options, said):
    """What cannot work is refused, in words that say why."""
    with pytest.raises(ValidationError, match=said):
        feed.Config(**options)


def test_secrets_are_masked():
    """Neither key nor password shows when options are printed."""
    config = feed.Config(
        url=URL, headers={"X-Key": "geheim"}, auth={"username": "a", "password": "geheim"}
    )
    assert "geheim" not in repr(config) + config.model_dump_json()


def test_kinds_are_kinds():
    """Both kinds have what a kind must have."""
    from service.sources import folder  # noqa: PLC0415 - beside the kind that this file tests

    assert isinstance(feed, KindModule)
    assert isinstance(folder, KindModule)
    assert (feed.POLLED, folder.POLLED) == (True, False)
