"""What may follow a term inside a Hangul word: particles and endings of a closed list.

북한 is found in 북한이, 북한의 and 북한에서는, not in 북한군 or 북한산: what follows must be made of
particles, a form of the copula or, for words that are no names, a form of 하다 and its like.
A compound with the term as its first part is left out on purpose; `북한*` asks for it.
"""

import re
from enum import StrEnum
from functools import lru_cache


class Tail(StrEnum):
    """Which tails a term takes."""

    NONE = "none"
    """Nothing may follow."""
    NAME = "name"
    """Particles, and 서 for 에서; no verb is made of a name."""
    WORD = "word"
    """Particles, and verbs made of the word: 발사했다, 개발된, 압박받는."""


_MOST_PARTICLES = 3
LONGEST_TAIL = 32
"""Syllables: more than any particles and endings make together."""
_RIEUL = 8  # the final consonant ㄹ

_AFTER_ANY = """
에 에서 에게 에게서 에선 에겐 엔 한테 한테서 께 께서 의 도 만 까지 부터 까진 부턴 마저 조차 뿐
밖에 보다 처럼 같이 마다 대로 하고 커녕 만큼
"""
_AFTER_CONSONANT = "이 은 을 과 이나 이랑 이라도 이든 이든지"
_AFTER_VOWEL = "가 는 를 와 나 랑 라도 든 든지"
_RO = "로 로서 로써 론"  # after a vowel or ㄹ; after other consonants with 으

_SUFFIXES = ("들", "씨", "님", "측")
"""Particles may follow them, agreeing with them."""

_PAST = "(?:다(?:고|는|며|면|가|던)?|던|고|지만|지|으나|으며|으면|는데|는지|을|음|기|습니다|어도)"
_COPULA = rf"""
이다 이라 이라(?:고|는|며|면|면서|서) 이란 이며 이고 이지(?:만)? 이자 이면(?:서)? 이었{_PAST} 이므로
이니 이어서 이냐는? 이기
"""
_COPULA_ANY = "인(?:데|지|가) 입니다 일(?:까|지) 임에도"
_COPULA_VOWEL = rf"다 라(?:고|는|며|면|면서|서) 란 며 지만 였{_PAST} 여서 므로 냐는"

_STEM = (
    "(?:다|고(?:서|는|도|자)?|며|면서?|는(?:데|지|가)?|지(?:만|는|도)?|자(?:는|고|마자|며)?"
    "|려(?:고|는|면|던)?|기|게|거나|건|도록|던|니|므로|더라도|더니|라(?:고|는|며)?|듯이?|여서?|여야"
    "|겠(?:다(?:고|는|며)?|지만|습니다))"
)
_PRESENT = "(?:다(?:고|는|며|면|거나)?|데|지)?"
_FUTURE = "(?:지|까|수록)?"
_JOINING = f"(?:서|야|도|온|왔{_PAST}|오{_STEM}|졌{_PAST}|지{_STEM}|진|준|줬{_PAST}|주{_STEM})?"
_VERBS = f"""
하{_STEM} 한{_PRESENT} 할{_FUTURE} 함 합니다 해{_JOINING} 했{_PAST}
되{_STEM} 된{_PRESENT} 될{_FUTURE} 됨 됩니다 돼{_JOINING} 됐{_PAST} 되어{_JOINING} 되었{_PAST}
시키{_STEM} 시킨{_PRESENT} 시킬{_FUTURE} 시킴 시킵니다 시켜{_JOINING} 시켰{_PAST}
당하{_STEM} 당한{_PRESENT} 당할{_FUTURE} 당함 당해{_JOINING} 당했{_PAST}
받{_STEM} 받는다(?:고|는|며|면)? 받은 받을{_FUTURE} 받음 받습니다 받아{_JOINING} 받았{_PAST}
받으(?:며|면|면서|려|려고|려는)
"""


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for pattern in patterns for one in pattern.split()))


_PARTICLES = {
    **dict.fromkeys(_AFTER_ANY.split(), "any"),
    **dict.fromkeys(_AFTER_CONSONANT.split(), "consonant"),
    **dict.fromkeys(_AFTER_VOWEL.split(), "vowel"),
    **dict.fromkeys(_RO.split(), "ro"),
    **dict.fromkeys((f"으{ro}" for ro in _RO.split()), "euro"),
}
_LONGEST_PARTICLE = max(map(len, _PARTICLES))
_COPULA_AFTER_CONSONANT = _any_of(_COPULA, _COPULA_ANY)
_COPULA_AFTER_VOWEL = _any_of(_COPULA, _COPULA_ANY, _COPULA_VOWEL)
_VERB = _any_of(_VERBS)
_HANGUL = re.compile("[가-힣]")


def is_hangul(text: str) -> bool:
    """Tell whether any syllable of it is Hangul."""
    return _HANGUL.search(text) is not None


@lru_cache(maxsize=32_768)
def may_follow(stem: str, rest: str, tail: Tail) -> bool:
    """Tell whether `rest`, to the end of its word, leaves `stem` the same term.

    Both are Hangul. `rest` may be empty; it must be where `tail` is none.
    """
    if not rest or tail is Tail.NONE or len(rest) > LONGEST_TAIL:
        return not rest
    last = stem[-1]
    if _is_particles(last, rest, _MOST_PARTICLES) or _is_copula(last, rest):
        return True
    if rest[0] in _SUFFIXES and may_follow(stem + rest[0], rest[1:], Tail.NAME):
        return True
    if tail is Tail.NAME:
        return rest == "서" or (rest[0] == "서" and _is_particles("서", rest[1:], 1))
    return _is_made_of(_VERB, rest)


def _is_particles(before: str, rest: str, most: int) -> bool:
    """Tell whether it is nothing but particles, each agreeing with the syllable before it."""
    if not rest:
        return True
    return most > 0 and any(
        _agrees(before, rest[:length]) and _is_particles(rest[length - 1], rest[length:], most - 1)
        for length in range(1, min(_LONGEST_PARTICLE, len(rest)) + 1)
    )


def _agrees(before: str, particle: str) -> bool:
    final = (ord(before) - ord("가")) % 28
    match _PARTICLES.get(particle):
        case "any":
            return True
        case "consonant":
            return final != 0
        case "vowel":
            return final == 0
        case "ro":
            return final in (0, _RIEUL)
        case "euro":
            return final not in (0, _RIEUL)
        case _:
            return False


def _is_copula(before: str, rest: str) -> bool:
    ends_in_vowel = (ord(before) - ord("가")) % 28 == 0
    return _is_made_of(_COPULA_AFTER_VOWEL if ends_in_vowel else _COPULA_AFTER_CONSONANT, rest)


def _is_made_of(pattern: re.Pattern[str], rest: str) -> bool:
    """Tell whether it is such a form, perhaps with particles after it."""
    return any(
        pattern.fullmatch(rest, 0, end) and _is_particles(rest[end - 1], rest[end:], 2)
        for end in range(len(rest), 0, -1)
    )
