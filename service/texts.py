"""Bytes become text: unpacked where they are packed, then decoded, though many are mislabelled.

Order of trust: a byte order mark; the shape of UTF-16; what *is* valid UTF-8 (nothing else is so by
chance); what is declared (the server, then the document), as long as it gives a text that somebody
could have written; UTF-8 with a flaw; a guess. RFC 3023, by which a feed sent as `text/xml` is ASCII
whatever it says of itself, is not followed: almost no server means it.
"""

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from service.errors import ParseError
from service.model import Document


# --- unpacking ---------------------------------------------------------------------------------

MOST_BYTES = 10 * 1024 * 1024
"""Of a file, packed or unpacked."""
_RATIO = 200
_RATIO_FROM = 1024 * 1024
"""A short text of blanks may be packed any tightly."""
_MEMBERS = 100
"""Gzip files may be strung together; nobody strings this many."""
_PIECE = 64 * 1024
_GZIP = 31  # window bits, which is how zlib is told the container
_MAGIC = b"\x1f\x8b"


def unpacked_name(name: str) -> str:
    """Give the name that a file has once it is unpacked: `a.txt` for `a.txt.gz`."""
    return name[: -len(".gz")] if name.lower().endswith(".gz") else name


def unpacked(document: Document) -> Document:
    """Unpack a document whose name ends in `.gz`; any other comes back as it is.

    Raises `ParseError`: `bad_gzip`, `too_large`.
    """
    name = unpacked_name(document.name)
    if name == document.name:
        return document
    return replace(document, name=name, body=inflated(document.body))


def is_packed(body: bytes) -> bool:
    return body.startswith(_MAGIC)


def inflated(packed: bytes) -> bytes:
    """Take off one layer of gzip. Raises `ParseError`: `bad_gzip`, `too_large`."""
    body = b"".join(_inflated(packed))
    if is_packed(body):
        raise ParseError("bad_gzip", "it is packed twice; only one layer is taken off")
    return body


def _inflated(packed: bytes) -> Iterator[bytes]:
    size = 0
    for piece in _members(packed):
        size += len(piece)
        if size > MOST_BYTES:
            raise ParseError("too_large", f"more than {MOST_BYTES:,} bytes when unpacked")
        if size > max(_RATIO_FROM, _RATIO * len(packed)):
            raise ParseError("too_large", "it swells like a bomb when unpacked")
        yield piece


def _members(packed: bytes) -> Iterator[bytes]:
    """Inflate the members of a gzip file one after another; each must be whole."""
    rest = packed
    for _ in range(_MEMBERS):
        if not is_packed(rest):
            known = "something follows the packed text" if rest is not packed else "it is no gzip"
            raise ParseError("bad_gzip", known)
        stream = zlib.decompressobj(_GZIP)
        yield from _pieces(stream, rest)
        rest = stream.unused_data.lstrip(b"\0")  # tapes pad with zeros
        if not rest:
            return
    raise ParseError("bad_gzip", f"it is strung together of more than {_MEMBERS} parts")


def _pieces(stream: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    waiting = packed
    try:
        while not stream.eof:
            piece = stream.decompress(waiting, _PIECE)
            waiting = stream.unconsumed_tail
            if not piece and not waiting and not stream.eof:
                raise ParseError("bad_gzip", "the packed text breaks off")
            yield piece
    except zlib.error as error:
        raise ParseError("bad_gzip", f"the packed text is damaged: {error}") from error


# --- decoding ----------------------------------------------------------------------------------

_MARKS = (
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
_BINARY = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", _MAGIC, b"BZh", b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"SQLite format 3", b"ID3", b"OggS", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "tis-620": "cp874",
}  # fmt: skip
"""What browsers read under these names: people use the characters that the narrow sets lack."""
_REFUSED = {"utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"}
"""No character sets of documents: they turn harmless bytes into markup, or take for ever."""
_GUESSES = (
    "cp949", "gb18030", "big5hkscs", "cp932", "euc_jp", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5",
    "cp1250", "iso8859_2", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
)  # fmt: skip
"""What news is still written in; the rarer a set, the likelier a guess at it is wrong."""
_ALPHABETS = (
    ("cp1252", "àâæçèéêëîïôœùûüÿ"),
    ("cp1252", "äöüßé"),
    ("cp1252", "áéíóúüñºª¿¡"),
    ("cp1252", "áâãàçéêíóôõúüºª"),
    ("cp1252", "àèéìíîòóùúºª"),
    ("cp1252", "åäöæøéüè"),
    ("cp1254", "çğıöşüâîûİ"),
    ("cp1250", "ąćęłńóśźż"),
    ("iso8859_2", "ąćęłńóśźż"),
    ("cp1250", "áäčďéěíĺľňóôŕřšťúůýž"),
    ("iso8859_2", "áäčďéěíĺľňóôŕřšťúůýž"),
    ("cp1250", "áéíóöőúüű"),
    ("iso8859_2", "áéíóöőúüű"),
    ("cp1250", "ăâîșțşţ"),
    ("cp1250", "čćđšž"),
)
"""What Latin letters beyond ASCII one language needs: a text that uses no others is in it."""
_PUNCTUATION = "\xa0\xad‘’‚“”„«»‹›–—…•·°§©®™€£½"

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_UTF16 = re.compile(r"charset\s*=\s*[\"']?\s*(?:utf-?16|unicode)", re.IGNORECASE)
_TAGS = re.compile(rb"<[^<>]*>|&#?\w+;")
_SHIFTS = {"iso2022": b"\x1b", "hz": b"~{"}
"""By which these encodings, all of ASCII, are known."""
_NO_CHARACTERS = "\ufeff\ufffe\uffff"
_NEVER = bytes([*range(9), 11, 12, *range(14, 32)])
_KINDS = bytes(byte not in _NEVER for byte in range(256))
"""Which bytes are none of them: a table costs a third of taking bytes out."""
_FORBIDDEN = re.compile(f"[{re.escape(_NEVER.decode())}{_NO_CHARACTERS}]")
_CONTROLS = re.compile(rb"[\x00-\x08\x10-\x1a\x1c-\x1f]")
"""Without those by which the ISO 2022 encodings shift between their sets."""
_ROWS = re.compile("[\x80-\xff‘-„†-…‰‹›€™ŠšŒœŽžŸƒˆ˜]+")
_HIGH = re.compile(rb"[\x80-\xff]+")
_STRAYS = re.compile("[\udc80-\udcff]+")
_WRITTEN = re.compile(
    "[\t\n\r -~\xa0-\u017f\u0370-\u06ff\u0900-\u0eff\u2010-\u203a\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]"
)
_SWAPPED = re.compile(r"[а-яёії][А-ЯЁІЇ]")
_IN_WORDS = re.compile(
    r"[^\W\d_][¤¦±¹²³µ¶¼¾¬¨¸¯¢¥¿¡№]|[¤¦±¹²³µ¶¼¾¬¨¸¯¢¥](?=[^\W\d_])|[a-zA-Z][\u0370-\u06ff]"
)
_COMMON_HAN = re.compile("[的一是在不了有和人大中上为為国國這这日年]")
_DOUBLED = re.compile(
    rb"\xc3(?:[\x82-\xb4]\xc2[\x80-\x9f]|\xa2\xe2[\x80\x82]|[\x90\x91][\xc2\xc5\xc6\xcb\xe2])"
)
"""A letter and a control, `â€` or `â‚`, `ÐŸ` in UTF-8: hardly anybody writes these."""
_TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TWICE = re.compile(f"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}")
"""A character in UTF-8, each of its bytes taken for one."""
_LOOKED_AT = 64 * 1024
_HEAD = 4096


def decode(body: bytes, media_type: str | None = None) -> str:
    """Give the text of a document, still with its markup, without characters that none may contain.

    Raises `ParseError`: `empty` or `binary`.
    """
    if not body.strip(b"\x00\t\n\r "):
        raise ParseError("empty", "there is nothing in it")
    if body.startswith(_BINARY):
        raise ParseError("binary", "this is not a text file")
    return _plain(body, media_type) or _permitted(
        _marked(body) or _wide(body, media_type) or _narrow(body, media_type)
    )


def _plain(body: bytes, media_type: str | None) -> str | None:
    """Read what most documents are: UTF-8 without a mark, a shift or a character that none may contain."""
    if b"\0" in body.translate(_KINDS) or _UTF16.search(media_type or ""):
        return None
    if any(_shifts(name, body) for name in _declared(body, media_type)):
        return None
    text = _strictly(body, "utf-8")
    if text is None or any(char in text for char in _NO_CHARACTERS):
        return None
    return _once(text) if _DOUBLED.search(body) else text


def _once(text: str) -> str:
    """Read what was written in UTF-8, taken for Windows-1252 and written in UTF-8 again: `donâ€™t`.

    Where most of what is not ASCII is as it should be, nothing is touched: `voilà »` may be meant.
    """
    doubled = sum(map(len, _TWICE.findall(text)))
    if 2 * doubled < len(text) - len(text.encode("ascii", "ignore")):
        return text
    return _TWICE.sub(lambda run: _undoubled(run[0]), text)


def _undoubled(run: str) -> str:
    raw = b"".join(char.encode("latin-1" if char < "\u0100" else "cp1252") for char in run)
    return _strictly(raw, "utf-8") or run


def _permitted(text: str) -> str:
    """Take out what no text may contain; most have none of it, and bytes are searched faster."""
    raw = text.encode("utf-8", "surrogatepass")
    odd = b"\0" in raw.translate(_KINDS) or any(char in text for char in _NO_CHARACTERS)
    return _FORBIDDEN.sub("", text) if odd else text


def _marked(body: bytes) -> str | None:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    return None


def _wide(body: bytes, media_type: str | None) -> str | None:
    """Read UTF-16 without its mark: named by the server, or known by bytes that no other text has."""
    head = body[:_HEAD]
    controls = len(_CONTROLS.findall(head))
    if controls <= max(2, len(head) * 0.01) and not _UTF16.search(media_type or ""):
        return None
    written = {name: _written(head, name) for name in ("utf-16-le", "utf-16-be")}
    name = max(written, key=lambda one: written[one])
    if written[name] > 0.9:
        return body.decode(name, "replace")
    if controls > len(head) * 0.05:
        raise ParseError("binary", "this is not a text file")
    return None


def _written(head: bytes, name: str) -> float:
    """Say how much of it would be of scripts that people write, ASCII a little before the others."""
    text = head[: len(head) // 2 * 2].decode(name, "replace")
    plain = sum(character.isascii() for character in text)
    return (len(_WRITTEN.findall(text)) + plain / 1000) / max(1, len(text))


def _narrow(body: bytes, media_type: str | None) -> str:
    declared = _declared(body, media_type)
    shifting = [name for name in declared if _shifts(name, body)]
    if text := next(filter(None, (_strictly(body, name) for name in (*shifting, "utf-8"))), None):
        return text
    # What says it is UTF-8 and is not has a flaw, or lies: both come later.
    texts = [text for name in declared if name != "utf-8" and (text := _attempt(body, name))]
    likely = next((text for text in texts if not _is_odd(text)), None)
    return likely or _mended(body) or _guessed(body, texts)


# --- what is declared --------------------------------------------------------------------------


def _declared(body: bytes, media_type: str | None) -> list[str]:
    head = body[:_HEAD]
    found = (
        _CHARSET.search((media_type or "").encode("ascii", "replace")),
        _XML.search(head),
        _CHARSET.search(head) if b"<" in head else None,
    )
    names = (_known(match[1].decode("ascii")) for match in found if match)
    return list(dict.fromkeys(name for name in names if name))


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    wide = name in _REFUSED or name.startswith(("utf-16", "utf-32"))  # it would have zeros
    return None if wide else _WIDER.get(name, name)


def _shifts(name: str, body: bytes) -> bool:
    return any(name.startswith(kind) and shift in body for kind, shift in _SHIFTS.items())


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeError, LookupError):  # LookupError: `hex` and its like are no text encodings
        return None


def _attempt(body: bytes, name: str) -> str | None:
    """Decode, though a character here and there may be broken."""
    try:
        text = body.decode(name, "replace")
    except (UnicodeError, LookupError):
        return None
    broken = text.count("\ufffd")
    return (
        text
        if broken == 0 or broken * 20 <= len(text) - len(text.encode("ascii", "ignore"))
        else None
    )


def _is_odd(text: str) -> bool:
    """Tell a text that nobody would write so: decoded by another's table."""
    sample = text[:_LOOKED_AT]
    foreign = [character for character in sample if character > "\x7f"][:_HEAD]
    if len(foreign) < 4:
        return False

    def share(*ranges: str) -> float:
        return sum(any(one[0] <= c <= one[1] for one in ranges) for c in foreign) / len(foreign)

    return (
        sum(len(row) for row in _ROWS.findall(sample) if len(row) > 2) * 2 > len(foreign)
        or len(_IN_WORDS.findall(sample)) * 10 > len(foreign)
        or share("\x80\x9f", "─▟", "\ue000\uf8ff", "\ufffd\ufffd") > 0.05
        or share("｡ﾟ") > 0.2
        or (share("가힣") > 0.1 and share("一鿿") > 0.25)
        or len(_SWAPPED.findall(sample)) * (50 if share("А\u042f") > 0.6 else 10) > len(foreign)
        or (share("一鿿") * len(foreign) > 40 and not _COMMON_HAN.search(sample))
    )


# --- what nobody says --------------------------------------------------------------------------


def _mended(body: bytes) -> str | None:
    """Read UTF-8 that has a flaw: cut, or with single bytes of Windows-1252 in it."""
    text = body.decode("utf-8", "surrogateescape")
    stray = sum(map(len, _STRAYS.findall(text)))
    if stray > sum(1 for character in text if "\x7f" < character < "\udc80"):
        return None
    return _STRAYS.sub(lambda run: _mend(run[0]), text)


def _mend(run: str) -> str:
    raw = run.encode("utf-8", "surrogateescape")
    return raw.decode("cp1252", "replace") if len(raw) == 1 else "\ufffd"


def _guessed(body: bytes, declared: list[str]) -> str:
    text = _by_alphabet(body) or _detected(body)
    return declared[0] if declared and (text is None or _is_odd(text)) else text or _mojibake(body)


def _by_alphabet(body: bytes) -> str | None:
    """Read Latin script, whose letters beyond ASCII stand alone, by the language that uses them."""
    runs = [len(run) for run in _HIGH.findall(body)]
    if sum(length for length in runs if length > 1) * 2 > sum(runs):
        return None
    for name, alphabet in _ALPHABETS:
        if (text := _strictly(body, name)) and _foreign(text) <= set(alphabet):
            return text
    return None


def _foreign(text: str) -> set[str]:
    return {character.lower() for character in set(text) - set(_PUNCTUATION) if character > "\x7f"}


def _detected(body: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only worker processes pay for it

    sample = _TAGS.sub(b" ", body[:_LOOKED_AT])
    best = from_bytes(sample, cp_isolation=list(_GUESSES)).best()
    return body.decode(best.encoding, "replace") if best is not None else None


def _mojibake(body: bytes) -> str:
    return body.decode("cp1252", "replace")
