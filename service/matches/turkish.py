"""Turkish nouns and verbs: suffixes one behind the other, each in harmony with what it follows.

Inflection only: number, possession, case, `-ki`, the copula; of verbs tense, mood, person,
negation, ability, participles and converbs. No derivation, so no passives and causatives: they are
verbs of their own in a dictionary.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache


# In a suffix A is a or e, I is ı i u ü, D is d or t, and what stands in brackets is there only
# behind a vowel (y n s) or only behind a consonant (I A).
_CASES = "(y)I (y)A DA DAn (n)In (y)lA DAki DAkilAr DAdIr DIr (y)DI (y)mIş"
_CASES_BEHIND_POSSESSION = "nI nA nDA nDAn nIn ylA nDAki nDAkilAr nDAdIr DIr ydI ymIş"
_FIRST_AND_SECOND = "(I)m (I)mIz (I)nIz lArIm lArImIz lArInIz"
_CASES_OF_PERSONS = "I A DA DAn In lA DIr"


def _noun() -> Iterator[str]:
    for number in ("", "lAr"):
        yield number
        yield from (number + case for case in _CASES.split())
    yield from _possessed()


def _possessed() -> Iterator[str]:
    for owner in ("(s)I", "lArI"):
        yield owner
        yield from (owner + case for case in _CASES_BEHIND_POSSESSION.split())
    for owner in _FIRST_AND_SECOND.split():
        yield owner
        yield from (owner + case for case in _CASES_OF_PERSONS.split())


NOUN = tuple(filter(None, _noun()))
POSSESSED = tuple(_possessed())
"""Of a compound such as işbirliği, which is possessed from the start."""

_TENSES = """
DI DIlAr DIm DIk DInIz DIysA
mIş mIşlAr mIştIr mIşlArdIr mIştI mIştIk mIşlArdI mIşIz
(y)AcAk (y)AcAklAr (y)AcAktI (y)AcAklArdI (y)AcAktIr (y)AcAksA (y)AcAğIm (y)AcAğIz
mAktA mAktAdIr mAktAlAr mAktAydI mAlI mAlIlAr mAlIdIr mAlIyIz mAlIydI
sA sAlAr sAydI sAk sIn sInlAr (y)AlIm (y)In (y)InIz
"""
_PRESENT = "yor yorlar yordu yorlardı yorum yoruz yorsa yormuş yorken"
_AORIST = "r rlAr rdI rlArdI rIm rIz rsA rken rmIş"
_NOUNS_OF_VERBS = """
mAk mAktAn mAklA mA mAyA mAyI mAnIn mAdA mAdAn mAylA
mAsI mAsInI mAsInA mAsInIn mAsIndA mAsIndAn mAsIylA mAsIdIr
mAlAr mAlArI mAlArInI mAlArInA mAlArInIn mAmIz mAmIzI mAmIzA
(y)An (y)AnI (y)AnA (y)AnIn (y)AndAn (y)AnlAr (y)AnlArI (y)AnlArA (y)AnlArIn (y)AnlArdAn (y)AnlArlA
DIğI DIğInI DIğInA DIğInIn DIğIndA DIğIndAn DIğIylA DIğImIz DIklArI DIklArInI DIklArInA DIklArIndA
(y)AcAğI (y)AcAğInI (y)AcAğInA (y)AcAğInIn (y)AcAğIndAn (y)AcAklArI (y)AcAklArInI (y)AcAklArInA
(y)ArAk (y)Ip (y)IncA (y)AlI DIkçA mAksIzIn
"""
_NEGATED = """
DI DIlAr DIm DIk mIş mIşlAr mIştIr mIştI yAcAk yAcAklAr yAcAktIr yAcAktI yAcAğIz yAcAğI yAcAğInI
yAcAklArI yAcAklArInI z zlAr zsA zdI mAk mAsI mAsInI mAsInA mAsInIn mAlArI mAlI sI sIn sInlAr yAn
yAnlAr yAnlArIn DIğI DIğInI DIğInA DIğIndAn DIklArI DIklArInI yIp yArAk yIncA sA mAktA mAktAdIr
"""
_ABLE = """
(y)Abilir (y)Abilirler (y)Abilirdi (y)Abilecek (y)Abilecekler (y)Abileceği (y)Abileceğini
(y)Abiliyor (y)Abiliyorlar (y)Abildi (y)Abilmek (y)Abilmesi (y)Abilmesini (y)Abilmesine (y)Abilse
(y)AmAz (y)AmAzlAr (y)AmAdI (y)AmAdIlAr (y)AmAdIğI (y)AmAdIğInI (y)AmAyAcAk (y)AmAyAcAğI
(y)AmAyAcAğInI (y)AmAyAn (y)AmAmIş (y)AmAmAsI
"""
VERB = tuple(f"{_TENSES}{_NOUNS_OF_VERBS}{_ABLE}".split()) + tuple(
    f"mA{one}" for one in _NEGATED.split()
)

_FRONT, _BACK, _ROUND = "eiöü", "aıou", "oöuü"
VOWELS = _FRONT + _BACK
_VOICELESS = "çfhkpsşt"
_SOFTENED = {"p": "b", "ç": "c", "t": "d", "k": "ğ", "g": "ğ"}
_HIGH = {(True, True): "ü", (True, False): "i", (False, True): "u", (False, False): "ı"}
_PLAIN = str.maketrans("âîû", "aiu")
_PART = re.compile(r"\((.)\)|(.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """What suffixes are put behind: as it is, and as it stands before a vowel."""

    plain: str
    before_vowel: tuple[str, ...]
    is_front: bool | None = None
    """Where its harmony is not that of its last vowel: saat, saati."""


def lower(word: str) -> str:
    """Give small letters, without the signs that no ending depends on: silâh, silahlar."""
    return word.replace("I", "ı").replace("İ", "i").lower().translate(_PLAIN)


def softened(word: str) -> str:
    """Voice the last letter: kitap, kitab-; renk, reng-."""
    if word.endswith("nk"):
        return f"{word[:-1]}g"
    return word[:-1] + _SOFTENED.get(word[-1], word[-1])


def suffixed(stem: Stem, suffixes: Iterable[str]) -> set[str]:
    """Put each suffix behind a stem."""
    front, rounded = _harmony(stem.plain)
    front = front if stem.is_front is None else stem.is_front
    forms = set[str]()
    for suffix in suffixes:
        ending = _ending(suffix, stem.plain[-1], front, rounded)
        stems = stem.before_vowel if ending[:1] in VOWELS else (stem.plain,)
        forms.update(one + ending for one in stems)
    return forms


@cache
def _ending(suffix: str, last: str, front: bool, rounded: bool) -> str:
    made = ""
    for optional, letter in _parts(suffix):
        if optional and (last in VOWELS) == (letter in "IA"):
            continue
        last = _sounded(letter, last, front=front, rounded=rounded)
        made += last
        if last in VOWELS:
            front, rounded = last in _FRONT, last in _ROUND
    return made


def _sounded(letter: str, last: str, *, front: bool, rounded: bool) -> str:
    match letter:
        case "A":
            return "e" if front else "a"
        case "I":
            return _HIGH[front, rounded]
        case "D":
            return "t" if last in _VOICELESS else "d"
        case _:
            return letter


def _harmony(word: str) -> tuple[bool, bool]:
    last = next((letter for letter in reversed(word) if letter in VOWELS), "e")
    return last in _FRONT, last in _ROUND


@cache
def _parts(suffix: str) -> tuple[tuple[bool, str], ...]:
    return tuple((bool(one), one or other) for one, other in _PART.findall(suffix))


def verb_forms(stem: str, *, voiced: bool = False, aorist: str = "IA") -> set[str]:
    """Give all forms of a verb by the stem of its infinitive; `aorist` is I, A or both."""
    if stem in ("de", "ye"):  # dedi, but diyen
        return {re.sub(f"^{stem}(?=y)", f"{stem[0]}i", form) for form in _verb(stem, stem, "I")}
    return _verb(stem, softened(stem) if voiced else stem, aorist)


def _verb(stem: str, before: str, aorist: str) -> set[str]:
    own = Stem(plain=stem, before_vowel=(before,))
    present = [f"I{one}" for one in _PRESENT.split()]
    dropped = (stem if stem[-1] in VOWELS else f"{before}.")[:-1]  # imzala, imzalıyor
    return {
        *suffixed(own, VERB),
        *suffixed(own, (f"({vowel}){one}" for vowel in aorist for one in _AORIST.split())),
        *suffixed(Stem(plain=dropped, before_vowel=(dropped,)), present),
        *suffixed(Stem(plain=f"{stem}m", before_vowel=(f"{stem}m",)), present),
    }


def forms_by_ending(word: str) -> set[str]:
    """Give the forms of a word that no list has: a noun or its plural, or an infinitive."""
    word = lower(word)
    if re.search(r"m[ae]k$", word) and len(word) > 4:
        return verb_forms(word[:-3], voiced=word[-4] == "t")
    single = re.sub(r"(?<=...)l[ae]r$", "", word)
    before = dict.fromkeys((single, softened(single)))
    return {word, single} | suffixed(Stem(plain=single, before_vowel=tuple(before)), NOUN)
