"""What a service hands to its web part, in the hands of a test."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from service.deliveries.settle import Policy
from service.errors import Problem
from service.matches.compile import compile_rules
from service.model import ChannelName, Rule, RuleSetNumber
from service.pipeline import Channel, Configuration
from tests.fakes import ScriptedNotifier


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PROBLEM = Problem(
    file="watchlists/korea.yaml",
    line=14,
    column=23,
    message="'(' is never closed",
    mend="close it",
    watchlist="korea",
    rule="arms",
)


@dataclass(slots=True)
class Clock:
    """A clock that ticked so many seconds ago."""

    age: float = 0.2

    @property
    def healthy(self) -> bool:
        return self.age <= 3


@dataclass(frozen=True, slots=True)
class Spare:
    """Room on a disk."""

    short: bool = False
    reason: str = "10GB free"
    free: int | None = 10**10


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a reload went."""

    good: bool
    problems: tuple[Problem, ...] = ()
    at: datetime = NOW


@dataclass(slots=True)
class Reloading:
    """Reads files anew, with the outcome that a test wants."""

    next: Outcome | Exception = field(default_factory=lambda: Outcome(good=True))
    last: Outcome | None = None
    asked: int = 0

    async def reload(self) -> Outcome:
        self.asked += 1
        if isinstance(self.next, Exception):
            raise self.next
        self.last = self.next
        return self.last


def configuration(*rules: Rule, channels: Sequence[str] = (), **more: Any) -> Configuration:
    return Configuration(
        sources={},
        rules=compile_rules(rules),
        rule_set=RuleSetNumber(1),
        streams={},
        schedules={},
        channels={
            ChannelName(name): Channel(notifier=ScriptedNotifier(), policy=Policy())
            for name in channels
        },
        **{"off": (), **more},
    )
