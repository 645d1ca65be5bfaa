"""What a running service can be asked to do, and what it answers: the words on its socket.

Verbs of the command line that write go through the service that runs in the data folder, for there
is one writer. A question is one JSON line, the answer another; a connection carries one of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from service.errors import Problem
from service.model import DeliveryId, SourceId
from service.store.deliveries import Replayed


Q = TypeVar("Q")
A = TypeVar("A")

LONGEST = 2**16
"""Bytes of a question."""
LONGEST_ANSWER = 2**22
TOGETHER = 100
"""Deliveries that one question names: more go in further ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb(Generic[Q, A]):
    """Something to ask for, with the shapes of question and answer."""

    name: str
    question: type[Q]
    answer: type[A]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Send these dead letters again."""

    ids: tuple[DeliveryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Try these now, which wait."""

    ids: tuple[DeliveryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayAnswer:
    """What becomes of each."""

    replayed: tuple[Replayed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Look at these sources now."""

    ids: tuple[SourceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollAnswer:
    """From when on polls count as asked for, and which sources there are none of."""

    asked_at: datetime
    unknown: tuple[SourceId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reload:
    """Read all files anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReloadAnswer:
    """What the files held, and what is in force now."""

    good: bool
    """False: nothing was taken over."""
    problems: tuple[Problem, ...]
    sources: int
    rules: int
    streams: int


def status_of(problems: Sequence[Problem], *, good: bool) -> str:
    """Say in a word how a reload went: `ok`, `partly`, or `not ok` where nothing was taken over."""
    if not good:
        return "not ok"
    return "partly" if any(one.severity == "error" for one in problems) else "ok"


REPLAY = Verb(name="replay", question=Replay, answer=ReplayAnswer)
RETRY = Verb(name="retry", question=Retry, answer=ReplayAnswer)
POLL = Verb(name="poll", question=Poll, answer=PollAnswer)
RELOAD = Verb(name="reload", question=Reload, answer=ReloadAnswer)
