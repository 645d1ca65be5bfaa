"""Two texts side by side: which words they share, and which only one of them has, the most telling first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.stories.background import language_of, text_share
from service.stories.likeness import COMMON
from service.stories.terms import fold, terms_of, words


SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Folded words as they stand in the texts, not the terms that they are compared by."""

    shared: tuple[str, ...]
    first: tuple[str, ...]
    """Only in the first text."""
    second: tuple[str, ...]


def compare(one: str, other: str, language: str | None = None, shown: int = SHOWN) -> Compared:
    """Compare two texts, title and all."""
    left, right = words(fold(one)), words(fold(other))
    chosen = language_of([*left, *right], language)
    there, here = _terms(right), _terms(left)
    shared = [word for word in left if there.intersection(terms_of(word))]
    return Compared(
        shared=_telling(shared, chosen, shown),
        first=_telling(
            (word for word in left if not there.intersection(terms_of(word))), chosen, shown
        ),
        second=_telling(
            (word for word in right if not here.intersection(terms_of(word))), chosen, shown
        ),
    )


def _terms(listed: Sequence[str]) -> frozenset[str]:
    return frozenset(term for word in listed for term in terms_of(word))


def _telling(listed: Iterable[str], language: str, shown: int) -> tuple[str, ...]:
    """Sort by rarity, then by how often it is said; words that say nothing of an event are left out."""
    counts = Counter(listed)
    shares = {word: _share(word, language) for word in counts}
    telling = [word for word, share in shares.items() if share < COMMON]
    return tuple(sorted(telling, key=lambda word: (shares[word], -counts[word], word))[:shown])


def _share(word: str, language: str) -> float:
    return min((text_share(term, language) for term in terms_of(word)), default=1.0)
