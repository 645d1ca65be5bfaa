import pytest

from service.matches.facts import host_of
from tests.unit.matches.make import matched


FACTS = {
    "source": "yonhap-en",
    "url": "https://www.en.yna.co.kr/view/AEN2023",
    "language": "en-GB",
    "author": "By Yi Wonju and Kim Soo-yeon",
    "wire": "Yonhap",
}


@pytest.mark.parametrize(
    ("fact", "holds"),
    [
        ("source:yonhap-en", True),
        ("source:Yonhap-*", True),
        ("source:yonhap", False),
        ("domain:*.kr", True),
        ("domain:yna.co.kr", True),
        ("domain:en.yna.co.kr", True),
        ("domain:na.co.kr", False),
        ("lang:en", True),
        ("lang:EN_gb", True),
        ("lang:ko", False),
        ('author:"yi wonju"', True),
        ("author:Soo-yeon", True),
        ("author:Won", False),
        ("wire:yonhap", True),
        ("wire:reuters", False),
        ("url:view/aen", True),
        ("url:view*2023", True),
        ("url:sports", False),
        ("NOT lang:ko", True),
    ],
)
def test_fact(fact, holds):
    """A fact is asked of the article, not of its words."""
    assert bool(matched(fact, "Anything.", **FACTS)) == holds


@pytest.mark.parametrize("fact", ["domain:kr", "lang:en", "author:yi", "wire:x", "url:x"])
def test_unknown_facts(fact):
    """What an article does not say is not so."""
    assert not matched(fact, "Anything.")


def test_hostile_address():
    """An address that is none has no host."""
    assert host_of("https://[broken/") == ""
    assert host_of(None) == ""
