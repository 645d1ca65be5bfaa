"""Bytes become text: unpacked, then decoded, whatever they say of themselves."""

import gzip
import zlib
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import ParseError
from service.model import Document
from service.texts import MOST_BYTES, decode, inflated, unpacked
from tests.endings import ends


LANGUAGES = {
    "ko": "북한이 러시아에 무기를 이전했다고 국방부가 밝혔다. 회담은 내일까지 계속된다고 대변인은 덧붙였다. 여객선은 무사하다. ",
    "zh": "国防部星期一表示，两国代表团将在首都举行会谈，讨论武器转让的问题。发言人补充说，谈判将持续到明天。",
    "zh-tw": "國防部星期一表示，兩國代表團將在首都舉行會談，討論武器轉讓的問題。發言人補充說，談判將持續到明天。",
    "ja": "防衛省は月曜日、両国の代表団が首都で会談し、武器移転の問題を協議すると発表した。フェリーは全員無事だった。",
    "ru": "Министерство обороны сообщило о передаче оружия. Переговоры продолжаются, заявил министр. Паром сел на мель. ",
    "uk": "Міністерство оборони повідомило про передачу зброї. Переговори тривають, заявив міністр. Пором сів на мілину. ",
    "de": "Das Außenministerium bestätigte die Gespräche. Eine Fähre lief vor Lundby auf Grund; alle „Passagiere“ sind wohlauf. ",
    "fr": "Le ministère a confirmé le transfert d’armes. « Les négociations se poursuivent », a déclaré le ministre. ",
    "pl": "Ministerstwo potwierdziło przekazanie broni. Rozmowy będą kontynuowane, oświadczył minister. Źródła milczą. ",
    "tr": "Savunma Bakanlığı silah sevkiyatını doğruladı. Görüşmeler sürüyor, dedi bakan. Feribot karaya oturdu. ",
    "el": "Το υπουργείο Άμυνας επιβεβαίωσε τη μεταφορά όπλων. Οι συνομιλίες συνεχίζονται, δήλωσε ο υπουργός. ",
    "ar": "أعلنت وزارة الدفاع يوم الاثنين نقل الأسلحة. وقال الوزير إن المحادثات مستمرة. ",
    "he": "משרד הביטחון אישר את העברת הנשק. השיחות נמשכות, אמר השר. מעבורת עלתה על שרטון סמוך לנמל. ",
    "th": "กระทรวงกลาโหมยืนยันการถ่ายโอนอาวุธ การเจรจายังดำเนินต่อไป รัฐมนตรีกล่าว เรือข้ามฟากเกยตื้นใกล้ท่าเรือ",
}
WRITTEN = [
    *(("ko", codec) for codec in ("euc_kr", "cp949")),
    *(("zh", codec) for codec in ("gb18030", "gb2312", "gbk")),
    ("zh-tw", "big5"),
    *(("ja", codec) for codec in ("shift_jis", "cp932", "euc_jp")),
    *(("ru", codec) for codec in ("cp1251", "koi8_r", "iso8859_5", "cp866")),
    *(("uk", codec) for codec in ("cp1251", "koi8_u")),
    ("de", "cp1252"),
    ("fr", "cp1252"),
    *(("pl", codec) for codec in ("cp1250", "iso8859_2")),
    ("tr", "cp1254"),
    ("el", "cp1253"),
    ("ar", "cp1256"),
    ("he", "cp1255"),
    ("th", "cp874"),
    *(
        (language, codec)
        for language in LANGUAGES
        for codec in ("utf-16-le", "utf-16-be", "utf-8")
    ),
]
LIES = [
    (language, codec, lie)
    for language, codec in WRITTEN
    for lie in ("utf-8", "iso-8859-1", "us-ascii")
    if codec != "cp1254" or lie == "utf-8"  # read as Latin-1 it is all letters of Iceland
]
KOREAN = LANGUAGES["ko"].strip()
PAGE = '<!doctype html><html><head>{head}<title>News</title></head><body><a href="/">Home</a><p>{text}</p></body></html>'


# --- decoding ------------------------------------------------------------------------------------


@pytest.mark.parametrize("markup", ["{text}", PAGE], ids=["text", "page"])
@pytest.mark.parametrize(("language", "codec"), WRITTEN)
def test_what_nobody_declares_is_recognised(language: str, codec: str, markup: str) -> None:
    """Two sentences are enough to tell the encodings that news is written in."""
    text = markup.replace("{head}", "").replace("{text}", LANGUAGES[language])
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize(("language", "codec", "lie"), LIES)
def test_the_usual_lies_are_seen_through(language: str, codec: str, lie: str) -> None:
    """Servers and templates say UTF-8 or Latin-1 of everything; what cannot be so is not believed."""
    text = PAGE.format(head=f'<meta charset="{lie}">', text=LANGUAGES[language])
    assert decode(text.encode(codec), f"text/html; charset={lie}") == text


@pytest.mark.parametrize(("language", "codec"), WRITTEN)
@pytest.mark.parametrize("length", [6, 15, 40, 4000])
def test_the_truth_is_believed(language: str, codec: str, length: int) -> None:
    """A right label is never overruled, however short the text."""
    text = (LANGUAGES[language] * 80)[:length]
    label = {"cp949": "ks_c_5601-1987"}.get(codec, codec.replace("_", "-"))
    assert decode(text.encode(codec), f"text/plain; charset={label}") == text


@pytest.mark.parametrize(
    ("language", "codec", "lie"),
    [
        ("ru", "koi8_r", "windows-1251"),
        ("ru", "cp1251", "koi8-r"),
        ("zh", "gb18030", "euc-kr"),
        ("ko", "euc_kr", "gb2312"),
        ("ko", "euc_kr", "shift_jis"),
        ("ja", "shift_jis", "utf-8"),
        ("pl", "iso8859_2", "iso-8859-1"),
        ("de", "cp1252", "koi8-r"),
        ("de", "cp1252", "utf-16"),
    ],
)
def test_a_document_that_mistakes_itself(language: str, codec: str, lie: str) -> None:
    """An XML declaration is believed only where the text that it makes could have been written."""
    text = f'<?xml version="1.0" encoding="{lie}"?><rss>{LANGUAGES[language] * 4}</rss>'
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-32-le", "cp037"])
def test_unicode_needs_no_label(codec: str) -> None:
    """What is marked, or begins as XML does, says itself what it is."""
    text = "<?xml version='1.0'?><rss>ferry</rss>"
    assert decode(text.encode(codec), "text/plain; charset=iso-8859-1") == text


@pytest.mark.parametrize(
    "text", ["防衛省\nは武器移転の問題を 10 日に協議する", "<rss>북한</rss>", '{"a": "북"}']
)
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_unmarked_utf16_without_a_blank(text: str, codec: str) -> None:
    """UTF-16 is known by its shape, also in scripts that have no blanks."""
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize(
    ("codec", "label"),
    [("iso2022_kr", "iso-2022-kr"), ("iso2022_jp", "iso-2022-jp"), ("hz", "hz-gb-2312")],
)
def test_encodings_that_shift(codec: str, label: str) -> None:
    """Those that are all ASCII are believed where their shifts are there."""
    text = LANGUAGES[{"iso2022_kr": "ko", "iso2022_jp": "ja", "hz": "zh"}[codec]]
    assert decode(text.encode(codec), f"text/plain; charset={label}") == text


def test_the_server_is_asked_before_the_document() -> None:
    """The Content-Type is believed first."""
    text = '<?xml version="1.0" encoding="koi8-r"?><rss>Паром сел на мель</rss>'
    assert decode(text.encode("cp1251"), "text/xml; charset=windows-1251") == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<meta http-equiv=x content='text/html; charset=cp1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_document_declares_itself(head: str) -> None:
    """A page's own declaration counts where the server is silent."""
    assert decode(f"{head}<p>Паром".encode("cp1251"), "text/html") == f"{head}<p>Паром"


def test_latin1_means_windows() -> None:
    """Those who say Latin-1 use the quotes of Windows."""
    assert decode(b"\x93quoted\x94", "text/plain; charset=iso-8859-1") == "“quoted”"


def test_stray_bytes_do_not_spoil_utf8() -> None:
    """One byte of Windows-1252, or a cut, does not turn a text into another encoding."""
    assert decode("<rss>Ålesund ".encode() + b"don\x92t</rss>") == "<rss>Ålesund don’t</rss>"
    assert decode(KOREAN.encode()[:-1] + b"\xeb\x8b", "x; charset=utf-8").endswith(
        "무사하다\ufffd"
    )


def test_a_broken_character_does_not_spoil_a_declared_encoding() -> None:
    """A text that was cut within a character is still what it says it is."""
    text = decode((LANGUAGES["ko"] * 9).encode("cp949") + b"\xb0", "text/plain; charset=euc-kr")
    assert text == LANGUAGES["ko"] * 9 + "\ufffd"


@pytest.mark.parametrize("label", ["utf-7", "idna", "unicode_escape", "hex", "no-such-set", "a.b"])
def test_labels_that_are_no_character_sets(label: str) -> None:
    """Labels that would turn harmless bytes into markup are passed over."""
    body = f'<?xml version="1.0" encoding="{label}"?><rss>caf'.encode() + b"\xe9 +ADw-b+AD4-</rss>"
    assert decode(body, f"text/xml; charset={label}").endswith("café +ADw-b+AD4-</rss>")


def test_what_no_document_may_contain_is_dropped() -> None:
    """Control characters go, and the mark at the beginning."""
    assert decode("\ufeffa\x08b\ufffe\tc".encode()) == "ab\tc"


def test_noise_is_read_somehow() -> None:
    """High bytes in no encoding's order are no reason to fail."""
    assert decode(bytes(range(128, 256)) * 3)


@pytest.mark.parametrize("body", [b"", b" \n\t", b"\x00\x00"])
def test_nothing_is_reported_as_nothing(body: bytes) -> None:
    """Blanks and NULs are nothing."""
    with pytest.raises(ParseError, match=r"^empty"):
        decode(body)


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        bytes(range(256)) * 8,
        b"abc\x00\x00\x01\x02 x" * 40,
        b"ab\x01\x02\x03\x04" * 40,
    ],
)
def test_binary(body: bytes) -> None:
    """What is no text is not read as text."""
    with pytest.raises(ParseError, match=r"^binary"):
        decode(body)


@settings(deadline=None)
@given(st.binary(), st.sampled_from([None, "text/xml; charset=utf-16", "x; charset=big5"]))
def test_any_bytes(body: bytes, media_type: str | None) -> None:
    """Whatever the bytes, a text can be stored as UTF-8 and holds no NUL; or they are binary."""
    with suppress(ParseError):  # binary
        text = decode(b"<" + body, media_type)
        assert "\x00" not in text
        text.encode()


# --- unpacking -----------------------------------------------------------------------------------

TEXT = b"Ferry aground off Lundby. " * 40


def packed(body: bytes, name: str = "a.txt.gz") -> Document:
    return Document(name=name, body=body, stamp="7")


def test_a_packed_document_is_unpacked() -> None:
    """It keeps all else; its name loses the ending."""
    assert unpacked(packed(gzip.compress(TEXT), "in/A.TXT.GZ")) == Document(
        name="in/A.TXT", body=TEXT, stamp="7"
    )


def test_only_a_name_says_that_a_document_is_packed() -> None:
    """Any other comes back as it is."""
    document = packed(gzip.compress(TEXT), "a.txt")
    assert unpacked(document) is document


def test_parts_strung_together_and_padding() -> None:
    """Several members are one text, as `cat a.gz b.gz` makes them; tapes pad with zeros."""
    body = gzip.compress(TEXT) + gzip.compress(b"") + gzip.compress(b"End")
    assert inflated(body + bytes(512)) == TEXT + b"End"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (gzip.compress(TEXT)[:-9], "breaks off"),
        (gzip.compress(TEXT)[:12], "breaks off"),
        (gzip.compress(TEXT)[:-8] + bytes(8), "damaged"),
        (b"\x1f\x8b" + b"x" * 50, "damaged"),
        (gzip.compress(TEXT) + b"junk", "something follows"),
        (TEXT, "it is no gzip"),
        (zlib.compress(TEXT), "it is no gzip"),
        (b"", "it is no gzip"),
        (gzip.compress(gzip.compress(TEXT)), "packed twice"),
        (gzip.compress(b"x") * 101, "more than 100 parts"),
    ],
    ids=count(),  # a packed text holds its time: as an id it would differ from process to process
)
def test_what_is_not_whole_says_why(body: bytes, said: str) -> None:
    """Nothing is taken of a damaged file: half a report may say the contrary of the whole."""
    with pytest.raises(ParseError, match=f"^bad_gzip: .*{said}"):
        inflated(body)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (gzip.compress(bytes(9 * 1024 * 1024)), "like a bomb"),
        (gzip.compress(bytes(40 * 1024 * 1024)), "like a bomb"),
        (gzip.compress(bytes(range(251)) * 50_000, 1), "10,485,760 bytes when unpacked"),
        (gzip.compress(bytes(10 * 1024 * 1024), 0) * 2, "10,485,760 bytes when unpacked"),
    ],
    ids=["by its ratio", "huge", "by its size", "in parts"],
)
def test_bombs_are_stopped_while_they_are_small(body: bytes, said: str) -> None:
    """Neither the ratio nor the size goes beyond its bound, and refusing ends."""
    with ends(), pytest.raises(ParseError, match=f"^too_large: .*{said}"):
        inflated(body)


def test_short_texts_may_be_packed_tightly() -> None:
    """Blanks shrink to nothing: below a megabyte that is no bomb."""
    assert len(inflated(gzip.compress(b" " * 1_000_000))) == 1_000_000
    assert len(inflated(gzip.compress(bytes(MOST_BYTES), 0))) == MOST_BYTES


@pytest.mark.parametrize("table", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        "The ferry’s captain – “we sail” – said no more",
        "Паром йдет в порт",
        "여객선이 떠났다",
        "Fähre: 3 €",
    ],
)
def test_utf8_that_was_encoded_twice(text: str, table: str) -> None:
    """What one system took for another's table, and encoded again, is read as it was meant."""
    raw = text.encode()
    try:
        twice = raw.decode(table).encode()
    except UnicodeDecodeError:
        twice = raw.decode("latin-1").encode()
    assert decode(b"<p>" + twice + b"</p>") == f"<p>{text}</p>"


def test_what_looks_like_it_was_encoded_twice() -> None:
    """Beside much that is as it should be, little is touched; and what is no UTF-8 stays."""
    text = "Voilà » dit-il, « voilà » : les élèves de l’été où naît â€™"
    assert decode(text.encode()) == text
    assert decode("â€x".encode()) == "â€x"
