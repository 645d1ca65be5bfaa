"""How a digest looks: the few things about it that are settings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


PAPER = "#ffffff"
NIGHT = "#1b1f24"
READABLE = 4.5
"""Least contrast of text, WCAG 2.2 AA."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Section(StrEnum):
    """The two parts of a digest; both are always there."""

    STORIES = "stories"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an operator may change. Raises `ValueError` for what cannot be used."""

    product: str = "Wirewatch"
    logo: str = "Wirewatch"
    accent: str = "#1f4e79"
    """`#rrggbb`; made lighter or darker where it could not be read."""
    link_base: str | None = None
    """Where the web pages of this installation are, to link to what did not fit."""
    sections: tuple[Section, ...] = tuple(Section)

    def __post_init__(self) -> None:
        if not COLOUR.fullmatch(self.accent):
            raise ValueError(f"{self.accent!r} is no colour; write it as `#1f4e79`")
        if sorted(self.sections) != sorted(Section):
            raise ValueError("sections: name `stories` and `coverage`, each once")

    @property
    def accent_on_paper(self) -> str:
        return _readable(self.accent, PAPER, "#000000")

    @property
    def accent_on_night(self) -> str:
        return _readable(self.accent, NIGHT, "#ffffff")


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _readable(colour: str, ground: str, towards: str) -> str:
    """Mix a colour with another until it can be read on its ground."""
    steps = (_mix(colour, towards, step / 20) for step in range(21))
    return next(one for one in steps if contrast(one, ground) >= READABLE)


def _mix(one: str, other: str, share: float) -> str:
    mixed = (a + (b - a) * share for a, b in zip(_rgb(one), _rgb(other), strict=True))
    return "#" + "".join(f"{round(part):02x}" for part in mixed)


def _luminance(colour: str) -> float:
    linear = (_linear(part / 255) for part in _rgb(colour))
    return sum(
        weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _rgb(colour: str) -> Iterator[int]:
    return (int(colour[at : at + 2], 16) for at in (1, 3, 5))
