import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.stories import copies
from service.stories.codes import Numbers, _Codes
from service.stories.copies import PERIOD, Measure, Overlap, Texts, judge, overlap
from service.stories.holders import HELD, Holders
from service.stories.journal import Journal
from service.stories.shingles import HANGUL_SIZE, RUN_SIZE, Fingerprint, fingerprint
from service.stories.terms import REMEMBERED


WORDS = [
    a + b
    for a in ("mar", "tes", "lor", "hal", "dun", "quel")
    for b in ("a", "en", "ik", "os", "um")
]
KOREAN = (
    "정부는 오늘 새 항만 계획을 발표했다. 총리는 기자회견에서 북쪽 해안에 부두 세 곳을 짓겠다고 말했다. "
    "주민들은 어업이 어려워질 것이라며 계획을 다시 살펴 달라고 요구했고 시의회는 다음 달에 표결한다."
)
JAPANESE = (
    "政府は本日、新しい港湾計画を発表した。首相は記者会見で、北部の海岸に三つの埠頭を建設すると述べた。"
    "住民は漁業が難しくなるとして計画の見直しを求めており、市議会は来月採決する予定である。"
)


def _prose(seed: int, size: int = 200) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(size))


def _found(first: str, second: str, *, title: str = "", publisher: str = "b.example"):
    texts = Texts()
    texts.add(1, fingerprint(title, first), "a.example")
    return texts.original(fingerprint(title, second), publisher)


TEXT = _prose(1)


@pytest.mark.parametrize(
    ("changed", "measure"),
    [
        (TEXT, Measure.JACCARD),
        (TEXT.upper(), Measure.JACCARD),
        (" ".join(TEXT.split()[20:90]), Measure.CONTAINMENT),
        (_prose(2) + "\n" + TEXT + "\n" + _prose(3, 400), Measure.CONTAINMENT),
        (
            " ".join("new" if n % 12 == 0 else w for n, w in enumerate(TEXT.split())),
            Measure.JACCARD,
        ),
        (" ".join([*TEXT.split()[120:], *TEXT.split()[:120]]), Measure.JACCARD),
    ],
    ids=["verbatim", "case", "excerpt", "furniture", "edited", "re-ordered"],
)
def test_what_outlets_do_to_a_text_leaves_a_copy(changed, measure):
    """A copy is known however it was changed, and the measure says by what."""
    found = _found(TEXT, changed)
    assert found is not None
    assert (found.text, found.own, found.verdict.measure) == (1, False, measure)
    assert found.verdict.value >= found.verdict.threshold


def test_another_text_is_no_copy():
    """Two texts of the same words in other orders share hardly a run of three."""
    assert _found(TEXT, _prose(2)) is None


@pytest.mark.parametrize("text", [KOREAN, JAPANESE])
def test_scripts_are_compared_by_runs_of_letters(text):
    """Without blanks, or with other particles, a text is known again; half of it as a part."""
    assert _found(text, text.replace("은 ", "이 ").replace("本日", "きょう")) is not None
    assert _found(text, text[: len(text) * 2 // 3]) is not None
    assert _found(text, text[::-1]) is None


def test_runs_of_letters_have_their_length():
    """Eight letters of Hangul, six of Han and Kana."""
    korean, japanese = "가나다라마바사아자", "東京都庁前広場"
    assert len(fingerprint("", korean).shingles) == len(korean) - HANGUL_SIZE + 1
    assert len(fingerprint("", japanese).shingles) == len(japanese) - RUN_SIZE + 1


def test_new_figures_are_an_update():
    """The toll has risen, the rest stands: a copy."""
    text = f"{TEXT} 12 dead and 40 hurt"
    assert _found(text, text.replace("12", "15")) is not None


def test_a_form_filled_in_anew_is_no_copy():
    """Tomorrow's table has today's words and other figures; the verdict says so."""

    def table(first: int) -> str:
        return " ".join(f"{word} closes at {first + 7 * n}" for n, word in enumerate(WORDS))

    assert _found(table(100), table(101)) is None
    found = overlap(fingerprint("", table(100)), fingerprint("", table(101)))
    verdict = judge(found, own=False)
    assert (verdict.copied, verdict.measure, verdict.value) == (False, Measure.FIGURES, 0.0)
    assert judge(
        overlap(fingerprint("", table(100)), fingerprint("", table(100))), own=False
    ).copied


def test_short_texts_need_nearly_all_of_it():
    """Two lines of live coverage at two times are two texts; the same line is one."""
    live = (
        "Follow our live coverage of the day and all of its events here, updated at {} by the desk"
    )
    assert _found(live.format(8), live.format(9)) is None
    assert _found(live.format(8), live.format(8)) is not None
    assert _found(live.format(8), live.format(8).replace("day and all", "night or none")) is None


def test_texts_of_nothing_are_no_copies():
    """Empty texts share nothing."""
    assert _found("", "") is None
    assert overlap(fingerprint("", ""), fingerprint("", "")).jaccard == 0


def test_an_outlets_own_reports_need_more_unless_the_title_is_alike():
    """One outlet's reports are alike in form: a third is enough only under the same title."""
    half = " ".join([*TEXT.split()[:120], *_prose(5, 80).split()])
    assert _found(TEXT, half) is not None
    assert _found(TEXT, half, publisher="a.example") is None
    found = _found(TEXT, half, publisher="a.example", title="Talks at Lorvany end")
    assert found is not None
    assert (found.own, found.verdict.measure) == (True, Measure.TITLED)


def test_the_earliest_of_equals_is_the_origin():
    """Of two holders of one text the earlier, of two like texts the liker one."""
    texts = Texts()
    texts.add(1, fingerprint("", TEXT + " " + _prose(7, 150)), "a.example")
    texts.add(2, fingerprint("", TEXT), "b.example")
    texts.add(3, fingerprint("", TEXT), "c.example")
    found = texts.original(fingerprint("", TEXT), "d.example")
    own = texts.original(fingerprint("", TEXT), "c.example")
    assert found is not None
    assert own is not None
    assert (found.text, own.text) == (2, 3)


def test_what_is_forgotten_is_found_no_more():
    """Texts before the window are gone, two days at a time."""
    texts, last = Texts(), copies.REMEMBERED * PERIOD
    for number in range(1, 4):
        texts.add(number, fingerprint("", TEXT), "a.example", seen=number * PERIOD / 2)
    assert texts.tick(last + PERIOD / 2) == []
    assert texts.tick(last + PERIOD) == [1]
    found = texts.original(fingerprint("", TEXT), "b.example")
    assert found is not None
    assert (found.text, len(texts)) == (2, 2)
    texts.tick(last + 2 * PERIOD)
    assert texts.original(fingerprint("", TEXT), "b.example") is None


def test_what_comes_in_another_order_than_expected_is_asked_for():
    """Two equal texts are expected, the second comes first: the first is a copy of it."""
    texts, first, second = Texts(), fingerprint("", TEXT), fingerprint("", TEXT)
    texts.expect([(1, first), (2, second)])
    texts.add(2, second, "a.example")
    found = texts.original(first, "b.example")
    assert found is not None
    assert found.text == 2


def test_what_was_expected_and_undone_is_asked_for_again():
    """After an undo another text stands where one was expected."""
    journal = Journal()
    texts, first, second = Texts(journal), fingerprint("", TEXT), fingerprint("", TEXT)
    texts.expect([(1, first), (2, second)])
    texts.add(1, first, "a.example")
    journal.undo()
    assert texts.original(second, "b.example") is None


def _held(*shingles: int) -> Numbers:
    return np.array(sorted(shingles), np.uint32)


def test_a_shingle_that_many_hold_is_held_for_the_first():
    """What a hundred texts share is a form, and costs no more than what a few share."""
    holders = Holders()
    for number in range(100):
        holders.add(number, _held(7))
    assert list(_found_by(holders, 7)) == list(range(HELD))


def _found_by(holders: Holders, *shingles: int) -> Counter[int]:
    found = holders.find([_held(*shingles)])
    texts = holders.texts_of(found.numbers).tolist()
    return Counter(dict(zip(texts, found.counts.tolist(), strict=True)))


def _shared(held: Sequence[frozenset[int]], asked: frozenset[int], first: int = 0) -> Counter[int]:
    """Say what the index is to find: of each shingle the first holders."""
    of = {one: [n for n in range(first, len(held)) if one in held[n]][:HELD] for one in asked}
    return Counter(number for holders in of.values() for number in holders)


HELD_SETS = st.lists(
    st.frozensets(st.integers(0, 40) | st.integers(0, 2**32 - 1), max_size=20), max_size=60
)


@settings(max_examples=40, deadline=None)
@given(HELD_SETS, st.integers(0, 60), st.integers(0, 60))
def test_texts_are_found_by_what_they_hold(held, settled, gone):
    """However they came to stand in runs, and whatever was forgotten or taken back."""
    holders = Holders(young=4)
    for number, shingles in enumerate(held):
        holders.add(number, _held(*shingles))
        if number <= settled:
            holders.settle()
    gone = min(gone, len(held))
    back = holders.forget(gone)
    holders.add(99, _held(1, 2, 3))
    holders.undo()
    for shingles in held:
        assert _found_by(holders, *shingles) == _shared(held, shingles, gone)
    back()
    for shingles in held:
        assert _found_by(holders, *shingles) == _shared(held, shingles)


@settings(max_examples=40, deadline=None)
@given(HELD_SETS, st.integers(0, 60))
def test_texts_that_come_together_are_found_in_their_order(held, settled):
    """Each finds those before it, as if it had asked before the next one came."""
    holders, alone = Holders(young=4), Holders(young=4)
    for number, shingles in enumerate(held[:settled]):
        for each in (holders, alone):
            each.add(number, _held(*shingles))
            each.settle()
    for number, shingles in enumerate(held[settled:], start=settled):
        holders.add(number, _held(*shingles))
    together = holders.find_in_order([_held(*shingles) for shingles in held[settled:]])
    for asker, shingles in enumerate(held[settled:]):
        found = alone.find([_held(*shingles)])
        mine = together.whose == asker
        assert together.numbers[mine].tolist() == found.numbers.tolist()
        assert together.counts[mine].tolist() == found.counts.tolist()
        alone.add(asker, _held(*shingles))


def test_the_index_grows_with_what_it_holds():
    """More shingles than the first table has room for are all found."""
    holders = Holders(young=8)
    for number in range(100):
        holders.add(number, _held(*range(number * 50, number * 50 + 50)))
        holders.settle()
    found = [_found_by(holders, number * 50 + 3) for number in range(100)]
    assert found == [{number: 1} for number in range(100)]


@given(st.text(max_size=200), st.text(max_size=200))
def test_overlap_is_the_same_both_ways(one, other):
    """What one shares with the other, the other shares with it; shares are from 0 to 1."""
    left, right = fingerprint(one, one), fingerprint(other, other)
    found: Overlap = overlap(left, right)
    assert replace(found, added=0) == replace(overlap(right, left), added=0)
    assert all(0 <= share <= 1 for share in (found.jaccard, found.containment, found.titles))


def test_a_long_text_is_read_up_to_a_bound():
    """After some thousand words nothing is added to the fingerprint."""
    made: Fingerprint = fingerprint("", _prose(3, 20_000))
    assert len(made.shingles) < 3000


def test_numbers_of_words_are_remembered_up_to_a_bound():
    """Words are numbered alike before and after the memory was cleared."""
    numbers = _Codes()
    first = numbers["aldera"]
    largest = max(len(numbers) for word in range(REMEMBERED + 9) if numbers[f"w{word}"])
    assert largest <= REMEMBERED
    assert numbers["aldera"] == first
    assert numbers["12"] >> 32 == numbers["13"] >> 32


@pytest.mark.parametrize("letters", ["漢", "가", "ก"])
def test_a_text_without_blanks_has_a_bounded_fingerprint(letters):
    """Two hundred thousand signs without a stop are cut as twenty thousand words are."""
    first = ord(letters)
    text = "".join(chr(first + random.Random(place).randrange(40)) for place in range(40_000))
    assert len(fingerprint("", text).shingles) <= 18_000
    assert overlap(fingerprint("", text), fingerprint("", text + text[:9])).jaccard == 1
