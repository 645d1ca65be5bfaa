"""The shipped names: found by key, in seventeen languages, and not where a word means something else."""

from functools import cache
from pathlib import Path

import babel
import pytest

from service.matches.compile import RuleSet, compile_rules
from service.matches.evaluate import evaluate
from service.model import NameSpelling
from service.settings import load_names, shipped
from service.settings.shipped import ShippedName
from service.settings.shipped.build import BABEL, LANGUAGES, build
from tests.unit.matches.make import article, rule


@cache
def asking(key: str) -> RuleSet:
    return compile_rules([rule(f"name:{key}", names={key: shipped()[key]})])


def found(key: str, text: str, language: str | None = None) -> list[str]:
    matches = evaluate(asking(key), article(text, language=language))
    return [one.quote for match in matches for one in match.evidence]


def test_names_are_looked_up():
    """By key; a mapping like the user's own."""
    names = shipped()
    assert names["nato"][0] == "case:NATO"
    assert list(names) == sorted(names)
    assert len(names) == len(list(names)) == len(list(names.all()))
    assert "nowhere" not in names
    assert names.get("") is None


def test_every_name_is_found_at_its_key():
    """Bisecting finds the first, the last, and all between."""
    names = shipped()
    for one in names.all():
        assert names.find(one.key) == one
    assert names.find("zzz") is None
    assert names.find("aaa") is None


def test_the_table_is_what_the_script_makes():
    """From CLDR as this Babel has it; another one may know better."""
    if babel.__version__ != BABEL:
        pytest.skip(f"the table was made with Babel {BABEL}, this is {babel.__version__}")
    path = Path(__file__).resolve().parents[3] / "service/settings/shipped/names.txt"
    assert path.read_bytes() == build()


def test_there_is_what_is_promised():
    """Countries in every language, capitals, and some organisations."""
    kinds: dict[str, list[ShippedName]] = {}
    for one in shipped().all():
        kinds.setdefault(one.kind, []).append(one)
    assert {kind: len(some) for kind, some in kinds.items()}.keys() == {
        "country",
        "capital",
        "organisation",
    }
    assert len(kinds["country"]) == 200
    assert len(kinds["capital"]) > 150
    assert len(kinds["organisation"]) >= 40
    assert all(set(one.spellings) == set(LANGUAGES) for one in kinds["country"])


def test_all_of_them_can_be_asked_for():
    """Each compiles without a remark, all into one set."""
    names = {one.key: one.spelled() for one in shipped().all()}
    made = compile_rules([rule(f"name:{key}", id=key, names={key: names[key]}) for key in names])
    assert [problem.message for problem in made.problems] == []
    assert len(made.rules) == len(names)


@pytest.mark.parametrize(
    ("key", "text", "quotes"),
    [
        ("north-korea", "Talks in North Korea; the DPRK agreed.", ["North Korea", "DPRK"]),
        ("north-korea", "Глава КНДР прибыл", ["КНДР"]),
        ("north-korea", "북한이 미사일을 쐈다", ["북한이"]),
        ("kyiv", "В Киеве и Києві, Kiev, キーウで", ["Киеве", "Києві", "Kiev", "キーウ"]),
        ("germany", "в Германии, in Deutschland", ["Германии", "Deutschland"]),
        ("turkey", "Turkey and TURKEY, not turkey", ["Turkey", "TURKEY"]),
        ("turkey", "Türkiye'de", ["Türkiye"]),
        ("china", "a china cup", []),
        ("chad", "Chad Smith drummed", []),
        ("chad", "Chad and Niger closed the border", ["Chad"]),
        ("chad", "чад в кухне", []),
        ("georgia", "Voters in Georgia and Ohio", []),
        ("georgia", "Tbilisi: Georgia votes", ["Georgia"]),
        ("jordan", "Michael Jordan scored", []),
        ("jordan", "Jordan and Israel", ["Jordan"]),
        ("niger", "Nigeria won", []),
        ("niger", "Oil in the Niger Delta", []),
        ("guinea", "Equatorial Guinea, Papua New Guinea, Guinea-Bissau", []),
        ("guinea", "Guinea's junta", ["Guinea"]),
        ("sudan", "South Sudan's army", []),
        ("congo", "the Democratic Republic of the Congo", []),
        (
            "dr-congo",
            "in the Democratic Republic of the Congo",
            ["Democratic Republic of the Congo"],
        ),
        ("south-korea", "the Democratic People's Republic of Korea", []),
        ("mexico", "New Mexico voted; Mexico City, Mexico", ["Mexico", "Mexico"]),
        ("india", "インドネシアで", []),
        ("india", "インドで", ["インド"]),
        ("india", "印度尼西亚", []),
        ("thailand", "新しいタイトル", []),
        ("who", "The WHO said who", ["WHO"]),
        ("nato", "НАТО, NATO, l'OTAN", ["НАТО", "NATO", "OTAN"]),
        ("un", "the U.N. and un chien, UN", ["U.N", "UN"]),
        ("united-kingdom", "the UK, uk", ["UK"]),
        ("united-states", "the USA and the U.S. told us", ["USA", "U.S"]),
        ("wagner", "Richard Wagner's Ring", []),
        ("wagner", "Wagner mercenaries left", ["Wagner", "Wagner mercenaries"]),
        ("kremlin", "Кремля", ["Кремля"]),
        ("male", "Male, 35, of Leeds", []),
        ("china", "والصين وبالصين للصين", ["والصين", "وبالصين", "للصين"]),
        ("china", "בסין ומסין", ["בסין", "ומסין"]),
        ("greece", "כיוון שביוון", ["שביוון"]),
        ("hamas", "وحماس، الحماس", ["وحماس"]),
        ("un", "للأمم المتحدة", ["للأمم المتحدة"]),
    ],
)
def test_names_in_texts(key, text, quotes):
    """What is found, and which traps are not stepped into."""
    assert found(key, text) == quotes


@pytest.mark.parametrize(
    ("key", "text", "language", "quotes"),
    [
        ("iceland", "auf Island", "de", ["Island"]),
        ("iceland", "Rikers Island", "en", []),
        ("china", "W Chinach", "pl", ["Chinach"]),
        ("china", "W Chinach", "en", []),
        ("togo", "Того ради ушел", "ru", []),
        ("togo", "Того и Гана", "ru", ["Того"]),
        ("rome", "a Roma", "it", ["Roma"]),
        ("rome", "the Roma people", "en", []),
        ("morocco", "Fas Kralı", "tr", ["Fas"]),
        ("morocco", "the FAS fined", "en", []),
        ("eu", "l'UE", "fr", ["UE"]),
        ("eu", "la Ue", "it", ["Ue"]),
        ("united-states", "gli Usa", "it", ["Usa"]),
        ("united-states", "أمريكا اللاتينية ثم أميركا", "ar", ["أميركا"]),
        ("saudi-arabia", "في السعودية", "ar", ["السعودية"]),
        ("united-arab-emirates", "للإمارات", "ar", ["للإمارات"]),
        ("syria", "في سورية", "ar", ["سورية"]),
        ("germany", "W Niemczech i Niemiec", "pl", ["Niemczech", "Niemiec"]),
        ("china", "do Chin", "pl", ["Chin"]),
        ("czech-republic", "The Czech side", "en", []),
        ("netherlands", "in den Niederlanden", "de", ["Niederlanden"]),
        ("philippines", "у Филиппин", "ru", ["Филиппин"]),
        ("somalia", "A Somali man", "en", []),
        ("somalia", "Somali'de", "tr", ["Somali"]),
    ],
)
def test_names_in_articles_of_a_language(key, text, language, quotes):
    """Some spellings count in their own language only."""
    assert found(key, text, language) == quotes


def test_users_replace_and_extend_them(tmp_path):
    """`config/names.yaml` stands before them."""
    path = tmp_path / "names.yaml"
    path.write_text("nato: [Nato]\nkyiv: {also: [Kyjev]}\n")
    names, problems = load_names(path, shipped())
    assert not problems
    assert names["nato"] == ("Nato",)
    assert names["kyiv"] == (*shipped()["kyiv"], "Kyjev")
    assert names["berlin"] == shipped()["berlin"]


def test_a_spelling_asks_for_what_its_line_says():
    """One word with a capital counts as a name; several words as they are."""
    one = ShippedName(
        key="x",
        kind="country",
        spellings={"pl": ("Chiny",), "en": ("North X", {"spelling": "X", "lang": ["en"]})},
    )
    assert one.spelled() == (
        NameSpelling(text="Chiny", proper=True),
        "North X",
        NameSpelling(text="X", only_in=("en",), forms=("en",), proper=True),
        NameSpelling(text="Chiny", proper=True, only_in=("pl",), forms=("pl",)),
    )
    assert one.title == "North X"
    assert [made.text for made in one.by_language()["en"]] == ["North X", "X"]
