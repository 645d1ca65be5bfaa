"""What is never dialled: by address, by spelling, by redirect, by a name that changes its mind."""

import asyncio
import threading
from collections.abc import Coroutine, Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.errors import FetchError
from service.http import Http, Limits
from service.http.addresses import parse_networks, refusal
from service.http.names import SystemResolver
from service.model import Reply
from tests.servers import canary, http_server


HERE = ("127.0.0.0/8",)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SMALL = Limits(dns=0.3, connect=0.5, headers=0.5, total=1.0)

REFUSED = """
10.0.0.1 10.254.0.0 192.168.10.65 172.16.10.65 172.31.255.255 0.1.2.3 0.0.0.0 127.0.0.1
127.254.254.254 169.254.45.1 169.254.169.254 169.254.170.2 255.255.255.255 224.1.2.3 233.252.0.16
239.255.255.255 192.0.0.0 192.0.0.9 192.0.0.10 192.0.0.170 192.0.0.255 192.0.2.255 198.51.100.65
203.0.113.6 100.64.0.0 100.100.100.200 100.127.255.255 192.88.99.3 198.18.0.0 198.19.255.255
240.240.240.240 168.63.129.16
:: ::1 ::2 ::ffff:127.0.0.1 ::ffff:0.0.0.1 ::ffff:100.64.0.1 ::ffff:169.254.169.254
::ffff:0:127.0.0.1 2001:db8::1 3fff::dead:beef fe80::1 fe80::1%eth0 febf:ffff::1
fdee:3A45:9057::1 fd7a:115c:a1e0::1 fd00:ec2::254 fd20:ce::254 2002:c000:0204::dead:beef
2002:c0a8:0001::1 2002:7f00:1::1 64:ff9b::c0a8:0 64:ff9b::808:808 64:ff9b::a9fe:a9fe
64:ff9b::7f00:1 64:ff9b:1::dead:beef 5f00::dead:beef 100::1:2:3:4 ::127.0.0.1 ::169.254.169.254
fec0::1 ff02::1 ff0e::1 2001:0000:4136:e378:8000:63bf:3fff:fdd2 2001:0:a9fe:a9fe::1 2001:2::1
2001:10::1 2001:20::1 4000::1 8000::1 127.1 0x7f000001 localhost
""".split()  # noqa: SIM905 - read as a table
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
172.15.255.255 172.32.0.0 192.0.1.0 198.17.255.255 198.20.0.0 223.255.255.255 168.63.129.15
2001:4860:4860::8888 2606:4700::1111 2a00:1450::1 2001:200::1 ::ffff:8.8.8.8
""".split()  # noqa: SIM905 - read as a table


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    """Whatever the standard library thinks of it."""
    assert refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_dialled(address: str) -> None:
    """The borders of the refused networks lie where they should."""
    assert refusal(address) is None


@patient
@given(st.ip_addresses())
def test_nothing_that_python_calls_private_passes(address: IPv4Address | IPv6Address) -> None:
    """Our table is at least as strict as `is_global`."""
    if refusal(str(address)) is None:
        assert address.is_global


@patient
@given(st.ip_addresses(v=4))
def test_mapped_addresses_are_judged_like_plain_ones(address: IPv4Address) -> None:
    """`::ffff:a.b.c.d` is a.b.c.d."""
    assert refusal(f"::ffff:{address}") == refusal(str(address))


@pytest.mark.parametrize(
    ("address", "network", "passes"),
    [
        ("10.1.2.3", "10.1.0.0/16", True),
        ("::ffff:10.1.2.3", "10.1.0.0/16", True),
        ("10.2.2.3", "10.1.0.0/16", False),
        ("fd00::7", "fd00::/8", True),
        ("10.1.2.3", "fd00::/8", False),
        ("169.254.169.254", "169.254.0.0/16", False),
        ("169.254.169.254", "0.0.0.0/0", False),
        ("169.254.169.254", "169.254.169.254/32", True),
        ("fd00:ec2::254", "fd00::/8", False),
    ],
)
def test_a_network_is_allowed_by_cidr(address: str, network: str, passes: bool) -> None:
    """A range opens its own addresses, and never those that hand out a machine's credentials."""
    assert (refusal(address, parse_networks([network])) is None) is passes


def test_a_network_that_is_none_is_reported() -> None:
    """A typing error opens nothing."""
    with pytest.raises(FetchError, match="CIDR"):
        parse_networks(["10.0.0.0/33"])


SPELLINGS = [
    "http://127.0.0.1:{port}\t/",
    "http://127.0.0.1:{port}/\r\nX:y",
    "http://127.0.0.1\x00:{port}/",
    *r"""
http://127.0.0.1:{port}/ http://localhost:{port}/ http://LOCALHOST.:{port}/ http://0x7f.1:{port}/
http://0x7f000001:{port}/ http://2130706433:{port}/ http://017700000001:{port}/
http://0177.0.0.1:{port}/ http://127.1:{port}/ http://0:{port}/ http://127。0。0。1:{port}/
http://①②⑦.0.0.1:{port}/ http://127.0.0.1.:{port}/ http://127.255.255.254:{port}/
http://[::1]:{port}/ http://[::ffff:127.0.0.1]:{port}/ http://[::ffff:7f00:1]:{port}/
http://[::127.0.0.1]:{port}/ http://[64:ff9b::7f00:1]:{port}/ http://[2002:7f00:1::1]:{port}/
http://[fec0::1]:{port}/ http://[::]:{port}/ http://[fe80::1%25lo]:{port}/
http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/ http://127%2e0.0.1:{port}/ http://127.0.0.1%00.example:{port}/
http://user:word@127.0.0.1:{port}/ http://news.example@127.0.0.1:{port}/
http://a\@127.0.0.1:{port}/ http://127.0.0.1\@news.example:{port}/ http:/127.0.0.1:{port}/
http:127.0.0.1:{port}/ http:///127.0.0.1:{port}/ //127.0.0.1:{port}/ 127.0.0.1:{port}
ftp://127.0.0.1:{port}/ gopher://127.0.0.1:{port}/ file:///etc/passwd javascript:alert(1)
http://169.254.169.254/ http://168.63.129.16/ http://100.100.100.200/ http://[fd00:ec2::254]/
http://metadata.google.internal/ http://METADATA.google.internal./ http://metadata/
http://127.0.0.1:22/ http://127.0.0.1:25/ http://127.0.0.1:1023/ http://127.0.0.1:0/
http://127.0.0.1:99999/ http://127.0.0.1:{port}:80/ http://[::1/ http:// http://.:{port}/
""".split(),  # noqa: SIM905 - read as a table
]
NO = {"blocked_address", "bad_url", "dns", "connect"}


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_no_spelling_reaches_the_loopback(spelling: str) -> None:
    """Not as a URL to fetch, not as a URL to post to, not as the target of a redirect."""
    async with canary() as bird:
        url = spelling.replace("{port}", str(bird.port))
        redirect = {"Location": url.replace("\r", "").replace("\n", "").replace("\x00", "")}
        http = Http(user_agent="t", limits=SMALL)
        async with http_server(lambda *_: (302, redirect, b"")) as server:
            start = f"http://start.example:{server.port}/"
            guided = Http(user_agent="t", limits=SMALL, resolve=only_start)
            assert await code_of(http.get(url)) in NO
            assert await code_of(http.post(url, body=b"x", headers={})) in NO
            code = await code_of(guided.get(start, allow=["127.0.0.1/32"]))
            assert code in NO | {"too_many_redirects"}  # some are paths on the same site
    assert bird.accepts == 0


async def only_start(host: str) -> Sequence[str]:
    """Know the server of the test, and for the rest what the system knows."""
    return ["127.0.0.1"] if host == "start.example" else await SystemResolver()(host)


async def code_of(fetch: Coroutine[None, None, Reply]) -> str:
    with pytest.raises(FetchError) as caught:
        await fetch
    return caught.value.code


class Names:
    """A resolver from a table; answers are taken in turn, and counted."""

    def __init__(self, table: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self.table = table
        self.asked = 0

    async def __call__(self, host: str | bytes) -> Sequence[str]:
        """Take the name as text or bytes, as HTTP libraries do."""
        name = host.decode() if isinstance(host, bytes) else host
        answers = self.table[name]
        self.asked += 1
        return answers[(self.asked - 1) % len(answers)]


async def test_a_name_that_rebinds_is_looked_up_once_and_that_answer_is_dialled() -> None:
    """The allowed address alternates with one that is not; the second is never reached."""
    names = Names({"rebind.example": [["127.0.0.1"], ["127.0.0.2"]]})
    http = Http(user_agent="t", resolve=names)  # no deadline is asked for here
    good = 0
    async with http_server(lambda *_: (200, {}, b"")) as server:
        url = f"http://rebind.example:{server.port}/"
        for turn in range(100):
            fetch = http.get(url, allow=["127.0.0.1/32"])
            if turn % 2:
                assert await code_of(fetch) == "blocked_address"
            else:
                good += (await fetch).status == 200
    assert (good, names.asked, server.accepts) == (50, 100, 50)


async def test_one_refused_answer_refuses_the_name() -> None:
    """A name that has a public and a private address is not dialled at all."""
    names = Names({"mixed.example": [["127.0.0.1", "10.0.0.1"]]})
    async with canary() as bird:
        http = Http(user_agent="t", limits=SMALL, resolve=names)
        url = f"http://mixed.example:{bird.port}/"
        assert await code_of(http.get(url, allow=["127.0.0.1/32"])) == "blocked_address"
    assert bird.accepts == 0


async def test_a_dead_address_is_followed_by_the_next() -> None:
    """Servers with several addresses are reached while one of them answers."""
    names = Names({"two.example": [["127.0.0.9", "127.0.0.1"]]})
    async with http_server(lambda *_: (200, {}, b"second")) as server:
        http = Http(user_agent="t", limits=SMALL, resolve=names)
        reply = await http.get(f"http://two.example:{server.port}/", allow=HERE)
    assert reply.body == b"second"


async def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    """`http_proxy` belongs to other programs."""
    async with canary() as bird, http_server(lambda *_: (200, {}, b"direct")) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, bird.url)
        reply = await Http(user_agent="t", limits=SMALL).get(server.url, allow=HERE)
    assert (reply.body, bird.accepts) == (b"direct", 0)


async def test_a_name_server_that_hangs_is_given_up() -> None:
    """The limit for names holds, and says whose name it was."""

    async def hang(host: str) -> Sequence[str]:
        await asyncio.sleep(9)
        return []

    http = Http(user_agent="t", limits=SMALL, resolve=hang)
    with pytest.raises(FetchError, match=r"slow\.example") as caught:
        await http.get("http://slow.example/")
    assert caught.value.code == "dns"


async def test_a_name_without_an_address_is_a_dns_error() -> None:
    """An empty answer is no connection to nowhere."""
    http = Http(user_agent="t", limits=SMALL, resolve=Names({"none.example": [[]]}))
    assert await code_of(http.get("http://none.example/")) == "dns"


@pytest.mark.parametrize("name", [f"{'a' * 64}.example", "no.such.invalid", "a..example"])
async def test_the_system_resolver_reports_what_it_cannot_find(name: str) -> None:
    """Malformed names and unknown ones are the same kind of error."""
    with pytest.raises(OSError):
        await SystemResolver()(name)


async def test_the_system_resolver_gives_numbers() -> None:
    """The answers are addresses, each once."""
    addresses = await SystemResolver()("localhost")
    assert len(set(addresses)) == len(addresses)
    assert all(ip_address(address).is_loopback for address in addresses)


async def test_a_lookup_that_nobody_waits_for_gives_its_place_back() -> None:
    """Cancelled lookups neither leak places nor threads."""
    resolver = SystemResolver(places=1)
    for _ in range(20):
        task = asyncio.ensure_future(resolver("localhost"))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5):
        assert await resolver("localhost")
    assert sum(thread.name.startswith("dns") for thread in threading.enumerate()) <= 1
