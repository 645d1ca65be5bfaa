"""Article + rule set -> matches with their evidence. First the literals, then the truth, then why."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.matches.compile import CompiledRule, RuleSet
from service.matches.facts import comes_from
from service.matches.steps import PER_RULE, OverrunError
from service.matches.view import FIELDS, Place, View
from service.matches.words import Folded
from service.model import Article, Evidence, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What all rules say about one article."""

    matches: tuple[Match, ...]
    undecided: tuple[str, ...] = ()
    """Keys of the rules that would take more steps than a rule may, and were left."""


def candidates(rule_set: RuleSet, coarse_text: str) -> frozenset[str]:
    """Give the keys of the rules that may hold for a text that has not been read precisely yet.

    Reading leaves out what stands between words: those of a phrase may stand anywhere in this text.
    """
    numbers = rule_set.index.numbers_in(Folded(coarse_text), loosely=True)
    return frozenset(rule_set.ordered[number].rule.key for number in numbers)


def evaluate(rule_set: RuleSet, article: Article) -> tuple[Match, ...]:
    """Give the match of every rule that holds, in the order of the rules' keys."""
    return decide(rule_set, article).matches


def decide(rule_set: RuleSet, article: Article, *, budget: int = PER_RULE) -> Evaluation:
    """Give the same, and the rules that could not be decided within so many steps each."""
    view = View(article)
    matches, undecided = [], []
    for ready in rule_set.found_in(view):
        view.steps.left = budget
        try:
            if (ready.is_sure or ready.test(view)) and comes_from(ready.rule, article):
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
        evidence=quote(compiled.places(view), view),
    )


def quote(places: Sequence[Place], view: View) -> tuple[Evidence, ...]:
    """Quote each place once per clause, in the order of the article."""
    if len(places) > 1:
        places = sorted(set(places))
    return tuple([_quoted(*place, view) for place in places])


def _quoted(rank: int, start: int, end: int, clause: str, view: View) -> Evidence:
    return Evidence(
        field=FIELDS[rank],
        start=start,
        end=end,
        quote=view.ranked[rank].text[start:end],
        clause=clause,
        sentence=view.sentence(rank, start, end),
    )
