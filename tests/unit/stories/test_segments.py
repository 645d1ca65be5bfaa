import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.stories.build_shares import _counted, _shares
from service.stories.segments import Words, han, names_and_words, segments, simplified, thai


LETTERS = Words(
    costs={"ab": 2.0, "abc": 3.0, "cd": 2.0, "d": 9.0}, lengths={"ab": (2, 3), "cd": (2,)}
)


def test_the_likeliest_words_are_taken():
    """Not the longest first: ab and cd are likelier than abc and d."""
    assert segments("abcd", LETTERS) == ["ab", "cd"]
    assert segments("abc", LETTERS) == ["abc"]


@given(st.text("abcdx", max_size=12))
def test_nothing_is_lost_or_added(run):
    """The words of a run are the run, and each is known or a single sign."""
    found = segments(run, LETTERS)
    assert "".join(found) == run
    assert all(word in LETTERS.costs or len(word) == 1 for word in found)


def test_what_no_table_has_is_a_name():
    """Signs in a row give pieces that overlap, so that a name is known again with another word beside it."""
    assert list(names_and_words("xyzab", LETTERS, 2)) == ["xy", "yz", "ab"]
    assert list(names_and_words("abxcd", LETTERS, 2)) == ["ab", "cd"]
    assert list(names_and_words("x", LETTERS, 2)) == ["x"]


def test_words_of_chinese_japanese_and_thai():
    """Where two words meet there is no third one."""
    assert list(names_and_words("国防部长访问工厂", han(), 2)) == ["国防部长", "访问", "工厂"]
    assert list(names_and_words("政治資金", han(), 2)) != ["政治資金"]
    assert list(names_and_words("รัฐบาลไทย", thai(), 4)) == ["รัฐบาล", "ไทย"]


def test_traditional_signs_are_those_of_the_tables():
    """A report of Taipei and one of Beijing share their words."""
    assert "總統府".translate(simplified()) == "总统府"
    assert list(names_and_words("發射導彈".translate(simplified()), han(), 2)) == ["发射", "导弹"]


def test_tables_are_built_of_whole_words(tmp_path):
    """A word of Han or Thai is a term, in simplified signs; of counts come shares."""
    counts = tmp_path / "counts.txt"
    counts.write_text("รัฐบาล\t3\n總統\t1\n\n")
    listed = _counted(counts)
    assert listed == [("รัฐบาล", 0.75), ("總統", 0.25)]
    assert _shares(listed) == pytest.approx({"รัฐบาล": 0.75, "总统": 0.25})
