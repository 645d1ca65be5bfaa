import pytest

from service.articles import markdown
from service.articles.lines import paragraphs, tidy, unwrap


WRAPPED = """The ferry service on the northern route was resumed on Thursday,
after a pause of eleven days that had been caused by drift ice and a
storm, which had broken the old pier in the spring, for a long-
term repair.

  A second paragraph begins with an indent here, and it runs on over
more than one line, as paragraphs in old newspapers and mails do when
they are long.
  A third one follows without a blank line, and it has a few words."""


def test_wrapped_lines_are_joined():
    """What a narrow window broke is one paragraph again."""
    joined = paragraphs(WRAPPED)
    assert len(joined) == 3
    assert joined[0].endswith("for a long-term repair.")
    assert joined[1].startswith(
        "A second paragraph begins with an indent here, and it runs on over more"
    )


def test_long_lines_are_paragraphs():
    """Where one line is long, lines are paragraphs."""
    lines = ["First.", "x" * 200, "Last."]
    assert unwrap(lines) == lines


def test_short_lines_are_not_wrapped():
    """Headings and labels under each other are not a paragraph."""
    lines = ["Ministers meet in the harbor town today", "By Jane Roe", "", "They talked."]
    assert unwrap(lines) == lines


def test_items_are_not_joined():
    """A list keeps its items, however long its lines are."""
    text = (
        WRAPPED
        + "\n\nThese are the things that were bought for the ferry this year so\n- a rope\n- a bell"
    )
    assert paragraphs(text)[-2:] == ["- a rope", "- a bell"]


def test_nothing_has_no_lines():
    """An empty text has no paragraph."""
    assert paragraphs(" \n\n") == []
    assert tidy(" a\u00a0 b ") == "a b"


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("**bold**, *slanted*, __both__ and ~~gone~~", "bold, slanted, both and gone"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("[link](https://x.test) and [ref][1]", "link and ref"),
        ("![image](x.png)after", "after"),
        ("> quoted\n> more", "quoted\nmore"),
        ("* item\n+ item", "- item\n- item"),
        ("`code` and <https://x.test>", "code and https://x.test"),
        ("a\n\n---\n\nb", "a\n\n\n\nb"),
        ("```\ncode\n```", "\ncode\n"),
        ("1\\. not an item  \nnext", "1. not an item\nnext"),
        ("<!-- a comment -->text", "text"),
        ("[1]: https://x.test", ""),
    ],
)
def test_marks_go(marked, bare):
    """What is left is what a reader sees."""
    assert markdown.unmark(marked).text == bare


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# One *two*\n\ntext", "One two"),
        ("## Minor\n\n# Major #\n\ntext", "Major"),
        ("One two\n=======\n\ntext", "One two"),
        ("One two\n---\n\ntext", "One two"),
        ("A sentence ends.\n---\n\ntext", None),
        ("---\ntitle: 'Front'\n---\n# Heading", "Front"),
        ("text", None),
    ],
)
def test_titles(text, title):
    """The highest heading is the title, unless the front matter names one."""
    assert markdown.unmark(text).title == title


def test_front_matter():
    """Front matter is fields, not text."""
    stripped = markdown.unmark("---\nTitle: A\nauthor: Jane Roe\nempty:\n---\n\ntext")
    assert stripped.fields == {"title": "A", "author": "Jane Roe"}
    assert stripped.text.strip() == "text"
