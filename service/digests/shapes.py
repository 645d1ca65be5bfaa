"""The shapes of the JSON that a webhook carries: one digest, versioned, with a schema of its own."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from service.model import Field as Place
from service.model import (
    Newness,
    Precision,
    Provenance,
    Reason,
    Standing,
    StreamKind,
    Tier,
    Why,
    ZoneBasis,
)


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


class NewsPart(Part):
    """A sentence that readers were not told, and by what it is new."""

    article: int
    version: int
    outlet: str
    field: Place
    start: int = Field(description="In code points of the stored text, half-open")
    end: int
    sentence: str
    by: Newness
    covered: float = Field(description="How much of it one place of what was told has: 0 to 1")


class StoryPart(Part):
    """One story: the report that speaks for it, why it is told, and who else has it."""

    id: int
    was: tuple[int, ...] = Field(
        description="Numbers of stories that have become one with this: earlier digests may have told of it by one"
    )
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
    first_outlets: tuple[str, ...] = Field(
        description="Whose report was seen then; several where one poll brought them"
    )
    reasons: tuple[Reason, ...] = Field(
        description="For what it is told again, the weightiest first; empty for a new story"
    )
    last_told: AwareDatetime | None
    news: tuple[NewsPart, ...] = Field(
        description="What readers were not told of it; empty for a new story, where all is new"
    )
    news_total: int = Field(ge=0)
    new_figures: tuple[str, ...]
    new_names: tuple[str, ...]
    new_quotes: tuple[str, ...]
    further_outlets: tuple[str, ...] = Field(
        description="Outlets that have reported it on their own since it was told"
    )
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
    missing_pages: tuple[NotePart, ...] = Field(
        description="How many pages of their entries could not be had, and why one of them"
    )


class ArticlesPart(Part):
    """What became of the articles."""

    seen: int = Field(description="New ones, and known ones that have changed")
    changed: int = Field(description="Of those seen, the ones that were known before")
    matched: int
    merged: int
    held: int
    unreadable: int
    cut: int
    pages_missing: int = Field(description="Pages that could not be had: their entries had to do")
    repeating: int = Field(description="Of the merged, reports that are no copies and add nothing")
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


class FormerPart(Part):
    """A story as it was told, by the report that named it."""

    article: int
    headline: str
    url: str | None


class JoinedPart(Part):
    """Stories that were told apart and are one now; it is said once."""

    id: int = Field(description="The story that they are now")
    formers: tuple[FormerPart, ...]
    formers_total: int = Field(ge=0)


class KeptPart(Part):
    """A story that was told, and that is still reported, without anything new."""

    id: int
    headline: str
    url: str | None
    last_told: AwareDatetime | None
    outlets: tuple[str, ...]
    reports: int = Field(ge=0, description="Counted, as each of their sentences was told")
    copies: int = Field(ge=0, description="Counted, as they carry a text that was told")


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
    reminders: tuple[KeptPart, ...] = Field(
        description="Stories without anything new of which readers want to be reminded"
    )
    kept: tuple[KeptPart, ...] = Field(description="Further such stories")
    kept_total: int = Field(ge=0)
    joined: tuple[JoinedPart, ...] = Field(
        description="Told before as several stories, found to be one since the last digest"
    )
    joined_total: int = Field(ge=0)
    coverage: CoveragePart


def schema() -> dict[str, object]:
    """Give the JSON Schema of the envelope."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Envelope.model_json_schema(mode="serialization"),
    }
