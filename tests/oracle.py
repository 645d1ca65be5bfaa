"""The meaning of the query language, as slowly and plainly as it can be said.

No index, no automaton, no shortcut: every way to read the words, every choice of occurrences. It
shares with the engine the parser and what is looked up (word forms, forms of names, what may follow
a Hangul term, which words a dictionary knows, which are abbreviations), and nothing else: it cuts
words and sentences by its own lights, counts positions its own way, and reads regular expressions
with Python's `re`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache, cached_property
from itertools import accumulate, chain, combinations, groupby, pairwise, product

from service.matches import nodes
from service.matches.declension import name_forms
from service.matches.forms import designation_forms, expand
from service.matches.hangul import Tail, may_follow
from service.matches.nearly import is_listed
from service.matches.proclitics import name_with_proclitics
from service.matches.query import parse
from service.model import Article, NameSpelling, Rule, Spelled
from service.sentences import ABBREVIATIONS


Evidence = set[tuple[str, str, int, int]]
"""Field, clause, start, end."""

# --- characters and words ----------------------------------------------------------------------

SPECIAL = {"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "ی": "ي", "ک": "ك"}
KEPT = "йїўѓќ"
DIGRAPHS = ["ch", "dh", "dj", "dz", "gh", "kh", "ph", "sh", "th", "ts", "tz", "wh", "zh"]
DIGRAPHS += ["дж", "дз", "μπ", "ντ", "γκ", "γγ", "τζ", "τσ"]


@cache
def plain(char: str) -> str:
    """Forget case, width, accents, points and hamzas; not what makes another letter."""
    low = unicodedata.normalize("NFKC", char).casefold()
    if low in KEPT:
        return low
    low = "".join(SPECIAL.get(c, c) for c in low)
    parts = unicodedata.normalize("NFKD", low)
    kept = (c for c in parts if not (unicodedata.category(c) == "Mn" and ord(c) < 0x700))
    return unicodedata.normalize("NFC", "".join(kept))


@cache
def writing(char: str) -> str:
    """Tell Hangul, and what is written without blanks, from all else."""
    name = unicodedata.name(char, "")
    if name.startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI")):
        return "run"
    return "hangul" if name.startswith("HANGUL") else "other"


def is_part(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


@dataclass(frozen=True)
class Token:
    """A word; it takes two half positions, or one for each character without blanks."""

    word: str
    start: int
    end: int
    hyphen: bool
    """A hyphen, and nothing else, stands between this word and the one before."""
    open_start: bool
    open_end: bool
    """A hyphen stands right before it, or right after it."""

    @property
    def writing(self) -> str:
        return writing(self.word[0])

    @property
    def cells(self) -> list["Cell"]:
        if self.writing != "run":
            return [Cell(self, 0, 2, self.start, self.end)]
        places = range(self.start, self.end)
        return [Cell(self, number, 1, place, place + 1) for number, place in enumerate(places)]


@dataclass(frozen=True)
class Cell:
    """The smallest thing that can be found: a word, or a character of a run."""

    token: Token
    number: int
    halves: int
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Cut words; initials with points between them, U.S. or А.Б., are one."""
    tokens: list[Token] = []
    for token in parted(text):
        before = tokens[-1] if tokens else token
        if text[before.end : token.start] == "." and are_initials(before, token):
            dotted, edge = f"{before.word}.{token.word}", token.open_end
            tokens[-1] = replace(before, word=dotted, end=token.end, open_end=edge)
        else:
            tokens.append(token)
    return tokens


def are_initials(before: Token, token: Token) -> bool:
    """Tell whether both are single letters; none is Hangul or written without blanks."""
    letters = [*before.word.split("."), token.word]
    return all(len(one) == 1 and one.isalpha() and writing(one) == "other" for one in letters)


def parted(text: str) -> list[Token]:
    """Cut at all that is no part of a word, and where the writing changes."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if not is_part(text[place]):
            place += 1
            continue
        end = place + 1
        while end < len(text) and is_part(text[end]):
            if not plain(text[end]) or writing(text[end]) == writing(text[place]):
                end += 1
            else:
                break
        possessive = tokens and text[place:end] in ("s", "S") and text[place - 1] in "'’"
        if not possessive or text[place - 2].isspace():
            hyphen = bool(tokens) and text[tokens[-1].end : place] == "-"
            word = "".join(plain(c) for c in text[place:end])
            edges = text[place - 1 : place] == "-", text[end : end + 1] == "-"
            if word:  # a mark that stands alone is none
                tokens.append(Token(word, place, end, hyphen, *edges))
        place = end
    return tokens


def compounds(tokens: Sequence[Token]) -> set[tuple[int, int]]:
    """Give runs of two or three words of one writing with hyphens between, as long as they go.

    A hyphen that hangs on either end is no part of a compound: nobody knows what it stands for.
    """
    found, first = set(), 0
    for last in range(len(tokens)):
        if not tokens[last].hyphen:
            first = last
        ends = not (tokens[first].open_start or tokens[last].open_end)
        parts = tokens[first : last + 1]
        alike = len({token.writing for token in parts}) == 1
        lettered = any(char.isalpha() for token in parts for char in token.word)
        if ends and 2 <= len(parts) <= 3 and parts[0].word != "re" and alike and lettered:
            found.add((first, last))
    return found


# --- fields ------------------------------------------------------------------------------------


class Field:
    """One field of an article, or a piece of a query."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self.cells = [cell for token in self.tokens for cell in token.cells]

    @cached_property
    def joined(self) -> list[tuple[int, int, str]]:
        """Give each word and each compound: first and last cell, and its letters."""
        first = {id(t): n for n, t in reversed([(n, c.token) for n, c in enumerate(self.cells)])}
        last = {id(c.token): number for number, c in enumerate(self.cells)}
        words = [(number, number) for number in range(len(self.tokens))]
        undotted = [
            (first[id(token)], last[id(token)], token.word.replace(".", ""))
            for token in self.tokens
            if "." in token.word
        ]
        return undotted + [
            (
                first[id(self.tokens[a])],
                last[id(self.tokens[b])],
                "".join(token.word for token in self.tokens[a : b + 1]),
            )
            for a, b in [*words, *sorted(compounds(self.tokens))]
        ]

    def written(self, number: int) -> str:
        token = self.tokens[number]
        return self.text[token.start : token.end]

    def surface(self, cell: int) -> str:
        token = self.cells[cell].token
        return unicodedata.normalize("NFKC", self.text[token.start : token.end])

    def halves(self, first: int, last: int) -> int:
        return sum(cell.halves for cell in self.cells[first : last + 1])

    def paragraphs(self) -> list[tuple[int, int]]:
        """Give what stands between blank lines."""
        found: list[tuple[int, int]] = []
        start, place = 0, 0
        for line in [*self.text.split("\n"), ""]:
            end = place + len(line)
            if not line.strip():
                if self.text[start:place].strip():
                    found.append((start, place - 1))
                start = end + 1
            place = end + 1
        return found

    def lead(self) -> str:
        """Give the text up to the end of the second paragraph."""
        ends = [end for _, end in self.paragraphs()[:2]]
        return self.text[: ends[-1]] if ends else ""

    def sentences(self) -> list[tuple[int, int]]:
        found = []
        for start, end in self.paragraphs():
            begin = start
            for place in range(start, end):
                if self.ends_sentence(place, end):
                    found.append((begin, place + 1))
                    begin = place + 1
            found.append((begin, end))
        return found

    def ends_sentence(self, place: int, end: int) -> bool:
        after = self.text[place + 1 : end]
        if self.text[place] == "。":
            return True
        if (
            self.text[place] not in ".!?"
            or not after[:1].isspace()
            or after.lstrip()[:1].islower()
        ):
            return False
        if self.text[max(0, place - 1) : place + 1] == "..":
            return True
        begin, earliest = place, max(0, place - 16)  # no abbreviation is longer
        while begin > earliest and (is_part(self.text[begin - 1]) or self.text[begin - 1] == "."):
            begin -= 1
        word = self.text[begin:place]
        initial = len(word) == 1 and word.upper() != word.lower()
        short = "." in word or initial or word.casefold() in ABBREVIATIONS
        return self.text[place] != "." or not short


# --- what a leaf finds -------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """What may stand at one place of a run of words."""

    forms: frozenset[str] = frozenset()
    surface: str | None = None
    piece: str | None = None
    term: str | None = None
    tail: Tail = Tail.NONE
    anywhere: bool = False
    """The term may begin inside the word."""
    glob: str | None = None
    nearly: str | None = None
    asks: tuple[NameSpelling, str] | None = None
    """Of the first place of a spelling: what the run asks for, and the name it is one of."""


Run = list[Place]


def just(word: str) -> Place:
    """Give the place of a word that is not inflected."""
    return Place(piece=word) if writing(word[0]) == "run" else Place(forms=frozenset({word}))


def readings(text: str) -> list[list[str]]:
    """Give the ways to read what is typed without a blank: `co-op` is also `coop`."""
    field = Field(text)
    parts = [field.written(number) for number in range(len(field.tokens))]
    if (0, len(parts) - 1) in compounds(field.tokens):
        return [parts, ["".join(token.word for token in field.tokens)]]
    return [parts]


def behind_prefixes(place: Place) -> Place:
    """Let what begins a phrase stand behind Arabic and Hebrew prefixes."""
    if len(place.forms) != 1 or place.surface is not None:
        return place
    return replace(place, forms=name_with_proclitics(*place.forms))


def undotted(text: str) -> list[Run]:
    """Give the way to write an acronym without its dots: in capitals, U.S. as US."""
    tokens = tokenise(text)
    if len(tokens) != 1 or "." not in tokens[0].word or tokens[0].word[0].isdigit():
        return []
    word = tokens[0].word.replace(".", "")
    return [[Place(forms=frozenset({word}), surface=word.upper())]]


def folded(word: str) -> str:
    return "".join(plain(char) for char in word)


def hangul_ways(run: Run, tail: Tail, *, parted: bool = False) -> list[Run]:
    """Give a run with any of its blanks between Hangul words left out, particles after the last."""
    ways = closed_ways(run)
    if parted:
        ways += chain.from_iterable(map(parted_ways, [run, *closed_ways(run)]))
    return [[*way[:-1], with_tail(way, tail)] for way in ways]


def parted_ways(run: Run) -> Iterator[Run]:
    """Give a run with more blanks in one of its stretches of Hangul, or in several."""
    stretches = [[*some] for _, some in groupby(run, is_bare)]
    yield from (
        [place for part in chosen for place in part] for chosen in product(*map(parts, stretches))
    )


def parts(stretch: Run) -> list[Run]:
    """Give a stretch with blanks between parts of two syllables, or of words as they are typed."""
    if not is_bare(stretch[0]):
        return [stretch]
    words = ["".join(place.forms) for place in stretch]
    whole, ends = "".join(words), set(accumulate(map(len, words)))
    inside = range(1, len(whole))
    if len(whole) > 8:
        few = ((n,) for n in inside if 2 <= n <= len(whole) - 2)
        return [stretch, *(split(whole, one) for one in few)]
    every = (chosen for count in inside for chosen in combinations(inside, count))
    made = (split(whole, chosen) for chosen in every)
    typed = {(end - len(word), end) for word, end in zip(words, sorted(ends), strict=True)}
    return [stretch, *(way for way in made if all(is_enough(one, typed) for one in spans(way)))]


def split(whole: str, chosen: Iterable[int]) -> Run:
    edges = [0, *chosen, len(whole)]
    return [Place(forms=frozenset({whole[a:b]})) for a, b in pairwise(edges)]


def spans(way: Run) -> list[tuple[int, int]]:
    edges = [0, *accumulate(len("".join(place.forms)) for place in way)]
    return [*pairwise(edges)]


def is_enough(span: tuple[int, int], typed: set[tuple[int, int]]) -> bool:
    return span in typed or span[1] - span[0] > 1


def closed_ways(run: Run) -> list[Run]:
    ways: list[Run] = [[]]
    for place in run:
        closed = [[*way[:-1], together(way[-1], place)] for way in ways if way]
        ways = [[*way, place] for way in ways] + [way for way in closed if way[-1].forms]
    return ways


def is_bare(place: Place) -> bool:
    return (
        place.surface is None
        and place.asks is None
        and len(place.forms) == 1
        and all(writing(word[0]) == "hangul" for word in place.forms)
    )


def together(left: Place, right: Place) -> Place:
    if not (is_bare(left) and is_bare(right)):
        return Place()
    return Place(forms=frozenset({"".join((*left.forms, *right.forms))}))


def with_tail(way: Run, tail: Tail) -> Place:
    last = way[-1]
    word = "".join(last.forms)
    if not is_bare(last) or (len(way) == 1 and len(word) == 1):
        return last
    return Place(term=word, tail=tail)


def is_proper(field: Field, first: int, last: int) -> bool:
    """Tell whether a name may stand there: a capital, or a whole word of Katakana."""
    text, start, end = field.text, field.cells[first].start, field.cells[last].end
    if text[start] != text[start].upper():
        return False
    pairs = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return not any(len(pair) == 2 and all("ァ" <= c <= "ヾ" for c in pair) for pair in pairs)


def begins(word: str) -> str:
    return next((two for two in DIGRAPHS if word.startswith(two)), word[:1])


def script(word: str) -> set[str]:
    return {unicodedata.name(char, "").split()[0] for char in word if char.isalpha()}


@dataclass(frozen=True)
class Occurrence:
    """A place in a field, and the leaves that put it there."""

    first: int
    last: int
    leaves: frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class Oracle:
    rule: Rule
    article: Article
    fields: dict[str, Field]

    def runs(self, leaf: nodes.Node) -> Iterator[Run]:
        """Give the runs of words that a leaf stands for."""
        match leaf:
            case nodes.Word(text=text, spelling=spelling):
                yield from self.word(text, spelling)
            case nodes.Wildcard(text=text) if text.startswith("*") and not text.endswith("*"):
                yield [Place(term=text[1:], tail=Tail.WORD, anywhere=True)]
            case nodes.Wildcard(text=text):
                yield self.wildcard(text)
            case nodes.Fuzzy(text=text):
                yield [Place(nearly="".join(token.word for token in tokenise(text)))]
            case nodes.Name(key=key):
                yield from chain.from_iterable(self.asking(s, key) for s in self.rule.names[key])
            case nodes.Phrase(items=items):
                for parts in product(*(list(self.runs(item)) for item in items)):
                    first, *others = [place for part in parts for place in part]
                    whole = [behind_prefixes(first), *others]
                    yield from hangul_ways(whole, Tail.WORD, parted=True)

    def word(self, text: str, spelling: nodes.Spelling) -> Iterator[Run]:
        if spelling is nodes.Spelling.CASED:
            field = Field(text)
            yield [
                just(token.word)
                if token.writing == "run"
                else Place(forms=frozenset({token.word}), surface=field.written(number))
                for number, token in enumerate(field.tokens)
            ]
            return
        free = spelling is nodes.Spelling.INFLECTED
        for parts in readings(text):
            run = [*map(just, map(folded, parts[:-1])), self.last(parts[-1], free=free)]
            if free:
                run[-1] = self.numbered(parts, run[-1])
            yield from hangul_ways(run, Tail.WORD) if free else [run]
        yield from undotted(text)

    def last(self, word: str, *, free: bool) -> Place:
        if writing(word[0]) == "run":
            return just(folded(word))
        return Place(forms=expand(word, folded(word), self.rule.languages if free else ()))

    def numbered(self, parts: Sequence[str], last: Place) -> Place:
        """Let the number of F-16 have its plural."""
        forms = designation_forms([*map(folded, parts)], self.rule.languages)
        return Place(forms=forms) if len(forms) > 1 else last

    def wildcard(self, text: str) -> Run:
        *parts, last = text.split("-")
        if writing(last[0]) == "run":  # what follows inside a run follows it anyway
            return [*map(just, map(folded, parts)), just(folded(last.removesuffix("*")))]
        return [*map(just, map(folded, parts)), Place(glob=folded(last))]

    def asking(self, spelling: Spelled, key: str) -> Iterator[Run]:
        """Give the runs of a spelling of a name, with what it asks for."""
        if isinstance(spelling, str):
            yield from self.spelled(spelling)
            return
        for first, *rest in self.spelled(spelling.text, spelling.forms):
            yield [replace(first, asks=(spelling, key)), *rest]

    def spelled(self, spelling: str, forms: tuple[str, ...] = ()) -> Iterator[Run]:
        """Give the runs of a spelling of a name, in the rule's languages and others."""
        for mark, how in (("case:", nodes.Spelling.CASED), ("=", nodes.Spelling.EXACT)):
            if spelling.startswith(mark):
                yield from self.words(spelling.removeprefix(mark), how)
                return
        for runs in product(*(self.spelled_word(word, forms) for word in spelling.split())):
            yield from hangul_ways([place for run in runs for place in run], Tail.NAME)

    def spelled_word(self, word: str, forms: tuple[str, ...]) -> list[Run]:
        named = [[self.named(part, forms) for part in parts] for parts in readings(word)]
        for run, parts in zip(named, readings(word), strict=True):
            run[-1] = self.numbered(parts, run[-1])
        return [*named, *undotted(word)]

    def words(self, text: str, how: nodes.Spelling) -> Iterator[Run]:
        """Give the runs of words next to each other."""
        for runs in product(*(list(self.word(one, how)) for one in text.split())):
            yield [place for run in runs for place in run]

    def named(self, word: str, forms: tuple[str, ...]) -> Place:
        if writing(word[0]) == "run":
            return just(folded(word))
        return Place(forms=name_forms(word, (*self.rule.languages, *forms)))

    # --- what a spelling of a name asks for

    def counts(self, run: Run, field: Field, first: int, last: int) -> bool:
        """Tell whether a run counts where it stands."""
        asks = [place.asks for place in run if place.asks]
        return all(self.is_content(one, key, field, first, last) for one, key in asks)

    def is_content(
        self, spelling: NameSpelling, key: str, field: Field, first: int, last: int
    ) -> bool:
        language = (self.article.language or "").partition("-")[0]
        if spelling.only_in and language not in spelling.only_in:
            return False
        if spelling.proper and not is_proper(field, first, last):
            return False
        longer = [run for one in spelling.not_in for run in self.spelled(one, spelling.forms)]
        if any(a <= first and last <= b for a, b in self.places(longer, field)):
            return False
        return not spelling.near or self.has_near(spelling, key, field, first, last)

    def has_near(
        self, spelling: NameSpelling, key: str, field: Field, first: int, last: int
    ) -> bool:
        """Tell whether a context word, or a spelling that asks for none, is near enough."""
        near = [run for one in spelling.near for run in self.context(one)]
        for other in self.rule.names[key]:
            if isinstance(other, str) or not other.near:
                near += self.asking(other, key)
        between = [
            field.halves(min(b, last) + 1, max(a, first) - 1)
            for a, b in self.places(near, field)
            if b < first or last < a
        ]
        if spelling.within is not None:
            return any(halves <= 2 * spelling.within for halves in between)
        others = [one for one in self.fields.values() if one is not field]
        return bool(between) or any([*self.places(near, other)] for other in others)

    def context(self, text: str) -> Iterator[Run]:
        for mark, how in (("case:", nodes.Spelling.CASED), ("=", nodes.Spelling.EXACT)):
            if text.startswith(mark):
                return self.words(text.removeprefix(mark), how)
        return self.words(text, nodes.Spelling.INFLECTED)

    def places(self, runs: list[Run], field: Field) -> Iterator[tuple[int, int]]:
        """Give where any of some runs stands, and counts."""
        for first in range(len(field.cells)):
            for run in runs:
                for last in set(self.stands(run, field, first)):
                    if self.counts(run, field, first, last):
                        yield first, last

    # --- where a leaf stands

    def ends(self, place: Place, field: Field, first: int) -> Iterator[int]:
        """Give the last cells of what stands at `first` and fits a place."""
        for start, end, letters in field.joined:
            if start == first and self.fits(place, letters, field, first):
                yield end
            if place.piece is not None and start <= first <= end:
                within = first - start
                after = letters[within + len(place.piece) :][:1]
                whole = not after or unicodedata.category(after)[0] != "M"
                if whole and letters.startswith(place.piece, within):
                    yield first + len(place.piece) - 1

    def fits(self, place: Place, letters: str, field: Field, first: int) -> bool:
        """Tell whether a word, or a compound as one word, fits a place."""
        if place.surface is not None:
            same = field.cells[first].token.word == letters
            return letters in place.forms and same and field.surface(first) == place.surface
        if place.term is not None:
            return any(
                letters.startswith(place.term, begin)
                and may_follow(place.term, letters[begin + len(place.term) :], place.tail)
                for begin in (range(len(letters)) if place.anywhere else (0,))
            )
        if place.glob is not None:
            return fnmatchcase(letters, place.glob)
        if place.nearly is not None:
            surface = field.surface(first)
            written = surface if field.cells[first].token.word == letters else ""
            return self.is_nearly(place.nearly, letters, surface, written)
        return letters in place.forms

    def is_nearly(self, name: str, word: str, surface: str, written: str) -> bool:
        first = next((char for char in surface if char.isalpha()), "")
        if first.lower() != first.upper() and not first.isupper():
            return False
        count = sum(char.isalpha() for char in name)
        allowed = 0 if count < 5 else 1 if count < 9 else 2
        if word == name:
            return True
        return (
            abs(len(word) - len(name)) <= allowed
            and begins(word) == begins(name)
            and script(word) == script(name)
            and distance(word, name) <= allowed
            and not is_listed(word, written, tuple(self.rule.languages))
        )

    def stands(self, run: Run, field: Field, first: int) -> Iterator[int]:
        """Give the last cells of a run that stands at `first`."""
        head, *rest = run
        for end in set(self.ends(head, field, first)):
            if not rest:
                yield end
            elif end + 1 < len(field.cells):
                yield from self.stands(rest, field, end + 1)

    def leaf(self, node: nodes.Node, field: Field, limit: int) -> Iterator[Occurrence]:
        clause = self.rule.query[node.start : node.end]
        for first, last in set(self.places(list(self.runs(node)), field)):
            if last < limit:
                yield Occurrence(first, last, frozenset({(clause, first, last)}))

    # --- nearness

    def occurrences(self, node: nodes.Node, field: Field, limit: int) -> list[Occurrence]:
        match node:
            case nodes.Or(children=children):
                return [o for child in children for o in self.occurrences(child, field, limit)]
            case nodes.Near():
                return list(self.near(node, field, limit))
            case _:
                return list(self.leaf(node, field, limit))

    def near(self, node: nodes.Near, field: Field, limit: int) -> Iterator[Occurrence]:
        lists = [self.occurrences(operand, field, limit) for operand in node.operands]
        for chosen in product(*lists):
            if not are_disjoint(chosen):
                continue
            if node.ordered and chosen[0].first > chosen[1].first:
                continue
            first, last = min(o.first for o in chosen), max(o.last for o in chosen)
            own = sum(field.halves(o.first, o.last) for o in chosen)
            if field.halves(first, last) - own <= 2 * node.distance:
                yield Occurrence(first, last, leaves_of(chosen))

    def not_near(self, node: nodes.NotNear, field: Field, limit: int) -> Iterator[Occurrence]:
        others = self.occurrences(node.without, field, limit)
        for one in self.occurrences(node.operand, field, limit):
            if not any(self.is_within(one, other, node, field) for other in others):
                yield one

    def is_within(
        self, one: Occurrence, other: Occurrence, node: nodes.NotNear, field: Field
    ) -> bool:
        if are_disjoint((one, other)):
            if node.ordered and other.first < one.first:
                return False
            left, right = sorted((one, other), key=lambda o: o.first)
            return field.halves(left.last + 1, right.first - 1) <= 2 * node.distance
        return True

    def together(self, node: nodes.Together, field: Field, limit: int) -> Iterator[Occurrence]:
        """Choose an occurrence for each leaf of SENTENCE and PARAGRAPH, groups in it included."""
        operands = list(flat(node))
        lists = [self.occurrences(operand, field, limit) for operand in operands]
        for chosen in product(*lists):
            by_operand = dict(zip(map(id, operands), chosen, strict=True))
            if are_disjoint(chosen) and self.is_together(node, field, by_operand):
                first, last = min(o.first for o in chosen), max(o.last for o in chosen)
                yield Occurrence(first, last, leaves_of(chosen))

    def is_together(
        self, node: nodes.Together, field: Field, chosen: dict[int, Occurrence]
    ) -> bool:
        stretches = field.sentences() if node.unit is nodes.Unit.SENTENCE else field.paragraphs()
        own = [chosen[id(operand)] for operand in flat(node)]
        low = min(field.cells[o.first].start for o in own)
        high = max(field.cells[o.last].end for o in own)
        below = (child for child in node.operands if isinstance(child, nodes.Together))
        return any(start <= low and high <= end for start, end in stretches) and all(
            self.is_together(child, field, chosen) for child in below
        )

    # --- counting

    def at_least(self, node: nodes.AtLeast, limits: dict[str, int]) -> Evidence:
        counted = [name for name in limits if name != "summary"]
        if {"title", "text"} <= set(counted) and self.repeats_title():
            counted.remove("title")
        found = {
            name: self.occurrences(node.child, self.fields[name], limits[name]) for name in counted
        }
        most = {name: count(occurrences) for name, occurrences in found.items()}
        return {
            piece
            for name, occurrences in found.items()
            for one in occurrences
            if sum(most.values()) - most[name] + 1 + count(clear_of(one, occurrences))
            >= node.count
            for piece in self.pieces(name, [one])
        }

    def repeats_title(self) -> bool:
        title = [token.word for token in self.fields["title"].tokens]
        line = self.article.text.strip().split("\n")[0]
        return bool(title) and [token.word for token in tokenise(line)] == title

    # --- regular expressions

    def searched(
        self, node: nodes.Regex, limits: dict[str, int], part: nodes.Part | None
    ) -> Evidence:
        clause = self.rule.query[node.start : node.end]
        found: Evidence = set()
        for name in limits:
            text = self.fields[name].text
            if part is nodes.Part.LEAD and name == "text":
                text = self.fields[name].lead()
            spans = (m.span() for m in re.finditer(in_python(node.pattern, text), text))
            found |= {(name, clause, start, end) for start, end in spans if start < end}
        return found

    # --- truth and evidence

    def limits(self, part: nodes.Part | None) -> dict[str, int]:
        """Give the fields that a part covers, and how many cells of each."""
        everything = {name: len(field.cells) for name, field in self.fields.items()}
        match part:
            case None:
                return everything
            case nodes.Part.TITLE:
                return {"title": everything["title"]}
            case nodes.Part.BODY:
                return {"text": everything["text"]}
            case _:
                lead = Field(self.fields["text"].lead())
                return {"title": everything["title"], "text": len(lead.cells)}

    def pieces(self, name: str, occurrences: Iterable[Occurrence]) -> Evidence:
        cells = self.fields[name].cells
        return {
            (name, clause, cells[first].start, cells[last].end)
            for occurrence in occurrences
            for clause, first, last in occurrence.leaves
        }

    def ways(self, node: nodes.Node, field: Field, limit: int) -> Iterable[Occurrence]:
        match node:
            case nodes.NotNear():
                return self.not_near(node, field, limit)
            case nodes.Together():
                return self.together(node, field, limit)
            case _:
                return self.occurrences(node, field, limit)

    def found(self, node: nodes.Node, part: nodes.Part | None) -> Evidence:
        limits = self.limits(part)
        match node:
            case nodes.AtLeast():
                return self.at_least(node, limits)
            case nodes.Regex():
                return self.searched(node, limits, part)
        found: Evidence = set()
        for name, limit in limits.items():
            found |= self.pieces(name, self.ways(node, self.fields[name], limit))
        return found

    def answer(
        self, node: nodes.Node, part: nodes.Part | None = None, *, negated: bool = False
    ) -> tuple[bool, Evidence]:
        """Give truth and evidence of a node, or of its negation (NOT is pushed to the leaves)."""
        match node:
            case nodes.Not(child=child):
                return self.answer(child, part, negated=not negated)
            case nodes.Within(child=child):
                return self.answer(child, node.part, negated=negated)
            case nodes.And(children=children) | nodes.Or(children=children):
                answers = [self.answer(child, part, negated=negated) for child in children]
                true = [evidence for holds, evidence in answers if holds]
                every = isinstance(node, nodes.And) != negated
                holds = len(true) == len(answers) if every else bool(true)
                return holds, set().union(*true) if holds else set()
            case nodes.Fact(value=value):
                return (self.article.source == value) != negated, set()
            case _:
                evidence = self.found(node, part)
                return (not evidence, set()) if negated else (bool(evidence), evidence)


def are_disjoint(chosen: Iterable[Occurrence]) -> bool:
    pairs = combinations(chosen, 2)
    return all(a.last < b.first or b.last < a.first for a, b in pairs)


def leaves_of(chosen: Iterable[Occurrence]) -> frozenset[tuple[str, int, int]]:
    return frozenset().union(*(o.leaves for o in chosen))


def flat(node: nodes.Together) -> Iterator[nodes.Node]:
    for operand in node.operands:
        yield from flat(operand) if isinstance(operand, nodes.Together) else (operand,)


def clear_of(one: Occurrence, others: Iterable[Occurrence]) -> list[Occurrence]:
    return [other for other in others if are_disjoint((one, other))]


def count(occurrences: Iterable[Occurrence]) -> int:
    """Give how many disjoint ones there can be: with the first one, or without it."""
    spans = sorted({(o.first, o.last) for o in occurrences})
    best: dict[tuple[int, int], int] = {}

    def most(number: int, after: int) -> int:
        if number == len(spans):
            return 0
        if (number, after) not in best:
            first, last = spans[number]
            taken = 1 + most(number + 1, last) if first > after else 0
            best[number, after] = max(taken, most(number + 1, after))
        return best[number, after]

    return most(0, -1)


def distance(one: str, other: str) -> int:
    """Count edits by the book."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row[0] = row[0], number
        for place, beside in enumerate(other, 1):
            kept = above + (letter != beside)
            above = row[place]
            row[place] = min(kept, above + 1, row[place - 1] + 1)
    return row[-1]


def in_python(pattern: str, text: str) -> str:
    r"""Write `\w` and `\b` as what they mean in this text: letters, marks and digits of any script."""
    chars = {char for char in text if is_part(char) or char == "_"}
    inside = "".join(map(re.escape, sorted(chars))) or "_"
    word, edge = f"[{inside}]", f"(?:(?<=[{inside}])(?![{inside}])|(?<![{inside}])(?=[{inside}]))"
    return pattern.replace(r"\w", word).replace(r"\b", edge)


def ask(rule: Rule, article: Article) -> tuple[bool, Evidence]:
    """Give truth, and evidence as (field, clause, start, end)."""
    texts = {"title": article.title, "text": article.text}
    if article.summary:
        texts["summary"] = article.summary
    fields = {name: Field(text) for name, text in texts.items()}
    return Oracle(rule, article, fields).answer(parse(rule.query, nearness=rule.nearness))
