"""How names decline that no dictionary has: by their endings.

One spelling of a name is enough: `Путин` gives Путина, Путину, Путиным. A form that nobody writes
costs nothing, so the tables lean towards too many; each still grows only from the name's own stem.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from service.matches.proclitics import name_with_proclitics
from service.matches.words import Folded


# A line: a regular expression for how the name ends, then groups of endings. A group begins with
# how many letters are cut for it. The first line that fits is taken.
_RUSSIAN = """
ск[иі]й|цкий | 2 ий ого ому им ом ая ой ую ою ие их ими
[кх]ий | 2 ий ого ому им ом ая ой ую ою ие их ими
гий | 2 ий ого ому им ом ая ой ую ою ие их ими; 1 я ю ем и
[жшчщ]ий | 2 его ему им ем ая ей ую ие их ими
ний | 2 его ему им ем яя ей юю ие их ими; 1 я ю ем и
ий | 1 я ю ем и ев ям ями ях
ый | 2 ого ому ым ом ая ой ую ою ые ых ыми
ой | 2 ого ому ым ом ая ую ые ых ыми; 1 я ю ем е и ев
[гкхжшчщ]ая | 2 ой ей ую ою ею ие их им ими
ая | 2 ой ую ою ые ых ым ыми
яя | 2 ей юю ею ие их им ими
[гкхжшчщ]ое | 2 ого ому им ом
ое | 2 ого ому ым ом
ее | 2 его ему им ем
^лев | 2 ьва ьву ьвом ьве ьвы ьвов
[оеё]в|[иы]н | 0 а у ым ом е ой ою ы ых ыми
[цч]ец | 0 а у ем ом е ы ев ов ам ами ах
лец | 0 а у ем ом е ы; 2 ьца ьцу ьцем ьцом ьце ьцы ьцев ьцам ца цу цем цом це цы цев
[аоуеияю]ец | 0 а у ем ом е ы; 2 йца йцу йцем йцом йце йцы йцев йцам йцами йцах
ец | 0 а у ем ом е ы; 2 ца цу цем цом це цы цев цов цам цами цах
[гкхжшчщ]ок | 0 а у ом е и ов; 2 ка ку ком ке ки ков
ок | 0 а у ом е и ов ам ами ах; 2 ка ку ком ке ки ков кам ками ках
[аоуеияю]ек | 0 а у ом е и ов; 2 йка йку йком йке йки йков
ек | 0 а у ом е и ов; 2 ка ку ком ке ки ков ька ьку ьком ьке ьки ьков
ел | 0 а у ом е ы ов; 2 ла лу лом ле лы лов
[гкх] | 0 а у ом е и ов ам ами ах
[жшчщ] | 0 а у ем ом е и ей ам ами ах
ц | 0 а у ем ом е ы ев ов ам ами ах
[бвдзлмнпрстф] | 0 а у ом е ы ов ам ами ах
й | 1 я ю ем е и ев ям ями ях
ь | 1 я ю ем е и ью ей ям ями ях
ия | 1 и ю ей ею
ья | 1 и е ю ей ею
я | 1 и е ю ей ею
[гкх]а | 1 и е у ой ою
[жшчщ]а | 1 и е у ей ой ею ою
ца | 1 ы е у ей ой ею ою
а | 1 ы е у ой ою
[оеё]во|[иы]но | 1 а у ом ым е
ство | 1 а у ом е
ие | 1 я ю ем и
[а-яё]{4}ы | 1 ам ами ах ов; 1
ы | 1 ам ами ах ов
"""

_UKRAINIAN = """
[сцз]ький|кий | 2 ого ому им ім а ої ій у ою і их ими
ий | 2 ого ому им ім а ої ій у ою і их ими
ій | 2 ія ію ієві ієм ії іями іям іях
[сцз]ька | 1 ої ій у ою і их им ими
[ое]ва|єва | 1 ої ій у ою и і о
[иії]на | 1 ої ій у ою и і о
[оеє]в|[иії]н | 0 а у ові им ом і е ої ій ою и их ими
їв | 0 а у ові им ом і; 2 єва єву єву євові євом євим єві
ів | 0 а у ові им ом і; 2 ова ову овові овом овим ові ева еву евові евом евим еві
[аоуеиія]єць | 3 йця йцю йцеві йцем йці йців йцям йцями йцях
єць | 3 йця йцю йцеві йцем йці йців йцям йцями йцях
ець | 3 ця цю цеві цем ці ців цям цями цях
ок | 0 а у ові ом и ів; 2 ка ку кові ком ки ків ці; 1 ці
ек | 0 а у ові ом и ів; 2 ка ку кові ком ки ків ьку ька ькові ьком; 1 ці
г | 0 а у ові ом ів и; 1 зі
к | 0 а у ові ом ів и ам ами ах; 1 ці
х | 0 а у ові ом ів и; 1 сі
ір | 0 а у ові ом і; 2 ора ору орові ором орі
ін | 0 а у ові ом і; 2 она ону онові оном оні
ар|яр | 0 а у ові ом і я ю еві ем и ів
[жшчщ] | 0 а у еві ем і ів ам ами ах ю
[бвдзлмнпрстфц] | 0 а у ові ом і е и ів ам ами ах
іль | 1 я ю еві ем і; 3 оля олю олеві олем олі еля елю елеві елем елі
ь | 1 я ю еві ем і ей ів ям ями ях
ай|ей|уй|ой|яй|юй | 1 я ю єві єм ї їв ям ями ях
ія|[аоуеи]я | 1 ї ю єю є й
лля|ння|ття|сся|ззя|ддя|жжя|ччя|шшя | 1 ю ям і
я | 1 і ю ею ї єю
га | 1 и у ою о; 2 зі
ка | 1 и у ою о; 2 ці
ха | 1 и у ою о; 2 сі
[жшчщ]а | 1 і у ею ою
ца | 1 и і у ею ою
а | 1 и і у ою о
ко | 1 а у ові ом; 2 ці
[цсз]ьке | 1 ого ому им
не|ве|ле|ре|те|же | 1 ого ому им ім
о | 1 а у ові ом і е
ці | 1 ів ям ями ях
[а-яіїєґ]{4}и | 1 ам ами ах ів; 1
и | 1 ам ами ах ів
ї | 1 їв ям ями ях
"""

_POLISH = """
[sc]ki|dzki | 0 ego emu m ch mi; 1 a ej ą
[kg]i | 0 ego emu m; 1 om ami ach
i | 0 ego emu m
y | 1 ego emu ym om ami ach
eusz|arz|erz|asz|osz|isz|ysz | 0 a owi em u owie ów om
[^i]ek | 2 ka kowi kiem ku kowie ków kom; 0 a owi iem u
iek | 3 ka kowi kiem ku; 0 a owi iem u
[^i]ec | 2 ca cowi cem cu; 0 a owi em u
iec | 3 ca cowi cem cu cowie ców; 2 eca
eł | 2 ła łowi łem le; 0 a owi em; 1 le
ów | 2 owa owowi owem owie; 0 a owi em ie
ódź | 3 odzi odzią
[^aeiouyąęó]er | 0 a owi em ze owie ów; 2 ra rowi rem rze
k|g | 0 a owi iem u ów om ami ach
ch | 0 a owi em u ów om
cz|sz|rz|ż|dz|c|l|j | 0 a owi em u owie ów om
ń | 1 nia niowi niem niu nie ni nią
ć | 1 cia ciowi ciem ciu ci cią
ś | 1 sia siowi siem siu si sią
ź | 1 zia ziowi ziem ziu zi zią
st | 0 a owi em owie ów; 2 ście
t | 0 a owi em owie ów u; 1 cie
d | 0 a owi em owie ów u; 1 dzie
r | 0 a owi em ze owie ów u
ł | 0 a owi em owie ów; 1 le
[bfmnpsvwzx] | 0 a owi em ie owie ów u
ia | 1 i ę ą o; 0
ja | 1 i ę ą o; 2 i
ka | 1 i ę ą o; 2 ce
ga | 1 i ę ą o; 2 dze
cha | 1 y ę ą o; 3 sze
(?:c|cz|sz|rz|ż|dz)a | 1 y ę ą o
la | 1 i ę ą o
ra | 1 y ę ą o ze
ta | 1 y ę ą o; 2 cie
da | 1 y ę ą o; 2 dzie
ła | 1 y ę ą o; 2 le
a | 1 y ę ą o ie
ko | 1 i ę ą; 2 ce; 1 a u iem owi
go | 1 i ę ą; 2 dze; 1 a u iem owi
o | 1 a u owi em ie y
ce | 1 om ami ach; 1
"""

_GREEK = """
οσ | 2 ου ο ε οι ων ουσ η
ησ | 1; 2 εσ ων ου
ασ | 1; 2 εσ ων
ισ | 2 εωσ η
εσ | 2 ων
α | 0 σ; 1 ασ ων εσ
η | 0 σ; 1 ησ εωσ εισ εων
ο | 0 υ; 1 α ων
ι | 0 ου α ων
"""

_GERMAN = """
sche | 0 n r
[^sßxz] | 0 s
"""

_TABLES = {"ru": _RUSSIAN, "uk": _UKRAINIAN, "pl": _POLISH, "el": _GREEK, "de": _GERMAN}
LANGUAGES = frozenset(_TABLES)
"""Languages whose names decline; in others a name is found as it is written.

Turkish and English need no table: what follows an apostrophe is a word of its own.
"""

Group = tuple[int, tuple[str, ...]]
"""How many letters to cut, and the endings that then follow."""

_CYRILLIC = re.compile(r"[а-яёіїєґ]+")
_ONLY_RUSSIAN = re.compile(r"[ыэъё]")
_ONLY_UKRAINIAN = re.compile(r"[іїєґ]")
_GREEK_LETTERS = re.compile(r"[α-ω]+")
_LATIN = re.compile(r"[^\W\d_а-яёіїєґα-ωא-ﻼ぀-힣]+")
_SHORTEST = 3
SHORTEST_BESIDE = 2
"""Of a name of several words: Ким Чен Ын, Ким Чен Ына."""


@lru_cache(maxsize=8192)
def name_forms(
    word: str, languages: tuple[str, ...], *, shortest: int = _SHORTEST
) -> frozenset[str]:
    """Give every folded form of one word of a name, itself included.

    `word` is as typed, capitals and accents included; it may have no blank. The script chooses
    among the languages: a Cyrillic word declines whether or not `ru` or `uk` is asked for, a Greek
    one likewise, an Arabic or Hebrew one takes proclitics. Abbreviations (КНДР), words with digits
    and words shorter than `shortest` stay as they are.
    """
    forms = set(_folded(word))
    plain = "".join(forms) if not word.strip().isalpha() else word.strip()  # В'ячеслав
    if len(plain) < shortest or plain.isupper() or not plain.isalpha():
        return frozenset(forms)
    forms.update(*map(name_with_proclitics, list(forms)))
    for language in _spoken(plain.lower(), languages):
        forms.update(*map(_folded, _declined(_stem_text(plain, language), language)))
    return frozenset(forms)


def _folded(word: str) -> list[str]:
    """Fold one word: a list of one, or of none where nothing is left."""
    return ["".join(words)] if (words := Folded(word).words) else []


def _stem_text(word: str, language: str) -> str:
    """Give the word as its table reads it: Greek without accents, which move."""
    return "".join(_folded(word)) if language == "el" else word.lower()


def _spoken(word: str, languages: Sequence[str]) -> list[str]:
    """Give the languages of which a word may be."""
    known = [name.partition("-")[0].lower() for name in languages]
    if _CYRILLIC.fullmatch(word):
        if _ONLY_UKRAINIAN.search(word):
            return ["uk"]
        if _ONLY_RUSSIAN.search(word):
            return ["ru"]
        return [name for name in ("ru", "uk") if name in known] or ["ru"]
    if _GREEK_LETTERS.fullmatch("".join(_folded(word))):
        return ["el"]
    return [name for name in ("pl", "de") if name in known and _LATIN.fullmatch(word)]


def _declined(word: str, language: str) -> list[str]:
    for ending, groups in _rows(language):
        if ending.search(word):
            return [word[: len(word) - cut] + new for cut, news in groups for new in news]
    return []


@cache
def _rows(language: str) -> tuple[tuple[re.Pattern[str], tuple[Group, ...]], ...]:
    """Read a table."""
    rows = []
    for line in _TABLES[language].strip().splitlines():
        ending, _, rest = line.rpartition(" | ")
        groups = tuple(_group(group) for group in rest.split(";"))
        rows.append((re.compile(f"(?:{ending})$"), groups))
    return tuple(rows)


def _group(text: str) -> Group:
    cut, *endings = text.split()
    return int(cut), tuple(endings or [""])
