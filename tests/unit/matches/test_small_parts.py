"""Small parts of the engine, each by itself: what they promise where whole rules seldom lead."""

import zlib
from pathlib import Path

import pytest

from service.matches import build_ranks
from service.matches.lazy import lazy
from service.matches.nodes import Element
from service.matches.plain import plain_of
from service.matches.proclitics import name_with_proclitics


LISTS = """
FREQUENCY_LISTS = {
    "english_wikipedia": ["the", "ferry", "harbour", "don't", "été"],
    "us_tv_and_film": ["you", "the", "sailor"],
    "surnames": ["smith"],
}
"""


class Asked:
    times = 0

    @lazy
    def answer(self) -> int:
        """The answer."""
        self.times += 1
        return 42


def test_a_lazy_value_is_made_once() -> None:
    """Asked of the class it gives itself, for whoever reads the documentation."""
    asked = Asked()
    assert [asked.answer, asked.answer, asked.times] == [42, 42, 1]
    assert Asked.answer.__doc__ == "The answer."


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("ישראל", {"בישראל", "ולישראל"}),
        ("كوريا", {"لكوريا", "وبكوريا"}),
        ("לב", {"לב"}),  # too short to tell what stands before it
        ("russland", {"russland"}),
    ],
)
def test_names_take_what_may_stand_before_them(word: str, some: set[str]) -> None:
    """Prepositions and *and*, in Hebrew and Arabic; what is too short, or of another script, none."""
    found = name_with_proclitics(word)
    assert some <= found
    assert (found == {word}) == (some == {word})


def test_names_take_no_article_and_no_like() -> None:
    """*Since* is no *like Greece*."""
    assert not {"כיוון", "היוון"} & name_with_proclitics("יוון")
    assert "الكوريا" not in name_with_proclitics("كوريا")


def test_a_phrase_of_too_many_forms_is_looked_for_by_place() -> None:
    """Where two words have many forms, all their pairs would cost more than they save."""
    few, many = (Element(forms=frozenset(f"w{n}" for n in range(size))) for size in (5, 7))
    plain = plain_of([(few, few)])
    assert plain is not None
    assert len(plain.phrases) == 25
    assert plain_of([(many, many)]) is None
    assert plain_of([(Element(glob="wom?n"),)]) is None


def test_ranks_are_words_by_their_better_place(tmp_path: Path) -> None:
    """In two of the lists, ASCII letters only; a word in both stands where it is more frequent."""
    source, target = tmp_path / "frequency_lists.py", tmp_path / "en.ranks"
    source.write_text(LISTS)
    build_ranks.main(str(source), str(target))
    words = zlib.decompress(target.read_bytes()).decode().split("\n")
    assert words == ["the", "you", "ferry", "harbour", "sailor"]
