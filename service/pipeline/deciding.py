"""The middle of poll: what was read is held against what is known, and against the rules."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from service.articles import flood, making
from service.articles.arrivals import Plan, anew, oldest_first, plan
from service.articles.standing import standing_of
from service.articles.versions import inserted, rewritten
from service.matches.compile import CompiledRule, RuleSet
from service.matches.evaluate import Evaluation, decide, match_rule
from service.matches.renewed import renewed
from service.matches.steps import PER_RULE, OverrunError
from service.matches.view import View
from service.model import (
    Article,
    ArticleId,
    Backfill,
    Field,
    Known,
    Match,
    Reading,
    RuleName,
)
from service.pipeline.collecting import Batch
from service.pipeline.parts import Configuration, Parts
from service.pipeline.reading import Readings
from service.pipeline.retelling import retold
from service.store import articles, matches, served
from service.store.articles import Arrival


log = structlog.get_logger()

Arrivals = tuple[tuple[Arrival, tuple[Match, ...]], ...]
Learned = tuple[tuple[ArticleId, tuple[str, ...]], ...]


async def planned_of(
    parts: Parts, batch: Batch, readings: Readings
) -> tuple[Plan, frozenset[int]]:
    """Plan what to make of what was read, and name what of it is held back as a flood."""
    source_id, candidates = batch.state.id, readings.candidates
    keys = [key for item in candidates for key in item.sought]
    pages = [(item.url, item.content_hash) for item in candidates if item.url]
    own, elsewhere = await parts.store.read(served.held_against, source_id, keys, pages)
    planned = await _apart(parts, readings, plan(candidates, own, elsewhere))
    return planned, await _flooded(parts, batch, readings, planned, own)


async def _flooded(
    parts: Parts, batch: Batch, readings: Readings, planned: Plan, own: Mapping[str, Known]
) -> frozenset[int]:
    """Name the candidates that a source serves as new although they were known, if they are many."""
    candidates = readings.candidates
    entries = sum(len(parsed.entries) for _, parsed in batch.parsed)
    first = batch.state.first_polled_at is None
    if first or not entries or not batch.watched.module.POLLED:
        return frozenset()
    if not flood.is_possible(len(planned.arrivals), entries):
        return frozenset()
    hashes = [item.content_hash for item in candidates]
    texts = await parts.store.read(articles.known_texts, batch.state.id, hashes)
    suspects = flood.suspects(planned.arrivals, candidates, own, texts)
    held = {
        index
        for index, known in suspects.items()
        if known is None or not await _says_another(parts, readings.readings[index], known)
    }
    return frozenset(held) if flood.is_flood(len(held), entries) else frozenset()


async def _says_another(parts: Parts, reading: Reading, known: Known) -> bool:
    """Whether a known link leads to another report by now."""
    before = await parts.store.read(articles.latest, known.article)
    said = (before.title, before.text), (reading.title, reading.text)
    return await asyncio.to_thread(rewritten, *said)


async def _apart(parts: Parts, readings: Readings, planned: Plan) -> Plan:
    """Take what is another item under an old id or link for a new article: it is told in full."""
    steps = []
    for step in planned.arrivals:
        reading = readings.readings[step.index]
        if (
            step.known is not None
            and step.known.title != reading.title
            and standing_of(reading.title, reading.text) is None
            and await _says_another(parts, reading, step.known)
        ):
            steps.append(anew(step))
            continue
        steps.append(step)
    return replace(planned, arrivals=tuple(steps))


async def matched(
    parts: Parts,
    configuration: Configuration,
    batch: Batch,
    readings: Readings,
    planned: Plan,
    quiet: frozenset[int],
) -> tuple[Arrivals, Learned]:
    """Give what arrives with its matches, and the entries that other sources' articles stand for."""
    # Hashes and rules take their time over long texts: never on the event loop.
    made = await asyncio.to_thread(
        _evaluated, configuration.rules, batch, readings, planned, quiet, parts.clock()
    )
    arrivals, elsewhere = [], []
    for step, (arrival, found) in zip(planned.arrivals, made, strict=True):
        if step.elsewhere is not None and not await _says_more(parts, step.elsewhere, found):
            elsewhere.append((step.elsewhere.article, step.served_keys))
        elif step.known is not None:
            news = await _news(parts, configuration, arrival.article, step.known, found)
            arrivals.append((arrival, news))
        else:
            arrivals.append((arrival, found))
    # Feeds have the newest on top; who reported first is to be known as the first.
    order = oldest_first([arrival.article.published for arrival, _ in arrivals])
    return tuple(arrivals[place] for place in order), tuple(elsewhere)


async def _says_more(parts: Parts, page: Known, found: Sequence[Match]) -> bool:
    """Whether a rule holds for this page that did not for the same page of another source.

    Rules may name sources, and summaries differ: nobody is to miss a report because another source
    was faster.
    """
    if not found:
        return False
    earlier = await parts.store.read(matches.earlier_rules, page.article)
    return any((match.watchlist, match.rule) not in earlier for match in found)


def _evaluated(
    rules: RuleSet,
    batch: Batch,
    readings: Readings,
    planned: Plan,
    quiet: frozenset[int],
    now: datetime,
) -> Arrivals:
    """Make the article of every step of the plan, and find the rules that hold for it."""
    source = batch.watched.source
    made = []
    for step in planned.arrivals:
        item, reading = readings.items[step.index], readings.readings[step.index]
        candidate = readings.candidates[step.index]
        article = making.article(step, candidate, reading, source, now)
        evaluation = decided(rules, article)
        arrival = Arrival(
            article=article,
            keys=step.keys,
            publisher=candidate.publisher,
            text_hash=candidate.text_hash,
            page=item.archived,
            baseline=step.index in quiet,
            takes_over=step.takes_over,
            undecided=_named(rules, evaluation.undecided),
        )
        made.append((arrival, evaluation.matches))
    return tuple(made)


def decided(rules: RuleSet, article: Article) -> Evaluation:
    """Give what all rules say about an article; what fails is undecided, and nothing else is.

    An entry that no rule set could be asked about would be served again with every poll, and keep
    all that its source brings from its readers.
    """
    about = article.url or article.title
    try:
        evaluation = decide(rules, article)
    except Exception:
        log.exception("match.accident", article=about)
        return _one_by_one(rules, article)
    for rule in evaluation.undecided:
        log.warning("match.undecided", rule=rule, article=about)
    return evaluation


def _one_by_one(rules: RuleSet, article: Article) -> Evaluation:
    """Ask each rule alone: a step that failed is known by the rule that fails again."""
    view, matches, undecided = View(article, rules.asked), list[Match](), list[str]()
    for ready in _asked(rules, view):
        view.allow(PER_RULE)
        try:
            found = match_rule(ready, view)
        except Exception as error:
            trace = None if isinstance(error, OverrunError) else error
            about = article.url or article.title
            log.warning("match.undecided", rule=ready.rule.key, article=about, exc_info=trace)
            undecided.append(ready.rule.key)
        else:
            matches += [found] if found else []
        view.settle()
    return Evaluation(matches=tuple(matches), undecided=tuple(undecided))


def _asked(rules: RuleSet, view: View) -> Sequence[CompiledRule]:
    try:
        return rules.found_in(view)
    except Exception:  # noqa: BLE001 - told by who asked for all of them at once
        return rules.ordered


def _named(rules: RuleSet, keys: Sequence[str]) -> tuple[RuleName, ...]:
    found = (rules.rules[key].rule for key in keys)
    return tuple((rule.watchlist, rule.id) for rule in found)


async def _news(
    parts: Parts,
    configuration: Configuration,
    article: Article,
    known: Known,
    found: tuple[Match, ...],
) -> tuple[Match, ...]:
    """Give the matches of a new version that are news.

    What was told is told again when its outlet corrects it or takes it back, and also where the rule
    holds no longer: readers have to hear of that.
    """
    if not found and article.standing is None:
        return ()
    before = await parts.store.read(articles.latest, known.article)
    kept = await _renewed(parts, article, before, found) if found else ()
    if article.standing is None or article.standing is before.standing:
        return kept
    told = await parts.store.read(matches.told_before, known.article)
    in_force = [one for one in told if f"{one.watchlist}/{one.rule}" in configuration.rules.rules]
    return retold(article, kept, found, in_force)


async def _renewed(
    parts: Parts, article: Article, before: Article, found: tuple[Match, ...]
) -> tuple[Match, ...]:
    earlier = await parts.store.read(matches.earlier_rules, article.id)
    new_words = await asyncio.to_thread(_new_words, before, article)
    return renewed(found, earlier, new_words)


def _new_words(before: Article, article: Article) -> dict[Field, tuple[tuple[int, int], ...]]:
    return {
        Field.TITLE: inserted(before.title, article.title),
        Field.TEXT: inserted(before.text, article.text),
        Field.SUMMARY: inserted(before.summary or "", article.summary or ""),
    }


def baseline(batch: Batch, planned: Plan) -> frozenset[int]:
    """Name the candidates of a first sight that nobody is told of."""
    told = told_from_the_start(batch)
    return frozenset(step.index for step in planned.arrivals[told:] if told is not None)


def told_from_the_start(batch: Batch) -> int | None:
    """How many entries of a first poll are told; None: all, as in every later poll."""
    wish = batch.watched.source.backfill
    if wish is None:
        wish = Backfill.NONE if batch.watched.module.POLLED else Backfill.ALL
    if batch.state.first_polled_at is not None or wish is Backfill.ALL:
        return None
    return 0 if wish is Backfill.NONE else int(wish)
