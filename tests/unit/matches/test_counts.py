"""atleast."""

import pytest

from tests.unit.matches.make import matched, quotes


@pytest.mark.parametrize(
    ("query", "title", "text", "count"),
    [
        ("atleast3(arms)", "", "Arms, arms and arms.", 3),
        ("atleast3(arms)", "", "Arms and arms.", 0),
        ("atleast3(arms)", "Arms", "Arms and arms.", 3),
        ("atleast1(arms)", "", "Arms.", 1),
        ("atleast2(arms deal)", "", "Arms deal, deal on arms.", 4),
        ("atleast2(arms NEAR/1 deal)", "", "Arms deal arms.", 0),
        ("atleast2(arms NEAR/1 deal)", "", "Arms deal arms deal.", 4),
        ('atleast2("arms deal" OR deal)', "", "Arms deal.", 0),
        ('atleast2("arms deal" OR deal)', "", "Arms deal, deal.", 3),
        ("atleast2(arms) AND atleast2(deal)", "", "Arms deal arms deal.", 4),
        ("title:atleast2(arms)", "Arms", "Arms", 0),
        ("title:atleast2(arms)", "Arms, arms", "", 2),
        ("lead:atleast2(arms)", "Arms", "One.\n\nArms.\n\nArms.", 2),
        ("body:atleast2(arms)", "Arms", "One.\n\nArms.\n\nArms.", 2),
        ("NOT atleast2(arms) AND deal", "", "Arms deal.", 1),
    ],
)
def test_atleast(query, title, text, count):
    """Disjoint occurrences are counted over title and text, all that take part are evidence."""
    assert len(quotes(query, text, title)) == count


@pytest.mark.parametrize(
    ("title", "text", "holds"),
    [
        ("Arms go east", "Arms go east\n\nMore arms.", False),
        ("Arms go east", "ARMS go east!\nMore arms.", False),
        ("Arms go east", "Arms go west\n\nMore arms.", True),
        ("Arms go east", "Arms go east\n\nMore arms, and arms.", True),
        ("", "Arms\n\nArms, arms.", True),
    ],
)
def test_a_title_repeated_as_first_line_counts_once(title, text, holds):
    """Whatever its signs and its case."""
    assert bool(matched("atleast3(arms)", text, title)) is holds


def test_the_summary_is_not_counted():
    """A teaser says again what the text says."""
    assert not matched("atleast2(arms)", "Arms.", summary="Arms.")


@pytest.mark.parametrize("gap", [0, 3, 7, 8, 40, 600])
@pytest.mark.parametrize("wanted", [3, 4])
def test_counting_over_long_gaps(gap, wanted):
    """Three pairs are three, wherever they stand and however far from each other."""
    text = ("deal " + "x " * gap) + ("arms x x x deal " + "x " * gap) * 3
    assert bool(matched(f"atleast{wanted}(arms ONEAR/3 deal)", text)) is (wanted == 3)


def test_only_what_takes_part_is_evidence():
    """A pair that overlaps the only two disjoint ones is part of no large enough choice."""
    text = "arms deal x arms x x deal arms"
    assert quotes("atleast2(arms ONEAR/2 deal)", text) == ["arms", "deal", "arms", "deal"]
