"""Rules carry their tests: what each must find, and must not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from service.app.files import Files
from service.articles.language import detect
from service.articles.read import text_and_teaser
from service.clock import now
from service.matches.compile import CompiledRule
from service.matches.explain import Explanation, explain
from service.matches.nodes import Fact, FactKind, Node, Term, children_of
from service.model import (
    Article,
    ArticleId,
    Precision,
    Provenance,
    Published,
    Source,
    SourceId,
    ZoneBasis,
)
from service.watchlists import RuleTest


_DAY = len("2026-03-02")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a test of a rule came out, and why."""

    test: RuleTest
    explanation: Explanation | None
    """None: the rule is off, so the test was not run."""

    @property
    def passed(self) -> bool:
        return self.explanation is not None and self.explanation.holds is self.test.wanted

    @property
    def failed(self) -> bool:
        return self.explanation is not None and not self.passed


def run_tests(files: Files) -> tuple[Result, ...]:
    """Run the tests of every rule that is on."""
    sources = {str(source.id): source for source in files.sources}
    return tuple(
        _run(test, files.rules.rules.get(test.rule), sources)
        for watchlist in files.loaded.watchlists
        for test in watchlist.tests
    )


def _run(test: RuleTest, compiled: CompiledRule | None, sources: Mapping[str, Source]) -> Result:
    if compiled is None:
        return Result(test=test, explanation=None)
    given = test.specimen
    article = specimen(test, sources.get(given.source or ""))
    if article.language is None and _asks_language(compiled.tree):
        article = replace(article, language=_detected(article, sources.get(given.source or "")))
    # A test that says nothing of where it comes from is about the words alone.
    placed = given.source or given.url
    rule = compiled.rule if placed else replace(compiled.rule, include=(), exclude=())
    return Result(test=test, explanation=explain(rule, article))


def specimen(test: RuleTest, source: Source | None = None) -> Article:
    """Make the article that a test describes, from a source if it is known."""
    given = test.specimen
    text, summary = text_and_teaser(given.title, given.text, given.summary)
    return Article(
        id=ArticleId(0),
        source=SourceId(given.source or "test"),
        title=given.title,
        text=text,
        summary=summary,
        url=given.url,
        author=given.author,
        wire=given.wire,
        language=given.lang,
        published=None if given.published is None else _date(given.published),
        outlet=source.outlet if source else None,
        tags=source.tags if source else (),
        seen_at=now(),
    )


def _detected(article: Article, source: Source | None) -> str | None:
    """Tell the language as the service does; the watchlist's `languages` say nothing of a text."""
    return detect(f"{article.title}\n{article.text}", source.language if source else None)


def _asks_language(tree: Node) -> bool:
    return any(_is_about_language(node) for node in _walk(tree))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children_of(node):
        yield from _walk(child)


def _is_about_language(node: Node) -> bool:
    match node:
        case Fact(kind=kind):
            return kind is FactKind.LANG
        case Term(runs=runs):
            asked = (element.asks for run in runs for element in run)
            return any(condition and condition.only_in for condition in asked)
        case _:
            return False


def _date(text: str) -> Published:
    return Published(
        value=text,
        precision=Precision.DAY if len(text) <= _DAY else Precision.MINUTE,
        zone=ZoneBasis.ASSUMED,
        provenance=Provenance.GIVEN,
    )
