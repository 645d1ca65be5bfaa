"""Markdown without its marks: what is left is what a reader sees."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


_FENCE = re.compile(r"^---[ \t]*\n(?P<head>.{0,8000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(?P<key>[A-Za-z_]{2,24}):[ \t]*(?P<value>\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(?P<level>#{1,6})[ \t]+(?P<text>.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<text>[^\n]{1,300})\n {0,3}(?:=+|-{3,})[ \t]*$", re.MULTILINE)
_SWAPS = tuple(
    (re.compile(shape, flags), into)
    for shape, into, flags in (
        (r"<!--.{0,20000}?-->", "", re.DOTALL),
        (r"!\[[^\]\n]{0,2000}\]\([^)\n]{0,2000}\)", "", 0),  # images: their words are captions
        (r"!\[[^\]\n]{0,2000}\]\[[^\]\n]{0,200}\]", "", 0),
        (r"\[([^\]\n]{1,2000})\]\([^)\n]{0,2000}\)", r"\1", 0),
        (r"\[([^\]\n]{1,2000})\]\[[^\]\n]{0,200}\]", r"\1", 0),
        (r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S.*$", "", re.MULTILINE),
        (r"<(https?://[^>\s]{1,2000})>", r"\1", 0),
        (r"^ {0,3}(?:(?:[-*_])[ \t]*){3,}$", "", re.MULTILINE),
        (r"^ {0,3}(?:```|~~~).*$", "", re.MULTILINE),
        (r"^ {0,3}(?:>[ \t]?)+", "", re.MULTILINE),
        (r"^[ \t]*[-*+][ \t]+(?=\S)", "- ", re.MULTILINE),
        (r"(?<![\w\\*])(\*{1,3})(?=\S)([^*\n]{1,2000}?)(?<=\S)\1(?![\w*])", r"\2", 0),
        (r"(?<![\w\\_])(_{1,3})(?=\S)([^_\n]{1,2000}?)(?<=\S)\1(?![\w_])", r"\2", 0),
        (r"~~([^~\n]{1,2000})~~", r"\1", 0),
        (r"`{1,2}([^`\n]{1,2000})`{1,2}", r"\1", 0),
        (r"(?: {2,}|\\)$", "", re.MULTILINE),
        (r"\\([\\`*_{}\[\]()#+.!|>~-])", r"\1", 0),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripped:
    """A Markdown text taken apart."""

    fields: Mapping[str, str]
    """Of the front matter, names in lower case."""
    title: str | None
    text: str


def unmark(markdown: str) -> Stripped:
    """Take off front matter and marks; the first heading of the highest level is the title."""
    front = _FENCE.match(markdown)
    fields = (
        {
            found["key"].lower(): found["value"].strip(" \t\"'")
            for found in _FIELD.finditer(front["head"])
        }
        if front
        else {}
    )
    body = markdown[front.end() :] if front else markdown
    body = _UNDERLINED.sub(_raised, body)
    headings = sorted(_HEADING.finditer(body), key=lambda found: len(found["level"]))
    title = fields.get("title") or (_bare(headings[0]["text"]) if headings else None)
    return Stripped(fields=fields, title=title, text=_bare(_HEADING.sub(r"\n\g<text>\n", body)))


def _raised(found: re.Match[str]) -> str:
    """Turn an underlined line into a heading, unless it is a sentence above a rule."""
    text = found["text"].strip()
    level = "#" if found[0].rstrip().endswith("=") else "##"
    return f"{level} {text}" if text and not text.endswith((".", "|", "-")) else found["text"]


def _bare(text: str) -> str:
    for shape, into in _SWAPS:
        text = shape.sub(into, text)
    return text
