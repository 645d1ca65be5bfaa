"""How many texts have a term, before this archive has said so: a table for each language.

A table gives the share of a term among all words (`build_shares`, from wordfreq); a text of some hundred words
has it with the share of a Poisson process. Tables are read when the first text of their language comes.
"""

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from service.stories.frequencies import frequencies, lines
from service.stories.terms import number_of


LANGUAGES = (
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja",
    "ko", "lt", "lv", "mk", "nb", "nl", "pl", "pt", "ro", "ru", "sh", "sk", "sl", "sv", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
_SAME = {"no": "nb", "nn": "nb", "sr": "sh", "hr": "sh", "bs": "sh", "ms": "id"}
WORDS = 400
"""Of a text: by so many words a share of words becomes a share of texts."""
LOOKED_AT = 200
_SURE = 0.5
"""So many votes: a word that two languages have among their first is half a vote for each."""


def known_language(said: str | None) -> str | None:
    """Choose the table of the language that an article is said to be in; None where there is none."""
    known = _SAME.get(said or "", said or "")
    return known if known in LANGUAGES else None


def language_of(words: Sequence[str], said: str | None) -> str:
    """Choose the table: the language that the article is said to be in, else the one its words are of."""
    return known_language(said) or _guessed(words)


def _guessed(words: Sequence[str]) -> str:
    telling = _telling()
    votes: dict[str, float] = {}
    voting: Counter[str] = Counter()
    for word in dict.fromkeys(words[:LOOKED_AT]):
        for language, vote in telling.get(word, ()):
            votes[language] = votes.get(language, 0.0) + vote
            voting[language] += 1
    best = max(votes, key=lambda language: (votes[language], language), default="en")
    # English words stand in the lists of others, and English headlines have few words that tell.
    sure = voting[best] > 1 and votes[best] >= _SURE + 2 * votes.get("en", 0.0)
    return best if sure else _by_script(words)


def _by_script(words: Sequence[str]) -> str:
    """Say the language of a text without a common word, by its letters."""
    text = "".join(words[:LOOKED_AT])
    for first, last, language in _SCRIPTS:
        if sum(first <= letter <= last for letter in text) * 3 > len(text):
            return language
    return "en"


_SCRIPTS = (
    ("\uac00", "\ud7a3", "ko"), ("\u3041", "\u30ff", "ja"), ("\u4e00", "\u9fff", "zh"), ("\u0400", "\u04ff", "ru"),
    ("\u0590", "\u05ff", "he"), ("\u0600", "\u06ff", "ar"), ("\u0370", "\u03ff", "el"), ("\u0900", "\u097f", "hi"),
    ("\u0980", "\u09ff", "bn"), ("\u0e01", "\u0e7f", "th"),
)  # fmt: skip


def text_share(term: str, language: str) -> float:
    """Give the share of texts of a language that have a term; 0 for what the table lacks."""
    return shares(language).of(number_of(term))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """A table: the numbers of its terms, sorted, and the share of texts that has each."""

    numbers: "array[int]"
    values: "array[float]"

    def of(self, number: int) -> float:
        """Give the share of a term; 0 for one that the table lacks."""
        place = bisect_left(self.numbers, number)
        known = place < len(self.numbers) and self.numbers[place] == number
        return self.values[place] if known else 0.0


YEAR, TEN, PART_OF_A_TIME = 0.02, 0.03, 0.1
"""Of a year, of the number 10, and of 00 to 09, which stand in dates and times.

Texts have them more often; but years and small numbers also tell events of one kind apart (measured).
"""


def _figures() -> Mapping[str, float]:
    """Give shares of numbers that any text may have by chance: the tables have none."""
    small = {str(number): TEN * 10 / number for number in range(10, 100)}
    years = {str(number): YEAR for number in range(1900, 2100)}
    return small | years | {f"0{digit}": PART_OF_A_TIME for digit in range(10)}


@cache
def shares(language: str) -> Shares:
    """Read a table."""
    table = {number_of(figure): share for figure, share in _figures().items()}
    for frequency, terms in frequencies(language):
        share = 1 - math.exp(-WORDS * frequency)
        table.update(dict.fromkeys(map(number_of, terms), share))
    numbers = array("I", sorted(table))
    return Shares(numbers=numbers, values=array("d", map(table.__getitem__, numbers)))


@cache
def _telling() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Read the common words of all languages: word -> languages, with a vote that they share."""
    found: dict[str, list[str]] = {}
    for line in lines("telling.words"):
        language, *words = line.split(" ")
        for word in words:
            found.setdefault(word, []).append(language)
    return {
        word: tuple((language, 1 / len(languages)) for language in languages)
        for word, languages in found.items()
    }
