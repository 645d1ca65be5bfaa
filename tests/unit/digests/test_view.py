import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.digests.look import Look
from service.digests.quotes import Line
from service.digests.view import StoryView, credit, subject, view, why
from service.model import (
    ArticleId,
    Counted,
    Coverage,
    Field,
    Former,
    Joined,
    Kept,
    Mention,
    Newness,
    News,
    NewSentence,
    Novelty,
    Precision,
    Reason,
    Relation,
    Silence,
    SourceId,
    SourceNote,
    Standing,
    StoryId,
    StreamKind,
    Tier,
    Told,
    Why,
    ZoneBasis,
)
from tests.unit.digests.invented import NOW, TEXT, digest, match, published, report, told


URGENT = {"tier": Tier.URGENT}
NEWS = Novelty(
    sentences=(
        NewSentence(
            field=Field.TEXT, start=TEXT.index("An"), end=len(TEXT), by=Newness.WORDS, covered=0.1
        ),
        NewSentence(field=Field.TITLE, start=0, end=27, by=Newness.NAME, covered=0.5),
    )
)


def shown(one: Told) -> StoryView:
    return view(digest(one), Look(), 1, 0).stories[0]


def outlets(one: Told) -> str:
    return "".join(piece.text for piece in shown(one).outlets)


def test_subject():
    """The subject says what, how much, how urgent, and for when."""
    assert subject(digest(told(report(1)), told(report(2, **URGENT)))) == (
        "Port Selen, military ties: 2 stories (1 urgent), 21 Nov 08:00"
    )
    assert subject(digest(told(report(1)))).startswith("Port Selen, military ties: 1 story, 21")


@pytest.mark.parametrize(
    ("coverage", "text"),
    [
        (Coverage(since=None, until=NOW, sources_checked=1), "no hits"),
        (Coverage(since=None, until=NOW, last_looked=NOW), "nothing new"),
        (Coverage(since=None, until=NOW, articles_seen=1), "no hits"),
        (Coverage(since=None, until=NOW, articles_seen=1, articles_matched=1), "nothing new"),
        (Coverage(since=None, until=NOW), "nothing was checked"),
    ],
)
def test_subject_of_nothing(coverage, text):
    """An empty digest says which kind of nothing it found."""
    assert subject(digest(coverage=coverage)) == f"Port Selen, military ties: {text}, 21 Nov 08:00"


def test_subject_of_an_alert():
    """What goes out at once carries its headline."""
    urgent = told(report(1, title="Orlov arrives", **URGENT))
    alert = {"kind": StreamKind.INSTANT}

    assert subject(digest(urgent, **alert)) == "Urgent: Orlov arrives (Port Selen, military ties)"
    assert subject(digest(told(report(2)), urgent, **alert)) == (
        "Orlov visits Port Selen (2) and 1 more (Port Selen, military ties)"
    )
    assert subject(digest(told(report(1, title="\0")), **alert)).startswith("untitled (")
    assert ": no hits, " in subject(digest(**alert))


@given(st.text(st.characters(), max_size=400), st.text(st.characters(), max_size=400))
def test_subject_is_one_safe_line(title, head):
    """No title can break a header, hide an encoded word or turn the line round."""
    one = told(report(1, title="=?utf-8?B?QQ==?= =\u200e?utf-8?B?QQ==?=" + head))

    for kind in StreamKind:
        text = subject(digest(one, title=title, kind=kind))
        assert 0 < len(text) <= 200
        assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text)
        assert "=?" not in text
        assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_when():
    """The head shows the slot on the reader's clock; if the digest is late, that too."""
    on_time = view(digest(), Look(), 0, 0)
    late = view(digest(slot_due=NOW - timedelta(hours=2)), Look(), 0, 0)
    alert = view(digest(slot_due=NOW - timedelta(hours=2), kind=StreamKind.INSTANT), Look(), 0, 0)

    assert on_time.when == "Saturday, 21 November 2026, 08:00 (Asia/Seoul)"
    assert late.when == "Saturday, 21 November 2026, 06:00 (Asia/Seoul), composed 08:00"
    assert alert.when == on_time.when


def test_preheader():
    """Beside the subject stand the first headlines, or what an empty digest means."""
    assert view(digest(told(report(1)), told(report(2))), Look(), 2, 0).preheader == (
        "Orlov visits Port Selen (1) · Orlov visits Port Selen (2)"
    )
    assert view(digest(), Look(), 0, 0).preheader.startswith("Nothing that the rules look for")


def test_outlets():
    """Who has it: the speaker, who carried the same text, who else reports, since when."""
    copies = [report(n, relation=Relation.COPY, of=1) for n in (2, 3)]
    one = told(
        report(1),
        carried_by=(*copies, copies[0]),
        others=(report(4), report(5)),
        copies_elsewhere=3,
    )

    assert outlets(one) == (
        "Outlet 1, carried by 2 (Outlet 2, Outlet 3); 2 independent reports, with 3 copies; "
        "first seen 20 Nov 22:01"
    )
    assert [piece.url for piece in shown(one).outlets if piece.url] == [
        "https://news.example/2",
        "https://news.example/3",
    ]


def test_who_was_first():
    """Somebody else than the speaker is named; of several that came at once, one and their number."""
    one = told(report(1), others=(report(2),), first=(report(2),))
    assert outlets(one).endswith("; 1 independent report; first: Outlet 2, 20 Nov 22:01")
    some = told(report(1), first=(report(2), report(3)))
    assert outlets(some) == "Outlet 1; first: Outlet 2 and 1 more, 20 Nov 22:01"
    both = told(report(1), first=(report(2), report(1)))
    assert outlets(both) == "Outlet 1; first seen 20 Nov 22:01"


def test_more_texts_than_outlets():
    """An outlet that reports twice is one of them; the speaker's own further texts are apart."""
    again = report(5, outlet="Outlet 4")
    one = told(report(1), others=(report(4), again), copies_elsewhere=2)
    assert "; 2 independent reports from 1 outlet, with 2 copies; " in outlets(one)
    earlier = report(6, outlet="Outlet 1")
    assert "; 1 independent report, 1 more text of its own; " in outlets(
        told(report(1), others=(report(4), earlier))
    )
    assert "; 1 more text of its own, with 1 copy; " in outlets(
        told(report(1), others=(earlier,), copies_elsewhere=1)
    )


def test_many_outlets():
    """Names over the limit are counted."""
    copies = tuple(report(n, relation=Relation.COPY, of=1) for n in range(2, 12))

    assert "carried by 10 (Outlet 2, Outlet 3, " in outlets(told(report(1), carried_by=copies))
    assert "Outlet 7 and 4 more)" in outlets(told(report(1), carried_by=copies))


def test_speaker_is_a_copy():
    """If the preferred outlet carries somebody else's text, the line says whose."""
    best = report(2, relation=Relation.COPY, of=1)

    assert outlets(told(best, carried_by=(report(1),))).startswith(
        "Outlet 2, text by Outlet 1; first"
    )
    third = report(3, relation=Relation.COPY, of=1)
    assert outlets(told(best, carried_by=(report(1), third))).startswith(
        "Outlet 2, text by Outlet 1, carried by 1 (Outlet 3); first"
    )
    assert outlets(told(best, carried_by=(report(1, outlet="Outlet 2"),))) == (
        "Outlet 2; first seen 20 Nov 22:02"
    )


def test_outlet_without_a_name():
    """A source that passes a text on is not who published it."""
    unnamed = report(1, outlet=None)
    assert outlets(told(unnamed)).startswith("outlet not printed (from Feed 1);")
    untitled = replace(unnamed, source_title="")
    assert outlets(told(untitled)).startswith("outlet not printed;")
    assert outlets(told(report(1, outlet="\0"))).startswith("unnamed outlet;")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ({}, "Byline and date not printed"),
        ({"author": "Kim Se-rin"}, "By Kim Se-rin · date not printed"),
        ({"author": "by Lena Okafor", "wire": "Marlen"}, "By Lena Okafor · wire credit: Marlen · date not printed"),
        ({"published": published("2023-09-05", Precision.DAY, ZoneBasis.ASSUMED)}, "Published 5 Sept 2023 · byline not printed"),
        (
            {
                "author": "Kim",
                "published": published("2023-09-05", Precision.DAY, ZoneBasis.ASSUMED),
                "updated": published("2023-09-06", Precision.DAY, ZoneBasis.ASSUMED),
            },
            "By Kim · published 5 Sept 2023 · updated 6 Sept 2023",
        ),
        (
            {
                "author": "Kim",
                "published": published("2023-09-05", Precision.DAY, ZoneBasis.ASSUMED),
                "updated": published("2023-09-05", Precision.DAY, ZoneBasis.ASSUMED),
            },
            "By Kim · published 5 Sept 2023",
        ),
    ],
)  # fmt: skip
def test_credit(parts, text):
    """Byline, wire and dates as printed, or an honest "not printed"."""
    assert credit(report(1, **parts)) == text


def test_why():
    """A story that was told before says why it is back."""
    tier = told(report(1, **URGENT), why=Why.TIER)
    further = told(report(1), why=Why.UPDATED, others=(report(2), report(3, told=True)))

    assert why(told(report(1)), digest()) == ""
    assert why(tier, digest()) == "Told before; now urgent"
    assert why(further, digest()) == "Told before; 2 further reports since"
    for changed in (report(1, version=2), report(1, relation=Relation.UPDATE)):
        again = told(changed, why=Why.UPDATED)
        assert why(again, digest()) == "Told before; the report was updated"


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ((Reason.FACT,), "New since 07:40"),
        ((Reason.FACT, Reason.OUTLETS), "New since 07:40; 2 further outlets"),
        ((Reason.OUTLETS,), "Told before; 2 further outlets"),
        ((Reason.CORRECTION, Reason.FACT), "The report was corrected; new since 07:40"),
        ((Reason.RETRACTION,), "Told before; the report was taken back by its outlet"),
        ((Reason.TIER, Reason.FACT), "Now urgent; new since 07:40"),
        ((Reason.REMINDER,), "Told before; still reported"),
    ],
)
def test_reasons(reasons, said):
    """All reasons are said, and since when it is new, on the reader's clock."""
    again = told(
        report(1, **(URGENT if Reason.TIER in reasons else {})),
        why=Why.UPDATED,
        reasons=reasons,
        last_told=NOW - timedelta(minutes=20),
        further=(report(2), report(3)),
    )

    assert why(again, digest()) == said
    assert why(replace(again, last_told=None), digest()).lower().startswith("told before")


def test_news_is_shown_instead_of_the_whole():
    """The new sentences, with the evidence in them marked; another report's bear its outlet."""
    first, second = report(1, novelty=NEWS), report(2, novelty=NEWS)
    again = told(
        first,
        why=Why.UPDATED,
        reasons=(Reason.FACT,),
        news=(News(report=first, novelty=NEWS), News(report=second, novelty=NEWS)),
    )

    quotes = shown(again).quotes

    whole = "An arms transfer was on the table, two diplomats said."
    assert [one.label for one in quotes] == ["", "Outlet 2:", "Outlet 2:"]
    assert ["".join(piece.text for piece in one.line) for one in quotes] == [
        whole,
        "Orlov visits Port Selen (2)",
        whole,
    ]


def test_many_new_sentences_are_counted():
    """A report that is new all over is not quoted all over."""
    many = report(1, text="A pier burnt down. " * 9)
    new = replace(
        NEWS,
        sentences=tuple(
            NewSentence(field=Field.TEXT, start=at, end=at + 18, by=Newness.WORDS, covered=0.0)
            for at in range(0, 9 * 19, 19)
        ),
    )

    one = shown(told(many, why=Why.UPDATED, news=(News(report=many, novelty=new),)))

    assert (len(one.quotes), one.more_news) == (5, "And 4 more new sentences.")


def test_what_has_nothing_new_is_listed():
    """Who has reported it since, how often, and when it was told."""
    kept = tuple(
        Kept(
            story=StoryId(number),
            best=report(number),
            last_told=NOW - timedelta(minutes=20),
            reports=(report(2), report(3)),
            articles=(
                Counted(article=ArticleId(2), version=1, why=Silence.NOTHING_NEW),
                Counted(article=ArticleId(3), version=1, why=Silence.COPY),
            ),
        )
        for number in range(10)
    )

    lines = view(digest(kept=kept), Look(), 0, 0).kept

    assert "".join(piece.text for piece in lines[0]) == (
        "Orlov visits Port Selen (0) (1 further report and 1 copy: Outlet 2, Outlet 3; told 07:40)"
    )
    assert lines[-1][0].text == "and 2 more stories"


def test_reminders_stand_apart():
    """A story of which readers want to be reminded takes a line."""
    again = told(report(1), reasons=(Reason.REMINDER,), last_told=NOW - timedelta(days=2))

    (line,) = view(digest(reminders=(again,)), Look(), 0, 0).reminders

    assert "".join(piece.text for piece in line) == (
        "Orlov visits Port Selen (1) (told 19 Nov 08:00; 1 report since, without anything new)"
    )


@pytest.mark.parametrize(
    ("standing", "stands", "word"),
    [
        (Standing.CORRECTION, "The report carries a correction", "correction"),
        (Standing.RETRACTION, "The report was taken back by its outlet", "taken back"),
    ],
)
def test_standing(standing, stands, word):
    """What a report says of itself is said with why it is told, and where there is but one line."""
    one = told(report(1, outlet="Post", standing=standing))

    assert why(one, digest()) == stands
    assert view(digest(one), Look(), 0, 1).briefs[0].outlet == f"Post; {word}"


def test_further():
    """Further reports are listed with link and headline; what was told is marked, and what is a copy."""
    copied = report(4, relation=Relation.COPY)
    others = (report(2, told=True), report(3, title="", url="javascript:x"), copied, report(5))

    lines = [
        "".join(one.text for one in line) for line in shown(told(report(1), others=others)).further
    ]

    assert lines == [
        "Outlet 2: Orlov visits Port Selen (2) (told before)",
        "Outlet 3: (untitled)",
        "Outlet 4: Orlov visits Port Selen (4) (copy)",
        "and 1 more",
    ]


def test_rules():
    """Rules are named, with their tier where it is not the usual one."""
    matches = (match(1, rule="a", **URGENT), match(1, rule="b"))

    assert shown(told(report(1, matches=matches))).rules == "A (urgent), B"


def test_no_title_no_link():
    """A story without a title or a usable link is still told."""
    one = shown(told(report(1, title=" ", url="file:///etc/passwd")))

    assert (one.headline[0].text, one.url, one.place) == ("(untitled)", None, "")
    assert shown(told(report(1, url="https://www.news.example/"))).place == "news.example"


def test_mentions():
    """What the instant stream has told is listed in a line each; the rest is counted."""
    mentions = tuple(
        Mention(story=StoryId(n), headline=f"Story {n}" if n else "", url="https://news.example/")
        for n in range(10)
    )

    lines = view(digest(mentions=mentions), Look(), 0, 0).mentions

    assert [line[0].text for line in lines] == [
        "(untitled)", *(f"Story {n}" for n in range(1, 8)), "and 2 more"
    ]  # fmt: skip
    assert [line[0].url for line in lines[7:]] == ["https://news.example/", None]


def test_joined():
    """Stories that were told apart are named as they were told, a line for each that they are now."""
    formers = tuple(
        Former(article=ArticleId(n), headline=f"Story {n}", url="https://news.example/")
        for n in range(1, 9)
    )
    found = [Joined(story=StoryId(n), formers=formers[:n]) for n in (2, 3, 8)]

    first, second, third = view(digest(joined=tuple(found)), Look(), 0, 0).joined

    assert said(first) == "Told before as two stories: “Story 1” and “Story 2”"
    assert said(second).endswith("three stories: “Story 1”, “Story 2” and “Story 3”")
    assert said(third).startswith("Told before as 8 stories: ")
    assert said(third).endswith("“Story 6” and 2 more")
    assert [piece.url for piece in first][1] == "https://news.example/"
    many = view(digest(joined=(found[0],) * 9), Look(), 0, 0).joined
    assert said(many[-1]) == "and 1 more"


def said(line: Line) -> str:
    return "".join(piece.text for piece in line)


def test_overflow():
    """What is not told in full is told in a line, the rest is counted and linked."""
    stories = [told(report(n, **(URGENT if n < 4 else {})), story=n) for n in range(1, 6)]
    look = Look(link_base="https://watch.example/")

    page = view(digest(*stories), look, 1, 1)

    assert [page.stories[0].number, page.briefs[0].number] == [1, 2]
    assert page.more == "And 3 more stories, 1 of them urgent, that did not fit; 2 are shown."
    assert page.more_url == "https://watch.example/digests/d-2026-11-21"
    assert view(digest(*stories), Look(), 4, 0).more.startswith(
        "And 1 more story that did not fit"
    )
    assert view(digest(*stories), Look(), 4, 0).more_url is None


@pytest.mark.parametrize(
    ("waiting", "urgent", "said"),
    [
        (1, 0, "1 more story waits: it follows in the next digest, at once."),
        (9, 2, "9 more stories wait, 2 of them urgent: they follow in the next digest, at once."),
    ],
)
def test_what_waits_is_said(waiting, urgent, said):
    """Stories that a further digest tells are announced."""
    one = replace(digest(told(report(1))), waiting=waiting, waiting_urgent=urgent)
    assert view(one, Look(), 1, 0).more == said


def test_a_brief_says_that_its_report_was_changed():
    """One line has room for that."""
    one = told(replace(report(1, outlet="Post"), superseded=True))
    assert view(digest(one), Look(), 0, 1).briefs[0].outlet == "Post; changed since"


def test_a_first_sight_alone_is_no_finding_of_the_rules():
    """Nothing could be told yet, and that is what is said."""
    note = SourceNote(source=SourceId("wire"), title="Wire", note="2 earlier articles")
    empty = digest(coverage=Coverage(since=None, until=NOW, sources_checked=1, baseline=(note,)))
    page = view(empty, Look(), 0, 0)
    assert page.finding == "Nothing new"
    assert page.lead.startswith("Sources were seen for the first time")
