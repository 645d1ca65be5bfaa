"""Lists of feeds: real ones, broken ones, hostile ones, and back again."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import ParseError
from service.model import ListedFeed as Listed
from service.sources.formats.opml import FeedList, parse_opml, same, write_opml
from tests.unit.sources.invented import document


ROOT = Path(__file__).parents[3]
DATA = Path(os.environ.get("WIREWATCH_DATA", ROOT / "../shared/data")).resolve() / "opml"  # noqa: TID251 - tests have no settings
URL = "https://harbour.example/rss"


def parsed(body: str, title: str = "") -> FeedList:
    return parse_opml(
        document(f"<opml><head><title>{title}</title></head><body>{body}</body></opml>")
    )


def feed(url: str = URL, **said: str) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in said.items())
    return f'<outline xmlUrl="{url}"{attributes}/>'


def test_folders_become_tags():
    """Folders within folders, and categories, are tags that a watchlist can name."""
    inner = f'<outline text="East Asia">{feed(title="Harbour", category="/Wire/English,sea")}</outline>'
    found = parsed(f'<outline text="World News">{inner}</outline>', title="Mine")

    assert found.title == "Mine"
    assert found.feeds == (
        Listed(
            url=URL, title="Harbour", tags=("world-news", "east-asia", "wire", "english", "sea")
        ),
    )


@pytest.mark.parametrize(
    ("outline", "url"),
    [
        (f'<outline xmlurl="{URL}"/>', URL),
        (f'<outline type="rss" URL="{URL}"/>', URL),
        (f'<outline XMLURL=" {URL} "/>', URL),
        ('<outline xmlUrl="feed://harbour.example/rss"/>', "http://harbour.example/rss"),
        (f'<outline xmlUrl="feed:{URL}"/>', URL),
        (f'<outline xmlUrl="{URL}?a=1&b=2&amp;c=3"/>', f"{URL}?a=1&b=2&c=3"),
        (f'<outline text="caf&eacute; &nope; &" xmlUrl="{URL}"/>', URL),
    ],
)
def test_as_people_write_it(outline, url):
    """Other cases, odd schemes, bare ampersands and entities of HTML lose no feed."""
    assert [one.url for one in parsed(outline).feeds] == [url]


def test_twice_in_the_list():
    """The scheme, a last slash and the port say nothing about which feed it is."""
    urls = (URL, f"{URL}/", "http://HARBOUR.example:80/rss", f"{URL}?x=1")
    found = parsed("".join(map(feed, urls)))

    assert [one.url for one in found.feeds] == [URL, f"{URL}?x=1"]
    assert found.repeated == 2


@pytest.mark.parametrize(
    ("outline", "said"),
    [
        (feed("ftp://x/y", text="Files"), "Files: no web address"),
        (feed("javascript:alert(1)"), "no web address"),
        (feed("https://ana:secret@x.example/rss"), "no web address"),
        ('<outline type="include" url="https://x.example/l.opml"/>', "not followed"),
        ('<outline type="link" text="More" url="https://x.example/"/>', "More: a link"),
    ],
)
def test_what_is_no_feed(outline, said):
    """It is told, and the others are taken."""
    found = parsed(outline + feed())

    assert [one.url for one in found.feeds] == [URL]
    assert said in found.refused[0]


def test_a_broken_quote_costs_no_feed():
    """Where the markup breaks off, addresses are still read, and the break is told."""
    bad = f'<outline text=""Sea" news" xmlUrl="{URL}" title="Sea"/>'
    found = parsed(bad + feed("https://b.example/") + feed("https://c.example/"))

    assert {one.url for one in found.feeds} == {URL, "https://b.example/", "https://c.example/"}
    assert found.refused[0].startswith("line ")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html><body/></html>", "not_a_list"),
        (b"<rss/>", "not_a_list"),
        (b"hello", "not_a_list"),
        (b"", "empty"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "entity_refused"),
    ],
)
def test_what_is_no_list(body, code):
    """It is refused with its reason."""
    with pytest.raises(ParseError) as refused:
        parse_opml(document(body))
    assert refused.value.code == code


def test_too_many():
    """A list of 20,100 feeds gives 20,000, and says what it cut."""
    found = parsed("".join(feed(f"https://h{number}.example/") for number in range(20_100)))

    assert (len(found.feeds), found.cut) == (20_000, 100)


def test_bottomless():
    """Outlines within outlines end somewhere."""
    body = "<outline text='x'>" * 5_000 + feed() + "</outline>" * 5_000

    assert len(parsed(body).feeds) <= 1


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn")))
AS_IF_TWICE = re.compile("[Â-ô][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What reads like UTF-8 encoded twice, which a reader mends: `Ð¡` stands for a Cyrillic letter."""


@given(
    st.lists(
        st.builds(
            Listed,
            url=st.integers(0, 99).map(
                lambda number: f"https://h{number}.example/?a=1&b=<2>".replace("<2>", "2")
            ),
            title=WORDS.map(
                lambda text: " ".join(text.replace("<", "").replace("&", "").split())[:50].strip()
            ).filter(lambda text: not AS_IF_TWICE.search(text)),
            tags=st.lists(st.sampled_from(["wire", "east-asia", "한국"]), unique=True).map(tuple),
            language=st.sampled_from([None, "en", "ko"]),
        ),
        unique_by=lambda one: one.url,
        max_size=5,
    )
)
def test_there_and_back(feeds):
    """What is exported is imported the same, unless it reads like UTF-8 encoded twice."""
    assert parse_opml(document(write_opml("Mine & <yours>", feeds))).feeds == tuple(feeds)


@given(st.binary(max_size=200))
def test_any_bytes(noise):
    """Whatever comes, the answer is a list or a `ParseError`."""
    for body in (noise, b"<opml><body>" + noise):
        try:
            assert parse_opml(document(body)).title == ""
        except ParseError:
            continue


@pytest.mark.parametrize("url", ["http://[", "", "x"])
def test_same_of_anything(url):
    """What is no address is only like itself."""
    assert same(url) == same(url)


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no lists at {DATA}")
def test_real_lists():
    """Of every list by country, no feed is lost, whatever its markup."""
    for path in DATA.glob("*.opml"):
        found = parse_opml(document(path.read_bytes()))
        wanted = path.read_text().count("xmlUrl=")

        assert len(found.feeds) + found.repeated == wanted, path.name
        assert parse_opml(document(write_opml("x", found.feeds))).feeds == found.feeds
