"""Whose text it is that several outlets hold."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A report with the text."""

    report: int
    agency: str | None
    """The news agency that published it, where one did."""
    wire: str | None
    """The agency that it credits."""


def origin(holders: Sequence[Holder]) -> int:
    """Choose, of reports in order of sight: the agency's own that others credit, else the earliest."""
    credited = {one.wire for one in holders if one.wire and one.wire != one.agency}
    own = [one for one in holders if one.agency in credited]
    return (own or holders)[0].report
