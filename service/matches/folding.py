"""Characters -> folded text: what a reader would not tell apart becomes one.

Case, width, accents and the shape of quotation marks go; so do points and hamzas. What makes
another letter stays: й ї ў, the voicing of kana, the marks of Thai and of Indian scripts.
"""

import re
import unicodedata
from functools import cache, lru_cache


RUN = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17dc"
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u3099\u309a\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\U00020000-\U000323af"
)
"""Thai, Lao, Burmese, Khmer, Han and Kana, as a class of a pattern: they have no blanks."""
HANGUL = "\uac00-\ud7a3"

# Inside `flat`, besides letters and digits: ' - . , as found, and these, which stand for decisions.
GONE = "\x00"  # dropped when words are cut: 1,000 is 1000
DOT = "\x01"  # stays in the word: 3.5, u.s
TICK = "\x02"  # stays in the word: don't
TO_WORDS = str.maketrans({"'": " ", "-": " ", ".": " ", ",": " ", DOT: ".", TICK: "'"})

_OWN_LETTERS = frozenset("йїўѓќำຳ")  # their marks make them other letters, not accented ones
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
    | {"ŧ": "t", "ı": "i", "ŋ": "n", "ĸ": "k", "ə": "e", "ی": "ي", "ک": "ك"}
)
_STANDING_FOR = {
    **dict.fromkeys("'’‘‛ʼʹ′＇`´׳", "'"),
    **dict.fromkeys("-‐‑－־", "-"),
    **dict.fromkeys("\u00a0\u202f\u2009", ","),  # blanks that stand inside 10 000
    **dict.fromkeys(".．٫", "."),
    **dict.fromkeys(",，٬", ","),
    "״": GONE,  # see `_settle_hebrew`
    "・": "・",
    "･": "・",
}
_DROPPED = frozenset(
    "\u00ad\u034f\u061c\u0640\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_STRIPPED = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic
    (0x0483, 0x0487),
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A),
    (0x064B, 0x065F),  # Arabic vowel signs and hamza
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)

# Each begins with the sign it is about, so that the search for it skips everything else. A word of
# letters that stand side by side with Hangul, Han or Kana ends there: U.S.의, Trump's는.
_APART = RUN + HANGUL
_GOES_ON = rf"[^\W{_APART}]"
_CLITIC = re.compile(
    rf"'(?<=[\w.]')(?:(?:s|re|ve|ll|d|m)(?!{_GOES_ON})|(?<=n')(?=t(?!{_GOES_ON})))"
)
"""A clitic with its apostrophe, or the apostrophe of a negation."""
_SOFT_SIGN = re.compile(r"'(?<=[а-яіїєґўђћ]')(?=[а-яіїєґ])|'(?<=[א-ת]')(?=[א-ת])")
_IN_NUMBER = tuple(
    (sign, re.compile(rf"{re.escape(sign)}(?<=\d{re.escape(sign)})(?=\d)")) for sign in ".,'"
)
_LETTER = rf"[^\W\d_{_APART}]"  # of an alphabet: 日.米 are two words, no initials
_INITIAL = re.compile(rf"\.(?<=(?<!{_GOES_ON}){_LETTER}\.)(?={_LETTER}(?!{_GOES_ON}))")
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
_UP_TO_THREE_DIGITS = re.compile(r"(?<!\d)\d{1,3}\Z")
ACRONYM = re.compile(r'"(?<=[א-ת]")(?=[א-ת](?![א-ת]))')
_BETWEEN_KATAKANA = re.compile("・(?<=[ァ-ヺー]・)(?=[ァ-ヺ])")
_VOICED = re.compile("[\u3099\u309a](?<=[\u3041-\u30fe].)")
_WIDE = re.compile(f"[{RUN}{HANGUL}]")
_ASCII = bytes(range(128))
_MOST_REPLACED = 24
_LONG = 4
"""Letters: what becomes more is bounded."""
_MOST_LONG = 2000
_EDGE = r"\s\-.,'" + GONE
_BORDER = re.compile(
    f"(?<=[{RUN}])(?=[^{RUN}{_EDGE}])|(?<=[{HANGUL}])(?=[^{HANGUL}{_EDGE}])"
    f"|(?<=[^{RUN}{HANGUL}{_EDGE}])(?=[{RUN}{HANGUL}])"
)


def is_stripped(char: str) -> bool:
    """Tell whether it is a mark that folding takes away."""
    return any(low <= ord(char) <= high for low, high in _STRIPPED) and (
        unicodedata.category(char)[0] == "M"
    )


def _fold_letters(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).casefold()
    if char in _OWN_LETTERS or folded in _OWN_LETTERS:
        return folded if char not in _OWN_LETTERS else char
    parts = unicodedata.normalize("NFKD", folded)
    bare = "".join(_digit(part) for part in parts if not is_stripped(part))
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


def _digit(char: str) -> str:
    """Give the digits of every script as ours."""
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _is_word_char(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def fold_char(char: str) -> str:
    """Give what one character becomes; anything that ends a word becomes blanks."""
    if char in _STANDING_FOR:
        return _STANDING_FOR[char]
    if char in _DROPPED:
        return ""
    folded = _fold_letters(char)
    return "".join(part if _is_word_char(part) else " " for part in folded)


class _Table(dict[int, str]):
    """Code point -> folded text, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_char(chr(code))
        return folded


TABLE = _Table()


@cache
def _ascii_table() -> bytes:
    """Give what each ASCII character becomes: one character, and an ASCII one."""
    return "".join(map(fold_char, map(chr, _ASCII))).encode("ascii").ljust(256)


@cache
def _cutting_table() -> bytes:
    """Give `TO_WORDS` for ASCII."""
    return _ASCII.decode("ascii").translate(TO_WORDS).encode("ascii").ljust(256)


def cut(flat: str) -> str:
    """Put blanks for all that is no part of a word."""
    if flat.isascii():
        return flat.encode("ascii").translate(_cutting_table()).decode("ascii")
    return flat.translate(TO_WORDS)


def _mark_number(found: re.Match[str]) -> str:
    """Tell a separator of thousands, which goes, from a decimal point, which stays."""
    place, text = found.start(), found.string
    grouped = _THREE_DIGITS.match(text, place + 1)
    return GONE if grouped and _UP_TO_THREE_DIGITS.search(text[max(0, place - 4) : place]) else DOT


def settle(text: str) -> str:
    """Fold every character and settle what each sign is: `TABLE` decides how long it becomes."""
    if text.isascii():
        return _settle_signs(_folded_ascii(text))
    if '"' in text or "״" in text:
        text = _settle_hebrew(text)
    flat = _settle_signs(_folded(text))
    if flat.isascii():
        return flat
    if "\u3099" in flat or "\u309a" in flat:
        flat = _settle_voicing(flat)
    if "・" in flat:
        flat = _BETWEEN_KATAKANA.sub(GONE, flat).replace("・", " ")
    return flat


def bounded(text: str) -> str:
    """Give a text as long in which no letter that becomes words comes again without end.

    Some signs become up to eighteen letters: ﷺ is a blessing of four words.
    """
    if len(text) <= _MOST_LONG or text.isascii():
        return text
    for char in sorted(filter(_is_long, foreign(text))):
        if text.count(char) > _MOST_LONG:
            place = -1
            for _ in range(_MOST_LONG):
                place = text.find(char, place + 1)
            text = text[: place + 1] + text[place + 1 :].replace(char, " ")
    return text


def _is_long(char: str) -> bool:
    return len(TABLE[ord(char)]) > _LONG


@lru_cache(maxsize=4)
def foreign(text: str) -> frozenset[str]:
    """Give the characters of a text that are not ASCII; asked several times while it is folded."""
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return frozenset(others.decode("utf-8", "surrogatepass"))


def _folded_ascii(text: str) -> str:
    return text.encode("ascii").translate(_ascii_table()).decode("ascii")


def _folded(text: str) -> str:
    """Fold every character; few that are not ASCII are replaced first, which is far faster."""
    few = foreign(text)
    if len(few) <= _MOST_REPLACED and all(map(_folds_once, few)):
        for char in few:
            text = text.replace(char, TABLE[ord(char)])
        if text.isascii():
            return _folded_ascii(text)
    return text.translate(TABLE)


@cache
def _folds_once(char: str) -> bool:
    """Tell whether what a character becomes stays so when it is folded again."""
    return all(TABLE[ord(part)] == part for part in TABLE[ord(char)])


def _settle_hebrew(text: str) -> str:
    """Tell quotation marks from the sign of an acronym, which goes."""
    return ACRONYM.sub("״", text.replace("״", '"'))


def _settle_signs(flat: str) -> str:
    if "'" in flat:
        flat = _CLITIC.sub(_taken_off, flat)
        if not flat.isascii():
            flat = _SOFT_SIGN.sub(GONE, flat)
    flat = _INITIAL.sub(DOT, flat)
    for sign, pattern in _IN_NUMBER:
        if sign in flat:
            flat = pattern.sub(_mark_number, flat)
    return flat


def _taken_off(found: re.Match[str]) -> str:
    return " " * len(found[0]) if len(found[0]) > 1 else TICK


def _settle_voicing(flat: str) -> str:
    """Put the sound mark of half-width kana into the letter before it."""
    letters = list(flat)
    for found in _VOICED.finditer(flat):
        place = found.start()
        whole = unicodedata.normalize("NFC", flat[place - 1 : place + 1])
        if len(whole) == 1:
            letters[place - 1 : place + 1] = [whole, GONE]
    return "".join(letters)


def is_wide(flat: str) -> bool:
    """Tell whether any of it is Hangul or written without blanks."""
    return not flat.isascii() and _WIDE.search(flat) is not None


def borders(flat: str) -> list[int]:
    """Give where a word ends without a blank: Hangul, and scripts without blanks, stand apart."""
    if not is_wide(flat):
        return []
    return [found.start() for found in _BORDER.finditer(flat)]
