"""What of a report its reader was not told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model import Article, ArticleId, Field, Newness, Novelty, SourceId
from service.stories.novelty import KNOWN, Known
from service.stories.numbers import han_value, in_words, times, value_of
from tests.invented import words
from tests.unit.stories.retold_pairs import LATER, ROWS
from tests.unit.stories.told_pairs import HEADLINES, PAIRS, STORM, TALKS, Row


def report(text: str = "", title: str = "", **parts: Any) -> Article:
    defaults: dict[str, Any] = {
        "id": ArticleId(1),
        "version": 1,
        "source": SourceId("wire"),
        "seen_at": datetime(2026, 11, 21, 9, tzinfo=UTC),
    }
    return Article(**(defaults | {"title": title, "text": text} | parts))


def new(told: Article, later: Article) -> Novelty:
    return Known([told]).news(later)


def sentences(found: Novelty, article: Article) -> list[str]:
    texts = {
        Field.TITLE: article.title,
        Field.TEXT: article.text,
        Field.SUMMARY: article.summary or "",
    }
    return [texts[one.field][one.start : one.end] for one in found.sentences]


def facts(found: Novelty) -> str:
    return " ".join((*(f"“{one}”" for one in found.quotes), *found.figures, *found.names))


def plain(text: str) -> list[str]:
    return sorted(text.translate(str.maketrans("„«»「」”", "““““““")).replace("“", " ").split())


@pytest.mark.parametrize(("language", "told", "later", "expected"), PAIRS)
def test_what_is_new(language: str, told: str, later: tuple[str, ...], expected: str) -> None:
    """What is known in other words of the same kind is not told again; what is new is, and nothing else."""
    texts = [one.removeprefix("+") for one in later]
    blank = "" if language in ("ja", "zh") else " "
    article = report(blank.join(texts) if len(texts) > 1 else texts[0], language=language)

    found = new(report(told, language=language), article)

    assert sentences(found, article) == [one[1:] for one in later if one.startswith("+")]
    assert plain(facts(found)) == plain(expected)


@pytest.mark.parametrize(
    ("language", "told", "later"),
    [(language, told, one) for language, told, later in (*ROWS, *LATER) for one in later],
)
def test_other_words_for_the_same(language: str, told: str, later: str) -> None:
    """A paraphrase is known; the same words with another meaning are new, whatever else is told again."""
    found = new(report(told, language=language), report(later[1:], language=language))

    assert bool(found.sentences) == (later[0] in "!~")


@pytest.mark.parametrize(("language", "told", "later", "expected"), HEADLINES)
def test_headlines_alone(language: str, told: str, later: tuple[str, ...], expected: str) -> None:
    """Where there is no text, a headline is one."""
    for title in later:
        article = report(title=title.removeprefix("+"), language=language)

        found = new(report(title=told, language=language), article)

        assert sentences(found, article) == ([title[1:]] if title.startswith("+") else [])
        assert set(facts(found).split()) <= set(expected.split())


def test_what_is_sought_is_new() -> None:
    """Evidence of a rule of which the reader was shown nothing is told, though the sentence was."""
    found = Known([report(STORM)]).news(report(STORM), [(Field.TEXT, 0, 5)])

    assert [(one.start, one.by) for one in found.sentences] == [(0, Newness.RULE)]


def test_a_title_sums_up() -> None:
    """Over a text that was told a new headline is no news, unless it has a fact that the text lacks."""
    told = report(STORM, "Storm hits Selen")

    assert not new(told, report(STORM, "Coast counts its losses after the gale")).sentences
    changed = report(STORM, "Storm hits Selen: 19 dead")
    assert sentences(new(told, changed), changed) == ["Storm hits Selen: 19 dead"]
    # What title and text both say is told by the text.
    grown = report(STORM.replace("12", "19"), "Storm hits Selen: 19 dead")
    assert [one.field for one in new(told, grown).sentences] == [Field.TEXT]


def test_a_teaser_is_read_like_a_title() -> None:
    """It sums up a text; where there is none, it is one."""
    teaser = {"summary": "Nineteen fishing boats were lost."}
    alone = report(title="Storm hits Selen", **teaser)

    assert sentences(new(report(STORM), report(STORM, **teaser)), report(STORM, **teaser)) == [
        "Nineteen fishing boats were lost."
    ]
    assert [one.field for one in new(report(title="Storm hits Selen"), alone).sentences] == [
        Field.SUMMARY
    ]


def test_when_it_was_written_is_no_news() -> None:
    """The dateline, today's date and this year say nothing of the event; another day does."""
    told = report("The ministers met in Selen.")
    line = "SELEN, Nov. 21 (Wire)"
    dated = report(f"{line} -- The ministers met in Selen on November 21, 2026.", dateline=line)

    assert not new(told, dated).sentences
    other = report("The ministers met in Selen on November 17.")
    assert new(told, other).figures == ("17",)


@pytest.mark.parametrize("dash", ["--", "—", "-", "="])
def test_a_report_begins_after_its_dateline(dash: str) -> None:
    """What is shown as new is the sentence, without the dash before it."""
    line = "SELEN, Nov. 21 (Wire)"
    dated = report(f"{line} {dash} A pier burnt down.", dateline=line)

    assert sentences(new(report(STORM), dated), dated) == ["A pier burnt down."]


def test_what_stands_before_a_dateline_is_read() -> None:
    """A note of what is corrected may stand there, and a report may be sent without a text behind it."""
    line = "SELEN, Nov. 21 (Wire)"
    noted = report(f"(Adds that a bridge fell)\n\n{line} -- A pier burnt down.", dateline=line)
    found = sentences(new(report(STORM), noted), noted)
    assert found == ["(Adds that a bridge fell)", "A pier burnt down."]
    assert not new(report(STORM), report(f"{line} --", dateline=line)).sentences


def test_a_sentence_is_new_once() -> None:
    """A report that says it twice tells it once."""
    text = "A pier burnt down. The mayor wept. A pier burnt down."

    found = Known().news(report(text))

    assert [one.start for one in found.sentences] == [0, 19]


def test_two_told_sentences_make_one() -> None:
    """What stands in a row in one report may be said in one breath."""
    told = "Olin Dray was shot in Selen. The former harbour master was 54 years old."

    assert not new(
        report(told), report("Olin Dray, the former harbour master, 54, was shot in Selen.")
    ).sentences


def test_words_of_two_reports_do_not_make_one_place() -> None:
    """The end of one report and the beginning of the next are no sentences in a row."""
    known = Known(
        [report("The ferry reached Selen."), report("Divers searched the harbour basin.")]
    )

    assert known.news(report("Divers of the ferry searched the harbour basin at Selen.")).sentences


def test_nothing_said() -> None:
    """An empty report has nothing new, and says so."""
    assert Known([report(STORM)]).news(report()) == Novelty(threshold=KNOWN)


_SENTENCES = st.lists(st.sampled_from([*STORM.split(". "), *TALKS.split(". ")]), max_size=5)


@given(_SENTENCES, _SENTENCES)
def test_what_was_told_is_known(told: list[str], later: list[str]) -> None:
    """Sentences that were told are never new, in whatever order and company they come."""
    text = ". ".join(told)
    kept = ". ".join(one for one in later if one in told)

    assert not Known([report(text)]).news(report(kept)).sentences


@given(st.permutations(STORM.split(". ")), st.integers(0, 3))
def test_an_added_sentence_is_all_that_is_new(told: list[str], place: int) -> None:
    """Wherever it is put in."""
    text = ". ".join(one.rstrip(".") for one in told) + "."
    added = "Divers found the wreck of a Velian trawler under the pier"
    grown = text.split(". ")
    grown.insert(place, added)
    article = report(". ".join(grown).rstrip(".") + ".")

    assert [one.rstrip(".") for one in sentences(new(report(text), article), article)] == [added]


@given(st.permutations([STORM, TALKS, "Divers searched the basin."]), st.sampled_from(PAIRS))
def test_order_does_not_matter(told: list[str], row: Row) -> None:
    """The same reports told are the same knowledge."""
    article = report(" ".join(one.removeprefix("+") for one in row[2]), language=row[0])
    known, again = (Known(map(report, texts)) for texts in (told, sorted(told)))

    assert known.news(article) == again.news(article)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.50", "1234.5"),
        ("14:05", "14:05"),
        ("٣٫٥", "3"),
        ("007", "7"),
    ],
)
def test_figures_have_values(printed: str, value: str) -> None:
    """However their separators stand."""
    assert value_of(printed).split("٫")[0] == value


def test_numbers_in_words() -> None:
    """Han signs before what is counted; a factor behind a time changes nothing; words of one language only."""
    assert [han_value(signs) for signs in ("十二", "三百五", "一二", "二千")] == [
        "12",
        "305",
        "12",
        "2000",
    ]
    assert (times("1.2", 1_000_000), times("14:05", 1000)) == ("1200000", "14:05")
    assert (in_words("zwolf", "de"), in_words("sei", "it"), in_words("sei", "de")) == (
        "12",
        "6",
        None,
    )


@pytest.mark.parametrize(
    ("language", "told", "later"),
    [
        (
            "en",
            (
                "The tanker Halcyon ran aground off Hallam in the storm on Monday. "
                "Oil was found on the beaches of Sundhaven two days later."
            ),
            "The oil on the beaches of Sundhaven is from the tanker Halcyon.",
        ),
        (
            "de",
            (
                "Der Tanker Halcyon lief am Montag im Sturm vor Hallam auf Grund. "
                "An den Stränden von Sundhaven wurde zwei Tage später Öl gefunden."
            ),
            "Das Öl an den Stränden von Sundhaven ist aus dem Tanker Halcyon.",
        ),
        (
            "ru",
            (
                "Танкер «Хальцион» сел на мель у Халлама во время шторма в понедельник. "
                "Через два дня на пляжах Сундхавена нашли нефть."
            ),
            "Нефть на пляжах Сундхавена вытекла из танкера «Хальцион».",
        ),
    ],
)
def test_what_joins_two_facts_is_new(language: str, told: str, later: str) -> None:
    """Each name was told, in a sentence of its own; that the one is the other's was not."""
    article = report(later, language=language)
    assert sentences(new(report(told, language=language), article), article) == [later]


@pytest.mark.parametrize(
    ("told", "later", "by"),
    [
        ("Maren may visit Tessaro.", "Maren visited Tessaro.", Newness.SENSE),
        ("Maren visited Tessaro.", "Maren may visit Tessaro.", Newness.SENSE),
        ("Lunna attacked Velia.", "Velia attacked Lunna.", Newness.ROLES),
        ("Lunna attacked Velia.", "Lunna was attacked by Velia.", Newness.ROLES),
        ("Lunna attacked Velia.", "Lunna did not attack Velia.", Newness.DENIAL),
    ],
)
def test_by_what_the_same_words_are_new(told: str, later: str, by: Newness) -> None:
    """A reader of the webhook can tell a new word from a new meaning."""
    found = new(report(told, language="en"), report(later, language="en"))

    assert [one.by for one in found.sentences] == [by]


@pytest.mark.parametrize(
    ("told", "later"),
    [
        ("Lunna met Velia on the island.", "Velia met Lunna on the island."),
        ("Envoys of Lunna and Velia quarrelled.", "Envoys of Velia and Lunna quarrelled."),
        ("Lunna attacked Velia.", "Velia was attacked by Lunna."),
    ],
)
def test_who_comes_first_may_say_nothing(told: str, later: str) -> None:
    """Of two who meet, or stand side by side, either may be named first."""
    assert not new(report(told, language="en"), report(later, language="en")).sentences


@pytest.mark.parametrize(
    ("language", "told", "later"),
    [
        ("en", "Maren, who may resign soon, visited Tessaro.", "Maren visited Tessaro."),
        ("ru", "Полиция окружила посольство.", "Посольство было окружено полицией."),
        ("ru", "Лунна атаковала Велию.", "Велию атаковала Лунна."),
    ],
)
def test_what_changes_nothing_is_known(language: str, told: str, later: str) -> None:
    """A mark elsewhere in the sentence, the passive voice, the order where words take cases."""
    found = new(report(told, language=language), report(later, language=language))

    assert not found.sentences


def test_the_day_on_which_it_was_written_is_no_news() -> None:
    """`On Saturday` adds nothing on a Saturday, unless another day was told."""
    told, dated = "The ministers met in Selen{}.", "The ministers met in Selen on Saturday."

    assert not new(report(told.format("")), report(dated)).sentences
    assert new(report(told.format(" on Friday")), report(dated)).sentences


_FERRY = "The ferry Halcyon ran aground off Hallam Point on Monday. Police questioned two divers. It was cold."
_SANK = "The stranded ferry Halcyon sank on Wednesday. Halvane insured the ferry. Lunna met Velia."


@pytest.mark.parametrize(
    ("later", "is_new"),
    [
        ("The ferry Halcyon ran aground off Hallam Point on Monday and sank on Wednesday.", False),
        ("The ferry Halcyon sank on Wednesday and ran aground off Hallam Point on Monday.", False),
        ("The ferry Halcyon ran aground off Hallam Point on Monday and sank on Thursday.", True),
        ("The ferry Halcyon ran aground off Hallam Point on Monday and did not sink.", True),
        ("The ferry Halcyon sank on Wednesday because it ran aground.", True),
        ("Police arrested the ferry and questioned two divers.", True),
        ("Police stranded the ferry Halcyon off Hallam Point and two divers.", True),
        ("Halvane and Lunna met Velia.", True),
    ],
)
def test_two_facts_of_one_subject(later: str, is_new: bool) -> None:
    """Told in two reports, they may be joined by `and`; what is joined otherwise is a relation."""
    known = Known([report(_FERRY, language="en"), report(_SANK, language="en")])

    assert bool(known.news(report(later, language="en")).sentences) is is_new


def test_two_sentences_in_one_are_known() -> None:
    """What is said again of both is most of both."""
    told = "The tanker Halcyon ran aground off Hallam. Oil was found on the beaches of Sundhaven."
    later = report(
        "The tanker Halcyon ran aground off Hallam, and oil was found on Sundhaven's beaches."
    )
    assert new(report(told), later).sentences == ()


def test_a_sentence_without_an_end_covers_nothing() -> None:
    """A text that lists all words of a language in one breath does not keep later reports quiet."""
    said = (
        "the mayor of tessaro stepped down over unpaid harbour fees that auditors found in march"
    )
    salad = " ".join(f"{word} {words(word, 30).rstrip('.').lower()}" for word in said.split())
    later = report("Mayor of Tessaro stepped down over unpaid harbour fees.")
    assert sentences(new(report(salad), later), later)


def test_what_is_new_in_a_sentence_without_an_end_is_found() -> None:
    """A transcript has no full stops, and most of it may have been told."""
    told = words("transcript", 600).rstrip(".")
    later = report(f"{told} {words('later', 30).lower()}")
    assert words("later", 30)[1:9] in " ".join(sentences(new(report(told), later), later))
