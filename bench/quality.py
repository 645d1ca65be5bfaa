"""Writes docs/quality.md: how well feeds and pages are read and stories and copies known, beside other tools, measured in one run.

    python bench/quality.py                     all parts
    python bench/quality.py --only feeds        one part; the others stay as they are

Each part is the output of a bench of its own, between two marks in the page.
"""

import argparse
import re
import sys
import warnings
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pages
import quality_copies
import quality_feeds
import quality_languages
import quality_novelty
import quality_stories


PAGE = Path(__file__).parents[1] / "docs/quality.md"


def feeds() -> list[str]:
    said = "`python bench/quality_feeds.py`, " + _versions("feedparser", "fastfeedparser")
    lines, _ = (
        quality_feeds.section()
    )  # what differs is quoted from others' files: not in a page of ours
    return [said, "", *lines]


def web_pages() -> list[str]:
    warnings.simplefilter("ignore")  # of the rivals
    found = pages.load()
    runs = [pages.run(tool, found) for tool in pages.TOOLS]
    parts = (pages.table(runs, found), pages.speed(runs, found), pages.by_kind(runs, found))
    lines = [line for part in parts for line in (*part, "")]
    said = "`python bench/pages.py`, " + _versions(
        "trafilatura", "resiliparse", "readability-lxml"
    )
    return [said, "", *lines[:-1]]


def stories() -> list[str]:
    return ["`python bench/quality_stories.py`", "", *quality_stories.section()]


def copies() -> list[str]:
    return ["`python bench/quality_copies.py`", "", *quality_copies.section()]


def languages() -> list[str]:
    return ["`python bench/quality_languages.py`", "", *quality_languages.section()]


def novelty() -> list[str]:
    return ["`python bench/quality_novelty.py`", "", *quality_novelty.section()]


PARTS: Mapping[str, Callable[[], list[str]]] = {
    "feeds": feeds,
    "pages": web_pages,
    "stories": stories,
    "copies": copies,
    "languages": languages,
    "novelty": novelty,
}


def _versions(*names: str) -> str:
    return ", ".join(f"{name} {version(name)}" for name in names)


def put(text: str, part: str, lines: list[str]) -> str:
    """Set a part between its marks."""
    start, end = f"<!-- {part} -->", f"<!-- end of {part} -->"
    day = datetime.now(UTC).date()  # noqa: TID251 - the day of a measurement
    body = "\n".join([start, f"Measured on {day}.", "", *lines, end])
    found = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if not found.search(text):
        sys.exit(f"{PAGE.name} has no marks for {part}")
    return found.sub(lambda _: body, text, count=1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--only", choices=list(PARTS), help="this part only")
    given = options.parse_args()
    text = PAGE.read_text()
    for part in [given.only] if given.only else list(PARTS):
        try:
            text = put(text, part, PARTS[part]())
        except FileNotFoundError as error:
            sys.exit(f"the development data are not here: {error.filename} (set WIREWATCH_DATA)")
    PAGE.write_text(text)


if __name__ == "__main__":
    main()
