import json

import pytest
from lxml.html import document_fromstring

from service.articles.markup import bound
from service.articles.structured import describe
from tests.endings import ends


def test_nothing_described():
    """Broken, foreign or missing JSON says nothing, and fails nothing."""
    for script in (
        "",
        "{",
        "[" * 100_000,
        "3",
        "[[1]]",
        '{"@type": "Thing", "headline": "x"}',
        '{"@type": {"a": 1}}',
    ):
        described = describe([script])
        assert (described.headline, described.authors, described.published) == (None, (), ())


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Jane Roe", ("Jane Roe",)),
        ({"name": "Jane &amp; Co"}, ("Jane & Co",)),
        ({"name": ["Jane Roe", "Tom Hale"]}, ("Jane Roe", "Tom Hale")),
        (["Jane Roe", {"name": "Tom Hale"}, ["deep"], 3], ("Jane Roe", "Tom Hale")),
        ({"@id": "#nobody"}, ()),
        ({"name": {"x": 1}}, ()),
        ("", ()),
    ],
)
def test_authors(author, names):
    """Writers come as text, object, list or reference."""
    assert describe([json.dumps({"@type": "Article", "author": author})]).authors == names


def test_the_article_is_preferred():
    """Of several nodes the one that is most an article speaks; its page comes after it."""
    nodes = [
        {"@type": "WebPage", "name": "Page", "datePublished": "2024-01-01"},
        {"@type": "VideoObject", "headline": "Video"},
        {
            "@type": "https://schema.org/NewsArticle",
            "headline": "News",
            "datePublished": "2025-01-01",
        },
    ]
    described = describe([json.dumps(nodes)])
    assert described.headline == "News"
    assert described.published == ("2025-01-01", "2024-01-01")


def test_wrapped_scripts():
    """Scripts in comment marks and with raw line breaks are read too."""
    assert describe(['<!--{"@type":"Article","headline":"A\nb"}-->']).headline == "A b"


def test_endless_scripts_end():
    """A script of very many nodes is read so far, and no farther."""
    nodes = [{"@type": "Thing"}] * 10_000 + [{"@type": "Article", "headline": "late"}]
    assert describe([json.dumps(nodes)]).headline is None


def _text(markup: str) -> str:
    return document_fromstring(bound(markup)).text_content()


def test_ordinary_markup_is_untouched():
    """A page within bounds stays as it is, its declaration aside."""
    page = '<?xml version="1.0" encoding="x"?><div a="<b>">x<p>y<br/></div></div></div><span/>'
    assert bound(page) == page.partition("?>")[2]


def test_depth_is_cut_and_words_stay():
    """libxml2 would drop everything deeper than 256 elements."""
    deep = "<div>" * 40_000 + "word" + "</div>" * 40_000 + "<p>after</p>"
    text = _text(deep)
    assert "word" in text
    assert "after" in text


def test_attributes_are_cut():
    """A hundred thousand attributes would take quadratic time."""
    many = " ".join(f"a{n}='x<y'" for n in range(100_000))
    with ends():
        tree = document_fromstring(bound(f"<article id=x {many}>word</article>"))
    assert tree.text_content() == "word"
    assert len(tree.xpath("//article")[0].attrib) == 64


def test_elements_are_cut():
    """Beyond fifty thousand elements a page is over."""
    tree = document_fromstring(bound("<p>a" * 60_000))
    assert 49_000 < len(tree.xpath("//p")) <= 50_000


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 200_000,
        "<a " * 60_000,
        "<!--" * 60_000,
        "<a b='" * 60_000,
        '<a b="' + "x" * 500_000,
        "<a b='\"" * 60_000,
    ],
)
def test_hostile_markup_is_quick(hostile):
    """Half-open tags cost no more than their length."""
    with ends():
        assert "word" in bound(f"<p>word</p>{hostile}")
