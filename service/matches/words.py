"""Folded text: what rules are matched against, with a way back to the original.

A field becomes a row of words. Letters, digits and marks make words; all else parts them, and so
does a change of writing: Hangul stands apart from what is not Hangul, and so do *runs*, which are
written without blanks (Han, Kana, Thai, Lao, Burmese, Khmer). `2024年` is two words, `F-16` too.

Places count words. In a field without runs each word is one place. In a field with any, places are
halves: each word takes two, each character of a run one; `Folded.unit` says how many places make
one position, and a distance in positions is that many times as many places. So two characters of
a run are one position, rounded up, and a term inside a run has a place of its own:

    Tokyo met      tokyo (0,0), met (1,1)                    unit 1
    北朝鮮 met     北 (0,0), 朝 (1,1), 鮮 (2,2), met (3,4)   unit 2

A span is its first and last place, both inside; two spans are next to each other if the second
begins at the place after the first's end. What is found, by what a query asks for:

- a *form*: a word that is it, or a compound that joined is it (`Folded.places`);
- a *Hangul term*: a word, or a joined compound, that begins with it and goes on with what
  `hangul.may_follow` allows (`Folded.beginnings`); for `*미사일` it may also begin further in;
- a *piece*: characters in a row inside one run, wherever they stand, overlapping ones too, if the
  character after them is no mark (`Folded.pieces`).

Nothing but the row is made until it is asked for: most articles match nothing.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, KeysView, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate, compress, count, pairwise

from service.matches.compounds import IN_RUN, Compound, compounds, is_run
from service.matches.folding import (
    DOT,
    GONE,
    borders,
    bounded,
    cut,
    is_stripped,
    is_wide,
    settle,
)
from service.matches.hangul import LONGEST_TAIL, Tail, is_hangul, may_follow
from service.matches.lazy import lazy
from service.matches.origin import Origin, origin_of
from service.sentences import cut_paragraphs


Span = tuple[int, int]
"""First and last place, both inside."""

_WORD = re.compile(r"[^ ]+")
_MOST_COUNTED = 40
_VOICING = "\u3099\u309aﾞﾟ"
_LAST_CHARACTER = chr(0x10FFFF)


def _overlapping(piece: str, text: str, begins: bytes = b"") -> Iterator[int]:
    """Give where a piece begins in a text, where no mark belongs to its last character.

    `begins` tells at which places words begin, if it is a text of several; a piece is in one word.
    """
    for found in re.finditer(f"(?={re.escape(piece)})", text):
        place = found.start()
        end = place + len(piece)
        after = "" if begins[end : end + 1] == b"\1" else text[end : end + 1]
        is_whole = not after or unicodedata.category(after)[0] != "M"
        if is_whole and begins.find(1, place + 1, end) < 0:
            yield place


@dataclass(frozen=True, slots=True)
class Joined:
    """A compound as one word: `Jong-un` is also `jongun`, `U.N.` also `un`."""

    form: str
    span: Span


class Folded:
    """One field of an article, or one piece of a query, folded."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._is_word = text.isascii() and text.isalpha()
        """As most words of most queries are: there is nothing to find out about them."""
        self._asked = 0

    @lazy
    def _bounded(self) -> str:
        """Give what is folded: place by place the text, save that what expands does so so often."""
        return bounded(self.text)

    @lazy
    def _parted(self) -> tuple[str, list[int]]:
        """Give the folded text, and where writing changes in it without a blank."""
        flat = settle(self._bounded)
        return flat, borders(flat)

    @lazy
    def flat(self) -> str:
        """Give the folded text, with a blank between writings; `folding` tells the signs in it."""
        flat, parted = self._parted
        edges = [0, *parted, len(flat)]
        return " ".join(flat[start:end] for start, end in pairwise(edges)) if parted else flat

    @lazy
    def cut(self) -> str:
        """`flat` with blanks for all that is no part of a word."""
        return cut(self.flat)

    @lazy
    def words(self) -> list[str]:
        if self._is_word:
            return [self.text.lower()]
        return self.cut.replace(GONE, "").split()

    @lazy
    def joined(self) -> tuple[Joined, ...]:
        if self._is_word:
            return ()
        return (*self._compounds(), *self._initials)

    @lazy
    def _marked(self) -> list[Compound]:
        return [*compounds(self.flat)]

    def _compounds(self) -> list[Joined]:
        found: list[Joined] = []
        position, seen = 0, 0
        for form, start, end, parts in self._marked:
            position += len(self.cut[seen:start].split())
            seen = end
            if form is not None:
                found.append(Joined(form, (position, position + parts - 1)))
            position += parts
        return found

    @lazy
    def _initials(self) -> list[Joined]:
        if not self._dotted:
            return []
        return [
            Joined(word.replace(".", ""), (position, position))
            for position, word in enumerate(self.words)
            if "." in word and not word[0].isdigit()
        ]

    @lazy
    def _dotted(self) -> list[str]:
        """Give the words with a point in them that are no numbers."""
        found, place = list[str](), self.flat.find(DOT)
        while place >= 0:
            start, end = self.cut.rfind(" ", 0, place) + 1, self.cut.find(" ", place)
            word = self.cut[start : end if end >= 0 else None]
            if not word[0].isdigit():
                found.append(word.replace(GONE, ""))
            place = self.flat.find(DOT, end) if end >= 0 else -1
        return found

    @lazy
    def joins(self) -> frozenset[str]:
        """Give every compound as one word."""
        if self._is_word or not (self._marked or self._dotted):
            return frozenset()
        hyphened = (form for form, *_ in self._marked if form is not None)
        return frozenset((*hyphened, *(word.replace(".", "") for word in self._dotted)))

    @lazy
    def line(self) -> str:
        """Give the words between blanks."""
        return f" {' '.join(self.words)} "

    def has_both(self, first: str, second: str) -> bool:
        """Tell whether two words stand next to each other, a compound as one word or not."""
        return f" {first} {second} " in self.line or self.has_joined(first, second)

    def has_joined(self, first: str, second: str) -> bool:
        """Tell the same where one of them is a compound as one word."""
        if first not in self.joins and second not in self.joins:
            return False
        starts = {start for start, _ in self.spans(second)}
        return any(end + 1 in starts for _, end in self.spans(first))

    def beside(
        self, asked: KeysView[tuple[str, str]], known: AbstractSet[str]
    ) -> set[tuple[str, str]]:
        """Give which of many pairs, of words that are `known`, stand next to each other."""
        found = asked & zip(self.words, self.words[1:], strict=False)
        if not self.joins.isdisjoint(known):
            found |= asked & self._beside_joined()
        return found

    def _beside_joined(self) -> Iterator[tuple[str, str]]:
        starts = {joined.span[0]: joined.form for joined in self.joined}
        for joined in self.joined:
            first, last = joined.span
            if first:
                yield self.words[first - 1], joined.form
            if last + 1 < len(self.words):
                yield joined.form, self.words[last + 1]
            if last + 1 in starts:
                yield joined.form, starts[last + 1]

    @lazy
    def known(self) -> set[str]:
        """Give every word, compounds as one word included."""
        return {*self.words, *self.joins}

    @lazy
    def shapes(self) -> dict[tuple[str, int], list[str]]:
        """Give every word, compounds as one word included, by its first letter and length."""
        found: dict[tuple[str, int], list[str]] = {}
        for word in self.known:
            found.setdefault((word[0], len(word)), []).append(word)
        return found

    @lazy
    def listed(self) -> str:
        """Give every word, compounds as one word included, each between two blanks."""
        return f"{self.line}{' '.join(self._besides)} " if self._besides else self.line

    @lazy
    def _besides(self) -> frozenset[str]:
        """Give what can be asked for besides the words in a row: compounds as one word.

        And `" 북한"`, how a Hangul word begins, and each character of a run.
        """
        if self.flat.isascii() or not is_wide(self.flat):
            return self.joins
        beginnings = (f" {word[:2]}" for word in self.known if is_hangul(word))
        return self.joins.union(beginnings, *filter(is_run, self.known))

    @property
    def vocabulary(self) -> AbstractSet[str]:
        """Give every word, and what else can be asked for."""
        return {*self.words, *self._besides}

    def among(self, asked: frozenset[str]) -> frozenset[str]:
        """Give what of the vocabulary is asked for; that takes less time than all of it."""
        found = asked.intersection(self.words)
        return found | (asked & self._besides) if self._besides else found

    @lazy
    def unit(self) -> int:
        """Give how many places make one position."""
        return 1 if self.flat.isascii() or not IN_RUN.search(self.flat) else 2

    @lazy
    def row(self) -> list[str]:
        """Give the word that stands at each place; each character of a run is its own."""
        if self.unit == 1:
            return self.words
        return [part for word in self.words for part in (word if is_run(word) else (word, word))]

    @lazy
    def _starts(self) -> list[int]:
        """Give the first place of each word, and at last the number of places."""
        widths = (len(word) if is_run(word) else 2 for word in self.words)
        return [0, *accumulate(widths)]

    def _placed(self, span: Span) -> Span:
        """Turn a span of words into one of places."""
        return span if self.unit == 1 else (self._starts[span[0]], self._starts[span[1] + 1] - 1)

    @lazy
    def places(self) -> dict[str, list[Span]]:
        """Map each word, compounds as one word included, to where it stands, in order."""
        places: dict[str, list[Span]] = {}
        for word, numbers in self._numbers.items():
            places[word] = [self._placed((number, number)) for number in numbers]
        for joined in self.joined:
            places.setdefault(joined.form, []).append(self._placed(joined.span))
        for joined in self.joined:
            places[joined.form].sort()
        return places

    @lazy
    def _numbers(self) -> dict[str, list[int]]:
        """Map each word to its numbers: nothing here that the garbage collector would follow."""
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            numbers[word].append(number)
        return numbers

    def spans(self, form: str) -> Sequence[Span]:
        """Give where a form stands, in order; the first ones are counted out, not looked up."""
        if self.unit == 2:
            return self.places.get(form, ())
        if form not in self._spans:
            self._asked += 1
            many = self._asked > _MOST_COUNTED
            self._spans[form] = self._numbered(form) if many else self._counted(form)
        return self._spans[form]

    @lazy
    def _spans(self) -> dict[str, list[Span]]:
        return {}

    def spans_of(self, words: AbstractSet[str]) -> list[Span]:
        """Give where any of these forms stand, in order."""
        found: list[Span] = []
        for word in words:
            found += self.spans(word)
        return sorted(found)

    def _numbered(self, form: str) -> list[Span]:
        return self._with_joined(form, [(one, one) for one in self._numbers.get(form, ())])

    def _counted(self, form: str) -> list[Span]:
        found: list[Span] = []
        line, sought = self.line, f" {form} "
        place, seen, at = 0, 0, line.find(sought)
        while at >= 0:
            place += line.count(" ", seen, at)
            found.append((place, place))
            seen, at = at, line.find(sought, at + 1)
        return self._with_joined(form, found)

    def _with_joined(self, form: str, found: list[Span]) -> list[Span]:
        if form in self.joins:
            found += (joined.span for joined in self.joined if joined.form == form)
            found.sort()
        return found

    @lazy
    def _sorted(self) -> list[str]:
        return sorted(self.places)

    def starting(self, prefix: str) -> list[str]:
        """Give the words, compounds as one word included, that begin like this."""
        low = bisect_left(self._sorted, prefix)
        return self._sorted[low : bisect_right(self._sorted, prefix + _LAST_CHARACTER)]

    def beginnings(self, term: str, tail: Tail, *, inside: bool = False) -> list[Span]:
        """Give the Hangul words that a term begins and a tail ends; `inside`: with any beginning.

        In the folded text each holds `" term"`, or `"term"` for `inside`.
        """
        found: list[Span] = []
        for word in self.places if inside else self.starting(term):
            end = word[-len(term) - LONGEST_TAIL :] if inside else word
            starts = _overlapping(term, end) if inside else (0,)
            if any(may_follow(term, end[start + len(term) :], tail) for start in starts):
                found += self.places[word]
        return sorted(found)

    @lazy
    def _cells(self) -> tuple[str, bytes]:
        """Give one character for each place, that of a run or a blank, and where words begin."""
        begins = bytearray(self._starts[-1] + 1)
        for start in self._starts:
            begins[start] = 1
        return "".join(word if is_run(word) else "  " for word in self.words), bytes(begins)

    def pieces(self, piece: str) -> list[Span]:
        """Give where these characters stand in a row inside a run."""
        if self.unit == 1:
            return []
        cells, begins = self._cells
        width, found = len(piece), list[Span]()
        for place in _overlapping(piece, cells, begins):
            found.append((place, place + width - 1))
        joined = [one for one in self.joined if is_run(one.form)]
        if not joined:
            return found
        for one in joined:
            start, _ = self._placed(one.span)
            within = _overlapping(piece, one.form)
            found += ((start + place, start + place + width - 1) for place in within)
        return sorted(set(found))

    @lazy
    def offsets(self) -> list[tuple[int, int]]:
        """Give start and end in the original text of what stands at each place."""
        found = [*zip(*self._bounds, strict=True)]
        return found if self.origin is None else [self.original(*edges) for edges in found]

    @lazy
    def _bounds(self) -> tuple[list[int], list[int]]:
        """Give start and end in the folded text of what stands at each place."""
        words = [match.span() for match in _WORD.finditer(self.cut)]
        starts, ends = list[int](), list[int]()
        if self.unit == 1:
            return [start for start, _ in words], [end for _, end in words]
        for start, end in words:
            if is_run(self.cut[start]):
                cells = self._kept(start, end)
                starts += cells
                ends += (place + 1 for place in cells)
            else:
                starts += (start, start)
                ends += (end, end)
        return starts, ends

    def _kept(self, start: int, end: int) -> Sequence[int]:
        """Give the places of the folded text that have a character in words."""
        places = range(start, end)
        if self.cut.find(GONE, start, end) < 0:
            return places
        return [place for place in places if self.cut[place] != GONE]

    @lazy
    def origin(self) -> Origin | None:
        """Map each place of `flat` to the original; None where they are the same."""
        return None if self.text.isascii() else origin_of(self._bounded, self._parted[1])

    def original(self, start: int, end: int) -> tuple[int, int]:
        origin = self.origin
        return (start, end) if origin is None else (origin(start), self._end(origin(end - 1) + 1))

    @lazy
    def _edges(self) -> tuple[list[int], list[int], list[int]]:
        """Cut `cut` at each blank: how long the pieces are, summed up too, and which are words."""
        lengths = [*map(len, self.cut.split(" "))]
        return lengths, [*accumulate(lengths)], [*compress(count(), lengths)]

    def _edge(self, word: int) -> tuple[int, int]:
        lengths, sums, numbers = self._edges
        number = numbers[word]
        end = sums[number] + number
        return end - lengths[number], end

    def is_bare(self, word: str) -> bool:
        """Tell whether `cut` has the word wherever it stands: as it is, between blanks."""
        return self.is_whole and word not in self.joins

    @lazy
    def is_whole(self) -> bool:
        """Whether each word stands in `cut` as it is: nothing dropped inside, no runs."""
        return self.unit == 1 and GONE not in self.cut

    @lazy
    def _padded(self) -> str:
        return f" {self.cut} "

    @lazy
    def _extents(self) -> dict[str, list[tuple[int, int]]]:
        return {}

    def _bare(self, word: str) -> list[tuple[int, int]]:
        """Give start and end in the original wherever a word stands that is bare."""
        if word not in self._extents:
            self._extents[word] = [*self._in_cut(word)]
        return self._extents[word]

    def _in_cut(self, word: str) -> Iterator[tuple[int, int]]:
        text, sought, length = self._padded, f" {word} ", len(word)
        at = text.find(sought)
        while at >= 0:
            yield self.original(at, at + length)
            at = text.find(sought, at + 1)

    def _end(self, end: int) -> int:
        """Take trailing marks in: they belong to the letter before them."""
        while end < len(self.text) and (is_stripped(self.text[end]) or self.text[end] in _VOICING):
            end += 1
        return end

    def extent(self, span: Span) -> tuple[int, int]:
        """Give start and end of a span in the original text."""
        first, last = span
        if self.unit == 2:
            starts, ends = self._bounds
            return self.original(starts[first], ends[last])
        if first == last and self._asked <= _MOST_COUNTED and self.is_bare(self.words[first]):
            word = self.words[first]
            return self._bare(word)[bisect_left(self.spans(word), span)]
        return self.original(self._edge(first)[0], self._edge(last)[1])

    def surface(self, place: int) -> str:
        """Give what stands at a place as it is written, for comparing case."""
        start, end = self.extent((place, place))
        return unicodedata.normalize("NFKC", self.text[start:end])

    def written(self, number: int) -> str:
        """Give a word, by its number, as it is written."""
        if self._is_word:
            return self.text
        start, end = self.extent(self._placed((number, number)))
        return unicodedata.normalize("NFKC", self.text[start:end])

    @lazy
    def paragraphs(self) -> list[tuple[int, int]]:
        return cut_paragraphs(self.text)

    def first_paragraphs(self, count: int) -> int:
        """Give the number of places in the first paragraphs."""
        ends = [end for _, end in self.paragraphs[:count]]
        if not ends:
            return 0
        return bisect_right([start for start, _ in self.offsets], ends[-1] - 1)


def fold(text: str) -> str:
    """Fold for comparing values: words with one blank between."""
    return " ".join(Folded(unicodedata.normalize("NFC", text)).words)
