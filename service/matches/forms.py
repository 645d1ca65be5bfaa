"""Which forms a query word finds: inflection, looked up or by rule, and never guessed far.

A word that a table lists as a base form takes its forms; a plural takes its own noun's; a word
that no table lists takes what the endings of its language allow. Tables are made beforehand by
`build_forms` and `build_lists`; `blocks` says how they are kept.
"""

import mmap
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files

from service.matches.blocks import FormTable
from service.matches.common import common_words
from service.matches.declension import name_forms
from service.matches.endings import forms_by_rule
from service.matches.german import (
    compound_forms,
    noun_forms,
    regular_forms,
    with_genitive,
)
from service.matches.irregular import spanish_forms
from service.matches.proclitics import with_proclitics
from service.matches.regular import regular_pair, regular_plural


TABLES = frozenset({"de", "el", "en", "es", "fr", "it", "pl", "pt", "ru", "tr", "uk"})
PROCLITIC = frozenset({"ar", "he"})
LANGUAGES = TABLES | PROCLITIC
"""Languages whose words are found in other forms; of any other a word is found as it is written."""
UNINFLECTED = frozenset({"ja", "km", "ko", "lo", "my", "th", "vi", "yue", "zh"})
"""Languages that need no forms: see `runs`."""
_SHORT_VERBS = {
    "be": frozenset(["be", "am", "is", "are", "was", "were", "been", "being"]),
    "do": frozenset(["do", "does", "did", "done", "doing"]),
    "go": frozenset(["go", "goes", "went", "gone", "going"]),
}
"""The English table begins at three letters."""


_BY_RULE = frozenset({"el", "tr", "uk"})
"""What their tables lack takes the forms that its ending allows."""

_DESIGNATION = re.compile("[a-z]{1,4}[0-9]{1,4}")
"""f16, t72."""
_SHORT_NAME = re.compile("[А-Я][бвгджзйклмнпрстфхцчшщ]")
"""Ын: it declines as longer names do."""

_OTHER_WRITINGS = {
    "ru": "CYRILLIC",
    "uk": "CYRILLIC",
    "el": "GREEK",
    "ar": "ARABIC",
    "he": "HEBREW",
}
_LATIN = "LATIN"


@cache
def table(language: str) -> FormTable:
    """Open a language's table; it stays mapped."""
    source = files("service.matches").joinpath("tables").joinpath(f"{language}.forms")
    with as_file(source) as path, path.open("rb") as file:
        return FormTable(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def versions() -> str:
    """Name the tables, for the number of a rule set."""
    return ", ".join(table(language).version for language in sorted(TABLES))


@lru_cache(maxsize=8192)
def expand(typed: str, word: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Give every folded form that a query word finds in these languages, itself included.

    `typed` is the word with its capitals and accents, `word` the same folded. A language knows only
    words in its own writing: it neither adds to others nor takes anything from them.
    """
    forms, writing = {word}, _writing(word)
    for language in dict.fromkeys(name.partition("-")[0].lower() for name in languages):
        if language in LANGUAGES and writing == _OTHER_WRITINGS.get(language, _LATIN):
            forms |= _forms(typed, word, language)
    return frozenset(forms)


def _writing(word: str) -> str:
    """Name the writing of a word's first letter: LATIN, CYRILLIC, HANGUL."""
    letter = next((char for char in word if char.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def _forms(typed: str, word: str, language: str) -> frozenset[str]:
    if language in PROCLITIC:
        return with_proclitics(word, language)
    known = _listed(typed, word, language)
    if known is not None and language == "de":
        return with_genitive(known)
    forms = _unlisted(typed, word, language) if known is None else known
    return forms | spanish_forms(word) if language == "es" else forms


def _listed(typed: str, word: str, language: str) -> frozenset[str] | None:
    known = table(language)
    for spelling in _spellings(typed, word):
        found = known.find(spelling)
        if found is not None:
            return found
    return None


def _spellings(typed: str, word: str) -> Iterable[str]:
    """Give the ways to look a word up, the one that is typed first."""
    return dict.fromkeys(
        (typed, typed.lower(), word, typed.lower().capitalize(), word.capitalize())
    )


def _unlisted(typed: str, word: str, language: str) -> frozenset[str]:
    """Give a word that the table lacks its plural, or the cases of a name."""
    if language in _BY_RULE:
        return forms_by_rule(typed, word, language)
    if language == "de":
        return _german(typed, word)
    if language == "en":
        return _english_plural(word)
    if language == "ru" or (language == "pl" and typed[:1].isupper()):
        return name_forms(typed, (language,), shortest=2 if _SHORT_NAME.fullmatch(typed) else 3)
    if word in common_words():
        return frozenset({word})
    return regular_pair(word, language)


def _german(typed: str, word: str) -> frozenset[str]:
    """Give a noun that is not listed its forms; names of two words or more decline, too."""
    find = table("de").find
    known = noun_forms(typed.lower().capitalize(), find) or compound_forms(typed, word, find)
    names = name_forms(typed, ("de",)) if typed[:1].isupper() else frozenset({word})
    return names | (regular_forms(typed, word) if known is None else known)


def designation_forms(parts: Sequence[str], languages: Sequence[str]) -> frozenset[str]:
    """Give the number of F-16 or MiG-29, the last of a word's folded parts, and its plural."""
    *before, last = parts
    named = len(before) == 1 and before[0].isascii() and before[0].isalpha() and last.isdigit()
    english = any(name.partition("-")[0].lower() == "en" for name in languages)
    return frozenset({last, f"{last}s"} if named and english else {last})


def _english_plural(word: str) -> frozenset[str]:
    """Give an unknown word its plural, unless that is a word of its own."""
    if word in _SHORT_VERBS:
        return _SHORT_VERBS[word]
    if _DESIGNATION.fullmatch(word):
        return frozenset({word, f"{word}s"})
    plural = None if word in common_words() else regular_plural(word, "en")
    if plural is None or table("en").find(plural) is not None:
        return frozenset({word})
    return frozenset({word, plural})
