import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from service.digests.envelope import pack
from service.digests.look import Look
from service.digests.shapes import Envelope, schema
from service.model import (
    ArticleId,
    Field,
    Former,
    Joined,
    Mention,
    Precision,
    Relation,
    SourceId,
    SourceNote,
    StoryId,
    Tier,
    Why,
    ZoneBasis,
)
from tests.unit.digests.invented import digest, evidence, match, published, report, told


def packed(*stories, **parts) -> Any:
    text = pack(digest(*stories, **parts), Look(link_base="https://watch.example"))
    assert Envelope.model_validate_json(text).model_dump_json() == text
    return json.loads(text)


def test_head():
    """A receiver learns what this is, in which version, and for whom."""
    data = packed()

    assert (data["version"], data["type"], data["id"]) == (1, "digest", "d-2026-11-21")
    assert (data["stream"], data["kind"], data["zone"]) == ("selen-desk", "digest", "Asia/Seoul")
    assert data["composed_at"] == data["slot"] == "2026-11-20T23:00:00Z"
    assert data["more"] == {"stories": 0, "urgent": 0, "follow": 0, "url": None}


def test_story():
    """A story carries its facts, its reason and its evidence with offsets."""
    best = report(
        1,
        tier=Tier.URGENT,
        author="Kim\0 Se-rin",
        published=published("2023-09-05", Precision.DAY, ZoneBasis.ASSUMED),
    )

    (story,) = packed(told(best, story=7, why=Why.TIER))["stories"]

    assert (story["id"], story["why"], story["reason"]) == (7, "tier", "Told before; now urgent")
    assert (story["headline"], story["author"], story["wire"]) == (
        "Orlov visits Port Selen (1)",
        "Kim Se-rin",
        None,
    )
    assert story["published"] == {
        "value": "2023-09-05",
        "precision": "day",
        "zone": "assumed",
        "provenance": "text",
    }
    assert story["rules"] == [{"id": "selen/visits", "title": "Visits", "tier": "urgent"}]
    assert story["evidence"] == [
        {
            "rule": "selen/visits",
            "field": "text",
            "start": 19,
            "end": 24,
            "quote": "visit",
            "sentence": "Talks followed the visit of Defence Minister Orlov to Port Selen.",
        }
    ]


def test_a_story_names_those_that_became_one_with_it():
    """Who keeps stories by number finds the one that was told under another."""
    (story,) = packed(told(report(1), story=7, was=(StoryId(9), StoryId(12))))["stories"]

    assert (story["id"], story["was"]) == (7, [9, 12])


def test_evidence_of_each_field():
    """Evidence in title and teaser is quoted from there."""
    title, teaser = "Orlov visits", "A visit begins."
    one = replace(
        match(1),
        evidence=(
            evidence("visits", text=title, field=Field.TITLE),
            evidence("visit", text=teaser, field=Field.SUMMARY),
        ),
    )

    (story,) = packed(told(report(1, title=title, summary=teaser, matches=(one,))))["stories"]

    assert [part["sentence"] for part in story["evidence"]] == [title, teaser]


def test_copies_and_reports():
    """Copies and further reports are listed up to a limit, and counted."""
    copies = tuple(report(n, relation=Relation.COPY, of=1) for n in range(2, 40))
    one = told(
        report(1),
        carried_by=copies,
        others=(report(50, url="javascript:x", told=True),),
        copies_elsewhere=2,
    )

    (story,) = packed(one)["stories"]

    assert (len(story["copies"]), story["copies_total"]) == (15, 40)
    assert (len(story["reports"]), story["reports_total"]) == (1, 1)
    assert (story["reports"][0]["url"], story["reports"][0]["told_before"]) == (None, True)


def test_mentions():
    """What the instant stream has told is listed by id, headline and link."""
    one = Mention(story=StoryId(9), headline="Orlov arrives", url="javascript:x")

    assert packed(mentions=(one,))["mentions"] == [
        {"id": 9, "headline": "Orlov arrives", "url": None}
    ]


def test_joined():
    """Stories that became one are listed under the one that they are now."""
    formers = tuple(
        Former(article=ArticleId(n), headline=f"Story {n}", url=None) for n in range(9)
    )
    found = packed(joined=(Joined(story=StoryId(4), formers=formers),))

    (one,) = found["joined"]
    assert (found["joined_total"], one["id"], one["formers_total"]) == (1, 4, 9)
    assert one["formers"][0] == {"article": 0, "headline": "Story 0", "url": None}
    assert len(one["formers"]) == 6


def test_coverage():
    """The coverage is there as numbers and as words."""
    one = digest()
    silent = (SourceNote(source=SourceId("s"), title="Radio", note="nothing since Monday"),)
    coverage = packed(coverage=replace(one.coverage, silent=silent, sibling="At once"))["coverage"]

    assert coverage["sources"]["checked"] == 12
    assert coverage["sources"]["silent"] == [
        {"source": "s", "title": "Radio", "note": "nothing since Monday"}
    ]
    assert coverage["articles"]["seen"] == 312
    assert coverage["sibling"] == "At once"
    assert "No hits: 312 new articles seen, none matched." in coverage["sentences"]


@pytest.mark.parametrize("number", [200, 2000])
def test_overflow(number):
    """An envelope stays under 256 kB; what does not fit is counted and linked."""
    stories = [
        told(report(n, tier=Tier.URGENT, title="長い" * 200), story=n) for n in range(number)
    ]
    text = pack(digest(*stories), Look(link_base="https://watch.example"))
    data = json.loads(text)

    assert 200_000 < len(text.encode()) <= 256_000
    assert [one["id"] for one in data["stories"]] == list(range(len(data["stories"])))
    assert len(data["stories"]) + data["more"]["stories"] == number
    assert data["more"]["urgent"] == data["more"]["stories"]
    assert data["more"]["url"] == "https://watch.example/digests/d-2026-11-21"


def test_one_giant():
    """A story as large as it can be made still fits."""
    text = "長" * 5000
    found = replace(match(1).evidence[0], start=0, end=5000, sentence=(0, 5000), quote=text)
    matches = tuple(
        replace(match(1, rule=f"{n}{text}"), evidence=(found,) * 50) for n in range(50)
    )
    url = "https://news.example/" + "a" * 1900
    best = report(1, text=text, title=text, outlet=text, author=text, wire=text, url=url)
    others = tuple(report(n, title=text, outlet=f"{n}{text}", url=url) for n in range(60))
    one = told(replace(best, matches=matches), carried_by=others, others=others)

    assert len(packed(one)["stories"]) == 1


def test_schema():
    """The published schema names every part and allows nothing else."""
    found: Any = schema()

    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["title"] == "Envelope"
    assert set(found["required"]) >= {"version", "type", "id", "stories", "more", "coverage"}
    assert found["additionalProperties"] is False
    assert set(json.loads(pack(digest(), Look()))) == set(found["properties"])


def test_unknown_parts_are_refused():
    """The models are as strict as the schema."""
    with pytest.raises(ValidationError, match="extra"):
        Envelope.model_validate(packed() | {"surprise": 1})


def test_what_follows_is_counted():
    """Stories that wait for a further digest are part of what did not fit."""
    waiting = replace(digest(told(report(1))), waiting=3, waiting_urgent=1)
    more = json.loads(pack(waiting, Look()))["more"]
    assert more == {"stories": 3, "urgent": 1, "follow": 3, "url": None}
