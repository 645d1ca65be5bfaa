"""The six nouns, as values.

source -> article -> match -> story -> digest -> delivery

Every class is frozen: a stage takes values and returns values. Times of our own are aware and in
UTC; what an article prints about time is kept as it was printed (`Published`). Text offsets are
code points, half-open, in the stored (NFC) text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NewType


SourceId = NewType("SourceId", str)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
StreamId = NewType("StreamId", str)
SlotId = NewType("SlotId", int)
DigestId = NewType("DigestId", str)
DeliveryId = NewType("DeliveryId", str)
ChannelName = NewType("ChannelName", str)
RuleSetNumber = NewType("RuleSetNumber", int)

RuleName = tuple[str, str]
"""A rule's watchlist and its id there."""
Raw = Any
"""Options as they stand in a file, until the plug-in's own `Config` has validated them."""


# --- source ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a file that a user edits; lines and columns count from 1."""

    file: str
    line: int
    column: int


NOWHERE = Position(file="-", line=1, column=1)


class Backfill(StrEnum):
    """What is told of what a source held before we first saw it."""

    NONE = "none"
    ALL = "all"


class FullText(StrEnum):
    """Whether the pages of a source's entries are fetched."""

    AUTO = "auto"
    """Where an entry gives less than a report."""
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where articles come from, as configured."""

    id: SourceId
    kind: str
    title: str
    """For people; where none is given, the id."""
    options: Mapping[str, Raw]
    """What the kind's own `Config` understands: `url`, `path`, ..."""
    tags: tuple[str, ...] = ()
    priority: int = 0
    """The copy from the source with the highest priority speaks for a story."""
    zone: str | None = None
    """IANA name: for dates that print no zone."""
    language: str | None = None
    outlet: str | None = None
    """Who publishes what this source brings, where its articles do not say."""
    backfill: Backfill | int | None = None
    """`None`: the kind's own default (polled kinds tell nothing, folders tell all)."""
    every: timedelta | None = None
    full_text: FullText = FullText.AUTO
    position: Position = NOWHERE


class Trouble(StrEnum):
    """What a person should know about a source."""

    FAILING = "failing"
    """Several polls in a row have failed."""
    LONG_FAILING = "failing-long"
    """And so for a week."""
    SILENT = "silent"
    """It answers, and has had nothing new for much longer than it usually pauses."""
    CHANGED_SHAPE = "changed-shape"
    """Its entries lack something that they used to have."""
    OVER_ACTIVE = "over-active"
    """It brings many times what it used to."""
    FLOOD = "flood"
    """It served what was known as if it were new: held back."""
    MOVED = "moved"
    """Its server sends everybody to another address, for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ailment:
    """A trouble of a source: since when, and in words."""

    trouble: Trouble
    since: datetime
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How much came in how much time; both fade, so that the last days count most."""

    news: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the entries of a source usually have: shares from 0 to 1."""

    entries: float
    """In one document."""
    links: float
    titles: float
    dates: float
    length: float
    """Characters of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """News on each of the last days, the oldest first."""

    last: date
    """In UTC."""
    news: tuple[int, ...]
    """-1: on that day nobody could look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """What is known of a source's health and habits."""

    interval: timedelta | None = None
    """How long it rests between two polls by now."""
    ttl: timedelta | None = None
    """How long its feed asks to be left alone."""
    pace: Pace = Pace()
    pause: timedelta | None = None
    """The longest time without news of the last weeks; older ones fade."""
    known_since: datetime | None = None
    """Since when its habits are known; dates of its entries may tell more than polls."""
    last_sign: datetime | None = None
    """When it last had news."""
    whole_at: datetime | None = None
    """When it last sent all it has, instead of "nothing new"."""
    shape: Shape | None = None
    days: Days | None = None
    troubles: tuple[Ailment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A trouble that began, or is over: told once to whoever runs the service."""

    source: SourceId
    title: str
    trouble: Trouble
    over: bool
    at: datetime
    detail: str


class ServiceTrouble(StrEnum):
    """What ails the service itself."""

    DISK_FULL = "disk-full"
    """Nothing is taken in."""
    CHANNEL_FAILING = "channel-failing"
    DEAD_LETTERS = "dead-letters"
    """Deliveries were given up; this one is never over, each is told once."""


OPERATOR = StreamId("operator:notices")
"""The stream of what is told to whoever runs the service; none of a file can be called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A trouble of the service that began, or is over."""

    trouble: ServiceTrouble
    about: str
    """The channel, where it is one."""
    over: bool
    at: datetime
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask "anything new?" with; sent back byte for byte."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An HTTP reply, read whole and within its limits."""

    status: int
    url: str
    """After redirects."""
    headers: Mapping[str, str]
    """Names in lower case; a repeated header is joined by `, `."""
    body: bytes
    """Decoded."""
    moved_to: str | None = None
    """`url`, where every hop that led to it was permanent (301, 308)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes as they came: one feed, one page, one file."""

    name: str
    """What a person would call it: the file's path inside its folder, or the URL."""
    body: bytes
    url: str | None = None
    media_type: str | None = None
    """`Content-Type` as the server sent it, with its charset, or None."""
    stamp: str = ""
    """Changes when a file does; empty where the source's validators tell what is new."""
    modified: datetime | None = None
    since: datetime | None = None
    """Entries that are dated earlier are no news, and are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A document that was found and could not be taken, with its reason."""

    name: str
    code: str
    detail: str
    stamp: str = ""
    body: bytes | None = None
    """Kept aside where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one poll brought, before anything was parsed."""

    documents: tuple[Document, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    not_modified: bool = False
    validators: Validators = Validators()
    not_before: timedelta | None = None
    """The server's wish (`Cache-Control: max-age`): do not ask again earlier."""
    moved_to: str | None = None
    """Where every hop of the redirect chain was permanent (301, 308)."""
    more: bool = False
    """There is more to collect at once (a batch was full)."""
    marks: tuple[tuple[str, str], ...] = ()
    """Names and stamps to be remembered with the poll that brings no document of that name."""
    partial: bool = False
    """Only what changed was brought: that nothing in it was known is no sign of a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedInfo:
    """What a feed says of itself."""

    kind: str
    """`rss20`, `atom10`, `json11`, `rdf`, `file`, ..."""
    title: str | None = None
    url: str | None = None
    language: str | None = None
    ttl: timedelta | None = None
    author: str | None = None
    """Who stands behind the feed, as it says; a byline is the entry's."""
    summary: str | None = None
    published: "Published | None" = None
    updated: "Published | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as its feed or file describes it, before it is read."""

    id: str | None = None
    """Identifies within one source only."""
    url: str | None = None
    title: str = ""
    """Plain text."""
    summary: str | None = None
    """HTML or plain text, as it came."""
    content: str | None = None
    """HTML or plain text, as it came; None if the feed carries no full text."""
    author: str | None = None
    language: str | None = None
    outlet: str | None = None
    published: "Published | None" = None
    updated: "Published | None" = None
    whole: bool = False
    """The document itself is the article (a page, a text file): read its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFeed:
    """A feed in a list of feeds."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    """The folders it lies in, and its categories."""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document taken apart."""

    feed: FeedInfo
    entries: tuple[Entry, ...]
    cut: int = 0
    """Entries left out because a cap was reached; the coverage statement counts them."""
    problems: tuple[str, ...] = ()
    """What could not be read within it, while the rest could: `line 3, column 7: ...`."""
    document: Document | None = None
    """What its whole entries are read from, where that is not the document itself."""
    feeds: tuple[ListedFeed, ...] = ()
    """Where it is a list of feeds."""


# --- article -----------------------------------------------------------------------------------


class Precision(StrEnum):
    """How exactly a date was printed."""

    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class ZoneBasis(StrEnum):
    """Who says in which zone a printed time stands."""

    STATED = "stated"
    SOURCE = "source"
    ASSUMED = "assumed"


class Provenance(StrEnum):
    """Where a date was found."""

    FEED = "feed"
    JSON_LD = "json-ld"
    META = "meta"
    TIME = "time"
    URL = "url"
    TEXT = "text"
    RELATIVE = "text, relative"
    """Counted from the fetch: `3 hours ago`."""
    YEARLESS = "text, no year"
    """Printed without its year, which is the address's, a near date's, or the fetch's."""
    MAIL = "mail"
    """The `Date` of a mail."""
    GIVEN = "given"
    """A field of a JSON record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A date as an article prints it; its day is never shifted."""

    value: str
    """ISO 8601, as exact as it was printed: `2023-09-05`, `2023-09-19T16:07+09:00`.

    A time carries an offset where the zone was stated or is the source's default, else none.
    """
    precision: Precision
    zone: ZoneBasis
    provenance: Provenance

    @property
    def day(self) -> date:
        return date.fromisoformat(self.value[:10])

    @property
    def instant(self) -> datetime:
        """For comparing only: a day counts from its noon, a time without a zone is in UTC."""
        moment = datetime.fromisoformat(self.value)
        if self.precision is Precision.DAY:
            moment = moment.replace(hour=12)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What is known of a document before it is read."""

    now: datetime
    """No date may lie after it."""
    fetched: datetime | None = None
    """When a server gave the page, where that is known: dates may count from it."""
    title: str | None = None
    summary: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    languages: tuple[str, ...] = ()
    """Those that rules ask for: a short text is in one of them, by and large."""
    zone: str | None = None
    """The source's default zone, an IANA name."""
    published: Published | None = None
    updated: Published | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document read: main text only, no page furniture."""

    title: str
    text: str
    """NFC; paragraphs stand apart by one blank line."""
    url: str | None = None
    """The page's own canonical link, if it names one."""
    author: str | None = None
    outlet: str | None = None
    wire: str | None = None
    """The news agency credited: `Yonhap`, `Reuters`."""
    dateline: str | None = None
    language: str | None = None
    published: Published | None = None
    updated: Published | None = None
    summary: str | None = None
    """The feed's teaser where it is not the text itself; match text of its own."""
    attachments: int = 0
    """Files attached to a mail; they are not read."""


class Standing(StrEnum):
    """What a report says of itself."""

    CORRECTION = "correction"
    """It mends what an earlier version, or report, said."""
    RETRACTION = "retraction"
    """It takes back what was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published item, one version of it."""

    id: ArticleId
    version: int = 1
    source: SourceId
    entry_id: str | None = None
    url: str | None = None
    title: str
    text: str
    summary: str | None = None
    author: str | None = None
    outlet: str | None = None
    wire: str | None = None
    dateline: str | None = None
    language: str | None = None
    published: Published | None = None
    updated: Published | None = None
    standing: Standing | None = None
    """Where it says of itself that it was corrected, or taken back."""
    content_hash: str = ""
    """Of folded title and text: equal for what a reader would call the same text."""
    seen_at: datetime
    tags: tuple[str, ...] = ()
    """The source's tags, for `sources:` of a watchlist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article under one of the keys by which it was seen before."""

    article: ArticleId
    version: int
    url: str | None = None
    title: str
    content_hash: str


# --- match -------------------------------------------------------------------------------------


class Tier(StrEnum):
    """How much a rule matters."""

    URGENT = "urgent"
    NORMAL = "normal"
    BACKGROUND = "background"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return list(Tier).index(self)


NEARBY = 50
"""Other words that may stand between a spelling of a name and a word that it asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpelling:
    """A spelling of a name that says more than its text: where it counts, and where not."""

    text: str
    """Words next to each other; `case:` and `=` as in a query."""
    near: tuple[str, ...] = ()
    """It counts beside one of these words, or beside a spelling that asks for nothing."""
    within: int | None = NEARBY
    """At most so many other words away, in the same field; None: anywhere in the article."""
    not_in: tuple[str, ...] = ()
    """It does not count as a part of one of these: Guinea in Equatorial Guinea."""
    only_in: tuple[str, ...] = ()
    """It counts only in articles in these languages; empty: in all."""
    proper: bool = False
    """It counts only as names are written: with a capital, in no longer word of Katakana."""
    forms: tuple[str, ...] = ()
    """Languages whose word forms it takes beside the rule's own."""


Spelled = str | NameSpelling
"""A spelling of a name; one that is only its text is a plain `str`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of a watchlist, its query still text."""

    watchlist: str
    id: str
    title: str
    query: str
    tier: Tier = Tier.NORMAL
    languages: tuple[str, ...] = ("en",)
    nearness: int = 10
    names: Mapping[str, tuple[Spelled, ...]] = field(default_factory=dict)
    """Name -> spellings, of the names that the query asks for."""
    similar_names: tuple[str, ...] = ()
    names_by_spelling: Mapping[str, str] = field(default_factory=dict)
    """Names that are spelt like one that the query asks for and that does not exist."""
    include: tuple[str, ...] = ()
    """Source ids, `tag:x`, or domains (`*.kr`); empty: every source."""
    exclude: tuple[str, ...] = ()
    position: Position = NOWHERE
    """Of the first character of the query, so that a column inside it can be reported."""

    @property
    def key(self) -> str:
        """Give `watchlist/rule`, unique over all watchlists."""
        return f"{self.watchlist}/{self.id}"


class Field(StrEnum):
    """Where in an article evidence stands."""

    TITLE = "title"
    TEXT = "text"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """These words, here."""

    field: Field
    start: int
    end: int
    quote: str
    """Exactly `field[start:end]`."""
    clause: str
    """The part of the query that these words satisfy, as the user wrote it."""
    sentence: tuple[int, int]
    """Start and end of the sentence around it, in the same field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """This article version satisfies this rule version, because of these words here."""

    article: ArticleId
    version: int
    watchlist: str
    rule: str
    title: str
    """The rule's title, for people."""
    tier: Tier
    evidence: tuple[Evidence, ...]


# --- story -------------------------------------------------------------------------------------


class Relation(StrEnum):
    """What an article is to its story."""

    FIRST = "first"
    COPY = "copy"
    REPORT = "report"
    UPDATE = "update"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What is remembered of a grouped article to recognise its like."""

    article: ArticleId
    publisher: str
    """Who published it: the registrable domain of its address, else its outlet, else its source.

    A folder holds articles of many publishers; two feeds of one outlet are one publisher.
    """
    story: StoryId
    text_hash: str
    seen_at: datetime
    relation: Relation = Relation.FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article belongs, and why."""

    article: ArticleId
    story: StoryId | None
    """None: it opens a story of its own."""
    relation: Relation
    of: ArticleId | None
    """The article it copies, updates or reports beside."""
    measure: str
    value: float
    threshold: float
    nearest: StoryId | None = None
    """The story that it is most like, joined or not."""


Group = tuple[str, ...]
"""Articles, each by its number or its link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """What a person says of stories; it wins over likeness."""

    together: tuple[Group, ...] = ()
    """Each is one story."""
    apart: tuple[Group, ...] = ()
    """No two of each are in one story."""


NO_PINS = Pins()


class Cause(StrEnum):
    """Why stories became one, or a report changed its place."""

    LIKENESS = "likeness"
    """Later evidence made two stories alike."""
    PINNED = "pinned"
    """A person said so, in `config/pins.yaml`."""
    ORIGIN = "origin"
    """The report that others credited came after them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMerge:
    """Two stories became one, the older."""

    kept: StoryId
    gone: StoryId
    why: Cause
    measure: str
    value: float
    threshold: float
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMove:
    """A report left its story, or its place in it."""

    article: ArticleId
    left: StoryId
    joined: StoryId
    """The same as `left` where only its relation changed."""
    opened: bool = False
    """It opened the one that it joined."""
    was: Relation
    now: Relation
    why: Cause
    at: datetime


class Newness(StrEnum):
    """By what a sentence is new."""

    WORDS = "words"
    """Too few of its words stand in any one place of what was told."""
    FIGURE = "figure"
    NAME = "name"
    TURN = "turn"
    """It speaks of a death, an arrest, a refusal, ..., and nothing told did."""
    DENIAL = "denial"
    """It says no to what was told, or yes to what was denied."""
    SENSE = "sense"
    """It was to happen, or may have, or did in part; now it is said otherwise."""
    ROLES = "roles"
    """The same words, and another who does it to another."""
    QUOTE = "quote"
    RULE = "rule"
    """It is evidence of a rule of which the reader was shown nothing in this story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSentence:
    """A sentence that a reader was not told: where it stands, and why it counts as new."""

    field: Field
    start: int
    end: int
    by: Newness
    covered: float
    """How much of it, by weight of its words, stands in one place of what was told: 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Novelty:
    """What a report says beyond what a reader was told of its story."""

    sentences: tuple[NewSentence, ...] = ()
    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    judged: int = 0
    """Sentences that were compared: furniture and set phrases are not."""
    covered: float = 1.0
    """Of the sentence that was told least."""
    threshold: float = 0.0
    """A sentence that is covered less is new."""


# --- digest ------------------------------------------------------------------------------------


class StreamKind(StrEnum):
    """Scheduled, or as it happens."""

    DIGEST = "digest"
    INSTANT = "instant"


class Empty(StrEnum):
    """What to do when there is nothing to tell: "no hits" is a finding."""

    SEND = "send"
    SKIP = "skip"


class QuietMode(StrEnum):
    """What quiet hours do to an instant stream."""

    HOLD = "hold"
    LET_URGENT_THROUGH = "let-urgent-through"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Hours in which an instant stream holds what it has. `start` may lie after `end`."""

    start: time
    end: time
    then: QuietMode = QuietMode.HOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One reader group's channel list over one or more watchlists."""

    id: StreamId
    title: str
    kind: StreamKind
    watchlists: tuple[str, ...]
    to: tuple[ChannelName, ...]
    zone: str = "UTC"
    """IANA name."""
    schedule: tuple[str, ...] = ()
    """As written: `weekdays 08:00`, a 5-field cron; empty for an instant stream."""
    empty: Empty = Empty.SEND
    tiers: tuple[Tier, ...] = tuple(Tier)
    group_wait: timedelta = timedelta(seconds=30)
    quiet: Quiet | None = None
    further_outlets: int = 3
    """So many more outlets that report a story on their own are a reason to tell it again; 0: none are."""
    remind: timedelta | None = None
    """A story that is still reported, without anything new, is named again after this long; None: never."""
    was: tuple[StreamId, ...] = ()
    former: tuple[tuple[str, str], ...] = ()
    """Former names of its watchlists, each with that of today."""
    position: Position = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A moment at which a stream speaks."""

    id: SlotId
    stream: StreamId
    local_date: date
    local_time: str
    """`08:00`, or `once …`, `instant …` and `rest …` for slots that no schedule names."""
    due_at: datetime
    merged: int = 0
    """How many missed slots this one speaks for."""
    since: datetime | None = None
    """Start of what the coverage statement spans; None before the first digest."""
    follows: bool = False
    """It tells what a digest just before had no room for."""


class Why(StrEnum):
    """Why a story is told."""

    NEW = "new"
    UPDATED = "updated"
    TIER = "tier"


class Reason(StrEnum):
    """For what a story is told again."""

    TIER = "tier"
    """A more urgent rule found it."""
    CORRECTION = "correction"
    RETRACTION = "retraction"
    FACT = "fact"
    """A report has sentences that its readers were not told."""
    UNCOMPARED = "uncompared"
    """A report could not be compared with what was told: it is told."""
    OUTLETS = "outlets"
    """So many further outlets report it on their own."""
    REMINDER = "reminder"
    """It is still reported, and readers want to be reminded."""


class Silence(StrEnum):
    """Why a report of a told story is counted and not told."""

    COPY = "copy"
    """It carries a text that was told."""
    NOTHING_NEW = "nothing-new"
    """Each of its sentences was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article of a story, as a digest needs it."""

    article: Article
    relation: Relation
    of: ArticleId | None
    matches: tuple[Match, ...]
    source_title: str
    priority: int = 0
    told: bool = False
    """This stream has told it before, or counted it."""
    counted: bool = False
    """It was counted only: its readers have not seen it."""
    told_at: datetime | None = None
    novelty: Novelty | None = None
    """What it says beyond what was told of its story; None: it was not compared."""
    superseded: bool = False
    """The article has a newer version than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryItem:
    """A story with everything that is known of it and matched, told or not."""

    story: StoryId
    reports: tuple[Report, ...]
    """In order of sight."""
    was: tuple[StoryId, ...] = ()
    """Stories that have become one with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a report adds to a story that was told before."""

    report: Report
    novelty: Novelty


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One story as a digest tells it."""

    story: StoryId
    why: Why
    tier: Tier
    best: Report
    """The report that speaks for the story."""
    carried_by: tuple[Report, ...]
    """Copies of the best report's text by other outlets."""
    others: tuple[Report, ...]
    """Further reports that are no copies."""
    copies_elsewhere: int = 0
    """Copies of the further reports' texts: counted, not listed."""
    copies_now: int = 0
    """Of all these copies, those that came since it was told."""
    first_seen: datetime
    first: tuple[Report, ...] = ()
    """Whose text was seen then, one for each outlet: several where one poll brought them."""
    matches: tuple[Match, ...]
    """The best report's matches; at most one for each rule."""
    articles: tuple[tuple[ArticleId, int], ...]
    """What counts as told by this: every untold (article, version) of the story."""
    reasons: tuple[Reason, ...] = ()
    """Why it is told again; empty for a new story."""
    last_told: datetime | None = None
    news: tuple[News, ...] = ()
    """What is new in it, the best report's first; empty for a new story, in which all is."""
    further: tuple[Report, ...] = ()
    """The first report of each outlet that has joined in since it was told."""
    was: tuple[StoryId, ...] = ()
    """Stories that have become one with it: readers may have been told of it as one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A report that is counted and not told, and by what that was decided."""

    article: ArticleId
    version: int
    why: Silence
    covered: float | None = None
    """Of its sentence that was told least."""
    threshold: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A story of which there is nothing new to tell."""

    story: StoryId
    best: Report
    """Of what was told."""
    last_told: datetime | None
    reports: tuple[Report, ...]
    """The first untold report of each outlet; copies among them."""
    articles: tuple[Counted, ...]
    """What counts as merged by this: every untold (article, version) of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """A source that a reader should know about, and why."""

    source: SourceId
    title: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Why a digest can be trusted: what was looked at, and what was not."""

    since: datetime | None
    """None: the first digest of its stream."""
    until: datetime
    began: datetime | None = None
    """When the stream came into being: its first digest speaks from then on."""
    sources_checked: int = 0
    last_looked: datetime | None = None
    """When a source was last looked at, where none was due in this time."""
    failed: tuple[SourceNote, ...] = ()
    silent: tuple[SourceNote, ...] = ()
    possible_gaps: tuple[SourceNote, ...] = ()
    baseline: tuple[SourceNote, ...] = ()
    """Sources seen for the first time: what they held before is not told."""
    changed_shape: tuple[SourceNote, ...] = ()
    over_active: tuple[SourceNote, ...] = ()
    floods: tuple[SourceNote, ...] = ()
    """Sources that served as new what was known: it is held back."""
    moved: tuple[SourceNote, ...] = ()
    articles_seen: int = 0
    """New ones, and known ones that have changed."""
    articles_changed: int = 0
    """Of them, those that were known before."""
    articles_matched: int = 0
    articles_merged: int = 0
    """Copies, and reports that add nothing, that were counted, not told."""
    articles_repeating: int = 0
    """Of them, reports that add nothing and are no copies."""
    articles_held: int = 0
    articles_unreadable: int = 0
    unreadable: tuple[SourceNote, ...] = ()
    """Some of these documents: a source, and a name."""
    pages_missing: int = 0
    """Pages that could not be had, or read: what the feed says of their entries had to do."""
    missing: tuple[SourceNote, ...] = ()
    """Their sources: how many, and why one of them."""
    articles_cut: int = 0
    articles_undecided: int = 0
    """Articles for which some rule could not be decided."""
    rules_undecided: tuple[RuleName, ...] = ()
    """These rules."""
    slots_merged: int = 0
    told_instantly: int = 0
    """Stories that the sibling instant stream has already told."""
    sibling: str | None = None
    rules_off: tuple[str, ...] = ()
    """Rules and watchlists that could not be used, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A story that the sibling stream has told already: one line is enough."""

    story: StoryId
    headline: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A story that was told, and has become one with another: the report that named it."""

    article: ArticleId
    headline: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A story that was told before as several."""

    story: StoryId
    formers: tuple[Former, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What one stream is told at one slot."""

    id: DigestId
    stream: StreamId
    title: str
    kind: StreamKind
    zone: str
    composed_at: datetime
    slot_due: datetime
    stories: tuple[Told, ...]
    coverage: Coverage
    mentions: tuple[Mention, ...] = ()
    """What the sibling instant stream told since the last digest."""
    kept: tuple[Kept, ...] = ()
    """Stories that are still reported, without anything new."""
    reminders: tuple[Told, ...] = ()
    """Of such stories those of which readers want to be reminded."""
    joined: tuple[Joined, ...] = ()
    """Stories that were told apart, and have become one since the last digest."""
    waiting: int = 0
    """Stories that found no room here: a further digest tells them at once."""
    waiting_urgent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One digest in every shape that a notifier may want."""

    digest: DigestId
    stream: StreamId
    title: str
    subject: str
    text: str
    html: str
    data: str
    """The versioned JSON envelope."""
    stories: int
    composed_at: datetime
    overflow: int = 0
    """So many of the stories, the last ones, some shape has no room for."""


# --- delivery ----------------------------------------------------------------------------------


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    RETRY = "retry"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Frozen bytes for one recipient of one channel. A retry sends these bytes again."""

    id: DeliveryId
    channel: ChannelName
    recipient: str
    body: bytes
    created_at: datetime
    attempt: int = 1


class OutcomeKind(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    RETRY = "retry"
    """The receiver did not take it; try again."""
    UNCERTAIN = "uncertain"
    """The receiver may have taken it; the reply was lost."""
    REFUSED = "refused"
    """This recipient will never take it."""
    CHANNEL_DOWN = "channel-down"
    """No recipient of this channel will, until somebody mends its configuration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer of a notifier, with its reason."""

    kind: OutcomeKind
    detail: str = ""
    """For people; never a secret."""
    retry_after: timedelta | None = None
    channel_wide: bool = False
    """Not this recipient but the whole channel failed: its others need not try before this one."""


class OnUncertain(StrEnum):
    """What to do where a receiver may have taken a delivery and its reply was lost."""

    RESEND = "resend"
    """Send the same bytes under the same id again."""
    HOLD = "hold"
    """Do not risk a second copy; a person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One digest to one recipient of one channel, with its history."""

    id: DeliveryId
    digest: DigestId
    channel: ChannelName
    recipient: str
    state: DeliveryState
    attempts: int
    created_at: datetime
    due_at: datetime
    detail: str = ""
