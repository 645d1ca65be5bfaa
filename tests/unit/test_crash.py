"""Crash points: harmless until armed, and each in its place in the code."""

import re
from pathlib import Path

import pytest

from service.crash import POINTS, arm, crashpoint


SERVICE = Path(__file__).parents[2] / "service"
OPERATING = SERVICE.parent / "docs/howto/operate.md"


def test_every_point_stands_in_the_code() -> None:
    """A name that nobody passes could not be tested, and one that is not listed neither."""
    code = [path.read_text() for path in SERVICE.rglob("*.py") if path.name != "crash.py"]
    called = {name for text in code for name in re.findall(r'crashpoint\(\s*"([a-z._]+)"', text)}
    named = {name for text in code for name in re.findall(r'"((?:fetch|send)\.[a-z_]+)"', text)}
    assert called | (named & set(POINTS)) == set(POINTS)


def test_every_point_is_documented_with_its_number() -> None:
    """The table for operators lists them as the code does."""
    rows = re.findall(r"(?m)^\| (\d+) \| `([a-z._]+)` \|", OPERATING.read_text())
    assert rows == [(str(number), name) for number, name in enumerate(POINTS, 1)]


def test_an_unknown_point_cannot_be_armed() -> None:
    """A slip would mean a test that kills nothing."""
    with pytest.raises(ValueError, match=r"unknown crash point 'send\.nothing'"):
        arm("send.nothing:2")


def test_a_point_that_is_not_armed_does_nothing() -> None:
    """That is how it is everywhere but in tests."""
    crashpoint("send.all_sent")
