from hypothesis import given
from hypothesis import strategies as st

from service.stories.compare import compare


def test_shared_and_other_words_are_told_apart():
    """Forms of one word are shared; what is common in the language is not shown."""
    found = compare(
        "The ferry Aldera sank near Hallam and 12 people died",
        "Ferries: Aldera's owner in Hallam says that the people are safe",
        "en",
    )
    assert set(found.shared) == {"aldera", "hallam"}
    assert "sank" in found.first
    assert "safe" in found.second
    assert "the" not in (*found.shared, *found.first, *found.second)


def test_the_most_telling_come_first_and_only_some():
    """A name is told before a word of every day."""
    found = compare("war of Dunmarrow", "Dunmarrow war", "en", shown=1)
    assert found.shared == ("dunmarrow",)
    assert found.first == found.second == ()


@given(st.text(max_size=100), st.text(max_size=100))
def test_comparing_the_other_way_swaps_what_each_has_alone(one, other):
    """The order of the texts changes only which side is which."""
    there, back = compare(one, other, "en"), compare(other, one, "en")
    assert (there.first, there.second) == (back.second, back.first)
