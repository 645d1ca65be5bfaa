"""URLs as strangers write them: what is taken, what is shown, where a redirect leads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import httpx

from service.errors import FetchError


LONGEST = 2048
PORTS = frozenset({80, 443, *range(1024, 65536)})
DEFAULT_PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[a-z0-9_-](?:[a-z0-9._-]*[a-z0-9_.-])?|[0-9a-f:.]*:[0-9a-f:.]*")
UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029]")
TELLING = re.compile(r"[A-Za-z]{1,15}[0-9]{0,2}(?:\.[a-z]{1,5})?")
"""A path segment that names something; anything longer or stranger may be a secret."""

PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HARMLESS = frozenset(
    {"accept", "accept-language", "cache-control", "if-modified-since", "if-none-match"}
)
"""Headers that may go to another host; any other may be a credential, whatever its name."""


def check_url(text: str) -> httpx.URL:
    """Parse a URL that we are willing to ask for, without its fragment."""
    if len(text) > LONGEST:
        raise FetchError("bad_url", f"longer than {LONGEST} characters")
    if UNWANTED.search(text):
        raise FetchError("bad_url", "contains a control character or a backslash")
    try:
        url = httpx.URL(text.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("bad_url", f"{redact_url(text)} is malformed") from error
    if fault := _fault(url):
        raise FetchError("bad_url", fault)
    return url


def _fault(url: httpx.URL) -> str | None:
    if url.scheme not in DEFAULT_PORTS:
        return f"only http and https, not {url.scheme[:20] or 'nothing'!r}"
    if url.userinfo:
        return "user and password do not belong into a URL"
    if not HOST.fullmatch(host_of(url)):
        return "the host is missing or malformed"
    if port_of(url) not in PORTS:
        return f"port {port_of(url)} is refused (80, 443 and 1024 to 65535 are not)"
    return None


def host_of(url: httpx.URL) -> str:
    """Give the host as it is looked up: lower case, ASCII, no brackets, no last dot."""
    return url.raw_host.decode("ascii").lower().rstrip(".")


def port_of(url: httpx.URL) -> int:
    return DEFAULT_PORTS[url.scheme] if url.port is None else url.port


def redact_url(url: str) -> str:
    """Shorten a URL for messages and logs: no user, no query, nothing that looks like a token.

    `https://hooks.example/services/T0/B0/x?y=z` becomes `https://hooks.example/services/…`.
    """
    match = re.match(r"(?i)(https?)://(?:[^/?#\\]*@)?([^/?#@\\\s]{1,255})(?:/([^?#]*))?", url)
    if not match:
        return "(not a URL)"
    scheme, host, path = match.groups()
    first, _, rest = (path or "").partition("/")
    shown = first if TELLING.fullmatch(first) else ""
    more = "…" if rest or first != shown or "?" in url or "#" in url else ""
    return f"{scheme.lower()}://{host.lower()}/{shown}{'/' if shown and more else ''}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """Where a fetch stands on its way, and what it may carry there."""

    url: httpx.URL
    headers: Mapping[str, str]
    allow: tuple[str, ...]
    moved: bool = True
    """Every step so far was permanent."""
    count: int = 0

    def follow(self, status: int, location: str) -> "Hop":
        """Take one redirect: checked like any URL, stripped where it leaves the site."""
        url = self._target(location)
        step = replace(
            self, url=url, moved=self.moved and status in PERMANENT, count=self.count + 1
        )
        if _same_site(self.url, url):
            return step
        headers = {name: value for name, value in self.headers.items() if name in HARMLESS}
        return replace(step, headers=headers, allow=())

    def _target(self, location: str) -> httpx.URL:
        if len(location) > LONGEST or UNWANTED.search(location):
            raise FetchError(
                "bad_url", f"{redact_url(str(self.url))} redirects to a malformed URL"
            )
        try:
            url = check_url(str(self.url.join(location.strip())))
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError("bad_url", "redirects to a malformed URL") from error
        except FetchError as error:
            raise FetchError(error.code, f"redirects to a refused URL: {error.detail}") from error
        if self.url.scheme == "https" and url.scheme == "http":
            raise FetchError("bad_url", f"redirects from https to {redact_url(str(url))}")
        return url


def _same_site(old: httpx.URL, new: httpx.URL) -> bool:
    """Tell whether credentials and permissions for one hold for the other."""
    ports = port_of(old), port_of(new)
    return host_of(old) == host_of(new) and (
        (old.scheme == new.scheme and ports[0] == ports[1]) or ports == (80, 443)
    )
