"""What a report says that its reader has not been told of the same story: sentences, figures, names, quotations.

A sentence is known if enough of its words, by weight, stand in one place of what was told (a sentence, or two in a
row that it says again), if each of its figures was told beside the same words, and if no name and no turn of events
in it is new altogether. `12 dead` is known, `17 dead` is new. A paraphrase cannot be told from news by words alone: it counts
as new. So does whatever is in doubt.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from service.model import Article, Field, Newness, NewSentence, Novelty
from service.stories.agreeing import difference
from service.stories.joining import goes_on, parted
from service.stories.segments import simplified
from service.stories.statements import Figure, Run, Statement, keys, statements
from service.stories.terms import fold, words


KNOWN = 0.75
"""A sentence of which less is covered is new. Measured: `bench/quality_novelty.py`."""
REPEATED = 0.7
"""Two told sentences cover a third only if it repeats so much of each: a name from either is a relation, and new."""
SAME_FIGURE = 0.75
"""A figure is known where it stands nearly as much beside these words as any other told."""
OTHER_SIDE = 0.3
"""What counts a word that stands before one figure and behind the other: `12 dead and 17 hurt`."""
RARE = 0.002
"""Share of texts: in scripts without capitals so rare a word may be a name."""
_PLACES = 600
"""Looked at for one sentence, those of its rarest words first: what a sentence costs is bounded."""
_CANDIDATES = 6
_QUOTED = 3
"""Content words of what counts as a quotation."""
_BODY = 2
"""Sentences of a text: where it has so many, title and teaser only sum it up."""

_HANGUL = re.compile("[\uac00-\ud7a3]")
_BOUND = re.compile("[것수등때했한하할될된않못있없]|이라|라고|밝[혔히]|말[했하]|전[했하]")
"""Beginnings of verbs and particles, which no table counts as they are written."""

_OF_SAYING = frozenset({"refusal", "start"})
"""Turns that the words for commenting are taken for."""

Stretch = tuple[Field, int, int]
"""A part of a field, in code points, half-open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cover:
    """The places of what was told that have most of a sentence."""

    share: float
    places: frozenset[int]
    saying: tuple[int, ...]
    """The place that says the very same."""
    lacks: Newness | None
    """By what it is new all the same, beside the place that says it best; None: one of them says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """Whether a sentence is new, by what, and what in it."""

    by: Newness | None
    covered: float = 1.0
    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


_TOLD = _Verdict(by=None)


class Known:
    """What a reader was told of one story."""

    def __init__(self, told: Iterable[Article] = ()) -> None:
        self._said: list[Statement | None] = []
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        self._figures: list[tuple[int, Figure]] = []
        self._counting: defaultdict[str, list[int]] = defaultdict(list)
        self._values: set[str] = set()
        self._names: set[str] = set()
        self._turns: set[str] = set()
        self._whole: set[str] = set()
        for article in told:
            self.add(article)

    def add(self, article: Article) -> None:
        """Count a report as told."""
        for one in statements(article):
            self._add(one)
        self._said.append(None)  # two sentences in a row are of one report

    def _add(self, one: Statement) -> None:
        number = len(self._said)
        self._said.append(one)
        for term in one.terms:
            self._having[term].append(number)
        for figure in one.figures:
            self._values.add(figure.value)
            for term in figure.around:
                self._counting[term].append(len(self._figures))
            self._figures.append((number, figure))
        for word in one.said:
            self._names |= keys(word)
        self._turns |= one.turns
        self._whole.add(_wording(one))

    def news(self, article: Article, sought: Sequence[Stretch] = ()) -> Novelty:
        """Judge a report; sentences that touch what is `sought` are new whatever was told."""
        found = statements(article)
        body = [one for one in found if one.field is Field.TEXT]
        summed_up = _facts(body)
        judged = [(one, self._judge(one, summed_up, sought)) for one in found]
        fresh = _once((one, verdict) for one, verdict in judged if verdict.by is not None)
        return Novelty(
            sentences=tuple(_new_sentence(one, verdict) for one, verdict in fresh),
            figures=_listed(verdict.figures for _, verdict in fresh),
            names=_listed(verdict.names for _, verdict in fresh),
            quotes=_listed(verdict.quotes for _, verdict in fresh),
            judged=len(judged),
            covered=min((verdict.covered for _, verdict in judged), default=1.0),
            threshold=KNOWN,
        )

    # --- one sentence ----------------------------------------------------------------------------

    def _judge(
        self, one: Statement, summed_up: "_Facts | None", sought: Sequence[Stretch]
    ) -> _Verdict:
        is_sought = any(
            field is one.field and start < one.end and one.start < end
            for field, start, end in sought
        )
        if not is_sought and _wording(one) in self._whole:
            return _TOLD
        cover = self._cover(one)
        figures = [each for each in one.figures if not self._is_told(each, cover)]
        names = [] if one.idle else [*self._new_names(one)]
        turns = one.turns - self._turns - (_OF_SAYING if one.idle else frozenset())
        if summed_up is not None and one.field is not Field.TEXT:
            figures = [each for each in figures if each.value not in summed_up.figures]
            names = [each for each in names if not keys(each) & summed_up.names]
            turns -= summed_up.turns
            by = _by_facts(figures, names, turns)
        else:
            by = _by_facts(figures, names, turns) or self._by_words(one, cover)
        if is_sought:
            by = Newness.RULE
        if by is None:
            return _Verdict(by=None, covered=1.0 if one.idle or not one.terms else cover.share)
        return _Verdict(
            by=by,
            covered=cover.share,
            figures=tuple(each.printed for each in figures),
            names=tuple(names),
            quotes=tuple(self._new_quotes(one)),
        )

    def _by_words(self, one: Statement, cover: _Cover) -> Newness | None:
        if one.idle or not one.terms:
            return None
        if cover.share < KNOWN:
            return Newness.WORDS
        if cover.lacks is not None:
            return cover.lacks
        return Newness.QUOTE if any(self._new_quotes(one)) else None

    # --- words -----------------------------------------------------------------------------------

    def _cover(self, one: Statement) -> _Cover:
        """Find what covers a sentence best: one told sentence, or two in a row."""
        found = [*self._covering(one.terms)]
        enough = [places for share, places in found if share >= KNOWN]
        alone = [places for places in enough if len(places) == 1]
        saying, lacks = self._saying(one, dict.fromkeys([*alone, *enough]))
        share = max((share for share, _ in found), default=0.0)
        if not saying and (both := self._joining(one)):
            saying, lacks, share = both, None, 1.0
        return _Cover(
            share=share,
            places=frozenset(place for places in enough for place in places),
            saying=saying,
            lacks=lacks,
        )

    def _saying(
        self, one: Statement, places: Iterable[tuple[int, ...]]
    ) -> tuple[tuple[int, ...], Newness | None]:
        """Find the place that says the same; failing that, what the best lacks."""
        lacks = None
        for each in places:
            said = [told for place in each if (told := self._at(place)) is not None]
            found = difference(one, said)
            if found is None:
                return each, None
            lacks = lacks or found
        return (), lacks or Newness.WORDS

    def _joining(self, one: Statement) -> tuple[int, ...]:
        """Find two told sentences of the same subject that a sentence joins, and adds nothing."""
        for first, second in parted(one):
            beginning, end = self._alone(first), self._alone(second)
            said = [place for place in end if goes_on(first, second, self._said_at(place))]
            if beginning and said:
                return beginning[0], said[0]
        return ()

    def _alone(self, part: Statement) -> list[int]:
        """Give the single sentences that say a part."""
        places = self._candidates(part.terms)
        return [one for one in places if difference(part, [self._said_at(one)]) is None]

    def _said_at(self, place: int) -> Statement:
        said = self._said[place]
        assert said is not None, "no report ends where a sentence was found"
        return said

    def _covering(self, terms: Mapping[str, float]) -> Iterator[tuple[float, tuple[int, ...]]]:
        weight = sum(terms.values())
        for number in self._candidates(terms):
            for places in ((number,), (number - 1, number), (number, number + 1)):
                said = [each for place in places if (each := self._at(place)) is not None]
                if len(said) > 1 and any(_repeated(each, terms) < REPEATED for each in said):
                    continue
                there = (
                    w for term, w in terms.items() if any(term in each.terms for each in said)
                )
                yield sum(there) / weight, places

    def _candidates(self, terms: Mapping[str, float]) -> list[int]:
        rare_first = sorted(terms, key=lambda term: (len(self._having.get(term, ())), term))
        score: defaultdict[int, float] = defaultdict(float)
        looked_at = 0
        for term in rare_first:
            places = self._having.get(term, ())
            if looked_at and looked_at + len(places) > _PLACES:
                break
            looked_at += len(places)
            for place in places[:_PLACES]:
                score[place] += terms[term]
        return nlargest(_CANDIDATES, score, key=lambda place: (score[place], -place))

    def _at(self, place: int) -> Statement | None:
        return self._said[place] if 0 <= place < len(self._said) else None

    # --- figures ---------------------------------------------------------------------------------

    def _is_told(self, figure: Figure, cover: _Cover) -> bool:
        """Tell whether this number was told of the same thing, by the words around it."""
        if figure.ordinary:
            return True
        if figure.value not in self._values:
            return False
        if any(_stands_alike(figure, told) for told in self._figures_at(cover.saying)):
            return True
        score: defaultdict[int, float] = defaultdict(float)
        for term, here in figure.around.items():
            for other in self._counted(term, cover):
                score[other] += _nearness(here, self._figures[other][1].around[term])
        same = [other for other in score if self._figures[other][1].value == figure.value]
        if same:
            return max(score[one] for one in same) >= SAME_FIGURE * max(score.values())
        return any(
            place in cover.places and told.value == figure.value for place, told in self._figures
        )

    def _figures_at(self, places: Iterable[int]) -> Iterator[Figure]:
        yield from (each for place in places if (said := self._at(place)) for each in said.figures)

    def _counted(self, term: str, cover: _Cover) -> Iterable[int]:
        """Give the figures beside a word: in the sentence that says the same, else wherever it was told."""
        places = self._counting.get(term, [])[-_PLACES:]
        there = [one for one in places if self._figures[one][0] in cover.saying]
        return there or places

    # --- names and quotations --------------------------------------------------------------------

    def _new_names(self, one: Statement) -> Iterator[str]:
        yield from (name for name in one.names if not keys(name) & self._names)
        for printed, run in one.runs:
            if not _HANGUL.match(printed):
                yield from (_as_printed(name, printed) for name in self._strangers(run))
            elif self._is_strange(run) and not _BOUND.match(printed):
                yield printed

    def _is_strange(self, run: Run) -> bool:
        """Tell a word of Hangul that begins as few do, and as nothing told does; endings say nothing."""
        term, share = run[0]
        return share < RARE and not self._has(term)

    def _strangers(self, run: Run) -> Iterator[str]:
        """Find words of Han of which no part was told, and that few texts have."""
        start = 0
        while start < len(run):
            end = start
            while end < len(run) and not self._has(run[end][0]):
                end += 1
            # A pair at the edge of what is new has one sign of what is known.
            inner = run[start + (start > 0) : max(start, end - (end < len(run)))]
            if inner and all(share < RARE for _, share in inner):
                yield inner[0][0] + "".join(term[-1] for term, _ in inner[1:])
            start = end + 1

    def _has(self, term: str) -> bool:
        return term in self._having or term.startswith("=")

    def _new_quotes(self, one: Statement) -> Iterator[str]:
        for quote, there in one.quotes:
            terms = {term: one.terms[term] for term in there if term in one.terms}
            if (
                len(terms) >= _QUOTED
                and max((share for share, _ in self._covering(terms)), default=0.0) < KNOWN
            ):
                yield quote


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the text of a report says, for its title and its teaser that sum it up."""

    figures: frozenset[str]
    names: frozenset[str]
    turns: frozenset[str]


def _facts(body: Sequence[Statement]) -> _Facts | None:
    """Gather the facts of a text; None for one that is no more than a teaser itself."""
    if len(body) < _BODY:
        return None
    return _Facts(
        figures=frozenset(each.value for one in body for each in one.figures),
        names=frozenset(key for one in body for word in one.said for key in keys(word)),
        turns=frozenset(turn for one in body for turn in one.turns),
    )


def _by_facts(
    figures: Sequence[Figure], names: Sequence[str], turns: frozenset[str]
) -> Newness | None:
    if figures:
        return Newness.FIGURE
    if names:
        return Newness.NAME
    return Newness.TURN if turns else None


def _repeated(said: Statement, terms: Mapping[str, float]) -> float:
    """Say how much of a told sentence is said again: of two that are joined much, of two that give a name each little."""
    weight = sum(said.terms.values())
    return sum(w for term, w in said.terms.items() if term in terms) / weight if weight else 1.0


def _stands_alike(figure: Figure, told: Figure) -> bool:
    """Tell whether a told figure is the same, beside the same words or figures as far as there are any."""
    sides = [(here, there) for here, there in zip(figure.beside, told.beside, strict=True)]
    same = [bool(here & there) for here, there in sides if here and there]
    return figure.value == told.value and bool(same) and all(same)


def _nearness(here: int, there: int) -> float:
    """Say how alike a word stands beside two figures; before the one and behind the other it counts less."""
    near = 1 / abs(here * there)
    return near if here * there > 0 else OTHER_SIDE * near


def _as_printed(name: str, printed: str) -> str:
    """Give a name in the signs in which it stands: terms are in simplified ones."""
    at = printed.translate(simplified()).find(name)
    return printed[at : at + len(name)] if at >= 0 else name


def _new_sentence(one: Statement, verdict: _Verdict) -> NewSentence:
    assert verdict.by is not None, "only what is new is listed"
    return NewSentence(
        field=one.field, start=one.start, end=one.end, by=verdict.by, covered=verdict.covered
    )


def _once(
    fresh: Iterable[tuple[Statement, _Verdict]],
) -> list[tuple[Statement, _Verdict]]:
    """Leave out what a report says twice."""
    firsts: dict[str, tuple[Statement, _Verdict]] = {}
    for one, verdict in fresh:
        firsts.setdefault(_wording(one), (one, verdict))
    return list(firsts.values())


def _listed(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in found for text in texts))


def _wording(one: Statement) -> str:
    return " ".join(words(fold(one.text)))
