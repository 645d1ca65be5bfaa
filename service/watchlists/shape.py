"""What a watchlist file may say. The descriptions are what editors show."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    model_validator,
)

from service.errors import Problem
from service.model import NOWHERE, Position, Quiet, QuietMode, Rule, Stream, Tier
from service.settings.fields import (
    Duration,
    Hours,
    Id,
    Language,
    LanguageTag,
    RefusedValueError,
    Texts,
    Whole,
    Written,
    Zone,
    at_most,
    one_or_many,
    read_hours,
)
from service.settings.names import NameEntry
from service.settings.shape import FURTHER_OUTLETS, FurtherOutlets, Ids, Part, StreamEntry, Tiers


DAY = timedelta(days=1)


# --- what a file says --------------------------------------------------------------------------


class Selection(Part):
    """Which sources a watchlist listens to."""

    include: Texts = Field((), description="Source ids, tag:x, or domains (*.kr); empty: all.")
    exclude: Texts = Field((), description="Source ids, tag:x, or domains; exclude wins.")


def _moment(value: str) -> str:
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        mend = "write 2026-03-02, 2026-03-02T16:07 or 2026-03-02T16:07+09:00"
        raise RefusedValueError(f"'{value}' is no date", mend) from error
    return value


Moment = Annotated[Written, AfterValidator(_moment)]


class Specimen(Part):
    """An article for a test; only its text is needed."""

    title: Written = Field("", description="The headline.")
    text: Written = Field("", description="The text.")
    summary: Written | None = Field(None, description="What its feed says of it.")
    source: Written | None = Field(
        None, description="A source id, for `source:`; with its tags and language."
    )
    url: Written | None = Field(None, description="Its address, for `url:` and `domain:`.")
    author: Written | None = Field(None, description="Who wrote it, for `author:`.")
    wire: Written | None = Field(None, description="The news agency credited, for `wire:`.")
    lang: LanguageTag | None = Field(
        None, description="The language, for `lang:`; else it is detected."
    )
    published: Moment | None = Field(None, description="2026-03-02, or with a time.")

    @model_validator(mode="after")
    def _has_words(self) -> "Specimen":
        if not (self.title or self.text or self.summary):
            raise RefusedValueError("a test needs a text", "give it title, text or summary")
        return self


def _specimen(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


_AS_TEXT = {"oneOf": [{"type": ["string", "number"]}, {"$ref": "#/$defs/Specimen"}]}
SpecimenText = Annotated[Specimen, BeforeValidator(_specimen)]


class TestEntry(Part):
    """One test of a rule: run by `wirewatch check`."""

    __test__ = False  # not one of pytest's

    match: SpecimenText | None = Field(None, description="A text that the rule must find.")
    no_match: SpecimenText | None = Field(None, description="A text that it must not find.")

    @model_validator(mode="after")
    def _is_one_test(self) -> "TestEntry":
        if (self.match is None) == (self.no_match is None):
            mend = "write one '- ' line for each"
            raise RefusedValueError("a test is either 'match' or 'no_match'", mend)
        return self


class RuleEntry(Part):
    """One rule."""

    id: Id | None = Field(None, description="Stays when the title or the query changes.")
    title: Written | None = Field(None, description="For people; the query if there is none.")
    query: Written = Field(description="What to find: docs/howto/write-a-rule.md.")
    tier: Tier = Field(Tier.NORMAL, description="How much it matters.")
    tests: tuple[TestEntry, ...] = Field((), description="Run by `wirewatch check`.")


class QuietEntry(Part):
    """When an instant stream holds what it has."""

    hours: Hours = Field(description="22:00-07:00")
    then: QuietMode = Field(QuietMode.HOLD, description="What becomes of it meanwhile.")


def _quiet(value: Any) -> Any:
    return {"hours": value} if isinstance(value, str) else value


class DigestEntry(StreamEntry):
    """A digest over this one watchlist."""


class InstantEntry(Part):
    """Told as it happens."""

    tiers: Tiers = Field((Tier.URGENT,), description="Only rules of these tiers.")
    to: Texts = Field(description="Channels of config/config.yaml.")
    timezone: Zone | None = Field(None, description="For quiet hours; the digest's by default.")
    group_wait: Annotated[Duration, at_most(DAY)] = Field(
        timedelta(seconds=30),
        description="What comes within this time is told together.",
    )
    quiet: Annotated[QuietEntry | None, BeforeValidator(_quiet)] = Field(
        None, description="Hours in which nothing is sent."
    )
    further_outlets: FurtherOutlets = FURTHER_OUTLETS
    was: Ids = Field((), description="Former ids of this stream.")


class Head(Part):
    """What holds for a whole watchlist; if it is wrong, the whole watchlist is off."""

    watchlist: Id | None = Field(
        None, description="The id; it stays when the title changes. Default: the file's name."
    )
    was: Ids = Field((), description="Former ids of this watchlist; its streams follow.")
    title: Written | None = Field(None, description="For people.")
    languages: Annotated[tuple[Language, ...], BeforeValidator(one_or_many)] = Field(
        ("en",), min_length=1, description="Whose word forms to know; filters nothing."
    )
    nearness: Whole = Field(
        10, ge=0, le=100, description="The most words between words side by side."
    )
    sources: Selection = Field(Selection(), description="Which sources to listen to.")
    names: dict[str, NameEntry] = Field(
        default_factory=dict, description="Names with all their spellings; used as name:x."
    )


class WatchlistFile(Head):
    """A watchlist: rules, and who is told what they find."""

    rules: list[Written | RuleEntry] = Field(
        description="A rule is its query, or keys with values."
    )
    digest: DigestEntry | None = Field(None, description="Who is told at set times.")
    instant: InstantEntry | None = Field(None, description="Who is told at once.")


# --- what becomes of it ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTest:
    """A text that a rule must find, or must not."""

    rule: str
    """The rule's key."""
    wanted: bool
    """True: must match."""
    specimen: Specimen
    position: Position = NOWHERE
    line: str = ""
    """The line of the file that it begins on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """A watchlist file, read; its rules stand in `Loaded.rules`."""

    id: str
    title: str
    file: str
    was: tuple[str, ...] = ()
    """Former ids; what was found and told under them is this watchlist's."""
    tests: tuple[RuleTest, ...] = ()
    position: Position = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Everything that could be read, and what could not."""

    watchlists: tuple[Watchlist, ...] = ()
    rules: tuple[Rule, ...] = ()
    streams: tuple[Stream, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def as_quiet(entry: QuietEntry | None) -> Quiet | None:
    if entry is None:
        return None
    start, end = read_hours(entry.hours)
    return Quiet(start=start, end=end, then=entry.then)
