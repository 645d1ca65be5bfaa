"""The bytes of a mail."""

import email
import email.policy
import random
import re
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from service.errors import PluginError
from service.model import DeliveryId, StreamId
from service.notifiers.email import Config, Mail, _proven, build
from tests.unit.notifiers.make import DELIVERY, NOW, rendered, tools


TO = "ann@example.org"
NAMES = [
    "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id",
    "Auto-Submitted", "Precedence", "MIME-Version", "Content-Type",
]  # fmt: skip
PIECES = [
    "\r\n", "\n", "\r", "\u2028", "\x85", "\0", "\x1b[31m", "\u202e", "\udc80", "=?", "?=",
    "=?utf-8?B?", "DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=", "?utf-8?q?=0D=0ABcc:_x?=", "Bcc: x", " ",
    "\t", ":", "미사일", "😀", "a" * 90, "--", ".", "\n.\n", "é", "<x@y>", '"', "\\", "=3D", "From ",
]  # fmt: skip
HOSTILE = st.one_of(
    st.text(st.characters()),  # surrogates too
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join),
)


def mail(**options: Any) -> Mail:
    given = {"host": "mx.example.org", "from": "Desk <desk@example.org>", "to": [TO], **options}
    return cast("Mail", build(Config.model_validate(given), tools(Path())))


PLAIN = mail(security="none")


def parsed(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def packed(**changes: Any) -> EmailMessage:
    return parsed(PLAIN.pack(rendered(**changes), DELIVERY, TO))


def test_a_mail_says_who_when_and_that_a_machine_wrote_it() -> None:
    """The headers that people, threads, filters and autoresponders go by."""
    found = packed()
    assert found.keys() == NAMES
    assert found["From"] == "Desk <desk@example.org>"
    assert found["Subject"] == "2 stories: Envoys meet in Port Amber"
    assert found["Message-ID"] == "<d-5f2a9c@example.org>"
    assert found["References"] == found["In-Reply-To"] == "<stream-korea-russia@example.org>"
    assert found["List-Id"] == "<korea-russia.wirewatch.example.org>"
    assert (found["Auto-Submitted"], found["Precedence"]) == ("auto-generated", "bulk")
    assert found["Date"].datetime == NOW


def test_both_bodies_arrive_as_they_were_rendered() -> None:
    """Text first, HTML second, in letters of any script."""
    plain, html = packed().iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert cast("EmailMessage", plain).get_content() == rendered().text
    assert cast("EmailMessage", html).get_content().rstrip("\n") == rendered().html


def test_the_same_delivery_is_the_same_mail_and_another_is_another() -> None:
    """A mail packed twice is equal; only a new delivery has a new Message-ID."""
    first = PLAIN.pack(rendered(), DELIVERY, TO)
    assert first == PLAIN.pack(rendered(), DELIVERY, TO)
    other = parsed(PLAIN.pack(rendered(), DeliveryId("d-other"), TO))
    assert other["Message-ID"] == "<d-other@example.org>"
    assert other["References"] == parsed(first)["References"]


def assert_sound(subject: str, text: str) -> None:
    """Pack hostile texts and read the mail as a stranger's server and reader would."""
    raw = PLAIN.pack(rendered(subject=subject, text=text, html=text), DELIVERY, TO)
    found = parsed(raw)
    assert found.keys() == NAMES
    assert len(found["Subject"]) <= 200
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", found["Subject"])
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
@example("=?utf-8?B?" + "QUFB" * 25 + "DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?=", "")
@example("=\u202e?utf-8?q?=0D=0ABcc:_x?=", "")
@example("a " * 5000, ".\r\n.\r\n")
def test_no_title_or_text_can_change_the_headers_or_the_shape(subject: str, text: str) -> None:
    """Whatever a feed says stays inside the subject and the bodies."""
    assert_sound(subject, text)


def test_thousands_of_hostile_titles_change_nothing() -> None:
    """The pieces of which header injections are made, in many mixtures."""
    dice = random.Random(7)
    for _ in range(1500):
        assert_sound(
            "".join(dice.choices(PIECES, k=dice.randrange(30))), "".join(dice.choices(PIECES, k=9))
        )


@pytest.mark.parametrize("encoded", ["=?utf-8?q?hello?=", "=?utf-8?B?YQ0KQmNjOiB4?= world"])
def test_an_encoded_word_in_a_title_is_shown_not_decoded(encoded: str) -> None:
    """What looks like mail syntax in a title is only text (CVE-2024-6923)."""
    assert packed(subject=encoded)["Subject"] == encoded.replace("=?", "= ?")


def test_long_subjects_in_any_script_fold_into_short_encoded_words() -> None:
    """RFC 2047: no encoded word is longer than 75 characters; decoding gives the text back."""
    subject = "북한 미사일 발사 소식 " * 12
    raw = PLAIN.pack(rendered(subject=subject), DELIVERY, TO)
    words = re.findall(rb"=\?utf-8\?.\?.*?\?=", raw)
    assert len(words) > 5
    assert max(map(len, words)) <= 75
    assert parsed(raw)["Subject"] == subject.strip()


def test_an_empty_subject_gets_a_word() -> None:
    """A mail without a subject looks like spam."""
    assert packed(subject="\r\n\0")["Subject"] == "Wirewatch"


def test_ids_that_cannot_stand_in_a_header_are_replaced_by_a_digest_of_them() -> None:
    """Message-ID and List-Id are safe, short and constant whatever a stream is called."""
    stream, delivery = StreamId("Лента > <новостей>"), DeliveryId("x" * 300)
    once, twice = (parsed(PLAIN.pack(rendered(stream=stream), delivery, TO)) for _ in range(2))
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", once["Message-ID"])
    assert re.fullmatch(r"<[0-9a-f]{40}\.wirewatch\.example\.org>", once["List-Id"])
    assert once["List-Id"] == twice["List-Id"]


def test_one_click_unsubscribing_is_offered_for_https_only() -> None:
    """RFC 8058: the POST header stands beside an https address, unencoded however long."""
    long = "https://example.org/u?t=" + "A" * 800
    raw = mail(security="none", unsubscribe=long).pack(rendered(), DELIVERY, TO)
    assert f"\r\nList-Unsubscribe: <{long}>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    post = mail(security="none", unsubscribe="mailto:off@example.org").pack(
        rendered(), DELIVERY, TO
    )
    assert b"List-Unsubscribe: <mailto:off@example.org>" in post
    assert b"One-Click" not in post


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("desk@example.org", "desk@example.org"),
        ("Night Desk <desk@example.org>", "Night Desk <desk@example.org>"),
        ('"Desk, night" <desk@example.org>', '"Desk, night" <desk@example.org>'),
        ("뉴스 데스크 <desk@example.org>", "뉴스 데스크 <desk@example.org>"),
        ("=?utf-8?q?x?= <desk@example.org>", "= ?utf-8?q?x?= <desk@example.org>"),
        ("desk@münchen.example", "desk@xn--mnchen-3ya.example"),
    ],
)
def test_senders_may_have_names(written: str, shown: str) -> None:
    """A name is quoted or encoded as it needs; a domain becomes what DNS knows."""
    raw = mail(**{"from": written, "reply_to": written}, security="none").pack(
        rendered(), DELIVERY, TO
    )
    found = parsed(raw)
    assert str(found["From"]) == str(found["Reply-To"]) == shown


@pytest.mark.parametrize(
    "address",
    [
        "a@b.c\r\nRCPT TO:<x@y>", "a@b.c>", "<a@b.c>", "a@b.c, d@e.f", "a b@c.d", "a@b@c", "a@",
        "@b.c", "a..b@c.d", ".a@b.c", "a.@b.c", '"a b"@c.d', "üser@example.org", "=?x@b.c",
        "a@b c", "a@-b.c", "a@b..c", "a@" + "b." * 130 + "c", "a" * 65 + "@b.c", "a@b.c\0", "",
    ],
)  # fmt: skip
def test_a_recipient_is_one_plain_address(address: str) -> None:
    """Nothing that could smuggle a second recipient or a command gets past the configuration."""
    with pytest.raises(ValidationError, match=r"is not one address|is no host"):
        mail(to=[address])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"to": []}, "at least 1"),
        ({"to": ["a@b.c", "A@B.c"]}, "stands twice"),
        ({"from": "Desk <a@b.c> <d@e.f>"}, "Some Desk"),
        ({"from": 7}, "Mailbox"),
        ({"host": "mx example"}, "no host"),
        ({"username": "ann"}, "go together"),
        ({"password": "x"}, "go together"),
        ({"unsubscribe": "http://example.org/"}, "mailto: or https:"),
        ({"unsubscribe": "https://example.org/\r\nBcc: x"}, "mailto: or https:"),
        ({"security": "ssl"}, "starttls"),
        ({"colour": "blue"}, "not permitted"),
    ],
)
def test_options_that_will_not_do_are_refused_with_a_reason(
    options: dict[str, Any], said: str
) -> None:
    """Each message says what is expected, and none repeats what was written."""
    with pytest.raises(ValidationError, match=said):
        mail(**options)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "mail_server", "mx.example.org"])
def test_a_mail_server_may_live_anywhere(host: str) -> None:
    """Private hosts are the operator's business; compose names have underscores."""
    assert mail(host=host).config.host == host


def test_certificates_that_cannot_be_read_stop_the_channel_with_a_reason(tmp_path: Path) -> None:
    """A missing or damaged `ca_file` is told when the channel is built."""
    (tmp_path / "bad.pem").write_text("no certificate")
    for name in ("missing.pem", "bad.pem"):
        with pytest.raises(PluginError, match=name):
            mail(ca_file=tmp_path / name)


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a\r\nBcc: x\r\n\r\nhi\r\n",
        b"From: a\r\n\r\nlone\nline\r\n",
        b"From: a\r\n\r\n" + b"x" * 999 + b"\r\n",
        b"From: a\r\n\r\n\xff\r\n",
        b"From: a\r\n\r\n\0\r\n",
        b'From: a\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\nnone\r\n',
    ],
)
def test_a_mail_that_is_not_sound_is_never_stored(raw: bytes) -> None:
    """The last check before freezing: header names, lines, letters, parts."""
    names = ["From", "Content-Type"] if b"multipart" in raw else ["From"]
    with pytest.raises(PluginError, match="sound mail"):
        _proven(raw, names)
    assert _proven(b"From: a\r\n\r\nhi\r\n", ["From"])


def test_a_structured_header_is_never_encoded() -> None:
    """`=?` in a List-Id or Message-ID would break threads and unsubscribing."""
    with pytest.raises(PluginError):
        _proven(b"List-Id: =?utf-8?q?x?=\r\n\r\nhi\r\n", ["List-Id"])


def test_the_date_is_that_of_the_digest() -> None:
    """A mail sent an hour late still says when it was composed."""
    when = datetime.fromisoformat("2026-03-02T16:00:00+09:00")
    assert packed(composed_at=when)["Date"].datetime == when.astimezone(UTC)
