"""Bytes become characters, though half the feeds of the world mislabel theirs.

Order of trust: a byte order mark, then what *is* valid UTF-8 (nothing else is so by chance), then
what is declared (HTTP, then the document itself), then a guess. RFC 3023, by which a feed sent as
`text/xml` is ASCII whatever it says of itself, is not followed: almost no server means it.
"""

import codecs
import re

from service.errors import ParseError


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x00\x00\x00<", "utf-32-be"),  # these and below: no mark, but a first `<` or `{`
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00{\x00", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),  # EBCDIC `<?xm`
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
"""Under these names people send the sets that contain them."""
_REFUSED = {"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"}
"""No character sets of documents: they turn harmless bytes into markup, or take for ever."""
_HIGH = re.compile(rb"[\x80-\xff]+")
_LOOKED_AT = 64 * 1024
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def decode(body: bytes, media_type: str | None = None) -> str:
    """Give the characters; those that no document may contain are dropped. Never fails on bytes.

    Raises `ParseError` (`empty`) where nothing but blanks is there.
    """
    if not body.strip(b"\x00\t\n\r "):
        raise ParseError("empty", "there is nothing in it")
    return _CONTROLS.sub("", _decode(body, media_type).removeprefix("\ufeff"))


def _decode(body: bytes, media_type: str | None) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    declared = _declared(body, media_type)
    if not any(name.startswith("iso2022") or name == "hz" for name in declared):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for name in declared:
        if name != "utf-8" and (text := _attempt(body, name)) is not None:
            return text
    return _guess(body)


def _declared(body: bytes, media_type: str | None) -> list[str]:
    labels = []
    if match := _CHARSET.search(media_type or ""):
        labels.append(match[1])
    if inner := _XML.match(body[:400]):
        labels.append(inner[1].decode("ascii", "ignore"))
    return [name for label in labels if (name := _known(label))]


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return None if name in _REFUSED else _WIDER.get(name, name)


def _attempt(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name, "replace" if name == "cp1252" else "strict")
    except (UnicodeError, LookupError):  # LookupError: `hex` and its like are no text encodings
        return None


def _guess(body: bytes) -> str:
    """Take stray bytes for Windows-1252; guess anew where they stand in rows (Cyrillic, Hangul)."""
    text = body.decode("utf-8", "surrogateescape")
    stray = sum(map(len, _strays(text)))
    if stray > sum(1 for character in text if "\x7f" < character < "\udc80"):
        runs = [len(run) for run in _HIGH.findall(body)]
        if sum(length for length in runs if length > 1) * 2 > sum(runs):
            return _detect(body)
    return _STRAY.sub(lambda run: _cp1252(run[0]), text)


_STRAY = re.compile("[\udc80-\udcff]+")


def _strays(text: str) -> list[str]:
    return _STRAY.findall(text)


def _cp1252(run: str) -> str:
    return run.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _detect(body: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only worker processes pay for it

    best = from_bytes(body[:_LOOKED_AT]).best()
    return body.decode(best.encoding if best else "cp1252", "replace")
