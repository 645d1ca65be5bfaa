"""Make `names.txt`: `python -m service.settings.shipped.build`.

Countries and most capitals come from CLDR, through the package Babel; the rest, and what is known
of spellings that mean something else, too, from the YAML files beside this one. The same Babel and
files always give the same bytes. Where the words come from, and on which terms: `NOTICE.md`.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import yaml
from babel import Locale


BABEL = "2.18.0"
"""What the shipped table was made with."""
HERE = Path(__file__).parent
LANGUAGES = "en de fr es it pt pl ru uk tr el ar he ko ja zh th".split()  # noqa: SIM905 - read as words
_MORE = {"pt": ["pt_PT"], "zh": ["zh_Hant"]}
_COUNTRIES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH
CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FM FR GA GB GD GE GH GM
GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA
LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI
NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO
SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA
ZM ZW
"""
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe"})
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_BRACKETS = re.compile(r"(.+?) ?[(（](.+)[)）]")
_SHORT = 4
"""Letters up to which a spelling in Latin letters may be an abbreviation elsewhere: Çin, CIN."""


@dataclass(slots=True, kw_only=True)
class Spelling:
    """A spelling of one name in one language, and what it asks for."""

    text: str
    asks: dict[str, Any] = field(default_factory=dict)

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def is_plain(self) -> bool:
        return not self.text.startswith("case:")

    def written(self) -> Any:
        return {"spelling": self.text, **self.asks} if self.asks else self.text


@dataclass(slots=True, kw_only=True)
class Named:
    """A name, with its spellings by language."""

    kind: str
    spellings: dict[str, list[Spelling]] = field(default_factory=lambda: defaultdict(list))

    def add(self, language: str, given: Iterable[Any]) -> None:
        known = {one.text for one in self.spellings[language]}
        for one in given:
            text, asks = (one, {}) if isinstance(one, str) else (one["spelling"], {**one})
            asks.pop("spelling", None)
            if text not in known:
                self.spellings[language].append(Spelling(text=text, asks=asks))
                known.add(text)

    def all(self) -> Iterator[tuple[str, Spelling]]:
        return ((language, one) for language, some in self.spellings.items() for one in some)

    def take_out(self, unwanted: Iterable[tuple[str, str]]) -> None:
        for language, text in unwanted:
            kept = [one for one in self.spellings[language] if one.text != text]
            self.spellings[language] = kept


Table = dict[str, Named]


def fold(text: str) -> str:
    """Forget case and accents, as matching does."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", bare.replace("'", "").replace("’", "")))


def key_of(name: str) -> str:
    return fold(name.replace("'", "")).replace(" ", "-")


def build() -> bytes:
    """Give the table."""
    by_hand = _read("by-hand")
    table = {**_countries(by_hand), **_capitals(_read("capitals"))}
    _drop_homonyms(table)
    _apply_traps(table, by_hand["traps"])
    _confine_short(table)
    _shield(table)
    for key, given in _read("organisations").items():
        table[key] = Named(kind="organisation")
        for language, some in given.items():
            table[key].add(language, some)
    # In the order of their bytes, in which they are looked for.
    return "".join(f"{key}\t{_line(table[key])}\n" for key in sorted(table)).encode()


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


def _line(named: Named) -> str:
    spellings = {
        language: [one.written() for one in named.spellings[language]]
        for language in LANGUAGES
        if named.spellings.get(language)
    }
    content = {"is": named.kind, "in": spellings}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


# --- what there is -----------------------------------------------------------------------------


def _countries(by_hand: Mapping[str, Any]) -> Table:
    table: Table = {}
    english = Locale.parse("en").territories
    for code in _COUNTRIES.split():
        named = Named(kind="country")
        given = by_hand["countries"].get(code, {})
        instead, drop = given.get("instead", {}), given.get("drop", {})
        for language in LANGUAGES:
            if language in instead:
                named.add(language, instead[language])
                continue
            named.add(language, chain.from_iterable(map(_cleaned, _territory(language, code))))
            named.take_out((language, text) for text in drop.get(language, ()))
            named.add(language, given.get(language, ()))
        table[by_hand["keys"].get(code) or key_of(english[code])] = named
    return table


def _locales(language: str) -> list[Locale]:
    return [Locale.parse(one) for one in (language, *_MORE.get(language, ()))]


def _territory(language: str, code: str) -> list[str]:
    return [locale.territories[code] for locale in _locales(language)]


def _cleaned(name: str) -> list[str]:
    """Give a name as texts print it: no brackets, no loose dashes."""
    name = re.sub(" [-–—] ", "-", name).replace(" & ", " and ")
    found = _BRACKETS.fullmatch(name)
    return [found[1], found[2]] if found else [name]


def _capitals(given: Mapping[str, Any]) -> Table:
    table: Table = {}
    for city in dict.fromkeys((*given["zones"], *given["cities"])):
        named = table[key_of(city)] = Named(kind="capital")
        named.add("en", [city])
        by_hand = given["cities"].get(city, {})
        for language in LANGUAGES:
            named.add(language, by_hand.get(language, ()))
            if (zone := given["zones"].get(city)) and language != "en":
                named.add(language, _exemplar(language, zone))
    return table


def _exemplar(language: str, zone: str) -> list[str]:
    found = (locale.time_zones.get(zone, {}).get("city") for locale in _locales(language))
    return [city for city in found if city]


# --- what else they mean -----------------------------------------------------------------------


def _drop_homonyms(table: Table) -> None:
    """Leave a text to the country where a language calls its capital the same."""
    countries = [named for named in table.values() if named.kind == "country"]
    taken = {(lang, one.folded) for named in countries for lang, one in named.all()}
    for named in table.values():
        if named.kind == "capital":
            same = [(lang, one.text) for lang, one in named.all() if (lang, one.folded) in taken]
            named.take_out(same)


def _apply_traps(table: Table, traps: Mapping[str, Mapping[str, Any]]) -> None:
    """Let a spelling ask for what is said of it; elsewhere the same counts in its language only.

    Otherwise `Georgia`, which asks for something in English, would count as the Italian word. What
    is English and asks for nothing counts everywhere.
    """
    trapped = {fold(text) for some in traps.values() for text in some}
    used: set[tuple[str, str]] = set()
    for named in table.values():
        for language, one in list(named.all()):
            asks = traps.get(language, {}).get(one.text, {})
            if one.text in traps.get(language, {}):
                used.add((language, one.text))
            elif language != "en" and one.folded in trapped and one.is_plain:
                asks = {"lang": [language]}
            if asks is None:
                named.take_out([(language, one.text)])
            else:
                one.asks.update({key: list(value) for key, value in asks.items()})
    unused = {(lang, text) for lang, some in traps.items() for text in some} - used
    if unused:
        raise SystemExit(f"traps that catch nothing: {sorted(unused)}")


def _confine_short(table: Table) -> None:
    """Let short spellings that English does not know count in their own languages only."""
    for named in table.values():
        english = {one.folded for one in named.spellings.get("en", ())}
        for _, one in list(named.all()):
            latin = one.is_plain and one.folded.isascii() and one.folded.isalpha()
            if latin and len(one.folded) <= _SHORT and one.folded not in english:
                own = [lang for lang, other in named.all() if other.folded == one.folded]
                one.asks.setdefault("lang", own)


def _shield(table: Table) -> None:
    """Let no spelling count as a part of another name: Guinea in Equatorial Guinea."""
    parts = _parts(table)
    for key, named in table.items():
        for _, one in list(named.all()):
            # Mexico City is in Mexico: a country counts in the name of a city.
            around = {
                text
                for other, kind, text in parts.get(_known_as(one.text), ())
                if other != key and not (named.kind == "country" and kind == "capital")
            }
            if merged := list(dict.fromkeys((*one.asks.get("not_in", ()), *sorted(around)))):
                one.asks["not_in"] = merged


def _known_as(text: str) -> str:
    return text if _UNSPACED.search(text) else fold(text)


def _parts(table: Table) -> dict[str, set[tuple[str, str, str]]]:
    """Give for each part of a longer spelling the key, kind and text of that spelling."""
    parts: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for key, named in table.items():
        for text in {one.text for _, one in named.all() if one.is_plain}:
            for part in _inside(_known_as(text)):
                parts[part].add((key, named.kind, text))
    return parts


def _inside(text: str) -> Iterator[str]:
    """Give every part of a text but the whole: of its words, or where none are, of its letters."""
    units, joint = (text, "") if _UNSPACED.search(text) else (text.split(), " ")
    for first in range(len(units)):
        for end in range(first + 1, len(units) + 1):
            if end - first < len(units):
                yield joint.join(units[first:end])


def main() -> None:
    """Write the table."""
    (HERE / "names.txt").write_bytes(build())


if __name__ == "__main__":
    main()
