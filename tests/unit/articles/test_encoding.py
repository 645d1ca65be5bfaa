import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.encoding import cap, clean, decode
from service.errors import ParseError


KOREAN = "북한이 러시아에 무기를 이전했다고 국방부가 밝혔다. 회담은 계속된다고 덧붙였다."
RUSSIAN = (
    "Министерство обороны сообщило о передаче оружия. Переговоры продолжаются, заявил министр."
)


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_marks_decide(name):
    """A byte order mark says what the bytes are, whatever else is declared."""
    assert decode(KOREAN.encode(name), "text/plain; charset=iso-8859-1") == KOREAN


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_unmarked_utf16(name):
    """UTF-16 without a mark is known by its zeros."""
    text = "The ministry said on Monday, 북한"
    assert decode(text.encode(name)) == text


@pytest.mark.parametrize(
    ("name", "label"),
    [("cp949", "ks_c_5601-1987"), ("euc_kr", "EUC-KR"), ("iso2022_kr", "iso-2022-kr")],
)
def test_declared_charset(name, label):
    """The server's charset is believed where the bytes allow it."""
    assert decode(KOREAN.encode(name), f"text/html; charset={label}") == KOREAN


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<meta http-equiv=x content='text/html; charset=cp1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_charset_in_markup(head):
    """A page's own declaration counts where the server is silent."""
    text = f"{head}<p>{RUSSIAN}</p>"
    assert decode(text.encode("cp1251"), "text/html") == text


def test_undeclared_charset_is_guessed():
    """Where nobody says, the bytes are looked at."""
    assert decode((RUSSIAN * 20).encode("cp1251")) == RUSSIAN * 20


def test_utf8_beats_a_false_label():
    """Valid UTF-8 is UTF-8: a server that says Latin-1 says so for everything."""
    assert decode("“Ça va”".encode(), "text/html; charset=iso-8859-1") == "“Ça va”"


def test_broken_utf8_is_still_utf8():
    """One broken byte, or a cut, does not turn a text into another encoding."""
    text = decode(KOREAN.encode()[:-1] + b"\xff", "text/plain; charset=utf-8")
    assert text.startswith("북한이 러시아에")
    assert text.endswith("\ufffd")


@pytest.mark.parametrize("label", ["utf-7", "hex", "no-such-thing", "unicode_escape"])
def test_dangerous_labels_are_no_charsets(label):
    """What no browser reads is not read here."""
    assert decode(b"caf\xe9 +ADw-script+AD4- " * 9, f"text/html; charset={label}").startswith(
        "café +ADw-"
    )


def test_latin1_means_windows():
    """Pages that say Latin-1 use the quotes of Windows."""
    assert decode(b"\x93quoted\x94", "text/plain; charset=iso-8859-1") == "“quoted”"


@pytest.mark.parametrize("body", [b"", b" \n\t", b"\x00\x00"])
def test_empty(body):
    """Nothing is reported as nothing."""
    with pytest.raises(ParseError, match=r"^empty"):
        decode(body)


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n",
        b"PK\x03\x04",
        bytes(range(256)) * 8,
        b"abc\x00\x00\x01\x02 x" * 40,
        b"ab\x01\x02\x03\x04" * 40,
    ],
)
def test_binary(body):
    """What is no text is not read as text."""
    with pytest.raises(ParseError, match=r"^binary"):
        decode(body)


def test_odd_utf16_is_read_another_way():
    """Half a character at the end does not make a text unreadable."""
    assert "ministry" in decode("The ministry said 北".encode("utf-16-le") + b"\xd8").replace(
        "\x00", ""
    )


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("a\x00b\x1b[31mc\x9f", "ab[31mc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("abc\u202edef\u2066ghi\u200f", "abcdefghi"),
        ("mis\u00adsile mis\u200bsile", "missile missile"),
        ("ไทย\u200bไทย", "ไทย\u200bไทย"),
        ("lone \ud800 surrogate \ufffe", "lone  surrogate "),
        ("e\u0301", "é"),
    ],
)
def test_clean(dirty, expected):
    """What nobody can see goes; what is left is in NFC."""
    assert clean(dirty) == expected


def test_piles_of_marks_are_cut_quickly():
    """A hundred thousand accents on one letter neither stay nor take minutes to sort."""
    assert len(clean("z" + "\u0301\u0316" * 50_000 + "!")) <= 12


@given(st.text(alphabet=st.characters(codec=None)))
def test_clean_is_final(text):
    """Cleaning twice is cleaning once, and what is clean can be stored anywhere."""
    once = clean(text)
    assert clean(once) == once
    assert once.encode() is not None


def test_cap_prefers_a_blank():
    """A text is cut between words where it can be."""
    assert cap("short", 10) == "short"
    assert cap("a" * 95 + " bbbbbbbb", 100) == "a" * 95
    assert cap("a" * 200, 100) == "a" * 100
