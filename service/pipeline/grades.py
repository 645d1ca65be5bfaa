"""The two grades of reading a page: all its words are held against the rules before it is read precisely."""

import asyncio
from collections.abc import Mapping

from service.articles.read import coarse
from service.errors import ParseError
from service.matches.compile import RuleSet
from service.matches.evaluate import candidates
from service.model import Document, Hints
from service.pipeline.collecting import trips_of
from service.sandbox import Sandbox
from service.sandbox.limits import READ_SECONDS


async def worth_reading(
    sandbox: Sandbox, rules: RuleSet, pages: Mapping[int, tuple[Document, Hints]]
) -> set[int]:
    """Name the pages that some rule may hold for; one whose words cannot be had is read, too."""
    worth: set[int] = set()
    for trip in trips_of([*pages], lambda number: len(pages[number][0].body)):
        calls = [pages[number] for number in trip]
        words = await sandbox.call_each(coarse, calls, seconds=READ_SECONDS)
        worth |= await asyncio.to_thread(_worth, rules, dict(zip(trip, words, strict=True)))
    return worth


def _worth(rules: RuleSet, words: Mapping[int, str | ParseError]) -> set[int]:
    return {
        number
        for number, text in words.items()
        if isinstance(text, ParseError) or candidates(rules, text)
    }
