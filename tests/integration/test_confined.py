"""What the kernel keeps workers from is told at the start, as it is."""

from typing import Any, cast

import pytest
import structlog

from service.app.confined import tell_confinement
from service.errors import ParseError
from service.sandbox import Sandbox
from service.sandbox.confinement import Confinement, held


class Asked:
    """A sandbox whose workers found this."""

    def __init__(self, found: Confinement | ParseError) -> None:
        self.found = found

    async def confinement(self) -> Confinement:
        if isinstance(self.found, ParseError):
            raise self.found
        return self.found


async def told(found: Confinement | ParseError) -> dict[str, Any]:
    with structlog.testing.capture_logs() as events:
        await tell_confinement(cast("Sandbox", Asked(found)))
    (event,) = events
    return dict(event)


async def test_all_fences() -> None:
    """Both hold: one line, no warning."""
    assert await told(Confinement(landlock=7, seccomp=True)) == {
        "event": "service.workers_confined",
        "log_level": "info",
        "landlock": 7,
        "seccomp": True,
    }


@pytest.mark.parametrize(
    ("found", "says", "says_not"),
    [
        (Confinement(seccomp=True), "Landlock", "system calls"),
        (Confinement(landlock=1), "system calls", "Landlock"),
    ],
)
async def test_a_missing_fence_is_a_warning(found: Confinement, says: str, says_not: str) -> None:
    """It names the fence, and what is open without it."""
    event = await told(found)
    assert (event["event"], event["log_level"]) == ("service.workers_less_confined", "warning")
    assert says in event["reason"]
    assert says_not not in event["reason"]


async def test_workers_that_cannot_be_asked() -> None:
    """That is a warning too, and nothing else happens."""
    event = await told(ParseError("parser_died", "no worker process took the job"))
    assert (event["event"], event["log_level"]) == ("service.workers_unknown", "warning")
    assert "no worker" in event["reason"]


def test_this_process_is_not_confined() -> None:
    """Only workers are: the service needs its files and its network."""
    assert held() == Confinement()
