"""Leaves -> the runs of words that they find: inflection, hyphens, wildcards, names."""

import re
from itertools import product

from service.matches import literals
from service.matches.compounds import is_run
from service.matches.hangul import Tail
from service.matches.nearly import edits_of
from service.matches.nodes import (
    Element,
    Fuzzy,
    Leaf,
    Name,
    Nearly,
    Node,
    Phrase,
    QueryError,
    Regex,
    Run,
    Search,
    Term,
    Wildcard,
    Word,
    rebuilt,
)
from service.matches.patterns import PatternError, checked
from service.matches.plain import plain_of
from service.matches.runs import chained, loosened, plain, with_prefixes, word_runs
from service.matches.searching import made_of
from service.matches.spellings import name_runs
from service.matches.words import Folded
from service.model import Rule


_WILD = re.compile(r"([*?])")


def resolve(node: Node, rule: Rule) -> Node:
    """Put a `Term` in the place of every leaf; raises `QueryError` where a leaf can't be one."""
    match node:
        case Regex():
            return _search(node, rule)
        case Word() | Wildcard() | Fuzzy() | Name() | Phrase():
            clause = rule.query[node.start : node.end]
            runs = tuple(dict.fromkeys(_runs(node, rule)))
            return Term(
                start=node.start, end=node.end, runs=runs, clause=clause, plain=plain_of(runs)
            )
        case _:
            return rebuilt(node, lambda child: resolve(child, rule))


def _runs(leaf: Leaf, rule: Rule) -> list[Run]:
    match leaf:
        case Word(text=text, spelling=spelling):
            return word_runs(text, spelling, rule.languages)
        case Wildcard():
            return [_wildcard_run(leaf)]
        case Fuzzy():
            return [(Element(nearly=_nearly(leaf, rule)),)]
        case Name():
            return name_runs(leaf, rule)
        case _:
            first, *others = [_runs(item, rule) for item in leaf.items]
            runs = chained([[*map(with_prefixes, first)], *others], leaf.start)
            return [way for run in runs for way in loosened(run, Tail.WORD, parted=True)]


def _wildcard_run(leaf: Wildcard) -> Run:
    inside = re.fullmatch(r"\*([가-힣]{2,})", leaf.text)
    if inside:
        return (Element(term=inside[1], tail=Tail.WORD, inside=True),)
    stem, *rest = _WILD.split(leaf.text)
    *parts, prefix = Folded(stem).words or [""]
    glob = prefix
    for piece in rest:
        folded = Folded(piece).words
        if len(folded) > 1:
            raise QueryError(leaf.start, "a wildcard stands in one word", "use a phrase")
        glob += piece if piece in ("*", "?") else "".join(folded)
    exact = [plain(part) for part in parts]
    if is_run(prefix):
        if glob != f"{prefix}*":
            message = f"'{leaf.text}': in this writing a wildcard can only come last"
            raise QueryError(leaf.start, message, "write the characters with NEAR/1 between")
        return (*exact, plain(prefix))  # what follows in a run follows it already
    return (*exact, Element(glob=glob))


def _nearly(leaf: Fuzzy, rule: Rule) -> Nearly:
    """Read a name as one word: Jong-un~ is jongun, as its compound in a text is."""
    words = Folded(leaf.text).words
    if any(map(is_run, words)):
        mend = "list the spellings under `names:`"
        raise QueryError(leaf.start, f"'{leaf.text}~': this writing knows no nearly", mend)
    word = "".join(words)
    return Nearly(word=word, edits=edits_of(word), languages=tuple(rule.languages))


def _search(node: Regex, rule: Rule) -> Search:
    try:
        tokens = checked(node.pattern)
        pattern = made_of(tokens)
    except PatternError as error:
        raise QueryError(node.start + 1 + error.offset, error.message, error.mend) from error
    return Search(
        start=node.start,
        end=node.end,
        pattern=pattern,
        literals=literals.required(tokens),
        clause=rule.query[node.start : node.end],
    )


def leaf_forms(term: Term) -> list[str]:
    """Show what a term finds, for people: sorted, one string per run of words."""
    shown = {" ".join(choice) for run in term.runs for choice in product(*map(_shown, run))}
    return sorted(shown)


def _shown(element: Element) -> list[str]:
    if element.surface is not None:
        return [f"case:{element.surface}"]
    if element.term is not None:
        return [f"{'…' * element.inside}{element.term}{'…' * (element.tail is not Tail.NONE)}"]
    if element.piece is not None:
        return [element.piece]
    if element.glob is not None:
        return [element.glob]
    if element.nearly is not None:
        return [_nearly_shown(element.nearly)]
    return sorted(element.forms)


def _nearly_shown(nearly: Nearly) -> str:
    letters = {0: "no letter", 1: "one letter", 2: "two letters"}[nearly.edits]
    return f"{nearly.word}, with {letters} different"
