"""Queries that work, though hardly as meant."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from service.matches.common import common_words
from service.matches.compounds import is_run
from service.matches.hangul import is_hangul
from service.matches.implied import covers, implies
from service.matches.leaves import is_bare_run
from service.matches.nodes import (
    And,
    AtLeast,
    Change,
    Fact,
    FactKind,
    Fuzzy,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Part,
    Phrase,
    Remark,
    Search,
    Spelling,
    Term,
    Together,
    Wildcard,
    Within,
    Word,
    children_of,
)
from service.matches.variants import other_spelling
from service.matches.words import Folded


Placed = tuple[Term, Part | None]
_HAN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]+")
_PERSON = re.compile("[김이박최정강조윤임한문][가-힣]{2}")
"""Three syllables as most Korean names of people have: such words make no compounds."""
Nodes = Sequence[Node]
_SHORT_RUN = 2
_WIDE = 100
"""Words; many a report is not longer."""
_LONG_NAME = 2
"""Letters that may differ in a name of nine letters or more."""


def lint(
    query: Node, tree: Node, literals: frozenset[str] | None, languages: Sequence[str] = ()
) -> list[Remark]:
    """Remark on a query, as read and as resolved."""
    asked, made = _walk(query), _walk(tree)
    return [
        *_open_ended(tree, made),
        *_contradictions(made),
        *_too_common(tree),
        *(_without_literal(made) if literals is None else ()),
        *_far_apart(asked),
        *_names(made),
        *_compounds(asked),
        *_inside_longer(asked),
        *_needless_star(asked),
        *(_spellings(asked) if any(map(_is_english, languages)) else ()),
    ]


def _is_english(language: str) -> bool:
    return language.partition("-")[0].lower() == "en"


def _walk(node: Node) -> Nodes:
    """Give a node and all below it, in the order of the query."""
    left, found = [node], list[Node]()
    while left:
        found.append(one := left.pop())
        left += reversed(children_of(one))
    return found


# --- almost everything -------------------------------------------------------------------------


def _asks(node: Node) -> bool:
    """Tell whether a clause asks for something to be there."""
    match node:
        case And(children=children):
            return any(map(_asks, children))
        case Or(children=children):
            return all(map(_asks, children))
        case Not(child=child):
            return isinstance(child, Fact) or (isinstance(child, Not) and _asks(child.child))
        case Within(child=child):
            return _asks(child)
        case _:
            return True


def _open_ended(tree: Node, made: Nodes) -> Iterator[Remark]:
    if _asks(tree):
        return
    message = "nothing but NOT: this holds for almost every article"
    for node in made:
        if isinstance(node, Or) and any(map(_asks, node.children)):
            message = "an OR with a NOT: this holds for almost every article"
    yield Remark(offset=tree.start, message=message, mend="add a word that must be there")


def _too_common(tree: Node) -> Iterator[Remark]:
    common = next(_common(tree), None)
    if common is not None:
        message = f"'{common.clause}' is in almost every article"
        yield Remark(offset=common.start, message=message, mend="add a second word")


def _common(node: Node) -> Iterator[Term]:
    """Give words that are enough for the query and stand everywhere."""
    match node:
        case Or(children=children):
            for child in children:
                yield from _common(child)
        case Within(part=Part.BODY, child=child):
            yield from _common(child)
        case Term(runs=runs):
            lone = (run[0] for run in runs if len(run) == 1)
            if any(e.surface is None and not e.forms.isdisjoint(common_words()) for e in lone):
                yield node
        case _:
            return


def _without_literal(made: Nodes) -> Iterator[Remark]:
    for node in made:
        if isinstance(node, Search) and node.literals is None:
            message = f"'{node.clause}' has no three letters that must be there"
            mend = "it is tried on every article: AND a word that must be there"
            yield Remark(offset=node.start, message=message, mend=mend)


# --- nothing at all ----------------------------------------------------------------------------


def _contradictions(made: Nodes) -> Iterator[Remark]:
    for node in made:
        match node:
            case And():
                yield from _excluded(node)
                yield from _two_facts(node)
            case NotNear(operand=Term() as operand, without=without) if implies(operand, without):
                message = f"'{operand.clause}' is near itself: nothing can match"
                yield Remark(offset=node.start, message=message, mend="name another word")


def _excluded(node: And) -> Iterator[Remark]:
    wanted = [*_wanted(node, None)]
    for child in node.children:
        for term, part in _forbidden(child, None):
            clash = any(part in (None, where) and covers(term, one) for one, where in wanted)
            if clash:
                message = f"'{term.clause}' is both required and excluded"
                yield Remark(offset=child.start, message=message, mend="nothing can match")


def _wanted(node: Node, part: Part | None) -> Iterator[Placed]:
    """Give the words that must be there."""
    match node:
        case Term():
            yield node, part
        case And(children=below) | Near(operands=below) | Together(operands=below):
            for child in below:
                yield from _wanted(child, part)
        case Within(child=child):
            yield from _wanted(child, node.part)
        case NotNear(operand=child) | AtLeast(child=child):
            yield from _wanted(child, part)
        case _:
            return


def _forbidden(node: Node, part: Part | None) -> Iterator[Placed]:
    """Give the words that must not be there."""
    match node:
        case Not(child=Term() as term):
            yield term, part
        case Not(child=Or(children=children)):
            yield from ((child, part) for child in children if isinstance(child, Term))
        case Not(child=Within(child=Term() as term, part=inner)):
            yield term, inner
        case Within(child=child):
            yield from _forbidden(child, node.part)
        case And(children=children):
            for child in children:
                yield from _forbidden(child, part)
        case _:
            return


def _two_facts(node: And) -> Iterator[Remark]:
    """Find two languages or two sources that one article would have to have."""
    facts = [child for child in node.children if isinstance(child, Fact)]
    for one, other in combinations(facts, 2):
        exact = one.kind in (FactKind.LANG, FactKind.SOURCE) and "*" not in one.value + other.value
        values = sorted((one.value.casefold(), other.value.casefold()))
        if one.kind is other.kind and exact and not values[1].startswith(values[0]):
            message = f"no article has {one.kind}:{one.value} and {other.kind}:{other.value}"
            yield Remark(offset=other.start, message=message, mend="write OR between them")


def _far_apart(asked: Nodes) -> Iterator[Remark]:
    """Remark, once in a query, on a nearness as wide as most reports are long."""
    for node in asked:
        if isinstance(node, Near) and node.distance > _WIDE:
            message = f"with {node.distance:,} words between, this finds hardly less than AND does"
            yield Remark(offset=node.start, message=message, mend="write AND, or a smaller number")
            return


# --- words that find more or less than one thinks ----------------------------------------------


def _names(made: Nodes) -> Iterator[Remark]:
    """Find names in nearly this spelling that are too short, or so long that they cost."""
    for node in made:
        nearly = node.runs[0][0].nearly if isinstance(node, Term) else None
        if nearly is None or not isinstance(node, Term):
            continue
        if nearly.edits == 0:
            message = f"'{node.clause}' is too short to be spelt otherwise: it finds only itself"
            mend = "leave '~' out, or list the spellings under `names:`"
            yield Remark(offset=node.start, message=message, mend=mend)
        if nearly.edits == _LONG_NAME:
            message = f"'{node.clause}' has nine letters or more: two may differ, which takes long"
            mend = "list the spellings under `names:`, if they are known"
            yield Remark(offset=node.start, message=message, mend=mend)


def _words(asked: Nodes) -> Iterator[Word]:
    found = (node for node in asked if isinstance(node, Word))
    return (word for word in found if word.spelling is Spelling.INFLECTED)


def _compounds(asked: Nodes) -> Iterator[Remark]:
    """Hint at compounds, once in a query: 북한 is not found in 북한군."""
    given = [node.text for node in asked if isinstance(node, Wildcard | Fuzzy)]
    for word in _words(asked):
        bare = is_hangul(word.text) and len(word.text) > 1 and word.text.isalpha()
        bare = bare and _PERSON.fullmatch(word.text) is None
        if bare and not any(word.text in text for text in given):
            message = f"'{word.text}' is not found inside compounds"
            mend = f"for what begins or ends with it write {word.text}* or *{word.text}"
            yield Remark(offset=word.start, message=message, mend=mend, once=True)
            return


def _spellings(asked: Nodes) -> Iterator[Remark]:
    """Offer the British spelling of an American word, or the other way about."""
    words = {word.text.lower(): word for word in _words(asked) if word.text.isascii()}
    pairs = [(word, twin) for text, word in words.items() if (twin := other_spelling(text))]
    if not pairs or any(isinstance(node, Wildcard) for node in asked):
        return
    for word, other in pairs:
        if other not in words:
            message = f"'{word.text}' is not found as {other}, its other spelling"
            both = f"({word.text} OR {other})"
            change = Change(start=word.start, end=word.end, text=both)
            mend = f"for both write {both}"
            yield Remark(offset=word.start, message=message, mend=mend, change=change)


def _inside_longer(asked: Nodes) -> Iterator[Remark]:
    """Hint at longer words, once in a query: 京都 is found in 東京都."""
    for word in _words(asked):
        folded = [] if word.text.isascii() else Folded(word.text).words
        if len(folded) == 1 and is_run(folded[0]) and _is_short(folded[0]):
            message = f"'{word.text}' is also found inside longer words, as 京都 in 東京都"
            mend = f"exclude them: {word.text} NOT NEAR/0 (…)"
            yield Remark(offset=word.start, message=message, mend=mend, once=True)
            return


def _needless_star(asked: Nodes) -> Iterator[Remark]:
    """Hint at a star that says nothing: 北京 is found in 北京市 without it."""
    for node in asked:
        items = node.items if isinstance(node, Phrase) else (node,)
        for one in items:
            if isinstance(one, Wildcard) and is_bare_run(one.text):
                message = f"'{one.text}': in this writing what follows is found anyway"
                yield Remark(offset=one.start, message=message, mend=f"write {one.text[:-1]}")


def _is_short(word: str) -> bool:
    return len(word) <= _SHORT_RUN and _HAN.fullmatch(word) is not None
