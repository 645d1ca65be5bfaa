from datetime import timedelta
from typing import Any

import pytest

from service.digests.coverage import sentences
from service.model import Coverage, SourceId, SourceNote
from tests.unit.digests.invented import NOW


def note(number: int = 1, text: str = "timeout since 03:12") -> SourceNote:
    return SourceNote(source=SourceId(f"s{number}"), title=f"Radio {number}", note=text)


def said(**parts) -> str:
    defaults: dict[str, Any] = {
        "since": NOW - timedelta(days=1),
        "until": NOW,
        "sources_checked": 3,
    }
    return "\n".join(sentences(Coverage(**(defaults | parts)), "Asia/Seoul"))


def test_plain():
    """A quiet day in three sentences; "no hits" is a finding."""
    assert said(articles_seen=312) == (
        "Covers 20 Nov 08:00 to 21 Nov 08:00 (Asia/Seoul).\n"
        "3 sources checked, none failed.\n"
        "No hits: 312 new articles seen, none matched."
    )


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"since": None}, "First digest of this stream; it covers everything up to 21 Nov 08:00 (Asia/Seoul)."),
        ({"since": None, "began": NOW - timedelta(minutes=15)}, "First message of this stream; it speaks of what came since 21 Nov 07:45, up to 21 Nov 08:00 (Asia/Seoul)."),
        ({"slots_merged": 3}, "Speaks for 3 missed slots as well."),
        ({"sources_checked": 0}, "No source was checked."),
        ({"sources_checked": 0, "last_looked": NOW - timedelta(minutes=1)}, "No source was due in this time; last looked at 07:59."),
        ({"sources_checked": 0, "last_looked": NOW, "failed": (note(),)}, "No source was checked."),
        ({"failed": (note(),)}, "3 sources checked, 1 failed."),
        ({"failed": (note(),)}, "Failed: Radio 1 (timeout since 03:12)."),
        ({"failed": (note(text=""),)}, "Failed: Radio 1."),
        ({"silent": (note(text="nothing since 17 Nov."),)}, "Silent for unusually long: Radio 1 (nothing since 17 Nov)."),
        ({"possible_gaps": (note(text=""),)}, "Possible gap, items may have been missed: Radio 1."),
        ({"baseline": (note(text=""), note(2, ""))}, "Seen for the first time, what they held before is not told: Radio 1, Radio 2."),
        ({"articles_seen": 1, "articles_matched": 1}, "1 new article seen, 1 matched."),
        ({}, "No hits: no new article was seen."),
        ({"articles_seen": 5, "articles_changed": 4, "articles_matched": 2}, "1 new and 4 changed articles seen, 2 matched."),
        ({"articles_seen": 3, "articles_changed": 1}, "No hits: 2 new and 1 changed article seen, none matched."),
        ({"articles_seen": 2, "articles_changed": 2, "articles_matched": 1}, "2 changed articles seen, 1 matched."),
        ({"pages_missing": 1, "missing": (note(text="1: 404 Not Found"),)}, "1 page could not be had or read, its entry was read without it: Radio 1 (1: 404 Not Found)."),
        ({"pages_missing": 1020, "missing": (note(text="1,000: gone"), note(2, "20: busy"))}, "1,020 pages could not be had or read, entries were read without: Radio 1 (1,000: gone), Radio 2 (20: busy)."),
        ({"articles_merged": 1}, "1 copy counted, not told again."),
        ({"articles_held": 2}, "2 articles held back."),
        ({"articles_unreadable": 1}, "1 document could not be read."),
        ({"articles_unreadable": 2, "unreadable": (note(text="empty.txt"), note(text="pic.txt"))}, "2 documents could not be read (Radio 1: empty.txt, pic.txt)."),
        ({"articles_unreadable": 9, "unreadable": (note(text="a"), note(2, "b"), note(2, "c"))}, "9 documents could not be read (Radio 1: a; Radio 2: b, c; and 6 more)."),
        ({"articles_cut": 5}, "5 entries left unread because a limit was reached."),
        ({"rules_undecided": (("selen", "pact"),), "articles_undecided": 2}, "1 rule could not be decided for 2 articles, which may be missing here: selen/pact."),
        ({"rules_undecided": (("selen", "pact"), ("selen", "arms")), "articles_undecided": 1}, "2 rules could not be decided for 1 article, which may be missing here: selen/pact, selen/arms."),
        ({"told_instantly": 2, "sibling": "Selen at once"}, "2 stories told in between by “Selen at once”."),
        ({"told_instantly": 1}, "1 story told in between."),
        ({"rules_off": ("Switched off: selen/treaty: '(' is never closed.",)}, "Switched off: selen/treaty: '(' is never closed."),
    ],
)  # fmt: skip
def test_sentences(parts, sentence):
    """Each thing that a reader should know is one plain sentence."""
    assert sentence in said(**parts).split("\n")


def test_nothing_is_said_of_a_sibling_that_told_nothing():
    """A line that says nothing is left out."""
    assert "in between" not in said(sibling="Selen at once")


def test_long_lists_are_counted():
    """What is not named is counted."""
    text = said(
        failed=tuple(note(number) for number in range(20)),
        rules_off=tuple(f"rule {number}" for number in range(20)),
    )

    assert "and 12 more." in text
    assert "12 more rules or watchlists have mistakes." in text


def test_names_from_outside():
    """A source's name cannot break the statement's lines."""
    assert "Radio Bcc: x" in said(
        failed=(SourceNote(source=SourceId("s"), title="Radio\r\nBcc: x", note="\x1b[2J"),)
    )
