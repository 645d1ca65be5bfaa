"""A text -> the terms that it is compared by: words by their first letters, whole words of Han and Thai, pairs of Hangul.

Comparing wants less than matching: a stem may be wrong as long as it is wrong everywhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TypeVar
from zlib import crc32

from service.stories.segments import han, names_and_words, pieces, simplified, thai


_T = TypeVar("_T")

TITLE = 2
"""A word of the title counts so many times."""
REMEMBERED, REMEMBERED_LETTERS = 1 << 17, 1 << 20
"""Words whose reading is kept, and letters of all of them: without blanks a word may be a page long."""
_LONGEST_REMEMBERED = 100
LEAST = 2
MOST = 40
"""Letters of a word: longer ones are no words, and are cut."""

_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_STRIPPED = re.compile(f"[{_MARKS}]")
_OTHERS = {
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ی": "ي",
} | {"ک": "ك", "ى": "ي", "ـ": "", "\u200c": " ", "\u00ad": "", "’": "'"}
_APART = re.compile("[\u200c\u00ad]|_")
"""What a word is cut at, or mended, when it is folded."""
_OTHER = re.compile(f"[{''.join(_OTHERS)}]")
_SIGNS = "\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
"""Scripts in which signs within words are no letters."""
_WORD = re.compile(rf"[\w{_SIGNS}]+")
_RAW_WORD = re.compile(rf"[\w{_SIGNS}{_MARKS}]+")
BLANKED = "".join(letter if letter.isalnum() else " " for letter in map(chr, range(128)))
_NOT_PLAIN = re.compile("[^\x00-\x7f]")
_REPLACED = 64
"""That are no plain letters, in a text that is folded sign by sign."""
_THOUSANDS = re.compile(r"[,.](?<=\d.)(?=\d{3}(?!\d))")
PIECE = re.compile(
    "(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af々〇]+)"
    "|(?P<kana>[\u30a1-\u30fa\u30fc-\u30ff]+)"
    "|(?P<soft>[\u3041-\u309f]+)"
    "|(?P<thai>[\u0e01-\u0e7f]+)"
    "|(?P<signs>[\u0e80-\u0eff\u1000-\u109f\u1780-\u17d3]+)"
    "|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<word>[^\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3]+)"
)


def fold(text: str) -> str:
    """Give a text in which case, width and accents are gone."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = _STRIPPED.sub("", unicodedata.normalize("NFD", plain))
    # A pattern: `str.translate` asks for every letter of the text, and takes ten times as long.
    return _OTHER.sub(lambda found: _OTHERS[found[0]], unicodedata.normalize("NFC", bare))


def words(text: str) -> list[str]:
    """Cut a folded text where it has blanks or signs; 1,000 is one word."""
    whole = _THOUSANDS.sub("", text)
    if whole.isascii():
        return whole.translate(BLANKED).split()
    return _WORD.findall(whole.replace("_", " "))


def plain(text: str) -> str | None:
    """Give a text folded, if that leaves plain letters only: it is to be cut as `BLANKED` says."""
    start = 0
    for _ in range(_REPLACED):
        found = _NOT_PLAIN.search(text, start)
        if found is None:
            return _THOUSANDS.sub("", text.lower())
        letters = _PLAIN[found[0]]
        if letters is None:
            return None
        start, text = found.start(), text.replace(found[0], letters)
    return None


def read(text: str) -> list[str]:
    """Give the folded words of a text: `words(fold(text))`, each word folded once for all texts."""
    letters = plain(text)
    if letters is not None:
        return letters.translate(BLANKED).split()
    composed = unicodedata.normalize("NFKC", text)
    if _APART.search(composed):
        return words(fold(text))
    found = [_FOLDED[word] for word in _RAW_WORD.findall(_THOUSANDS.sub("", composed))]
    return words(fold(text)) if None in found else found  # type: ignore[return-value] # None is none of them


class Readings(dict[str, _T]):
    """Word -> what it was read as, filled as words turn up, within bounds."""

    def __init__(self) -> None:
        self._letters = 0

    def remember(self, word: str, read: _T) -> _T:
        """Keep what a word was read as, unless it is too long; what is full begins anew."""
        if len(word) > _LONGEST_REMEMBERED:
            return read
        if len(self) >= REMEMBERED or self._letters >= REMEMBERED_LETTERS:
            self.clear()
            self._letters = 0
        self._letters += len(word)
        self[word] = read
        return read


class _Plain(Readings[str | None]):
    """Sign -> the plain letters it is folded to, a blank for what parts words; None where it has others."""

    def __missing__(self, sign: str) -> str | None:
        letters = "".join(one if _WORD.match(one) else " " for one in fold(sign))
        return self.remember(sign, letters if letters.isascii() else None)


class _Folded(Readings[str | None]):
    """Word -> folded; None where a word folds to what is not one word."""

    def __missing__(self, word: str) -> str | None:
        folded = fold(word)
        return self.remember(word, folded if words(folded) == [folded] else None)


_PLAIN, _FOLDED = _Plain(), _Folded()


def number_of(term: str) -> int:
    """Number a term. That two have the same is rare, and does no harm."""
    return crc32(term.encode("utf-8", "surrogatepass"))


def terms_of(word: str) -> tuple[str, ...]:
    """Give the terms of one folded word."""
    if word.isascii():
        return _stemmed(word)
    return tuple(term for piece in PIECE.finditer(word) for term in _terms(piece))


def _terms(piece: re.Match[str]) -> Iterator[str]:
    """Give the terms of a run of one script; Hiragana is endings and particles."""
    run = piece[0]
    match piece.lastgroup:
        case "han":
            yield from names_and_words(run.translate(simplified()), han(), 2)
        case "thai":
            yield from names_and_words(run, thai(), 4)
        case "signs":
            yield from pieces(run, 4)
        case "kana":
            yield run
        case "hangul":
            yield from pieces(_without_particle(run), 2)
        case "word":
            yield from _stemmed(run)


def _stemmed(word: str) -> tuple[str, ...]:
    if len(word) < LEAST:
        return ()
    if word[0].isdigit():
        return (word[:MOST],)
    return (_cut(word),)


# --- endings -----------------------------------------------------------------------------------

_PARTICLES = re.compile(
    "(?<=..)(?:에서는|에서도|으로는|으로도|으로써|이라고|에게서|까지는|부터는|에서|에게|에는|에도|으로|부터|까지|"
    "했다고|한다고|하다고|됐다고|다고|라며|했으며|하며|처럼|보다|이나|이며|이고|이라|라고|들은|들이|들을|들의|했다|한다|하는|하고|했고|됐다|된다|되는|에|은|는|이|가|을|를|의|"
    "와|과|도|로|만|며|고)$"
)


def _without_particle(run: str) -> str:
    return _PARTICLES.sub("", run)


LETTERS = 5
_ARABIC = re.compile("^(?:وال|بال|كال|فال|لل|ال|و)(?=...)")
_HEBREW = re.compile("^(?:ו?[הבלמשכ]|ו)(?=....)")
_HAMZA = str.maketrans("أإآ", "ااا")


def _cut(word: str) -> str:
    """Give the first letters of a word.

    Measured: better than cutting endings, and the same for all languages; a start that many words share is
    frequent in the background table, and counts little.
    """
    if "\u0600" <= word[0] <= "\u06ff":
        word = _ARABIC.sub("", word.translate(_HAMZA))
    elif "\u0590" <= word[0] <= "\u05ff":
        word = _HEBREW.sub("", word)
    return word[:LETTERS]
