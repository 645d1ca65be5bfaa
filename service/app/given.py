"""What a stage alone is given: a file, or what a pipe brings."""

import re
import sys
from codecs import BOM_UTF8 as BOM
from pathlib import Path

from service.model import Document


STANDARD_INPUT = Path("-")

_FORMS = (
    (re.compile(rb"\s*\{[^\n]*\}[ \t\r]*(\n|$)"), ".jsonl"),
    (re.compile(rb"\s*(\{\s*\"|\[\s*\{)"), ".json"),
    (re.compile(rb"\s*<(\?xml|rss|feed|rdf:)", re.IGNORECASE), ".xml"),
    (re.compile(rb"\s*<"), ".html"),
)


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
