"""Headlines that come back: an outlet's "Morning briefing" of another day is another event, whatever else is alike."""

from functools import partial
from zlib import crc32

from service.stories.codes import Numbers
from service.stories.journal import Journal


OTHER_DAY = 18.0
"""Hours between two reports under one headline from which on it is a column, not an update."""


class Headlines:
    """The reports of the window by outlet and headline."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._under: dict[int, dict[int, float]] = {}
        """Each report with its time, in hours."""
        self._keys: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def of_other_days(self, publisher: str, title: Numbers, at: float) -> set[int]:
        """Give the reports of the outlet that have this headline, and are of another day."""
        under = self._under.get(_key(publisher, title), {})
        return {report for report, then in under.items() if abs(at - then) >= OTHER_DAY}

    def add(self, report: int, publisher: str, title: Numbers, at: float) -> None:
        """Remember a report; one without a headline is under none."""
        if len(title):
            self._put(report, _key(publisher, title), at)
            self._journal.note(partial(self._remove, report))

    def forget(self, report: int) -> None:
        key = self._keys.get(report)
        if key is not None:
            self._journal.note(partial(self._put, report, key, self._remove(report)))

    def _put(self, report: int, key: int, at: float) -> None:
        self._keys[report] = key
        self._under.setdefault(key, {})[report] = at

    def _remove(self, report: int) -> float:
        key = self._keys.pop(report)
        at = self._under[key].pop(report)
        if not self._under[key]:
            del self._under[key]
        return at


def _key(publisher: str, title: Numbers) -> int:
    return crc32(publisher.encode("utf-8", "surrogatepass"), crc32(title.tobytes()))
