import json
from pathlib import Path

from service.matches.blocks import FormTable
from service.matches.build_greek import entries
from service.matches.build_lists import build


def made(language: str, folder: Path, *lists: Path) -> FormTable:
    build(language, *lists, target=folder)
    return FormTable((folder / f"{language}.forms").read_bytes())


def written(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def found(table: FormTable, word: str) -> set[str]:
    return set(table.find(word) or ())


def test_german(tmp_path: Path) -> None:
    """Nouns keep their capital, plurals find their noun, separable verbs are put together."""
    nouns = {"Haus": {"NOM": {"SIN": "Haus", "PLU": "Häuser"}, "GEN": {"SIN": "Hauses"}, "G": "N"}}
    verb = {
        "INF": "abarbeiten",
        "hasPrefix": True,
        "PA2": ["abgearbeitet"],
        "IMP": {"S": "arbeite"},
        "PRÄ": {"S": {"1": ["arbeite", "ab"], "3": "arbeitet"}},
    }
    table = made(
        "de",
        tmp_path,
        written(tmp_path, "a.json", {"neu": {"NOM": {"P": "neue", "X": None}}}),
        written(tmp_path, "v.json", {"abarbeiten": verb}),
        written(tmp_path, "w.json", nouns),
    )
    assert found(table, "Haus") == found(table, "Häuser") == {"haus", "hauser", "hauses"}
    assert found(table, "Hauser") == {"haus", "hauser", "hauses"}
    assert found(table, "neu") == {"neu", "neue"}
    assert {"abarbeite", "arbeitet", "abgearbeitet", "abgearbeitete"} <= found(table, "abarbeiten")
    assert table.find("haus") is None


def test_french(tmp_path: Path) -> None:
    """Accents tell words apart; what is typed without them is found where it is no other word."""
    lines = ["arme nc arme fs", "armes nc arme fp", "armée nc armée fs", "armées nc armée fp"]
    lines += ["armé adj armé ms", "armée adj armé fs", "chevaux nc cheval mp", "vite adv vite"]
    mlex = "\n".join("\t".join((*line.split(), "")[:4]) for line in lines)
    table = made("fr", tmp_path, written(tmp_path, "l.mlex", mlex))
    assert found(table, "armé") == {"arme", "armee"}
    assert table.find("arme") is None  # the rule says the same
    assert found(table, "chevaux") == {"cheval", "chevaux"}
    assert table.find("vite") is None


def test_italian(tmp_path: Path) -> None:
    """Nouns with their plurals, adjectives, verbs."""
    table = made(
        "it",
        tmp_path,
        written(tmp_path, "a.json", {"nuovo": {"FS": "nuova"}}),
        written(tmp_path, "v.json", {"dire": {"ind": {"S3": "dice"}, "ger": "dicendo"}}),
        written(tmp_path, "w.json", {"arma": {"P": "armi"}, "re": {"G": "M"}}),
    )
    assert found(table, "armi") == found(table, "arma") == {"arma", "armi"}
    assert found(table, "dire") == {"dire", "dice", "dicendo"}
    assert found(table, "nuovo") == {"nuovo", "nuova"}


AFF = """SET UTF-8
SFX S Y 2
SFX S 0 s [aeo]
SFX S 0 es [^aeos]
SFX G Y 1
SFX G o a o
SFX R Y 1
SFX R ar ó/X ar
SFX D Y 1
SFX D o a o
SFX B Y 1
SFX B ão ões ão
SFX L Y 2
SFX L r do r
SFX L r dinho r
"""


def test_spanish(tmp_path: Path) -> None:
    """Only endings that inflect count; a regular plural is left to the rule."""
    words = "7\nchico/GS\nnuevo/S\nnuevamente\nvisitar/RJ\nmisil/S\npuerto/S"
    aff, dic = written(tmp_path, "x.aff", AFF), written(tmp_path, "x.dic", words)
    table = made("es", tmp_path, aff, dic)
    assert found(table, "chico") == {"chico", "chica", "chicos", "chicas"}
    assert found(table, "nuevo") == {"nuevo", "nueva", "nuevos", "nuevas"}
    assert found(table, "visitar") == {"visitar", "visito"}
    assert table.find("misil") is None


def test_portuguese(tmp_path: Path) -> None:
    """Participles without their diminutives; the longest words are left out."""
    words = "4\nvisitar/L\nmão/B\nministro/D\notorrinolaringologista/B"
    aff, dic = written(tmp_path, "x.aff", AFF), written(tmp_path, "x.dic", words)
    table = made("pt", tmp_path, aff, dic)
    assert found(table, "visitar") == {"visitar", "visitado"}
    assert found(table, "ministro") == {"ministro", "ministra"}
    assert found(table, "novo") == {"novo", "nova", "novos", "novas"}
    assert table.find("otorrinolaringologista") is None


UKRAINIAN = """SET UTF-8
SFX % Y 3
SFX % а и [т]а
SFX % а у [т]а
SFX % а ою [т]а
SFX ; Y 3
SFX ; а и [т]а
SFX ; а ам [т]а
SFX ; а 0 [т]а
SFX Q Y 2
SFX Q о а о
SFX Q о у о
SFX S Y 2
SFX S о ам о
SFX S о 0 о
SFX N Y 1
SFX N ти но ти
SFX j Y 1
SFX j ий ого ий
SFX + Y 1
SFX + ий о ий
"""


def test_ukrainian(tmp_path: Path) -> None:
    """Plurals find their noun, verbs their passive participles; apostrophes go, adverbs as well."""
    words = "6\nракета/%;\nмісто/QS\nсказати/N\nсказаний/j+\nм'ята/%\nнадзвичайнорадіоактивний/j"
    aff, dic = written(tmp_path, "x.aff", UKRAINIAN), written(tmp_path, "x.dic", words)
    table = made("uk", tmp_path, aff, dic)
    assert found(table, "ракети") == {"ракета", "ракети", "ракету", "ракетою", "ракетам", "ракет"}
    assert found(table, "міста") == found(table, "місто") >= {"місто", "міста", "містам", "міст"}
    assert found(table, "сказати") == {"сказати", "сказано", "сказаний", "сказаного"}
    assert found(table, "сказаний") == {"сказаний", "сказаного"}
    assert found(table, "мята") >= {"мята", "мятою"}
    assert {"люди", "людьми"} <= found(table, "людина")
    assert table.find("надзвичайнорадіоактивний") is None


def test_turkish(tmp_path: Path) -> None:
    """Marks say what the ending cannot: voicing, vowels that drop or do not harmonise, doubling."""
    rows = [
        ("kitap", "kitap", "Noun", "None", "null", "Voicing"),
        ("hukuk", "hukuk", "Noun", "None", "null", "NoVoicing"),
        ("saat", "saat", "Noun", "None", "null", "NoVoicing InverseHarmony"),
        ("ağız", "ağız", "Noun", "None", "null", "LastVowelDrop"),
        ("hak", "hak", "Noun", "None", "null", "Doubling"),
        ("işbirlik", "işbirlik", "Noun", "None", "işbirliği_Noun", "CompoundP3sgRoot Dummy"),
        ("işbirliği", "işbirliği", "Noun", "None", "null", "CompoundP3sg"),
        ("gitmek", "git", "Verb", "None", "null", "Aorist_A Voicing"),
        ("silâh", "silah", "Noun", "None", "null", "0"),
        ("ev", "ev", "Noun", "None", "null", "0"),
        ("imek", "i", "Verb", "None", "null", "0"),
        ("Ankara", "ankara", "Noun", "Prop", "null", "0"),
    ]
    lines = ["\t".join((f"{a}_x", a, b, c, d, b, "0", e, f)) for a, b, c, d, e, f in rows]
    table = made("tr", tmp_path, written(tmp_path, "l.csv", "\n".join(lines)))
    assert {"kitabi", "kitaplarimizda"} <= found(table, "kitap") == found(table, "kitaplar")
    assert "kitapi" not in found(table, "kitap")
    assert {"hukuku", "hukuktaki"} <= found(table, "hukuk")
    assert {"saati", "saatler"} <= found(table, "saat")
    assert {"agzi", "agizlar"} <= found(table, "ağız")
    assert {"hakki", "haklar"} <= found(table, "hak")
    assert {"isbirligini", "isbirlikleri"} <= found(table, "işbirliği")
    assert {"gitti", "gidiyor", "gider", "gitmedi"} <= found(table, "gitmek")
    assert "gidir" not in found(table, "gitmek")
    assert table.find("Ankara") is None
    assert {"silahlar", "silahi"} <= found(table, "silah")
    assert "evimiz" in found(table, "ev")
    assert table.find("imek") is None


GREEK_WORDS = """
πόλεμος πολέμου πόλεμο πόλεμοι πολέμων χώρος χώρου χώρο χώροι χώρα χώρας χώρες χωρών
μέλος μέλους μέλη μελών μελάδες μελάδων νέος νέου νέα νέας νέο
έστειλα έστειλε έστειλαν γράφω γράφει γράφουν γράφομαι
"""
GREEK = frozenset(GREEK_WORDS.split())


def inflect(kind: str, word: str) -> dict[str, object]:
    """Inflect a few words, and no others, as a library would."""
    singular = {
        "πόλεμος": "πολέμου πόλεμο",
        "χώρα": "χώρας",
        "χώρος": "χώρου χώρο",
        "πόλεμο": "πολέμου",
        "μέλος": "μέλους",
        "μέλη": "μέλη",
    }
    plural = {
        "πόλεμος": "πόλεμοι πολέμων",
        "χώρα": "χώρες χωρών",
        "χώρος": "χώροι",
        "πόλεμο": "πολέμων",
        "μέλος": "μέλη μελών",
        "μέλη": "μελάδες μελάδων",
    }
    if kind == "Noun":
        nominative, *others = plural[word].split()
        single = {"nom": {word}, "gen": set(singular[word].split())}
        return {"x": {"sg": single, "pl": {"nom": {nominative}, "gen": set(others)}}}
    if kind == "Verb":
        return {"present": {"γράφω": ["γράφω", "γράφει", "γράφουν", "γράφουνε"]}[word]}
    feminine = {"fem": {"nom": {f"{word[:-2]}α"}, "gen": {f"{word[:-2]}ας"}}}
    if word == "πόλεμος":
        raise ValueError(word)
    return {"adj": {"sg": {**feminine, "masc": {"gen": {f"{word[:-2]}ου"}}}}, "adv": {"νέως"}}


def test_greek() -> None:
    """A paradigm counts where the list has most of it, and no other word explains it better."""
    made = {entry.lemma: entry for entry in entries(GREEK, inflect)}
    assert set(made) == {"πόλεμος", "χώρα", "χώρος", "νέος", "γράφω", "μέλος"}
    assert made["μέλος"].plurals == {"μέλη"}
    assert made["πόλεμος"].plurals == {"πόλεμοι"}
    assert made["χώρος"].forms == {"χώρος", "χώρου", "χώρο", "χώροι"}
    assert made["νέος"].forms == {"νέα", "νέας", "νέου"}
    assert made["γράφω"].forms == {"γράφω", "γράφει", "γράφουν"}
