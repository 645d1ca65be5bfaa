"""Article + rule set -> matches with their evidence. First the literals, then the truth, then why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from service.matches.compile import CompiledRule, RuleSet
from service.matches.facts import comes_from
from service.matches.steps import AT_FIRST, PER_ARTICLE, PER_RULE, OverrunError
from service.matches.view import FEWEST_PIECES, FIELDS, Place, View
from service.matches.words import Folded
from service.model import Article, Evidence, Match


MOST_PIECES = 1_000
"""Of evidence for one rule and one article."""


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


def decide(
    rule_set: RuleSet, article: Article, *, budget: int = PER_RULE, whole: int = PER_ARTICLE
) -> Evaluation:
    """Give the same, and the rules that could not be decided within so many steps each, and in all.

    Each rule is asked with little to spend at first, so that a dear one stands in nobody's way.
    """
    view = View(article, rule_set.asked)
    view.left = whole
    found = rule_set.found_in(view)
    matches, dear = _asked(found, view, min(AT_FIRST, budget))
    if dear and budget > AT_FIRST:
        more, dear = _asked(dear, view, budget)
        matches = sorted([*matches, *more], key=lambda match: f"{match.watchlist}/{match.rule}")
    return Evaluation(matches=tuple(matches), undecided=tuple(ready.rule.key for ready in dear))


def _asked(
    rules: Sequence[CompiledRule], view: View, budget: int
) -> tuple[list[Match], list[CompiledRule]]:
    """Give what holds, and the rules that so many steps do not decide."""
    matches, undecided = [], []
    for ready in rules:
        if ready.is_sure:  # nothing that is asked of it takes a step
            if comes_from(ready.rule, view.article):
                matches.append(_match(ready, view))
            continue
        view.allow(budget)
        try:
            if ready.test(view) and comes_from(ready.rule, view.article):
                matches.append(_match(ready, view))
        except OverrunError:
            undecided.append(ready)
        view.settle()
    return matches, undecided


def match_rule(compiled: CompiledRule, view: View) -> Match | None:
    """Ask one rule; raises `OverrunError`."""
    if not compiled.test(view) or not comes_from(compiled.rule, view.article):
        return None
    return _match(compiled, view)


def _match(compiled: CompiledRule, view: View) -> Match:
    rule, article = compiled.rule, view.article
    evidence = quote(compiled.places(view), view, min(MOST_PIECES, view.pieces))
    view.pieces = max(FEWEST_PIECES, view.pieces - len(evidence))
    return Match(
        article=article.id,
        version=article.version,
        watchlist=rule.watchlist,
        rule=rule.id,
        title=rule.title,
        tier=rule.tier,
        evidence=evidence,
    )


def quote(places: Sequence[Place], view: View, most: int = MOST_PIECES) -> tuple[Evidence, ...]:
    """Quote each place once per clause, in the order of the article; the first ones of each."""
    if len(places) > 1:
        places = sorted(set(places))
    if len(places) > most:
        places = _first(places, most)
    return tuple([_quoted(*place, view) for place in places])


def _first(places: Sequence[Place], most: int) -> list[Place]:
    """Keep so many: of each clause its first place before the second of any."""
    seen: Counter[str] = Counter()
    numbered = []
    for place in places:
        seen[place[-1]] += 1
        numbered.append((seen[place[-1]], place))
    return sorted(place for _, place in nsmallest(most, numbered))


def _quoted(rank: int, start: int, end: int, clause: str, view: View) -> Evidence:
    return Evidence(
        field=FIELDS[rank],
        start=start,
        end=end,
        quote=view.ranked[rank].text[start:end],
        clause=clause,
        sentence=view.sentence(rank, start, end),
    )
