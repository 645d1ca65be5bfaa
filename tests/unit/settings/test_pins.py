"""`config/pins.yaml`: stories by hand; read with places, and edited as a person would."""

import pytest

from service.errors import ConfigError, Problem
from service.model import NO_PINS, Pins
from service.settings.pins import joined, load_pins, pin


@pytest.fixture
def load(tmp_path):
    def load_(text: str) -> tuple[Pins, tuple[Problem, ...]]:
        (tmp_path / "pins.yaml").write_text(text)
        return load_pins(tmp_path / "pins.yaml")

    return load_


GOOD = """\
# The visit is one story.
together:
  - [12, https://wire.example/9]  # both tell of the visit
  - [3, 4, 5]
apart: [[12, 3]]
"""


def test_lists_name_articles_by_number_or_link(load):
    """What is together, and what is apart."""
    pins, problems = load(GOOD)
    assert problems == ()
    assert pins.together == (("12", "https://wire.example/9"), ("3", "4", "5"))
    assert pins.apart == (("12", "3"),)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "together:\napart: []\n"])
def test_there_need_be_no_pins(load, text):
    """An empty file, and none, are good."""
    assert load(text) == (NO_PINS, ())


def test_no_file_is_no_pins(tmp_path):
    """Most who use it never pin anything."""
    assert load_pins(tmp_path / "pins.yaml") == (NO_PINS, ())


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("together:\n  - [12, visit]\n", 2, 10, "'visit' names no article"),
        ("together:\n  - [12, 0]\n", 2, 10, "'0' names no article"),
        ("apart:\n  - [7]\n", 2, 5, "one article is together with nothing"),
        ("apart:\n  - [7, 7]\n", 2, 5, "one article is together with nothing"),
        ("together:\n  - 7\n", 2, 5, "must be a list"),
        ("together: 7\n", 1, 11, "must be a list"),
        ("togehter: []\n", 1, 1, "did you mean 'together'?"),
        ("- [1, 2]\n", 1, 1, "must be keys with values"),
        ("together: [[1, 2]\n", 1, 11, "never closed"),
    ],
)
def test_a_mistake_is_told_with_its_place(load, text, line, column, message):
    """File, line, column; a wrong pin does not take effect."""
    pins, (problem, *_) = load(text)
    assert pins == NO_PINS
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message


def test_a_wrong_pin_leaves_the_others(load):
    """Its neighbours hold."""
    pins, problems = load("together:\n  - [1, 2]\n  - [3]\napart:\n  - [4, x]\n  - [5, 6]\n")
    assert (pins.together, pins.apart) == ((("1", "2"),), (("5", "6"),))
    assert [one.line for one in problems] == [3, 5]


def test_what_is_pinned_both_ways_is_told(load):
    """Also by way of a third article."""
    _, problems = load("together:\n  - [1, 2]\n  - [2, 3]\napart:\n  - [1, 3]\n  - [1, 4]\n")
    assert [(one.line, one.message) for one in problems] == [
        (5, "1 and 3 are pinned together, too")
    ]


def test_lists_that_share_a_name_are_one():
    """In whatever order they stand."""
    found = joined((("1", "2"), ("3", "4"), ("2", "3"), ("5", "6")))
    assert set(found) == {frozenset("1234"), frozenset("56")}


# --- another pin -------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [None, "", GOOD, "apart:\n  - [8, 9]\n", "together: []\n"])
@pytest.mark.parametrize("apart", [False, True])
def test_a_pin_goes_to_the_end_of_its_list(tmp_path, before, apart):
    """What stood in the file stays, remarks and all; the new one has a remark of its own."""
    path = tmp_path / "pins.yaml"
    if before is not None:
        path.write_text(before)
    had, _ = load_pins(path)
    key = "apart" if apart else "together"
    if before == GOOD and apart:  # its list stands in brackets
        with pytest.raises(ConfigError, match="nothing can be added"):
            pin(path, ("21", "22"), apart=apart, remark="Two visits")
        assert path.read_text() == GOOD
        return
    pin(path, ("21", "https://wire.example/9?a=1"), apart=apart, remark="Two\nvisits")
    found, problems = load_pins(path)
    assert problems == ()
    assert getattr(found, key) == (*getattr(had, key), ("21", "https://wire.example/9?a=1"))
    assert "# Two visits\n" in path.read_text()
    for line in (before or "").splitlines():
        assert line.removesuffix(" []") in path.read_text()


def test_a_pin_needs_no_remark(tmp_path):
    """Nothing is left hanging at the end of its line."""
    pin(tmp_path / "pins.yaml", ("1", "2"), apart=False, remark="")
    assert (tmp_path / "pins.yaml").read_text().endswith("together:\n  - [1, 2]\n")
