"""Reports that are read together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from service.stories.codes import code
from service.stories.prepared import Prepared, Unread, _portions, prepare, prepare_all
from service.stories.spelled import read_all
from service.stories.terms import MOST, fold, plain, read, words


WORDS = st.sampled_from(
    ["the", "The", "Storm", "coast", "a", "7", "1,200", "3.5", "12km", "it's", "“so”", "U.S.", "snake_case", "\x00",
     "é", "Zürich", "e\u0301t\u0301", "ﬁn½", "№7", "１,０００", "Łódź", "d’Or", "x²", "İß", "шторм", "北京", "서울에서", "x" * MOST, "y" * (MOST + 9), "8" * (MOST + 9), "\n", "..."]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=9), max_size=60).map(" ".join)
REPORTS = st.builds(
    Unread,
    title=TEXTS,
    text=TEXTS,
    language=st.sampled_from([None, "en", "de", "ko", "xx"]),
    quoted=st.lists(WORDS, max_size=2),
)


def test_a_text_of_many_strange_signs_is_folded_as_a_whole():
    """To replace sign after sign takes a look at the text for each."""
    signs = "".join(map(chr, range(0xC0, 0x17F)))
    assert plain(signs) is None
    assert plain(signs[:20]) == fold(signs[:20])
    assert read(signs) == words(fold(signs))


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_words_are_numbered_alike_letter_by_letter_and_from_the_dictionary(texts):
    """What is computed for many texts at once is what a look at each word gives."""
    for text, found in zip(texts, read_all(texts), strict=True):
        known = code(read(text))
        assert list(found.words) == known.words
        assert list(found.words[1:3]) == known.words[1:3]
        assert found.runs.tolist() == known.runs.tolist()
        assert sorted(found.terms.tolist()) == sorted(known.terms.tolist())


def _plain(made: Prepared) -> tuple[object, ...]:
    terms, found = made.terms, made.print
    arrays = (
        terms.numbers, terms.heights, terms.shares, found.shingles, found.figures, found.title,
    )  # fmt: skip
    return terms.language, *((one.dtype, one.tolist()) for one in arrays)


@settings(deadline=None)
@given(st.lists(REPORTS, max_size=6))
def test_reports_are_read_together_as_they_are_alone(reports):
    """Nothing of one report is in another, whatever the scripts and lengths."""
    alone = [prepare(one.title, one.text, one.language, one.quoted) for one in reports]
    assert [_plain(one) for one in prepare_all(reports)] == [_plain(one) for one in alone]


def test_long_reports_are_read_a_few_at_a_time():
    """A batch of books takes no more room than its longest."""
    sizes = [700_000, 200_000, 200_000, 2_000_000, 5]
    reports = [Unread(title="", text="x" * size) for size in sizes]
    assert [len(some) for some in _portions(reports)] == [2, 1, 1, 1]
