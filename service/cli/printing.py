"""How commands print."""

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any


WIDEST = 100
"""Columns of a terminal that lists fit."""


def write(text: str) -> None:
    """Print for people, at once."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def write_line(data: Mapping[str, Any]) -> None:
    """Print one JSON line."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")


def table(rows: Iterable[tuple[str, ...]], *heads: str) -> None:
    """Print columns that are as wide as what stands in them."""
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        write("  ".join(cells).rstrip())


def in_words(error: Exception) -> str:
    """Say what is wrong with a file as people would."""
    match error:
        case FileNotFoundError():
            return "there is no such file or folder"
        case IsADirectoryError():
            return "this is a folder: name the files in it"
        case PermissionError():
            return "there is no permission for it"
        case OSError() if error.strerror:
            return error.strerror
        case _:
            return str(error)
