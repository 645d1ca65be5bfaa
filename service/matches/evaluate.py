"""Article + rule set -> matches with their evidence. First the literals, then the truth, then why."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.matches.compile import CompiledRule, RuleSet
from service.matches.facts import comes_from, fact_holds
from service.matches.nodes import And, Fact, Node, Not, Or, Part, Within, placed
from service.matches.proofs import Place, is_there, places_of
from service.matches.steps import PER_RULE, OverrunError, Steps
from service.matches.view import FIELDS, View
from service.matches.words import Folded
from service.model import Article, Evidence, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What all rules say about one article."""

    matches: tuple[Match, ...]
    undecided: tuple[str, ...] = ()
    """Keys of the rules that would take more steps than a rule may, and were left."""


def candidates(rule_set: RuleSet, coarse_text: str) -> frozenset[str]:
    """Give the keys of the rules that may hold for a text that has not been read precisely yet."""
    return rule_set.candidates_in(Folded(coarse_text).scan)


def evaluate(rule_set: RuleSet, article: Article) -> tuple[Match, ...]:
    """Give the match of every rule that holds, in the order of the rules' keys."""
    return decide(rule_set, article).matches


def decide(rule_set: RuleSet, article: Article, *, budget: int = PER_RULE) -> Evaluation:
    """Give the same, and the rules that could not be decided within so many steps each."""
    view = View(article)
    held, undecided = [], []
    for key in sorted(rule_set.candidates_in(view.scan)):
        view.steps = Steps(budget)
        try:
            held.append(match_rule(rule_set.rules[key], view))
        except OverrunError:
            undecided.append(key)
    matches = tuple(match for match in held if match is not None)
    return Evaluation(matches=matches, undecided=tuple(undecided))


def match_rule(compiled: CompiledRule, view: View) -> Match | None:
    """Ask one rule; raises `OverrunError`."""
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


def collect(node: Node, view: View, part: Part | None = None, *, want: bool = True) -> list[Place]:
    """Give what speaks for `node` being `want`, which it is.

    A NOT turns the question around, so that a word under two of them is evidence again.
    """
    match node:
        case And(children=children) | Or(children=children):
            speaking = [c for c in children if holds(c, view, part) == want]
            return [place for c in speaking for place in collect(c, view, part, want=want)]
        case Not(child=child):
            return collect(child, view, part, want=not want)
        case Within(child=child):
            return collect(child, view, node.part, want=want)
        case Fact():
            return []
        case _:
            return [*places_of(placed(node), view, part)] if want else []


def quote(found: Iterable[Place], view: View) -> tuple[Evidence, ...]:
    """Quote each place once per clause, in the order of the article."""
    quoted = {_quote(place, view) for place in found}
    return tuple(sorted(quoted, key=lambda e: (FIELDS.index(e.field), e.start, e.end, e.clause)))


def _quote(place: Place, view: View) -> Evidence:
    field, start, end, clause = place
    return Evidence(
        field=field,
        start=start,
        end=end,
        quote=view.fields[field].text[start:end],
        clause=clause,
        sentence=view.sentence(field, start, end),
    )
