"""An explanation, in lines for people: the tree with yes and no, then the evidence in its sentences."""

from collections.abc import Iterator

from service.app.junit import drawn, words_found
from service.matches.explain import Explanation
from service.model import Article, Evidence


_MOST_QUOTES = 20


def lines(name: str, article: Article, explanation: Explanation) -> Iterator[str]:
    """Give the whole explanation."""
    holds = "holds" if explanation.holds else "does not hold"
    yield f"{name}: {explanation.rule} {holds}" + (
        f" ({explanation.note})" if explanation.note else ""
    )
    if explanation.root is not None:
        found = words_found(explanation)
        yield from (f"  {line}" for line in drawn(explanation.root, 0, found))
    shown = explanation.evidence[:_MOST_QUOTES]
    yield from (_quoted(article, one) for one in shown)
    if len(explanation.evidence) > len(shown):
        yield f"  and {len(explanation.evidence) - len(shown)} more"


def _quoted(article: Article, one: Evidence) -> str:
    """Show the sentence around a piece of evidence, with the words in brackets."""
    text = {"title": article.title, "text": article.text, "summary": article.summary or ""}[
        one.field
    ]
    start, end = one.sentence
    shown = f"{text[start : one.start]}[{one.quote}]{text[one.end : end]}"
    return f"  {one.field} {one.start}-{one.end}, {one.clause}: {' '.join(shown.split())}"
