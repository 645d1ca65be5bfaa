"""One word of a list with all its forms, and what many of them say together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from service.matches.blocks import folded
from service.matches.regular import regular_pair


_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One word of a list with all its forms."""

    lemma: str
    forms: frozenset[str]
    plurals: frozenset[str] = frozenset()
    """Of a noun: how the plural is called where nothing asks for a case."""


@dataclass
class Groups:
    """What the entries say together; forms are folded."""

    language: str
    shortest: int = _SHORTEST
    base: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    pair: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, entry: Entry) -> None:
        if not self._is_plain(entry.lemma):
            return
        forms = {folded(form) for form in entry.forms if self._is_plain(form)}
        self.base[self._key(entry.lemma)] |= forms
        for plural in filter(self._is_plain, entry.plurals):
            self.pair[self._key(plural)] |= {folded(entry.lemma), *forms}

    def _is_plain(self, word: str) -> bool:
        return word.isalpha() and len(folded(word)) >= self.shortest

    def _key(self, word: str) -> str:
        capital = self.language == "de" and word[:1].isupper()
        return word.lower().capitalize() if capital else word.lower()

    def rows(self) -> dict[str, Iterable[str]]:
        """Say what a word finds: a base form its forms, a plural its own noun."""
        found = {word: forms - {folded(word)} for word, forms in (self.pair | self.base).items()}
        for word, forms in self.pair.items():
            found[word] = found[word] or forms - {folded(word)}
        bare: dict[str, set[str]] = defaultdict(set)
        for word, forms in found.items():
            bare[self._bare(word)] |= {folded(word), *forms}
        more = {word: forms for word, forms in bare.items() if word not in found}
        return {word: forms for word, forms in (found | more).items() if self._says(word, forms)}

    def _says(self, word: str, forms: Iterable[str]) -> bool:
        """Tell whether a row says more than the rule would."""
        whole = {folded(word), *forms}
        return len(whole) > 1 and whole != regular_pair(folded(word), self.language)

    def _bare(self, word: str) -> str:
        """Give the key as it is typed without accents."""
        return folded(word).capitalize() if word[:1].isupper() else folded(word)


def strings(value: Any) -> Iterator[str]:
    """Give every text in nested data."""
    if isinstance(value, str):
        yield value
    elif value is not None:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from strings(part)
