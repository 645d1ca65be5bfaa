"""A budget of work, counted and never timed, so that the same rule and article always end alike."""

from service.errors import WirewatchError


PER_RULE = 1_000_000
"""For the truth and the evidence of one rule and one article; real ones take a few thousand."""
PER_ARTICLE = 20_000_000
"""For all rules and one article; in real ones they take thousandths of it."""
AT_FIRST = 30_000
"""For one rule before the others have been asked: what is little work is decided in any case."""
PER_EVIDENCE = 30_000
"""For the evidence of one nearness in one field, before it is looked for in a part of the field."""


class OverrunError(WirewatchError):
    """A rule would need more steps for an article than it may take."""


class Steps:
    """What is left of a budget."""

    def __init__(self, left: int = PER_RULE) -> None:
        self.left = left

    def spend(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise OverrunError("too many ways to combine the words")
