import pickle
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model import Relation
from service.stories.codes import NONE
from service.stories.lane import Times
from service.stories.prepared import UnknownSignatureError, pack, prepare, unpack
from service.stories.window import PINNED, Decision, Incoming, Placed, United, Window
from tests.unit.stories.events import EVENTS


WORDS = [a + b for a in ("mar", "tes", "lor", "hal", "dun", "quel") for b in ("a", "en", "ik")]
TALES = ("ferry Aldera Hallam", "bank Tessaro Korvin", "storm Brunholt Elster", "vote Lorvany")
LOST = 9
"""Pairs of 66: one event among another, as two are in Spanish."""
FERRY = "Ferry Aldera sinks off Port Hallam with 312 aboard; coastguard of Hallam searches"


def _prose(seed: int, size: int = 60) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(size))


def _report(
    number: int,
    title: str,
    text: str,
    *,
    seen: float = 0.0,
    outlet: str = "a",
    language: str = "en",
) -> Incoming:
    return Incoming(
        report=number,
        publisher=f"{outlet}.example",
        times=Times(at=seen, seen=seen),
        prepared=prepare(title, text, language),
    )


class Desk:
    """Places reports and remembers them as the store does."""

    def __init__(self, window: Window | None = None, history: Sequence[Placed | United] = ()):
        self.window = window or Window()
        self.history = list(history)

    def place(self, new: Incoming) -> Decision:
        made = self.window.decide(new)
        story = new.report if made.story is None else made.story
        merges = self.window.keep(new, made, story)
        self.history.append(
            Placed(
                report=new.report,
                publisher=new.publisher,
                story=story,
                opened=made.story is None,
                times=new.times,
                signature=made.signature,
            )
        )
        self.history += [United(kept=merge.kept, gone=merge.gone) for merge in merges]
        return made


def _said(made: Decision) -> tuple[object, ...]:
    return (made.relation, made.story, made.of, made.value, made.threshold, made.signature)


@st.composite
def streams(draw):
    """Reports of a few events over some weeks: takes of one text, copies, silence between."""
    seen, made = 0.0, []
    for number in range(draw(st.integers(2, 14))):
        seen += draw(st.sampled_from([0.2, 5.0, 30.0, 130.0]))
        event, take = draw(st.sampled_from(TALES)), draw(st.integers(0, 3))
        text = f"{event} {_prose(take, draw(st.sampled_from([3, 12, 60])))}"
        outlet = draw(st.sampled_from("ab"))
        made.append(_report(number + 1, event, text, seen=seen, outlet=outlet))
    return made


@settings(max_examples=60, deadline=None)
@given(streams(), st.data())
def test_a_window_built_again_decides_alike(stream, data):
    """Cut a stream anywhere, build the window from what was stored: every later decision is the same."""
    cut = data.draw(st.integers(0, len(stream)))
    desk = Desk()
    for new in stream[:cut]:
        desk.place(new)
        desk.window.settle()
    again, stretch = Desk(Window()), data.draw(st.integers(0, len(desk.history)))
    again.window.restore(desk.history[:stretch], more=data.draw(st.booleans()))
    again.window.restore(desk.history[stretch:])
    for new in stream[cut:]:
        assert _said(desk.place(new)) == _said(again.place(new))
    assert desk.history[len(desk.history) - len(again.history) :] == again.history


@settings(max_examples=60, deadline=None)
@given(streams(), st.data())
def test_what_is_undone_leaves_no_trace(stream, data):
    """A batch that was not committed decides nothing: the same again gives the same."""
    start = data.draw(st.integers(0, len(stream)))
    end = data.draw(st.integers(start, len(stream)))
    desk, straight = Desk(), Desk()
    for new in stream[:start]:
        desk.place(new)
        desk.window.settle()
    for new in stream[start:end]:
        desk.place(new)
    desk.window.undo()
    for new in stream[:start]:
        straight.place(new)
    for new in stream[start:]:
        assert _said(desk.place(new)) == _said(straight.place(new))


@settings(max_examples=60, deadline=None)
@given(streams(), st.data())
def test_what_is_expected_is_decided_alike(stream, data):
    """Reports that come together are placed as they are one by one, whether they come as they were told or not."""
    together, straight = Desk(), Desk()
    while stream:
        number = data.draw(st.integers(1, len(stream)))
        some, stream = stream[:number], stream[number:]
        together.window.expect(some)
        if data.draw(st.booleans()):
            together.place(some[0])
            together.window.undo()
        for new in data.draw(st.just(some) | st.just(some[1:]) | st.permutations(some)):
            assert _said(together.place(new)) == _said(straight.place(new))
        for desk in (together, straight):
            desk.window.settle()


def test_a_copy_is_of_its_original_and_says_so():
    """Another outlet's copy, its own repeat and its own new state are told apart."""
    desk, text = Desk(), _prose(1, 200)
    desk.place(_report(1, "Talks end", text, outlet="a"))
    copy = desk.place(_report(2, "Talks", text, outlet="b"))
    repeat = desk.place(_report(3, "Talks end", text, outlet="a"))
    update = desk.place(_report(4, "Talks end", f"{text} {_prose(2, 40)}", outlet="a"))
    assert [made.relation for made in (copy, repeat, update)] == [
        Relation.COPY, Relation.COPY, Relation.UPDATE,
    ]  # fmt: skip
    assert [(made.of, made.story) for made in (copy, repeat, update)] == [(1, 1)] * 3
    assert len(copy.vector) == 0
    assert len(update.vector) > 0


def test_a_copy_of_what_is_over_is_still_its_copy():
    """A text that returns after a week belongs to its old story, which does not live again."""
    desk, text = Desk(), _prose(1, 200)
    desk.place(_report(1, "Talks end", text))
    late = desk.place(_report(2, "Talks end", text, seen=200.0, outlet="b"))
    assert (late.relation, late.of, late.story) == (Relation.COPY, 1, 1)
    assert desk.window.lane.stories == {}


def test_texts_are_forgotten_after_the_window():
    """A month later nothing is left in memory."""
    desk, text = Desk(), _prose(1, 200)
    desk.place(_report(1, "Talks end", text))
    late = desk.place(_report(2, "Talks end", text, seen=720.0, outlet="b"))
    assert late.relation is Relation.FIRST
    assert len(desk.window) == 1
    assert desk.window.story_of(1) is None


def test_pins_win():
    """What a person puts together or apart is so, whatever the words say."""
    desk = Desk()
    desk.window.pin(together=[(1, 2)], apart=[(1, 3)])
    desk.place(_report(1, "", FERRY))
    pinned = desk.place(_report(2, "", "Tessaro Bank names Ilva Korvin as its chief"))
    barred = desk.place(_report(3, "", FERRY))
    assert (pinned.story, pinned.measure, pinned.of) == (1, PINNED, 1)
    assert barred.relation is Relation.FIRST


def test_pins_keep_stories_from_merging():
    """Two reports that a person put apart never come into one story, whatever comes between them."""
    desk = Desk()
    desk.window.pin(together=[], apart=[(1, 2)])
    desk.place(_report(1, "", "Aldera ferry sinks"))
    desk.place(_report(2, "", "Hallam coastguard searches"))
    desk.place(_report(3, "", "Aldera ferry sinks Hallam coastguard searches"))
    assert desk.window.story_of(1) != desk.window.story_of(2)
    assert len(desk.window.lane.stories) == 2


def _moved(desk: Desk, report: int, story: int, *, opened: bool) -> Placed:
    placed = next(one for one in desk.history if isinstance(one, Placed) and one.report == report)
    return replace(placed, story=story, opened=opened, moved=True)


def test_a_moved_report_takes_its_words_along():
    """After a move the next report goes where the words are; undone, it is as before."""
    desk = Desk()
    desk.place(_report(1, "", FERRY))
    desk.place(_report(2, "", f"{FERRY} until dawn"))
    desk.window.settle()
    desk.window.move(_moved(desk, 1, 9, opened=True))
    assert [desk.window.story_of(1), desk.window.story_of(2)] == [9, 1]
    again = Window()
    again.restore([*desk.history, _moved(desk, 1, 9, opened=True)])
    assert {one.id: one.members for one in again.lane.stories.values()} == {1: [2], 9: [1]}
    assert {story.id: story.members for story in desk.window.lane.stories.values()} == {
        1: [2],
        9: [1],
    }
    desk.window.undo()
    assert [story.members for story in desk.window.lane.stories.values()] == [[1, 2]]
    assert desk.window.story_of(1) == 1


def test_a_story_without_reports_is_no_story():
    """The last report takes its story away; one that is over is left alone."""
    desk = Desk()
    desk.place(_report(1, "", FERRY))
    desk.place(_report(2, "", "Tessaro Bank names Ilva Korvin as its chief"))
    desk.window.move(_moved(desk, 2, 1, opened=False))
    assert list(desk.window.lane.stories) == [1]
    desk.window.lane.leave(77)
    desk.window.undo()
    assert len(desk.window.lane.stories) == 0


def test_stories_are_united_by_hand():
    """Two become one; what joins one that is over is over; where they went is remembered."""
    desk = Desk()
    desk.place(_report(1, "", FERRY))
    desk.place(_report(2, "", "Tessaro Bank names Ilva Korvin as its chief"))
    desk.window.unite(1, 2)
    assert desk.window.story_of(2) == 1
    assert desk.window.lane.stories[1].members == [1, 2]
    desk.window.unite(99, 1)
    desk.window.unite(99, 98)
    assert desk.window.story_of(2) == 99
    assert desk.window.lane.stories == {}


def test_a_window_of_nothing_is_built_of_nothing():
    """The first report of all finds an empty archive."""
    desk = Desk()
    desk.window.restore([], more=True)
    desk.window.restore([])
    assert desk.place(_report(1, "", FERRY)).relation is Relation.FIRST
    assert desk.place(_report(2, "", f"{FERRY} until dawn")).story == 1


def test_where_stories_went_is_not_kept_for_ever():
    """After many merges places are written anew and the list is short."""
    window = Window()
    window.restore([United(kept=0, gone=number) for number in range(1, 1500)])
    assert len(window._kept) < 1100


@settings(deadline=None)  # a language's table is read when the first text of it comes
@given(st.text(max_size=300), st.text(max_size=300))
def test_a_signature_is_read_as_it_was_written(title, text):
    """Packing loses nothing."""
    made, lane = prepare(title, text, None), Window().lane
    vector = lane.weigh(made.terms)
    packed = pack(made.print, vector)
    again, weights = unpack(packed)
    assert pack(again, weights) == packed
    assert weights.numbers.tolist() == vector.numbers.tolist()
    assert weights.weights.tolist() == vector.weights.tolist()
    assert weights.language == vector.language
    assert again.shingles.tolist() == made.print.shingles.tolist()


@pytest.mark.parametrize(("version", "kept", "language"), [(1, 17, ""), (2, 20, "en")])
def test_a_signature_of_an_earlier_version_is_read(version, kept, language):
    """They named no language, or no beginning; rows of them may be thirty days old."""
    made = prepare("Talks end", FERRY, "en")
    known = replace(made.print, lead=NONE)
    packed = pack(known, Window().lane.weigh(made.terms))
    again, vector = unpack(bytes([version]) + packed[1:kept] + packed[24:])
    assert (vector.language, *vector.weights) == (language, *unpack(packed)[1].weights)
    assert again.title.tolist() == made.print.title.tolist()
    assert len(again.lead) == 0


@pytest.mark.parametrize(
    "packed", [b"", b"\x01", b"\x02" * 17, b"\xff" * 40, b"\x01" + b"\x01" * 40]
)
def test_bytes_of_others_are_refused(packed):
    """What is no signature is not read as one."""
    with pytest.raises(UnknownSignatureError):
        unpack(packed)


def test_what_is_prepared_can_be_sent_to_another_process():
    """A worker prepares, the lane decides."""
    made = prepare("Talks end", FERRY, None)
    again = pickle.loads(pickle.dumps(made))
    assert again.terms.numbers.tolist() == made.terms.numbers.tolist()
    assert again.print.shingles.tolist() == made.print.shingles.tolist()


@pytest.mark.parametrize("language", EVENTS)
@pytest.mark.parametrize("dated", [True, False])
def test_events_are_told_apart_in_every_script(language, dated):
    """Headlines of four events, in any order, dated or not: no event is mixed up with another."""
    for seed in range(4):
        desk = Desk()
        told = [(event, line) for event in EVENTS[language] for line in event]
        random.Random(seed).shuffle(told)
        for number, (_, line) in enumerate(told):
            new = _report(number, line, "", outlet=str(number % 5), language=language)
            desk.place(new if dated else replace(new, times=Times(at=None, seen=0.0)))
        found = {number: desk.window.story_of(number) for number in range(len(told))}
        pairs = list(combinations(range(len(told)), 2))
        right = [(found[a] == found[b]) == (told[a][0] == told[b][0]) for a, b in pairs]
        assert right.count(False) <= LOST


def test_another_days_table_is_another_event():
    """A form that is filled in anew joins no story for its words; a toll that has risen does."""
    desk = Desk()
    table = "Markets at close: Aldera up {} Brunholt down {} Castor up {} Dunmarrow up {}"
    desk.place(_report(1, table.format(1.25, 0.44, 3.31, 7.78), ""))
    later = desk.place(_report(2, table.format(2.18, 1.93, 0.96, 4.52), "", seen=24.0))
    desk.place(_report(3, "Ferry sinks off Hallam, 40 missing", "", seen=24.0))
    toll = desk.place(_report(4, "Ferry sinks off Hallam, 43 missing", "", seen=30.0))
    assert later.relation is Relation.FIRST
    assert (toll.relation, toll.story) == (Relation.REPORT, 3)


def test_a_headline_that_comes_again_is_a_copy():
    """A feed of headlines alone: the same words are the same report."""
    desk = Desk()
    desk.place(_report(1, "Ferry sinks off Hallam, 40 missing", ""))
    again = desk.place(_report(2, "Ferry sinks off Hallam, 40 missing", "", outlet="b"))
    assert (again.relation, again.of) == (Relation.COPY, 1)
