"""The meaning of the query language, as slowly and plainly as it can be said.

No index, no automaton, no shortcut: every way to read the words, every choice of occurrences. It
shares the parser and the word-form table with the engine, and nothing else.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import chain, combinations, combinations_with_replacement, product

from service.matches import nodes
from service.matches.declension import name_forms
from service.matches.forms import expand
from service.matches.query import parse
from service.model import Article, NameSpelling, Rule, Spelled


@dataclass(frozen=True)
class Token:
    word: str
    start: int
    end: int
    hyphen: bool
    """A hyphen, and nothing else, stands between this word and the one before."""


@dataclass(frozen=True)
class Occurrence:
    """A place in a field, and the leaves that put it there."""

    first: int
    last: int
    leaves: frozenset[tuple[str, int, int]]


def plain(char: str) -> str:
    """Forget case, width and accents."""
    special = {"ß": "ss", "ł": "l", "ø": "o", "æ": "ae"}
    low = unicodedata.normalize("NFKC", char).casefold()
    low = "".join(special.get(c, c) for c in low)
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def tokenise(text: str) -> list[Token]:
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if not text[place].isalnum():
            place += 1
            continue
        end = place
        while end < len(text) and text[end].isalnum():
            end += 1
        possessive = tokens and text[place:end] in ("s", "S") and text[place - 1] in "'’"
        if not possessive or text[place - 2].isspace():
            hyphen = bool(tokens) and text[tokens[-1].end : place] == "-"
            word = "".join(plain(c) for c in text[place:end])
            tokens.append(Token(word, place, end, hyphen))
        place = end
    return tokens


def compounds(tokens: list[Token]) -> set[tuple[int, int]]:
    """Give runs of two or three words with hyphens between, as long as they go."""
    found, first = set(), 0
    for last in range(len(tokens)):
        if not tokens[last].hyphen:
            first = last
        ends = last + 1 == len(tokens) or not tokens[last + 1].hyphen
        if ends and 1 <= last - first <= 2 and tokens[first].word != "re":
            found.add((first, last))
    return found


class Field:
    """One field of an article."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self.compounds = compounds(self.tokens)

    def as_written(self) -> tuple[tuple[str, str], ...]:
        return tuple((token.word, self.text[token.start : token.end]) for token in self.tokens)

    def readings(self, first: int, last: int) -> list[tuple[tuple[str, str], ...]]:
        """Give every way to read these words: (folded, as written) each; a join has no surface."""
        if first > last:
            return [()]
        token = self.tokens[first]
        head = (token.word, self.text[token.start : token.end])
        ways = [(head, *rest) for rest in self.readings(first + 1, last)]
        for start, end in self.compounds:
            if start == first and end <= last:
                joined = "".join(token.word for token in self.tokens[start : end + 1])
                ways += [((joined, ""), *rest) for rest in self.readings(end + 1, last)]
        return ways


def words_of(text: str) -> list[tuple[tuple[str, str], ...]]:
    """Give the ways to read a word of a query: `co-op` is also `coop`."""
    field = Field(text)
    return field.readings(0, len(field.tokens) - 1)


@dataclass(frozen=True)
class Oracle:
    rule: Rule
    article: Article

    @cached_property
    def fields(self) -> dict[str, Field]:
        texts = {"title": self.article.title, "text": self.article.text}
        if self.article.summary:
            texts["summary"] = self.article.summary
        return {name: Field(text) for name, text in texts.items()}

    # --- leaves

    def patterns(self, leaf: nodes.Node) -> Iterator[list[Mapping[str, object]]]:
        """Give the runs that a leaf stands for, one mapping per place."""
        match leaf:
            case nodes.Word(text=text, spelling=nodes.Spelling.CASED):
                yield [{"surface": surface} for _, surface in Field(text).as_written()]
            case nodes.Word(text=text, spelling=spelling):
                yield from (self.read(way, spelling) for way in words_of(text))
            case nodes.Wildcard(text=text):
                yield [{"like": text.casefold()}]
            case nodes.Name(key=key):
                yield from chain.from_iterable(
                    self.spelled(spelling, key) for spelling in self.rule.names[key]
                )
            case nodes.Phrase(items=items):
                for parts in product(*(list(self.patterns(item)) for item in items)):
                    yield [place for part in parts for place in part]

    def read(
        self, way: tuple[tuple[str, str], ...], spelling: nodes.Spelling
    ) -> list[Mapping[str, object]]:
        return [*({"in": {word}} for word, _ in way[:-1]), self.last(way[-1], spelling)]

    def last(self, read: tuple[str, str], spelling: nodes.Spelling) -> Mapping[str, object]:
        word, surface = read
        inflected = spelling is nodes.Spelling.INFLECTED
        return {"in": expand(surface or word, word, self.rule.languages if inflected else ())}

    def spelled(self, spelling: Spelled, key: str) -> Iterator[list[Mapping[str, object]]]:
        if isinstance(spelling, str):
            yield from self.adjacent(spelling, self.rule.languages)
            return
        for run in self.adjacent(spelling.text, (*self.rule.languages, *spelling.forms)):
            yield [{**run[0], "asks": (spelling, key)}, *run[1:]]

    def adjacent(
        self, text: str, names_of: tuple[str, ...] = ()
    ) -> Iterator[list[Mapping[str, object]]]:
        """Read words next to each other; as names of these languages, or else as words."""
        if text.startswith("case:"):
            words = Field(text.removeprefix("case:")).as_written()
            yield [{"surface": surface} for _, surface in words]
            return
        how = nodes.Spelling.EXACT if text.startswith("=") else nodes.Spelling.INFLECTED
        for parts in product(*(words_of(word) for word in text.removeprefix("=").split())):
            yield [
                place
                for part in parts
                for place in (
                    [{"in": name_forms(surface or word, names_of)} for word, surface in part]
                    if names_of and how is nodes.Spelling.INFLECTED
                    else self.read(part, how)
                )
            ]

    # --- what spellings ask for

    def counts(self, run: list[Mapping[str, object]], field: Field, first: int, last: int) -> bool:
        """Tell whether a run counts where it stands: every spelling in it that asks is content."""
        return all(
            self.is_content(*place["asks"], field, first, last)  # type: ignore[misc, call-arg] # a pair
            for place in run
            if "asks" in place
        )

    def is_content(
        self, spelling: NameSpelling, key: str, field: Field, first: int, last: int
    ) -> bool:
        names_of = (*self.rule.languages, *spelling.forms)
        longer = [run for one in spelling.not_in for run in self.adjacent(one, names_of)]
        if any(a <= first and last <= b for a, b in self.places(longer, field)):
            return False
        start, end = field.tokens[first].start, field.tokens[last].end
        if spelling.proper and not is_proper(field.text, start, end):
            return False
        if spelling.only_in and self.article.language not in spelling.only_in:
            return False
        if not spelling.near:
            return True
        near = [run for one in spelling.near for run in self.adjacent(one)]
        for other in self.rule.names[key]:
            if isinstance(other, str) or not other.near:
                near += self.spelled(other, key)
        apart = [
            max(first - b, a - last) - 1
            for a, b in self.places(near, field)
            if b < first or last < a
        ]
        if spelling.within is not None:
            return any(between <= spelling.within for between in apart)
        others = [other for other in self.fields.values() if other is not field]
        return bool(apart) or any([*self.places(near, other)] for other in others)

    def places(
        self, runs: list[list[Mapping[str, object]]], field: Field
    ) -> Iterator[tuple[int, int]]:
        """Give where any of some runs stands in a field, and counts."""
        for first, last in combinations_with_replacement(range(len(field.tokens)), 2):
            ways = field.readings(first, last)
            for run in runs:
                if any(fits(way, run) for way in ways) and self.counts(run, field, first, last):
                    yield first, last

    def occurrences(self, node: nodes.Node, field: Field, limit: int) -> list[Occurrence]:
        match node:
            case nodes.Or(children=children):
                return [o for child in children for o in self.occurrences(child, field, limit)]
            case nodes.Near():
                return list(self.near(node, field, limit))
            case _:
                return list(self.leaf(node, field, limit))

    def leaf(self, node: nodes.Node, field: Field, limit: int) -> Iterator[Occurrence]:
        clause = self.rule.query[node.start : node.end]
        for first, last in self.places(list(self.patterns(node)), field):
            if last < limit:
                yield Occurrence(first, last, frozenset({(clause, first, last)}))

    def near(self, node: nodes.Near, field: Field, limit: int) -> Iterator[Occurrence]:
        lists = [self.occurrences(operand, field, limit) for operand in node.operands]
        for chosen in product(*lists):
            if any(a.first <= b.last and b.first <= a.last for a, b in combinations(chosen, 2)):
                continue
            if node.ordered and chosen[0].first > chosen[1].first:
                continue
            first, last = min(o.first for o in chosen), max(o.last for o in chosen)
            own = sum(o.last - o.first + 1 for o in chosen)
            if last - first + 1 - own <= node.distance:
                yield Occurrence(first, last, frozenset().union(*(o.leaves for o in chosen)))

    # --- truth and evidence

    def limits(self, part: nodes.Part | None) -> dict[str, int]:
        """Give the fields that a part covers, and how many words of each."""
        fields = self.fields
        everything = {name: len(field.tokens) for name, field in fields.items()}
        if part is None:
            return everything
        if part is nodes.Part.TITLE:
            return {"title": everything["title"]}
        if part is nodes.Part.BODY:
            return {"text": everything["text"]}
        lead = "\n\n".join(self.article.text.split("\n\n")[:2])
        return {"title": everything["title"], "text": len(tokenise(lead))}

    def found(self, node: nodes.Node, part: nodes.Part | None) -> set[tuple[str, str, int, int]]:
        fields = self.fields
        return {
            (name, clause, fields[name].tokens[first].start, fields[name].tokens[last].end)
            for name, limit in self.limits(part).items()
            for occurrence in self.occurrences(node, fields[name], limit)
            for clause, first, last in occurrence.leaves
        }

    def answer(
        self, node: nodes.Node, part: nodes.Part | None = None, *, negated: bool = False
    ) -> tuple[bool, set[tuple[str, str, int, int]]]:
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


def is_proper(text: str, start: int, end: int) -> bool:
    """Tell whether a name may stand there: a capital, or a whole word of Katakana."""
    if text[start] != text[start].upper():
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (
        ("ァ" <= before <= "ヾ" and "ァ" <= text[start] <= "ヾ")
        or ("ァ" <= after <= "ヾ" and "ァ" <= text[end - 1] <= "ヾ")
    )


def fits(way: tuple[tuple[str, str], ...], run: list[Mapping[str, object]]) -> bool:
    return len(way) == len(run) and all(map(fits_word, way, run))


def fits_word(read: tuple[str, str], place: Mapping[str, object]) -> bool:
    word, surface = read
    if "surface" in place:
        return surface == place["surface"]
    if "like" in place:
        return fnmatchcase(word, str(place["like"]))
    return word in place["in"]  # type: ignore[operator] # one of three kinds of value


def ask(rule: Rule, article: Article) -> tuple[bool, set[tuple[str, str, int, int]]]:
    """Give truth, and evidence as (field, clause, start, end)."""
    return Oracle(rule, article).answer(parse(rule.query, nearness=rule.nearness))
