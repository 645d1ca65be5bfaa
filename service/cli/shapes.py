"""The JSON lines of the stages alone, as models: `wirewatch schema` publishes them."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from service.matches.explain import Explanation
from service.model import (
    Entry,
    Evidence,
    Match,
    Parsed,
    Placement,
    Precision,
    Provenance,
    Published,
    Reading,
    Relation,
    Tier,
    ZoneBasis,
)


class Line(BaseModel):
    """One JSON line."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Date(Line):
    """A date as it was printed."""

    value: str = Field(description="ISO 8601, as exact as it was printed.")
    precision: Precision
    zone: ZoneBasis = Field(description="Who says in which zone a time stands.")
    provenance: Provenance = Field(description="Where it was found.")


class Feed(Line):
    """What a feed says of itself."""

    kind: str
    title: str | None
    url: str | None
    language: str | None
    author: str | None
    summary: str | None
    published: Date | None
    updated: Date | None
    entries: int = Field(description="How many lines follow.")
    cut: int = Field(description="Entries left out because a cap was reached.")
    problems: tuple[str, ...] = Field(description="What could not be read, while the rest could.")


class FeedLine(Line):
    """`source parse`: the first line of each file."""

    file: str
    feed: Feed


class EntryLine(Line):
    """`source parse`: one entry of a feed."""

    id: str | None
    url: str | None
    title: str
    summary: str | None
    content: str | None
    author: str | None
    language: str | None
    published: Date | None
    updated: Date | None


class ArticleLine(Line):
    """`article read`: one page or text."""

    id: str = Field(description="The file's name.")
    url: str | None
    title: str
    text: str = Field(description="Main text; paragraphs stand apart by a blank line.")
    author: str | None
    outlet: str | None
    wire: str | None = Field(description="The news agency credited.")
    dateline: str | None
    language: str | None
    published: Date | None = Field(description="Null where no date is printed.")
    updated: Date | None


class EvidenceLine(Line):
    """These words, here; offsets are code points, half-open."""

    field: Literal["title", "text", "summary"]
    start: int
    end: int
    quote: str
    clause: str = Field(description="The part of the query that these words satisfy.")
    sentence: tuple[int, int] = Field(description="The sentence around them, in the same field.")


class RuleLine(Line):
    """One rule that holds."""

    rule: str
    tier: Tier
    evidence: tuple[EvidenceLine, ...]


class MatchLine(Line):
    """`match`: one article."""

    id: str
    matches: tuple[RuleLine, ...]


class StoryLine(Line):
    """`story group`: one article."""

    id: str
    story: str = Field(description="The id of the story's first article.")
    relation: Relation
    of: str | None = Field(description="The article it copies or updates.")
    measure: str
    value: float
    threshold: float


class StepLine(Line):
    """One clause of a query."""

    clause: str = Field(description="The clause, with nothing implied.")
    holds: bool
    note: str = Field(description="Where it does not hold: what was there instead.")
    steps: tuple["StepLine", ...] = Field(description="The clauses that it is made of.")


class ExplanationLine(Line):
    """`explain --json`: one rule and one article."""

    id: str
    rule: str = Field(description="`watchlist/rule`.")
    holds: bool
    note: str = Field(description="What keeps the rule from looking at all, or from deciding.")
    root: StepLine | None
    evidence: tuple[EvidenceLine, ...] = Field(description="Empty where the rule does not hold.")


STAGES: dict[str, type[BaseModel]] = {
    "source-parse-feed": FeedLine,
    "source-parse-entry": EntryLine,
    "article-read": ArticleLine,
    "match": MatchLine,
    "explain": ExplanationLine,
    "story-group": StoryLine,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Give the JSON Schema of every line."""
    return {name: model.model_json_schema() for name, model in STAGES.items()}


def feed_line(file: str, parsed: Parsed) -> dict[str, JsonValue]:
    feed = parsed.feed
    line = FeedLine(
        file=file,
        feed=Feed(
            kind=feed.kind,
            title=feed.title,
            url=feed.url,
            language=feed.language,
            author=feed.author,
            summary=feed.summary,
            published=_date(feed.published),
            updated=_date(feed.updated),
            entries=len(parsed.entries),
            cut=parsed.cut,
            problems=parsed.problems,
        ),
    )
    return line.model_dump(mode="json")


def entry_line(entry: Entry) -> dict[str, JsonValue]:
    line = EntryLine(
        id=entry.id,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        content=entry.content,
        author=entry.author,
        language=entry.language,
        published=_date(entry.published),
        updated=_date(entry.updated),
    )
    return line.model_dump(mode="json")


def article_line(file: str, reading: Reading, url: str | None) -> dict[str, JsonValue]:
    line = ArticleLine(
        id=file,
        url=reading.url or url,
        title=reading.title,
        text=reading.text,
        author=reading.author,
        outlet=reading.outlet,
        wire=reading.wire,
        dateline=reading.dateline,
        language=reading.language,
        published=_date(reading.published),
        updated=_date(reading.updated),
    )
    return line.model_dump(mode="json")


def match_line(name: str, matches: Sequence[Match]) -> dict[str, JsonValue]:
    rules = tuple(
        RuleLine(rule=found.rule, tier=found.tier, evidence=_evidence(found.evidence))
        for found in matches
    )
    return MatchLine(id=name, matches=rules).model_dump(mode="json")


def explanation_line(name: str, explanation: Explanation) -> dict[str, JsonValue]:
    line = ExplanationLine(
        id=name,
        rule=explanation.rule,
        holds=explanation.holds,
        note=explanation.note,
        root=explanation.root and StepLine.model_validate(explanation.root.as_data()),
        evidence=_evidence(explanation.evidence),
    )
    return line.model_dump(mode="json")


def _evidence(pieces: Sequence[Evidence]) -> tuple[EvidenceLine, ...]:
    return tuple(
        EvidenceLine(
            field=one.field.value,
            start=one.start,
            end=one.end,
            quote=one.quote,
            clause=one.clause,
            sentence=one.sentence,
        )
        for one in pieces
    )


def story_line(names: Sequence[str], placement: Placement) -> dict[str, JsonValue]:
    story = placement.article if placement.story is None else placement.story
    line = StoryLine(
        id=names[placement.article],
        story=names[story],
        relation=placement.relation,
        of=None if placement.of is None else names[placement.of],
        measure=placement.measure,
        value=placement.value,
        threshold=placement.threshold,
    )
    return line.model_dump(mode="json")


def _date(date: Published | None) -> Date | None:
    if date is None:
        return None
    return Date(
        value=date.value, precision=date.precision, zone=date.zone, provenance=date.provenance
    )
