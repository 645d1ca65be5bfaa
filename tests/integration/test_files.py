"""Files of every kind in a folder, through the whole way: collected, parsed, read, stored, told."""

import gzip
import os
from email.message import EmailMessage
from pathlib import Path

import structlog

from tests.integration.newsroom import Newsroom, headlines
from tests.invented import words


TEXT = (
    "LUNDBY -- The government agreed to an arms transfer on Monday, two officials told reporters.\n\n"
    "The ships will leave within ten days, said the ministry, which gave no other details.\n"
)


def put(inbox: Path, name: str, body: bytes) -> None:
    (inbox / name).write_bytes(body)
    os.utime(inbox / name, (1e9, 1e9))


def letter(subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = subject, "Ana Silva <ana@meridianwire.example>"
    mail["Date"] = "Mon, 02 Feb 2026 07:12:00 +0900"
    mail.set_content(
        f"{subject}.\n\n{TEXT}\n{words(subject, 80)}\n", charset="euc-kr", cte="base64"
    )
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    return mail


async def test_mails_and_packed_files_are_told(
    room: Newsroom, events: list[structlog.typing.EventDict]
) -> None:
    """A mail and a packed mail are articles with writer and date; their attachments are counted."""
    inbox = await room.inbox()
    put(inbox, "a.eml", letter("First arms transfer").as_bytes())
    put(inbox, "b.eml.gz", gzip.compress(letter("Second arms transfer").as_bytes()))
    await room.poll("inbox")
    assert sorted(headlines(await room.tell("desk"))) == [
        "First arms transfer",
        "Second arms transfer",
    ]
    assert await room.column("article", "entry_id") == ["a.eml", "b.eml"]
    assert set(await room.column("article_version", "author")) == {"Ana Silva"}
    (polled,) = [event for event in events if event["event"] == "source.polled"]
    assert polled["attachments_ignored"] == 2


async def test_a_file_that_is_packed_later_is_no_news(room: Newsroom) -> None:
    """Tidying an archive up tells nothing again."""
    inbox = await room.inbox()
    put(inbox, "a.txt", f"Arms transfer agreed\n\n{TEXT}".encode("utf-16"))
    await room.poll("inbox")
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]
    put(inbox, "a.txt.gz", gzip.compress((inbox / "a.txt").read_bytes()))
    (inbox / "a.txt").unlink()
    await room.poll("inbox")
    assert len(await room.rows("article_version", "version")) == 1


async def test_damaged_and_hostile_files_are_kept_aside(room: Newsroom) -> None:
    """Each has its reason, and holds none of its neighbours up."""
    inbox = await room.inbox()
    put(inbox, "cut.txt.gz", gzip.compress(TEXT.encode())[:-9])
    put(inbox, "bomb.json.gz", gzip.compress(bytes(30_000_000)))
    put(inbox, "fake.eml", b"no header\n\nno mail")
    put(inbox, "good.txt", f"Arms transfer agreed\n\n{TEXT}".encode())
    await room.poll("inbox")
    reasons = await room.rows("document", "name", "code")
    assert {name: code for name, code in reasons if code} == {
        "cut.txt.gz": "bad_gzip",
        "bomb.json.gz": "too_large",
        "fake.eml": "not_a_mail",
    }
    assert headlines(await room.tell("desk")) == ["Arms transfer agreed"]
