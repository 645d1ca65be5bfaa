"""Named points at which a test may kill the process.

Each is a no-op until `arm` names it; then the process dies there as by power cut. The numbers are
those of the crash matrix in `docs/howto/operate.md`.
"""

import os
import signal


POINTS = (
    "tick.before_claim",
    "poll.claimed",
    "fetch.request_sent",
    "fetch.headers_read",
    "fetch.mid_body",
    "fetch.body_complete",
    "poll.parsed",
    "ingest.open",
    "ingest.committed",
    "read.finished",
    "match.open",
    "match.committed",
    "compose.members_written",
    "compose.before_commit",
    "compose.committed",
    "deliver.leased",
    "send.connected",
    "send.half_sent",
    "send.all_sent",
    "send.reply_read",
    "settle.open",
    "settle.committed",
    "store.checkpoint",
    "store.migrating",
    "config.reloading",
    "group.open",
    "group.committed",
    "stop.draining",
)

_armed: dict[str, int] = {}


def arm(spec: str) -> None:
    """Arm one point: `name` or `name:nth`.

    Raises ValueError for an unknown name, and for what is no number from 1 on.
    """
    name, _, nth = spec.partition(":")
    if name not in POINTS:
        raise ValueError(f"unknown crash point {name!r}; known: {', '.join(POINTS)}")
    times = int(nth or 1)
    if times < 1:
        raise ValueError(f"crash point {name!r} cannot be met {times} times")
    _armed[name] = times


def crashpoint(name: str) -> None:
    if not _armed:
        return
    left = _armed.get(name)
    if left is None:
        return
    _armed[name] = left - 1
    if left == 1:  # pragma: no cover - nothing is left to count it
        os.kill(os.getpid(), signal.SIGKILL)
