"""Arabic and Hebrew: short words written together with the next one.

`لكوريا` is *to Korea*, `והשגריר` is *and the ambassador*. A query word is found with any of them
before it; one that has the article already takes only what may stand before the article.
"""

from itertools import product


_SHORTEST = 3
_ARABIC_ARTICLE, _HEBREW_ARTICLE = "ال", "ה"
_NO_ACCUSATIVE = "اةىيءو"
"""What no alif follows; behind ي it would make a country of its people: كوري, كوريا."""
_ARABIC = tuple(
    "".join(some) for some in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", _ARABIC_ARTICLE))
)
_HEBREW = tuple("".join(some) for some in product(("", "ו"), ("", "ש"), ("", *"הבלמכ")))
_ARABIC_BEFORE_NAMES = tuple(map("".join, product(("", "و", "ف"), ("", "ب", "ل"))))
_HEBREW_BEFORE_NAMES = tuple(map("".join, product(("", "ו"), ("", "ש"), ("", *"בלמ"))))


def with_proclitics(word: str, language: str) -> frozenset[str]:
    """Give a folded word with every proclitic; the shortest words take none."""
    if len(word) < _SHORTEST or not word.isalpha():
        return frozenset({word})
    if language == "he":
        return frozenset(f"{prefix}{word}" for prefix in _HEBREW)
    if word.startswith(_ARABIC_ARTICLE):
        return frozenset(
            _assimilated(f"{prefix}{word}") for prefix in _ARABIC if "ا" not in prefix
        )
    forms = {_assimilated(f"{prefix}{word}") for prefix in _ARABIC}
    if word[-1] not in _NO_ACCUSATIVE:
        forms.update(f"{before}{word}ا" for before in ("", "و", "ف"))
    return frozenset(forms)


def name_with_proclitics(word: str) -> frozenset[str]:
    """Give a folded word of a name with what may stand before it: names take no article.

    Nor `כ`, *like*: with Greece it is another word (`כיוון`, *since*).
    """
    if len(word) < _SHORTEST or not word.isalpha():
        return frozenset({word})
    if "א" <= word[0] <= "ת":
        return frozenset(f"{prefix}{word}" for prefix in _HEBREW_BEFORE_NAMES)
    if "ء" <= word[0] <= "ي":
        return frozenset(_assimilated(f"{prefix}{word}") for prefix in _ARABIC_BEFORE_NAMES)
    return frozenset({word})


def _assimilated(word: str) -> str:
    """Write *to the* as it is written: لل, not لال."""
    for before in ("", "و", "ف"):
        if word.startswith(f"{before}لال"):
            return f"{before}لل{word[len(before) + 3 :]}"
    return word
