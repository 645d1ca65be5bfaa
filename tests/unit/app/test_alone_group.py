"""Articles grouped without a database."""

from datetime import UTC, datetime

from service.app.alone import group
from service.model import Article, ArticleId, Precision, Provenance, Published, SourceId, ZoneBasis
from tests.invented import words


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STRIKE = "Dockers of Brunholt strike over an arms transfer to Lorvany"


def dated(number: int, day: str, title: str) -> Article:
    return Article(
        id=ArticleId(0),
        source=SourceId(f"paper {number}"),
        title=title,
        text=f"{title}. {words(number, 8)}",
        published=Published(
            value=day,
            precision=Precision.DAY,
            zone=ZoneBasis.ASSUMED,
            provenance=Provenance.TEXT,
        ),
        seen_at=NOW,
    )


def test_a_date_that_is_wrong_ends_no_story():
    """One report of a year ahead stands between two of one event."""
    placements = group(
        [
            dated(1, "2020-03-01", STRIKE),
            dated(2, "2026-11-01", "Rates rise"),
            dated(3, "2020-03-02", STRIKE),
        ]
    )
    assert [one.story for one in placements] == [None, None, 0]
