"""One sentence of two told facts: `the ferry ran aground on Monday and sank on Wednesday`.

It is a mere joining where each part was told, the second of the same subject: its first word stands in a told
sentence right behind a word with which the joined one begins. Whatever else is joined is a relation, and new.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from service.stories.statements import Spoken, Statement


_AND = re.compile(r",?\s(?:and|und|et|y|e|и|i|και|og|och|en)\s", re.IGNORECASE)
_JOINTS = 4
"""Looked at in one sentence: what has more is a list."""
_SUBJECT = 3
"""Words with content with which a sentence begins."""
_LEAST = 3
"""Words with content of the first part: of fewer none is a sentence."""


def parted(one: Statement) -> Iterator[tuple[Statement, Statement]]:
    """Cut a sentence in two at each `and`."""
    for joint in islice(_AND.finditer(one.text), _JOINTS):
        first, second = _part(one, 0, joint.start()), _part(one, joint.end(), len(one.text))
        if len(first.order) >= _LEAST and second.order:
            yield first, second


def goes_on(first: Statement, second: Statement, told: Statement) -> bool:
    """Tell whether a told sentence says the second part of the subject of the first."""
    verb = second.order[0]
    before = [
        one
        for one, following in zip(told.order, told.order[1:], strict=False)
        if _same(following, verb)
    ]
    return any(_same(one, word) for one in before for word in first.order[:_SUBJECT])


def _same(one: Spoken, other: Spoken) -> bool:
    return not one.terms.keys().isdisjoint(other.terms)


def _part(one: Statement, start: int, end: int) -> Statement:
    """Take a part as a sentence; its figures and its quotations are judged with the whole."""
    order = tuple(word for word in one.order if start <= word.start < end)
    marks = tuple(mark for mark in one.marks if start <= mark.start < end)
    terms = {term: weight for word in order for term, weight in word.terms.items()}
    return replace(one, text=_only(one.text, start, end), order=order, marks=marks, terms=terms)


def _only(text: str, start: int, end: int) -> str:
    return " " * start + text[start:end]
