"""Which texts are copies of each other: taken over by another outlet, or a new state of an outlet's own report.

Decided on the exact overlap of fingerprints: how much of both is in both (Jaccard), and how much of the shorter
is in the longer (containment). Short texts and forms that are filled in anew each day need more. The constants
are measured (`bench/quality_copies.py`).
"""

from collections import deque
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import pairwise
from sys import intern

import numpy as np
import numpy.typing as npt

from service.stories.codes import Gathered, Numbers
from service.stories.holders import SAMPLED, Holders
from service.stories.journal import Journal
from service.stories.shingles import Fingerprint, unpacked


class Measure(StrEnum):
    """What a decision was made by."""

    JACCARD = "jaccard"
    """Shared shingles, of all of both."""
    CONTAINMENT = "containment"
    """Shared shingles, of those of the shorter."""
    TITLED = "jaccard-with-title"
    """Shared shingles of both, where the titles are alike too."""
    FIGURES = "figures"
    """Shared figures, of those of the text that has fewer; asked where the words would do."""
    LEAD = "lead"
    """Of the beginning of one what the other has anywhere; asked of other outlets' texts that share a part only."""


SHARED, CONTAINED = 0.35, 0.7
"""Between outlets."""
OWN_SHARED, OWN_TITLED = 0.6, 0.3
"""Within one outlet, whose reports are alike in form."""
TITLES = 0.5
SHORTEST = 40
"""Shingles: shorter texts are copies only if nearly all is shared, and every figure."""
SHORT_SHARED = 0.8
PASSAGE, PASSAGE_CONTAINED = 20, 0.85
"""Of another outlet's text: from so many shingles on, one that is in the longer nearly whole is taken from it."""
FOUND = 12
FEWEST = 10
"""Texts that hold less than a tenth of what the first one holds are not asked."""
CHANCE = 5
NEAR = 0.8
"""Of the value of the likest text: of texts so near to it the earliest is the origin."""
FIGURES, FIGURES_SHARED = 6, 0.25
"""From so many figures on, so many must be shared: a form filled in anew has the words, not the figures."""
DENSE, DENSE_SHARED = 0.1, 0.5
"""Where so many of the words are figures it is a table, and more must be shared."""
LED = 0.3
"""Two reports of one event may share the background below: of a copy one knows how the other begins."""
WHOLLY, MOSTLY = 0.9, 0.65
"""Where so much of the shorter text, or of both, is shared, it is a copy however it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """What two texts share."""

    jaccard: float
    containment: float
    titles: float
    figures: float
    """Shared figures, of those of the text that has fewer; 1 where it has none."""
    fewest_figures: int
    shorter: int
    """Shingles of the shorter text."""
    added: float
    """How much of the first text the other lacks."""
    led: float
    """How much of the beginning of one the other has, either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a text is a copy of another, and by which measure."""

    copied: bool
    measure: Measure
    value: float
    threshold: float


def overlap(one: Fingerprint, other: Fingerprint) -> Overlap:
    """Compare two texts."""
    shared = _shared(one.shingles, other.shingles)
    sizes = len(one.shingles), len(other.shingles)
    return Overlap(
        jaccard=shared / max(1, sum(sizes) - shared),
        containment=shared / max(1, min(sizes)),
        titles=_jaccard(one.title, other.title),
        figures=_contained(one.figures, other.figures),
        fewest_figures=min(len(one.figures), len(other.figures)),
        shorter=min(sizes),
        added=1 - shared / max(1, sizes[0]),
        led=max(_held(one.lead, other.shingles), _held(other.lead, one.shingles)),
    )


def _shared(one: Numbers, other: Numbers) -> int:
    """Count what stands in both; each is sorted and without doubles, and two runs are soon merged."""
    both = np.concatenate((one, other))
    both.sort(kind="stable")
    return int(np.count_nonzero(both[1:] == both[:-1]))


def judge(found: Overlap, *, own: bool) -> Verdict:
    """Decide; `own`: both are of one publisher."""
    verdicts = [
        Verdict(copied=value >= threshold, measure=measure, value=value, threshold=threshold)
        for measure, value, threshold in _asked(found, own=own)
    ]
    best = max(verdicts, key=lambda verdict: verdict.value / verdict.threshold)
    if not best.copied:
        return best
    background = not own and _is_partial(found) and found.led < LED
    return _no_copy(Measure.LEAD, found.led, LED) if background else _checked(best, found)


def _is_partial(found: Overlap) -> bool:
    return found.containment < WHOLLY and found.jaccard < MOSTLY


def _no_copy(measure: Measure, value: float, threshold: float) -> Verdict:
    return Verdict(copied=False, measure=measure, value=value, threshold=threshold)


def _checked(best: Verdict, found: Overlap) -> Verdict:
    """Tell a form that was filled in anew: it has the words of another day, and not its figures."""
    short = found.shorter < SHORTEST
    if not short and found.fewest_figures < FIGURES:
        return best
    dense = found.fewest_figures >= DENSE * found.shorter
    asked = 1.0 if short else DENSE_SHARED if dense else FIGURES_SHARED
    if found.figures >= asked:
        return best
    return _no_copy(Measure.FIGURES, found.figures, asked)


def _asked(found: Overlap, *, own: bool) -> Iterable[tuple[Measure, float, float]]:
    if found.shorter < SHORTEST:
        yield Measure.JACCARD, found.jaccard, SHORT_SHARED
        if found.shorter >= PASSAGE and not own:
            yield Measure.CONTAINMENT, found.containment, PASSAGE_CONTAINED
    elif own:
        yield Measure.JACCARD, found.jaccard, OWN_SHARED
        if found.titles >= TITLES:
            yield Measure.TITLED, found.jaccard, OWN_TITLED
    else:
        yield Measure.JACCARD, found.jaccard, SHARED
        yield Measure.CONTAINMENT, found.containment, CONTAINED


def _jaccard(one: Numbers, other: Numbers) -> float:
    shared = _shared(one, other)
    return shared / max(1, len(one) + len(other) - shared)


def _contained(one: Numbers, other: Numbers) -> float:
    return _held(*sorted((one, other), key=len))


def _held(one: Numbers, other: Numbers) -> float:
    """Tell how much of one the other has; all of nothing."""
    return _shared(one, other) / len(one) if len(one) else 1.0


# --- among all that are remembered -------------------------------------------------------------


PERIOD = 48
"""Hours: texts are forgotten by so many."""
REMEMBERED = 14 * 24 // PERIOD
"""Whole periods, besides the one that has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The text that another was found to be a copy of."""

    text: int
    own: bool
    """It is of the same publisher: the newer one is an update."""
    verdict: Verdict
    overlap: Overlap


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found for a new text among those that are remembered."""

    original: Original | None
    forms: tuple[int, ...]
    """Texts of the same form with other figures: another day's table, and another event."""


def _is_form(found: Original) -> bool:
    """Tell a table from a report whose toll has risen: it has many figures."""
    return found.verdict.measure is Measure.FIGURES and found.overlap.fewest_figures >= FIGURES


class Texts:
    """The texts of the window, by their fingerprints."""

    def __init__(self, journal: Journal | None = None) -> None:
        self._journal = Journal() if journal is None else journal
        self._holders = Holders()
        self._periods: dict[int, list[int]] = {}
        self._known: dict[int, tuple[bytes, str]] = {}
        """The fingerprint, packed, and the publisher."""
        self._coming: deque[tuple[Fingerprint, list[int]]] = deque()
        """What is expected next, and the texts that it may be copies of."""

    def __len__(self) -> int:
        return len(self._known)

    def add(self, text: int, made: Fingerprint, publisher: str, seen: float = 0.0) -> None:
        """Remember a text that was seen at this time, in hours; texts come in the order of their times."""
        period = max([int(seen // PERIOD), *self._periods])  # should a clock go back, order stands
        self._known[text] = made.packed(), intern(publisher)
        self._periods.setdefault(period, []).append(text)
        self._holders.add(text, made.shingles)
        if self._coming and self._coming[0][0] is made:
            self._coming.popleft()
        else:
            self._coming.clear()
        self._journal.note(partial(self._take_back, text, period))

    def _take_back(self, text: int, period: int) -> None:
        del self._known[text]
        self._periods[period].pop()
        if not self._periods[period]:
            del self._periods[period]  # an empty one would draw earlier texts to it
        self._holders.undo()
        self._coming.clear()

    def settle(self) -> None:
        """What was added is here to stay."""
        self._holders.settle()

    def tick(self, seen: float) -> list[int]:
        """Forget what was seen long before this time; give what was forgotten."""
        least, gone = int(seen // PERIOD) - REMEMBERED, list[int]()
        for period in [one for one in self._periods if one < least]:
            texts = self._periods.pop(period)
            known = {text: self._known.pop(text) for text in texts}
            self._journal.note(partial(self._known.update, known))
            self._journal.note(partial(self._periods.__setitem__, period, texts))
            gone += texts
        if gone:
            self._journal.note(self._holders.forget(len(gone)))
            self._coming.clear()
        return gone

    def original(
        self, made: Fingerprint, publisher: str, barred: Container[int] = ()
    ) -> Original | None:
        return self.look(made, publisher, barred).original

    def look(self, made: Fingerprint, publisher: str, barred: Container[int] = ()) -> Looked:
        """Find what a new text is a copy of: its publisher's own before others', then the earliest.

        A text that it is much less like than another is passed over, though it be older.
        """
        found = [self._judged(text, made, publisher) for text in self._holding(made)]
        copied = [one for one in found if one.verdict.copied and one.text not in barred]
        least = NEAR * max((one.verdict.value for one in copied), default=0.0)
        near = [one for one in copied if one.verdict.value >= least]
        return Looked(
            original=min(near, key=lambda one: (not one.own, one.text), default=None),
            forms=tuple(one.text for one in found if _is_form(one)),
        )

    def expect(self, coming: Sequence[tuple[int, Fingerprint]]) -> None:
        """Ask at once for what these texts may be copies of: they come next, in this order.

        If they do not, each is asked for when it comes: it changes what is found by nothing.
        """
        self._coming.clear()
        for text, made in coming:
            self._holders.add(text, made.shingles)
        asked = [made.shingles for _, made in coming]
        found = self._likeliest(self._holders.find_in_order(asked), asked)
        for _ in coming:
            self._holders.undo()
        self._coming.extend((made, texts) for (_, made), texts in zip(coming, found, strict=True))
        self._journal.note(self._coming.clear)

    def _holding(self, made: Fingerprint) -> list[int]:
        if self._coming and self._coming[0][0] is made:
            return self._coming[0][1]
        return self._likeliest(self._holders.find([made.shingles]), [made.shingles])[0]

    def _likeliest(self, held: Gathered, asked: Sequence[Numbers]) -> list[list[int]]:
        """Give texts that hold some shingles of each who asks, the most first, of equals the oldest."""
        sizes = np.array([len(one) for one in asked])
        likely = _may_be(held.counts, self._holders.sizes_of(held.numbers), sizes[held.whose])
        askers, hits = held.whose[likely], held.counts[likely]
        texts = self._holders.texts_of(held.numbers[likely])
        best = np.lexsort((texts, -hits, askers))
        askers, hits, texts = askers[best], hits[best], texts[best]
        firsts = askers.searchsorted(np.arange(len(asked) + 1))
        most = hits.take(firsts[askers])
        near = (np.arange(len(askers)) < firsts[askers] + FOUND) & (hits * FEWEST >= most)
        ends = np.concatenate(([0], np.cumsum(near)))[firsts].tolist()
        found = texts[near].tolist()
        return [found[start:end] for start, end in pairwise(ends)]

    def _judged(self, text: int, made: Fingerprint, publisher: str) -> Original:
        known, whose = self._known[text]
        own, shared = whose == publisher, overlap(made, unpacked(known))
        return Original(text=text, own=own, verdict=judge(shared, own=own), overlap=shared)


def _may_be(
    hits: npt.NDArray[np.int64], known: Numbers, size: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Tell which texts hold a fifth of what they would hold on average were one a copy of the other."""
    least = np.minimum(OWN_TITLED, CONTAINED * size / known)
    return hits * CHANCE >= np.minimum(SAMPLED, known) * least
