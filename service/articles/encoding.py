"""Text becomes clean text: in one normal form, without characters that a reader could not see."""

import re
import unicodedata
from functools import cache


MOST_TITLE = 500
MOST_TEXT = 200_000

_NEWLINES = "\r\x85\u2028\u2029\x0b\x0c"
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Everything that `unseen` changes: most texts have none of it."""
# A zero-width space parts words in scripts without blanks; elsewhere it only hides them.
_ZERO_WIDTH = re.compile("(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b")
_KINDS = bytes(not _ODD.match(bytes([byte]).decode("cp1252", "replace")) for byte in range(256))
"""Which bytes of Windows-1252 are none of these characters."""


def clean(text: str) -> str:
    """Give text as a reader sees it: NFC, lines ended by a newline, no unseen characters."""
    if (raw := _western(text)) is not None:  # these have no combining mark
        return unicodedata.normalize(
            "NFC", unseen(text) if b"\0" in raw.translate(_KINDS) else text
        )
    return unicodedata.normalize("NFC", _unpiled(unseen(text)))


def unseen(text: str) -> str:
    """Take out what a reader could not see; for markup, where NFC could touch a tag (`>` and U+0338)."""
    odd = {*_ODD.findall(text)}
    if "\r" in odd:
        text = text.replace("\r\n", "\n")
    for character in odd - {"\u200b"}:
        text = text.replace(character, "\n" if character in _NEWLINES else "")
    return _ZERO_WIDTH.sub("", text) if "\u200b" in odd else text


def cap(text: str, most: int) -> str:
    """Cut at a word's end where there is one near."""
    if len(text) <= most:
        return text
    cut = text[:most]
    return cut[
        : end if (end := max(cut.rfind(" "), cut.rfind("\n"))) > most * 0.9 else most
    ].rstrip()


def _unpiled(text: str) -> str:
    """Cut more combining marks on one letter than any script needs.

    Python sorts them in quadratic time to normalise, so a pile of 100,000 would take minutes. Marks
    beyond U+FFFF are cut apart, as `re` is slow at sets that have both.
    """
    found = [char for char in {*text} if unicodedata.combining(char)]
    for first, last in ((0x300, 0xFFFF), (0x10000, 0x1E950)):
        if any(first <= ord(char) <= last for char in found):
            marks = _marks(first, last).pattern
            text = re.sub(f"(?<={marks}{{8}}){marks}+", "", text)
    return text


def _western(text: str) -> bytes | None:
    """Give a text in Windows-1252, which has no combining mark; None for one that does not fit in."""
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return None


@cache
def _marks(first: int, last: int) -> re.Pattern[str]:
    return re.compile(
        f"[{''.join(chr(c) for c in range(first, last) if unicodedata.combining(chr(c)))}]"
    )
