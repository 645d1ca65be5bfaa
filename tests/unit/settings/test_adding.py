"""Sources are added to a file as a person would: nothing else in it changes."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.errors import ConfigError
from service.settings import load_sources
from service.settings.adding import Entry, add, added


FERRY: Entry = {
    "id": "ferry",
    "url": "https://ferry.example/rss?a=1&b=2",
    "title": "Ferry: all of it",
}
LISTS = {
    "block": "sources:\n  - id: a   # why\n    url: https://a.example/\n\n# the end\n",
    "flush": "sources:\n- https://a.example/\n- id: b\n  path: x\n",
    "deep": "sources:\n      - id: a\n        path: x\n        tags:\n          - one\n          - two\n",
    "empty": "# nothing yet\nsources:\n",
    "brackets": "sources: []\n# more\n",
    "none": "",
    "comment": "# only this",
    "no end": "sources:\n  - https://a.example/",
    "flow item": "sources:\n  - {id: a, path: x}\n# - {id: b, path: y}\n",
    "folded": "sources:\n  - id: a\n    title: >\n      A long\n      title\n    path: x\n",
    "literal": "sources:\n  - id: a\n    path: x\n    title: |\n      A long\n      title\n\n# end\n",
}


@pytest.mark.parametrize("name", LISTS)
def test_what_was_there_stays(name, tmp_path):
    """Every line is still there, in its order, and both old and new sources are read."""
    path = tmp_path / "sources.yaml"
    path.write_text(LISTS[name])
    before, _ = load_sources(path, {})
    add(path, [FERRY])
    after, problems = load_sources(path, {})

    assert [one.id for one in after] == [*(one.id for one in before), "ferry"]
    assert (after[-1].title, after[-1].options["url"]) == (FERRY["title"], FERRY["url"])
    assert not problems
    kept = iter(path.read_text().splitlines())
    old = [line for line in LISTS[name].splitlines() if line != "sources: []"]
    assert all(line in kept for line in old)


def test_a_new_source_stands_behind_the_last(tmp_path):
    """Remarks at the end stay at the end."""
    text = added(LISTS["block"], "sources.yaml", [FERRY])

    assert text == (
        "sources:\n  - id: a   # why\n    url: https://a.example/\n"
        "  - id: ferry\n    url: https://ferry.example/rss?a=1&b=2\n    title: 'Ferry: all of it'\n"
        "\n# the end\n"
    )


def test_no_file(tmp_path):
    """Where there is none, one is made."""
    path = tmp_path / "config" / "sources.yaml"
    add(path, [FERRY])

    assert [one.id for one in load_sources(path, {})[0]] == ["ferry"]


def test_mode_and_link_stay(tmp_path):
    """A file that is linked to is written where it lies, with the rights that it had."""
    real = tmp_path / "real.yaml"
    real.write_text(LISTS["block"])
    real.chmod(0o600)
    (tmp_path / "sources.yaml").symlink_to(real)
    add(tmp_path / "sources.yaml", [FERRY])

    assert (tmp_path / "sources.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["real.yaml", "sources.yaml"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources: [https://a.example/]\n", "nothing can be added"),
        ("sources: hello\n", "a list of sources was expected"),
        ("feeds:\n  - x\n", "a list of sources was expected"),
        ("- x\n", "a list of sources was expected"),
        ("sources:\n  - &a x\n", "anchor"),
    ],
)
def test_refused(text, said, tmp_path):
    """What cannot be added to safely is left as it was, and told."""
    path = tmp_path / "sources.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=said):
        add(path, [FERRY])
    assert path.read_text() == text


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn")),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()))


@example(title="-", tags=["-", "--"], name="block")
@given(
    title=TEXTS.filter(bool),
    tags=st.lists(TEXTS.filter(bool), max_size=3),
    name=st.sampled_from(sorted(LISTS)),
)
def test_any_text_comes_back(title, tags, name):
    """Whatever a title or tag is made of, it is read back the same, or refused: never another."""
    entry: Entry = {"id": "x1", "url": "https://x.example/", "title": title, "tags": tuple(tags)}
    once = added(LISTS[name], "sources.yaml", [entry])

    assert added(once, "sources.yaml", [FERRY]).startswith(once[: once.index("x1")])


def test_paths_of_files_are_named(tmp_path: Path):
    """A file that cannot be read is told by its name."""
    path = tmp_path / "sources.yaml"
    path.mkdir()
    with pytest.raises(ConfigError, match=r"sources\.yaml"):
        add(path, [FERRY])
