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
        self._under: dict[int, tuple[tuple[int, float], ...]] = {}
        """Each report with its time, in hours."""
        self._keys: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def of_other_days(self, publisher: str, title: Numbers, at: float) -> list[int]:
        """Give the reports of the outlet that have this headline, and are of another day."""
        under = self._under.get(_key(publisher, title), ())
        return [report for report, then in under if abs(at - then) >= OTHER_DAY]

    def add(self, report: int, publisher: str, title: Numbers, at: float) -> None:
        """Remember a report; one without a headline is under none."""
        if len(title):
            key = self._keys[report] = _key(publisher, title)
            self._under[key] = (*self._under.get(key, ()), (report, at))
            self._journal.note(partial(self._remove, report))

    def _remove(self, report: int) -> None:
        key = self._keys.pop(report)
        left = tuple(one for one in self._under.pop(key) if one[0] != report)
        if left:
            self._under[key] = left

    def forget(self, report: int) -> None:
        key = self._keys.get(report)
        if key is not None:
            self._journal.note(partial(self._put_back, report, key, self._under[key]))
            self._remove(report)

    def _put_back(self, report: int, key: int, under: tuple[tuple[int, float], ...]) -> None:
        self._keys[report], self._under[key] = key, under


def _key(publisher: str, title: Numbers) -> int:
    return crc32(publisher.encode("utf-8", "surrogatepass"), crc32(title.tobytes()))
