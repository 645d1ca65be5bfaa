"""The guarded YAML reader: everything stays text, every trap is refused at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import ConfigError, Problem
from service.model import Position
from service.settings.document import Style, decode, load, parse
from service.settings.problems import point
from tests.endings import ends


LEVELS = range(1, 10)
BOMB = 'a0: &a0 ["x"]\n' + "".join(
    f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in LEVELS
)
MERGE = "a0: &a0 {k: v}\n" + "".join(
    f"a{i}: &a{i}\n  <<: [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in LEVELS
)

REFUSED = {
    "alias bomb": (BOMB, 1, 5, "anchors"),
    "merge bomb": (MERGE, 1, 5, "anchors"),
    "merge key": ("a: b\n<<: {c: d}", 2, 1, "merge keys"),
    "alias": ("a: *b", 1, 4, "anchors"),
    "tag": ('a: !!python/object/apply:os.system ["id"]', 1, 4, "tags"),
    "tag on text": ("a: !x b", 1, 4, "tags"),
    "deep": ("[" * 20_000, 1, 21, "deep"),
    "duplicate": ("a: 1\nb: 2\na: 3", 3, 1, "duplicate key 'a' (first on line 1)"),
    "tab": ("a:\n\t- b", 2, 1, "tab"),
    "tab later": ("a: b\n\tc: d", 2, 1, "tab"),
    "two documents": ("a: 1\n---\nb: 2", 2, 1, "second document"),
    "key is a list": ("[a]: b", 1, 1, "key must be text"),
    "open list": ("a: [b\nc: d", 1, 4, "'[' is never closed"),
    "open mapping": ("a: {b", 1, 4, "'{' is never closed"),
    "open quote": ('a: "b\nc: d\n', 1, 4, "never closed"),
    "colon": ("a: b: c", 1, 5, "': '"),
    "at sign": ("a: @b", 1, 4, "cannot begin with '@'"),
    "lonely star": ("a: * b", 1, 4, "cannot begin with '*'"),
    "behind quotes": ('a: "b" c', 1, 8, "does not belong"),
    "no item": ("a:\n  - b\n  c: d", 3, 3, "list item"),
    "odd": ("- a\nb", 2, 1, "neither a 'key: value'"),
    "too many": ("- a\n" * 100_001, 100_000, 3, "100,000 values"),
    "control": ("a: \x00", 1, 4, "U+0000"),
    "byte order": ("a: b\nc: \ufeff", 2, 4, "U+FEFF"),
    "huge": ("a: " + "x" * (1 << 20), 1, 1, "1 MiB"),
}


@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED.values(), ids=REFUSED)
def test_traps_are_refused_at_their_place(text, line, column, words):
    """What could hang, mislead or overflow is refused at once, with its place and why."""
    with ends(), pytest.raises(ConfigError) as caught:
        parse(decode(text.encode(), "w.yaml"), "w.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (line, column)
    assert words in problem.message


def test_a_guess_of_yaml_is_no_guess_of_ours():
    """What YAML would turn into numbers, dates and truths stays as it was written."""
    text = "a: NO\nb: 1.10\nc: 12:30\nd: 2020-01-01\ne: 010\nf: ~\ng: 1e3\nh: '7'\ni: yes"
    data = parse(text, "w.yaml").data
    assert list(data.values()) == [
        "NO",
        "1.10",
        "12:30",
        "2020-01-01",
        "010",
        "~",
        "1e3",
        "7",
        "yes",
    ]


def test_a_key_without_a_value_has_none():
    """An empty value is not the text of nothing, unless quotes say so."""
    assert parse("a:\nb: ''", "w.yaml").data == {"a": None, "b": ""}


def test_places_and_styles_are_kept():
    """Each text knows how it was written and where its first character stands."""
    document = parse("a: x\nb: 'y'\nc: \"z\"\nd: |\n\n   lit\ne: >\n  fold\n", "w.yaml")
    styles = [document.scalar((key,)).style for key in "abcde"]
    firsts = [document.scalar((key,)).first for key in "abcde"]
    assert styles == [Style.PLAIN, Style.SINGLE, Style.DOUBLE, Style.LITERAL, Style.FOLDED]
    places = [(first.line, first.column) for first in firsts]
    assert places == [(1, 4), (2, 5), (3, 5), (6, 4), (8, 3)]


def test_only_texts_have_a_style():
    """A list is not a text, and what is not there is neither."""
    document = parse("a: [b]", "w.yaml")
    with pytest.raises(KeyError):
        document.scalar(("a",))
    with pytest.raises(KeyError):
        document.scalar(("b",))


def test_a_block_without_text_begins_where_it_is_announced():
    """An empty block scalar has a place too."""
    document = parse("a: |\n", "w.yaml")
    assert document.scalar(("a",)).first == Position(file="w.yaml", line=1, column=4)


def test_the_nearest_place_is_found_for_what_is_missing():
    """A missing key is reported where its mapping begins."""
    document = parse("a:\n  - b: c\n", "w.yaml")
    assert document.place(("a", 0, "x", "y")) == Position(file="w.yaml", line=2, column=5)
    assert document.key(("a", 0, "b")) == Position(file="w.yaml", line=2, column=5)
    assert document.line(Position(file="elsewhere", line=1, column=1)) == ""


def test_line_ends_and_byte_order_mark_of_windows_are_fine():
    """CRLF and a BOM at the start change neither data nor lines."""
    document = parse(decode("\ufeffa: b\r\nc: [d]\r\n".encode(), "w"), "w")
    assert document.data == {"a": "b", "c": ["d"]}
    assert document.key(("c",)).line == 2


def test_other_encodings_are_refused_with_the_place():
    """Latin-1 is not UTF-8; the place is where it stops being so."""
    with pytest.raises(ConfigError) as caught:
        decode("a: b\nc: dé".encode("latin-1"), "w.yaml")
    assert str(caught.value) == "w.yaml:2:5: not UTF-8 text (save the file as UTF-8)"


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    """A missing file is a problem of that file, named with its folder."""
    with pytest.raises(
        ConfigError, match=rf"{tmp_path.name}/none.yaml:1:1: there is no such file"
    ):
        load(tmp_path / "none.yaml")


def test_a_pointer_stands_under_the_place_in_any_script():
    """Wide letters take two columns, combining marks none, tabs stay tabs."""
    document = parse('q: 북한 e\u0301\t"x" y"\n', "w.yaml")
    problem = document.problem(Position(file="w.yaml", line=1, column=10), "here", "do this")
    drawn = point(problem).splitlines()
    assert drawn[0] == "w.yaml:1:10: here"
    assert drawn[2] == "    " + " " * 3 + " " * 4 + " " + " " + "\t" + "^"
    assert drawn[3] == "    mend: do this"


def test_a_warning_says_that_it_is_one():
    """A warning is told apart, and a problem without a line draws none."""
    document = parse("a: b", "w.yaml")
    place = Position(file="WIREWATCH_X", line=1, column=1)
    assert (
        point(document.problem(place, "odd", severity="warning"))
        == "WIREWATCH_X:1:1: warning: odd"
    )


def test_a_problem_never_shows_the_password_on_its_line():
    """The line is shown up to the secret."""
    with pytest.raises(ConfigError) as caught:
        parse("desk:\n  password: @hunter2", "config.yaml")
    assert caught.value.problems[0].source_line == "  password: ********"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    """Whatever stands in a file, it is data or a problem with a place inside the file."""
    problems: tuple[Problem, ...] = ()
    try:
        parse(decode(text.encode("utf-8", "surrogatepass"), "w"), "w")
    except ConfigError as error:
        problems = error.problems
    assert all(one.line >= 1 and one.column >= 1 and one.message for one in problems)


@given(
    st.dictionaries(
        st.from_regex("[a-z]{1,5}", fullmatch=True), st.text("abc '#:\"{북", max_size=9)
    )
)
def test_single_quotes_keep_any_text(values):
    """A text in single quotes comes back exactly, whatever is in it."""
    text = "\n".join(
        f"{key}: '{value.replace(chr(39), chr(39) * 2)}'" for key, value in values.items()
    )
    assert (parse(text, "w").data or {}) == values
