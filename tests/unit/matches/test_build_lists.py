import json
from pathlib import Path

from service.matches.blocks import FormTable
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
