"""Look at sources now, and tell what came of it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from service.app import asking
from service.app.files import Files
from service.app.reading import look
from service.cli.common import outside
from service.cli.source_show import outcome
from service.logs import mask_of
from service.model import SourceId
from service.settings import Settings, secrets
from service.store import fares
from service.store.sources import PollRecord


EVERY = 0.2


def poll(files: Files, names: Sequence[str], patience: float) -> Iterator[tuple[str, str, bool]]:
    """Give for each source what came of it within so many seconds, and whether that is good."""
    settings, mask = files.settings, mask_of(secrets(files.settings, files.sources))
    ids = [SourceId(name) for name in dict.fromkeys(names)]
    running, answer = asking.poll(settings, ids, outside().clock)
    asked = [one for one in ids if one not in answer.unknown]
    yield from ((one, "no such source", False) for one in answer.unknown)
    if not running:
        yield from ((one, "asked as soon as the service runs", True) for one in asked)
        return
    found = _wait(settings, asked, answer.asked_at, patience)
    for one in asked:
        over = found.get(one)
        if over is None:
            yield one, "under way: `wirewatch source show` tells what comes of it", True
        else:
            yield one, mask(outcome(over)), over.outcome != "failed"


def _wait(
    settings: Settings, ids: Sequence[SourceId], since: datetime, patience: float
) -> Mapping[SourceId, PollRecord]:
    """Look until all of them have been polled; what is not over by then is left out."""
    until = time.monotonic() + patience
    found: Mapping[SourceId, PollRecord] = {}
    while patience and ids:
        found = look(settings, fares.asked_since, ids, since)
        if len(found) == len(ids) or time.monotonic() >= until:
            break
        time.sleep(EVERY)
    return found
