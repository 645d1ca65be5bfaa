"""Who may ask what. Decided from the request alone; nothing here sends or stores anything.

Three situations, by how the port is opened and what is set:

- **open**: a loopback address, no token, no proxies. Whoever is on this machine may read and write.
  Pages of others must not do so through a browser: a request has to name a host of ours (DNS
  rebinding), and a page that asks has to be ours (cross-site requests).
- **guarded**: a token or trusted proxies are set. Without the token, or a user's name from a trusted
  proxy, nothing is answered.
- **closed**: every other address. Nothing is answered.

Bare health (`ok` or `not ok`, no reason) is answered to everybody; that is not decided here.
"""

import hmac
import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from pydantic import SecretStr

from service.settings.shape import Web


Headers = Mapping[str, tuple[str, ...]]
"""Names in lower case, every value as it came."""

READING = frozenset({"GET", "HEAD"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""Who sends one of these is no neighbour: the request came through a proxy."""
_LONGEST_NAME = 200


class Situation(StrEnum):
    """How the port is opened."""

    OPEN = "open to this machine"
    GUARDED = "guarded"
    CLOSED = "closed but for health"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a request decides."""

    method: str
    peer: str | None
    """The address that the connection came from."""
    headers: Headers


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a request is answered, and if not, how that is said."""

    status: int = 200
    reason: str = ""
    user: str | None = None
    """Who asks, as a trusted proxy says."""

    @property
    def granted(self) -> bool:
        return self.status == 200


GRANTED = Verdict()
_UNKNOWN = Verdict(
    status=401, reason="send 'Authorization: Bearer' with the token, or come through the proxy"
)
_CLOSED = Verdict(
    status=404,
    reason="only /healthz and /readyz answer here until web.token or web.trusted_proxies is set",
)
_WRONG_HOST = Verdict(
    status=403, reason="this host name is not ours: add it to web.hosts if it should be"
)
_FORWARDER = Verdict(
    status=403,
    reason="this came through a proxy: set web.trusted_proxies or web.token to let it in",
)
_FOREIGN = Verdict(status=403, reason="a page of another site may not ask this")


class Access:
    """The rule, for one way of being reached."""

    def __init__(self, web: Web, address: str, port: int) -> None:
        """`address` and `port` are those of the socket that listens."""
        self._token = web.token
        self._proxies = tuple(ipaddress.ip_network(text) for text in web.trusted_proxies)
        self._user_header = web.user_header.lower()
        # Behind a proxy a name comes without our port.
        self._hosts = frozenset((*web.hosts, *_with_port(web.hosts, port)))
        self._local = frozenset(_with_port({"localhost", "127.0.0.1", "[::1]"}, port))
        if self._token or self._proxies:
            self.situation = Situation.GUARDED
        elif _is_loopback(address):
            self.situation = Situation.OPEN
        else:
            self.situation = Situation.CLOSED

    @property
    def user_header(self) -> str:
        """Nobody but a trusted proxy may be heard with it; in lower case."""
        return self._user_header

    def decide(self, asked: Asked) -> Verdict:
        verdict = self._admit(asked)
        if verdict.granted and not self._is_ours(asked):
            return _FOREIGN
        return verdict

    def _admit(self, asked: Asked) -> Verdict:
        if self.situation is Situation.CLOSED:
            return _CLOSED
        if self.situation is Situation.GUARDED:
            return self._identify(asked)
        if not _is_loopback(asked.peer) or any(name in asked.headers for name in _FORWARDED):
            return _FORWARDER
        return GRANTED if self._names_us(asked) else _WRONG_HOST

    def _identify(self, asked: Asked) -> Verdict:
        if self._token and _has_token(asked, self._token):
            return GRANTED
        name = _one(asked, self._user_header).strip()
        if not self._is_trusted(asked.peer) or not name or not name.isprintable():
            return _UNKNOWN
        # A browser beside the proxy could be led here under a name of somebody else's.
        return Verdict(user=name[:_LONGEST_NAME]) if self._names_us(asked) else _WRONG_HOST

    def _names_us(self, asked: Asked) -> bool:
        return _one(asked, "host").lower() in self._local | self._hosts

    def _is_trusted(self, peer: str | None) -> bool:
        address = _address(peer)
        return address is not None and any(address in network for network in self._proxies)

    def _is_ours(self, asked: Asked) -> bool:
        """Whether no page of another site is behind a request; a browser says if one is."""
        site = _one(asked, "sec-fetch-site").lower()
        reading = asked.method in READING
        if site not in {"", "same-origin", "none"}:
            # A link from elsewhere may be followed; nothing else may come from there.
            return reading and _is_followed_link(asked)
        return reading or "origin" not in asked.headers or self._is_our_origin(asked)

    def _is_our_origin(self, asked: Asked) -> bool:
        try:
            origin = urlsplit(_one(asked, "origin").lower())
        except ValueError:
            return False
        ours = self._hosts | {_one(asked, "host").lower()}
        return origin.scheme in {"http", "https"} and origin.netloc in ours - {""}


def _with_port(names: Iterable[str], port: int) -> Iterable[str]:
    """Spell out how browsers write hosts on this port."""
    for name in names:
        yield f"{name}:{port}"
        if port == 80:
            yield name


def _is_followed_link(asked: Asked) -> bool:
    mode, destination = _one(asked, "sec-fetch-mode"), _one(asked, "sec-fetch-dest")
    return (mode.lower(), destination.lower()) == ("navigate", "document")


def _one(asked: Asked, name: str) -> str:
    """Give the value of a header; nothing where it is missing, or comes twice and means nothing."""
    values = asked.headers.get(name, ())
    return values[0] if len(values) == 1 else ""


def _has_token(asked: Asked, token: SecretStr) -> bool:
    scheme, _, given = _one(asked, "authorization").partition(" ")
    right = hmac.compare_digest(
        given.strip().encode("latin-1", "replace"), token.get_secret_value().encode()
    )
    return right and scheme.lower() == "bearer"


def _is_loopback(text: str | None) -> bool:
    address = _address(text)
    return address is not None and address.is_loopback


def _address(text: str | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text or "")
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
