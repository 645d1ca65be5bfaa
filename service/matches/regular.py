"""Plurals by rule, for words that a table need not list or does not know."""

import re


_RULES = {
    "en": (
        (r"[^aeiou]y$", 1, "ies"),
        (r"(?:x|z|ch|sh)$", 0, "es"),
        (r"[^s]$", 0, "s"),
    ),
    "es": ((r"z$", 1, "ces"), (r"[aeiou]$", 0, "s"), (r"[bdhjlmnrxy]$", 0, "es")),
    "fr": ((r"al$", 1, "ux"), (r"(?:eau|eu)$", 0, "x"), (r"[^sxz]$", 0, "s")),
    "pt": (
        (r"ao$", 2, "oes"),
        (r"m$", 1, "ns"),
        (r"[aeou]l$", 1, "is"),
        (r"il$", 1, "s"),
        (r"[rz]$", 0, "es"),
        (r"[^s]$", 0, "s"),
    ),
}
LANGUAGES = frozenset(_RULES)
_SHORTEST = 3


def regular_plural(word: str, language: str) -> str | None:
    """Give the plural of a folded word, if it can have one by rule."""
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return None
    for ending, cut, new in _RULES.get(language, ()):
        if re.search(ending, word):
            return word[: len(word) - cut] + new
    return None


def regular_pair(word: str, language: str) -> frozenset[str]:
    """Give a folded word with its plural; of a regular plural in -s, with its singular."""
    plural = regular_plural(word, language)
    if plural is not None:
        return frozenset({word, plural})
    singular = word[:-1]
    is_plural = word.endswith("s") or (language == "fr" and word.endswith("x"))
    if is_plural and language != "en" and len(word) > _SHORTEST + 1 and word[-2] in "aeiou":
        return frozenset({word, singular})
    return frozenset({word})
