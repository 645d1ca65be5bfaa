"""Watchlists: each file for itself, each rule for itself, every mistake with place and mend."""

import json
import shutil
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import ConfigError, Problem
from service.model import (
    Empty,
    NameSpelling,
    Position,
    Quiet,
    QuietMode,
    Source,
    SourceId,
    StreamKind,
    Tier,
)
from service.settings import load_settings, point
from service.watchlists import (
    Loaded,
    joint_streams,
    load_watchlists,
    schema_text,
    schemas,
    with_source_lines,
    write_schemas,
)
from service.watchlists.rescue import rescue


ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    Source(id=SourceId(one), kind="feed", title=one, options={}, tags=("wire",))
    for one in ("tass", "yonhap")
]

WHOLE = """\
watchlist: korea-russia
title: North Korea and Russia
languages: [en, ko]
nearness: 8
sources: {include: ["tag:wire", "*.kr"], exclude: tass}
names:
  dprk: [North Korea, "case:NK", 북한]
rules:
  - arms transfer                   # the short form
  - id: shoigu-visit
    title: Shoigu visits
    query: Shoigu visit
    tier: urgent
    tests:
      - match: "Talks followed Shoigu's visit."
      - no_match: {title: Cabinet meets, text: At home., source: tass, lang: en, published: 2026-03-02}
  - id: treaty
    query: '"mutual aid" OR "mutual defense"'
digest:
  schedule: [08:00, 18:00]
  timezone: Asia/Seoul
  to: [desk, hook]
  empty: skip
  was: old-name
instant:
  tiers: [urgent, normal]
  to: hook
  group_wait: 1m
  quiet: {hours: "22:00-07:00", then: let-urgent-through}
"""


@pytest.fixture
def load(tmp_path):
    """Load watchlists from texts, one file each."""

    def from_texts(*texts: str, sources=(), names=None) -> Loaded:
        for number, text in enumerate(texts, 1):
            (tmp_path / f"w{number}.yaml").write_text(text, encoding="utf-8")
        return load_watchlists(
            tmp_path, names=names or {}, channels=["desk", "hook"], sources=sources, zone="UTC"
        )

    return from_texts


def said(loaded: Loaded) -> list[str]:
    return [f"{one.line}:{one.column}: {one.message}" for one in loaded.problems]


def rules(*lines: str) -> str:
    return "rules:\n" + "".join(f"  - {line}\n" for line in lines)


# --- a good file -------------------------------------------------------------------------------


def test_rules_carry_everything(load):
    """Ids, titles, tiers, languages, names, sources, and where the query begins."""
    loaded = load(WHOLE, sources=SOURCES, names={"dprk": ("x",), "us": ("USA",)})
    assert said(loaded) == ["7:3: in this watchlist, 'dprk' stands for these spellings only"]
    short, visit, treaty = loaded.rules
    assert (short.key, short.title, short.query) == (
        "korea-russia/arms-transfer",
        *["arms transfer"] * 2,
    )
    assert (visit.title, visit.tier, visit.nearness) == ("Shoigu visits", Tier.URGENT, 8)
    assert (visit.languages, visit.include, visit.exclude) == (
        ("en", "ko"),
        ("tag:wire", "*.kr"),
        ("tass",),
    )
    assert (visit.names, loaded.watchlists[0].id) == ({}, "korea-russia")
    assert treaty.query == '"mutual aid" OR "mutual defense"'
    assert [(one.position.line, one.position.column) for one in loaded.rules] == [
        (9, 5),
        (12, 12),
        (18, 13),
    ]


def test_rules_carry_the_names_that_they_ask_for(load):
    """Of the watchlist first, then of those it shares with others; in a phrase too."""
    text = """\
names: {dprk: [North Korea], un: {also: UNO}}
rules: [name:dprk OR name:us, '"name:un." x', arms]
"""
    shared = {"us": ("USA",), "un": ("United Nations",), "x": ("X",)}
    loaded = load(text, names=shared)
    assert not loaded.problems
    assert [rule.names for rule in loaded.rules] == [
        {"dprk": ("North Korea",), "us": ("USA",)},
        {"un": ("United Nations", "UNO")},
        {},
    ]


def test_a_name_that_hides_a_shared_one_is_remarked_upon(load):
    """It holds for this watchlist, and takes nothing off."""
    loaded = load("names: {un: UNO}\nrules: [name:un]", names={"un": ("United Nations",)})
    (problem,) = loaded.problems
    assert problem.message == "in this watchlist, 'un' stands for these spellings only"
    assert (problem.severity, loaded.rules[0].names) == ("warning", {"un": ("UNO",)})


def test_a_name_that_does_not_exist_brings_its_like(load):
    """So that the compiler can ask whether that was meant."""
    loaded = load("rules: [name:dprx, name:zzz]", names={"dprk": ("x",)})
    assert [rule.similar_names for rule in loaded.rules] == [("dprk",), ()]


def test_a_name_may_be_asked_for_by_a_spelling(load):
    """`name:uk` is nobody's key, though somebody is called so."""
    known = {"britain": ("Great Britain", "case:UK"), "states": (NameSpelling(text="U.S.A."),)}
    loaded = load("rules: [name:uk OR name:usa]", names=known)
    assert loaded.rules[0].names_by_spelling == {"uk": "britain", "usa": "states"}


def test_shorthands_become_streams(load):
    """`digest:` and `instant:` are streams with ids of their own."""
    digest, instant = load(WHOLE, sources=SOURCES).streams
    assert (digest.id, digest.kind, digest.zone) == (
        "korea-russia",
        StreamKind.DIGEST,
        "Asia/Seoul",
    )
    assert (digest.schedule, digest.to) == (("08:00", "18:00"), ("desk", "hook"))
    assert (digest.empty, digest.was, digest.tiers) == (Empty.SKIP, ("old-name",), tuple(Tier))
    assert (instant.id, instant.kind) == ("korea-russia-instant", StreamKind.INSTANT)
    assert (instant.tiers, instant.zone) == ((Tier.URGENT, Tier.NORMAL), "Asia/Seoul")
    assert (instant.group_wait, instant.schedule) == (timedelta(minutes=1), ())
    assert instant.quiet == Quiet(start=time(22), end=time(7), then=QuietMode.LET_URGENT_THROUGH)


def test_quiet_hours_that_keep_nothing_quiet(load):
    """Where only urgent rules are instant, letting the urgent through lets all through."""
    quiet = 'instant: {to: desk, quiet: {hours: "22:00-07:00", then: let-urgent-through}}'
    (problem,) = load(f"rules: [a]\n{quiet}").problems
    assert (problem.line, problem.severity) == (2, "warning")
    assert "quiet hours let everything through" in problem.message


TOLD = "digest: {%s schedule: 08:00, to: desk}", "instant: {%s to: desk}"


@pytest.mark.parametrize(
    ("head", "digest", "instant"),
    [("was: old", "", ""), ("", "was: old,", ""), ("", "", "was: old-instant,")],
)
def test_a_renamed_watchlist_is_renamed_with_all_its_streams(load, head, digest, instant):
    """Wherever its file says so; the streams are named after it."""
    loaded = load("\n".join((head, "rules: [a]", TOLD[0] % digest, TOLD[1] % instant)))
    assert not loaded.problems
    assert loaded.watchlists[0].was == ("old",)
    assert [one.was for one in loaded.streams] == [("old",), ("old-instant",)]
    assert {one.former for one in loaded.streams} == {(("old", "w1"),)}


def test_tests_of_rules_are_kept(load):
    """For `wirewatch check`: texts that must match, and texts that must not."""
    (watchlist,) = load(WHOLE, sources=SOURCES).watchlists
    match, no_match = watchlist.tests
    assert (watchlist.id, watchlist.title) == ("korea-russia", "North Korea and Russia")
    assert (match.rule, match.wanted, match.specimen.text) == (
        "korea-russia/shoigu-visit",
        True,
        "Talks followed Shoigu's visit.",
    )
    given = no_match.specimen
    assert (no_match.wanted, given.title, given.source) == (False, "Cabinet meets", "tass")
    assert (given.lang, given.published) == ("en", "2026-03-02")
    assert no_match.position.line == 16
    assert no_match.line.startswith("      - no_match: {title: Cabinet")


def test_two_words_are_a_watchlist(load):
    """Id and title come from the file's name."""
    loaded = load("rules: [arms transfer]\ndigest: {schedule: daily 08:00, to: desk}")
    assert not loaded.problems
    assert loaded.rules[0].key == "w1/arms-transfer"
    assert (loaded.streams[0].id, loaded.streams[0].title, loaded.streams[0].zone) == (
        "w1",
        "w1",
        "UTC",
    )


def test_an_instant_stream_may_stand_alone(load):
    """With its own time zone, and hours in their short form."""
    loaded = load("rules: [a]\ninstant: {to: hook, timezone: Asia/Seoul, quiet: 22:00-07:00}")
    (instant,) = loaded.streams
    assert (instant.zone, instant.quiet) == ("Asia/Seoul", Quiet(start=time(22), end=time(7)))


def test_values_mean_what_they_look_like(load):
    """`no`, `12:30`, `1e3`, curly quotes and a leading minus are queries like any other."""
    queries = ["no", "12:30", "1e3", "“arms transfer”", "-Moscow Shoigu", "title:x", "2026-03-02"]
    loaded = load(rules(*queries))
    assert not loaded.problems
    assert [rule.query for rule in loaded.rules] == queries


def test_ids_of_short_rules_are_stable(load):
    """The same query has the same id wherever it stands; likes get a mark of their own."""
    queries = [
        "arms transfer",
        "'\"arms transfer\"'",
        "'*'",
        "{id: arms-and-transfer, query: x}",
        "arms AND transfer",
    ]
    before = {rule.query: rule.id for rule in load(rules(*queries)).rules}
    after = {rule.query: rule.id for rule in load(rules("new one", *queries, "another")).rules}
    assert before.items() <= after.items()
    assert len(set(after.values())) == 7
    assert before["arms transfer"] == "arms-transfer"
    assert before['"arms transfer"'].startswith("arms-transfer-")


def test_only_yaml_files_are_read(load, tmp_path):
    """Hidden files, other files and folders are none of ours."""
    (tmp_path / ".hidden.yaml").write_text("x: [")
    (tmp_path / "notes.txt").write_text("x: [")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "b.yml").write_text("rules: [x]")
    assert [one.id for one in load("rules: [y]").watchlists] == ["b", "w1"]


def test_a_missing_folder_is_a_problem(tmp_path):
    """Nothing to watch must not look like nothing found."""
    loaded = load_watchlists(tmp_path / "none", names={}, channels=[], sources=[], zone="UTC")
    assert loaded.problems[0].message == "the folder of watchlists does not exist"


# --- YAML must not bite ------------------------------------------------------------------------

BITES = {
    '"mutual aid" OR pact': ("begins with a double quote", 1),
    "'aid' OR pact": ("begins with a single quote", 1),
    "@handle": ("begins with '@'", 1),
    "*미사일": ("begins with '*'", 1),
    "* x": ("begins with '*'", 1),
    "&x y": ("begins with '&'", 1),
    "!x y": ("begins with '!'", 1),
    "!(a OR b)": ("begins with '!'", 1),
    "%x": ("begins with '%'", 1),
    "`x`": ("begins with '`'", 1),
    "[a] OR b": ("begins with '['", 1),
    "{a} b": ("begins with '{'", 1),
    "| a": ("begins with '|'", 1),
    "> a": ("begins with '>'", 1),
    "] a": ("begins with ']'", 1),
    "arms #transfer": ("cuts it off", 5),
}


@pytest.mark.parametrize("query", BITES)
def test_what_yaml_refuses_or_misreads_is_ours_to_explain(load, query):
    """Place, reason and the very line to write; the rules around it live."""
    words, column = BITES[query]
    loaded = load(
        rules(
            "before x", f"{{id: q, query: x}}\n  - id: bad\n    query: {query}   # why", "after x"
        )
    )
    (problem,) = loaded.problems
    assert words in problem.message
    assert (problem.line, problem.column, problem.rule) == (5, column + 11, "bad")
    assert [rule.query for rule in loaded.rules] == ["before x", "x", "after x"]
    mended = problem.mend.removeprefix("put the whole query in single quotes: ")
    assert mended == "'" + query.strip("'").replace("'", "''") + "'" or query.startswith("'")
    again = load(rules("before x", mended, "after x"))
    assert not again.problems


@pytest.mark.parametrize("query", ["@handle", '"a b" AND c', "*미사일"])
def test_short_rules_are_explained_too(load, query):
    """The short form bites the same way."""
    loaded = load(rules("a", query, "b"))
    assert (loaded.problems[0].line, loaded.problems[0].column) == (3, 5)
    assert [rule.query for rule in loaded.rules] == ["a", "b"]


@pytest.mark.parametrize("query", ["{a OR b}", "[a, b]"])
def test_a_query_that_becomes_a_list_is_refused(load, query):
    """Brackets that YAML can read are no text."""
    loaded = load(f"rules:\n  - id: x\n    query: {query}\n  - b\n")
    assert said(loaded) == ["3:12: a query is text"]
    assert loaded.problems[0].mend.endswith(f"'{query}'")


def test_removed_quotes_are_a_warning(load):
    """The rule works, though perhaps not as meant."""
    loaded = load(rules('"arms transfer"'))
    (problem,) = loaded.problems
    assert (problem.severity, problem.rule) == ("warning", "")
    assert """write '"arms transfer"'""" in problem.mend
    assert loaded.rules[0].position.column == 6


@pytest.mark.parametrize(
    "query", ['"visit"', '"a AND b"', '"a -b"', '"title:a b"', "'a b'", '"(a b)"', '"a NEAR/5 b"']
)
def test_other_quotes_are_fine(load, query):
    """One word, operators, parts: nothing is lost with the quotes."""
    assert not load(rules(query)).problems


def test_a_comment_is_no_cut(load):
    """A `#` with a blank behind it is a comment."""
    assert not load(rules("arms transfer # a comment", "a #", "a#b")).problems


def test_many_bites_are_told_at_once(load):
    """Also in tests and schedules, each for itself."""
    text = """\
rules:
  - "a" AND b
  - query: c
    tests:
      - match: "d" e
      - match: f
  - @g
digest:
  schedule: */5 * * * *
  to: [consle]
instant: {to: hook}
"""
    loaded = load(text)
    assert [one.line for one in loaded.problems] == [2, 5, 7, 9, 10]
    assert [rule.query for rule in loaded.rules] == ["c"]
    assert [test.specimen.text for test in loaded.watchlists[0].tests] == ["f"]
    assert [stream.kind for stream in loaded.streams] == [StreamKind.INSTANT]


def test_what_cannot_be_rescued_takes_the_file_off(load):
    """All that was found is told, and the other files live."""
    loaded = load("rules:\n  - @a\nnames:\n  x: [b\n", "rules: [c]\n")
    assert [one.line for one in loaded.problems] == [2, 4]
    assert {one.watchlist for one in loaded.problems} == {"w1"}
    assert [rule.query for rule in loaded.rules] == ["c"]


def test_rescuing_ends():
    """A file that is wrong on every line is given up."""
    with pytest.raises(ConfigError) as caught:
        rescue("rules:\n" + "  - @a\n" * 99, "w.yaml")
    assert len(caught.value.problems) == 51


@given(
    st.lists(st.text(alphabet="ab '\"@#:*{}[]!&%-?|>,`\\", min_size=1, max_size=12), max_size=5)
)
def test_any_short_rules_are_read_or_refused(queries):
    """Whatever is typed after a dash, the result is rules and problems, never an accident."""
    text = "rules:\n  - first\n" + "".join(f"  - {query}\n" for query in queries)
    try:
        problems = rescue(text, "w.yaml").problems
    except ConfigError as error:
        problems = error.problems
    assert all(1 <= one.line <= len(queries) + 3 for one in problems)


# --- what is wrong -----------------------------------------------------------------------------


def test_languages_without_forms_are_told_once(load):
    """Words of nl and sv are found as they are written; those of ko need no forms."""
    loaded = load("languages: [en, nl, ko, sv]\nrules: [haven, port]")
    assert said(loaded) == ["1:1: words of nl, sv are found only as they are written"]
    assert not said(load("languages: [en, ko, tr, he]\nrules: [haven]"))


def test_what_a_mistake_above_the_rules_costs_is_said(load):
    """It turns the whole file off; one in a rule turns off that rule."""
    head, rule = load("nearness: 500\nrules: [a]"), load("rules: [(a, b]")
    assert "nothing of the file is taken over" in head.problems[0].mend
    assert not any("of the file" in problem.mend for problem in rule.problems)


def test_a_bad_rule_does_not_stop_its_neighbours(load):
    """Unknown keys, wrong values, doubled ids: only that rule is off."""
    text = """\
rules:
  - id: a
    qurey: x
  - {id: b, query: x, tier: urgnt}
  - {id: c, query: x}
  - {id: c, query: y}
  - title: x
  - case: WHO
  - [x]
  - {id: "a b", query: x}
  - {id: d, query: }
  -
  - last one
"""
    loaded = load(text)
    assert [rule.id for rule in loaded.rules] == ["c", "last-one"]
    assert said(loaded) == [
        "3:5: unknown key 'qurey': did you mean 'query'?",
        "4:29: 'tier': 'urgnt' is not one of urgent, normal, background: did you mean 'urgent'?",
        "6:10: the rule 'c' stands already on line 5",
        "7:5: missing key 'query'",
        "8:5: to YAML, 'case:' is a key: this rule has no query",
        "9:5: a rule is its query, or keys with values",
        "10:10: 'id': 'a b' cannot be an id",
        "11:13: 'query' has no value",
        "12:4: a rule is its query, or keys with values",
    ]
    assert "'title:x'" in loaded.problems[3].mend
    assert [one.rule for one in loaded.problems[:3]] == ["a", "b", "c"]


def test_the_same_query_twice_is_one_rule(load):
    """The second is named, with the place of the first."""
    loaded = load(rules("{query: a}", "{query: a, tier: urgent}", "{query: a, tier: urgent}"))
    assert len(loaded.rules) == 2
    assert "stands already on line 3" in loaded.problems[0].message


def test_a_mistake_in_the_head_hides_no_other(load):
    """`rulez` says why there are no rules; channel and weekday are told in the same run."""
    loaded = load("rulez: [a]\ndigest:\n  to: [hok]\n  schedule: weekday 08:00\n")
    assert len(loaded.problems) == 3
    assert said(loaded)[0] == "1:1: unknown key 'rulez': did you mean 'rules'?"
    assert "'hok'" in said(loaded)[1]
    assert "weekday" in said(loaded)[2]
    assert (loaded.watchlists, loaded.streams) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: x\nrules: [a]", "1:1: unknown key 'titel': did you mean 'title'?"),
        ("ruels: [a]", "1:1: unknown key 'ruels': did you mean 'rules'?"),
        ("watchlist: a b\nrules: [a]", "1:12: 'watchlist': 'a b' cannot be an id"),
        ("languages: english\nrules: [a]", "1:12: 'languages': 'english' is no language code"),
        ("nearness: 101\nrules: [a]", "1:11: 'nearness': must be at most 100"),
        ("names: {a: }\nrules: [a]", "1:9: 'a' has no spellings"),
        ("names: {a: [name:b]}\nrules: [a]", "1:13: names do not contain names"),
        ("title: @x\nrules: [a]", "1:8: YAML does not read a value that begins with '@' as text"),
        ("title: x", "1:1: the watchlist has no rules"),
        ("", "1:1: the file is empty"),
        ("- a", "1:1: a watchlist has keys with values"),
        ("rules: {a: b}\ninstant: {to: hook}", "1:1: rules must be a list"),
    ],
)
def test_what_is_wrong_in_the_head_is_told(load, text, expected):
    """With its place; the watchlist is off, the next one is not."""
    loaded = load(text, "rules: [b]")
    assert expected in said(loaded)
    assert loaded.problems[0].watchlist == "w1"
    assert [rule.key for rule in loaded.rules] == ["w2/b"]


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ("digest: {schedule: 08:00}", "2:1: missing key 'to'"),
        ("digest: {schedule: 08:00, to: }", "2:27: 'to' has no value"),
        ("digest: {schedule: 08:00, to: []}", "2:31: 'to': is empty"),
        ("digest: {schedule: 25:00, to: desk}", "2:20: "),
        ("digest: {schedule: [08:00, soonish], to: desk}", "2:28: "),
        (
            "digest: {schedule: 08:00, to: dsk}",
            "2:31: unknown channel 'dsk': did you mean 'desk'?",
        ),
        (
            "digest: {schedule: 08:00, to: desk, timezone: Asia/Soul}",
            "2:47: 'timezone': unknown time zone",
        ),
        (
            "digest: {schedule: 08:00, to: desk, empty: never}",
            "2:44: 'empty': 'never' is not one of send, skip",
        ),
        ("digest: 08:00", "2:9: 'digest': must be keys with values"),
        ("instant: {to: hook, group_wait: 2d}", "2:33: 'group_wait': must be at most 1"),
        ("instant: {to: qqq}", "2:15: unknown channel 'qqq'"),
        ("instant: {to: hook, quiet: 22-}", "2:28: 'hours': '22-' are no hours"),
        ("instant: {to: hook, quiet: 22:00-22:00}", "2:28: 'hours': '22:00-22:00' are no hours"),
        (
            "instant: {to: hook, quiet: {hours: 1:00-2:00, than: hold}}",
            "2:47: unknown key 'than': did you mean 'then'?",
        ),
    ],
)
def test_a_bad_stream_leaves_the_rules_alone(load, stream, expected):
    """Only that stream is off; its rules go on matching."""
    loaded = load(f"rules: [a]\n{stream}")
    assert said(loaded)[0].startswith(expected)
    assert not loaded.streams
    assert len(loaded.rules) == 1


def test_one_unknown_channel_does_not_silence_the_others(load):
    """A slip in one name is told, and the rest still hear."""
    loaded = load("rules: [a]\ndigest: {schedule: 08:00, to: [dsk, hook, hook]}")
    assert loaded.streams[0].to == ("hook",)
    assert loaded.problems[0].column == 32


def test_a_bad_test_leaves_its_rule_alone(load):
    """A test that cannot be read takes nothing off but itself."""
    text = "rules:\n- query: a\n  tests:\n  - {match: a, no_match: b}\n  - match: {txt: a}\n  - x\n  - match: ok\n- query: b\n  tests: a\n"
    loaded = load(text)
    assert len(loaded.rules) == 2
    assert said(loaded) == [
        "4:5: a test is either 'match' or 'no_match'",
        "5:13: unknown key 'txt': did you mean 'text'?",
        "6:5: a test says 'match:' or 'no_match:' first",
        "9:10: tests must be a list",
    ]
    assert {one.rule for one in loaded.problems} == {""}
    assert [test.specimen.text for test in loaded.watchlists[0].tests] == ["ok"]


def test_unknown_sources_are_warnings(load):
    """Ids and tags are compared with those of sources.yaml; domains are not."""
    text = "sources: {include: [tas, 'tag:wire', '*.kr'], exclude: ['tag:wir']}\nrules: [a]"
    loaded = load(text, sources=SOURCES)
    assert said(loaded) == [
        "1:21: no source is called 'tas': did you mean 'tass'?",
        "1:57: no source is called 'tag:wir': did you mean 'tag:wire'?",
    ]
    assert {one.severity for one in loaded.problems} == {"warning"}
    assert not load(text).problems
    assert len(loaded.rules) == 1


def test_two_watchlists_of_one_id_are_one(load):
    """The first stays; the second is off, and so are its rules."""
    loaded = load("watchlist: a\nrules: [x]", "watchlist: a\nrules: [y]", "rules: [z]")
    assert [rule.query for rule in loaded.rules] == ["x", "z"]
    assert loaded.problems[0].message.startswith("the watchlist 'a' stands already in ")


def test_two_streams_of_one_id_are_one(load):
    """`a-instant` may be a watchlist too, but not with a digest of that id."""
    one = "watchlist: a\nrules: [x]\ninstant: {to: hook}"
    two = "watchlist: a-instant\nrules: [y]\ndigest: {schedule: 08:00, to: desk}"
    loaded = load(one, two)
    assert [stream.kind for stream in loaded.streams] == [StreamKind.INSTANT]
    assert loaded.problems[0].message.startswith("the stream 'a-instant' stands already in ")
    assert loaded.problems[0].watchlist == "a-instant"


# --- joint digests -----------------------------------------------------------------------------


def _joint(tmp_path: Path, loaded: Loaded, *digests: str):
    text = "channels: {desk: {type: console}}\ndigests:\n" + "".join(
        f"- {one}\n" for one in digests
    )
    (tmp_path / "config").mkdir()
    (tmp_path / "config/config.yaml").write_text(text)
    settings = load_settings(tmp_path / "config", {})
    return joint_streams(settings, loaded.watchlists, loaded.streams)


def test_a_joint_digest_spans_watchlists(load, tmp_path):
    """Its zone is its own, else that of the settings."""
    loaded = load("rules: [a]", "rules: [b]")
    (stream,), problems = _joint(
        tmp_path, loaded, "{id: m, title: M, watchlists: [w1, w2], schedule: 08:00, to: desk}"
    )
    assert not problems
    assert (stream.id, stream.watchlists, stream.zone) == ("m", ("w1", "w2"), "UTC")


def test_a_joint_digest_knows_the_former_names_of_its_watchlists(load, tmp_path):
    """A watchlist may have no streams of its own."""
    loaded = load("was: [old]\nrules: [a]", "was: [w2]\nrules: [b]")
    (stream,), _ = _joint(
        tmp_path, loaded, "{id: m, title: M, watchlists: [w1, w2], schedule: 08:00, to: desk}"
    )
    assert stream.former == (("old", "w1"),)


def test_a_bad_joint_digest_is_told(load, tmp_path):
    """Unknown watchlists and doubled ids, each at its place in config.yaml.

    An unknown watchlist stays in the scope: it may only be off while somebody mends its file.
    """
    loaded = load("rules: [a]\ndigest: {schedule: 08:00, to: desk}")
    streams, problems = _joint(
        tmp_path,
        loaded,
        "{id: m, title: M, watchlists: [w1, w11], schedule: 08:00, to: desk}",
        "{id: w1, title: M, watchlists: w1, schedule: 08:00, to: desk}",
        "{id: n, title: M, watchlists: x, schedule: 99, to: desk}",
    )
    assert [stream.watchlists for stream in streams] == [("w1", "w11")]
    assert problems[0].message == "unknown watchlist 'w11': did you mean 'w1'?"
    assert {one.file for one in problems} == {"config/config.yaml"}
    assert problems[-1].message.startswith("the stream 'w1' stands already in ")


# --- around it ---------------------------------------------------------------------------------


def test_lines_are_found_for_problems_of_the_engine(tmp_path):
    """A column behind the end of its line goes on where the query goes on."""
    text = "rules:\n  - query: >-\n      foo AND\n      (bar\n  - x\n"
    (tmp_path / "w.yaml").write_text(text)
    problem = Problem(
        file="w/w.yaml", line=3, column=7 + len("foo AND "), message="'(' is never closed"
    )
    (found,) = with_source_lines([problem], tmp_path)
    assert (found.line, found.column, found.source_line) == (4, 7, "      (bar")
    assert point(found).splitlines()[2] == "    " + " " * 6 + "^"


def test_lines_that_are_there_stay(tmp_path):
    """What is known is not looked up, and what cannot be found stays unknown."""
    known = Problem(file="w.yaml", line=1, column=1, message="x", source_line="y")
    lost = Problem(file="none.yaml", line=1, column=1, message="x")
    assert with_source_lines([known, lost], tmp_path) == (known, lost)


def test_positions_name_the_file_with_its_folder(load, tmp_path):
    """As `watchlists/korea.yaml`, whatever the working folder is."""
    (rule,) = load("rules: [x]").rules
    assert rule.position == Position(file=f"{tmp_path.name}/w1.yaml", line=1, column=9)


@pytest.mark.parametrize("name", ["watchlist", "config", "sources", "names", "pins"])
def test_the_shipped_schemas_are_current(name):
    """Mend it with: python -c "from service.watchlists import write_schemas; …"."""
    shipped = (ROOT / f"config/schema/{name}.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(schemas()[name])


def test_schemas_describe_every_key(tmp_path):
    """Editors show what a key is for, and defaults as our files write them."""
    (path, *_) = write_schemas(tmp_path / "new")
    schema = json.loads(path.read_text(encoding="utf-8"))
    models = [schema, *schema["$defs"].values()]
    keys = [key for model in models for key in model.get("properties", {}).values()]
    assert keys
    assert all(key.get("description") for key in keys)
    assert schema["$defs"]["InstantEntry"]["properties"]["group_wait"]["default"] == "30s"


def test_the_shipped_watchlists_are_valid(tmp_path):
    """What is shipped has no problem at all, with the channels that are shipped."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "watchlists", tmp_path / "watchlists")
    settings = load_settings(tmp_path / "config", {})
    loaded = load_watchlists(
        settings.watchlists_dir,
        names={},
        channels=settings.channels,
        sources=[],
        zone=settings.zone,
    )
    assert loaded.rules
    assert loaded.streams
    assert not loaded.problems


def test_single_quotes_within_removed_ones(load):
    """What is proposed instead is YAML."""
    (problem,) = load(rules("\"'arms transfer'\"")).problems
    assert """write '"arms transfer"'""" in problem.mend
