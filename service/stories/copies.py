"""Which texts are copies of each other: taken over by another outlet, or a new state of an outlet's own report.

Decided on the exact overlap of fingerprints: how much of both is in both (Jaccard), and how much of the shorter
is in the longer (containment). Short texts and forms that are filled in anew each day need more. The constants
are measured (`bench/quality_copies.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from service.stories.holders import Holders
from service.stories.shingles import Fingerprint


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


SHARED, CONTAINED = 0.35, 0.7
"""Between outlets."""
OWN_SHARED, OWN_TITLED = 0.6, 0.3
"""Within one outlet, whose reports are alike in form."""
TITLES = 0.5
SHORTEST = 40
"""Shingles: shorter texts are copies only if nearly all is shared, and every figure."""
SHORT_SHARED = 0.8
NEAR = 0.8
"""Of the value of the likest text: of texts so near to it the earliest is the origin."""
FIGURES, FIGURES_SHARED = 6, 0.25
"""From so many figures on, so many must be shared: a form filled in anew has the words, not the figures."""
DENSE, DENSE_SHARED = 0.1, 0.5
"""Where so many of the words are figures it is a table, and more must be shared."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a text is a copy of another, and by which measure."""

    copied: bool
    measure: Measure
    value: float
    threshold: float


def overlap(one: Fingerprint, other: Fingerprint, held: frozenset[int] | None = None) -> Overlap:
    """Compare two texts; `held`, where it is known already, is the set of the shingles of `one`."""
    held = frozenset(one.shingles) if held is None else held
    shared = len(held.intersection(other.shingles))
    sizes = len(one.shingles), len(other.shingles)
    return Overlap(
        jaccard=shared / max(1, sum(sizes) - shared),
        containment=shared / max(1, min(sizes)),
        titles=_jaccard(one.title, other.title),
        figures=_contained(one.figures, other.figures),
        fewest_figures=min(len(one.figures), len(other.figures)),
        shorter=min(sizes),
    )


def judge(found: Overlap, *, own: bool) -> Verdict:
    """Decide; `own`: both are of one publisher."""
    verdicts = [
        Verdict(copied=value >= threshold, measure=measure, value=value, threshold=threshold)
        for measure, value, threshold in _asked(found, own=own)
    ]
    best = max(verdicts, key=lambda verdict: verdict.value / verdict.threshold)
    return _checked(best, found) if best.copied else best


def _checked(best: Verdict, found: Overlap) -> Verdict:
    """Tell a form that was filled in anew: it has the words of another day, and not its figures."""
    short = found.shorter < SHORTEST
    if not short and found.fewest_figures < FIGURES:
        return best
    dense = found.fewest_figures >= DENSE * found.shorter
    asked = 1.0 if short else DENSE_SHARED if dense else FIGURES_SHARED
    if found.figures >= asked:
        return best
    return Verdict(copied=False, measure=Measure.FIGURES, value=found.figures, threshold=asked)


def _asked(found: Overlap, *, own: bool) -> Iterable[tuple[Measure, float, float]]:
    if found.shorter < SHORTEST:
        yield Measure.JACCARD, found.jaccard, SHORT_SHARED
    elif own:
        yield Measure.JACCARD, found.jaccard, OWN_SHARED
        if found.titles >= TITLES:
            yield Measure.TITLED, found.jaccard, OWN_TITLED
    else:
        yield Measure.JACCARD, found.jaccard, SHARED
        yield Measure.CONTAINMENT, found.containment, CONTAINED


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _contained(one: frozenset[str], other: frozenset[str]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 1.0


# --- among all that are remembered -------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The text that another was found to be a copy of."""

    text: int
    own: bool
    """It is of the same publisher: the newer one is an update."""
    verdict: Verdict


class Texts:
    """The texts of the window, by their fingerprints."""

    def __init__(self) -> None:
        self._holders = Holders()
        self._known: dict[int, tuple[Fingerprint, str]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def add(self, text: int, made: Fingerprint, publisher: str) -> None:
        """Remember a text; texts come in order of their numbers."""
        self._known[text] = made, publisher
        self._holders.add(text, made.shingles)

    def original(self, made: Fingerprint, publisher: str) -> Original | None:
        """Find what a new text is a copy of: its publisher's own before others', then the earliest.

        A text that it is much less like than another is passed over, though it be older.
        """
        held = frozenset(made.shingles)
        found = [
            self._judged(text, made, held, publisher) for text in self._holders.find(made.shingles)
        ]
        copied = [one for one in found if one is not None and one.verdict.copied]
        least = NEAR * max((one.verdict.value for one in copied), default=0.0)
        near = [one for one in copied if one.verdict.value >= least]
        return min(near, key=lambda one: (not one.own, one.text), default=None)

    def _judged(
        self, text: int, made: Fingerprint, held: frozenset[int], publisher: str
    ) -> Original | None:
        if text not in self._known:
            return None
        known, whose = self._known[text]
        verdict = judge(overlap(made, known, held), own=whose == publisher)
        return Original(text=text, own=whose == publisher, verdict=verdict)

    def forget(self, before: int) -> None:
        """Forget texts with smaller numbers than this."""
        self._holders.forget(before)
        old = []
        for text in self._known:
            if text >= before:
                break
            old.append(text)
        for text in old:
            del self._known[text]
