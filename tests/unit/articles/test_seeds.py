"""The project's first real input: five captured pages, as a reader would read them."""

import os  # the data lies where the environment says
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service.articles.read import read
from service.model import Document, Hints, Published, Reading


ROOT = Path(__file__).parents[3]
SEEDS = Path(os.environ.get("WIREWATCH_DATA", ROOT / "../shared/data")) / "seeds"  # noqa: TID251 - tests have no settings

FACTS: dict[str, dict[str, Any]] = {
    "000": {
        "title": "Efforts by N. Korea, Russia to seek closer military ties stem from increasing isolation: U.S. envoy",
        "author": "Yi Wonju",
        "outlet": "Yonhap News Agency",
        "wire": "Yonhap",
        "dateline": "SEOUL, Sept. 5 (Yonhap)",
        "published": ("2023-09-05", "day", "assumed", "text, no year"),
        "updated": None,
        "paragraphs": 11,
    },
    "001": {
        "title": "S. Korean, US nuclear envoys vow to 'resolutely' counter NK-Russia arms trade",
        "author": "Ji Da-gyum",
        "outlet": "The Korea Herald",
        "wire": None,
        "dateline": None,
        "published": None,
        "updated": None,
        "paragraphs": 15,
    },
    "002": {
        "title": "Miller: “North Korea supports Ukraine war… Expands security relations with Russia”",
        "author": None,
        "outlet": None,
        "wire": "Newsis",
        "dateline": "[서울=뉴시스]",
        # printed alone under the last box of the page; the story tells of the 16th, so the day fits
        "published": ("2024-09-18T12:46:19", "second", "assumed", "text"),
        "updated": None,
        "paragraphs": 10,
    },
    "003": {
        "title": "Foreign Ministry summons Russian envoy to protest over cooperation with the North",
        "author": "Michael Lee",
        "outlet": "Korea JoongAng Daily",
        "wire": None,
        "dateline": None,
        "published": ("2023-09-19T16:07", "minute", "assumed", "text"),
        "updated": ("2023-09-19T19:43", "minute", "assumed", "text"),
        "paragraphs": 20,
    },
    "004": {
        "title": "South Korea, U.S., Japan slam military cooperation between North, Russia",
        "author": "Seo Ji-eun",
        "outlet": "Korea JoongAng Daily",
        "wire": None,
        "dateline": None,
        "published": None,
        "updated": None,
        "paragraphs": 8,
    },
}
FURNITURE = (
    "![", "▲", "(END)", "All Rights Reserved", "US envoy-NK-Russia", "Back To Top", "Kim Gunn (right)", "heraldcorp", "MOST POPULAR",
    "LATEST NEWS", "subscribe", "지나쌤", "뉴시스", "- great", "0dog", "I’m", "I recommend it", "Hot news", "2024-09-18", "Published:",
    "Updated:", "joongang", "JoongAng", "Log in to", "Standards Board", "250자", "Home >", "print dictionary", "기자 사진", "pose for a photo",
    "NEWS1", "help-image", "lock icon", "write comments", "By Yi", "By Ji", "BY ",
)  # fmt: skip


@pytest.fixture(params=FACTS, name="seed")
def _seed(request: pytest.FixtureRequest) -> tuple[Reading, dict[str, Any]]:
    if not SEEDS.is_dir():
        pytest.skip(f"the captured pages are not here: {SEEDS} (set WIREWATCH_DATA)")
    path = next(SEEDS.glob(f"{request.param}_*.txt"))
    document = Document(name=path.name, body=path.read_bytes())
    return read(document, Hints(now=datetime(2026, 3, 2, tzinfo=UTC))), FACTS[request.param]


def _shown(published: Published | None) -> tuple[str, ...] | None:
    if published is None:
        return None
    return (published.value, published.precision, published.zone, published.provenance)


def test_who_and_what(seed):
    """Title, writer, outlet, agency and dateline are as printed, or honestly none."""
    reading, facts = seed
    for name in ("title", "author", "outlet", "wire", "dateline"):
        assert getattr(reading, name) == facts[name], name
    assert reading.language == "en"


def test_when(seed):
    """Dates are as exact as they are printed, and absent where none is."""
    reading, facts = seed
    assert _shown(reading.published) == facts["published"]
    assert _shown(reading.updated) == facts["updated"]


def test_no_furniture(seed):
    """Nothing of the page around the report is in its text."""
    reading, _ = seed
    assert [piece for piece in FURNITURE if piece in reading.text] == []


def test_whole_text(seed):
    """No paragraph of the report is lost, and none is the title."""
    reading, facts = seed
    paragraphs = reading.text.split("\n\n")
    assert len(paragraphs) == facts["paragraphs"]
    assert reading.title not in paragraphs
