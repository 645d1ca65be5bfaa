"""The JSON that a webhook carries: one digest, versioned, with a schema of its own."""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from service.digests.coverage import sentences
from service.digests.look import Look
from service.digests.quotes import excerpt
from service.digests.scope import outlet
from service.digests.view import page, subject, why
from service.digests.wording import clip, harmless, line, web_link
from service.model import (
    Article,
    Coverage,
    Digest,
    Evidence,
    Match,
    Mention,
    Precision,
    Provenance,
    Published,
    Report,
    SourceNote,
    Standing,
    StreamKind,
    Tier,
    Told,
    Why,
    ZoneBasis,
)
from service.model import Field as Place


LIMIT = 256_000
"""Bytes. What does not fit is counted in `more`."""
EVIDENCE_LIMIT = 40
"""Of one story, shared by its rules; so one story always fits."""
REPORTS_LIMIT = 15
"""Copies, and further reports, of one story."""
RULES_LIMIT = 20
NOTES_LIMIT = 50
MENTIONS_LIMIT = 15


class Part(BaseModel):
    """What every part of the envelope has in common: nothing unknown, nothing changed."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True
    )


class PublishedPart(Part):
    """A date as it was printed; its day is never shifted."""

    value: str = Field(description="ISO 8601, as exact as it was printed")
    precision: Precision
    zone: ZoneBasis
    provenance: Provenance


class RulePart(Part):
    """A rule that matched."""

    id: str = Field(description="watchlist/rule")
    title: str
    tier: Tier


class EvidencePart(Part):
    """The words that matched, and the sentence around them."""

    rule: str = Field(description="watchlist/rule")
    field: Place
    start: int = Field(description="In code points of the stored text, half-open")
    end: int
    quote: str
    sentence: str = Field(description="Cut around the quote where it is long")


class ReportPart(Part):
    """One further article of a story."""

    article: int
    version: int
    outlet: str
    headline: str
    url: str | None
    published: PublishedPart | None
    seen_at: AwareDatetime
    told_before: bool
    standing: Standing | None = Field(description="What it says of itself, if it does")
    superseded: bool = Field(description="A newer version has taken its place")


class StoryPart(Part):
    """One story: the report that speaks for it, why it is told, and who else has it."""

    id: int
    why: Why
    reason: str = Field(description="`why` in words; empty for a new story")
    tier: Tier
    article: int
    version: int
    superseded: bool = Field(description="A newer version has taken its place")
    headline: str
    url: str | None = Field(description="Absolute, http or https; null if there is no such link")
    outlet: str
    author: str | None
    wire: str | None
    language: str | None
    published: PublishedPart | None
    updated: PublishedPart | None
    standing: Standing | None = Field(
        description="`correction` or `retraction`, as the report says of itself"
    )
    first_seen: AwareDatetime
    rules: tuple[RulePart, ...]
    evidence: tuple[EvidencePart, ...]
    copies: tuple[ReportPart, ...] = Field(description="The same text from other outlets")
    copies_total: int = Field(ge=0)
    reports: tuple[ReportPart, ...] = Field(description="Further reports that are no copies")
    reports_total: int = Field(ge=0)


class NotePart(Part):
    """A source that a reader should know about."""

    source: str
    title: str
    note: str


class SourcesPart(Part):
    """What became of the sources."""

    checked: int
    failed: tuple[NotePart, ...]
    silent: tuple[NotePart, ...]
    possible_gaps: tuple[NotePart, ...]
    baseline: tuple[NotePart, ...]
    changed_shape: tuple[NotePart, ...] = Field(
        description="Their entries lack something that they used to have"
    )
    over_active: tuple[NotePart, ...]
    floods: tuple[NotePart, ...] = Field(
        description="They served as new what was known; it is held back"
    )
    moved: tuple[NotePart, ...] = Field(description="Their servers name another address for good")


class ArticlesPart(Part):
    """What became of the articles."""

    seen: int
    matched: int
    merged: int
    held: int
    unreadable: int
    cut: int
    undecided: int = Field(description="Articles for which some rule could not be decided")


class CoveragePart(Part):
    """Why the digest can be trusted."""

    since: AwareDatetime | None
    until: AwareDatetime
    sources: SourcesPart
    articles: ArticlesPart
    slots_merged: int
    sibling: str | None
    told_instantly: int
    rules_off: tuple[str, ...]
    rules_undecided: tuple[str, ...] = Field(
        description="Rules, as `watchlist/rule`, that would have taken too many steps for an article"
    )
    sentences: tuple[str, ...] = Field(description="All of this in words")


class MentionPart(Part):
    """A story that the sibling instant stream has told already."""

    id: int
    headline: str
    url: str | None


class MorePart(Part):
    """Stories that did not fit; every story of the digest is in `stories` or counted here."""

    stories: int = Field(ge=0)
    urgent: int = Field(ge=0)
    follow: int = Field(ge=0, description="Of them, told at once in a further digest")
    url: str | None


class Envelope(Part):
    """One digest as JSON. Fields may be added within a version; none changes its meaning."""

    version: Literal[1] = 1
    type: Literal["digest"] = "digest"
    id: str
    stream: str
    title: str
    subject: str
    kind: StreamKind
    zone: str = Field(description="The readers' IANA time zone; times below are in UTC")
    composed_at: AwareDatetime
    slot: AwareDatetime
    stories: tuple[StoryPart, ...]
    more: MorePart
    mentions: tuple[MentionPart, ...] = Field(
        description="Told already by the sibling instant stream; `coverage` says how many in all"
    )
    coverage: CoveragePart


def schema() -> dict[str, object]:
    """Give the JSON Schema of the envelope."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Envelope.model_json_schema(mode="serialization"),
    }


def pack(digest: Digest, look: Look) -> str:
    """Give the envelope as JSON of at most 256 kB; the least important stories give way."""
    return seal(digest, look, fitting(digest, look))


def seal(digest: Digest, look: Look, stories: tuple[StoryPart, ...]) -> str:
    return _envelope(digest, look, stories).model_dump_json()


def fitting(digest: Digest, look: Look) -> tuple[StoryPart, ...]:
    """Give the first stories, as many as an envelope has room for."""
    size = len(_envelope(digest, look, ()).model_dump_json().encode())
    parts: list[StoryPart] = []
    for told in digest.stories:
        part = _story(told)
        size += len(part.model_dump_json().encode()) + 1
        if size > LIMIT:
            break
        parts.append(part)
    return tuple(parts)


def _envelope(digest: Digest, look: Look, stories: tuple[StoryPart, ...]) -> Envelope:
    return Envelope(
        id=line(digest.id, 200),
        stream=line(digest.stream, 200),
        title=line(digest.title, 200),
        subject=subject(digest),
        kind=digest.kind,
        zone=digest.zone,
        composed_at=digest.composed_at,
        slot=digest.slot_due,
        stories=stories,
        more=_more(digest, look, len(stories)),
        mentions=tuple(_mention(one) for one in digest.mentions[:MENTIONS_LIMIT]),
        coverage=_coverage(digest.coverage, digest.zone),
    )


def _more(digest: Digest, look: Look, shown: int) -> MorePart:
    rest = digest.stories[shown:]
    return MorePart(
        stories=len(rest) + digest.waiting,
        urgent=sum(one.tier is Tier.URGENT for one in rest) + digest.waiting_urgent,
        follow=digest.waiting,
        url=page(digest, look) if rest else None,
    )


# --- stories -------------------------------------------------------------------------------------


def _story(told: Told) -> StoryPart:
    article = told.best.article
    return StoryPart(
        id=told.story,
        why=told.why,
        reason=why(told),
        tier=told.tier,
        article=article.id,
        version=article.version,
        superseded=told.best.superseded,
        headline=line(article.title),
        url=web_link(article.url),
        outlet=line(outlet(told.best), 120),
        author=_said(article.author),
        wire=_said(article.wire),
        language=_said(article.language),
        published=_published(article.published),
        updated=_published(article.updated),
        standing=article.standing,
        first_seen=told.first_seen,
        rules=tuple(_rule(one) for one in told.matches[:RULES_LIMIT]),
        evidence=tuple(_evidence(told.matches[:RULES_LIMIT], article)),
        copies=tuple(_report(one) for one in told.carried_by[:REPORTS_LIMIT]),
        copies_total=len(told.carried_by) + told.copies_elsewhere,
        reports=tuple(_report(one) for one in told.others[:REPORTS_LIMIT]),
        reports_total=len(told.others),
    )


def _said(text: str | None) -> str | None:
    return line(text or "", 120) or None


def _published(date: Published | None) -> PublishedPart | None:
    if date is None:
        return None
    return PublishedPart(
        value=date.value, precision=date.precision, zone=date.zone, provenance=date.provenance
    )


def _rule(match: Match) -> RulePart:
    return RulePart(id=_key(match), title=line(match.title, 120), tier=match.tier)


def _key(match: Match) -> str:
    return line(f"{match.watchlist}/{match.rule}", 200)


def _evidence(matches: Sequence[Match], article: Article) -> Iterable[EvidencePart]:
    texts = {
        Place.TITLE: article.title,
        Place.TEXT: article.text,
        Place.SUMMARY: article.summary or "",
    }
    for match in matches:
        for one in match.evidence[: EVIDENCE_LIMIT // len(matches)]:
            yield EvidencePart(
                rule=_key(match),
                field=one.field,
                start=one.start,
                end=one.end,
                quote=clip(harmless(one.quote), 200),
                sentence=_sentence(texts[one.field], one),
            )


def _sentence(text: str, evidence: Evidence) -> str:
    marks = [(evidence.start, evidence.end)]
    return "".join(piece.text for piece in excerpt(text, evidence.sentence, marks))


def _report(report: Report) -> ReportPart:
    article = report.article
    return ReportPart(
        article=article.id,
        version=article.version,
        outlet=line(outlet(report), 120),
        headline=line(article.title),
        url=web_link(article.url),
        published=_published(article.published),
        seen_at=article.seen_at,
        told_before=report.told,
        standing=article.standing,
        superseded=report.superseded,
    )


def _mention(mention: Mention) -> MentionPart:
    return MentionPart(
        id=mention.story, headline=line(mention.headline, 120), url=web_link(mention.url)
    )


# --- coverage ------------------------------------------------------------------------------------


def _coverage(coverage: Coverage, zone: str) -> CoveragePart:
    return CoveragePart(
        since=coverage.since,
        until=coverage.until,
        sources=_sources(coverage),
        articles=ArticlesPart(
            seen=coverage.articles_seen,
            matched=coverage.articles_matched,
            merged=coverage.articles_merged,
            held=coverage.articles_held,
            unreadable=coverage.articles_unreadable,
            cut=coverage.articles_cut,
            undecided=coverage.articles_undecided,
        ),
        slots_merged=coverage.slots_merged,
        sibling=_said(coverage.sibling),
        told_instantly=coverage.told_instantly,
        rules_off=tuple(line(one, 200) for one in coverage.rules_off[:NOTES_LIMIT]),
        rules_undecided=tuple(
            line(f"{watchlist}/{rule}", 200)
            for watchlist, rule in coverage.rules_undecided[:NOTES_LIMIT]
        ),
        sentences=sentences(coverage, zone),
    )


def _sources(coverage: Coverage) -> SourcesPart:
    return SourcesPart(
        checked=coverage.sources_checked,
        failed=_notes(coverage.failed),
        silent=_notes(coverage.silent),
        changed_shape=_notes(coverage.changed_shape),
        over_active=_notes(coverage.over_active),
        floods=_notes(coverage.floods),
        moved=_notes(coverage.moved),
        possible_gaps=_notes(coverage.possible_gaps),
        baseline=_notes(coverage.baseline),
    )


def _notes(notes: Sequence[SourceNote]) -> tuple[NotePart, ...]:
    """Give the first notes; `sentences` says how many there are in all."""
    return tuple(
        NotePart(source=line(one.source, 80), title=line(one.title, 80), note=line(one.note, 160))
        for one in notes[:NOTES_LIMIT]
    )
