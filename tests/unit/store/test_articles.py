"""Articles: the keys they are known by, pages that other sources hold, and versions."""

import zlib
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from service.model import (
    ArticleId,
    Document,
    Precision,
    Provenance,
    Published,
    SourceId,
    ZoneBasis,
)
from service.store import articles
from service.store.schema import entry, page
from tests.unit.store.rows import (
    DAY,
    NOW,
    add_sources,
    arrival,
    article,
    bring,
    bring_version,
    rule_set,
    take_in,
)


WIRE, POST = SourceId("wire"), SourceId("post")
PAGE = ("https://wire.example/1", "content of Arms went east.")
DAY_ONLY = Published(
    value="2026-03-01",
    precision=Precision.DAY,
    zone=ZoneBasis.ASSUMED,
    provenance=Provenance.TEXT,
)


@pytest.fixture(autouse=True)
def _two_sources(connection):
    add_sources(connection, "wire", "post")


def owners(connection: Connection, name: str = "wire") -> dict[str, int]:
    rows = connection.execute(
        select(entry.c.key, entry.c.article_id).where(entry.c.source_id == name)
    )
    return {row.key: row.article_id for row in rows}


# --- keys --------------------------------------------------------------------------------------


def test_an_article_is_known_by_each_of_its_keys(connection):
    """An entry id, a link or a text is enough to know it again."""
    take_in(connection, "wire", (arrival(["id:1", "url:x"]), ()))
    known = articles.known_by_keys(connection, WIRE, ["id:1", "url:x", "id:2"])
    assert set(known) == {"id:1", "url:x"}
    assert known["id:1"] == known["url:x"]
    assert (known["id:1"].version, known["id:1"].title) == (1, "A title")
    assert known["id:1"].content_hash == "content of Arms went east."


def test_a_key_identifies_within_its_source_only(connection):
    """Nobody can hide a report by using its id elsewhere."""
    take_in(connection, "wire", (arrival(["id:1"]), ()))
    assert articles.known_by_keys(connection, POST, ["id:1"]) == {}


def test_a_key_stays_with_its_first_owner(connection):
    """Within a batch and over batches."""
    first = arrival(["id:1", "same"], text="One.")
    second = arrival(["id:2", "same"], text="Two.")
    take_in(connection, "wire", (first, ()), (second, ()))
    one = articles.known_by_keys(connection, WIRE, ["id:1"])["id:1"].article
    two = articles.known_by_keys(connection, WIRE, ["id:2"])["id:2"].article
    articles.learn_keys(connection, WIRE, [(two, ["same", "more", "more"])], NOW)
    assert owners(connection) == {"id:1": one, "id:2": two, "same": one, "more": two}


def test_thousands_of_keys_are_asked_for_and_learned_at_once(connection):
    """A feed of 2,000 entries with four keys each meets no limit of the database."""
    article_id = bring(connection)
    keys = [f"id:{number}" for number in range(8000)]
    articles.learn_keys(connection, WIRE, [(article_id, keys)], NOW)
    assert len(articles.known_by_keys(connection, WIRE, keys)) == 8000


def test_what_is_served_is_never_forgotten(connection):
    """All keys of an article stay fresh while one of them is served; those of others do not."""
    take_in(connection, "wire", (arrival(["id:1", "as:1"]), ()), (arrival(["id:2"], text="B"), ()))
    articles.touch(connection, WIRE, ["as:1"], NOW + 2 * DAY)
    rows = connection.execute(select(entry.c.key, entry.c.last_seen_at))
    assert {row.key: row.last_seen_at for row in rows} == {
        "id:1": NOW + 2 * DAY,
        "as:1": NOW + 2 * DAY,
        "id:2": NOW,
    }


def test_a_day_is_exact_enough_for_what_was_served(connection):
    """A poll that brings nothing new writes nothing about its entries."""
    take_in(connection, "wire", (arrival(["id:1"]), ()))
    articles.touch(connection, WIRE, ["id:1"], NOW + DAY / 2)
    assert connection.scalar(select(entry.c.last_seen_at)) == NOW


# --- pages of other sources --------------------------------------------------------------------


def test_a_page_of_another_source_needs_equal_address_and_text(connection):
    """Only what tells the same at the same place is the same."""
    bring(connection)
    url, content = PAGE
    asked = [PAGE, (url, "other text"), ("https://wire.example/2", content)]
    known = articles.known_pages(connection, POST, asked)
    assert list(known) == [PAGE]
    assert articles.known_pages(connection, WIRE, asked) == {}


def test_a_page_of_a_baseline_hides_nothing(connection):
    """What was not told of one source is told of another."""
    take_in(connection, "wire", (arrival(["id:1"], baseline=True), ()))
    assert articles.known_pages(connection, POST, [PAGE]) == {}


def test_the_earliest_holder_of_a_page_is_named(connection):
    """Whoever asks later gets the same answer."""
    add_sources(connection, "wire", "post", "mirror")
    first = bring(connection, "wire", text="Arms went east.")
    bring(connection, "mirror", text="Arms went east.")
    assert articles.known_pages(connection, POST, [PAGE])[PAGE].article == first


def test_thousands_of_pages_are_asked_for_at_once(connection):
    """No limit of the database is met."""
    bring(connection)
    many = [(f"https://wire.example/{number}", PAGE[1]) for number in range(2000)]
    assert list(articles.known_pages(connection, POST, many)) == [PAGE]


# --- articles and versions ---------------------------------------------------------------------


def test_an_article_comes_back_as_it_went_in(connection):
    """Every field, dates with their precision and zone; tags are today's configuration."""
    made = article(
        entry_id="e1",
        summary="S",
        author="Ann",
        outlet="Wire",
        wire="Yonhap",
        dateline="SEOUL",
        language="en",
        published=DAY_ONLY,
    )
    given = replace(arrival(["id:1"]), article=made)
    (article_id,) = articles.add(connection, [given], rule_set(connection))
    assert articles.latest(connection, article_id) == replace(made, id=article_id)
    assert articles.versions(connection, [(article_id, 1)]) == {
        (article_id, 1): replace(made, id=article_id)
    }


def test_every_article_of_a_batch_gets_its_own_id_in_order(connection):
    """New ones and new versions may come mixed."""
    old = bring(connection)
    batch = [
        arrival(text="One."),
        arrival(text="Arms went west.", id=old, version=2),
        *(arrival(text=f"{number}.") for number in range(1500)),
    ]
    ids = articles.add(connection, batch, rule_set(connection))
    assert ids[1] == old
    assert len(set(ids)) == len(batch)
    wanted = [(ids[0], 1), (old, 2), (ids[-1], 1)]
    found = articles.versions(connection, wanted)
    assert [found[one].text for one in wanted] == ["One.", "Arms went west.", "1499."]


def test_a_new_version_stands_beside_the_old(connection):
    """The newest speaks; what was told stays as it was told."""
    article_id = bring(connection)
    bring_version(connection, article_id, 2, url="https://wire.example/b")
    assert articles.latest(connection, article_id).text == "Version 2."
    assert articles.latest(connection, article_id).url == "https://wire.example/b"
    wanted = [(article_id, 1), (article_id, 2), (article_id, 3), (ArticleId(99), 1)]
    found = articles.versions(connection, wanted)
    texts = {version: one.text for (_, version), one in found.items()}
    assert texts == {1: "Arms went east.", 2: "Version 2."}
    assert articles.versions(connection, []) == {}


def test_the_bytes_of_a_page_are_kept(connection):
    """Compressed, by version, with what is needed to read them again."""
    document = Document(
        name="a.html", body=b"<p>Arms</p>" * 50, url="https://x.example/a", media_type="text/html"
    )
    given = replace(arrival(), page=document)
    (article_id,) = articles.add(connection, [given], rule_set(connection))
    row = connection.execute(select(page)).one()
    assert zlib.decompress(row.body) == document.body
    assert (row.article_id, row.version, row.name) == (article_id, 1, "a.html")
    assert (row.url, row.media_type, row.fetched_at) == (document.url, "text/html", NOW)
