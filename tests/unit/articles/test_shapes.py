import re

import pytest

from service.articles import furniture
from service.articles.shapes import Shapes


FRUIT = Shapes(r"^apples?$", loose={"pear|plum": r"\b(?:pears|plums)\b", "fig": ""})


@pytest.mark.parametrize("line", ["Apple", "two Pears here", "PLUMS", "figs"])
def test_one_shape_is_enough(line):
    """A line is held by a bound shape at its start, or by a loose one anywhere, case aside."""
    assert FRUIT.hold(line)


@pytest.mark.parametrize("line", ["", "an apple", "a pear", "cherries"])
def test_no_shape(line):
    """A bound shape holds nowhere but at the start, and the word of a loose one is not enough."""
    assert not FRUIT.hold(line)


def test_only_loose_shapes():
    """Without bound shapes nothing holds by itself."""
    assert not Shapes(loose={"x": "xx"}).hold("x")


ALL = ("_ENDS", "_BOXES", "_ASIDES", "_BIO", "_CAPTION_START", "_PHOTO_CREDIT")


@pytest.mark.parametrize("name", ALL)
def test_shapes_are_in_small_letters(name):
    """A capital in one, or in a word that it needs, would never be found."""
    shapes = getattr(furniture, name)
    written = [shapes._bound.pattern, *(shape.pattern for _, shape in shapes._loose)]
    words = [word for words, _ in shapes._loose for word in words]
    assert all(words)
    plain = [re.sub(r"\\[A-Z]", "", one) for one in (*written, *words)]
    assert plain == [one.lower() for one in plain]


@pytest.mark.parametrize("name", ["_ENDS", "_BOXES", "_ASIDES", "_BIO", "_CAPTION_START"])
def test_bound_shapes_are_bound(name):
    """Searched anywhere, a bound shape finds nothing behind a line's first character."""
    bound = getattr(furniture, name)._bound
    unbound = re.compile(rf"(?<=.)(?:{bound.pattern})")
    lines = ["x all rights reserved", "x photo: y", "x related", "x sign in", "x can be reached"]
    assert not any(unbound.search(line) for line in lines)
