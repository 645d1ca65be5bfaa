"""The second opinion: where a page's prose stands."""

import pytest
from lxml.html import document_fromstring

from service.articles import page_prose
from tests.unit.articles.pages import SENTENCES


PROSE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def _report(body: str) -> list[str]:
    return [
        line.text
        for line in page_prose.report(document_fromstring(f"<html><body>{body}</body></html>"))
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{PROSE}</div><div class='related'><p>{SENTENCES[0]} Elsewhere.</p></div>",
        f"<section><div>{PROSE}</div></section><footer><p>{SENTENCES[1]} Or not.</p></footer>",
        f"<div class='popup'>{PROSE}</div>",
        f"<div class='elementor-widget-text'>{PROSE}</div>",
        f"<aside><article>{PROSE}</article></aside>",
        f"<div class='hidden md:block'>{PROSE}</div>",
        f"<div>{PROSE}<form><p>{SENTENCES[2]} Sign.</p></form></div>",
        f"<div>{PROSE}<p style='display: none'>{SENTENCES[2]} Unseen.</p></div>",
        f"<div>{PROSE}<p hidden>{SENTENCES[2]} Unseen.</p></div>",
    ],
)
def test_the_part_with_the_prose(body):
    """Boxes are left out by what they are called, unless most of the prose is in them."""
    assert _report(body) == list(SENTENCES)


def test_rows_of_links_are_no_prose():
    """A line that is mostly links is left out, a heading stays."""
    links = (
        "<p><a href='/'>Harbour council votes on new landing bridges after a long debate</a></p>"
    )
    assert _report(f"<div><h2>What is known</h2>{PROSE}{links}</div>") == [
        "What is known",
        *SENTENCES,
    ]


def test_scripts_with_two_letters_worth():
    """Letters of dense scripts count twice."""
    sentence = "항만 사무소는 북쪽 부두에서 여객선 운항을 다시 시작한다고 밝혔다."
    assert _report(f"<div><p>{sentence}</p></div><nav><p>메뉴</p></nav>") == [sentence]


def test_a_page_without_prose():
    """Nothing but labels gives the labels."""
    assert _report("<p>Home</p>") == ["Home"]
