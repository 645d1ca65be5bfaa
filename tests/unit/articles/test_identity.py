"""Whether an entry is an item that was seen before."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.identity import Candidate, Verdict, decide, fingerprint, shared_names
from service.model import Entry, Precision, Provenance, Published, ZoneBasis
from tests.unit.articles.items import candidate, known, memory


ENTRY = Entry(id="1", url="https://wire.example/1", title="Title", summary="S", content="C")
DATE = Published(
    value="2026-03-01",
    precision=Precision.DAY,
    zone=ZoneBasis.STATED,
    provenance=Provenance.FEED,
)


def verdict(item: Candidate, *seen: Candidate) -> Verdict:
    return decide(item, memory(*seen), {}).verdict


# --- within a source ---------------------------------------------------------------------------


def test_what_was_never_seen_is_new():
    """It shares neither id nor link nor text with anything."""
    decision = decide(candidate(), {}, {})
    assert (decision.verdict, decision.known) == (Verdict.NEW, None)


def test_the_same_entry_is_known_by_its_id():
    """Under another address too; a changed text is a version of it."""
    seen = candidate()
    again = decide(candidate(url="https://wire.example/moved"), memory(seen), {})
    assert (again.verdict, again.known, again.reason) == (
        Verdict.KNOWN,
        known(seen, 1),
        "same entry id",
    )
    assert verdict(candidate(text="Corrected"), seen) is Verdict.CHANGED
    assert verdict(candidate(title="Corrected"), seen) is Verdict.CHANGED


def test_an_id_that_is_given_to_another_item_is_no_id():
    """Feeds exist that give every item the same one."""
    seen = candidate()
    other = candidate(url="https://wire.example/2", title="Other", text="Other")
    assert verdict(other, seen) is Verdict.NEW


def test_a_renamed_entry_is_known_by_its_link():
    """A feed that numbers its entries anew tells nothing twice."""
    seen = candidate()
    renamed = candidate(entry_id="new", publisher="moved.example")
    assert decide(renamed, memory(seen), {}).reason == "same link"
    assert verdict(renamed, seen) is Verdict.KNOWN
    decision = decide(candidate(entry_id="new", text="Corrected"), memory(seen), {})
    assert (decision.verdict, decision.reason, decision.sure) == (
        Verdict.CHANGED,
        "same link",
        True,
    )


def test_entries_with_ids_of_their_own_may_share_a_link():
    """A live page is the address of many reports."""
    seen = candidate()
    assert verdict(candidate(entry_id="2", title="Other", text="Other"), seen) is Verdict.NEW


def test_an_entry_without_an_id_is_known_by_its_link():
    """Whether it is the same item with another text is not sure."""
    seen = candidate(entry_id=None)
    same = decide(candidate(entry_id=None), memory(seen), {})
    assert (same.verdict, same.sure) == (Verdict.KNOWN, True)
    other = decide(candidate(entry_id=None, title="B", text="B"), memory(seen), {})
    assert (other.verdict, other.sure) == (Verdict.CHANGED, False)


def test_the_same_text_is_the_same_item_of_a_publisher():
    """Under whatever id and link; another publisher's copy is an article of its own."""
    seen = candidate()
    again = candidate(entry_id="2", url="https://wire.example/2")
    assert decide(again, memory(seen), {}).reason == "same text"
    assert verdict(again, seen) is Verdict.KNOWN
    assert verdict(replace(again, publisher="post.example"), seen) is Verdict.NEW


def test_a_short_text_is_the_same_item_on_the_same_day_only():
    """A "Morning briefing" without a text comes every day."""
    seen = candidate(day="2026-03-01")
    again = candidate(entry_id="2", url="https://wire.example/2", day="2026-03-01")
    assert verdict(again, seen) is Verdict.KNOWN
    assert verdict(replace(again, day="2026-03-02"), seen) is Verdict.NEW


@pytest.mark.parametrize(
    "bare", [candidate(entry_id=None, url=None), candidate(entry_id="", url="")]
)
def test_an_item_without_names_is_known_by_its_text(bare):
    """An empty id or link is none, and identifies nothing."""
    assert [key.partition(":")[0] for key in bare.keys] == ["text", "as"]
    assert verdict(bare, bare) is Verdict.KNOWN
    assert verdict(replace(bare, content_hash="other"), bare) is Verdict.NEW


def test_what_different_entries_of_a_document_have_in_common_names_none_of_them():
    """The same item twice is no other item; without a title its text says which it is."""
    entries = [
        ENTRY,
        replace(ENTRY, title="title ", content="Corrected"),
        replace(ENTRY, title="Other", url="https://wire.example/2"),
        replace(ENTRY, id="2", title="", summary=None),
        Entry(title="Bare"),
    ]
    both = frozenset({"id", "url"})
    assert shared_names(entries) == [both, both, {"id"}, {"url"}, frozenset()]
    assert shared_names(entries[:2]) == [frozenset(), frozenset()]
    assert shared_names([Entry(id="1"), Entry(id="1")]) == [frozenset(), frozenset()]


# --- across sources ----------------------------------------------------------------------------


def test_only_equal_link_and_text_are_a_page_of_another_source():
    """Each alone says nothing."""
    page = candidate()
    elsewhere = {(page.url or "", page.content_hash): known(page)}
    decision = decide(candidate(entry_id="x"), {}, elsewhere)
    assert (decision.verdict, decision.known) == (Verdict.ELSEWHERE, known(page))
    for other in (
        candidate(text="Other"),
        candidate(url="https://x.example"),
        candidate(url=None),
    ):
        assert decide(other, {}, elsewhere).verdict is Verdict.NEW


def test_what_a_source_knows_itself_comes_before_what_others_know():
    """Its own article gets the new version, whoever holds that text already."""
    seen, changed = candidate(), candidate(text="Corrected")
    elsewhere = {(changed.url or "", changed.content_hash): known(changed)}
    assert decide(changed, memory(seen), elsewhere).known == known(seen, 1)


candidates = st.builds(
    candidate,
    entry_id=st.sampled_from([None, "1", "2"]),
    url=st.sampled_from([None, "https://a.example/1", "https://a.example/2"]),
    title=st.sampled_from(["A", "B"]),
    text=st.sampled_from(["x", "y"]),
    publisher=st.sampled_from(["a.example", "b.example"]),
)


@given(candidates, st.lists(candidates, max_size=4))
def test_no_other_source_can_change_an_article_or_hide_one(item, others):
    """Whatever others hold: what they decide at most is that the very same page is there."""
    elsewhere = {(one.url, one.content_hash): known(one) for one in others if one.url}
    decision = decide(item, {}, elsewhere)
    assert decision.verdict in (Verdict.NEW, Verdict.ELSEWHERE)
    if decision.known is not None:
        assert (decision.known.url, decision.known.content_hash) == (item.url, item.content_hash)


@given(candidates)
def test_what_was_seen_is_known(item):
    """Serving the same again is never news."""
    decision = decide(item, memory(item), {})
    assert (decision.verdict, decision.sure) == (Verdict.KNOWN, True)


# --- fingerprints ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        {"id": "2"},
        {"url": None},
        {"title": "title"},
        {"summary": "C", "content": "S"},
        {"content": None},
        {"author": "None"},
        {"published": DATE},
        {"updated": DATE},
    ],
)
def test_a_fingerprint_changes_with_anything_that_is_served(other):
    """Equal means that it need not be read again."""
    assert fingerprint(ENTRY) == fingerprint(replace(ENTRY))
    assert fingerprint(replace(ENTRY, **other)) != fingerprint(ENTRY)


def test_the_fingerprint_of_a_document_holds_its_bytes():
    """Of a feed it does not: one new entry would make all entries new."""
    page = replace(ENTRY, whole=True)
    assert fingerprint(page, b"one") != fingerprint(page, b"two")
    assert fingerprint(ENTRY, b"one") == fingerprint(ENTRY, b"two")


def test_dates_are_told_apart():
    """A date of publication is no date of a change."""
    published, updated = replace(ENTRY, published=DATE), replace(ENTRY, updated=DATE)
    assert fingerprint(published) != fingerprint(updated)
