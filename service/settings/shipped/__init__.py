"""The names that come with Wirewatch: countries, capitals and organisations, in many languages.

`names.txt` is sorted, a line for each name: its key, a tab, and JSON. It is mapped, and a name is
found by bisecting it: what no rule asks for is not read.
"""

import json
import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from service.model import NEARBY, NameSpelling, Spelled


DECLINED = ("de", "pl")
"""Languages in Latin script whose names decline, by rules that would spoil other languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedName:
    """A name as it stands in the table."""

    key: str
    kind: str
    """`country`, `capital` or `organisation`."""
    spellings: Mapping[str, tuple[Any, ...]]
    """Language -> spellings, each a text, or keys as in `config/names.yaml`."""

    @property
    def title(self) -> str:
        """What to call it: its first spelling, in English where there is one."""
        first = next(iter(self.spellings.get("en", ()) or next(iter(self.spellings.values()))))
        return _text(first).removeprefix("case:")

    def by_language(self) -> dict[str, tuple[NameSpelling, ...]]:
        """Give its spellings by language."""
        return {lang: tuple(map(_made, given)) for lang, given in self.spellings.items()}

    def spelled(self) -> tuple[Spelled, ...]:
        """Give every spelling as rules take it.

        A Polish or German name declines in Polish or German articles only: `Chiny` is also `Chin`.
        """
        made = [(lang, _made(one)) for lang, given in self.spellings.items() for one in given]
        declined = [
            replace(one, only_in=(lang,), forms=(lang,))
            for lang, one in made
            if lang in DECLINED and not one.text.startswith("case:")
        ]
        plain = (one if one != NameSpelling(text=one.text) else one.text for _, one in made)
        return tuple(dict.fromkeys((*plain, *declined)))


def _text(given: Any) -> str:
    return given if isinstance(given, str) else str(given["spelling"])


def _made(given: Any) -> NameSpelling:
    """Read a spelling; one word with a capital is a name only where it is written as one."""
    asks: Mapping[str, Any] = {} if isinstance(given, str) else given
    text = _text(given)
    bare = text.removeprefix("=")
    alone = " " not in text and not text.startswith("case:")
    return NameSpelling(
        text=text,
        near=tuple(asks.get("near", ())),
        within=asks.get("within", NEARBY),
        not_in=tuple(asks.get("not_in", ())),
        only_in=tuple(asks.get("lang", ())),
        proper=alone and (bare[0].isupper() or "\u30a1" <= bare[0] <= "\u30fa"),
        forms=tuple(asks.get("lang", ())),
    )


class Shipped(Mapping[str, tuple[Spelled, ...]]):
    """The shipped names, by key; each is read when it is asked for."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data

    def find(self, key: str) -> ShippedName | None:
        """Look a name up."""
        wanted = key.encode()
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            start = self._data.rfind(b"\n", 0, middle) + 1
            end = self._data.find(b"\n", middle)
            found, _, rest = self._data[start:end].partition(b"\t")
            if found == wanted:
                return _read(found, rest)
            low, high = (end + 1, high) if found < wanted else (low, start)
        return None

    def all(self) -> Iterator[ShippedName]:
        """Read all of them, in the order of their keys."""
        for line in self._data[:].splitlines():
            key, _, rest = line.partition(b"\t")
            yield _read(key, rest)

    def __getitem__(self, key: str) -> tuple[Spelled, ...]:
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        return found.spelled()

    def __iter__(self) -> Iterator[str]:
        return (line.partition(b"\t")[0].decode() for line in self._data[:].splitlines())

    def __len__(self) -> int:
        return self._data[:].count(b"\n")


def _read(key: bytes, rest: bytes) -> ShippedName:
    given = json.loads(rest)
    spellings = {language: tuple(some) for language, some in given["in"].items()}
    return ShippedName(key=key.decode(), kind=given["is"], spellings=spellings)


@cache
def shipped() -> Shipped:
    """Open the table; it stays mapped."""
    with as_file(files(__package__).joinpath("names.txt")) as path, path.open("rb") as file:
        return Shipped(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
