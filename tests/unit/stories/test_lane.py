import math
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from service.stories import lane as lanes
from service.stories.lane import LONGEST, LOOK_BACK, Found, Lane, Merge, Times
from service.stories.likeness import (
    HALF,
    MERGE,
    SUMMED,
    UNIT,
    Seen,
    Story,
    Vector,
    join_threshold,
    weigh,
)
from service.stories.prepared import terms_in
from service.stories.terms import fold, words


FERRY = "Ferry Aldera sinks off Port Hallam with 312 aboard; coastguard of Hallam searches"
BANK = "Tessaro Bank names Ilva Korvin as its chief; shares of Tessaro climb in Lorvany"


@dataclass(frozen=True, kw_only=True)
class Joined:
    """What became of a report."""

    story: int | None
    opened: bool
    found: Found
    merges: list[Merge]


def _put(lane: Lane, number: int, text: str, at: float | None = 0.0) -> Joined:
    vector = lane.weigh(terms_in([], words(fold(text)), "en"))
    lane.tick(at or 0.0)
    found = lane.find(vector, at)
    story = found.nearest if found.nearest is not None and found.joins else number
    lane.join(number, story, vector, Times(at=at, seen=at or 0.0))
    merges = lane.merge(story, found.others, found.bridged)
    return Joined(story=lane.story_of(number), opened=not found.joins, found=found, merges=merges)


def _told(lane: Lane) -> list[list[int]]:
    return sorted(sorted(story.members) for story in lane.stories.values())


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
    assert (alone.found.nearest, alone.found.value) == (None, 0.0)
    assert joined.found.nearest == 1
    assert joined.found.value >= joined.found.threshold > 0
    assert near.found.nearest == 1
    assert 0 < near.found.value < near.found.threshold


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


def test_undated_reports_are_over_when_none_has_come_for_long():
    """Without times of their own it counts when they came."""
    lane = Lane()
    vector = lane.weigh(terms_in([], words(fold(FERRY)), "en"))
    lane.join(1, 1, vector, Times(at=None, seen=0.0))
    lane.tick(LOOK_BACK)
    assert lane.find(vector, None).joins
    lane.tick(LOOK_BACK + 1)
    assert not lane.find(vector, None).joins


def test_what_is_over_is_forgotten_whole():
    """Nothing of old reports stays in memory: terms, postings, numbers."""
    lane = Lane()
    for number in range(1, 200):
        _put(lane, number, f"word{number} thing{number}", 0.0)
    _put(lane, 2000, FERRY, LOOK_BACK + 1)
    assert len(lane) == 1
    assert len(lane._seen["en"]) == len(lane._postings) == len(lane._vectors[2000])


def test_more_likeness_is_asked_after_a_pause_and_among_many():
    """Within a day less, after it more and more; more among many stories."""
    near, undated, later = (join_threshold(pause, 30) for pause in (1.0, None, 100.0))
    assert near < undated < later
    assert join_threshold(1.0, 3000) > near


def test_less_likeness_is_asked_of_short_texts():
    """Two headlines share fewer of their words than two long texts; from a length on nothing changes."""
    short, middling, whole, longer = (
        join_threshold(None, 30, one) for one in (0.3, 0.6, 0.8, 0.9)
    )
    assert short < middling < whole == longer


def test_a_report_that_would_join_two_stories_speaks_for_their_being_one():
    """Less likeness is asked of stories between which it stands."""
    mass = 2 / (2 + HALF)
    near = 0.95 * MERGE * mass
    for bridged, merged in ((0, []), (1, [(1, 2)])):
        lane = Lane()
        for number, other in ((1, 0.0), (2, math.sqrt(1 - near * near))):
            vector = _vector({1: round(UNIT * (near if other else 1)), 2: round(UNIT * other)})
            lane.join(number, number, vector, Times(at=None, seen=0.0))
        found = lane.merge(2, [1], bridged)
        assert [(merge.kept, merge.gone) for merge in found] == merged
        assert all(merge.threshold <= merge.value < MERGE for merge in found)


def test_reports_that_are_dated_far_apart_are_of_two_events():
    """However they come in: an archive may be read at once, and backwards."""
    lane = Lane()
    vector = lane.weigh(terms_in([], words(fold(FERRY)), "en"))
    lane.join(1, 1, vector, Times(at=1000.0, seen=2000.0))
    assert lane.find(vector, 990.0).joins
    assert not lane.find(vector, 1000.0 + LOOK_BACK + 1).joins
    assert not lane.find(vector, 1000.0 - LOOK_BACK - 1).joins


def test_a_report_of_no_words_is_a_story_of_its_own():
    """An empty report is like nothing, not even itself."""
    lane = Lane()
    _put(lane, 1, "")
    assert _put(lane, 2, "").opened
    assert _told(lane) == [[1], [2]]


def test_a_headline_of_common_words_still_has_a_vector():
    """Where every term is common, they are all there is."""
    assert len(weigh(terms_in([], ["the", "and"], "en"), Seen()))


def test_rare_terms_weigh_more():
    """A name tells more than a word of every day, and one of the stream less than before."""
    seen, terms = Seen(), terms_in([], ["aldera", "people", "ship"], "en")
    vector = weigh(terms, seen)
    assert vector.numbers[0] == crc32(b"alder")
    before = seen.rarity(terms)
    seen.add(vector.numbers)
    assert (seen.rarity(terms) < before).all()


def test_postings_are_read_up_to_a_bound():
    """However many stories share a term, as many are scored as ever."""
    lane = Lane()
    for number in range(1, 1000):
        _put(lane, number, f"Aldera a{number}x b{number}x c{number}x d{number}x e{number}x")
    assert len(lane._candidates(lane._vectors[1], 0.0)) <= lanes.SCORED


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
        length = int(np.square(story.sum().weights).sum()) / UNIT**2
        assert math.isclose(length, story.square, rel_tol=1e-4)


def test_a_sum_of_many_reports_keeps_its_heaviest_terms():
    """A story of hundreds of reports costs no more than one of some."""
    story = Story(1, 0.0)
    for report in range(20):
        numbers = [5000, *range(report * 100, report * 100 + 99)]
        weights = [0.9 * UNIT, *[0.04 * UNIT] * 99]
        vector = Vector(numbers=np.array(numbers, np.uint32), weights=np.array(weights, np.uint16))
        story.add(report, vector, None, 0.0)
    whole = story.sum()
    assert len(whole.numbers) <= 2 * SUMMED
    assert whole.weights[whole.numbers == 5000] > 17 * UNIT


def _vector(weights: Mapping[int, int]) -> Vector:
    numbers = np.array(list(weights), np.uint32)
    return Vector(numbers=numbers, weights=np.array(list(weights.values()), np.uint16))


WEIGHTS = st.dictionaries(st.integers(0, 12), st.integers(1, UNIT), max_size=8)


@given(st.lists(WEIGHTS, min_size=1, max_size=6), WEIGHTS)
def test_sums_are_sums(told, asked):
    """Adding vectors adds their weights, and products are those of school."""
    stories = []
    for number in range(len(told)):
        stories.append(Story(number, 0.0))
        for weights in told[number:]:
            stories[-1].add(0, _vector(weights), None, 0.0)
        whole, expected = stories[-1].sum(), Counter[int]()
        for weights in told[number:]:
            expected.update(weights)
        found = zip(whole.numbers.tolist(), whole.weights.tolist(), strict=True)
        assert dict(found) == expected
    dots = _vector(asked).sum().dots(stories) if asked else [0.0] * len(stories)
    for story, dot in zip(stories, dots, strict=True):
        pairs = zip(story.sum().numbers.tolist(), story.sum().weights.tolist(), strict=True)
        assert dot == sum(asked.get(one, 0) * weight for one, weight in pairs) / UNIT**2


def test_ranks_close_and_nothing_is_lost():
    """Reports come and go, many times as many as are there; what is listed is what is there."""
    lane, texts = Lane(), [f"Aldera ferry w{n % 7}" for n in range(1500)]
    for number, text in enumerate(texts):
        _put(lane, number, text)
        lane.leave(number - 9)
        lane._journal.settle()
        lane.settle()
    assert len(lane._postings._stories) < len(texts)
    for number in range(len(texts) - 9, len(texts)):
        lane.leave(number)
    assert (len(lane), len(lane._postings)) == (0, 0)


def test_what_a_new_story_shares_with_others_is_what_its_report_shares():
    """It need not be asked again, but for stories that have changed since."""
    lane, now = Lane(), Times(at=0.0, seen=0.0)
    vectors = [lane.weigh(terms_in([], words(fold(text)), "en")) for text in (FERRY, BANK)]
    for story, vector in enumerate(vectors):
        lane.join(story, story, vector, now)
    both = lane.weigh(terms_in([], words(fold(f"{FERRY} {BANK}")), "en"))
    lane.find(both, 0.0)
    lane.join(9, 9, both, now)
    new, others = lane.stories[9], [lane.stories[0], lane.stories[1]]
    known = lane._dots_of(new, others)
    assert known == new.sum().dots(others)
    lane.join(10, 1, vectors[0], now)
    assert lane._dots_of(new, others) == new.sum().dots(others) != known
