"""Pages and captures in many languages: the report is read, the furniture is not."""

import pytest

from service.articles import page, text
from service.model import Document
from tests.unit.articles.newsrooms import NEWSROOMS, Newsroom, as_page, as_text


rooms = pytest.mark.parametrize("room", NEWSROOMS, ids=[room.language for room in NEWSROOMS])


def _page(room: Newsroom, hints):
    return page.read(Document(name="page.html", body=as_page(room), media_type="text/html"), hints)


@rooms
def test_pages_hold_the_report_only(room, hints):
    """Sentences of the report are text; captions, boxes, biographies and rights are not."""
    reading = _page(room, hints)
    assert [one for one in room.sentences if one not in reading.text] == []
    around = (*room.furniture, room.caption, room.bio, room.rights, room.dated)
    assert [one for one in around if one in reading.text] == []


@rooms
def test_captures_hold_the_report_only(room, hints):
    """The same holds for a page that somebody copied into a text file."""
    reading = text.read(as_text(room), hints)
    assert reading.title == room.title
    assert [one for one in room.sentences if one not in reading.text] == []
    around = (*room.furniture, room.caption, room.bio, room.rights, room.dated)
    assert [one for one in around if one in reading.text] == []


@rooms
@pytest.mark.parametrize("read", [_page, lambda room, hints: text.read(as_text(room), hints)])
def test_facts(room, read, hints):
    """Writer, day, time, agency and language are read where they are printed."""
    reading = read(room, hints)
    assert (reading.author, reading.wire, reading.language) == (
        room.author,
        room.wire,
        room.language,
    )
    assert reading.published is not None
    assert reading.published.value == "2025-01-14T09:15"
