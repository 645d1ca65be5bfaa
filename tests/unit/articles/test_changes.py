"""The word diff of two versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.changes import Change, Fate, shown, word_diff


texts = st.lists(
    st.sampled_from(["arms", "went", "east", ".", " ", "\n\n", "무기", "武器", "é"])
).map("".join)


@given(texts | st.text(max_size=40), texts | st.text(max_size=40))
def test_a_diff_holds_both_texts(before, after):
    """Kept and gone are the old one, kept and new the new one; neighbours differ."""
    changes = word_diff(before, after)
    assert "".join(one.text for one in changes if one.fate is not Fate.NEW) == before
    assert "".join(one.text for one in changes if one.fate is not Fate.GONE) == after
    assert all(one.text for one in changes)


@given(texts)
def test_equal_texts_have_no_changes(text):
    """Whatever they hold."""
    assert {one.fate for one in word_diff(text, text)} <= {Fate.KEPT}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("six frigates go", "four frigates go", "[-six-]{+four+} frigates go"),
        ("six grey ships go", "four white boats go", "[-six grey ships-]{+four white boats+} go"),
        ("Arms go.", "Arms go east.", "Arms go{+ east+}."),
        ("One.\n\nTwo.", "One.\n\nNew.\n\nTwo.", "One.\n\n{+New.+}\n\nTwo."),
        ("무기가 간다", "무기는 온다", "[-무기가 간다-]{+무기는 온다+}"),
        ("武器が行く", "武器は行く", "武器[-が-]{+は+}行く"),
        ("", "All is new", "{+All is new+}"),
        ("One. Two.", "One.\n\nTwo.", "One.[- -]\n\nTwo."),
        ("One.\n\nTwo.", "One.\nTwo.", "One.\nTwo."),
    ],
)
def test_words_are_compared_whole(before, after, expected):
    """Phrases stay together; where words have no blanks, characters are compared."""
    assert shown(word_diff(before, after)) == expected


def test_what_was_kept_is_cut_to_what_stands_around():
    """A long report with one new word is read at a glance."""
    words = " ".join(f"word{number}" for number in range(60))
    text = shown(word_diff(f"{words} six {words}", f"{words} four {words}"))
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "word59 [-six-]{+four+} word0" in text
    between = (Change(fate=Fate.NEW, text="a"), Change(fate=Fate.KEPT, text=words))
    assert " … " in shown((*between, between[0]))


def test_endless_texts_are_not_compared_word_by_word():
    """A hostile feed asks for that."""
    before, after = "a b " * 5_000, "b c " * 5_000
    assert [one.fate for one in word_diff(before, after)] == [Fate.GONE, Fate.NEW]
    many = "\n\n".join(str(number) for number in range(2_001))
    assert [one.fate for one in word_diff(many, f"0\n\n{many}")] == [Fate.GONE, Fate.NEW]
