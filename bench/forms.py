"""How well words find their forms, against a stemmer: precision and recall per language, in one run.

    uv pip install simplemma snowballstemmer wordfreq        (only for this)
    python bench/forms.py [--words 1500] [en de …]

Gold is simplemma's lemma list, which no table of ours is made from (some of its sources are those
of ours): words of one lemma belong together. It is noisy and gives each form one lemma only; it
judges us and the stemmer alike. The most frequent lemmas are asked for; a word finds what `expand`
gives, or, for the stemmer, what has its stem. Each form counts as often as it is written
(wordfreq); forms that the list does not know do not count.
"""

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from service.matches.blocks import folded as fold
from service.matches.forms import expand


STEMMERS = {
    "en": "english",
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
    "ru": "russian",
    "el": "greek",
    "tr": "turkish",
    "pl": "polish",
    "uk": "",
}


def gold(language: str) -> dict[str, set[str]]:
    """Give lemma -> forms, as written."""
    factory = import_module("simplemma.strategies.dictionaries.dictionary_factory")
    data: dict[Any, Any] = factory.DefaultDictionaryFactory().get_dictionary(language)
    groups: dict[str, set[str]] = defaultdict(set)
    for form, lemma in data.items():
        one, two = (w.decode() if isinstance(w, bytes) else w for w in (form, lemma))
        if one.isalpha() and two.isalpha() and min(len(one), len(two)) > 2:
            groups[two] |= {one, two}
    return groups


def measure(language: str, count: int) -> str:
    groups, frequent = gold(language), import_module("wordfreq")
    often = frequent.get_frequency_dict(language)
    weights: dict[str, float] = defaultdict(float)
    for word, share in often.items():
        weights[fold(word)] += share
    known = {fold(form) for forms in groups.values() for form in forms}
    lemmas = (lemma for lemma, forms in groups.items() if len(forms) > 1)
    asked = sorted(lemmas, key=lambda lemma: (-often.get(lemma.lower(), 0.0), lemma))[:count]
    wanted = [{fold(form) for form in groups[lemma]} for lemma in asked]
    start = time.perf_counter()
    ours = [set(expand(lemma, fold(lemma), (language,))) for lemma in asked]
    spent = 1e6 * (time.perf_counter() - start) / len(asked)
    line = f"{language}  ours {_score(ours, wanted, known, weights)}"
    name = STEMMERS[language]
    if name:
        stem = import_module("snowballstemmer").stemmer(name).stemWord
        stems: dict[str, set[str]] = defaultdict(set)
        written = {form for forms in groups.values() for form in forms if fold(form) in weights}
        for form in written:
            stems[stem(form.lower())].add(fold(form))
        theirs = [stems[stem(lemma.lower())] for lemma in asked]
        line += f"   stemmer {_score(theirs, wanted, known, weights)}"
    return f"{line}   {spent:5.0f} us a word"


def _score(
    found: Iterable[set[str]],
    wanted: Iterable[set[str]],
    known: set[str],
    weights: Mapping[str, float],
) -> str:
    """Give recall and precision over all words together, each form by its weight."""
    hits = total = given = 0.0
    for one, other in zip(found, wanted, strict=True):
        hits += sum(weights.get(form, 0.0) for form in one & other)
        total += sum(weights.get(form, 0.0) for form in other)
        given += sum(weights.get(form, 0.0) for form in one & known)
    return f"recall {100 * hits / total:5.1f} precision {100 * hits / given:5.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=1500)
    parser.add_argument("languages", nargs="*", default=[])
    options = parser.parse_args()
    for language in options.languages or sorted(STEMMERS):
        print(measure(language, options.words), flush=True)
    print(f"memory at its height: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
