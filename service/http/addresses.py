"""Which addresses are never dialled unless the user named their network.

`ipaddress.is_global` calls several of these global (multicast, mapped and compatible forms,
translation prefixes, site-local), and its answers differ between Python versions, so the table is
our own. IPv6 is refused by default: only 2000::/3 is handed out to the public.
"""

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from service.errors import FetchError


Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

REFUSED_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud platform"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
PUBLIC_V6 = IPv6Network("2000::/3")
REFUSED_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), kind)
    for network, kind in (
        ("2001::/23", "protocol assignments (Teredo and others)"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("::1/128", "loopback"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("::/0", "not public"),  # whatever else lies outside PUBLIC_V6
    )
)
METADATA = frozenset(
    map(
        ip_address,
        (
            "100.100.100.200",
            "168.63.129.16",
            "169.254.169.254",
            "169.254.170.2",
            "fd00:ec2::254",
            "fd20:ce::254",
        ),
    )
)
"""They hand out the machine's credentials: a range never allows them, only their own address."""
METADATA_NAMES = frozenset(
    {
        "instance-data",
        "instance-data.ec2.internal",
        "metadata",
        "metadata.goog",
        "metadata.google.internal",
    }
)


def parse_networks(texts: Sequence[str]) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(text, strict=False) for text in texts)
    except ValueError as error:
        raise FetchError(
            "bad_network", f"allowed networks are written as CIDR: {error}"
        ) from error


def refusal(text: str, allow: Sequence[Network] = ()) -> str | None:
    """Say what kind of address this is if it may not be dialled, else None."""
    try:
        address = _plain(ip_address(text))
    except ValueError:
        return "malformed"
    kind = _kind(address)
    return None if kind is None or any(_covers(net, address) for net in allow) else kind


def allowing(text: str) -> str | None:
    """Give the network, in CIDR, that allows this address and no other; None for a malformed one."""
    try:
        address = _plain(ip_address(text))
    except ValueError:
        return None
    return f"{address}/{address.max_prefixlen}"


def _plain(address: Address) -> Address:
    """Take an IPv4 address out of its IPv6 clothes (`::ffff:127.0.0.1`)."""
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            raise ValueError("an address with a zone")
        return address.ipv4_mapped or address
    return address


def _kind(address: Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((kind for net, kind in REFUSED_V4 if address in net), None)
    kind = next(kind for net, kind in REFUSED_V6 if address in net)
    return None if kind == "not public" and address in PUBLIC_V6 else kind


def _covers(network: Network, address: Address) -> bool:
    exact = network.prefixlen == network.max_prefixlen
    return address in network and (exact or address not in METADATA)
