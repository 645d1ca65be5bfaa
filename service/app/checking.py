"""Rules carry their tests: what each must find, and must not."""

from dataclasses import dataclass, replace

from service.app.files import Files
from service.clock import now
from service.matches.explain import Explanation, explain
from service.model import (
    Article,
    ArticleId,
    Precision,
    Provenance,
    Published,
    Rule,
    SourceId,
    ZoneBasis,
)
from service.watchlists import RuleTest


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A test of a rule that came out otherwise, and why."""

    test: RuleTest
    explanation: Explanation


def failures(files: Files) -> tuple[Failure, ...]:
    """Run the tests of every rule that could be read."""
    rules = {key: compiled.rule for key, compiled in files.rules.rules.items()}
    tests = (test for watchlist in files.loaded.watchlists for test in watchlist.tests)
    tried = (
        Failure(test=test, explanation=_try(rules[test.rule], test))
        for test in tests
        if test.rule in rules
    )
    return tuple(one for one in tried if one.explanation.holds is not one.test.wanted)


def _try(rule: Rule, test: RuleTest) -> Explanation:
    # A test that names no source is about the words alone.
    anywhere = rule if test.source else replace(rule, include=(), exclude=())
    return explain(anywhere, specimen(test))


def specimen(test: RuleTest) -> Article:
    """Make the article that a test describes."""
    return Article(
        id=ArticleId(0),
        source=SourceId(test.source or "test"),
        title=test.title,
        text=test.text,
        language=test.lang,
        published=None if test.published is None else _date(test.published),
        seen_at=now(),
    )


def _date(text: str) -> Published:
    return Published(
        value=text,
        precision=Precision.DAY if len(text) <= len("2026-03-02") else Precision.MINUTE,
        zone=ZoneBasis.ASSUMED,
        provenance=Provenance.GIVEN,
    )
