"""Compiling rules in a service: the event loop goes on, and what stays is not looked through again.

The garbage collector stops every thread while it looks through all objects: with 10,000 rules for half a
second, several times while they are compiled. So it waits until they are, and then leaves them out for
good (`gc.freeze`): a rule set holds no cycles, so that it goes when the next one has taken its place.
"""

import gc
import sys
from collections.abc import Sequence

from service.matches.compile import RuleSet, compile_rules
from service.model import Rule


SLICE = 0.001
"""Seconds that a thread computes before another one may: the event loop waits that long for its turn."""


def compiled(rules: Sequence[Rule], before: RuleSet | None = None) -> RuleSet:
    """Compile rules without a pause for everybody else; may run in a thread.

    What did not change since `before` is not compiled again.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return compile_rules(rules, before)
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def take_turns() -> None:
    """Let threads take turns often enough that computing ones keep nobody waiting."""
    sys.setswitchinterval(SLICE)
