"""Waits that are spread, without random numbers: the same question always has the same answer."""

import hashlib
from datetime import timedelta


def position(key: str) -> float:
    """Map a key into [0, 1], evenly and always alike."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") / 2**64


def jittered(wait: timedelta, share: float, key: str) -> timedelta:
    """Make a wait up to `share` of itself shorter or longer."""
    return wait * (1 - share + 2 * share * position(key))
