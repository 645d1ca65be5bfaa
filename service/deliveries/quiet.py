"""Quiet hours: until when an instant stream holds what it has."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from service.model import Quiet, QuietMode, Tier


def quiet_until(quiet: Quiet | None, zone: str, now: datetime, tier: Tier) -> datetime | None:
    """Give the end of the quiet hours that hold back a story of this tier; None: it may go now."""
    if quiet is None or (quiet.then is QuietMode.LET_URGENT_THROUGH and tier is Tier.URGENT):
        return None
    local = now.astimezone(ZoneInfo(zone))
    return _end(quiet.end, local) if _is_quiet(quiet, local.time()) else None


def _is_quiet(quiet: Quiet, clock: time) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


def _end(end: time, local: datetime) -> datetime:
    """Find the next instant at which the wall clock shows `end`, or passes it in a gap."""
    day = local.date() if local.time() < end else local.date() + timedelta(days=1)
    fold = local.fold if day == local.date() else 0
    return datetime.combine(day, end, tzinfo=local.tzinfo).replace(fold=fold).astimezone(UTC)
