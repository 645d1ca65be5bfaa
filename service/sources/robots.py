"""robots.txt: what a site asks programs not to fetch (RFC 9309). Its bytes are hostile: read in a worker."""

from dataclasses import dataclass

from protego import Protego


MOST = 500 * 1024
"""Bytes that are read of it (RFC 9309, section 2.5)."""
MOST_DELAY = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a site asks of one program."""

    allowed: tuple[bool, ...]
    """For each address that was asked about."""
    delay: float = 0.0
    """Seconds to leave between two requests (`Crawl-delay`), as far as that is sane."""


def wishes(body: bytes, agent: str, urls: tuple[str, ...]) -> Wishes:
    """Read a robots.txt for a program of this name; what is no rule in it counts for nothing."""
    rules = Protego.parse(_whole_lines(body).decode("utf-8-sig", "replace"))
    return Wishes(
        allowed=tuple(bool(rules.can_fetch(url, agent)) for url in urls),
        delay=min(max(rules.crawl_delay(agent) or 0.0, 0.0), MOST_DELAY),
    )


def _whole_lines(body: bytes) -> bytes:
    """Give what is read of it; half a rule would forbid what the whole does not."""
    if len(body) <= MOST:
        return body
    end = max(body.rfind(ending, 0, MOST) for ending in (b"\n", b"\r"))
    return body[: end + 1]
