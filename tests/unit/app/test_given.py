"""What a stage is given: whole files, and long ones of lines part by part."""

import io
import json

import pytest

from service.app.given import PART, STANDARD_INPUT, Given, parts
from service.model import Document


LINE = json.dumps({"id": "x", "text": "Arms. " * 200}).encode() + b"\n"
MANY = LINE * (2 * PART // len(LINE) + 10)


@pytest.mark.parametrize("name", ["records.jsonl", "records.NDJSON"])
def test_lines_come_part_by_part(tmp_path, name):
    """No part is much larger than asked, none cuts a line, and together they are the file."""
    (tmp_path / name).write_bytes(MANY)
    found = list(parts(tmp_path / name))
    assert len(found) == 3
    assert b"".join(one.document.body for one in found) == MANY
    assert all(len(one.document.body) < PART + len(LINE) for one in found)
    assert [one.before for one in found][1] == found[0].document.body.count(b"\n")
    assert {one.document.name for one in found} == {name}


@pytest.mark.parametrize("name", ["page.html", "records.json", "records.jsonl.gz"])
def test_what_is_no_lines_comes_whole(tmp_path, name):
    """A page, a list, and what is packed."""
    (tmp_path / name).write_bytes(MANY)
    (one,) = parts(tmp_path / name)
    assert (one.document.body, one.before) == (MANY, 0)


@pytest.mark.parametrize(
    ("body", "name", "number"),
    [
        (MANY, "-.jsonl", 3),
        (b"\xef\xbb\xbf" + MANY, "-.jsonl", 3),
        (b"<p>" + MANY, "-.html", 1),
        (b"Headline\n\n" + MANY, "-.txt", 1),
        (MANY.decode().encode("utf-16"), "-.txt", 1),
        (b"", "-.txt", 1),
    ],
    ids=["lines", "mark", "page", "text", "utf-16", "nothing"],
)
def test_a_pipe_is_known_by_its_beginning(monkeypatch, body, name, number):
    """Only lines of records are taken apart."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(body)))
    found = list(parts(STANDARD_INPUT))
    assert (len(found), found[0].document.name) == (number, name)
    assert b"".join(one.document.body for one in found) == body


def test_problems_count_lines_of_the_whole_file():
    """A part knows how many lines stand before it."""
    given = Given(document=Document(name="a.jsonl", body=b""), before=1000)
    assert given.counted("line 3, column 7: no JSON on line 9") == (
        "line 1003, column 7: no JSON on line 9"
    )
    assert given.counted("nothing is in it") == "nothing is in it"
