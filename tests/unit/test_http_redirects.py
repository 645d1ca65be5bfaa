"""Redirects: followed by hand, each checked, nothing carried to a stranger."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import FetchError
from service.http import Http, Limits, redact_url
from service.http.urls import Hop, check_url
from tests.servers import Answer, canary, http_server, routes
from tests.unit.test_http_replies import head, repeat


HERE = ("127.0.0.0/8",)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SMALL = Limits(connect=0.5, headers=0.5, total=1.0)


def to(location: str, status: int = 302) -> Answer:
    return (status, {"Location": location}, b"")


async def local(host: str) -> Sequence[str]:
    return ["127.0.0.1"]


def client() -> Http:
    return Http(user_agent="t", limits=SMALL, resolve=local)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_followed(status: int) -> None:
    """The reply is the target's, and says where it came from."""
    table: dict[str, Answer] = {"/a/b": to("../c?x=1#part", status), "/c?x=1": (200, {}, b"here")}
    async with http_server(routes(table)) as server:
        reply = await client().get(server.url + "/a/b", allow=HERE)
    assert (reply.body, reply.url) == (b"here", server.url + "/c?x=1")
    assert reply.moved_to == (reply.url if status in {301, 308} else None)


async def test_a_chain_is_permanent_only_if_every_step_is() -> None:
    """One temporary step in it, and the source keeps its address."""
    table: dict[str, Answer] = {
        "/1": to("/2", 301),
        "/2": to("/3", 308),
        "/3": (200, {}, b""),
        "/x": to("/y", 301),
        "/y": to("/3", 302),
    }
    async with http_server(routes(table)) as server:
        permanent = await client().get(server.url + "/1", allow=HERE)
        mixed = await client().get(server.url + "/x", allow=HERE)
    assert (permanent.moved_to, mixed.moved_to) == (server.url + "/3", None)


async def test_five_redirects_pass_and_six_do_not() -> None:
    """A loop ends, too."""
    table: dict[str, Answer] = {f"/{n}": to(f"/{n - 1}") for n in range(1, 7)}
    table |= {"/0": (200, {}, b"end"), "/loop": to("/loop")}
    async with http_server(routes(table)) as server:
        assert (await client().get(server.url + "/5", allow=HERE)).body == b"end"
        for path in ("/6", "/loop"):
            with pytest.raises(FetchError) as caught:
                await client().get(server.url + path, allow=HERE)
            assert caught.value.code == "too_many_redirects"
    assert sum(request.path == "/loop" for request in server.requests) == 6


async def test_the_body_of_a_redirect_is_not_read() -> None:
    """Ten gigabytes behind a 302 are left where they are."""

    def answer(method: str, path: str, headers: object, body: bytes) -> Answer:
        if path == "/ok":
            return (200, {}, b"ok")
        return repeat(bytes(65536), first=head("Location: /ok", status="302 Found"), times=160_000)

    async with http_server(answer) as server:
        reply = await client().get(server.url + "/big", allow=HERE)
    assert reply.body == b"ok"
    assert server.sent < 16 << 20  # what fits into the buffers of both kernels


async def test_a_redirect_without_a_target_is_an_error() -> None:
    """There is nothing to follow."""
    async with http_server(lambda *_: (302, {}, b"")) as server:
        with pytest.raises(FetchError) as caught:
            await client().get(server.url, allow=HERE)
    assert caught.value.code == "http_302"


async def test_credentials_stay_at_home() -> None:
    """Another host or port gets neither credentials of any name nor cookies, only validators."""
    secrets = {"Authorization": "Bearer s3cret", "Cookie": "a=b", "X-Api-Key": "s3cret"}
    validators = {"If-None-Match": '"v1"', "Accept": "text/xml"}
    async with http_server(lambda *_: (200, {}, b"")) as other:
        target = f"http://other.example:{other.port}/"
        async with http_server(lambda *_: to(target)) as server:
            hop = Hop(url=check_url(server.url), headers=secrets, allow=HERE)
            assert hop.follow(302, "/same").headers == secrets
            with pytest.raises(FetchError) as caught:
                await client().get(server.url, headers={**secrets, **validators}, allow=HERE)
    assert caught.value.code == "blocked_address"  # permission stays at home as well
    away = Hop(
        url=check_url("http://a.example/"),
        headers={name.lower(): value for name, value in {**secrets, **validators}.items()},
        allow=HERE,
    ).follow(302, "http://b.example/")
    assert away.headers == {"if-none-match": '"v1"', "accept": "text/xml"}
    assert other.accepts == 0


async def test_cookies_are_never_returned() -> None:
    """No state is carried from one reply into the next request."""
    table: dict[str, Answer] = {
        "/": (302, {"Location": "/b", "Set-Cookie": "id=1"}, b""),
        "/b": (200, {}, b""),
    }
    async with http_server(routes(table)) as server:
        await client().get(server.url + "/", allow=HERE)
    assert "cookie" not in server.requests[1].headers


async def test_permission_for_a_private_network_ends_at_another_port() -> None:
    """A private feed cannot send us to the database next door."""
    async with canary() as bird, http_server(lambda *_: to(bird.url)) as server:
        with pytest.raises(FetchError) as caught:
            await client().get(server.url, allow=HERE)
    assert (caught.value.code, bird.accepts) == ("blocked_address", 0)


HOME = Hop(url=check_url("https://a.example/x/"), headers={}, allow=("10.0.0.0/8",))


@pytest.mark.parametrize(
    "location",
    [
        "http://a.example/",
        "file:///etc/passwd",
        "http://a\\@127.0.0.1/",
        "//user@b.example/",
        "https://b.example:22/",
        "https://b.example/\x07",
        "https://[::1",
        "https://" + "b" * 3000,
        "/" + "b" * 2040,
        "data:text/html,x",
    ],
)
def test_a_redirect_to_a_refused_url_is_an_error(location: str) -> None:
    """A downgrade from https, another scheme, a trick or too long a URL."""
    with pytest.raises(FetchError) as caught:
        HOME.follow(302, location)
    assert caught.value.code == "bad_url"


@pytest.mark.parametrize(
    ("start", "location", "kept"),
    [
        ("https://a.example/", "https://A.example.:443/y", True),
        ("http://a.example/", "https://a.example/", True),
        ("http://a.example:8080/", "https://a.example/", False),
        ("http://a.example:8080/", "https://a.example:8080/", False),
        ("https://a.example/", "https://a.example:8443/", False),
        ("https://a.example/", "https://b.a.example/", False),
    ],
)
def test_permission_is_for_one_site(start: str, location: str, kept: bool) -> None:
    """The same host and port, or the step from http to https on their own ports."""
    hop = Hop(url=check_url(start), headers={"x-key": "1"}, allow=("10.0.0.0/8",))
    step = hop.follow(302, location)
    assert bool(step.allow) is bool(step.headers) is kept


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/feed.xml",
        "HTTPS://News.example:443/a%20b?c=d",
        "http://news.example:8080",
        "http://пример.example/новости",
        "http://a_b.example/ ",
        "http://[2606:4700::1111]/",
    ],
)
def test_a_decent_url_is_taken(url: str) -> None:
    """People write them in many ways."""
    assert check_url(url).host


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("ftp://a.example/", "ftp"),
        ("/feed.xml", "nothing"),
        ("http://user:s3cret@a.example/", "password"),
        ("http://a.example:22/", "port"),
        ("http://a b.example/", "host"),
        ("http:///x", "host"),
        ("http://a.example/\n", "control"),
        ("http://a.example\\x", "backslash"),
        ("http://a.example/" + "x" * 2048, "2048"),
        ("http://[a.example/", "malformed"),
    ],
)
def test_a_refused_url_says_why_and_keeps_secrets(url: str, word: str) -> None:
    """The message names the fault, never the password."""
    with pytest.raises(FetchError, match=word) as caught:
        check_url(url)
    assert caught.value.code == "bad_url"
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/", "https://news.example/"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/rss", "https://news.example/rss"),
        ("https://news.example/feed.xml?key=s3cret", "https://news.example/feed.xml/…"),
        ("https://Hooks.example:8443/services/T0/B0/s3", "https://hooks.example:8443/services/…"),
        ("https://hooks.example/8fj2Ls90sK", "https://hooks.example/…"),
        ("https://hooks.example/abcdefghijklmnopqrstuvwxyz", "https://hooks.example/…"),
        ("https://u:p@news.example/a/b", "https://news.example/a/…"),
        ("https://u:p@x@news.example/#frag", "https://news.example/…"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("mailto:a@b.example", "(not a URL)"),
    ],
)
def test_a_redacted_url_names_the_place_and_no_secret(url: str, shown: str) -> None:
    """Host and a telling first segment stay, the rest goes."""
    assert redact_url(url) == shown


@patient
@given(st.text(max_size=60))
def test_checking_any_text_gives_a_url_or_a_reason(text: str) -> None:
    """Nothing else is raised, and what passed passes again unchanged."""
    for candidate in (text, f"http://{text}", f"http://a.example/{text}"):
        with suppress(FetchError):
            url = check_url(candidate)
            assert check_url(str(url)) == url


@patient
@given(st.text(max_size=60), st.sampled_from(["", "//", "https://", "/", "?"]))
def test_following_anything_gives_a_hop_or_a_reason(text: str, start: str) -> None:
    """A redirect never leads to a URL that would not be taken from a user."""
    with suppress(FetchError):
        hop = HOME.follow(301, start + text)
        assert check_url(str(hop.url)) == hop.url
        assert hop.url.scheme == "https"
