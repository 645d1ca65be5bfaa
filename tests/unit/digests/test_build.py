from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.digests.build import copies, decide, unread, unseen
from service.model import (
    ArticleId,
    Field,
    Newness,
    NewSentence,
    Novelty,
    Precision,
    Reason,
    Relation,
    Report,
    Silence,
    Standing,
    StoryItem,
    Stream,
    Tier,
    Told,
    Why,
    ZoneBasis,
)
from tests.unit.digests.invented import NOW, item, match, published, report, stream


COPY = {"relation": Relation.COPY}
REPORT = {"relation": Relation.REPORT}


NOTHING = Novelty(judged=3, covered=0.9, threshold=0.75)
FACT = Novelty(
    sentences=(NewSentence(field=Field.TEXT, start=0, end=20, by=Newness.FIGURE, covered=0.8),),
    judged=3,
    covered=0.8,
    threshold=0.75,
)


def build(items: Sequence[StoryItem], desk: Stream) -> tuple[Told, ...]:
    return decide(items, desk, NOW).told


def merged(items: Sequence[StoryItem], desk: Stream) -> tuple[tuple[ArticleId, int], ...]:
    kept = decide(items, desk, NOW).kept
    return tuple((one.article, one.version) for each in kept for one in each.articles)


def ids(reports: tuple[Report, ...]) -> list[int]:
    return [one.article.id for one in reports]


def test_new():
    """A story of which nothing was told is new."""
    (told,) = build([item(report(1))], stream())

    assert (told.why, told.tier, told.story) == (Why.NEW, Tier.NORMAL, 1)
    assert told.articles == ((1, 1),)
    assert told.first_seen == report(1).article.seen_at


def test_first():
    """Who was first: the earliest, all that came at once, and the original of an early copy."""
    (told,) = build([item(report(2), report(1, told=True))], stream(further_outlets=1))
    assert ids(told.first) == [1]
    at_once = report(1).article.seen_at
    (both,) = build([item(report(1), report(2, seen_at=at_once))], stream())
    assert ids(both.first) == [1, 2]
    day = {"published": published("2026-11-20", Precision.DAY, ZoneBasis.ASSUMED)}
    (dated,) = build([item(report(1, **day), report(2, seen_at=at_once, **day))], stream())
    assert ids(dated.first) == [1]
    (carried,) = build([item(report(1, of=2, **COPY), report(2))], stream())
    assert ids(carried.first) == [2]


def test_whose_text_a_further_report_is():
    """What carries a text is no report of its own, unless its source goes before."""
    best, own = report(1, text="long " * 99), report(3, text="short")
    carrying = report(2, of=3, text="short one", **COPY)
    (told,) = build([item(best, carrying, own)], stream())
    assert ids(told.others) == [3]
    (preferred,) = build(
        [
            item(
                best,
                replace(carrying, priority=1),
                own,
            )
        ],
        stream(),
    )
    assert ids((preferred.best, *preferred.others)) == [2, 1]


def test_nothing_untold():
    """What was told is not told again."""
    assert build([item(report(1, told=True))], stream()) == ()


def test_copies_and_reports_are_kept_apart():
    """Copies of the best report stand under it; other texts count apart, each once."""
    story = item(
        report(1, text="long " * 99),
        report(2, of=1, text="long " * 99, **COPY),
        report(3, of=1, **REPORT),
        report(4, of=3, **COPY),
        report(5, of=2, text="long " * 99, **COPY),
    )

    (told,) = build([story], stream())

    assert (told.best.article.id, ids(told.carried_by), ids(told.others)) == (1, [2, 5], [3])
    assert told.copies_elsewhere == 1
    assert copies([told]) == 3
    assert told.articles == tuple((number, 1) for number in range(1, 6))


@pytest.mark.parametrize(
    ("second", "best"),
    [
        ({"priority": 1, "text": "Short."}, 2),
        ({"priority": -1, "text": "long " * 99}, 1),
        ({"text": "long " * 99}, 2),
        ({"text": "Short."}, 1),
        ({}, 1),
        ({"seen_at": NOW - timedelta(days=1)}, 2),
        ({"seen_at": report(1).article.seen_at}, 1),
    ],
)
def test_best(second, best):
    """The source's priority decides who speaks, then the longer text, then the earlier one."""
    (told,) = build([item(report(1), report(2, **second))], stream())

    assert told.best.article.id == best


def test_most_urgent_report_speaks():
    """The evidence that is shown must bear the tier that is shown."""
    story = item(report(1, priority=9), report(2, tier=Tier.URGENT))

    (told,) = build([story], stream())

    assert (told.best.article.id, told.tier) == (2, Tier.URGENT)
    assert told.matches == told.best.matches


def test_a_copy_of_the_told_is_merged():
    """One more outlet with the same text is counted, not told."""
    story = item(report(1, told=True), report(2, of=1, **COPY))

    assert build([story], stream()) == ()
    assert merged([story], stream()) == ((2, 1),)


def test_a_copy_of_a_told_copy_is_merged():
    """It is the text that was told, whoever carried it then."""
    story = item(report(1), report(2, of=1, told=True, **COPY), report(3, of=1, **COPY))

    assert build([item(*story.reports[1:])], stream()) == ()
    assert merged([item(*story.reports[1:])], stream()) == ((3, 1),)


def test_an_independent_report_is_news():
    """A told story comes back when somebody else reports it in words of their own."""
    story = item(
        report(1, told=True, priority=5), report(2, of=1, **COPY), report(3, of=1, **REPORT)
    )

    (told,) = build([story], stream())

    assert (told.why, told.best.article.id, ids(told.others)) == (Why.UPDATED, 3, [1])
    assert told.articles == ((2, 1), (3, 1))
    assert merged([story], stream()) == ()


def test_a_changed_text_is_news():
    """A new version of a told text is told as an update, and the old one is not listed."""
    story = item(report(1, told=True), report(1, version=2, relation=Relation.UPDATE, of=1))

    (told,) = build([story], stream())

    assert (told.why, told.best.article.version, told.articles) == (Why.UPDATED, 2, ((1, 2),))
    assert (told.carried_by, told.others) == ((), ())


def test_versions_arrive_out_of_order():
    """Of two untold versions the newer speaks; both count as told."""
    story = item(report(1, version=2), report(1), report(1, version=2))

    (told,) = build([story], stream())

    assert (told.best.article.version, told.articles) == (2, ((1, 2), (1, 1)))


def test_a_changed_copy_has_its_own_text():
    """A copy that was rewritten since is news, and no longer listed as a copy."""
    story = item(
        report(1, told=True), report(2, of=1, told=True, **COPY), report(2, version=2, **REPORT)
    )

    (told,) = build([story], stream())

    assert (told.why, told.best.article.id, told.carried_by) == (Why.UPDATED, 2, ())


def test_higher_tier():
    """A told story comes back when a more urgent rule finds it, even in a copy."""
    story = item(report(1, told=True), report(2, of=1, tier=Tier.URGENT, **COPY))

    (told,) = build([story], stream())

    assert (told.why, told.tier, told.best.article.id) == (Why.TIER, Tier.URGENT, 2)
    assert ids(told.carried_by) == [1]


def test_a_told_report_whose_rule_is_gone():
    """If it cannot be known how urgent the told part was, nothing rises above it."""
    story = item(report(1, told=True, matches=()), report(2, of=1, tier=Tier.URGENT, **COPY))

    assert build([story], stream()) == ()
    assert merged([story], stream()) == ((2, 1),)


def test_only_the_streams_own():
    """Other watchlists and tiers are out of scope: not told, not merged."""
    story = item(report(1))

    for other in (stream(watchlists=("other",)), stream(tiers=(Tier.URGENT,))):
        assert build([story], other) == ()
        assert merged([story], other) == ()


def test_a_rule_once():
    """A rule that matched twice is named once, in its most urgent tier, most urgent rule first."""
    matches = (
        match(1, rule="a", tier=Tier.BACKGROUND),
        match(1, rule="b", tier=Tier.NORMAL),
        match(1, rule="a", tier=Tier.URGENT),
    )

    (told,) = build([item(report(1, matches=matches))], stream())

    assert [(one.rule, one.tier) for one in told.matches] == [
        ("a", Tier.URGENT),
        ("b", Tier.NORMAL),
    ]


def test_order():
    """Urgent before normal, then by independent outlets, then by first sight."""
    items = [
        item(report(1, tier=Tier.BACKGROUND), story=1),
        item(report(3), report(4, of=3, **COPY), story=2),
        item(report(2), story=3),
        item(report(5), report(6), story=4),
        item(report(7), report(8, outlet="OUTLET 7"), story=5),
        item(report(9, tier=Tier.URGENT), story=6),
    ]

    assert [one.story for one in build(items, stream())] == [6, 4, 3, 2, 5, 1]


def test_copies_that_point_at_each_other():
    """Damaged rows do not make the builder run for ever."""
    story = item(report(1, of=2, **COPY), report(2, of=1, **COPY), report(3, **COPY))

    assert len(build([story], stream())) == 1


reports: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        number=st.integers(1, 6),
        version=st.integers(1, 2),
        relation=st.sampled_from(Relation),
        of=st.none() | st.integers(1, 6),
        told=st.booleans(),
        counted=st.booleans(),
        novelty=st.sampled_from([None, NOTHING, FACT]),
        tier=st.sampled_from(Tier),
        priority=st.integers(0, 2),
    ),
    max_size=8,
)


@given(
    st.lists(reports, max_size=4),
    st.lists(st.sampled_from(Tier), max_size=3, unique=True),
    st.sampled_from([None, timedelta(0)]),
)
def test_each_untold_report_ends_in_one_place(stories, tiers, remind):
    """What is in scope and untold is either told or merged, never both, never neither."""
    items = [
        item(*(report(**parts) for parts in one), story=number)
        for number, one in enumerate(stories)
    ]
    desk = stream(tiers=tuple(tiers), remind=remind)

    found = decide(items, desk, NOW)
    spoken = [(one.story, key) for one in (*found.told, *found.reminders) for key in one.articles]
    quiet = merged(items, desk)

    expected = {
        (one.story, (each.article.id, each.article.version))
        for one in items
        for each in one.reports
        if not each.told and each.matches[0].tier in tiers
    }
    assert len(spoken) == len(set(spoken))
    assert set(spoken) <= expected
    assert sorted(quiet) == sorted(key for _, key in expected - set(spoken))
    assert build(items[::-1], desk) == found.told


# --- told again ----------------------------------------------------------------------------------


def again(*later: Report, desk: Stream | None = None) -> Told | None:
    """Tell what comes after a report that was told an hour ago."""
    first = report(1, told=True, told_at=NOW - timedelta(hours=1))
    told = build([item(first, *later)], desk or stream())
    return told[0] if told else None


def test_something_new_is_told():
    """With the sentences that are new, those of the report that speaks first."""
    told = again(
        report(2, novelty=NOTHING, priority=9),
        report(3, novelty=FACT, text="Long. " * 99),
        report(4, novelty=FACT, priority=1),
        desk=stream(further_outlets=0),
    )

    assert told is not None
    assert (told.reasons, told.best.article.id) == ((Reason.FACT,), 4)
    assert [one.report.article.id for one in told.news] == [4, 3]
    assert told.last_told == NOW - timedelta(hours=1)
    assert told.articles == ((2, 1), (3, 1), (4, 1))


def test_a_copy_with_something_new_is_told():
    """It has sentences that its original lacks."""
    told = again(report(2, of=1, novelty=FACT, **COPY))

    assert told is not None
    assert told.reasons == (Reason.FACT,)


def test_what_was_not_compared_is_told():
    """Nothing is kept quiet because nobody looked."""
    told = again(report(2, **REPORT))

    assert told is not None
    assert told.reasons == (Reason.UNCOMPARED,)


def test_what_adds_nothing_is_counted():
    """With the measure by which that was decided."""
    first = report(1, told=True, told_at=NOW)
    story = item(first, report(2, novelty=NOTHING), report(3, of=1, novelty=NOTHING, **COPY))

    (kept,) = decide([story], stream(), NOW).kept

    assert [(one.article, one.why, one.covered) for one in kept.articles] == [
        (2, Silence.NOTHING_NEW, 0.9),
        (3, Silence.COPY, 0.9),
    ]
    assert (kept.best.article.id, ids(kept.reports)) == (1, [2, 3])


def test_copies_are_counted_once():
    """Of a story that is told again, only the copies that came since count."""
    later = [report(number, novelty=NOTHING) for number in range(10, 13)]
    known = report(2, of=1, told=True, **COPY)

    found = again(known, report(4, of=1, **COPY), *later)

    assert found is not None
    assert (len(found.others) + len(found.carried_by), copies([found])) == (3, 1)


@pytest.mark.parametrize(
    ("wanted", "outlets", "told"),
    [(0, 5, False), (3, 2, False), (3, 3, True), (3, 4, True), (1, 1, True)],
)
def test_further_outlets(wanted, outlets, told):
    """So many outlets that report it on their own bring a story back; copies and known ones do not count."""
    later = [report(number, novelty=NOTHING) for number in range(10, 10 + outlets)]
    others = (
        report(2, novelty=NOTHING, outlet="OUTLET 10"),
        report(3, novelty=NOTHING, outlet="Outlet 1"),
        report(4, of=1, novelty=NOTHING, **COPY),
    )

    found = again(*later, *others, desk=stream(further_outlets=wanted))

    assert (found is not None) is told
    if found is not None:
        assert (found.reasons, len(found.further)) == ((Reason.OUTLETS,), outlets)


def test_outlets_that_were_counted_count_on():
    """Until the story is told; then counting begins anew."""
    counted = {"told": True, "counted": True, "novelty": None}
    early, late = NOW - timedelta(hours=2), NOW - timedelta(minutes=5)
    before = [report(number, told_at=early, **counted) for number in (2, 3)]
    since = [report(number, told_at=late, **counted) for number in (2, 3)]

    assert again(*before, report(4, novelty=NOTHING)) is None
    told = again(*since, report(4, novelty=NOTHING))
    assert told is not None
    assert told.reasons == (Reason.OUTLETS,)


@pytest.mark.parametrize(
    ("standing", "reason"),
    [(Standing.CORRECTION, Reason.CORRECTION), (Standing.RETRACTION, Reason.RETRACTION)],
)
def test_corrections(standing, reason):
    """A report that says so of itself for the first time is told; carried on by others it is not."""
    corrected = report(1, version=2, standing=standing, novelty=NOTHING)

    told = again(corrected)
    assert told is not None
    assert told.reasons == (reason,)
    assert (
        again(
            replace(corrected, told=True),
            report(3, of=1, standing=standing, novelty=NOTHING, **COPY),
        )
        is None
    )


def test_reminders():
    """A story without anything new is named again after the time that readers want; the others are counted."""
    stories = [
        item(
            report(1, told=True, told_at=NOW - timedelta(days=days)),
            report(2, novelty=NOTHING),
            story=days,
        )
        for days in (1, 2, 3)
    ]

    found = decide(stories, stream(remind=timedelta(days=2)), NOW)

    assert [(one.story, one.reasons) for one in found.reminders] == [
        (2, (Reason.REMINDER,)),
        (3, (Reason.REMINDER,)),
    ]
    assert [one.story for one in found.kept] == [1]
    assert not decide(stories, stream(), NOW).reminders


def test_a_digest_reminds_of_few():
    """The others are counted, and come in a later one."""
    stories = [
        item(
            report(1, told=True, told_at=NOW - timedelta(days=9)),
            report(2, novelty=NOTHING),
            story=number,
        )
        for number in range(10)
    ]

    found = decide(stories, stream(remind=timedelta(days=2)), NOW)

    assert (len(found.reminders), len(found.kept)) == (8, 2)


def test_what_is_to_be_compared():
    """Untold reports of a told story: newest versions first, then the more urgent, then the worthier."""
    story = item(
        report(1, told=True),
        report(2),
        report(3, priority=1),
        report(4, tier=Tier.URGENT),
        report(2, version=2),
    )

    assert [(one.article.id, one.article.version) for one in unread(story, stream())] == [
        (4, 1),
        (3, 1),
        (2, 2),
        (2, 1),
    ]
    assert unread(item(report(1)), stream()) == unread(item(report(1, told=True)), stream()) == ()


def test_evidence_of_which_nothing_was_told():
    """That of rules that found nothing in what was told; those of other readers count for nothing."""
    story = item(
        report(1, told=True), report(2, matches=(match(2), match(2, "arms", rule="arms")))
    )

    assert [one.quote for one in unseen(story.reports[1], story, stream())] == ["arms"]
