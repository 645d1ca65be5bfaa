"""Article + rule set -> matches with their evidence. First the literals, then the truth, then why."""

from collections.abc import Iterable, Iterator

from service.matches.compile import CompiledRule, RuleSet
from service.matches.facts import comes_from, fact_holds
from service.matches.nodes import And, Fact, Near, Node, Not, Or, Part, Term, Within
from service.matches.spans import participants, participants_in
from service.matches.view import FIELDS, View
from service.matches.words import Folded, Span
from service.model import Article, Evidence, Field, Match


Found = tuple[Field, Span, Term]
"""A term found in a field."""


def candidates(rule_set: RuleSet, coarse_text: str) -> frozenset[str]:
    """Give the keys of the rules that may hold for a text that has not been read precisely yet."""
    return rule_set.candidates_in(Folded(coarse_text).scan)


def evaluate(rule_set: RuleSet, article: Article) -> tuple[Match, ...]:
    """Give the match of every rule that holds, in the order of the rules' keys."""
    view = View(article)
    keys = sorted(rule_set.candidates_in(view.scan))
    held = (match_rule(rule_set.rules[key], view) for key in keys)
    return tuple(match for match in held if match is not None)


def match_rule(compiled: CompiledRule, view: View) -> Match | None:
    """Ask one rule."""
    rule, article = compiled.rule, view.article
    if any(group.isdisjoint(view.vocabulary) for group in compiled.necessary):
        return None
    if not comes_from(rule, article) or not holds(compiled.tree, view):
        return None
    return Match(
        article=article.id,
        version=article.version,
        watchlist=rule.watchlist,
        rule=rule.id,
        title=rule.title,
        tier=rule.tier,
        evidence=quote(collect(compiled.tree, view), view),
    )


def holds(node: Node, view: View, part: Part | None = None) -> bool:
    """Tell whether a clause is true of the article, or of a part of it."""
    match node:
        case Term() | Near():
            return any(_holds_in(node, view, field, part) for field in view.bounds(part))
        case And(children=children):
            return all(holds(child, view, part) for child in children)
        case Or(children=children):
            return any(holds(child, view, part) for child in children)
        case Not(child=child):
            return not holds(child, view, part)
        case Within(child=child):
            return holds(child, view, node.part)
        case _:
            assert isinstance(node, Fact)  # leaves are resolved
            return fact_holds(node, view.article)


def _holds_in(node: Term | Near, view: View, field: Field, part: Part | None) -> bool:
    if isinstance(node, Term):
        return bool(view.occurrences(node, field, part))
    found = []
    for operand in node.operands:
        found.append(view.occurrences(operand, field, part))
        if not found[-1]:
            return False
    return bool(participants(found, node.distance, ordered=node.ordered)[0])


def collect(node: Node, view: View, part: Part | None = None, *, want: bool = True) -> list[Found]:
    """Give what speaks for `node` being `want`, which it is.

    A NOT turns the question around, so that a word under two of them is evidence again.
    """
    match node:
        case Term() | Near():
            return [*_collect_words(node, view, part)] if want else []
        case And(children=children) | Or(children=children):
            speaking = [c for c in children if holds(c, view, part) == want]
            return [found for c in speaking for found in collect(c, view, part, want=want)]
        case Not(child=child):
            return collect(child, view, part, want=not want)
        case Within(child=child):
            return collect(child, view, node.part, want=want)
        case _:
            return []


def _collect_words(node: Term | Near, view: View, part: Part | None) -> Iterator[Found]:
    for field in view.bounds(part):
        for term, span in _taking_part(node, view, field, part, None):
            yield field, span, term


def _taking_part(
    node: Node, view: View, field: Field, part: Part | None, allowed: Iterable[Span] | None
) -> Iterator[tuple[Term, Span]]:
    """Give each term of an operand with its spans that make up one of the `allowed` spans."""
    match node:
        case Or(children=children):
            for child in children:
                known = set(view.occurrences(child, field, part))
                yield from _taking_part(child, view, field, part, known & set(allowed or ()))
        case Near(operands=operands):
            found = [view.occurrences(operand, field, part) for operand in operands]
            for operand, spans in zip(operands, _kept(node, found, allowed), strict=True):
                yield from _taking_part(operand, view, field, part, spans)
        case _:
            assert isinstance(node, Term)  # the parser lets nothing else into NEAR
            every = view.occurrences(node, field, part)
            yield from ((node, span) for span in (every if allowed is None else allowed))


def _kept(node: Near, found: list[list[Span]], allowed: Iterable[Span] | None) -> list[list[Span]]:
    if allowed is None:
        return participants(found, node.distance, ordered=node.ordered)
    return participants_in(found, node.distance, frozenset(allowed), ordered=node.ordered)


def quote(found: Iterable[Found], view: View) -> tuple[Evidence, ...]:
    """Quote each place once per clause, in the order of the article."""
    quoted = {_quote(field, span, term, view) for field, span, term in found}
    return tuple(sorted(quoted, key=lambda e: (FIELDS.index(e.field), e.start, e.end, e.clause)))


def _quote(field: Field, span: Span, term: Term, view: View) -> Evidence:
    folded = view.fields[field]
    start, end = folded.extent(span)
    return Evidence(
        field=field,
        start=start,
        end=end,
        quote=folded.text[start:end],
        clause=term.clause,
        sentence=view.sentence(field, start, end),
    )
