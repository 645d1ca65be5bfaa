"""`config/sources.yaml`: a bad entry never stops its neighbours."""

import pickle
import re
from datetime import timedelta
from pathlib import Path

import pytest

from service.model import Backfill, Position
from service.settings import load_sources
from service.settings.document import Options


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def write(tmp_path):
    """Write a file and give its path."""

    def file(text: str, name: str = "sources.yaml") -> Path:
        path: Path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return file


def said(problems) -> list[str]:
    return [f"{one.line}:{one.column}: {one.message}" for one in problems]


def test_a_source_is_read_whole(write):
    """Every key arrives; what is not ours stays an option, as text."""
    text = """\
sources:
  - id: wire
    title: The Wire
    url: https://wire.example/rss
    tags: [wire, kr]
    priority: 10
    timezone: Asia/Seoul
    language: ko
    outlet: Wire
    backfill: 20
    every: 15m
    retries: no
"""
    (source,), problems = load_sources(write(text), {})
    assert not problems
    assert (source.id, source.kind, source.title, source.outlet) == (
        "wire",
        "feed",
        "The Wire",
        "Wire",
    )
    assert (source.tags, source.priority, source.zone) == (("wire", "kr"), 10, "Asia/Seoul")
    assert (source.language, source.backfill, source.every) == ("ko", 20, timedelta(minutes=15))
    assert source.options == {"url": "https://wire.example/rss", "retries": "no"}
    assert source.position.line == 2


@pytest.mark.parametrize(
    ("entry", "ident", "kind"),
    [
        ("https://www.news.example/world/feed.xml", "news-example-world-feed-xml", "feed"),
        ("{id: in, path: inbox}", "in", "folder"),
        ("{id: map, kind: sitemap, url: 'https://x.example'}", "map", "sitemap"),
    ],
)
def test_short_forms_say_enough(write, entry, ident, kind):
    """A URL alone is a feed; `path` makes a folder; a kind that is given holds."""
    (source,), problems = load_sources(write(f"sources:\n  - {entry}\n"), {})
    assert not problems
    assert (source.id, source.kind, source.title) == (ident, kind, ident)


def test_a_bad_source_does_not_stop_the_others(write):
    """Each is judged alone, and everything wrong is told with its place."""
    text = """\
sources:
  - {id: a, url: u1, every: 10s}
  - {id: b, url: u2}
  - {id: b, url: u3}
  - {id: c}
  - {id: d, url: u5, backfill: some, tags: }
  - {url: u6, timezone: Asia/Soul}
  - [x]
  - {id: e, url: u7, backfill: all}
"""
    sources, problems = load_sources(write(text), {})
    assert [source.id for source in sources] == ["b", "e"]
    assert sources[1].backfill is Backfill.ALL
    assert said(problems) == [
        "2:29: 'every': must be at least 1m",
        "4:10: the source 'b' stands already on line 3",
        "5:5: the source 'c' has neither 'url' nor 'path'",
        "6:32: 'backfill': 'some' is not none, all or a number",
        "7:5: missing key 'id'",
        "7:25: 'timezone': unknown time zone 'Asia/Soul': did you mean 'Asia/Seoul'?",
        "8:5: must be keys with values",
    ]


@pytest.mark.parametrize("text", ["- id: a", "sources: x", "just text"])
def test_sources_stand_in_a_list(write, text):
    """Anything else is refused with the mend."""
    sources, problems = load_sources(write(text), {})
    assert not sources
    assert problems[0].message == "a list of sources was expected"


def test_unknown_keys_beside_the_list_are_refused(write):
    """A slip at the top does not take the sources down."""
    sources, problems = load_sources(write("sources:\n- {id: a, url: u}\nfeeds: x\n"), {})
    assert len(sources) == 1
    assert said(problems) == ["3:8: unknown key 'feeds'"]


def test_no_file_and_an_empty_list_are_no_sources(write, tmp_path):
    """Nothing is not wrong; a file that is no YAML is."""
    assert load_sources(tmp_path / "none.yaml", {}) == ((), ())
    assert load_sources(write("sources:\n"), {}) == ((), ())
    assert said(load_sources(write("sources: [\n"), {})[1]) == ["1:10: a value was expected here"]


def test_only_credentials_are_filled_in(write, tmp_path):
    """A secret reaches the source; it can reach nothing that a reader sees."""
    (tmp_path / "pw").write_text("hunter2\n")
    text = """\
sources:
  - id: a
    url: https://a.example
    auth: {username: "${WHO}", password_file: pw}
    headers: {X-Key: "${KEY}"}
  - {id: b, url: "https://b.example/${KEY}"}
  - {id: c, url: "https://c.example", title: "${KEY}"}
  - {id: d, url: "https://d.example", password: "${NOT_SET}"}
"""
    (source,), problems = load_sources(write(text), {"WHO": "me", "KEY": "k"})
    assert source.options["auth"] == {"username": "me", "password": "hunter2"}
    assert source.options["headers"] == {"X-Key": "k"}
    assert [one.line for one in problems] == [6, 7, 8]
    assert "credentials only" in problems[0].message


def test_options_travel_as_plain_data(write):
    """A worker process gets the values, not the file that they stood in."""
    (source,), _ = load_sources(write("sources:\n- {id: a, url: u}\n"), {})
    copy = pickle.loads(pickle.dumps(source))
    assert isinstance(source.options, Options)
    assert type(copy.options) is dict
    assert copy == source


def test_the_sample_sources_are_valid_with_every_example_in_use(write):
    """What is shipped loads; so does each example once its # is gone."""
    sources, problems = load_sources(ROOT / "config/sources.yaml", {})
    assert [source.id for source in sources] == ["inbox"]
    assert not problems
    text = (ROOT / "config/sources.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^#(?=  )", "", text).replace("/run/secrets/wire", "pw")
    write("x", "pw")
    sources, problems = load_sources(write(text), {})
    assert [source.id for source in sources] == [
        "inbox",
        "news-example-org-feed-xml",
        "example-wire",
    ]
    assert not problems


def test_a_source_knows_its_place(write):
    """The place is that of the entry."""
    (source,), _ = load_sources(write("sources:\n\n  - {id: a, url: u}\n"), {})
    assert source.position == Position(file=f"{source.position.file}", line=3, column=5)
    assert source.position.file.endswith("/sources.yaml")
