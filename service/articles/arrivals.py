"""A batch of read entries becomes a plan: what is new, what changed, what was known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.articles.identity import Candidate, Decision, Verdict, decide
from service.model import ArticleId, Known, Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An article version to be made of one candidate of the batch."""

    index: int
    """Which candidate of the batch."""
    known: Known | None
    """The article it is a new version of; None for a new article."""
    keys: tuple[str, ...]
    elsewhere: Known | None = None
    """Another source's article of this very page: needed only where rules find more in this one."""
    takes_over: bool = False
    """Its id or link was another article's until now."""

    @property
    def served_keys(self) -> tuple[str, ...]:
        """Under which the entry is known as served, and as nothing more."""
        return tuple(key for key in self.keys if key.startswith("as:"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a batch changes."""

    arrivals: tuple[Planned, ...]
    learned: tuple[tuple[ArticleId, tuple[str, ...]], ...]
    """Further keys of articles that were known."""


@dataclass(slots=True)
class _Draft:
    own: dict[str, Known]
    elsewhere: Mapping[tuple[str, str], Known]
    arrivals: list[Planned] = field(default_factory=list)
    learned: dict[ArticleId, list[str]] = field(default_factory=dict)
    changed: set[ArticleId] = field(default_factory=set)

    def add(self, index: int, candidate: Candidate) -> None:
        decision = decide(candidate, self.own, self.elsewhere)
        known = decision.known
        if known is None or self._is_another(decision, known):
            self._arrive(index, candidate, None)
        elif decision.verdict is Verdict.ELSEWHERE:
            self._arrive(index, candidate, None, elsewhere=known)
        elif known.article < 0:
            self._extend(-known.article - 1, candidate.keys)
        elif decision.verdict is Verdict.CHANGED and known.article not in self.changed:
            self._arrive(index, candidate, known)
        else:
            # One batch makes one version of an article: the first entry served is the newest.
            self.learned.setdefault(known.article, []).extend(candidate.keys)

    def _is_another(self, decision: Decision, known: Known) -> bool:
        """Tell apart what one batch serves under one link: no page has two texts at once."""
        of_this_batch = known.article < 0 or known.article in self.changed
        return of_this_batch and not decision.sure

    def _arrive(
        self,
        index: int,
        candidate: Candidate,
        known: Known | None,
        elsewhere: Known | None = None,
    ) -> None:
        if known is not None:
            self.changed.add(known.article)
        self.arrivals.append(
            Planned(index=index, known=known, keys=candidate.keys, elsewhere=elsewhere)
        )
        mark = Known(
            article=known.article if known else ArticleId(-len(self.arrivals)),
            version=known.version + 1 if known else 1,
            url=candidate.url,
            title=candidate.title,
            content_hash=candidate.content_hash,
        )
        self.own.update(dict.fromkeys(candidate.keys, mark))

    def _extend(self, arrival: int, keys: tuple[str, ...]) -> None:
        planned = self.arrivals[arrival]
        self.arrivals[arrival] = replace(
            planned, keys=tuple(dict.fromkeys((*planned.keys, *keys)))
        )


def plan(
    candidates: Sequence[Candidate],
    own: Mapping[str, Known],
    elsewhere: Mapping[tuple[str, str], Known],
) -> Plan:
    """Decide about a whole batch, in its order; see `identity.decide` for the arguments."""
    draft = _Draft(own=dict(own), elsewhere=elsewhere)
    for index, candidate in enumerate(_trusted(candidates)):
        draft.add(index, candidate)
    return Plan(
        arrivals=tuple(draft.arrivals),
        learned=tuple((article, tuple(keys)) for article, keys in draft.learned.items()),
    )


def anew(step: Planned) -> Planned:
    """Make an article of its own of what was to be a version: it says something else altogether."""
    return replace(step, known=None, takes_over=True)


def oldest_first(dates: Sequence[Published | None]) -> list[int]:
    """Order what came at once by its dates, so that of one event the first report comes before what followed.

    What has no date stays behind the one that it came behind; of equals the order that they came in counts.
    """
    keys, last = list[float](), float("-inf")
    for date in dates:
        last = last if date is None else date.instant.timestamp()
        keys.append(last)
    return sorted(range(len(dates)), key=keys.__getitem__)


def _trusted(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Doubt ids that several different items of one batch share: such a feed numbers nothing."""
    different = {
        (item.entry_id, item.url, item.title or item.content_hash)
        for item in candidates
        if item.entry_id
    }
    uses = Counter(entry_id for entry_id, _, _ in different)
    return [
        replace(item, shared=item.shared | {"id"})
        if item.entry_id and uses[item.entry_id] > 1
        else item
        for item in candidates
    ]
