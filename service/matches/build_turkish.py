"""Turkish words from the lexicon of Zemberek: each with what a list alone can know of its forms."""

from collections.abc import Iterator
from pathlib import Path

from service.matches.build_entries import Entry
from service.matches.turkish import (
    NOUN,
    POSSESSED,
    VOWELS,
    Stem,
    lower,
    softened,
    suffixed,
    verb_forms,
)


_KINDS = frozenset({"Noun", "Adj", "Verb", "Num"})
_LEFT_OUT = frozenset({"Prop", "Abbrv"})
"""Names: what is put behind them is parted by an apostrophe, or goes by rule."""
_SHORTEST = 2
"""Not the copula, imek."""


def turkish(lexicon: Path) -> Iterator[Entry]:
    """Read `lexicon.csv`: id, word, root, part of speech, ..., the word it is the root of, marks."""
    for line in lexicon.read_text("utf-8").splitlines():
        _, lemma, root, kind, second, _, _, whole, marks = line.split("\t")
        known = frozenset(marks.split())
        if (
            kind not in _KINDS
            or second in _LEFT_OUT
            or "NoSuffix" in known
            or len(root) < _SHORTEST
        ):
            continue
        if kind == "Verb":
            yield Entry(lemma=lemma, forms=frozenset(_verb(root, known)))
        elif "CompoundP3sgRoot" in known:  # işbirlik, the root of işbirliği
            word = whole.partition("_")[0]
            before = word[:-2] if word[-2] == "s" and lemma[-1] in VOWELS else word[:-1]
            forms = suffixed(Stem(plain=lower(lemma), before_vowel=(lower(before),)), POSSESSED)
            yield Entry(lemma=word, forms=frozenset(forms))
        elif "CompoundP3sg" not in known and "Dummy" not in known:
            yield _noun(lemma, known)


def _noun(lemma: str, marks: frozenset[str]) -> Entry:
    stem = _stem(lemma, marks)
    plurals = frozenset(suffixed(stem, ["lAr"]))
    return Entry(lemma=lemma, forms=frozenset(suffixed(stem, NOUN)), plurals=plurals)


def _verb(stem: str, marks: frozenset[str]) -> set[str]:
    aorist = "".join(letter for letter in "IA" if f"Aorist_{letter}" in marks)
    return verb_forms(stem, voiced="Voicing" in marks, aorist=aorist or "I")


def _stem(word: str, marks: frozenset[str]) -> Stem:
    before = word = lower(word)
    if "LastVowelDrop" in marks:  # ağız, ağzı
        before = word[:-2] + word[-1]
    if "Voicing" in marks:  # kitap, kitabı
        before = softened(before)
    if "Doubling" in marks:  # hak, hakkı
        before += before[-1]
    front = True if "InverseHarmony" in marks else None
    return Stem(plain=word, before_vowel=(before,), is_front=front)
