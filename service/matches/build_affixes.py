"""Lists of spelling checkers, of whose endings those that inflect are applied."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.matches.build_entries import Entry


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


_UKRAINIAN_NOT_FORMS = frozenset("+")
"""Adverbs of adjectives."""
_UKRAINIAN_PASSIVE = frozenset("N'kM=")
"""підписано: its adjective підписаний belongs to the verb, too."""
_UKRAINIAN_LONGEST = 15
_UKRAINIAN_PEOPLE = frozenset(["люди", "людей", "людям", "людьми", "людях"])
_UKRAINIAN_NEUTER = (("о", "а"), ("ще", "ща"), ("е", "я"), ("я", "я"))


def ukrainian(aff: Path, dic: Path) -> Iterator[Entry]:
    """Take all endings but those of adverbs; apostrophes are left out, as folding does."""
    rules, words = _suffixes(aff), dict[str, str]()
    for word, flags in _flagged(dic):
        words[word] = words.get(word, "") + flags
    people = frozenset({"люди"})
    yield Entry(lemma="людина", forms=_UKRAINIAN_PEOPLE, plurals=people)
    for word, flags in words.items():
        if len(word) > _UKRAINIAN_LONGEST:
            continue
        found = {flag: _applied(word, flag, rules) for flag in set(flags) - _UKRAINIAN_NOT_FORMS}
        passive = {form for flag in _UKRAINIAN_PASSIVE & found.keys() for form in found[flag]}
        adjectives = {f"{form[:-1]}ий" for form in passive} & words.keys()
        others = {f for one in adjectives for f in _applied(one, words[one], rules)}
        plurals = set().union(*(_ukrainian_plurals(word, forms) for forms in found.values()))
        forms = set().union(plurals, adjectives, others, *found.values())
        yield Entry(
            lemma=word.replace("'", ""),
            forms=frozenset(form.replace("'", "") for form in forms),
            plurals=frozenset(form.replace("'", "") for form in plurals),
        )


def _ukrainian_plurals(word: str, forms: set[str]) -> set[str]:
    """Give the nominatives of a set of plurals: one that has a dative."""
    if not any(re.search("[ая]м$", form) for form in forms) or re.search("[иі]й$|ти$", word):
        return set()
    for end, plural in _UKRAINIAN_NEUTER:
        if word.endswith(end) and not any(
            form.endswith(("и", "і", "ї")) for form in forms - {word} if not form.endswith("ми")
        ):
            return {word[: -len(end)] + plural}
    return {form for form in forms if re.search("[иіїая]$", form) and not form.endswith("ми")}
