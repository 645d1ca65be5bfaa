"""Compiling in a service: the garbage collector waits, and threads take turns."""

import gc
import sys

import pytest

from service.app.compiling import SLICE, compiled, take_turns
from service.model import Rule


def _rule(query: str) -> Rule:
    return Rule(watchlist="w", id="r", title="", query=query)


def test_rules_are_compiled_and_kept_from_the_collector():
    """What was compiled is not looked through again, and the collector goes on as before."""
    before = gc.get_freeze_count()
    made = compiled([_rule("arms transfer")])
    assert list(made.rules) == ["w/r"]
    assert gc.get_freeze_count() > before
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    """Whoever turned it off has a reason."""
    gc.disable()
    try:
        compiled([_rule("arms")])
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.fixture
def _interval_restored():
    held = sys.getswitchinterval()
    yield
    sys.setswitchinterval(held)


@pytest.mark.usefixtures("_interval_restored")
def test_threads_take_turns():
    """The event loop has its turn after a slice, not after five times as long."""
    take_turns()
    assert sys.getswitchinterval() == pytest.approx(SLICE)
