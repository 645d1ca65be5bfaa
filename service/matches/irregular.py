"""Spanish forms that the list lacks: participles in -to and -cho, and the shortest verbs."""

_PARTICIPLES = {
    "poner": "puest",
    "escribir": "escrit",
    "volver": "vuelt",
    "abrir": "abiert",
    "cubrir": "cubiert",
    "romper": "rot",
    "morir": "muert",
    "hacer": "hech",
    "decir": "dich",
    "ver": "vist",
}
_NOT_OF_THESE = frozenset({"bendecir", "maldecir"})
_ENDINGS = ("o", "a", "os", "as")

# Without da, das, dan, di, de, den: they are frequent words of other kinds and languages.
_DAR = """
dar doy damos dio dimos dieron daba daban daran daria darian diera dieran dado dada dados dadas dando
"""
_WHOLE = {
    "pais": frozenset({"pais", "paises"}),
    "paises": frozenset({"pais", "paises"}),
    "dar": frozenset(_DAR.split()),
}


def spanish_forms(word: str) -> frozenset[str]:
    """Give what a folded Spanish word has beside what its list says; nothing for most."""
    if word in _WHOLE:
        return _WHOLE[word]
    for verb, stem in _PARTICIPLES.items():
        if word == verb or (verb != "ver" and word.endswith(verb) and word not in _NOT_OF_THESE):
            head = word.removesuffix(verb)
            return frozenset(f"{head}{stem}{ending}" for ending in _ENDINGS)
    return frozenset()
