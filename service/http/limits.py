"""How much of anything a server may give us."""

from dataclasses import dataclass


KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, bytes and counts for one fetch."""

    dns: float = 5.0
    connect: float = 10.0
    """For the TCP connection, and again for the TLS handshake."""
    headers: float = 15.0
    """From the sent request to the last header of the reply."""
    total: float = 30.0
    """From the first connection to the last byte, redirects included."""
    max_bytes: int = 10 * MIB
    """Of a body, as sent and as decoded."""
    ratio: int = 200
    """Decoded bytes per byte sent, looked at once `ratio_from` bytes are decoded."""
    ratio_from: int = MIB
    header_bytes: int = 64 * KIB
    informational: int = 50
    """1xx replies before the real one."""
    redirects: int = 5
    reply_bytes: int = 64 * KIB
    """Kept of the body of a reply to a POST."""
