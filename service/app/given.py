"""What a stage alone is given: a file, or what a pipe brings."""

import re
import sys
from codecs import BOM_UTF8 as BOM
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from service.model import Document


STANDARD_INPUT = Path("-")

_FORMS = (
    (re.compile(rb"\s*\{[^\n]*\}[ \t\r]*(\n|$)"), ".jsonl"),
    (re.compile(rb"\s*(\{\s*\"|\[\s*\{)"), ".json"),
    (re.compile(rb"\s*<(\?xml|rss|feed|rdf:)", re.IGNORECASE), ".xml"),
    (re.compile(rb"\s*<"), ".html"),
)


PART = 1 << 20
"""Lines of records are read in parts of about so many bytes."""
_LINES = (".jsonl", ".ndjson")
_NUMBER = re.compile(r"\bline (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file, or a part of a long one."""

    document: Document
    before: int = 0
    """Lines before it."""

    def counted(self, problem: str) -> str:
        """Count the lines that a problem names in the whole file."""
        return _NUMBER.sub(lambda found: f"line {int(found[1]) + self.before}", problem, count=1)


def parts(path: Path) -> Iterator[Given]:
    """Take a file, lines of records part by part. Raises `OSError`."""
    if path == STANDARD_INPUT:
        yield from _opened(sys.stdin.buffer, str(path))
    elif path.name.lower().endswith(_LINES):
        with path.open("rb") as opened:
            yield from _opened(opened, path.name)
    else:
        yield Given(document=document(path))


def _opened(file: BinaryIO, name: str) -> Iterator[Given]:
    """A pipe has no name, so its first bytes say what it holds."""
    first = b"".join(file.readlines(PART))
    known = name.lower().endswith(_LINES)
    ending = "" if known else _ending(first.removeprefix(BOM))
    if b"\0" in first or not (known or ending in _LINES):  # no lines, or UTF-16 and the like
        yield Given(document=Document(name=f"{name}{ending}", body=first + file.read()))
        return
    before = 0
    while first:
        yield Given(document=Document(name=f"{name}{ending}", body=first), before=before)
        before += first.count(b"\n")
        first = b"".join(file.readlines(PART))


def document(path: Path) -> Document:
    """Take a file, or standard input: a pipe has no name, so its first bytes say what it holds.

    Raises `OSError`.
    """
    if path != STANDARD_INPUT:
        return Document(name=path.name, body=path.read_bytes())
    body = sys.stdin.buffer.read()
    return Document(name=f"{path}{_ending(body.removeprefix(BOM))}", body=body)


def _ending(body: bytes) -> str:
    return next((ending for form, ending in _FORMS if form.match(body)), ".txt")
