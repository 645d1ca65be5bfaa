"""What operators read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.digests.look import Look
from service.digests.notices import NAMED, SENT, WORDS, NoticesEnvelope, pack, settled, view
from service.digests.render import Renderer
from service.model import (
    Alarm,
    DigestId,
    Notice,
    Rendered,
    ServiceTrouble,
    SourceId,
    StreamId,
    Trouble,
)


NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
DISK = Alarm(trouble=ServiceTrouble.DISK_FULL, about="", over=False, at=NOW, detail="120MB free")


def of(name: str, trouble: Trouble = Trouble.FAILING, **more: Any) -> Notice:
    given: dict[str, Any] = {"over": False, "at": NOW, "detail": "503", "title": name.title()}
    return Notice(**{"source": SourceId(name), "trouble": trouble, **given, **more})


def render(*notices: Notice, alarms: tuple[Alarm, ...] = ()) -> Rendered:
    begun, over = settled(notices, alarms)
    shown = view(DigestId("dg_1"), begun, over, "Europe/Vienna", NOW)
    data = pack(shown, begun, over, NOW)
    return Renderer(Look()).announce(shown, data, StreamId("operator:notices"), NOW)


def test_every_trouble_has_its_words():
    """A new one cannot be forgotten."""
    assert set(WORDS) == {*Trouble, *ServiceTrouble}


def test_the_most_pressing_stands_first():
    """A full disk before a source that has moved, in the subject and in the text."""
    said = render(of("tessaro", Trouble.MOVED), of("halvane"), alarms=(DISK,))
    assert said.subject == "Wirewatch: The disk is full, Halvane fails, Tessaro has moved"
    assert said.text.index("The disk is full") < said.text.index("Sources that have moved")


def test_a_subject_stays_short():
    """What is less pressing is in the mail."""
    said = render(*(of("wire", trouble) for trouble in Trouble))
    assert said.subject.endswith(", and more")
    assert len(said.subject) < 120


def test_each_is_named_with_what_to_type_and_what_ails_it():
    """Title, id, when on the reader's clock, and why; then what may help."""
    text = render(of("tessaro", title="Tessaro Wire")).text
    assert "- Tessaro Wire (tessaro)\n  22 Nov 08:30: 503\n" in text
    assert "wirewatch source show" in text


def test_many_are_counted():
    """A mail that lists a thousand sources is read by nobody."""
    said = render(*(of(f"wire{number}") for number in range(NAMED + 3)))
    assert said.text.count("503") == NAMED
    assert "and 3 more: `wirewatch source list`" in said.text


def test_data_has_them_all_up_to_a_bound():
    """A program is not overwhelmed by twenty, nor a channel by a million."""
    envelope = NoticesEnvelope.model_validate_json(
        render(*(of(f"wire{number}") for number in range(SENT + 2))).data
    )
    assert (len(envelope.notices), envelope.more) == (SENT, 2)


@pytest.mark.parametrize("trouble", Trouble)
def test_an_end_says_what_holds_now(trouble):
    """It works again, has news again, looks as usual again."""
    said = render(of("wire", trouble, over=True))
    assert said.subject == f"Wirewatch: Wire {WORDS[trouble].over}"


def test_two_ends_of_one_failure_are_one():
    """Who hears that it works again need not hear it twice."""
    said = render(of("wire", over=True), of("wire", Trouble.LONG_FAILING, over=True))
    assert said.text.count("works again") == 2  # the line that says so, and the subject


def test_what_began_and_is_over_is_neither():
    """Unless it began once more."""
    ended = of("wire", over=True, at=NOW + timedelta(minutes=1))
    assert settled([of("wire"), ended], []) == ((), ())
    (begun,), over = settled([of("wire"), ended, of("wire", detail="504")], [])
    assert (begun.detail, over) == ("504", ())


def test_words_of_strangers_do_no_harm():
    """A title is text, wherever it stands."""
    said = render(of("wire", title="<b>Wire</b>\r\nBcc: x@y.example\x1b[2J"))
    assert "<b>Wire" not in said.html
    assert "\r" not in said.subject + said.text
    assert "\x1b" not in said.subject + said.text + said.html
