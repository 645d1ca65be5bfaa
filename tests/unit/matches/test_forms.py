import gzip
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import pytest

from service.matches.blocks import FormTable, pack
from service.matches.build_forms import build
from service.matches.compile import compile_rules
from service.matches.evaluate import evaluate
from service.matches.forms import LANGUAGES, TABLES, expand, table, versions
from service.matches.words import fold
from tests.unit.matches.make import article, rule


EN = ("en",)


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("visit", {"visit", "visits", "visited", "visiting"}),
        ("visits", {"visit", "visits"}),
        ("visited", {"visited"}),
        ("arms", {"arms"}),
        ("troops", {"troops"}),
        ("leaves", {"leaf", "leafs", "leave", "leaves"}),
        ("building", {"building", "buildings"}),
        ("killings", {"killing", "killings"}),
        ("Shoigu", {"shoigu", "shoigus"}),
        ("Katz", {"katz", "katzes"}),
        ("Mubby", {"mubby", "mubbies"}),
        ("the", {"the"}),
        ("Polish", {"polish"}),
        ("polish", {"polish", "polishes", "polished", "polishing"}),
        ("good", {"good"}),
        ("united", {"united"}),
        ("ab", {"ab"}),
    ],
)
def test_expand(typed, forms):
    """A base form finds its forms, a plural its pair, any other form itself."""
    assert expand(typed, typed.lower(), EN) == forms


@pytest.mark.parametrize(
    ("language", "typed", "forms"),
    [
        ("fr", "que", {"que"}),
        ("fr", "drone", {"drone", "drones"}),
        ("es-MX", "misiles", {"misil", "misiles"}),
        ("de", "HAUS", {"haus", "hause", "hauses", "hauser", "hausern"}),
        ("de", "Merkel", {"merkel", "merkels"}),
        ("pl", "Tusk", None),
        ("it", "drone", {"drone"}),
    ],
)
def test_expand_in_other_languages(language, typed, forms):
    """Tables first, rules for what they lack, and the endings of names."""
    found = expand(typed, fold(typed), (language,))
    assert found == forms if forms is not None else "tuska" in found


def test_person_finds_people():
    """Irregular plurals that the list lacks are added."""
    assert "people" in expand("person", "person", EN)


def test_other_languages_have_no_forms():
    """A word of a language without forms finds itself."""
    assert expand("visit", "visit", ("ko", "sw")) == {"visit"}
    assert "visits" in expand("visit", "visit", ("ko", "en-GB"))


def test_unknown_plural_that_is_another_word():
    """An unknown word does not take a plural that the table knows as a word of its own."""
    assert table("en").find("chao") is None
    assert expand("chao", "chao", EN) == {"chao"}


@pytest.mark.parametrize(("fronted", "per_block"), [(False, 100), (True, 100), (True, None)])
def test_table_round_trip(fronted, per_block):
    """What is packed is found, block by block; what is not, is not."""
    rows: dict[str, Iterable[str]] = {
        f"word{number:04}": (f"word{number:04}s", f"work{number}") for number in range(1500)
    }
    rows["w" * 90] = rows["w" * 89] = ("w",)
    packed = FormTable(pack("xx 1", rows, per_block=per_block, fronted=fronted))
    assert packed.version == "xx 1"
    assert all(packed.find(word) == frozenset({word, *forms}) for word, forms in rows.items())
    assert packed.find("aaa") is None
    assert packed.find("word00005") is None


def test_build_is_deterministic(tmp_path: Path):
    """The same list gives the same bytes, whatever its order."""
    lines = ["arm,noun,arms", "arm,verb,armed,,arming,arms", "good,noun,goods/good", "x-y,noun,x"]
    lines += ["make,verb,made,,making,makes", "makings,noun,makings"]
    lines += ["physic,noun,physics", "physics,noun,physics"]
    tables = []
    for number, order in enumerate((lines, lines[::-1])):
        source = tmp_path / f"{number}.csv.gz"
        source.write_bytes(gzip.compress("\n".join(order).encode()))
        build(source, tmp_path / f"{number}.forms")
        tables.append((tmp_path / f"{number}.forms").read_bytes())
    assert tables[0] == tables[1]
    made = FormTable(tables[0])
    assert made.find("arm") == frozenset({"arm", "arms", "armed", "arming"})
    assert made.find("goods") == frozenset({"goods"})
    assert made.find("arming") == frozenset({"arming", "armings"})
    assert made.find("x-y") is None
    assert made.find("making") == frozenset({"making"})
    assert made.find("physic") == frozenset({"physic"})


def test_the_shipped_table_is_named():
    """A rule set's number depends on the version of the table."""
    assert "en 2" in versions()


def test_every_table_is_shipped_with_its_terms():
    """Each language's table is there, its licence is told, and all together stay small."""
    folder = files("service.matches").joinpath("tables")
    notice = folder.joinpath("NOTICE.md").read_text("utf-8")
    sizes = {
        language: len(folder.joinpath(f"{language}.forms").read_bytes()) for language in TABLES
    }
    assert all(f"## {language}.forms" in notice for language in TABLES)
    assert {table(language).version.split()[0] for language in TABLES} == TABLES
    assert sum(sizes.values()) < 6_500_000


WORDS = {"미사일": "미사일이 왔다.", "ракета": "Ракеты найдены.", "πύραυλος": "Ο πύραυλος.",
         "missile": "Two missiles.", "صاروخ": "صاروخ", "טיל": "טיל", "東京": "東京で", "ขีปนาวุธ": "ขีปนาวุธ"}  # fmt: skip


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_language_takes_nothing_from_words_in_another_writing(language):
    """Who watches Korea and Turkey in one file misses nothing of either."""
    known = ("en", "el", "ru", "ko", language)
    for word, text in WORDS.items():
        made = compile_rules([rule(word, languages=known)])
        assert evaluate(made, article(text)), (word, language)


def test_endings_are_put_to_words_in_their_own_writing():
    """No Turkish ending stands behind Hangul, no Hebrew letter before Cyrillic."""
    others = tuple(sorted(LANGUAGES - {"ru", "uk"}))
    assert expand("запуск", "запуск", others) == {"запуск"}
    assert expand("미사일", "미사일", tuple(sorted(LANGUAGES))) == {"미사일"}
