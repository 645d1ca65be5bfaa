"""Article + rule set -> matches with their evidence. First the literals, then the truth, then why."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.matches.compile import CompiledRule, RuleSet
from service.matches.facts import comes_from
from service.matches.nodes import And, Fact, Node, Not, Or, Part, Term, Within, placed
from service.matches.proofs import Place, places_of
from service.matches.steps import PER_RULE, OverrunError, Steps
from service.matches.truth import holds
from service.matches.view import FIELDS, View
from service.matches.words import Folded
from service.model import Article, Evidence, Match


_RANKS = {field: rank for rank, field in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What all rules say about one article."""

    matches: tuple[Match, ...]
    undecided: tuple[str, ...] = ()
    """Keys of the rules that would take more steps than a rule may, and were left."""


def candidates(rule_set: RuleSet, coarse_text: str) -> frozenset[str]:
    """Give the keys of the rules that may hold for a text that has not been read precisely yet."""
    scan = Folded(coarse_text).scan
    return frozenset(one.rule.key for one, _ in rule_set.found_in(scan))


def evaluate(rule_set: RuleSet, article: Article) -> tuple[Match, ...]:
    """Give the match of every rule that holds, in the order of the rules' keys."""
    return decide(rule_set, article).matches


def decide(rule_set: RuleSet, article: Article, *, budget: int = PER_RULE) -> Evaluation:
    """Give the same, and the rules that could not be decided within so many steps each."""
    view = View(article)
    matches, undecided = [], []
    for ready, is_sure in rule_set.found_in(view.scan):
        view.steps = Steps(budget)
        try:
            if (is_sure or ready.test(view)) and comes_from(ready.rule, article):
                matches.append(_match(ready, view))
        except OverrunError:
            undecided.append(ready.rule.key)
    return Evaluation(matches=tuple(matches), undecided=tuple(undecided))


def match_rule(compiled: CompiledRule, view: View) -> Match | None:
    """Ask one rule; raises `OverrunError`."""
    if not compiled.test(view) or not comes_from(compiled.rule, view.article):
        return None
    return _match(compiled, view)


def _match(compiled: CompiledRule, view: View) -> Match:
    rule, article = compiled.rule, view.article
    return Match(
        article=article.id,
        version=article.version,
        watchlist=rule.watchlist,
        rule=rule.id,
        title=rule.title,
        tier=rule.tier,
        evidence=quote(collect(compiled.tree, view), view),
    )


def collect(node: Node, view: View, part: Part | None = None, *, want: bool = True) -> list[Place]:
    """Give what speaks for `node` being `want`, which it is.

    A NOT turns the question around, so that a word under two of them is evidence again.
    """
    match node:
        case And(children=children) | Or(children=children):
            # A term that does not hold has no place: no need to ask.
            speaking = [c for c in children if isinstance(c, Term) or holds(c, view, part) == want]
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
    places = {(_RANKS[field], start, end, clause) for field, start, end, clause in found}
    return tuple(
        Evidence(
            field=FIELDS[rank],
            start=start,
            end=end,
            quote=view.fields[FIELDS[rank]].text[start:end],
            clause=clause,
            sentence=view.sentence(FIELDS[rank], start, end),
        )
        for rank, start, end, clause in sorted(places)
    )
