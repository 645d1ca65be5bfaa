from service.matches.renewed import renewed
from service.model import Field
from tests.unit.matches.make import matched


def test_a_rule_that_held_before_needs_new_words():
    """A match of a later version is news for a new rule, or for evidence among inserted words."""
    match = matched("arms", "Of arms.")
    assert match
    assert renewed([match], [], {}) == (match,)
    assert renewed([match], [("w", "r")], {}) == ()
    assert renewed([match], [("w", "r")], {Field.TEXT: [(0, 3)]}) == ()
    assert renewed([match], [("w", "r")], {Field.TEXT: [(0, 4)]}) == (match,)
