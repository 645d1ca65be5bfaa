import json
import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from service.digests.look import Look, Section
from service.digests.render import Renderer
from service.digests.wording import cells
from service.model import (
    ArticleId,
    Former,
    Joined,
    Mention,
    Relation,
    Report,
    StoryId,
    Tier,
    Told,
    Why,
)
from tests.unit.digests.invented import TEXT, digest, match, report, told


ALLOWED = {
    "html": {"lang", "style"},
    "head": set(),
    "meta": {"charset", "name", "content"},
    "title": set(),
    "style": {"data-css-inline"},
    "body": {"class", "style"},
    "div": {"class", "style"},
    "table": {"role", "class", "style", "cellpadding", "cellspacing", "width"},
    "tbody": set(),
    "tr": set(),
    "td": {"class", "style", "align"},
    "p": {"class", "style", "dir"},
    "h1": {"class", "style", "dir"},
    "h2": {"class", "style", "dir"},
    "h3": {"style"},
    "a": {"class", "style", "href", "rel"},
    "b": {"class", "style"},
    "span": {"class", "style"},
    "ul": {"style"},
    "li": {"style"},
}
STORIES = re.compile(r"And ([\d,]+) more stor")


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Look())


def crowd(number: int, **parts) -> list[Told]:
    copies = tuple(report(n, relation=Relation.COPY, of=1) for n in range(2, 9))
    return [
        told(
            report(n, author="Kim Se-rin", matches=(match(n, "visit", "Orlov"),), **parts),
            story=n,
            carried_by=copies,
            others=copies[:3],
            why=Why.UPDATED,
        )
        for n in range(1, number + 1)
    ]


def tags(text: str) -> dict[str, set[str]]:
    """Give the elements of a page with their attributes."""
    found: dict[str, set[str]] = {}
    for one in lxml_html.document_fromstring(text).iter():
        if isinstance(one.tag, str):
            found.setdefault(one.tag, set()).update(one.attrib)
    return found


def within_template(text: str) -> bool:
    return all(names <= ALLOWED.get(tag, {"-"}) for tag, names in tags(text).items())


def test_story(renderer):
    """Text and HTML tell the same story, and the evidence is marked in both."""
    rendered = renderer.render(digest(*crowd(1)))
    page = lxml_html.document_fromstring(rendered.html)

    assert [one.text_content() for one in page.find_class("hit")] == ["visit", "Orlov"]
    assert (
        "| Talks followed the *visit* of Defence Minister *Orlov* to Port Selen." in rendered.text
    )
    for words in (
        "Orlov visits Port Selen (1)",
        "By Kim Se-rin",
        "carried by 7 (",
        "Matched: Visits",
        "article 1",
    ):
        assert words in page.text_content()
        assert words in rendered.text
    assert page.find_class("ink")[0].get("href") == "https://news.example/1"
    assert "\n    https://news.example/1\n" in rendered.text


def test_same_bytes(renderer):
    """A digest looks the same whenever and by whomever it is rendered."""
    one = digest(*crowd(3))

    assert renderer.render(one) == Renderer(Look()).render(one)


def test_facts_of_the_digest(renderer):
    """What a notifier needs beside the bytes is carried along."""
    one = digest(*crowd(2))
    rendered = renderer.render(one)

    assert (rendered.digest, rendered.stream, rendered.title) == (one.id, one.stream, one.title)
    assert (rendered.stories, rendered.composed_at) == (2, one.composed_at)


def test_empty(renderer):
    """No hits is a finding: it is told, with what was checked."""
    rendered = renderer.render(digest())

    assert "No hits" in rendered.text
    assert "12 sources checked, none failed." in rendered.text
    assert "12 sources checked, none failed." in rendered.html
    assert within_template(rendered.html)


def test_only_the_template(renderer):
    """Pages hold no element, attribute or address that the template does not name."""
    for number in (0, 1, 90):
        page = renderer.render(digest(*crowd(number))).html
        assert within_template(page)
        assert not re.search(r"url\(|@import|<img|<script|<link|\ssrc=|\son\w+=", page)


def test_tiers_and_links(renderer):
    """Urgent stories wear a badge; a link that is no web address is none."""
    urgent = told(report(1, tier=Tier.URGENT, url="javascript:alert(1)"))
    quiet = told(report(2, tier=Tier.BACKGROUND), why=Why.TIER)
    rendered = renderer.render(digest(urgent, quiet))

    assert "[URGENT] Orlov" in rendered.text
    assert "[background] Orlov" in rendered.text
    assert [
        one.text_content()
        for one in lxml_html.document_fromstring(rendered.html).find_class("urgent")
    ] == ["Urgent"]
    assert "javascript" not in rendered.html + rendered.text


def test_mentions(renderer):
    """What was told already is listed once more, in a line, in both shapes."""
    one = Mention(story=StoryId(9), headline="Orlov <arrives>", url="https://news.example/9")
    rendered = renderer.render(digest(mentions=(one,)))

    assert "- Orlov <arrives>\n  https://news.example/9\n" in rendered.text
    assert ">Orlov &lt;arrives&gt;</a>" in rendered.html
    assert within_template(rendered.html)


def test_joined(renderer):
    """What was told as two stories and is one is said in both shapes."""
    formers = tuple(
        Former(article=ArticleId(n), headline=f"Story {n}", url="https://news.example/9")
        for n in (1, 2)
    )
    rendered = renderer.render(digest(joined=(Joined(story=StoryId(1), formers=formers),)))

    assert "Now one story\n" in rendered.text
    assert "- Told before as two stories: “Story 1” and “Story 2”" in rendered.text
    assert ">“Story 2”</a>" in rendered.html
    assert within_template(rendered.html)


def test_order_of_sections():
    """The coverage may come first, and is never left out."""
    look = Look(sections=(Section.COVERAGE, Section.STORIES))
    rendered = Renderer(look).render(digest(*crowd(1)))

    for text in (rendered.text, rendered.html):
        assert text.index("Covers 20 Nov") < text.index("Kim Se-rin")


def test_look():
    """Colour, logo and product are the operator's."""
    look = Look(product="Desk & Co", logo="D<esk", accent="#aa0033")
    rendered = Renderer(look).render(digest())

    assert "#aa0033" in rendered.html
    assert "D&lt;esk" in rendered.html
    assert "Desk &amp; Co" in rendered.html
    assert rendered.text.startswith("D<ESK\n")


def counts(rendered) -> tuple[int, int, int]:
    """Give the stories told in full, in one line each, and only counted."""
    page = lxml_html.document_fromstring(rendered.html)
    more = STORIES.search(page.text_content())
    lists = [one for one in page.find_class("briefs") if one.get("class") == "briefs"]
    briefs = sum(len(one.findall("p")) for one in lists)
    return len(page.findall(".//h2")), briefs, int(more[1].replace(",", "")) if more else 0


@pytest.mark.parametrize("number", [10, 60, 1500])
def test_overflow(renderer, number):
    """However many stories, the page stays under its limit and accounts for each of them."""
    rendered = renderer.render(digest(*crowd(number)))

    assert len(rendered.html.encode()) <= 100_000
    assert sum(counts(rendered)) == number
    assert counts(rendered)[0] >= min(number, 10)
    assert len(re.findall(r"^ *\d+  ", rendered.text, re.MULTILINE)) == sum(counts(rendered)[:2])


def test_overflow_uses_the_room(renderer):
    """If one line each is enough for the rest, as many as possible are told in full."""
    full, brief, more = counts(renderer.render(digest(*crowd(45))))

    assert more == 0
    assert full > brief > 0


def test_overflow_of_giants(renderer):
    """Stories as large as they can be made do not break the limit."""
    words = "&\"<>'" * 400
    giants = [
        replace(one, carried_by=others, others=others, matches=one.best.matches * 30)
        for one in crowd(
            40,
            title=words,
            outlet=None,
            url="https://news.example/?" + "&" * 1900,
            text=f"{words} visit Orlov {words}",
        )
        for others in [tuple(report(n, title=words, outlet=words + str(n)) for n in range(30))]
    ]

    url = "https://news.example/?" + "&" * 470
    mentions = tuple(Mention(story=StoryId(n), headline=words, url=url) for n in range(30))
    rendered = renderer.render(digest(*giants, title=words, mentions=mentions))

    assert len(rendered.html.encode()) <= 100_000
    assert sum(counts(rendered)) == 40


HOSTILE = st.lists(
    st.sampled_from(
        [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title></head>", "-->", "<![endif]-->",
            "</style>", "{{7*7}}", "{% raw %}", "\r\nBcc: evil@example.org\r\n\r\n", "\u2028", "\x85", "\0", "\x1b[31m",
            "=?utf-8?B?Qg==?=", "=?utf-8?q?a=0ABcc:_x@y?=", "\u202egnp.exe", "\u2066", "שלום", "漢字", "\ud800", "&amp;",
            "\"'>", "*bold*", "plain words ", "&#x3c;b&#x3e;", "\ufeff", "𝕏" * 50, "a" * 400,
        ]
    )
    | st.text(st.characters(), max_size=30),
    max_size=6,
).map("".join)  # fmt: skip


def hostile_report(title: str, outlet: str, author: str, text: str) -> Report:
    body = f"{text} visit {text}"
    start = body.index("visit", len(text))
    found = replace(match(1).evidence[0], start=start, end=start + 5, sentence=(0, len(body)))
    one = replace(match(1), title=title, evidence=(found,))
    return report(
        1,
        title=title,
        outlet=outlet,
        author=author,
        text=body,
        url=f"https://news.example/{text}",
        matches=(one,),
    )


@settings(deadline=None, max_examples=80)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text(renderer, title, outlet, author, text):
    """Nothing that a feed writes becomes markup, a header, or a control character."""
    best = hostile_report(title, outlet, author, text)
    rendered = renderer.render(
        digest(told(best, others=(best,), carried_by=(best,)), title=title or "Selen")
    )

    assert within_template(rendered.html)
    for shape in (rendered.html, rendered.text, rendered.data):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", shape)
    prose = [one for one in rendered.text.split("\n") if "https://" not in one]
    assert all(cells(one) <= 78 for one in prose)
    json.loads(rendered.data)


@settings(deadline=None, max_examples=60)
@given(HOSTILE)
def test_hostile_subject(renderer, title):
    """Read back from a mail, the headers are those that were written, and no others."""
    rendered = renderer.render(digest(title=title or "Selen"))
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["Subject"] = "watch@example.org", rendered.subject
    mail.set_content(rendered.text)
    mail.add_alternative(rendered.html, subtype="html")

    back = message_from_bytes(mail.as_bytes(), policy=policy.default)

    assert list(back) == ["From", "Subject", "MIME-Version", "Content-Type"]
    # The standard library loses a blank between two encoded words; letters it must keep.
    assert "".join(back["Subject"].split()) == "".join(rendered.subject.split())


def test_template_words_are_text(renderer):
    """What looks like a template in a title is printed, not run."""
    one = replace(match(1), title="{{ 6*7 }}")
    rendered = renderer.render(
        digest(told(report(1, title="{{ 6*7 }}", text=TEXT, matches=(one,))))
    )

    assert "{{ 6*7 }}" in rendered.html
    assert "42" not in rendered.text


@pytest.mark.parametrize("number", [10, 1500])
def test_overflow_is_what_some_shape_has_no_room_for(renderer, number):
    """The envelope's room counts as well as the page's."""
    rendered = renderer.render(digest(*crowd(number)))
    in_page = sum(counts(rendered)[:2])
    in_envelope = len(json.loads(rendered.data)["stories"])
    assert rendered.overflow == number - min(in_page, in_envelope)
