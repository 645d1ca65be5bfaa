"""How typed words are found: with dots or without, with blanks or without."""

import pytest

from service.matches.compile import compile_rules
from service.matches.evaluate import evaluate
from service.matches.hangul import Tail
from service.matches.runs import loosened, plain
from tests.unit.matches.make import article, quotes, rule


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("U.S.", "The US and the U.S. and us", ["US", "U.S"]),
        ("u.s.", "US, U.S., us", ["US", "U.S"]),
        ("US", "the U.S. said", ["U.S"]),
        ("U.K.", "UK's Uk uk", ["UK"]),
        ("E.U.", "EU-led, E.U.-led", ["EU", "E.U"]),
        ("=U.S.", "us US", ["US"]),
        ("case:U.S.", "US U.S.", ["U.S"]),
        ('"U.N. envoy"', "un envoy, UN envoy, U.N. envoy", ["UN envoy", "U.N. envoy"]),
        ("3.5", "35", []),
        ("С.Ш.А.", "США сша", ["США"]),
        ("北京*", "北京市", ["北京"]),
        ("京*", "東京都", ["京"]),
        ('"京* 都"', "東京 都", ["京 都"]),
        ('"북한미사일"', "북한 미사일이, 북한미사일", ["북한 미사일이", "북한미사일"]),
        ('"북한 미사일발사"', "북한미사일 발사", ["북한미사일 발사"]),
        ('"북한미사일"', "북 한미사일", []),
        ('"북한탄도미사일발사시험"', "북한탄도미사일 발사시험", ["북한탄도미사일 발사시험"]),
        ("북한미사일", "북한 미사일", []),
        ('"arms 북한미사일 deal"', "arms 북한 미사일 deal", ["arms 북한 미사일 deal"]),
    ],
)
def test_found(query, text, found):
    """Dots, stars and blanks that a reader would pass over."""
    assert quotes(query, text) == found


@pytest.mark.parametrize(
    ("language", "query", "text", "count"),
    [
        ("en", "Washington", "Washington'da Washingtonda", 1),
        ("tr", "Washington", "Washington'da Washingtonda", 2),
        ("tr", "NATO", "NATO'nun", 1),
    ],
)
def test_turkish_endings_on_other_names(language, query, text, count):
    """Behind an apostrophe always; without one where the watchlist knows Turkish."""
    (match,) = evaluate(compile_rules([rule(query, languages=(language,))]), article(text))
    assert len(match.evidence) == count


def test_an_acronym_as_a_name():
    """A spelling with dots wants its capitals where they are missing."""
    made = compile_rules([rule("name:us", names={"us": ("U.S.", "United States")})])
    (match,) = evaluate(made, article("Tell us: US, U.S. and the united states"))
    assert [piece.quote for piece in match.evidence] == ["US", "U.S", "united states"]


def test_ways_are_few():
    """The typed way first; many blanks are all there or none, long words are parted once."""
    words = ["가나", "다라", "마바", "사아", "자차", "카타"]
    ways = loosened(tuple(map(plain, words)), Tail.NONE)
    assert [len(way) for way in ways] == [6, 1]
    parted = loosened(tuple(map(plain, words)), Tail.NONE, parted=True)
    assert [len(way) for way in parted] == [6, 1, *[2] * 9]
    assert len(loosened((plain("가나다라마바사아"),), Tail.NONE, parted=True)) == 13
