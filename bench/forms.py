"""How well words find their forms, against a stemmer: precision and recall per language, in one run.

    uv pip install simplemma snowballstemmer        (only for this)
    python bench/forms.py [--words 1500] [--articles FOLDER]

Gold is simplemma's lemma list, which no table of ours is made from (its sources overlap with some): words of one lemma
belong together. It is noisy, and merges words of several readings; it judges us and the stemmer
alike. Every N-th lemma is asked for, with three forms at least; a word finds what `expand` gives, or, for the stemmer,
what has its stem. Precision counts only words that the list knows.
"""

import argparse
import lzma
import pickle
import resource
import time
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from service.matches.forms import expand
from service.matches.words import Folded


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


def fold(word: str) -> str:
    return "".join(Folded(word).words)


def gold(language: str) -> dict[str, set[str]]:
    """Give lemma -> forms, as written."""
    folder = Path(import_module("simplemma").__file__ or "").parent
    data: dict[Any, Any] = {}
    for path in (folder / "strategies/dictionaries/data").glob(f"{language}.plzma"):
        data = pickle.loads(lzma.decompress(path.read_bytes()))  # noqa: S301 - a package's own file
    groups: dict[str, set[str]] = defaultdict(set)
    for form, lemma in data.items():
        one, two = (w.decode() if isinstance(w, bytes) else w for w in (form, lemma))
        if one.isalpha() and two.isalpha() and min(len(one), len(two)) > 2:
            groups[two] |= {one, two}
    return groups


def score(found: Iterable[set[str]], wanted: Iterable[set[str]]) -> tuple[float, float]:
    """Give recall and precision over all words together."""
    hits = total = given = 0
    for one, other in zip(found, wanted, strict=True):
        hits += len(one & other)
        total += len(other)
        given += len(one)
    return 100 * hits / max(total, 1), 100 * hits / max(given, 1)


def measure(language: str, count: int) -> str:
    groups = gold(language)
    lemmas = sorted(lemma for lemma, forms in groups.items() if len(forms) > 2 and lemma in forms)
    asked = lemmas[:: max(1, len(lemmas) // count)][:count]
    owners: dict[str, set[str]] = defaultdict(set)
    for lemma, forms in groups.items():
        for form in forms:
            owners[fold(form)].add(lemma)
    wanted = [{fold(form) for form in groups[lemma]} for lemma in asked]
    start = time.perf_counter()
    ours = [set(expand(lemma, fold(lemma), (language,))) for lemma in asked]
    spent = time.perf_counter() - start
    known = [{form for form in found if form in owners} for found in ours]
    line = f"{language}  ours {_shown(score(known, wanted))}"
    name = STEMMERS[language]
    if name and name in import_module("snowballstemmer").algorithms():
        stem = import_module("snowballstemmer").stemmer(name).stemWord
        stems: dict[str, set[str]] = defaultdict(set)
        for form in {form for forms in groups.values() for form in forms}:
            stems[stem(form.lower())].add(fold(form))
        line += f"   stemmer {_shown(score([stems[stem(a.lower())] for a in asked], wanted))}"
    return f"{line}   {1e6 * spent / len(asked):5.0f} us a word"


def _shown(result: tuple[float, float]) -> str:
    return f"recall {result[0]:5.1f} precision {result[1]:5.1f}"


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
