"""Mails: newsletters, alerts, and reports that somebody forwards."""

import base64
import gzip
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.articles.read import read
from service.errors import ParseError
from service.model import Document, Hints, Reading
from tests.endings import ends


SENTENCES = (
    "LUNDBY (Meridian) -- A ferry with 41 people aboard ran aground off Lundby on Monday, the coast guard said.",
    "All passengers were taken ashore by two fishing boats, and nobody was hurt, a spokesman told reporters.",
    "The ministry said that it would publish its findings about the beacon within ten days.",
)
TEXT = "\n\n".join(SENTENCES)
HTML = f"""<html><head><title>Mail</title></head><body><article><h1>Ferry runs aground off Lundby</h1>
{"".join(f"<p>{one}</p>" for one in SENTENCES)}</article></body></html>"""
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
KOREAN = "여객선이 룬비 앞바다에서 좌초했으나 승객은 모두 무사하다고 해경이 월요일 밝혔다."


def letter(text: str | None = TEXT, html: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    usual = {
        "From": "Ana Silva <ana.silva@meridianwire.example>",
        "Subject": "Ferry runs aground off Lundby",
        "Date": "Mon, 02 Mar 2026 07:12:00 +0100",
    }
    for name, value in (usual | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is None:
        message.set_content(html, subtype="html")
    elif html is not None:
        message.add_alternative(html, subtype="html")
    return message


def taken(mail: EmailMessage | bytes, hints: Hints, name: str = "a.eml") -> Reading:
    body = mail if isinstance(mail, bytes) else mail.as_bytes()
    return read(Document(name=name, body=body), hints)


def raw(*headers: str | bytes, body: str | bytes = TEXT) -> bytes:
    lines = [one if isinstance(one, bytes) else one.encode() for one in headers]
    return b"\r\n".join([*lines, b"", body if isinstance(body, bytes) else body.encode()])


# --- what a mail says of itself ------------------------------------------------------------------


def test_a_mail_is_an_article(hints: Hints) -> None:
    """Subject, sender, date with its zone, and the text, furniture and all else left out."""
    reading = taken(letter(), hints)
    assert (reading.title, reading.author) == ("Ferry runs aground off Lundby", "Ana Silva")
    assert reading.text == TEXT
    assert (reading.outlet, reading.language) == ("meridianwire.example", "en")
    assert reading.published is not None
    assert reading.published.value == "2026-03-02T07:12:00+01:00"
    assert (reading.published.zone, reading.published.provenance) == ("stated", "mail")
    assert reading.attachments == 0


@pytest.mark.parametrize(
    ("sender", "author", "outlet"),
    [
        ("Ana Silva <ana@meridianwire.example>", "Ana Silva", "meridianwire.example"),
        ("Ana Silva <ana@gmail.com>", "Ana Silva", None),
        ("Ana Silva <ana@yna.co.kr>", "Ana Silva", "Yonhap News Agency"),
        ('"Silva, Ana" <ana@meridianwire.example>', "Ana Silva", "meridianwire.example"),
        ("Meridian Wire <ana@meridianwire.example>", None, "Meridian Wire"),
        ("The Harbour Post <newsletter@mailer.example>", None, "The Harbour Post"),
        ("Ana Silva, The Harbour Post <x@mailer.example>", "Ana Silva", "The Harbour Post"),
        ("Ana Silva (Harbour Post) <x@mailer.example>", "Ana Silva", "Harbour Post"),
        ("Ana Silva via Harbour Post <x@mailer.example>", "Ana Silva", "Harbour Post"),
        ("The News at Ten <x@mailer.example>", None, "The News at Ten"),
        ("newsdesk@mailer.example", None, "mailer.example"),
        ("=?utf-8?q?J=C3=B6rg_Weiss?= <j@mailer.example>", "Jörg Weiss", "mailer.example"),
        ("ana@mailer.example (Ana Silva)", "Ana Silva", "mailer.example"),
        ("a briefing for nobody", None, "a briefing for nobody"),
        ("", None, None),
    ],
)
def test_who_sends(sender: str, author: str | None, outlet: str | None, hints: Hints) -> None:
    """A person is the writer; an office, or a name like its domain's, is the outlet."""
    reading = taken(raw(f"From: {sender}", "Subject: Ferry"), hints)
    assert (reading.author, reading.outlet) == (author, outlet)


def test_an_organization_is_the_outlet(hints: Hints) -> None:
    """The header that is there for it counts more than the mail's domain."""
    reading = taken(letter(Organization="Harbour Post"), hints)
    assert (reading.author, reading.outlet) == ("Ana Silva", "Harbour Post")


def test_what_is_known_of_the_source_fills_gaps(hints: Hints) -> None:
    """A source's outlet counts where the mail names none."""
    known = Hints(now=hints.now, outlet="Harbour Post", language="en")
    assert taken(raw("Subject: Ferry"), known).outlet == "Harbour Post"


@pytest.mark.parametrize(
    ("date", "value", "zone"),
    [
        ("Mon, 02 Mar 2026 07:12:00 +0900 (KST)", "2026-03-02T07:12:00+09:00", "stated"),
        ("Mon, 2 Mar 2026 07:12 GMT", "2026-03-02T07:12+00:00", "stated"),
        ("2 Mar 2026 07:12:30 -0500", None, None),  # it would be after now
        ("1 Mar 2026 07:12:30 -0500", "2026-03-01T07:12:30-05:00", "stated"),
        ("1 Mar 2026 07:12:30", "2026-03-01T07:12:30", "assumed"),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_when(date: str, value: str | None, zone: str | None, hints: Hints) -> None:
    """The date keeps its zone; what is none, or lies ahead, is not made one."""
    published = taken(raw(f"Date: {date}", "Subject: Ferry"), hints).published
    assert (published and published.value, published and published.zone) == (value, zone)


def test_where_it_is_archived_is_its_address(hints: Hints) -> None:
    """`Archived-At` (RFC 5064) is the mail's own link."""
    mail = letter(Archived_At="<https://lists.example/2026/41>", Content_Language="en-GB")
    assert taken(mail, hints).url == "https://lists.example/2026/41"


# --- headers, as they really come ----------------------------------------------------------------


def words(text: str, codec: str, label: str, size: int) -> str:
    """Encode as mailers do that cut a text where it is full, amid a character if need be."""
    body = text.encode(codec)
    cut = [body[at : at + size] for at in range(0, len(body), size)]
    return "\r\n ".join(f"=?{label}?B?{base64.b64encode(one).decode()}?=" for one in cut)


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("여객선 룬비 앞바다 좌초", "cp949", "ks_c_5601-1987"),
        ("여객선 룬비 앞바다 좌초", "euc_kr", "euc-kr"),
        ("渡輪在港口附近擱淺", "big5", "Big5"),
        ("渡轮在港口附近搁浅，无人受伤", "gb18030", "gb2312"),
        ("フェリーが港の近くで座礁", "shift_jis", "Shift_JIS"),
        ("Паром сел на мель у Лундби", "cp1251", "windows-1251"),
        ("Паром сел на мель у Лундби", "koi8_r", "koi8-r*ru"),
        ("Fähre läuft vor Lundby auf Grund", "utf-8", "utf-8"),
    ],
)
@pytest.mark.parametrize("size", [7, 200])
def test_encoded_subjects(text: str, codec: str, label: str, size: int, hints: Hints) -> None:
    """Encoded words are undone in the wider set that is meant, though a character is split in two."""
    assert taken(raw(f"Subject: {words(text, codec, label, size)}"), hints).title == text


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?Q?F=C3=A4hre_auf?= =?UTF-8?q?_Grund?=, sagt Wien", "Fähre auf Grund, sagt Wien"),
        ("=?utf-8?q?F=C3=A4hre?= =?iso-8859-1?q?_l=E4uft?=", "Fähre läuft"),
        ("A =?utf-8?B?RsOkaHJl?= b =?utf-8?B?Ym9vdA==?=", "A Fähre b boot"),
        ("=?utf-8?B?RsOkaHJl", "=?utf-8?B?RsOkaHJl"),
        ("=?utf-8?B?a?=", "a"),
        ("=?no-such-set?Q?Ferry?=", "Ferry"),
        ("Before =?utf-8?Q??= after", "Before after"),
        ("=?utf-8?Q?=E2=80=AEreversed?=", "reversed"),
        ("Two\r\n lines\r\n\tand a third", "Two lines and a third"),
    ],
)
def test_odd_subjects(subject: str, title: str, hints: Hints) -> None:
    """What is broken is left as it is, and costs no article."""
    assert taken(raw(f"Subject: {subject}"), hints).title == title


@pytest.mark.parametrize("codec", ["utf-8", "cp949"])
def test_headers_that_nobody_encoded(codec: str, hints: Hints) -> None:
    """Raw bytes in a header are read as the text is."""
    subject = "Subject: 여객선이 룬비 앞바다에서 좌초했으나 승객은 무사".encode(codec)
    kind = f"Content-Type: text/plain; charset={codec.replace('cp949', 'euc-kr')}"
    reading = taken(raw(subject, kind, body=KOREAN.encode(codec)), hints)
    assert reading.title == "여객선이 룬비 앞바다에서 좌초했으나 승객은 무사"
    assert reading.text == KOREAN


# --- which part is the text ----------------------------------------------------------------------


def test_plain_text_is_preferred(hints: Hints) -> None:
    """Of two forms of one text the plain one is read."""
    assert taken(letter(TEXT, "<p>Something else altogether, in colours.</p>"), hints).text == TEXT


@pytest.mark.parametrize("plain", [None, "", "Please use a mail program that can show HTML."])
def test_a_page_is_read_where_there_is_no_plain_text(plain: str | None, hints: Hints) -> None:
    """A plain part that only says that there is a page counts as none."""
    reading = taken(letter(plain, HTML), hints)
    assert reading.title == "Ferry runs aground off Lundby"
    assert reading.text == TEXT


def test_a_layout_of_tables_is_no_menu(hints: Hints) -> None:
    """Newsletters stand in tables, which an extractor of pages takes for furniture."""
    rows = "".join(
        f"<tr><td><table><tr><td>{one}</td></tr></table></td></tr>" for one in SENTENCES
    )
    reading = taken(letter(None, f"<html><body><table>{rows}</table></body></html>"), hints)
    assert all(one in reading.text for one in SENTENCES)


def test_a_briefing_is_no_menu(hints: Hints) -> None:
    """Where the extractor of pages finds next to nothing, all that is shown is read."""
    items = "".join(f"<p>{one}</p>" for one in SENTENCES)
    page = f"<html><body><p>Good morning.</p><footer>{items}</footer></body></html>"
    reading = taken(letter(None, page), hints)
    assert all(one in reading.text for one in SENTENCES)


def test_a_page_in_which_no_article_is_found(hints: Hints) -> None:
    """Without a subject either, the text names itself."""
    page = f"<html><body><footer><p>{SENTENCES[1]}</p></footer></body></html>"
    mail = raw("From: a@b.example", "Content-Type: text/html", body=page)
    assert taken(mail, hints).title == SENTENCES[1]


def test_a_page_without_anything_is_nothing(hints: Hints) -> None:
    """A picture is no text; the subject stays."""
    reading = taken(letter(None, "<html><body><img src='cid:a'></body></html>"), hints)
    assert (reading.title, reading.text) == ("Ferry runs aground off Lundby", "")


def test_attachments_are_counted_and_not_read(hints: Hints) -> None:
    """Files and forwarded mails are none of the text; pictures within the page are not counted."""
    mail = letter(TEXT, HTML)
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment("Do not read me, I am a list.", filename="list.txt")
    mail.add_attachment(letter("Do not read me, I am another mail."))
    body = mail.as_bytes()
    assert (taken(body, hints).attachments, taken(body, hints).text) == (3, TEXT)


def test_pictures_of_a_page_are_no_attachments(hints: Hints) -> None:
    """What a page shows by its content id belongs to it; other parts without a name do not."""
    parts = (
        "Content-Type: text/html\r\n\r\n" + HTML,
        "Content-Type: image/png\r\nContent-ID: <logo>\r\n\r\nxx",
        "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR",
    )
    body = "".join(f"--b\r\n{one}\r\n" for one in parts) + "--b--\r\n"
    subject = "Subject: Ferry runs aground off Lundby"
    mail = raw(subject, "Content-Type: multipart/related; boundary=b", body=body)
    assert (taken(mail, hints).attachments, taken(mail, hints).text) == (1, TEXT)


def test_soft_breaks_are_undone(hints: Hints) -> None:
    """`format=flowed` breaks lines at blanks, which are no ends of paragraphs; a signature is cut."""
    flowed = TEXT.replace(" ran aground", " \r\nran aground").replace(" fishing", " \r\nfishing")
    kind = 'Content-Type: text/plain; charset="utf-8"; format=flowed'
    body = f"{flowed}\r\n\r\n-- \r\nAna Silva\r\nMeridian Wire, Lundby, telephone 41\r\n"
    assert taken(raw("Subject: Ferry", kind, body=body), hints).text == TEXT


def test_soft_breaks_in_scripts_without_blanks(hints: Hints) -> None:
    """With `delsp=yes` the blank before the break goes too."""
    kind = 'Content-Type: text/plain; charset="utf-8"; format=flowed; delsp="yes"'
    body = KOREAN.replace("해경이", "해 \r\n경이")
    assert taken(raw("Subject: 여객선 좌초", kind, body=body), hints).text == KOREAN


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize(
    ("codec", "label"),
    [("utf-8", "utf-8"), ("cp949", "euc-kr"), ("cp949", "us-ascii"), ("cp949", "utf-8")],
)
def test_transfer_and_character_encodings(
    encoding: str, codec: str, label: str, hints: Hints
) -> None:
    """Whatever a mail went through, and whatever it says of it, the text is the text."""
    body = f"{KOREAN}\n\n{KOREAN}".encode(codec)
    if encoding == "base64":
        body = base64.encodebytes(body)
    if encoding == "quoted-printable":
        body = "".join(f"={byte:02X}" for byte in body).encode()
    kind = f"Content-Type: text/plain; charset={label}"
    mail = raw("Subject: Ferry", kind, f"Content-Transfer-Encoding: {encoding}", body=body)
    assert taken(mail, hints).text.startswith(KOREAN)


def test_a_flash_of_a_line_is_a_text(hints: Hints) -> None:
    """A line that looks like furniture is all that a flash has to say."""
    reading = taken(letter("FERRY AGROUND"), hints)
    assert (reading.title, reading.text) == ("Ferry runs aground off Lundby", "FERRY AGROUND")
    assert reading.author == "Ana Silva"
    assert taken(raw("From: a@b.example", body="FERRY AGROUND"), hints).title == "FERRY AGROUND"


def test_a_signature_is_no_article(hints: Hints) -> None:
    """Without a subject, what is nothing but furniture is still shown as it is."""
    reading = taken(raw("From: a@b.example", body="Share\n\n© Harbour Post"), hints)
    assert reading.text == "Share\n\n© Harbour Post"


def test_a_subject_alone_is_an_article(hints: Hints) -> None:
    """A mail without a text says what its subject says."""
    reading = taken(letter(""), hints)
    assert (reading.title, reading.text) == ("Ferry runs aground off Lundby", "")


# --- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_mails_saved_as_unicode(codec: str, hints: Hints) -> None:
    """Programs that save a mail as a text file mark it as one."""
    mail = raw("Subject: Ferry", "Content-Type: text/plain; charset=utf-8", body=KOREAN).decode()
    assert taken(f"\r\n{mail}".encode(codec), hints).text == KOREAN


def test_a_packed_mail(hints: Hints) -> None:
    """`.eml.gz` is unpacked first."""
    packed = gzip.compress(letter().as_bytes())
    assert taken(packed, hints, "in/a.EML.gz").text == TEXT
    with pytest.raises(ParseError, match="bad_gzip"):
        taken(packed[:-9], hints, "a.eml.gz")


def test_a_media_type_says_it_is_a_mail(hints: Hints) -> None:
    """Over HTTP the name does not count."""
    document = Document(name="x", body=letter().as_bytes(), media_type="message/rfc822")
    assert read(document, hints).text == TEXT


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"Just a text, without any header.\n\nMore of it.", "not_a_mail"),
        (b"\x00\x01\x02", "not_a_mail"),
        (b"", "not_a_mail"),
        (b"From: a@b.example\r\n\r\n", "empty"),
        (b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", "empty"),
    ],
)
def test_what_is_no_mail_says_so(body: bytes, code: str, hints: Hints) -> None:
    """A file that only has the name of a mail is unreadable, with its reason."""
    with pytest.raises(ParseError, match=f"^{code}"):
        taken(body, hints)


def nested(depth: int) -> bytes:
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at)
        for at in range(depth)
    )
    return b"Subject: Ferry\r\n" + heads + b"\r\n" + TEXT.encode()


def test_parts_nested_too_deeply(hints: Hints) -> None:
    """A mail of a thousand mails is refused."""
    with pytest.raises(ParseError, match="not_a_mail: its parts are nested"):
        taken(nested(3_000), hints)


@pytest.mark.parametrize(
    "mail",
    [
        b"Subject: " + b"=?utf-8?q?a?= " * 50_000,
        b"Subject: " + b"=?" * 200_000,
        b"Subject: Ferry\r\nFrom: " + b'"(<,' * 100_000,
        b"Subject: Ferry\r\nContent-Type: text/plain; " + b"a=b; " * 100_000,
        b"Subject: Ferry\r\n" + b"X: y\r\n" * 100_000,
        b"Subject: Ferry\r\nContent-Type: text/plain; format=flowed\r\n\r\n" + b"a \r\n" * 200_000,
        b"Subject: Ferry\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\n" * 20_000,
        nested(60),
    ],
    ids=range(8),
)
def test_hostile_mails_are_quick(mail: bytes, hints: Hints) -> None:
    """No mail costs more than its length."""
    with ends():
        assert taken(mail, hints).title


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.binary(max_size=200), st.binary(max_size=300))
def test_any_bytes(head: bytes, kind: bytes, body: bytes) -> None:
    """Whatever stands in a mail, it is read, or refused with a reason."""
    hints = Hints(now=NOW)
    mail = raw(b"Subject: " + head, b"From: " + head, b"Content-Type: " + kind, body=body)
    try:
        reading = taken(mail, hints)
    except ParseError as error:
        assert error.code  # noqa: PT017 - it may also be read
    else:
        assert f"{reading.title}{reading.text}".encode() is not None
