"""Markdown without its marks: what is left is what a reader sees."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


_FENCE = re.compile(r"^---\n(?P<head>.{0,8000}?)\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(?P<key>[A-Za-z_]{2,24}):[ \t]*(?P<value>\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(?P<level>#{1,6})[ \t]+(?P<text>[^\n]{1,1000})$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?P<text>[^\n]{1,300})\n {0,3}(?:=+|-{3,})$", re.MULTILINE)
_SWAPS = tuple(
    (re.compile(shape, re.MULTILINE), into)
    for shape, into in (
        (
            r"!\[[^\[\]\n]*+\](?:\([^()\n]*+\)|\[[^\[\]\n]*+\])",
            "",
        ),  # images: their words are captions
        (r"\[([^\[\]\n]++)\](?:\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)?\)|\[[^\[\]\n]*+\])", r"\1"),
        (r"^ {0,3}\[[^\[\]\n]++\]:[ \t]*+\S.*$", ""),
        (r"<(https?://[^<>\s]++)>", r"\1"),
        (r"^ {0,3}(?:[-*_][ \t]*+){3,}+$", ""),
        (r"^ {0,3}(?:```|~~~).*$", ""),
        (r"^ {0,3}(?:>[ \t]?)++", ""),
        (r"^[ \t]{0,12}[-*+][ \t]++(?=\S)", "- "),
        (r"(?<![\w\\*])(\*{1,3})(?=[^\s*])([^*\n]{1,1000}+)(?<=\S)\1(?![\w*])", r"\2"),
        (r"(?<![\w\\_])(_{1,3})(?=[^\s_])([^_\n]{1,1000}+)(?<=\S)\1(?![\w_])", r"\2"),
        (r"~~([^~\n]{1,1000}+)~~", r"\1"),
        (r"(?<!`)(`{1,2})([^`\n]{1,1000}+)\1(?!`)", r"\2"),
        (r"\\$", ""),
        (r"\\([\\`*_{}\[\]()#+.!|>~-])", r"\1"),
    )
)
"""In this order; possessive throughout, so that no line costs more than its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripped:
    """A Markdown text taken apart."""

    fields: Mapping[str, str]
    """Of the front matter, names in lower case."""
    title: str | None
    text: str


def unmark(markdown: str) -> Stripped:
    """Take off front matter and marks; the first heading of the highest level is the title."""
    markdown = _uncommented("\n".join(line.rstrip() for line in markdown.split("\n")))
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
    title = fields.get("title") or (_bare(headings[0]["text"].rstrip("# ")) if headings else None)
    return Stripped(fields=fields, title=title, text=_bare(_HEADING.sub(_paragraph, body)))


def _uncommented(text: str) -> str:
    """Leave out comments; one that is never closed is none."""
    parts: list[str] = []
    start = 0
    while (begin := text.find("<!--", start)) >= 0 and (end := text.find("-->", begin)) >= 0:
        parts.append(text[start:begin])
        start = end + 3
    return "".join([*parts, text[start:]])


def _paragraph(heading: re.Match[str]) -> str:
    return f"\n{heading['text'].rstrip('# ')}\n"


def _raised(found: re.Match[str]) -> str:
    """Turn an underlined line into a heading, unless it is a sentence above a rule."""
    text = found["text"].strip()
    level = "#" if found[0].rstrip().endswith("=") else "##"
    return f"{level} {text}" if text and not text.endswith((".", "|", "-")) else found["text"]


def _bare(text: str) -> str:
    for shape, into in _SWAPS:
        text = shape.sub(into, text)
    return text
