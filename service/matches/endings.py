"""Paradigms by rule, our own work, for Greek, Turkish and Ukrainian words that no table lists.

A word's ending says which forms it takes; a form that nobody writes costs nothing. What is typed in
an inflected form is found as it stands.
"""

import re
from collections.abc import Iterable
from functools import cache

from service.matches.blocks import folded
from service.matches.declension import name_forms
from service.matches.turkish import forms_by_ending


_SHORTEST = 3

# A line as in `declension`: how the folded word ends, then groups of endings, each after how many
# letters are cut. All lines that fit are taken.
_GREEK = """
οσ | 2 ου ο ε οι ων ουσ η α ησ εσ; 1
ησ | 1; 2 εσ ων ου εισ ουδεσ
ασ | 1; 2 εσ ων αδεσ αδων
ισ | 2 εων εισ εωσ
μα | 0 τοσ τα των
α | 0 σ; 1 εσ ων
η | 0 σ; 1 εσ ων εισ εωσ εων
ο | 0 υ; 1 α ων
ι | 0 ου α ων
υσ | 2 υ εα εων
ωνω | 1 εισ ει ουμε ετε ουν; 3 ωσω ωσει ωσουν ωσουμε ωσα ωσε ωσαν ωσαμε ωθηκε ωθηκαν ωθει ωθουν ωμενοσ ωμενη ωμενο
αζω | 1 εισ ει ουμε ετε ουν; 3 ασω ασει ασουν ασουμε ασα ασε ασαν αστηκε αστηκαν αστει αστουν ασμενοσ ασμενη ασμενο αξω αξει αξουν αξε αξαν
ιζω | 1 εισ ει ουμε ετε ουν; 3 ισω ισει ισουν ισουμε ισα ισε ισαν ιστηκε ιστηκαν ιστει ιστουν ισμενοσ ισμενη ισμενο
ευω | 1 εισ ει ουμε ετε ουν; 3 ευσω ευσει ευσουν ευσε ευσαν εψω εψει εψουν εψε εψαν ευτηκε ευτηκαν
νω | 1 εισ ει ουμε ετε ουν; 2 σω σει σουν σε σαν
[βπφ]ω|πτω | 1 εισ ει ουμε ετε ουν ε αν
[δθλρτκγχμσξψ]ω | 1 εισ ει ουμε ετε ουν ε αν
ω | 1 α ασ αμε ατε ουν ησω ησει ησουν ησουμε ησα ησε ησαν ουσε ουσαν ηθηκε ηθηκαν ηθει ηθουν ειται ουνται
ιζομαι|αζομαι|ευομαι|ωνομαι | 4 εσαι εται ομαστε εστε ονται οταν ονταν
ομαι | 4 εσαι εται ομαστε εστε ονται οταν ονταν
"""

_UKRAINIAN_NOUNS = """
ість | 3 ості істю остей остям остями остях
ння|ття|сся|ззя|ддя|лля|ччя | 1 ю ям і їв ям ями ях; 2
ія | 1 ї ю єю; 2 ій іям іями іях
[аоуеи]я | 1 ї ю єю; 1 й ям ями ях
я | 1 і ю ею; 1 ь ям ями ях
[гк]а | 1 и у ою ам ами ах; 1
[жчшщ]а | 1 і у ею ам ами ах; 1
ка | 2 ок ці
ба|да|ва|за|ла|ма|на|па|ра|са|та|фа | 1 и у і ою ам ами ах; 1
га | 2 зі
ха | 1 и у ою ам ами ах; 2 сі; 1
о | 1 а у ом і ові ам ами ах; 1
[жчшщц]е | 1 а у ем і ам ами ах; 1
ре | 1 я ю ем і ів ям ями ях
[аи]ття | 1 ю ям і
ь | 1 я ю ем еві і ів ей ям ями ях; 1 ю
ець | 3 ця цю цем цеві ці ців цям цями цях
й | 1 я ю єм єві ї їв ям ями ях
[бвгґджзклмнпрстфхцчшщ] | 0 а у ом ові ем еві і и ів ам ами ах
[жчшщ] | 0 ю
к|ок|ек | 2 ку ка ком кові ки ків кам ками ках; 1 ці
г | 1 зі
х | 1 сі
ік | 0 а у ом ові и ів ам ами ах
від | 2 воду воді водом води водів
іт|ір|ід|ів|ін|іл|іс|із | 2 от
"""

_UKRAINIAN_VERBS = """
увати | 5 ую уєш ує уємо уєте ують ував увала увало ували уй уйте уючи увавши ований ована оване овані ованого ованої ованих ованим ованими ованому ований овано
юювати | 6 юю
ювати | 5 юю юєш ює юємо юєте юють ював ювала ювало ювали юй юйте юючи ювавши ьований
нути | 4 ну неш не немо нете нуть нув нула нуло нули ни ніть нувши нутий нута нуте нуті
ати | 3 аю аєш ає аємо аєте ають ав ала ало али ай айте аючи авши аний ана ане ані аного аної аних аним ану ано; 3 у еш е емо ете уть
яти | 3 яю яєш яє яємо яєте яють яв яла яло яли яй яйте яючи явши яний яна яне яні яно
їти | 3 їду їдеш їде їдемо їдете їдуть
іти | 3 ію ієш іє іємо ієте іють ів іла іло іли ій ійте іючи івши
ити | 3 иш ить имо ите ать ять ив ила ило или и іть ячи ивши ений ена ене ені еного еної ених еним ену ено у ю; 2 в
сти | 3 ду деш де демо дете дуть в ла ло ли
"""


def forms_by_rule(typed: str, word: str, language: str) -> frozenset[str]:
    """Give every folded form of a word, itself included."""
    plain = typed.strip() if typed.strip().isalpha() else word  # об'єкт
    if len(plain) < _SHORTEST or not plain.isalpha() or (plain.isupper() and len(plain) < 6):
        return frozenset({word})
    match language:
        case "el":
            return frozenset({word, *_by_lines(word, "el")})
        case "uk":
            return frozenset({word, *_ukrainian(plain, word)})
        case _:
            return frozenset({word, *map(folded, forms_by_ending(plain))})


def _by_lines(word: str, table: str) -> list[str]:
    return [
        word[: len(word) - cut] + new
        for ending, groups in _lines(table)
        if ending.search(word)
        for cut, news in groups
        for new in news
    ]


@cache
def _lines(
    table: str,
) -> tuple[tuple[re.Pattern[str], tuple[tuple[int, tuple[str, ...]], ...]], ...]:
    source = {"el": _GREEK, "nouns": _UKRAINIAN_NOUNS, "verbs": _UKRAINIAN_VERBS}[table]
    rows = []
    for line in source.strip().splitlines():
        ending, _, rest = line.rpartition(" | ")
        groups = []
        for group in rest.split(";"):
            cut, *news = group.split()
            groups.append((int(cut), tuple(news or [""])))
        rows.append((re.compile(f"(?:{ending})$"), tuple(groups)))
    return tuple(rows)


def _ukrainian(typed: str, word: str) -> Iterable[str]:
    """Verbs by their infinitive, adjectives and names as names decline, and other nouns."""
    if word.endswith("ти") and len(word) > 4:
        return _by_lines(word, "verbs")
    forms = set(name_forms(typed, ("uk",)))
    if re.search(r"(?:[иі]й|[сцз]ька)$", word):
        return forms
    return forms.union(_by_lines(word, "nouns"))
