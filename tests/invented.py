"""Words that no language has: texts of their own for reports that must not be taken for one another."""

from random import Random


def words(seed: object, number: int = 40) -> str:
    """Give a sentence; another seed has no word, nor the beginning of one, in common with it."""
    chosen = Random(str(seed))
    said = [
        "".join(map(chosen.choice, ("bdfgk", "aeiou", "lmnrs", "aeiou", "tvzpj", "ao", "nk")))
        for _ in range(number)
    ]
    return f"{' '.join(said).capitalize()}."
