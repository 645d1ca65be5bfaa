"""Each stage alone, on files: JSON lines in and out, of the published shapes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from typer.testing import CliRunner

from service.cli import app
from service.cli.schema import known
from service.cli.shapes import ArticleLine, EntryLine, FeedLine, MatchLine, StoryLine
from service.digests.shapes import Envelope
from tests.integration.newsroom import PADDING


FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>The wire</title><link>https://wire.example/</link>
<item><guid>w1</guid><title>Arms &amp; transfers</title><link>https://wire.example/1</link>
<description>Envoys &lt;b&gt;met&lt;/b&gt;.</description><author>desk@wire.example (A. Writer)</author>
<pubDate>Mon, 02 Mar 2026 08:30:00 +0100</pubDate></item>
<item><guid>w2</guid><title>Second</title></item>
</channel></rss>"""
PAGE = f"""<!doctype html><html lang="en"><head><title>Arms transfer agreed</title></head><body>
<nav>Home | Sport</nav><article><h1>Arms transfer agreed</h1><p>By Ilsa Brode</p>
<p>An arms transfer was agreed in Tessaro on Monday, envoys said.</p><p>{PADDING}</p></article>
<footer>Subscribe now</footer></body></html>"""
RECORDS = [
    {"id": "a", "title": "One", "text": f"An arms transfer began. {PADDING}", "source": "wire",
     "language": "en", "published": "2026-03-02", "url": "https://wire.example/a"},
    {"id": "b", "title": "Two", "text": f"An arms transfer began. {PADDING}", "source": "paper"},
    {"id": "c", "title": "Three", "text": "Ünïcödé 😀 before arms were part of a transfer.", "source": "wire"},
    {"id": "d", "title": "One again", "text": f"An arms transfer began. {PADDING}", "source": "wire", "url": "https://wire.example/d"},
]  # fmt: skip
WATCHLIST = "watchlist: w\nrules:\n  - {id: arms, query: arms transfer, tier: urgent}\n  - {id: wire, query: 'source:wire'}\n"


class Result:
    """What a command printed, and how it ended."""

    def __init__(self, *line: object, given: str | None = None) -> None:
        found = CliRunner().invoke(app, [str(one) for one in line], input=given)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        self.code, self.out, self.err = found.exit_code, found.stdout, found.stderr

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "feed.xml").write_text(FEED)
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "records.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in RECORDS))
    (tmp_path / "w.yaml").write_text(WATCHLIST)
    (tmp_path / "empty.txt").write_text(" ")
    return tmp_path


def fit(lines: Sequence[dict[str, Any]], shape: type[BaseModel]) -> None:
    """Hold lines to their published shape: nothing lacks, nothing is unknown."""
    assert lines
    for line in lines:
        assert shape.model_validate(line, strict=False).model_dump(mode="json") == line


def test_source_parse(files: Path) -> None:
    """A line for the feed, then one for each entry, as the feed has them."""
    result = Result("source", "parse", files / "feed.xml", files / "empty.txt")
    head, *entries = result.lines
    fit([head], FeedLine)
    fit(entries, EntryLine)
    assert (head["file"], head["feed"]["entries"], head["feed"]["kind"]) == (
        "feed.xml",
        2,
        "rss20",
    )
    assert (entries[0]["id"], entries[0]["title"]) == ("w1", "Arms & transfers")
    assert entries[0]["published"]["value"] == "2026-03-02T08:30:00+01:00"
    assert entries[1]["url"] is None
    assert result.code == 1
    assert "empty.txt: not_a_feed" in result.err


def test_source_parse_reads_records_too(files: Path) -> None:
    """The kind that reads them can be named; one that does not exist is a mistake."""
    result = Result("source", "parse", "--kind", "folder", files / "records.jsonl")
    assert (result.code, len(result.lines)) == (0, 5)


def test_article_read_takes_no_data(files: Path) -> None:
    """Records and feeds are no texts: it says what takes them apart, and reads on."""
    result = Result(
        "article", "read", files / "records.jsonl", files / "feed.xml", files / "page.html"
    )
    assert (result.code, [one["id"] for one in result.lines]) == (1, ["page.html"])
    assert result.err.count("`wirewatch source parse --kind folder` takes them apart") == 2
    assert Result("article", "read", given=json.dumps(RECORDS[0])).code == 1


def test_article_read(files: Path) -> None:
    """A page becomes its main text, and says who wrote it; what cannot be read is said."""
    url = "https://paper.example/arms"
    result = Result("article", "read", files / "page.html", files / "gone.html", "--url", url)
    (line,) = result.lines
    fit([line], ArticleLine)
    assert (line["id"], line["title"], line["url"]) == ("page.html", "Arms transfer agreed", url)
    assert "An arms transfer was agreed" in line["text"]
    assert "Subscribe" not in line["text"]
    assert result.code == 1
    assert "gone.html" in result.err


def test_match(files: Path) -> None:
    """Offsets count code points of what was given; facts are those of the record."""
    result = Result("match", "--watchlist", files / "w.yaml", files / "records.jsonl")
    fit(result.lines, MatchLine)
    rules = {line["id"]: [one["rule"] for one in line["matches"]] for line in result.lines}
    assert rules == {
        "a": ["arms", "wire"], "b": ["arms"], "c": ["arms", "wire"], "d": ["arms", "wire"],
    }  # fmt: skip
    text = RECORDS[2]["text"]
    (match, _) = result.lines[2]["matches"]
    assert [text[one["start"] : one["end"]] for one in match["evidence"]] == ["arms", "transfer"]
    assert result.code == 0


def test_match_reads_pages(files: Path) -> None:
    """A page is read first; one that is empty is said, and the others go on."""
    result = Result(
        "match", "--watchlist", files / "w.yaml", files / "empty.txt", files / "page.html"
    )
    (line,) = result.lines
    assert (line["id"], [one["rule"] for one in line["matches"]]) == ("page.html", ["arms"])
    assert (result.code, "empty.txt: empty" in result.err) == (1, True)


def test_match_with_a_rule_that_is_broken(files: Path) -> None:
    """It is told with its place; the others still match."""
    (files / "w.yaml").write_text(
        "rules:\n  - {id: bad, query: (arms}\n  - {id: good, query: arms}\n"
    )
    result = Result("match", "--watchlist", files / "w.yaml", files / "page.html")
    assert [one["rule"] for one in result.lines[0]["matches"]] == ["good"]
    assert (result.code, "w.yaml:2:" in result.err) == (1, True)


def test_match_does_not_ask_who_would_be_told(files: Path) -> None:
    """Channels stand in another file: here they are a warning at most."""
    digest = "digest: {schedule: daily 08:00, to: [mail]}\n"
    (files / "w.yaml").write_text(WATCHLIST + digest)
    result = Result("match", "--watchlist", files / "w.yaml", files / "page.html")
    assert (result.code, len(result.lines)) == (0, 1)


def test_story_group(files: Path) -> None:
    """In order of sight: first, copy by another source, first, and the same text again."""
    result = Result("story", "group", files / "records.jsonl")
    fit(result.lines, StoryLine)
    assert [(one["id"], one["story"], one["relation"], one["of"]) for one in result.lines] == [
        ("a", "a", "first", None), ("b", "a", "copy", "a"), ("c", "c", "first", None),
        ("d", "a", "copy", "a"),
    ]  # fmt: skip
    assert result.code == 0


def test_story_group_goes_on_past_broken_lines(files: Path) -> None:
    """A record that cannot be read is named with its line; exit code 1."""
    (files / "records.jsonl").write_text('{"id": "a", "title": "One", "text": "x"}\nno json\n')
    result = Result("story", "group", files / "records.jsonl")
    assert ([one["id"] for one in result.lines], result.code) == (["a"], 1)
    assert "line 2" in result.err


@pytest.mark.parametrize("way", [(), ("-",)], ids=["nothing", "dash"])
def test_stages_pipe(files: Path, way: tuple[str, ...]) -> None:
    """What one prints, the next takes from standard input, as from a file."""
    read = Result("article", "read", *way, given=PAGE)
    assert (read.code, read.lines[0]["id"]) == (0, "-")
    matched = Result("match", "--watchlist", files / "w.yaml", *way, given=read.out)
    assert [one["rule"] for one in matched.lines[0]["matches"]] == ["arms"]
    grouped = Result("story", "group", *way, given=read.out + read.out.replace('"-"', '"b"', 1))
    assert [(one["id"], one["relation"]) for one in grouped.lines] == [
        ("-", "first"),
        ("b", "copy"),
    ]
    parsed = Result("source", "parse", *way, given=FEED)
    assert (parsed.code, len(parsed.lines)) == (0, 3)


PLAIN = f"Arms transfer agreed\n\nBy Ilsa Brode\n\nAn arms transfer was agreed. {PADDING}\n"


@pytest.mark.parametrize(
    ("given", "ids"),
    [(PLAIN, ["-"]), (f"[Exclusive] {PLAIN}", ["-"]), (PAGE, ["-"]), (f"\ufeff{PAGE}", ["-"]),
     (json.dumps(RECORDS), ["a", "b", "c", "d"]), (json.dumps(RECORDS[0], indent=2), ["a"]),
     ("".join(f"{json.dumps(one)}\n" for one in RECORDS[:2]), ["a", "b"])],
    ids=["text", "bracket", "page", "mark", "list", "record", "lines"],
)  # fmt: skip
def test_match_tells_by_its_first_bytes_what_a_pipe_brings(
    files: Path, given: str, ids: list[str]
) -> None:
    """A pipe has no name that would end in .html or .jsonl."""
    result = Result("match", "--watchlist", files / "w.yaml", given=given)
    assert [line["id"] for line in result.lines] == ids
    assert all("arms" in [one["rule"] for one in line["matches"]] for line in result.lines)


def test_an_empty_pipe_is_said(files: Path) -> None:
    """Nothing came, and no file is named: exit code 1 and the reason."""
    result = Result("match", "--watchlist", files / "w.yaml", given="")
    assert (result.code, result.out, "-: empty" in result.err) == (1, "", True)


DIGEST = {
    "id": "dg_1", "stream": "desk", "title": "The desk", "kind": "digest", "zone": "UTC",
    "composed_at": "2026-03-02T08:00:00Z", "slot_due": "2026-03-02T08:00:00Z", "stories": [],
    "coverage": {"since": None, "until": "2026-03-02T08:00:00Z", "sources_checked": 3},
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
def test_digest_render(tmp_path: Path, indent: int | None) -> None:
    """From a file or standard input, on one line or many: every shape of the digest."""
    text = json.dumps(DIGEST, indent=indent)
    (tmp_path / "digest.json").write_text(text)
    for result in (
        Result("digest", "render", given=text),
        Result("digest", "render", "-", given=text),
        Result("digest", "render", tmp_path / "digest.json"),
    ):
        (line,) = result.lines
        assert (result.code, line["id"]) == (0, "dg_1")
        assert "3 sources checked, none failed" in line["text"]
        assert line["html"].startswith("<!")
        Envelope.model_validate_json(line["data"])


def test_digest_render_takes_several() -> None:
    """One line in, one line out."""
    text = json.dumps(DIGEST)
    assert len(Result("digest", "render", given=f"{text}\n\n{text}\n").lines) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [({"id": 7}, "stream: is missing"),
     (DIGEST | {"stories": [{"why": "odd"}]}, "stories[0].why: input should be"),
     (DIGEST | {"zone": "Mars/Olympus"}, "zone: there is no time zone 'Mars/Olympus'"),
     (DIGEST | {"slot_due": "2026-03-02T08:00:00"}, "slot_due: has no time zone"),
     ([], "the whole: "),
     ("nonsense", "this is no JSON: ")],
)  # fmt: skip
def test_what_is_no_digest_is_not_rendered(given: object, said: str) -> None:
    """The field that is wrong is named in a few lines; exit code 1."""
    text = given if isinstance(given, str) else json.dumps(given)
    result = Result("digest", "render", given=text)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("-: not a digest:")
    assert said in result.err
    assert len(result.err.splitlines()) <= 8
    assert "pydantic" not in result.err


def test_schemas_are_published() -> None:
    """Every file that is edited and every line that is printed has its schema."""
    names = Result("schema").out.split()
    assert names == list(known())
    for name in names:
        schema = json.loads(Result("schema", name).out)
        assert {"properties", "additionalProperties", "$ref"} & set(schema), name
    result = Result("schema", "nonsense")
    assert (result.code, "there is no schema 'nonsense'" in result.err) == (2, True)
