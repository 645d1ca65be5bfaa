"""German nouns that no dictionary lists: compounds, by their last part, and others by their endings.

*Drohnenangriff* takes the forms of *Angriff*; *Kamikazedrohnenschwärme* finds its singular as
*Schwärme* does. A noun that no known one ends takes what its own ending allows, with a capital
only: most of those are names.
"""

import re
from collections.abc import Callable, Iterator


Find = Callable[[str], frozenset[str] | None]
"""Looks a word up, with the capital of a noun."""

_SHORTEST_HEAD, _SHORTEST_TAIL = 3, 4
_SHORT_HEADS = frozenset({"öl", "ol"})
_LONGEST = 40
_VOWEL = re.compile("[aeiouyäöü]")

# A noun that has -s in the genitive may have -es, save after a weak syllable: Krieges, no Tankeres.
# Nor -an, -en: des Planes is rare, and planes are found in English.
_WEAK = re.compile(r"(?:[aeiouyh]|[ae]n|e[lrm]|lein|ling|ig|ch?en|[sxz])$")

_REGULAR = (
    (r"(?:ung|heit|keit|schaft|ion|tat|enz|anz)$", ("en",)),
    (r"(?:ist|ent|ant)$", ("en", "s")),
    (r"in$", ("nen", "s")),
    (r"(?:chen|lein|en)$", ("s",)),
    (r"el$", ("s",)),
    (r"er?$", ("n", "s")),
    (r"nis$", ("se", "sen", "ses")),
    (r"[aiouyh]$", ("s",)),
    (r"[^sßxz]$", ("s", "es", "e", "en")),
)
"""How an unknown noun ends -> what may follow; of names that end in -s or -z nothing does."""
_SHORTEST_REGULAR = 6
"""Letters: of a shorter one with -e or -en another name is made: Frank, Franken."""


def compound_forms(typed: str, word: str, find: Find) -> frozenset[str] | None:
    """Give the forms of a compound, by the longest noun that ends it; None: none does."""
    plain = typed.lower()
    if len(plain) != len(word) or not plain.isalpha() or len(plain) > _LONGEST:
        plain = word
    for start in _cuts(plain):
        forms = noun_forms(plain[start:].capitalize(), find)
        if forms is not None:
            head = word[: len(word) - len(plain) + start]
            return frozenset({word, *(head + form for form in forms)})
    return None


def _cuts(word: str) -> Iterator[int]:
    """Give where a last part may begin, the longest part first."""
    for start in range(2, len(word) - _SHORTEST_TAIL + 1):
        head = word[:start]
        if head in _SHORT_HEADS or (start >= _SHORTEST_HEAD and _VOWEL.search(head)):
            yield start


def noun_forms(noun: str, find: Find) -> frozenset[str] | None:
    """Look a noun up; a plural that is not listed finds its own singular."""
    found = find(noun)
    if found is not None:
        return with_genitive(found)
    singular = find(noun[:-1]) if noun.endswith("n") else None
    return singular if singular is not None and _folds_to(noun, singular) else None


def _folds_to(noun: str, forms: frozenset[str]) -> bool:
    return noun.lower().translate(str.maketrans("äöü", "aou")).replace("ß", "ss") in forms


def with_genitive(forms: frozenset[str]) -> frozenset[str]:
    """Add *Krieges* where a list knows *Kriegs* only."""
    bases = (form[:-1] for form in forms if form.endswith("s"))
    more = (f"{base}es" for base in bases if base in forms and not _WEAK.search(base))
    return forms.union(more)


def regular_forms(typed: str, word: str) -> frozenset[str]:
    """Give what an unknown noun may be by its ending; it must be typed with a capital."""
    if not (typed[:1].isupper() and not typed.isupper() and word.isalpha() and len(word) > 2):
        return frozenset({word})
    for ending, new in _REGULAR:
        if re.search(ending, word):
            few = new if len(word) >= _SHORTEST_REGULAR else [one for one in new if one == "s"]
            return frozenset({word, *(f"{word}{one}" for one in few)})
    return frozenset({word})
