"""What a spelling of a name asks for, in words; and which of it an article lacks."""

from collections.abc import Iterator
from dataclasses import replace

from service.matches.nodes import Condition, Part, Run, Term
from service.matches.spans import nearest
from service.matches.view import View
from service.matches.words import Span
from service.model import Field


def condition_of(run: Run) -> Condition | None:
    return next((element.asks for element in run if element.asks is not None), None)


def asked(condition: Condition) -> str:
    """Say what a spelling asks for: `near Pyongyang or 북한, not in "Kim Basinger"`."""
    parts = []
    if condition.near:
        parts.append(f"near {_any_of(condition)}")
    if condition.not_in:
        parts.append("not in a longer name")
    if condition.proper:
        parts.append("as a name")
    if condition.only_in:
        parts.append(f"in articles in {' or '.join(condition.only_in)}")
    return ", ".join(parts)


def missing(term: Term, view: View, part: Part | None) -> str:
    """Say what the first spelling that is there would need to count; empty if none is there."""
    for field, run, condition in _asking(term, view, part):
        bare = tuple(replace(element, asks=None) for element in run)
        limit = view.bounds(part)[field]
        if spans := [span for span in view.find_runs((bare,), field) if span[1] < limit]:
            whole = replace(condition, only_in=_languages(term, bare, condition))
            return f"'{_quote(view, field, spans[0])}' is there, {_why(whole, spans, field, view)}"
    return ""


def _languages(term: Term, bare: Run, condition: Condition) -> tuple[str, ...]:
    """Give all languages that a spelling counts in: it may stand under each of them alone."""
    same = [
        one.only_in
        for run in term.runs
        if (one := condition_of(run)) is not None
        and tuple(replace(element, asks=None) for element in run) == bare
        and replace(one, only_in=()) == replace(condition, only_in=())
    ]
    return tuple(dict.fromkeys(code for codes in same for code in codes)) if all(same) else ()


def _asking(term: Term, view: View, part: Part | None) -> Iterator[tuple[Field, Run, Condition]]:
    for run in term.runs:
        if condition := condition_of(run):
            yield from ((field, run, condition) for field in view.bounds(part))


def _why(condition: Condition, spans: list[Span], field: Field, view: View) -> str:
    whole = replace(condition, near=(), not_in=(), proper=False)
    if not view.counting(spans, whole, field):
        language = view.article.language
        it_is = f"this one is in {language}" if language else "its language is not known"
        return f"and counts only in articles in {' or '.join(condition.only_in)}: {it_is}"
    if not view.counting(spans, replace(condition, near=(), not_in=()), field):
        return "though not as a name is written"
    if not view.counting(spans, replace(condition, near=()), field):
        around = view.find_runs(condition.not_in, field)
        longer = next((a, b) for a, b in around if a <= spans[0][0] and spans[0][1] <= b)
        return f"though only as a part of '{_quote(view, field, longer)}'"
    return f"without {_any_of(condition)}{_distance(condition, spans, field, view)}"


def _any_of(condition: Condition) -> str:
    *words, last = condition.words
    return f"{', '.join(words)} or {last}" if words else last


def _distance(condition: Condition, spans: list[Span], field: Field, view: View) -> str:
    if condition.within is None:
        return " anywhere in the article"
    gap = nearest(spans, view.find_runs(condition.near, field))
    unit = view.fields[field].unit
    seen = "" if gap is None else f" (nearest: {-(-gap // unit)} words between)"
    return f" within {condition.within} words{seen}"


def _quote(view: View, field: Field, span: Span) -> str:
    folded = view.fields[field]
    start, end = folded.extent(span)
    return folded.text[start:end]
