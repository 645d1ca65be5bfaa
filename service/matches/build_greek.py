"""Greek words: the forms that modern-greek-inflexion makes and a list of words has, accents and all.

The list has no grammar, so each word that may be a base form is tried as noun, adjective and verb;
a paradigm counts where the list has most of it, and where no other word explains it better.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from service.matches.build_entries import Entry, strings


_BASES = {
    "Noun": re.compile(r"(?:[οό]ς|[ηή]ς|[αά]ς|[ηή]|[αά]|[οό]|[^αεοάέό][ιί]|[^οό][υύ]ς)$"),
    "Adjective": re.compile(r"(?:[οό]ς|ής|[^οό][υύ]ς)$"),
    "Verb": re.compile(r"(?:[ωώ]|μαι)$"),
}
_NEVER_BASES = re.compile(
    r"μέν(?:[αηοεωι]|ου|ης|ες|οι|ων|ους)$|ματα$|ουνα$|[σξψ]ω$|ότερ|ότατ|ύτερ|ύτατ|άκι$|ούλα$|[άέήίόύώ].*[άέήίόύώ]"
)
_KINDS_OF_VERBS = frozenset(
    {"present", "conjunctive", "aorist", "paratatikos", "act_pr_participle"}
)
_LEFT_OUT = frozenset({"adv", "comp_adv", "superl_adv", "superl"})
_SHARE = 0.6
_LONGEST = 15
_ACUTE = "\u0301"
_FEWEST = 3
_OF_ITS_OWN = 2
"""Forms that a word which is a form of another must have to be a base form as well."""

Paradigm = tuple[frozenset[str], frozenset[str]]
"""Forms that the list has, and the plurals among them that nothing asks a case of."""


def greek(dic: Path) -> Iterator[Entry]:  # pragma: no cover - needs a package of its own
    listed = frozenset(dic.read_text("utf-8").split())
    library = import_module("modern_greek_inflexion")
    syllables = import_module("modern_greek_accentuation.syllabify")
    vars(syllables)["_cut_off_syllable"] = cache(
        vars(syllables)["_cut_off_syllable"]
    )  # twice as fast
    yield from entries(listed, lambda kind, word: getattr(library, kind)(word).all())


def entries(listed: frozenset[str], inflect: Any) -> Iterator[Entry]:
    """Choose among all paradigms; `inflect(kind, word)` gives nested data, or raises."""
    found: dict[str, Paradigm] = {}
    for word in sorted(listed):
        if _may_be_base(word, listed) and (paradigm := _paradigm(word, listed, inflect)):
            found[word] = paradigm
    holders: dict[str, list[str]] = defaultdict(list)
    for word, (forms, _) in found.items():
        for form in forms - {word}:
            holders[form].append(word)
    chosen = {
        word: paradigm
        for word, paradigm in found.items()
        if not any(_explains(found[other][0], paradigm[0]) for other in holders[word])
    }
    plural_words = frozenset[str]().union(*(plurals for _, plurals in chosen.values()))
    for word, (forms, plurals) in chosen.items():
        if word not in plural_words:  # μέλη is the plural of μέλος, not the singular of μελάδες
            yield Entry(lemma=word, forms=forms, plurals=plurals)


def _may_be_base(word: str, listed: frozenset[str]) -> bool:
    if not word.islower() or _NEVER_BASES.search(word) or len(word) > _LONGEST:
        return False
    stem = re.sub("[ηήαάοό]ς?$", "", word)
    if word.endswith("ομαι"):
        return f"{word[:-4]}ω" not in listed
    if word.endswith("α") and f"{stem}ε" in listed and f"{stem}αν" in listed:
        return False  # έστειλα
    if stem == word or word.endswith(("ος", "ός", "ας", "άς")):
        return True
    of_adjective = f"{stem}ος" in listed or f"{stem}ός" in listed
    return not of_adjective or _has_shifted_genitive(word, listed)


def _has_shifted_genitive(feminine: str, listed: frozenset[str]) -> bool:
    """Tell whether it is a noun's: χώρα, χωρών."""
    bare = "".join(c for c in unicodedata.normalize("NFD", feminine[:-1]) if c != _ACUTE)
    bare = unicodedata.normalize("NFC", bare)
    return feminine.endswith(("α", "η")) and bare != feminine[:-1] and f"{bare}ών" in listed


def _explains(other: frozenset[str], forms: frozenset[str]) -> bool:
    """Tell whether a word, which is a form of the other, needs no paradigm of its own."""
    return len(other) > len(forms) and len(forms - other) < _OF_ITS_OWN


def _paradigm(word: str, listed: frozenset[str], inflect: Any) -> Paradigm | None:
    forms, plurals = set[str](), set[str]()
    for kind, base in _BASES.items():
        if not base.search(word):
            continue
        try:
            made = inflect(kind, word)
        except Exception:  # noqa: BLE001, S112 - whatever it cannot inflect is none of this kind
            continue
        if kind == "Adjective" and _is_noun_beside(made, listed):
            continue
        every = frozenset(strings(_kept(made))) - {""}
        known = every & listed
        if len(known) >= max(_FEWEST, _SHARE * len(every)):
            forms |= known
            plurals |= _plurals(made) & known if kind == "Noun" else set()
    return (frozenset(forms), frozenset(plurals)) if forms else None


def _is_noun_beside(made: Mapping[str, Any], listed: frozenset[str]) -> bool:
    """Tell whether what would be its feminine is a noun: χώρος beside χώρα."""
    feminine = strings(made.get("adj", {}).get("sg", {}).get("fem", {}).get("nom"))
    return any(_has_shifted_genitive(one, listed) for one in feminine)


def _kept(made: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in made.items() if key not in _LEFT_OUT}


def _plurals(made: Mapping[str, Any]) -> set[str]:
    of_genders: Iterable[Mapping[str, Any]] = made.values()
    return {form for one in of_genders for form in strings(one.get("pl", {}).get("nom"))}
