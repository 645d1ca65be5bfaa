"""Where paragraphs and sentences end: for quotes around evidence, and for what is new in a report."""

import re
from itertools import pairwise


CLOSING = "\"'”’»“‘«)\\]›‹」』）】"
"""What may close a quotation, or brackets, inside a class of a pattern: „…“, »…« and ‚…‘ too."""
_ENDS = (
    (".!?…;؟۔", rf"[.!?…]*[{CLOSING}]*(?=\s)"),
    ("。！？｡", rf"[。！？｡]*[{CLOSING}]*"),
    ("।॥။።։", rf"[।॥။።։]*[{CLOSING}]*"),
)
"""Signs that end a sentence, and what goes on with them."""
_ANY_END = "".join(signs for signs, _ in _ENDS)
_END = re.compile(
    f"[{_ANY_END}](?:" + "|".join(f"(?<=[{signs}]){more}" for signs, more in _ENDS) + ")"
)
"""Begins with one class: where each alternative has its own, the search tries them at every character."""
_IDEOGRAPHIC = "。！？"
_NO_WORD = re.compile(r"[^\w.]")
_LONGEST_ABBREVIATION = 16
_SHORT = """
mr mrs ms dr prof gen col maj lt sgt capt cpl adm sen rep gov pres amb st jr sr inc ltd corp
co bros vs etc vol fig jan feb mar apr jun jul aug sep sept oct nov dec mt ft dept est approx
messrs mme mlle hon rev gens sens reps
hr fr bzw ca vgl evtl sog usw bd sra srta dra ud uds excmo dott sig avv exmo exma
godz zob św płk ул тт тыс акад обл вул рр тис грн yrd doç κα κκ αρ
"""
ABBREVIATIONS = frozenset(_SHORT.split())
"""Case-folded, without their point, behind which no sentence ends."""
_BEFORE_NUMBERS = "no nos art sec para p pp s nr str núm pág стр ст"
_NUMBERED = frozenset(_BEFORE_NUMBERS.split())
_LONGEST_SHORT = max(map(len, ABBREVIATIONS | _NUMBERED))
_AFTER_ORDINALS = """
januar jänner februar märz april mai juni juli august september oktober november dezember
jahrhundert weltkrieg
"""
_NAMED_BY_NUMBER = frozenset(_AFTER_ORDINALS.split())
_BEGINNING = """
the a an in on at he she it they but and we i this that these those there his her its their our
after before when while as if for from with by under since during however meanwhile so
"""
_BEGINNERS = frozenset(word.capitalize() for word in _BEGINNING.split())
"""Words that have a capital only where a sentence begins (or in titles)."""
_MAY_END = re.compile(r"(?:[A-Z]\.)+[A-Z]|[ap]\.m")
"""U.S., D.C., p.m.: behind these a sentence may end as well; no initial of a name is among them."""
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_FIRST_WORD = re.compile(r"\w+")
_WHOLE_WORD = re.compile(r"\w+(?=[\s,]|$)")
"""Not the A of the U.S. A-10."""


def _is_abbreviation(word: str, after: str) -> bool:
    if _MAY_END.fullmatch(word):
        following = _WHOLE_WORD.match(after)
        return following is None or following[0] not in _BEGINNERS
    if ("." in word and not word[0].isdigit()) or (
        len(word) == 1 and word.upper() != word.lower()
    ):
        return True  # U.S., N. Korea; a Hangul syllable is no initial
    folded = word.casefold()
    if word.isdigit() and len(word) <= 2:
        following = _FIRST_WORD.match(after)  # am 3. Oktober
        return following is not None and following[0].casefold() in _NAMED_BY_NUMBER
    return folded in ABBREVIATIONS or (folded in _NUMBERED and after[:1].isdigit())


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    signs, (start, end) = found[0], found.span()
    if signs[0] in _IDEOGRAPHIC:
        return True
    before = text[max(0, start - _LONGEST_ABBREVIATION) : start]
    word = before.rpartition(" ")[2]
    if (
        len(word) > _LONGEST_SHORT
        and text[end + 1 : end + 2].isupper()
        and signs[0] != ";"
        and word.isalpha()
    ):
        return True  # as most do; nothing below would say otherwise
    after = text[end : end + 80].lstrip()
    if after[:1].islower():
        return False
    if signs.startswith(";"):  # the Greek question mark
        return bool(_GREEK.match(text[start - 1 : start]))
    if not signs.startswith(".") or signs.startswith(".."):
        return True
    return not _is_abbreviation(word if word.isalpha() else _NO_WORD.split(before)[-1], after)


def cut_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut one paragraph into its sentences."""
    paragraph = text[start:end]
    ends = [f.end() for f in _END.finditer(paragraph) if _ends_sentence(paragraph, f)]
    sentences, begin = [], 0
    for stop in [*ends, len(paragraph)]:
        piece = paragraph[begin:stop]
        stripped = piece.lstrip()
        if stripped:
            first = start + begin + len(piece) - len(stripped)
            sentences.append((first, first + len(stripped.rstrip())))
        begin = stop
    return sentences


# --- paragraphs -----------------------------------------------------------------------------------

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEWLINE = re.compile(r"\n\s*")


def cut_paragraphs(text: str) -> list[tuple[int, int]]:
    """Cut at blank lines; a text without any is cut at each newline."""
    border = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _NEWLINE
    cuts = [(match.start(), match.end()) for match in border.finditer(text)]
    edges = [(0, 0), *cuts, (len(text), len(text))]
    pieces = [(left[1], right[0]) for left, right in pairwise(edges)]
    return [(start, end) for start, end in pieces if text[start:end].strip()]
