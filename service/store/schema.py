"""The tables, for queries. The migrations create them; a test holds the two together."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC, on databases that know zones and on those that do not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("our own times are aware")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        stored: datetime = value
        return stored.replace(tzinfo=UTC) if dialect.name == "sqlite" else stored.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


# --- source ------------------------------------------------------------------------------------

source = Table(
    "source",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("kind", String(200), nullable=False),
    Column("title", Text, nullable=False),
    Column("address", Text, nullable=False),  # what its validators are about: the URL or path
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Column("next_due", Instant, nullable=False, index=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("first_polled_at", Instant),
    Column("last_polled_at", Instant),
    Column("last_success_at", Instant),
    Column("last_new_at", Instant),
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("failures_total", Integer, nullable=False, default=0),
    Column("articles_total", Integer, nullable=False, default=0),
    Column("unreadable_total", Integer, nullable=False, default=0),
    Column("failing_since", Instant),
    Column("error_code", String(64)),
    Column("error_detail", Text),
    Column("moved_to", Text),
    Column("moved_sightings", Integer, nullable=False, default=0),
    Column("vitals", JSON(none_as_null=True)),  # rhythm, shape, the last weeks, troubles
    Column("lease_owner", String(64)),
    Column("lease_fence", Integer, nullable=False, default=0),
    Column("lease_until", Instant),
)

poll = Table(
    "poll",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant, nullable=False),
    Column("outcome", String(16), nullable=False),  # new | same | failed
    Column("detail", Text),
    Column("entries", Integer, nullable=False, default=0),
    Column("new", Integer, nullable=False, default=0),
    Column("changed", Integer, nullable=False, default=0),
    Column("held", Integer, nullable=False, default=0),
    Column("unreadable", Integer, nullable=False, default=0),
    Column("cut", Integer, nullable=False, default=0),
    Column("possible_gap", Boolean, nullable=False, default=False),
    Column("baseline", Boolean, nullable=False, default=False),
    Column("times", Integer, nullable=False, default=1),  # so many in a row that brought nothing
    Index("ix_poll_source_finished", "source_id", "finished_at"),
    Index("ix_poll_finished", "finished_at"),
)

notice = Table(  # a trouble that began or is over, for whoever runs the service
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False, index=True),
    Column("trouble", String(32), nullable=False),
    Column("over", Boolean, nullable=False),
    Column("noticed_at", Instant, nullable=False),
    Column("detail", Text, nullable=False),
    Column("told_at", Instant, index=True),  # none: an operator is still to be told
)

alarm = Table(  # a trouble of the service itself that began or is over
    "alarm",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("trouble", String(32), nullable=False),
    Column("about", String(200), nullable=False),  # a channel, or empty
    Column("over", Boolean, nullable=False),
    Column("noticed_at", Instant, nullable=False),
    Column("detail", Text, nullable=False),
    Column("told_at", Instant, index=True),
    Index("ix_alarm_trouble", "trouble", "about"),
)

document = Table(
    "document",
    metadata,
    Column("source_id", ForeignKey("source.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("stamp", String(128), nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("aside", Boolean, nullable=False, default=False),
    Column("code", String(64)),
    Column("detail", Text),
    Column("kept_as", Text),  # where the bytes of a document that could not be read are kept
)

unread = Table(  # entries that wait for their page
    "unread",
    metadata,
    Column("source_id", ForeignKey("source.id"), primary_key=True),
    Column("fingerprint", String(64), primary_key=True),  # of the entry as it was served
    Column("item", JSON, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
)

missing_page = Table(  # pages that were given up: what the feed says of their entries had to do
    "missing_page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("address", Text, nullable=False),
    Column("code", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Column("given_up_at", Instant, nullable=False, index=True),
    Index("ix_missing_page_source", "source_id", "given_up_at"),
)


# --- article -----------------------------------------------------------------------------------

article = Table(
    "article",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("entry_id", Text),
    Column("url", Text, index=True),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False, index=True),
    Column("publisher", Text, nullable=False),
    Column("first_seen_at", Instant, nullable=False, index=True),
    sqlite_autoincrement=True,
)

article_version = Table(
    "article_version",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("summary", Text),
    Column("author", Text),
    Column("outlet", Text),
    Column("wire", Text),
    Column("dateline", Text),
    Column("language", String(35)),
    Column("published", JSON(none_as_null=True)),
    Column("updated", JSON(none_as_null=True)),
    Column("standing", String(16)),  # correction | retraction, as it says of itself
    Column("content_hash", String(64), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("seen_at", Instant, nullable=False, index=True),
    Column("baseline", Boolean, nullable=False, default=False),
    Column("rule_set", Integer, nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text),
    Column("media_type", Text),
    Column("sha256", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib
    Column("fetched_at", Instant, nullable=False, index=True),
)

entry = Table(
    "entry",
    metadata,
    Column("source_id", ForeignKey("source.id"), primary_key=True),
    Column("key", Text, primary_key=True),  # id:…, url:…, text:…
    Column("article_id", ForeignKey("article.id"), nullable=False, index=True),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False, index=True),
)


# --- match -------------------------------------------------------------------------------------

rule_set = Table(
    "rule_set",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("rules", JSON, nullable=False),
    sqlite_autoincrement=True,
)

match = Table(
    "match",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("watchlist", String(200), nullable=False),
    Column("rule", String(200), nullable=False),
    Column("title", Text, nullable=False),
    Column("tier", String(16), nullable=False),
    Column("rule_set", ForeignKey("rule_set.number"), nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("matched_at", Instant, nullable=False),
    UniqueConstraint("article_id", "version", "watchlist", "rule", name="uq_match_once"),
    Index("ix_match_watchlist_time", "watchlist", "matched_at"),
    Index("ix_match_rule", "watchlist", "rule"),
)

undecided = Table(  # rules that would have taken too many steps for an article
    "undecided",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("watchlist", String(200), primary_key=True),
    Column("rule", String(200), primary_key=True),
    Column("noticed_at", Instant, nullable=False),
    Index("ix_undecided_watchlist_time", "watchlist", "noticed_at"),
)


# --- story -------------------------------------------------------------------------------------

ungrouped = Table(  # what matched and waits for its story; a row leaves as it is placed
    "ungrouped",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
)

story = Table(
    "story",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("opened_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("merged_into", Integer, index=True),  # it is empty, and has become another one
    sqlite_autoincrement=True,
)

story_member = Table(
    "story_member",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("story_id", ForeignKey("story.id"), nullable=False, index=True),
    Column("publisher", Text, nullable=False),
    Column("relation", String(16), nullable=False),
    Column("of_article", Integer),
    Column("measure", String(32), nullable=False),
    Column("value", Float, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("nearest", Integer),  # the story that it was compared with
    Column("text_hash", String(64), nullable=False, index=True),
    Column("seen_at", Instant, nullable=False),
    Column("placed_at", Instant, nullable=False),
)

# What happened in the lane, step after step over three tables: whoever holds it repeats that to
# know what the one before knew.

signature = Table(
    "signature",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("article_id", ForeignKey("article.id"), nullable=False, unique=True),
    Column("story_id", Integer, nullable=False),  # as it was decided then
    Column("opened", Boolean, nullable=False),  # it opened that story
    Column("at", Float),  # what it is dated, in hours since 1970
    Column("seen", Float, nullable=False, index=True),  # when it was placed; never goes back
    Column("packed", LargeBinary, nullable=False),
)

story_merge = Table(
    "story_merge",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("kept", Integer, nullable=False, index=True),
    Column("gone", Integer, nullable=False, index=True),
    Column("why", String(16), nullable=False),  # likeness | pinned
    Column("measure", String(32), nullable=False),
    Column("value", Float, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("at", Instant, nullable=False),
)

story_move = Table(
    "story_move",
    metadata,
    Column("step", Integer, primary_key=True, autoincrement=False),
    Column("article_id", ForeignKey("article.id"), nullable=False, index=True),
    Column("from_story", Integer, nullable=False),
    Column("to_story", Integer, nullable=False),  # the same: only its relation changed
    Column("opened", Boolean, nullable=False),  # it opened that story
    Column("was", String(16), nullable=False),
    Column("now", String(16), nullable=False),
    Column("why", String(16), nullable=False),  # pinned | origin
    Column("at", Instant, nullable=False),
)


# --- digest ------------------------------------------------------------------------------------

stream = Table(
    "stream",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("schedule", JSON, nullable=False),
    Column("schedule_since", Instant, nullable=False),
    Column("removed_at", Instant),
)

stream_scope = Table(  # whom a match is for
    "stream_scope",
    metadata,
    Column("stream_id", ForeignKey("stream.id", onupdate="CASCADE"), primary_key=True),
    Column("watchlist", String(200), primary_key=True),
    Column("tier", String(16), primary_key=True),
    Index("ix_stream_scope_match", "watchlist", "tier"),
)

slot = Table(
    "slot",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("stream_id", ForeignKey("stream.id", onupdate="CASCADE"), nullable=False),
    Column("local_date", String(10), nullable=False),
    Column("local_time", String(64), nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(8), nullable=False),  # open | merged | done
    Column("merged_into", Integer, index=True),
    Column("missed", Integer, nullable=False, default=0),  # so many before it have no row
    Column("digest_id", String(64)),
    Column("lease_owner", String(64)),
    Column("lease_fence", Integer, nullable=False, default=0),
    Column("lease_until", Instant),
    UniqueConstraint("stream_id", "local_date", "local_time", name="uq_slot_once"),
    Index("ix_slot_state_due", "state", "due_at"),
    Index("ix_slot_stream_due", "stream_id", "due_at"),
    sqlite_autoincrement=True,
)

digest = Table(
    "digest",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("stream_id", ForeignKey("stream.id", onupdate="CASCADE"), nullable=False),
    Column("slot_id", ForeignKey("slot.id"), nullable=False, unique=True),
    Column("composed_at", Instant, nullable=False),
    Column("subject", Text, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("data", Text, nullable=False),
    Index("ix_digest_stream_time", "stream_id", "composed_at"),
)

untold = Table(  # what matched and waits to be told; a row leaves as one of `told` is written
    "untold",
    metadata,
    Column("stream_id", ForeignKey("stream.id", onupdate="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
)

untold_merge = Table(  # a stream was told of two stories, and not yet that they are one
    "untold_merge",
    metadata,
    Column("stream_id", ForeignKey("stream.id", onupdate="CASCADE"), primary_key=True),
    Column("step", Integer, primary_key=True, autoincrement=False),  # of the merge
    Column("kept_article", ForeignKey("article.id"), nullable=False, index=True),  # what named it
    Column("gone_article", ForeignKey("article.id"), nullable=False, index=True),
)

told = Table(
    "told",
    metadata,
    Column("article_id", ForeignKey("article.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("stream_id", ForeignKey("stream.id", onupdate="CASCADE"), primary_key=True),
    Column("story_id", Integer, nullable=False),
    Column("how", String(16), nullable=False),  # told | merged | elsewhere
    Column("why", String(16), nullable=False, server_default=""),  # a Reason, a Silence, or `new`
    Column("value", Float),  # by what it was decided, where sentences were compared
    Column("threshold", Float),
    Column("digest_id", ForeignKey("digest.id"), index=True),  # none: no digest had to mention it
    Column("told_at", Instant, nullable=False),
    Index("ix_told_story", "story_id", "stream_id"),
)


# --- delivery ----------------------------------------------------------------------------------

delivery = Table(
    "delivery",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("digest_id", ForeignKey("digest.id"), nullable=False),
    Column("channel", String(200), nullable=False),
    Column("recipient", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("detail", Text, nullable=False, default=""),
    Column("lease_owner", String(64)),
    Column("lease_fence", Integer, nullable=False, default=0),
    Column("lease_until", Instant),
    Column("body", LargeBinary, nullable=False),  # last: what stands before it is read without it
    UniqueConstraint("digest_id", "channel", "recipient", name="uq_delivery_once"),
    Index("ix_delivery_state_due", "state", "due_at"),
)

lost = Table(  # deliveries that were given up, of which no alarm was noted yet
    "lost",
    metadata,
    Column("delivery_id", String(64), primary_key=True),  # which may be deleted before
    Column("channel", String(200), nullable=False),
    Column("detail", Text, nullable=False),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("delivery_id", ForeignKey("delivery.id"), nullable=False, index=True),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("detail", Text, nullable=False),
)

channel = Table(
    "channel",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("rests_until", Instant),  # none: it works
    Column("alarm", Text, nullable=False, default=""),
    Column("failing_since", Instant),
)


# --- figures -----------------------------------------------------------------------------------

tally = Table(  # what was counted in rows that are gone: a total never falls
    "tally",
    metadata,
    Column("noun", String(16), primary_key=True),  # match | digest | attempt
    Column("name", String(200), primary_key=True),  # of the watchlist, stream or channel
    Column("part", String(200), primary_key=True),  # the rule, nothing, the outcome
    Column("total", Integer, nullable=False),
)
