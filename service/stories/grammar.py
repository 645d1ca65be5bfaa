"""Words and endings that say how the words beside them take part in a sentence, language by language."""

import re

from service.stories.terms import fold


AGENT = re.compile(
    r"(?<!\w)(?:by|von|vom|durch|par|por|pelo|pela|pelos|da|dal|dalla|dallo|dai|przez|tarafından|من قبل|على يد|بواسطة)(?!\w)|被|遭",
    re.IGNORECASE,
)
_AHEAD_ROWS = """
en in at near of from to with on for over under about against off into between within outside inside during
de in im am bei beim aus nach mit auf für über unter wegen zu zum zur gegen bis vor
fr au aux de du des dans près sur pour avec contre chez en
es a al de del en con para contra desde hasta sobre cerca
it a al di del della dei delle nel nella per su tra
pt a de em no na nos nas do da dos das ao
pl w na z do o we ze przy dla od
ru в на у из с о об от к для во со при
ar في من الى على عن مع عند
"""
PREPOSITIONS = {
    row.split()[0]: frozenset(map(fold, row.split()[1:]))
    for row in _AHEAD_ROWS.strip().splitlines()
}
"""Words before a noun that say how it has part in it; `by` is none of them."""
_ARTICLE_ROWS = """
en the a an this that these those his her its their
de der die das den dem des ein eine einen einem einer
fr le la les un une l
es el la los las un una unos
it il lo la i gli le un una
pt o a os as um uma uns
"""
ARTICLES = {
    row.split()[0]: frozenset(map(fold, row.split()[1:]))
    for row in _ARTICLE_ROWS.strip().splitlines()
}
AND = frozenset(["and", "und", "et", "y", "e", "i", "и", "و", "ve", "oraz", "och", "en", "&"])
CASES = ("ru", "uk", "pl", "cs", "sk", "bg", "mk", "sh", "sl", "lt", "lv")
DONE_BY = re.compile("(?:ом|ем|ём|ой|ей|ою|ею|ами|ями|ью|em|ą|ami)$")
STOP = re.compile("[,;:()–—，；：、،؛]")
"""Between two clauses, or parts of one."""
JOINING = re.compile(
    r"(?<!\w)(?:and|who|which|that|when|while|as|und|als|während|et|qui|que|quand|lorsque|y|e|cuando|che|quando|"
    r"и|а|что|когда|котор\w+|i|który\w*|gdy|و|الذي|التي)(?!\w)",
    re.IGNORECASE,
)
BOTH_ALIKE = re.compile(
    r"(?<!\w)(?:met|meets?|meeting|married|marr(?:y|ies)|talks?|talked|collided?|play(?:s|ed)?|traf(?:en)?|trifft|rencontré|reuni\w+|встрет\w+)(?!\w)",
    re.IGNORECASE,
)
PARTICLES = {
    "ko": (("topic", re.compile("[은는]$")), ("doer", re.compile("[이가]$")), ("done", re.compile("(?:[을를]|에게|한테|로부터|에)$"))),
    "ja": (("topic", re.compile("^は")), ("doer", re.compile("^が")), ("done", re.compile("^[をに]"))),
}  # fmt: skip
PASSIVE = {"ko": re.compile("당[했한하]|받[았은]|됐|되었|된다"), "ja": re.compile("され|られ")}


OF = frozenset(["of", "von", "de", "di", "do", "da", "der", "des", "du"])
NONE: frozenset[str] = frozenset()
