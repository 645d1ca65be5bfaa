"""Which names there are: the user's own shared ones and the shipped, listed and looked up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.errors import Problem
from service.matches.words import fold
from service.model import NameSpelling, Spelled
from service.settings import load_names, shipped
from service.settings.shipped import ShippedName


OWN = ""
"""In the place of a language: what the user wrote names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A name as it is shown."""

    name: str
    kind: str
    """`country`, `capital`, `organisation`; `own` where it stands in `config/names.yaml`."""
    spellings: Mapping[str, tuple[str, ...]]
    """By language; with what they ask for."""

    @property
    def count(self) -> int:
        return len({text for some in self.spellings.values() for text in some})


def list_names(config_dir: Path) -> tuple[tuple[Listed, ...], tuple[Problem, ...]]:
    """Give every name that all watchlists may use, in the order of their keys."""
    names, problems = load_names(config_dir / "names.yaml", shipped())
    known = {one.key: one for one in shipped().all()}
    listed = {
        one.key: Listed(name=one.key, kind=one.kind, spellings=_by_language(one))
        for one in known.values()
    }
    for key, spellings in names.items():
        if key not in known or spellings != known[key].spelled():
            listed[key] = _own(key, spellings)
    return tuple(listed[key] for key in sorted(listed)), problems


def _by_language(shipped_name: ShippedName) -> dict[str, tuple[str, ...]]:
    given = shipped_name.by_language()
    return {language: tuple(map(written, some)) for language, some in given.items()}


def _own(key: str, spellings: tuple[Spelled, ...]) -> Listed:
    texts = tuple(dict.fromkeys(map(written, spellings)))
    return Listed(name=key, kind="own", spellings={OWN: texts})


def written(spelling: Spelled) -> str:
    """Show a spelling with what it asks for."""
    if isinstance(spelling, str):
        return spelling
    asks = ", ".join(_asked(spelling))
    return f"{spelling.text} ({asks})" if asks else spelling.text


def _asked(spelling: NameSpelling) -> Iterator[str]:
    if spelling.near:
        yield f"near {' | '.join(spelling.near)}"
    if spelling.not_in:
        yield f"not in {' | '.join(spelling.not_in)}"
    if spelling.only_in:
        yield f"in articles in {' | '.join(spelling.only_in)}"


def matching(names: tuple[Listed, ...], word: str) -> tuple[Listed, ...]:
    """Find a name by its key, or else those that have the word in key or spelling."""
    if exact := [one for one in names if one.name == word.casefold().removeprefix("name:")]:
        return tuple(exact)
    wanted = fold(word)
    return tuple(one for one in names if wanted and _has(one, wanted))


def _has(listed: Listed, wanted: str) -> bool:
    texts = (text.partition(" (")[0] for some in listed.spellings.values() for text in some)
    words = (f" {fold(text)} " for text in (listed.name, *texts))
    return any(f" {wanted}" in text for text in words)
