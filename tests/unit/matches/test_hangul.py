import pytest

from service.matches.hangul import Tail, may_follow


@pytest.mark.parametrize(
    ("term", "tails"),
    [
        (
            "북한",
            "이 은 을 과 으로 의 에서는 에서의 으로부터 까지도 이다 이었다 이라는 측은 들 만큼은",
        ),
        ("러시아", "가 는 를 와 로 로부터의 였다 다 라는 측이 에서도 와의 인데"),
        ("서울", "로 로의 은 에서"),
        ("발사", "했다 한 된 된다고 하며 하기를 됐다 시켰다 해야 를"),
        ("압박", "받는 받았다 당한"),
    ],
)
def test_what_may_follow(term: str, tails: str) -> None:
    """Particles that agree, the copula, and verbs made of a word."""
    refused = [rest for rest in tails.split() if not may_follow(term, rest, Tail.WORD)]
    assert refused == []


@pytest.mark.parametrize(
    ("term", "tails"),
    [
        ("북한", "군 산 인 를 는 로 가 와 고 일"),
        ("러시아", "이 은 을 과 으로 인 산 군"),
        ("한국", "은행 군"),
        ("발사", "체 대 해역"),
        ("경찰", "서 관"),
        ("무기", "징역 체계"),
    ],
)
def test_what_may_not_follow(term: str, tails: str) -> None:
    """Compounds, and particles in the form that does not agree."""
    taken = [rest for rest in tails.split() if may_follow(term, rest, Tail.WORD)]
    assert taken == []


def test_names_take_no_verbs() -> None:
    """A name takes 서 for 에서, but no verb is made of it."""
    assert may_follow("평양", "서", Tail.NAME)
    assert may_follow("평양", "서도", Tail.NAME)
    assert not may_follow("평양", "했다", Tail.NAME)
    assert may_follow("평양", "", Tail.NONE)
    assert not may_follow("평양", "이", Tail.NONE)
