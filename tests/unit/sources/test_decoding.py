import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import ParseError
from service.sources.formats.decoding import decode


RUSSIAN = "<?xml version='1.0'?><rss>Паром сел на мель у берегов Лундби, все в безопасности</rss>"


def declared(name: str) -> str:
    return f'<?xml version="1.0" encoding="{name}"?><rss>Ålesund, 북한</rss>'


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_needs_no_label(codec):
    """What is Unicode is recognised with and without a mark."""
    assert decode("<rss>북한 Ålesund</rss>".encode(codec)) == "<rss>북한 Ålesund</rss>"


def test_declared_by_the_document():
    """The XML declaration is believed."""
    text = '<?xml version="1.0" encoding="euc-kr"?><rss>북한</rss>'
    assert decode(text.encode("euc-kr")) == text


def test_declared_by_the_server():
    """The Content-Type is believed before the document."""
    text = '<?xml version="1.0" encoding="koi8-r"?><rss>Паром</rss>'
    assert decode(text.encode("cp1251"), "text/xml; charset=windows-1251") == text


@pytest.mark.parametrize("media_type", ["text/xml", "text/xml; charset=iso-8859-1", None])
def test_mislabelled_utf8(media_type):
    """Valid UTF-8 is UTF-8, whatever the server says (and whatever RFC 3023 makes of `text/xml`)."""
    assert decode(declared("iso-8859-1").encode(), media_type) == declared("iso-8859-1")


def test_stray_byte():
    """One byte of Windows-1252 does not spoil a UTF-8 document."""
    assert decode("<rss>Ålesund ".encode() + b"don\x92t</rss>") == "<rss>Ålesund don’t</rss>"


def test_undeclared_latin():
    """Isolated high bytes are Windows-1252."""
    assert decode(
        "<rss>Ein Schiff lief auf Grund, die Fähre fährt</rss>".encode("cp1252")
    ).endswith("die Fähre fährt</rss>")


def test_undeclared_cyrillic():
    """Rows of high bytes are guessed at."""
    assert decode(RUSSIAN.encode("cp1251")) == RUSSIAN


@pytest.mark.parametrize("label", ["utf-7", "idna", "unicode_escape", "hex", "no-such-set"])
def test_labels_that_are_no_character_sets(label):
    """Labels that would turn harmless bytes into markup are passed over."""
    body = f'<?xml version="1.0" encoding="{label}"?><rss>+ADw-b+AD4-'.encode() + b"\xe9</rss>"
    assert decode(body).endswith("+ADw-b+AD4-é</rss>")


def test_nothing_there():
    """Blanks and NULs are nothing."""
    with pytest.raises(ParseError, match="empty"):
        decode(b" \x00\n")


@settings(deadline=None)
@given(st.binary(), st.sampled_from([None, "text/xml; charset=utf-16", "x; charset=big5"]))
def test_any_bytes(body, media_type):
    """Whatever the bytes, the text can be stored as UTF-8 and holds no NUL."""
    text = decode(b"<" + body, media_type)

    assert "\x00" not in text
    text.encode()
