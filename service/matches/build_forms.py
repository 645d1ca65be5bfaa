"""Make `tables/en.forms`: `python -m service.matches.build_forms infl_lu.csv.gz`.

The word list is `lemminflect/resources/infl_lu.csv.gz` of the package LemmInflect 0.2.3 (MIT), made
from the SPECIALIST Lexicon of the U.S. National Library of Medicine; see `tables/NOTICE.md`. The
same list always gives the same bytes.
"""

import csv
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from service.matches.blocks import pack


VERSION = "en 2 (LemmInflect 0.2.3)"
TARGET = Path(__file__).parent / "tables" / "en.forms"
_PLAIN = re.compile(r"[A-Za-z]{3,}")

_PLURAL_ONLY = """
arms talks troops goods news headquarters clothes thanks proceeds earnings premises surroundings
outskirts remains savings valuables belongings riches odds alms politics economics tropics customs
lodgings utilities congratulations condolences credentials
"""
PLURAL_ONLY = frozenset(_PLURAL_ONLY.split())
"""Words with a sense of their own that the singular lacks: they find themselves only."""

NO_FORM_OF = {
    "good": {"goods", "better", "best"},
    "well": {"better", "best", "wells"},
    "bad": {"worse", "worst"},
    "new": {"news"},
    "accord": {"according"},
    "unite": {"united"},
    "wed": {"wedding", "weddings"},
    "even": {"evening", "evenings"},
    "dure": {"during"},
    "numb": {"number"},
    "will": {"willing"},
    "pend": {"pending"},
    "cloth": {"clothes", "clothing"},
    "clothe": {"clothing"},
    "doe": {"does"},
    "bore": {"born"},
    "custom": {"customs"},
    "economic": {"economics"},
    "politic": {"politics"},
    "late": {"last", "latter"},
    "off": {"offing"},
    "outskirt": {"outskirts"},
    "proceed": {"proceeds"},
    "her": {"hers"},
}
"""Forms that a reader would not take for a form of this word."""

MORE_FORMS = {
    "person": {"people"},
    "businessman": {"businessmen"},
    "businesswoman": {"businesswomen"},
    "policeman": {"policemen"},
    "spokesperson": {"spokespersons", "spokespeople"},
    "congressman": {"congressmen"},
    "congresswoman": {"congresswomen"},
    "serviceman": {"servicemen"},
    "lawmaker": {"lawmakers"},
    "warhead": {"warheads"},
    "ceasefire": {"ceasefires"},
    "cyberattack": {"cyberattacks"},
    "airstrike": {"airstrikes"},
    "drone": {"drones"},
    "stockpile": {"stockpiles", "stockpiled", "stockpiling"},
    "airlift": {"airlifts", "airlifted", "airlifting"},
    "greenlight": {"greenlights", "greenlighted", "greenlit", "greenlighting"},
    "livestream": {"livestreams", "livestreamed", "livestreaming"},
    "crowdfund": {"crowdfunds", "crowdfunded", "crowdfunding"},
    "geolocate": {"geolocates", "geolocated", "geolocating"},
    "weaponize": {"weaponizes", "weaponized", "weaponizing"},
    "weaponise": {"weaponises", "weaponised", "weaponising"},
    "say": {"says", "said", "saying"},
}
"""What the list lacks."""


@dataclass
class Groups:
    """What a word list says, turned around."""

    base: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Base form -> its forms."""
    pair: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Plural -> its singular and that one's plurals."""
    known: set[str] = field(default_factory=set)


def _read(path: Path) -> Iterator[tuple[str, str, list[set[str]]]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for lemma, kind, *slots in csv.reader(file):
            if _PLAIN.fullmatch(lemma):
                yield lemma, kind, [_plain(slot.split("/")) for slot in slots]


def _plain(forms: Iterable[str]) -> set[str]:
    return {form for form in forms if _PLAIN.fullmatch(form)}


def group(path: Path) -> Groups:
    """Read the list into base forms, plurals and what is known at all."""
    groups = Groups()
    for lemma, kind, slots in _read(path):
        banned = NO_FORM_OF.get(lemma, set())
        forms = set().union(*slots) - banned - {lemma}
        groups.base[lemma] |= forms
        groups.known |= forms
        if kind == "noun":
            for plural in forms:
                groups.pair[plural] |= {lemma, *forms}
    for lemma, more in MORE_FORMS.items():
        groups.base[lemma] |= more
        groups.known |= more
    _add_gerunds(groups)
    return groups


def _add_gerunds(groups: Groups) -> None:
    """Pair `killing` with `killings`: the list knows few of them as nouns."""
    for gerund in sorted(form for form in groups.known if form.endswith("ing")):
        plural = f"{gerund}s"
        if plural not in groups.base:
            for form in (gerund, plural):
                groups.pair[form] |= {gerund, plural}
            groups.known.add(plural)


def rows(groups: Groups) -> dict[str, Iterable[str]]:
    """Say for each word what it finds, itself apart.

    A base form finds its forms; a plural that is no base form finds its own singular and plural;
    any other inflected form finds itself only, and is listed so that it counts as known.
    """
    found: dict[str, Iterable[str]] = {}
    for word in groups.known | set(groups.base):
        if word in PLURAL_ONLY:
            found[word] = ()
        elif word in groups.base:
            found[word] = groups.base[word] - _sciences(word, groups)
        else:
            found[word] = groups.pair.get(word, ())
    found.update(dict.fromkeys(PLURAL_ONLY, ()))
    return found


def _sciences(word: str, groups: Groups) -> set[str]:
    """Give `physics` for `physic`: a word of its own, no plural."""
    science = f"{word}s"
    return {science} if word.endswith("ic") and science in groups.base else set()


def build(source: Path, target: Path = TARGET) -> None:
    """Write the table."""
    target.write_bytes(pack(VERSION, rows(group(source))))


if __name__ == "__main__":  # pragma: no cover - one line, for the shell
    build(Path(sys.argv[1]))
