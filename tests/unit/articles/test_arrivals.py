"""A batch of entries: what is new in it, what changed, what was known."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.articles.arrivals import Plan, anew, oldest_first, plan
from service.articles.identity import Candidate
from service.model import ArticleId, Known, Precision, Provenance, Published, ZoneBasis
from tests.unit.articles.items import candidate, known, memory


def commit(made: Plan, batch: list[Candidate], own: dict[str, Known]) -> dict[str, Known]:
    """Do what the store does with a plan: give what the source is known by afterwards."""
    after, free = dict(own), max([0, *(one.article for one in own.values())]) + 1
    for step in made.arrivals:
        number = step.known.article if step.known else free
        free += not step.known
        version = step.known.version + 1 if step.known else 1
        mark = known(batch[step.index], number, version)
        after |= {key: mark for key, one in after.items() if one.article == number}
        for key in step.keys:
            after.setdefault(key, mark)
    by_number = {one.article: one for one in after.values()}
    for number, keys in made.learned:
        for key in keys:
            after.setdefault(key, by_number[number])
    return after


def arrivals(made: Plan) -> list[tuple[int, int | None]]:
    return [(step.index, step.known.article if step.known else None) for step in made.arrivals]


# --- one batch ---------------------------------------------------------------------------------


def test_new_changed_and_known_are_told_apart():
    """In the order in which they were served."""
    seen = [candidate("1", url=None, text="One"), candidate("2", url=None, text="Two")]
    batch = [
        candidate("3", url=None, text="Three"),
        candidate("1", url=None, text="One, corrected"),
        seen[1],
    ]
    made = plan(batch, memory(*seen), {})
    assert arrivals(made) == [(0, None), (1, 1)]
    assert made.learned == ((2, seen[1].keys),)


def test_an_item_that_stands_in_a_batch_twice_is_one():
    """All its keys are remembered: it is known by each of them from then on."""
    first, second = candidate("1"), candidate("2")
    made = plan([first, second], {}, {})
    assert arrivals(made) == [(0, None)]
    assert made.arrivals[0].keys == tuple(dict.fromkeys((*first.keys, *second.keys)))


def test_one_batch_makes_one_version_of_an_article():
    """The first that is served is the newest; the other is remembered, and no news."""
    newest, older = candidate(text="Newest"), candidate(text="Older")
    made = plan([newest, older], memory(candidate()), {})
    assert arrivals(made) == [(0, 1)]
    assert made.learned == ((1, older.keys),)


def test_an_id_that_several_items_share_is_none():
    """A feed that numbers nothing hides nothing."""
    batch = [
        candidate("same", f"https://wire.example/{number}", f"Title {number}", f"Text {number}")
        for number in range(3)
    ]
    made = plan(batch, {}, {})
    assert arrivals(made) == [(0, None), (1, None), (2, None)]
    assert not any(key.startswith("id:") for step in made.arrivals for key in step.keys)


def test_notes_without_titles_that_share_an_id_are_several():
    """Where there is neither link nor title, the text tells them apart."""
    batch = [candidate("same", None, "", f"Note {number}") for number in range(3)]
    assert len(plan(batch, {}, {}).arrivals) == 3


def test_entries_without_ids_that_share_a_link_are_several():
    """No page has two texts at once: neither in the first batch nor in a later one."""
    page = [candidate(None, text=f"Text {number}") for number in range(3)]
    assert arrivals(plan(page, {}, {})) == [(0, None), (1, None), (2, None)]
    seen = memory(candidate(None, text="Before"))
    assert arrivals(plan(page, seen, {})) == [(0, 1), (1, None), (2, None)]


def test_a_page_of_another_source_arrives_beside_it():
    """Whether it is needed is for rules to say; if not, it is known as served, and no more."""
    page = candidate("1")
    elsewhere = {(page.url or "", page.content_hash): known(page, 40)}
    (step,) = plan([page], {}, elsewhere).arrivals
    assert (step.known, step.elsewhere) == (None, known(page, 40))
    assert step.served_keys == (page.served_key,)


def test_what_was_served_as_another_source_served_it_may_change():
    """Its next text is an article of its own: nobody writes into the article of another."""
    page = candidate("1")
    own = dict.fromkeys((page.served_key,), known(page, 40))
    changed = candidate("1", text="Something else")
    assert arrivals(plan([changed], own, {})) == [(0, None)]


def test_what_was_to_be_a_version_may_become_an_article():
    """Who compares the texts says so; the newest goes by the id."""
    (step,) = plan([candidate(text="Another")], memory(candidate()), {}).arrivals
    assert (anew(step).known, anew(step).takes_over, step.takes_over) == (None, True, False)


BOTH = frozenset({"id", "url"})


def test_what_a_document_gives_to_all_its_items_identifies_none():
    """One new item per poll: each arrives, though the first had taken the id and the link."""
    own = memory(candidate(title="Old", text="One"))
    for number in (2, 3):
        item = candidate(title=f"New {number}", text=str(number), shared=BOTH)
        made = plan([item], {key: own[key] for key in item.sought if key in own}, {})
        assert arrivals(made) == [(0, None)]
        own = commit(made, [item], own)
    assert own["id:1"].article == own["url:https://wire.example/1"].article == 1


def test_a_correction_of_an_item_without_a_name_of_its_own_is_a_version():
    """It has the same title, and the same id and link as before."""
    first = candidate(text="One", shared=BOTH)
    corrected = candidate(text="One, corrected", shared=BOTH)
    assert arrivals(plan([corrected], memory(first), {})) == [(0, 1)]
    named_before = memory(candidate(text="One"))
    assert arrivals(plan([corrected], named_before, {})) == [(0, 1)]
    assert arrivals(plan([corrected, first], {}, {})) == [(0, None), (1, None)]


NAMES = {"id": "entry_id", "url": "url"}


# --- laws --------------------------------------------------------------------------------------

items = st.builds(
    lambda shared, **facts: candidate(
        **facts, shared=shared & {kind for kind, name in NAMES.items() if facts[name]}
    ),
    entry_id=st.sampled_from([None, "1", "2", "3"]),
    url=st.sampled_from([None, "https://a.example/1", "https://a.example/2"]),
    title=st.sampled_from(["A", "B", ""]),
    text=st.sampled_from(["x", "y", "z"]),
    shared=st.sampled_from([frozenset(), frozenset({"id"}), frozenset({"url"}), BOTH]),
)
batches = st.lists(items, max_size=6)


def fresh(batch: list[Candidate], own: dict[str, Known]) -> list[Candidate]:
    """Leave out what was served exactly so before, as the pipeline does before it reads."""
    once = {item.served_key: item for item in batch}
    return [item for key, item in once.items() if key not in own]


@given(st.lists(batches, max_size=4))
def test_the_same_batch_twice_changes_nothing(history):
    """Whatever came before it."""
    own: dict[str, Known] = {}
    for batch in history:
        new = fresh(batch, own)
        own = commit(plan(new, own, {}), new, own)
        assert fresh(batch, own) == []


@given(batches)
def test_a_batch_that_is_read_again_brings_nothing_new(batch):
    """Even if nobody remembers how it was served: its items are known by what they say.

    At most an item that stood in it twice, with two texts under one id, changes between them.
    """
    new = fresh(batch, {})
    own = commit(plan(new, {}, {}), new, {})
    again = [replace(item, fingerprint=f"again {item.fingerprint}") for item in new]
    made = plan(again, own, {})
    assert all(step.known is not None for step in made.arrivals)
    assert all(again[step.index].own_id for step in made.arrivals)


@given(batches, st.randoms(use_true_random=False))
def test_the_order_of_a_batch_does_not_matter_for_what_is_known(batch, random):
    """Every key that one order learns, the other learns too."""
    new = fresh(batch, {})
    shuffled = list(new)
    random.shuffle(shuffled)
    known_keys = set(commit(plan(new, {}, {}), new, {}))
    assert set(commit(plan(shuffled, {}, {}), shuffled, {})) == known_keys


@given(batches, batches)
def test_no_text_of_a_batch_is_lost_unless_an_item_says_it(before, batch):
    """What makes no article shares an entry id, or the whole text, with one that is known."""
    first = fresh(before, {})
    own = commit(plan(first, {}, {}), first, {})
    new = fresh(batch, own)
    made = plan(new, own, {})
    said = {new[step.index].content_hash for step in made.arrivals}
    said |= {item.content_hash for item in first}
    ids = {item.entry_id for item in (*new, *first)} - {None}
    for item in new:
        assert item.content_hash in said or item.entry_id in ids


@given(batches, batches)
def test_what_other_sources_hold_hides_no_text(batch, others):
    """Each text of a batch arrives, whatever a hostile feed has claimed before."""
    new = fresh(batch, {})
    hostile = {(one.url, one.content_hash): known(one, 40) for one in others if one.url}
    with_others, alone = plan(new, {}, hostile), plan(new, {}, {})
    assert arrivals(with_others) == arrivals(alone)
    assert [step.keys for step in with_others.arrivals] == [step.keys for step in alone.arrivals]
    touched = {number for number, _ in with_others.learned}
    assert ArticleId(40) not in touched


# --- their order -------------------------------------------------------------------------------


def printed(value: str) -> Published:
    return Published(
        value=value,
        precision=Precision.MINUTE if "T" in value else Precision.DAY,
        zone=ZoneBasis.STATED,
        provenance=Provenance.FEED,
    )


def test_what_came_at_once_is_taken_in_the_order_of_its_dates():
    """Of one event the first report comes before what followed, in whatever zone each is dated."""
    dates = ["2026-11-02T09:00+01:00", "2026-11-02T08:30+01:00", "2026-11-02T07:45+00:00"]
    assert oldest_first([printed(date) for date in dates]) == [1, 2, 0]


def test_what_has_no_date_stays_behind_its_neighbour():
    """An entry without a date goes with the one above it, and where none is dated nothing moves."""
    assert oldest_first([printed("2026-11-02"), None, printed("2026-11-01"), None]) == [2, 3, 0, 1]
    assert oldest_first([None, None, None]) == [0, 1, 2]
