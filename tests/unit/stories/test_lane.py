import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.stories import lane as lanes
from service.stories.lane import LONGEST, LOOK_BACK, Joined, Lane
from service.stories.likeness import SUMMED, Seen, Story, Vector, join_threshold, weigh
from service.stories.terms import counted, fold, words


FERRY = "Ferry Aldera sinks off Port Hallam with 312 aboard; coastguard of Hallam searches"
BANK = "Tessaro Bank names Ilva Korvin as its chief; shares of Tessaro climb in Lorvany"


def _put(lane: Lane, number: int, text: str, at: float | None = 0.0) -> Joined:
    return lane.place(number, counted([], words(fold(text))), "en", at)


def _told(lane: Lane) -> list[list[int]]:
    return sorted(story.members for story in lane.stories.values())


def test_reports_of_one_event_are_one_story():
    """Another report of the ferry joins it, the bank does not."""
    lane = Lane()
    first = _put(lane, 1, FERRY)
    bank = _put(lane, 2, BANK)
    again = _put(lane, 3, "Search for survivors of ferry Aldera goes on off Port Hallam")
    assert (first.story, bank.story, again.story) == (1, 2, 1)
    assert (first.opened, bank.opened, again.opened) == (True, True, False)


def test_a_decision_says_what_it_was_made_by():
    """The story compared, the likeness and the threshold stand beside the decision."""
    lane = Lane()
    alone = _put(lane, 1, FERRY)
    joined = _put(lane, 2, FERRY)
    near = _put(
        lane,
        3,
        "Sundhaven theatre and hotel open beside the port; architect Quell praised at ceremony",
    )
    assert (alone.nearest, alone.value) == (None, 0.0)
    assert joined.nearest == 1
    assert joined.value >= joined.threshold > 0
    assert near.nearest == 1
    assert 0 < near.value < near.threshold


def test_stories_that_come_to_be_alike_are_one():
    """A report between two stories joins them, and says how alike they were."""
    lane = Lane()
    _put(lane, 1, "Aldera ferry sinks")
    _put(lane, 2, "Hallam coastguard searches")
    merged = _put(lane, 3, "Aldera ferry sinks Hallam coastguard searches")
    assert _told(lane) == [[1, 2, 3]]
    assert [(one.kept, one.gone) for one in merged.merges] == [(1, 2)]
    assert merged.merges[0].value >= merged.merges[0].threshold
    assert merged.story == 1


def test_a_story_is_over_after_some_days():
    """The same words a week later are another event."""
    lane = Lane()
    _put(lane, 1, FERRY, 0.0)
    assert _put(lane, 2, FERRY, LOOK_BACK + 1).opened
    assert len(lane) == 1


def test_no_story_goes_on_for_ever():
    """A story that is renewed every day ends after two weeks."""
    lane = Lane()
    opened = [_put(lane, day, FERRY, day * 24.0).opened for day in range(1, 20)]
    assert opened.count(True) == 2
    assert opened.index(True, 1) == LONGEST // 24 + 1


def test_undated_reports_never_expire():
    """Without times nothing is over."""
    lane = Lane()
    _put(lane, 1, FERRY, None)
    _put(lane, 2, BANK, 1000.0)
    assert not _put(lane, 3, FERRY, 2000.0).opened


def test_what_is_over_is_forgotten_whole():
    """Nothing of old reports stays in memory: terms, postings, numbers."""
    lane = Lane()
    for number in range(1, 1200):
        _put(lane, number, f"word{number} thing{number}", 0.0)
    _put(lane, 2000, FERRY, LOOK_BACK + 1)
    assert len(lane) == 1
    assert len(lane._seen) == len(lane._postings) == len(lane._numbers[2000])


def test_more_likeness_is_asked_after_a_pause_and_among_many():
    """Within a day less, after it more and more; more among many stories."""
    near, undated, later = (join_threshold(0.0, at, 30) for at in (1.0, None, 100.0))
    assert near < undated < later
    assert join_threshold(0.0, 1.0, 3000) > near


def test_a_report_of_no_words_is_a_story_of_its_own():
    """An empty report is like nothing, not even itself."""
    lane = Lane()
    _put(lane, 1, "")
    assert _put(lane, 2, "").opened
    assert _told(lane) == [[1], [2]]


def test_a_headline_of_common_words_still_has_a_vector():
    """Where every term is common, they are all there is."""
    assert weigh({"the": 1, "and": 1}, "en", Seen()).terms


def test_rare_terms_weigh_more():
    """A name tells more than a word of every day, and one of the stream less than before."""
    seen = Seen()
    vector = weigh({"alder": 1, "peopl": 1, "ship": 1}, "en", seen)
    assert vector.terms[0] == "alder"
    before = seen.rarity("alder", 0.0)
    seen.add(["alder"])
    assert seen.rarity("alder", 0.0) < before


def test_postings_are_read_up_to_a_bound():
    """However many stories share a term, as many are scored as ever."""
    lane = Lane()
    for number in range(1, 1000):
        _put(lane, number, f"Aldera a{number}x b{number}x c{number}x d{number}x e{number}x")
    assert len(lane._candidates(dict.fromkeys(lane._numbers[1], 0.1))) <= lanes.SCORED


@given(st.lists(st.text("abcde ", max_size=20), max_size=30))
def test_the_same_order_gives_the_same_stories(texts):
    """Grouping is a function of the reports and their order."""
    told = []
    for _ in range(2):
        lane = Lane()
        told.append([_put(lane, number, text) for number, text in enumerate(texts)])
    assert told[0] == told[1]


@given(st.lists(st.sampled_from(["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh"]), max_size=60))
def test_every_report_is_in_one_story(picked):
    """No report is lost or in two stories, whatever merges; sums stay sums of unit vectors."""
    lane = Lane()
    chosen = random.Random(0)
    for number, word in enumerate(picked):
        _put(lane, number, f"{word} {chosen.choice(picked)}", float(number))
    assert sorted(member for story in lane.stories.values() for member in story.members) == list(
        range(len(picked))
    )
    for story in lane.stories.values():
        length = sum(weight * weight for weight in story.sum().values())
        assert math.isclose(length, story.square, rel_tol=1e-4)


def test_a_lane_is_built_again_from_its_vectors():
    """Vectors as they were frozen, put in the same order, give the same stories."""
    lane, again = Lane(), Lane()
    texts = [
        FERRY,
        BANK,
        "Ferry Aldera: 40 found alive off Port Hallam",
        "Korvin to lead Tessaro Bank",
    ]
    for number, text in enumerate(texts):
        counts = counted([], words(fold(text)))
        vector = weigh(counts, "en", lane._seen)
        lane.put(number, vector, float(number))
        again.put(number, Vector(terms=vector.terms, weights=vector.weights), float(number))
    assert _told(lane) == _told(again) == [[0, 2], [1, 3]]


@pytest.mark.parametrize("language", ["en", "xx"])
def test_a_language_without_a_table_needs_none(language):
    """What has no table has no common words."""
    assert weigh({"alder": 2}, "en", Seen()).terms == ("alder",)


def test_a_sum_of_many_reports_keeps_its_heaviest_terms():
    """A story of hundreds of reports costs no more than one of some."""
    story = Story(1)
    for report in range(20):
        numbers = range(report * 100, report * 100 + 99)
        story.add(report, {5000: 0.9, **dict.fromkeys(numbers, 0.04)}, None)
    assert len(story.sum()) <= 2 * SUMMED
    assert story.sum()[5000] > 17
