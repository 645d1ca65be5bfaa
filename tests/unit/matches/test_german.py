"""German nouns that no list has: compounds by their last part, others by their endings."""

import pytest

from service.matches.forms import expand
from service.matches.words import fold


def forms(typed: str) -> set[str]:
    return set(expand(typed, fold(typed), ("de",)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Waffenlieferung", "waffenlieferungen"),
        ("Preisobergrenze", "preisobergrenzen"),
        ("oelpreis", "oelpreise"),
        ("Kurzstreckenraketen", "kurzstreckenrakete"),
        ("Raketen", "rakete"),
        ("Marschflugkörper", "marschflugkorpern"),
        ("Gefechtsköpfe", "gefechtskopf"),
        ("Seemöwenstraße", "seemowenstrassen"),
        ("Quistung", "quistungen"),
        ("Olkrainist", "olkrainisten"),
        ("Zarvonin", "zarvoninnen"),
        ("Blorfnis", "blorfnisse"),
        ("Iskander", "iskandern"),
        ("Quarnotte", "quarnotten"),
        ("Oreschnik", "oreschniks oreschnike oreschnikes"),
        ("Tag", "tages"),
    ],
)
def test_what_a_noun_finds(typed: str, found: str) -> None:
    """A compound takes the forms of its last part; any other what its ending allows."""
    assert {fold(typed), *found.split()} <= forms(typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Scholz", "scholz"),
        ("Merkel", "merkel merkels"),
        ("Frank", "frank franks"),
        ("Trump", "trump trumps"),
        ("NATO", "nato"),
        ("quarnotte", "quarnotte"),
        ("Sx", "sx"),
        ("Tanker", "tanker tankern tankers"),
        ("Plan", "plan plane planen plans"),
    ],
)
def test_what_it_does_not_find(typed: str, found: str) -> None:
    """Names that end in -s or -z, abbreviations, and what is typed small stay as they are."""
    assert forms(typed) == set(found.split())
