"""`a NOT NEAR/5 b`: occurrences of one operand that have none of another near them."""

from bisect import bisect_right
from itertools import accumulate

from service.matches.nearness import Found, Stretch, made_up
from service.matches.nodes import NotNear
from service.matches.words import Span


def kept(node: NotNear, field: Stretch) -> list[Span]:
    """Give the spans of the first operand that stand alone, in order."""
    spans = field.occurrences(node.operand)
    others = field.occurrences(node.without) if spans else []
    field.steps.spend(len(spans) + len(others))
    starts = [start for start, _ in others]
    ends = list(accumulate((end for _, end in others), max))
    reach = field.reach(node.distance) + 1
    before = 0 if node.ordered else reach

    def is_alone(span: Span) -> bool:
        number = bisect_right(starts, span[1] + reach)
        return number == 0 or ends[number - 1] < span[0] - before

    return [span for span in spans if is_alone(span)]


def evidence(node: NotNear, field: Stretch) -> list[Found]:
    spans = kept(node, field)
    return made_up(node.operand, spans, field) if spans else []
