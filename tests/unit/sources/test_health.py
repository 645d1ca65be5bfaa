"""How a source fares: each trouble begins where it should, is told once, and ends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model import Ailment, Days, Shape, Trouble, Vitals
from service.sources.health import (
    KEPT,
    LONGEST_QUIET,
    Seen,
    after_failure,
    after_poll,
    begun,
    is_silent,
    patience,
    silence,
    trouble_of,
)


NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WHOLE = Shape(entries=20, links=1, titles=1, dates=1, length=3000)


def lived(vitals: Vitals, *polls: tuple[datetime, int], **more: Any) -> Vitals:
    """Poll at these instants, with so much news each time."""
    for at, news in polls:
        vitals = after_poll(vitals, Seen(now=at, news=news, **more))
    return vitals


def known(days: int = 30, pause: timedelta = HOUR) -> Vitals:
    """Give a source whose habits are known, and that had news just now."""
    return Vitals(known_since=NOW - days * DAY, last_sign=NOW, pause=pause)


def ails(vitals: Vitals) -> list[str]:
    return [one.trouble.value for one in vitals.troubles]


# --- failing -----------------------------------------------------------------------------------


def test_three_failures_in_a_row_are_a_trouble_and_a_week_of_them_another():
    """One is an accident, and what went on before a failure goes on."""
    vitals = Vitals()
    for failures, expected in ((1, []), (2, []), (3, ["failing"]), (4, ["failing"])):
        before, vitals = vitals, after_failure(vitals, NOW, failures, NOW, "503")
        assert ails(vitals) == expected
        assert len(begun(before, vitals)) == (failures == 3)
    week = after_failure(vitals, NOW + 7 * DAY, 12, NOW, "503")
    assert ails(week) == ["failing", "failing-long"]
    assert begun(vitals, week)[0].detail == "for 7 days: 503"
    assert trouble_of(week, Trouble.FAILING) == Ailment(
        trouble=Trouble.FAILING, since=NOW, detail="503"
    )


def test_a_poll_that_works_ends_failing():
    """And is a sign of life of nothing else."""
    failing = after_failure(known(), NOW, 3, NOW, "503")
    assert ails(after_poll(failing, Seen(now=NOW))) == []


def test_a_failure_hides_no_other_trouble():
    """What a poll that failed does not show is as it was."""
    silent = lived(known(), (NOW + 2 * DAY, 0))
    assert ails(after_failure(silent, NOW + 2 * DAY, 3, NOW, "503")) == ["failing", "silent"]


# --- silent ------------------------------------------------------------------------------------


def test_a_busy_source_is_silent_after_a_day():
    """It is told in words that name what is usual."""
    vitals = known(pause=HOUR)
    assert not is_silent(vitals, NOW + DAY - HOUR)
    silent = lived(vitals, (NOW + DAY, 0))
    assert [one.detail for one in silent.troubles] == [
        "nothing new for 24 hours, at most 60 minutes is usual"
    ]
    assert ails(lived(silent, (NOW + DAY + HOUR, 1))) == []


def test_silence_is_against_its_own_rhythm():
    """A weekly may pause for two weeks, a source of one report a quarter for three months."""
    weekly, rare = known(pause=7 * DAY), known(days=900, pause=80 * DAY)
    assert patience(weekly, NOW) == 14 * DAY
    assert patience(rare, NOW) == LONGEST_QUIET
    assert patience(known(pause=62 * HOUR), NOW) > 5 * DAY  # a desk that rests at weekends


def test_a_source_whose_habits_are_not_known_gets_a_week():
    """Ten polls of a busy morning say nothing about a Sunday."""
    assert patience(known(days=13), NOW) == 7 * DAY
    assert patience(known(days=13, pause=5 * DAY), NOW) == 10 * DAY
    assert patience(known(days=14), NOW) == DAY
    assert not is_silent(Vitals(), NOW)


def test_the_entries_of_a_new_feed_tell_its_habits():
    """Their dates go back further than we do; a feed that died years ago is silent at once."""
    dates = tuple(NOW - number * 3 * DAY for number in range(2, 12))
    fresh = after_poll(Vitals(), Seen(now=NOW, first=True, dates=dates))
    assert (fresh.known_since, fresh.last_sign) == (NOW - 33 * DAY, NOW - 6 * DAY)
    assert fresh.pause == 3 * DAY
    assert ails(fresh) == ["silent"]
    dead = Seen(now=NOW, first=True, dates=(NOW - 900 * DAY, NOW - 899 * DAY))
    assert silence(after_poll(Vitals(), dead), NOW).startswith("nothing new for 899 days")


def test_a_new_feed_without_dates_is_known_from_now_on():
    """What lies ahead of its time tells nothing either."""
    fresh = after_poll(Vitals(), Seen(now=NOW, first=True, dates=(NOW + DAY,)))
    assert (fresh.known_since, fresh.last_sign, fresh.pause) == (NOW, NOW, None)
    assert silence(fresh, NOW) == "nothing new for 1 minute"


def test_the_longest_pause_is_kept_and_fades():
    """One strike in summer does not make a source patient for ever."""
    vitals = lived(known(pause=HOUR), (NOW + 4 * DAY, 1))
    assert vitals.pause == 4 * DAY
    for number in range(200):
        vitals = lived(vitals, (NOW + 4 * DAY + (number + 1) * DAY, 1))
    assert vitals.pause is not None
    assert DAY <= vitals.pause < 1.2 * DAY


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 40)), max_size=60))
def test_a_trouble_begins_once_and_ends_before_it_begins_again(polls):
    """However often a source is polled, and whatever it brings."""
    vitals, at = Vitals(), NOW
    open_: set[Trouble] = set()
    for seconds, news in polls:
        at += timedelta(seconds=seconds)
        after = after_poll(vitals, Seen(now=at, news=news))
        began, over = begun(vitals, after), begun(after, vitals)
        assert not {one.trouble for one in began} & open_
        assert {one.trouble for one in over} <= open_
        open_ = {one.trouble for one in after.troubles}
        assert all(one.since <= at for one in after.troubles)
        vitals = after


# --- the last weeks ----------------------------------------------------------------------------


def test_news_are_counted_by_day_and_days_without_a_look_are_marked():
    """Four weeks of them; what a first sight held is no news."""
    vitals = after_poll(Vitals(), Seen(now=NOW, first=True, news=200))
    vitals = lived(vitals, (NOW + HOUR, 3), (NOW + 2 * HOUR, 2), (NOW + 3 * DAY, 7))
    assert vitals.days == Days(last=(NOW + 3 * DAY).date(), news=(5, -1, -1, 7))
    vitals = lived(vitals, (NOW, 1))  # the clock was set back
    assert vitals.days == Days(last=(NOW + 3 * DAY).date(), news=(5, -1, -1, 8))
    years = lived(vitals, (NOW + 900 * DAY, 4))
    assert years.days is not None
    assert years.days.news == (-1,) * (KEPT - 1) + (4,)


def week(*news: int) -> Vitals:
    return Vitals(days=Days(last=NOW.date(), news=news), last_sign=NOW, known_since=NOW)


@pytest.mark.parametrize(
    ("before", "today", "expected"),
    [
        ((10, 12, 9, 0, 11, 10, 8), 61, ["over-active"]),
        ((10, 12, 9, 0, 11, 10, 8), 60, []),  # five times its busiest day
        ((1, 0, 1, 0, 1, 0, 1), 51, ["over-active"]),
        ((1, 0, 1, 0, 1, 0, 1), 50, []),  # nothing that anybody would notice
        ((10, 12, 9, -1, 11, 10), 900, []),  # six days are no habit
    ],
)
def test_far_more_than_ever_is_a_trouble(before, today, expected):
    """Both must be so: many, and many times as many as on any day that is known."""
    vitals = after_poll(week(*before, 10, 0), Seen(now=NOW, news=today))
    assert ails(vitals) == expected


def test_it_is_over_after_an_ordinary_day_and_soon_usual():
    """Midnight alone ends nothing."""
    vitals = after_poll(week(10, 12, 9, 0, 11, 10, 8, 10, 0), Seen(now=NOW, news=900))
    vitals = lived(vitals, (NOW + DAY, 10))
    assert vitals.troubles[0].detail == "900 articles in a day, at most 12 are usual"
    assert ails(lived(vitals, (NOW + 2 * DAY, 10))) == []


# --- shape -------------------------------------------------------------------------------------


def shaped(**changes: float) -> Shape:
    facts = {"entries": 20.0, "links": 1.0, "titles": 1.0, "dates": 1.0, "length": 3000.0}
    return Shape(**(facts | changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dates": 0.1}, "its entries have no dates any more"),
        ({"links": 0.0}, "its entries have no links any more"),
        ({"titles": 0.0}, "its entries have no titles any more"),
        ({"entries": 0.0, "dates": 0.0}, "it lists nothing any more"),
        (
            {"length": 200.0},
            "its texts have 200 characters where they had 3,000: teasers instead of full texts?",
        ),
    ],
)
def test_what_entries_lack_is_a_changed_shape(changes, said):
    """Until they have it again; a reply of "nothing new" changes nothing about that."""
    usual = after_poll(Vitals(), Seen(now=NOW, shape=WHOLE))
    changed = after_poll(usual, Seen(now=NOW, shape=shaped(**changes)))
    assert [one.detail for one in changed.troubles] == [said]
    assert after_poll(changed, Seen(now=NOW + HOUR)).troubles == changed.troubles
    assert changed.shape == WHOLE
    back = after_poll(changed, Seen(now=NOW + HOUR, shape=WHOLE))
    assert (ails(back), back.shape) == ([], WHOLE)


@pytest.mark.parametrize(
    "changes",
    [{"dates": 0.2}, {"length": 700.0}, {"entries": 2.0, "dates": 0.0}, {"entries": 200.0}],
)
def test_what_varies_is_no_changed_shape(changes):
    """Some entries without a date, shorter texts, and what too few entries seem to say."""
    usual = after_poll(Vitals(), Seen(now=NOW, shape=WHOLE))
    assert ails(after_poll(usual, Seen(now=NOW, shape=shaped(**changes)))) == []


def test_what_is_usual_follows_slowly():
    """A fifth of the way with each poll; from nothing, at once."""
    vitals = after_poll(Vitals(), Seen(now=NOW, shape=shaped(entries=0, length=0)))
    vitals = after_poll(vitals, Seen(now=NOW, shape=WHOLE))
    vitals = after_poll(vitals, Seen(now=NOW, shape=shaped(entries=30, length=2000)))
    assert vitals.shape == shaped(entries=22, length=2800)


def test_a_changed_shape_that_stays_is_usual_after_a_week():
    """A newsroom that stopped dating its items is told of once, not for ever."""
    vitals = after_poll(Vitals(), Seen(now=NOW, shape=WHOLE))
    for days in range(7):
        vitals = after_poll(vitals, Seen(now=NOW + days * DAY, shape=shaped(dates=0), news=1))
        assert ails(vitals) == ["changed-shape"]
    for days in (7, 8):
        vitals = after_poll(vitals, Seen(now=NOW + days * DAY, shape=shaped(dates=0), news=1))
        assert ails(vitals) == []


# --- floods and moves --------------------------------------------------------------------------


def test_a_flood_is_over_after_a_day_without_another():
    """It is told once, however long it goes on."""
    flooded = after_poll(known(), Seen(now=NOW, flood="190 of 200", news=1))
    later = after_poll(flooded, Seen(now=NOW + 23 * HOUR, news=1))
    assert ails(flooded) == ails(later) == ["flood"]
    assert ails(after_poll(later, Seen(now=NOW + DAY, news=1))) == []


def test_a_move_for_good_is_believed_the_third_time():
    """One wrong redirect is an accident."""
    for sightings, expected in ((1, []), (2, []), (3, ["moved"])):
        seen = Seen(now=NOW, moved_to="https://new.example/", sightings=sightings, news=1)
        assert ails(after_poll(known(), seen)) == expected
