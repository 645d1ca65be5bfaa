"""Bytes become clean text: the right characters, and none that a reader could not see.

Web rules for labels (https://encoding.spec.whatwg.org/#names-and-labels), with one difference: what
is valid UTF-8 is UTF-8, whatever it says it is, since other encodings are hardly ever so by chance.
"""

import codecs
import re
import unicodedata
from functools import cache

from service.errors import ParseError


MOST_TITLE = 500
MOST_TEXT = 200_000
_LOOKED_AT = 64 * 1024
"""Bytes that the guess at an encoding is made from."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"SQLite format 3", b"ID3", b"OggS", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip
"""What browsers read under these names: pages use the characters that the narrow sets lack."""
_REFUSED = {"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape"}
"""Not character sets, or ones that no browser reads: what looks harmless turns into markup."""

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")

_NEWLINES = re.compile("\r\n?|[\x85\u2028\u2029\x0b\x0c]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# A zero-width space parts words in scripts without blanks; elsewhere it only hides them.
_ZERO_WIDTH = re.compile("(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b")
_CONTROLS = re.compile(rb"[\x00-\x08\x10-\x1a\x1c-\x1f]")
"""Without those by which the ISO 2022 encodings shift between their sets."""


def decode(body: bytes, media_type: str | None = None) -> str:
    """Give the text of a document, still with its markup.

    Raises `ParseError`: `empty` or `binary`.
    """
    if not body.strip(b"\x00\t\n\r "):
        raise ParseError("empty", "there is nothing in it")
    if body.startswith(_BINARY):
        raise ParseError("binary", "this is not a text file")
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    return _wide(body) or _narrow(body, media_type)


def clean(text: str) -> str:
    """Give text as a reader sees it: NFC, lines ended by a newline, no unseen characters."""
    return unicodedata.normalize("NFC", _unpiled(unseen(text)))


def unseen(text: str) -> str:
    """Take out what a reader could not see; for markup, where NFC could touch a tag (`>` and U+0338)."""
    return _ZERO_WIDTH.sub("", _UNSEEN.sub("", _NEWLINES.sub("\n", text)))


def cap(text: str, most: int) -> str:
    """Cut at a word's end where there is one near."""
    if len(text) <= most:
        return text
    cut = text[:most]
    return cut[
        : end if (end := max(cut.rfind(" "), cut.rfind("\n"))) > most * 0.9 else most
    ].rstrip()


def _wide(body: bytes) -> str | None:
    """Read UTF-16 without its mark: every other byte of its blanks and Latin letters is zero."""
    head = body[:4096]
    zeros = head.count(0)
    if zeros < len(head) * 0.02:
        return None
    first = head[::2].count(0)
    if 0.1 * zeros < first < 0.9 * zeros:
        raise ParseError("binary", "this is not a text file")
    return body.decode("utf-16-be" if first * 2 > zeros else "utf-16-le", "replace")


def _narrow(body: bytes, media_type: str | None) -> str:
    if len(_CONTROLS.findall(body[:4096])) > max(2, len(body[:4096]) * 0.05):
        raise ParseError("binary", "this is not a text file")
    declared = _declared(body, media_type)
    shifting = declared is not None and declared.startswith("iso2022") and b"\x1b" in body
    for name in (declared if shifting else "utf-8", declared):
        if name and (text := _strictly(body, name)) is not None:
            return text
    if declared == "utf-8" and _mostly_utf8(body):
        return body.decode("utf-8", "replace")
    return _guessed(body, declared)


def _declared(body: bytes, media_type: str | None) -> str | None:
    head = body[:4096]
    for found in (
        _CHARSET.search((media_type or "").encode("ascii", "replace")),
        _XML.search(head),
        _CHARSET.search(head) if b"<" in head else None,
    ):
        if found and (name := _known(found[1].decode("ascii"))):
            return name
    return None


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    if name in _REFUSED or not codecs.lookup(name)._is_text_encoding:  # noqa: SLF001 - there is no public way to ask
        return None
    return _WIDER.get(name, name)


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeError:
        return None


def _mostly_utf8(body: bytes) -> bool:
    """Tell a truncated or slightly broken text from another encoding."""
    broken = body.decode("utf-8", "replace").count("\ufffd")
    high = len(body) - len(body.decode("ascii", "ignore"))
    return broken * 10 < high


def _guessed(body: bytes, declared: str | None) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only worker processes pay for it

    best = from_bytes(body[:_LOOKED_AT]).best()
    name = best.encoding if best is not None else declared or "cp1252"
    return body.decode(_WIDER.get(name, name), "replace")


def _unpiled(text: str) -> str:
    """Cut more combining marks on one letter than any script needs.

    Python sorts them in quadratic time to normalise, so a pile of 100,000 would take minutes. Marks
    beyond U+FFFF are looked for apart, as `re` is slow at sets that have both.
    """
    for first, last in ((0x300, 0xFFFF), (0x10000, 0x1E950)):
        if not text.isascii() and max(text) >= chr(first) and _marks(first, last).search(text):
            marks = _marks(first, last).pattern
            text = re.sub(f"(?<={marks}{{8}}){marks}+", "", text)
    return text


@cache
def _marks(first: int, last: int) -> re.Pattern[str]:
    return re.compile(
        f"[{''.join(chr(c) for c in range(first, last) if unicodedata.combining(chr(c)))}]"
    )
