"""Whether a clause holds for an article: asked of any tree, or made into a question once for many.

A rule of a rule set is asked of thousands of articles, most of which it does not hold for. Its tree is
made into callables (which can be pickled) when it is compiled, so that asking walks no tree; what is cheap is asked first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.matches.beside import is_near, words_of
from service.matches.facts import fact_holds
from service.matches.nodes import And, Fact, Near, Node, Not, Or, Part, Plain, Term, Within, placed
from service.matches.proofs import is_there
from service.matches.view import View


Test = Callable[[View], bool]


def holds(node: Node, view: View, part: Part | None = None) -> bool:
    """Tell whether a clause is true of the article, or of a part of it."""
    match node:
        case And(children=children):
            return all(holds(child, view, part) for child in children)
        case Or(children=children):
            return any(holds(child, view, part) for child in children)
        case Not(child=child):
            return not holds(child, view, part)
        case Within(child=child):
            return holds(child, view, node.part)
        case Fact():
            return fact_holds(node, view.article)
        case _:
            return is_there(placed(node), view, part)


def test_for(node: Node, necessary: Sequence[frozenset[str]]) -> Test:
    """Make the same question of a whole tree; `necessary` words are looked up first."""
    if _is_cheap(node) or not necessary:
        return _test(node)
    return _Known(tuple(necessary), _test(node))


def is_sure(node: Node, literals: frozenset[str] | None) -> bool:
    """Tell whether any of a tree's literals in the text is enough for it to hold."""
    found = _finding(node)
    return found is not None and found == literals


def _finding(node: Node) -> frozenset[str] | None:
    match node:
        case Term(plain=Plain() as plain):
            words = (f" {word} " for word in plain.words)
            phrases = (f" {one} {two} " for one, two in plain.phrases)
            return frozenset((*words, *phrases, *plain.prefixes))
        case Or(children=children):
            groups = [_finding(child) for child in children]
            known = [group for group in groups if group is not None]
            return frozenset[str]().union(*known) if len(known) == len(groups) else None
        case _:
            return None


def _is_cheap(node: Node) -> bool:
    """Tell whether nothing but words is looked up."""
    match node:
        case And(children=children) | Or(children=children):
            return all(map(_is_cheap, children))
        case Not(child=child):
            return _is_cheap(child)
        case Term(plain=plain):
            return plain is not None and plain.is_words
        case _:
            return isinstance(node, Fact)


def _test(node: Node) -> Test:
    match node:
        case And(children=children):
            return _Every([_test(child) for child in sorted(children, key=_is_dear)])
        case Or(children=children):
            return _Some([_test(child) for child in sorted(children, key=_is_dear)])
        case Not(child=child):
            return _Not(_test(child))
        case Term(plain=Plain() as plain):
            return _Word(plain.words) if plain.is_words else _Has(plain)
        case Near() if words := words_of(node):
            return _Near(node, words)
        case _:
            return _Holds(node)


def _is_dear(node: Node) -> bool:
    return not _is_cheap(node)


@dataclass(frozen=True, slots=True)
class _Known:
    groups: tuple[frozenset[str], ...]
    test: Test

    def __call__(self, view: View) -> bool:
        known = view.vocabulary
        for group in self.groups:
            if group.isdisjoint(known):
                return False
        return self.test(view)


@dataclass(frozen=True, slots=True)
class _Every:
    tests: Sequence[Test]

    def __call__(self, view: View) -> bool:
        for test in self.tests:  # noqa: SIM110 - a generator takes longer than what it asks
            if not test(view):
                return False
        return True


@dataclass(frozen=True, slots=True)
class _Some:
    tests: Sequence[Test]

    def __call__(self, view: View) -> bool:
        for test in self.tests:  # noqa: SIM110 - as above
            if test(view):
                return True
        return False


@dataclass(frozen=True, slots=True)
class _Not:
    test: Test

    def __call__(self, view: View) -> bool:
        return not self.test(view)


@dataclass(frozen=True, slots=True)
class _Word:
    words: frozenset[str]

    def __call__(self, view: View) -> bool:
        return not self.words.isdisjoint(view.vocabulary)


@dataclass(frozen=True, slots=True)
class _Has:
    plain: Plain

    def __call__(self, view: View) -> bool:
        return view.has(self.plain)


@dataclass(frozen=True, slots=True)
class _Near:
    near: Near
    words: tuple[frozenset[str], frozenset[str]]

    def __call__(self, view: View) -> bool:
        return is_near(self.near, self.words, view)


@dataclass(frozen=True, slots=True)
class _Holds:
    node: Node

    def __call__(self, view: View) -> bool:
        return holds(self.node, view)
