"""What a new version says that the one before did not."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.versions import inserted, rewritten
from tests.endings import ends


def quotes(before: str, after: str) -> list[str]:
    return [after[start:end] for start, end in inserted(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("Arms went east.", "Arms went east.", []),
        ("Arms went east.", "ARMS went  east!", []),
        ("Arms went east.", "Arms went.", []),
        ("Arms went east.", "Arms went far east.", ["far"]),
        ("Arms went east.", "Arms went west.", ["west"]),
        ("Arms went east.", "Today arms went east today.", ["Today", "today"]),
        ("", "Arms went east.", ["Arms went east"]),
        ("Arms went.\n\nEast.", "East.\n\nArms went.", []),
        ("One.\n\nTwo.", "One.\n\nNew here.\n\nTwo.", ["New here"]),
        ("One.\n\nTwo.", "One more.\n\nTwo.\n\nThree.", ["more", "Three"]),
        ("One.", "Two.\n\nThree.", ["Two", "Three"]),
        ("무기가 갔다.", "무기가 동쪽으로 갔다.", ["동쪽으로"]),
    ],
)
def test_inserted_words_are_found(before, after, expected):
    """By word, whatever their case; never over the blank line between two paragraphs."""
    assert quotes(before, after) == expected


words = st.sampled_from(["arms", "Arms", "went", "east", "북한", "1,000", "—"])
texts = st.lists(st.lists(words, max_size=8).map(" ".join), max_size=4).map("\n\n".join)


def folded(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@given(texts)
def test_an_unchanged_text_says_nothing_new(text):
    """Whatever it looks like."""
    assert inserted(text, text) == ()


@given(texts, texts)
def test_what_is_not_new_was_there(before, after):
    """Every word outside the stretches stands in the text before."""
    rest = list(after)
    for start, end in inserted(before, after):
        rest[start:end] = " " * (end - start)
    assert set(folded("".join(rest))) <= set(folded(before))


@given(texts, texts)
def test_stretches_are_words_of_the_text_in_order(before, after):
    """Within it, apart from one another, each beginning and ending with a word."""
    end_before = 0
    for start, end in inserted(before, after):
        assert end_before <= start < end <= len(after)
        assert re.fullmatch(r"\w(.*\w)?", after[start:end])
        end_before = end


@given(texts)
def test_a_first_text_is_all_new(text):
    """Nothing of it stood anywhere."""
    assert folded(" ".join(quotes("", text))) == folded(text)


LONG = " ".join(f"word{number}" for number in range(20_000))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 100_000, "a " * 100_001 + "b"),
        (" ".join(random.Random(1).choices("ab", k=50_000)), LONG),
        (
            " ".join(f"same{number} old{number}" for number in range(50_000)),
            " ".join(f"same{number} new{number}" for number in range(50_000)),
        ),
        ("\n\n".join(f"x {number}" for number in range(50_000)), "\n\n".join("yz" * 25_000)),
    ],
)
def test_no_text_takes_long(before, after):
    """A hostile feed could change 2,000 entries like this at every poll."""
    with ends():
        assert inserted(before, after)


def test_one_word_in_a_very_long_text_is_found():
    """However long the text: what stands before and after it is left out first."""
    changed = LONG.replace("word9000 ", "word9000 arms ")
    assert quotes(LONG, changed) == ["arms"]


def test_a_very_long_text_that_is_rewritten_is_new_from_its_first_change_to_its_last():
    """Better told once more than not at all."""
    middle = " ".join(f"other{number}" for number in range(2_000))
    before = LONG.replace(" word10000 ", f" word10000 {middle} ")
    after = LONG.replace(" word10000 ", f" word10000 {middle.replace('other', 'new')} ")
    assert quotes(before, after) == [middle.replace("other", "new")]


# --- another item under the same id ------------------------------------------------------------

AGREED = ("Arms transfer agreed", "Officials in Vessia confirmed an arms transfer on Monday.")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (("Harbour closed", "Storms kept all ferries in port, the coast guard said."), True),
        (("Harbour closed", AGREED[1]), False),
        ((AGREED[0], "Storms kept all ferries in port, the coast guard said."), False),
        (("Transfer of arms confirmed", f"{AGREED[1]} {'Much more is said now. ' * 20}"), False),
        (("Arms Transfer AGREED", "Something else."), False),
        (("Arms transfer agreed on", ""), False),
        (("Harbour closed", ""), True),
        (("", "It is so."), True),
    ],
)
def test_an_item_is_another_where_its_title_and_most_words_are(after, expected):
    """What grows or is cut stays; where a text is missing the titles say it."""
    assert rewritten(AGREED, after) is expected
    assert rewritten(after, AGREED) is expected


def test_words_without_blanks_are_compared_by_their_letters():
    """A correction of one word in a Japanese sentence is no other item."""
    before = ("港が閉鎖", "嵐のため、すべてのフェリーが港にとどまったと沿岸警備隊が発表した。")
    after = ("港の閉鎖続く", "嵐のため、多くのフェリーが港にとどまったと沿岸警備隊が発表した。")
    other = ("武器の合意", "両国の当局者は月曜日に武器の移転を確認した。")
    assert not rewritten(before, after)
    assert rewritten(before, other)
