"""Columns: an outlet's headline that comes back each day is no story."""

import pytest

from service.stories.headlines import OTHER_DAY, Headlines
from service.stories.journal import Journal
from service.stories.lane import Times
from service.stories.prepared import prepare
from service.stories.shingles import fingerprint
from service.stories.window import WINDOW, Incoming, Window


COLUMNS = {
    "en": ("Morning briefing from Lorvany", (
        "Good morning. Parliament votes on the harbour budget, and the ferry strike enters its third day.",
        "Good morning. A fire destroyed a warehouse overnight, and Orla Quist won the first stage.",
        "Good morning. The trial of mayor Piet Anders begins, and farmers block the road to Elster.",
    )),
    "de": ("Der Morgen in Lorvany", (
        "Guten Morgen. Das Parlament berät den Hafenhaushalt, und der Fährstreik geht in den dritten Tag.",
        "Guten Morgen. In der Nacht brannte eine Lagerhalle aus, und Orla Quist gewann die erste Etappe.",
        "Guten Morgen. Der Prozess gegen Piet Anders beginnt, und Bauern blockieren die Straße nach Elster.",
    )),
    "ru": ("Утренний выпуск новостей Лорвании", (
        "Доброе утро. Парламент голосует по бюджету порта, забастовка паромщиков идёт третий день.",
        "Доброе утро. Ночью сгорел склад, а Орла Квист выиграла первый этап гонки.",
        "Доброе утро. Начинается суд над мэром Питом Андерсом, фермеры перекрыли дорогу на Эльстер.",
    )),
    "ko": ("로르바니 아침 브리핑", (
        "안녕하십니까. 의회가 항만 예산안을 표결하고 여객선 파업은 사흘째입니다.",
        "안녕하십니까. 밤사이 창고가 불에 탔고 오를라 퀴스트가 첫 구간에서 우승했습니다.",
        "안녕하십니까. 피트 안데르스 시장의 재판이 시작되고 농민들이 도로를 막았습니다.",
    )),
}  # fmt: skip
DAY = 24.0


def _place(
    window: Window, report: int, title: str, text: str, *, at: float, outlet: str = "post"
) -> int:
    """Give the story of a report."""
    new = Incoming(
        report=report,
        publisher=outlet,
        times=Times(at=at, seen=at),
        prepared=prepare(title, text, None),
    )
    decision = window.decide(new)
    window.keep(new, decision, report if decision.story is None else decision.story)
    window.settle()
    return window.story_of(report) or 0


def _stories(texts: dict[float, str], title: str, **outlet: str) -> int:
    window = Window()
    for number, (at, text) in enumerate(texts.items(), 1):
        _place(window, number, title, text, at=at, **outlet)
    return len({window.story_of(number) for number in range(1, len(texts) + 1)})


@pytest.mark.parametrize("language", COLUMNS)
def test_a_column_of_three_days_is_three_stories(language):
    """Its headline and its greeting are the same, its news is not."""
    title, texts = COLUMNS[language]
    assert _stories({day * DAY: text for day, text in enumerate(texts)}, title) == len(texts)


def test_a_headline_alone_that_comes_again_is_a_copy():
    """There is nothing else in it; with other words below it is another event."""
    assert _stories({0.0: "", DAY: ""}, "Ferry Aldera: what we know about the sinking") == 1
    assert (
        _stories({0.0: "Twelve are rescued.", DAY: "The owner is questioned."}, "Aldera live") == 2
    )


def test_an_update_of_the_same_day_stays():
    """The headline stands, the report grows."""
    texts = {
        0.0: "Ferry Aldera sinks off Hallam.",
        3.0: "Ferry Aldera sinks off Hallam, 12 rescued.",
    }
    assert _stories(texts, "Ferry Aldera sinks off Hallam") == 1


def test_headlines_of_other_outlets_are_likened():
    """Two outlets that use the same words tell of the same event, a day later too."""
    window, title = Window(), "Ferry Aldera sinks off Hallam"
    first = _place(window, 1, title, "Twelve were rescued from ferry Aldera.", at=0.0)
    again = _place(window, 2, title, "Ferry Aldera sank; 12 rescued.", at=DAY, outlet="courier")
    assert first == again


def test_what_is_undone_or_over_is_forgotten():
    """Headlines are remembered as long as texts are."""
    window = Window()
    _place(window, 1, *("Aldera live", "Twelve are rescued."), at=0.0)
    assert len(window.headlines) == 1
    _place(window, 2, "Other things", "Nothing like it.", at=2 * WINDOW)
    assert len(window.headlines) == 1


def test_undoing_restores_what_stood_under_a_headline():
    """In the order in which it was done."""
    journal, title = Journal(), fingerprint("Aldera live", "").title
    found = Headlines(journal)
    found.add(1, "post", title, 0.0)
    journal.settle()
    found.add(2, "post", title, OTHER_DAY)
    found.forget(1)
    assert found.of_other_days("post", title, 2 * OTHER_DAY) == {2}
    journal.undo()
    assert found.of_other_days("post", title, 2 * OTHER_DAY) == {1}
    found.forget(7)
    assert len(found) == 1
