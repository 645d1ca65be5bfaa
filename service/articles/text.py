"""A captured page as plain text, read as a reader would.

This is the headline, here the report begins and ends, and the rest is furniture.
The lines before the report (head) and after it (foot) are no text to match, but they are evidence: for
the title, the writer, the outlet, the agency and the dates.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from service.articles import (
    bylines,
    dates,
    datings,
    furniture,
    language,
    markdown,
    outlets,
    wire,
    years,
)
from service.articles.dates import Stamp
from service.articles.encoding import MOST_TEXT, MOST_TITLE, cap, clean
from service.articles.lines import tidy, unwrap
from service.errors import ParseError
from service.model import Hints, Provenance, Published, Reading
from service.sentences import CLOSING


_LETTERS = re.compile(r"[^\W\d_]+")
_FIRST_SENTENCE = re.compile(r"^.{20,200}?[.!?。](?=\s|$)")
_FIELD = re.compile(
    r"^(?:title|headline|제목|titel|titre|título)\s?[:：]\s?(?P<title>\S.{3,300})$", re.IGNORECASE
)
_OTHER_FIELD = re.compile(
    r"^(?:url|link|source|category|section|id|language|lang|tags?|keywords?|slug)\s?[:：]\s?\S",
    re.IGNORECASE,
)
_STOP = re.compile(rf"[^\W\d_]{{2}}[.。][{CLOSING}]*$")
_MOST_LINES = 5_000
_NEAR_THE_TOP = 200
"""Lines among which a headline is looked for."""
_MOST_AFTER_BIO = 4
_SAME_REPORT = timedelta(days=3)
"""A page's date farther from its dateline's day than this is the clock of the page, not of the report."""


@dataclass(slots=True, kw_only=True)
class _Capture:
    """The lines of a capture, sorted; filled in one pass."""

    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)

    @property
    def around(self) -> list[str]:
        return [*self.head, *self.foot]


def read(text: str, hints: Hints, *, marked: bool = False) -> Reading:
    """Read a text file; `marked`: it is Markdown.

    Raises `ParseError` (`empty`) if nothing in it is an article.
    """
    text = clean(text)
    stripped = markdown.unmark(text) if marked else None
    fields = stripped.fields if stripped else {}
    hints = _known(hints, fields)
    lines = unwrap(
        (stripped.text if stripped else text)[: 2 * MOST_TEXT].split("\n"),
        apart=_alone_there,
        opens=lambda line: wire.dateline(line) is not None,
        titled=True,
    )
    code = language.detect(
        "\n".join(line for line in lines if furniture.prose(line)) or text,
        hints.language,
        among=hints.languages,
    )
    capture = _sorted([bare for line in lines if (bare := _unboxed(line))][:_MOST_LINES])
    return _reading(
        capture,
        replace(hints, language=hints.language or code),
        code,
        stripped.title if stripped else None,
    )


def article_lines(lines: Sequence[str]) -> list[str]:
    """Give the paragraphs of a text whose bounds are known already, without the furniture between them."""
    kept: list[str] = []
    boxed = False
    for at, line in enumerate(lines):
        if furniture.ends(line) and not _goes_on(lines[at + 1 : at + 40]):
            break
        boxed = (boxed and not furniture.prose(line)) or furniture.opens_box(line)
        if not (boxed or _aside(line) or furniture.captions(line, inside=False)):
            kept.append(line)
    return kept[: _end_of_report(kept)]


def _end_of_report(lines: Sequence[str]) -> int:
    """Find where the words about the writers begin; links may follow them."""
    end = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        if furniture.about_author(lines[at]):
            end = at
        elif furniture.prose(lines[at]) or end - at > _MOST_AFTER_BIO:
            break
    return end


def _known(hints: Hints, fields: "dict[str, str] | object") -> Hints:
    """Take the front matter of a Markdown file for what its author declares."""
    declared = fields if isinstance(fields, dict) else {}
    given = declared.get("date") or declared.get("published") or declared.get("pubdate")
    published = dates.parse(given, hints, Provenance.GIVEN) if given else None
    return replace(
        hints,
        author=hints.author or declared.get("author"),
        language=hints.language
        or language.primary(declared.get("lang") or declared.get("language")),
        published=hints.published or published,
        outlet=hints.outlet or declared.get("outlet") or declared.get("source"),
    )


def _reading(capture: _Capture, hints: Hints, code: str | None, heading: str | None) -> Reading:
    title = hints.title or heading or _title(capture)
    deck = _deck(capture.head, title)
    body = [line for line in [*deck, *capture.body] if line != title]
    if not title and not body:
        raise ParseError("empty", "there is no article in it, only page furniture")
    title = title or _first_sentence(body[0])
    opening = _opening(capture)
    return Reading(
        title=cap(tidy(title), MOST_TITLE),
        text=cap("\n\n".join(body), MOST_TEXT),
        author=hints.author or bylines.author(capture.around, capture.body),
        outlet=outlets.outlet(
            [*reversed(capture.foot), *capture.head], language=code, fallback=hints.outlet
        ),
        wire=wire.credit(capture.body, bylines=capture.head, footer=capture.foot),
        dateline=opening.printed if opening else None,
        language=code,
        published=_published(capture, opening, hints),
        updated=dates.credible(hints.updated, hints)
        or datings.labelled(capture.around, "updated", hints),
    )


# --- where the report stands ---------------------------------------------------------------------


def _unboxed(line: str) -> str:
    """Take off the bars of a table cell, as captures of pages in tables have them."""
    return line.strip("| ") if line.startswith("|") or line.endswith("|") else line


def _sorted(lines: list[str]) -> _Capture:
    capture = _Capture()
    start = _start(lines)
    repeated = {a for a, b in itertools.pairwise(lines) if a == b and len(a) >= 60}
    for line in lines[:start]:
        captioned = furniture.captions(line, inside=True) or (
            line in repeated and line != lines[0]
        )
        (capture.captions if captioned else capture.head).append(line)
    _walk(capture, lines[start:])
    _peel(capture)
    return capture


def _start(lines: Sequence[str]) -> int:
    """Find the report's first line: a full sentence, or short ones under a headline before it."""
    start = next((at for at, line in enumerate(lines) if _begins(lines, at)), len(lines))
    headed = next((at for at in range(start) if _heads(lines[at])), start)
    said = next((at for at in range(headed + 1, start) if _says(lines[at])), start)
    if start == len(lines) or all(map(_says, lines[said:start])):
        return said
    return start


def _heads(line: str) -> bool:
    return _weight(line) >= 3 and _entitles(line) and not furniture.captions(line, inside=True)


def _says(line: str) -> bool:
    """Tell a short sentence of a report, by its full stop, from a label."""
    return (
        bool(_STOP.search(line))
        and _weight(line) >= 3
        and not (_alone_there(line) or furniture.about_author(line))
    )


def _begins(lines: Sequence[str], at: int) -> bool:
    """Tell whether the report begins here: with a sentence that is nothing else."""
    line = lines[at]
    if not furniture.prose(line) and not (wire.dateline(line) and len(line) > 60):
        return False
    if _aside(line) or furniture.captions(line, inside=True) or line in lines[at + 1 : at + 2]:
        return False
    asks = (
        len(line) <= 150
        and line.endswith(("?", "!", "…"))
        and not any(map(furniture.prose, lines[:at]))
    )
    return not (asks and at + 1 < len(lines))


def _walk(capture: _Capture, lines: Sequence[str]) -> None:
    """Sort the lines from the report's first on; headings wait until a sentence follows them."""
    waiting: list[str] = []
    boxed = False
    prose = [furniture.prose(line) for line in lines]
    last = max((at for at, sentence in enumerate(prose) if sentence), default=0)
    for at, line in enumerate(lines):
        ends, opens = furniture.ends(line), furniture.opens_box(line)
        if ends and not _goes_on(lines[at + 1 : at + 6]):
            _close(capture, waiting, boxed=boxed)
            capture.foot += lines[at:]
            return
        if (opens or ends) and not boxed:
            _close(capture, waiting, boxed=False)
            boxed = True
        if furniture.captions(line, inside=at < last):
            capture.captions.append(line)
        elif prose[at] and not opens and not _aside(line):
            (capture.foot if boxed else capture.body).extend(waiting)
            capture.body.append(line)
            waiting, boxed = [], False
        elif _aside(line) or boxed:
            capture.foot.append(line)
        else:
            waiting.append(line)
    _close(capture, waiting, boxed=boxed)


def _close(capture: _Capture, waiting: list[str], *, boxed: bool) -> None:
    """Keep the short sentences that a report ends with; headings after them are the page's."""
    while waiting and not boxed and _says(waiting[0]):
        capture.body.append(waiting.pop(0))
    capture.foot += waiting
    waiting.clear()


def _goes_on(rest: Sequence[str]) -> bool:
    """Tell whether a line of rights belonged to a picture: soon after it, sentences go on."""
    near = [line for line in rest if furniture.prose(line) and not _aside(line)]
    return len(near) >= 3


def _peel(capture: _Capture) -> None:
    """Take from the report's end what is about its makers."""
    while len(capture.body) > 1 and furniture.about_author(capture.body[-1]):
        capture.foot.insert(0, capture.body.pop())
    capture.body[-1:] = map(furniture.without_end, capture.body[-1:])


def _alone_there(line: str) -> bool:
    """Tell a line that is no piece of a wrapped paragraph."""
    return (
        _aside(line)
        or furniture.ends(line)
        or furniture.opens_box(line)
        or furniture.captions(line, inside=False)
    )


def _aside(line: str) -> bool:
    return bool(
        furniture.stands_aside(line)
        or bylines.written_by(line) is not None
        or datings.dated(line)
        or (len(line) < 60 and wire.alone(line))
        or _FIELD.match(line)
        or _OTHER_FIELD.match(line)
    )


# --- the title -----------------------------------------------------------------------------------


def _title(capture: _Capture) -> str | None:
    for line in capture.head:
        if found := _FIELD.match(line):
            return found["title"]
    candidates = [line for line in capture.head[:_NEAR_THE_TOP] if _entitles(line)]
    if not candidates:
        return None
    twice = [line for line in candidates if candidates.count(line) > 1 and _weight(line) >= 4]
    full = [
        line
        for at, line in enumerate(candidates)
        if _weight(line) >= 4 and not _slug(line, candidates[at + 1 :])
    ]
    return next(iter([*twice, *full, *candidates]))


def _entitles(line: str) -> bool:
    return (
        not (
            _aside(line)
            or furniture.opens_box(line)
            or furniture.ends(line)
            or bylines.named_item(line)
        )
        and len(line) <= 400
    )


def _weight(line: str) -> int:
    """Count words; three letters of a script that writes few blanks are one."""
    dense = len(re.findall("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", line))
    return max(len(line.split()), dense // 3)


def _slug(line: str, after: Sequence[str]) -> bool:
    """Tell a desk's short name for a story (`US envoy-NK-Russia`) by the headline that follows it."""
    words = {word.casefold() for word in _LETTERS.findall(line)}
    return any(
        _weight(other) > 1.5 * _weight(line)
        and 2 * len(words & {w.casefold() for w in _LETTERS.findall(other)}) >= len(words)
        for other in after[:2]
    ) and ("-" in line or _weight(line) < 4)


def _deck(head: Sequence[str], title: str | None) -> list[str]:
    """Give the line under the headline that sums the report up, if there is one."""
    if title is None or title not in head:
        return []
    for line in head[len(head) - list(reversed(head)).index(title) :]:
        if _entitles(line):
            return [line] if _sums_up(line) else []
    return []


def _sums_up(line: str) -> bool:
    """Tell a sentence from a label: by its words in small letters, or, where none are, by its length."""
    words = line.split()
    if any(char.lower() != char.upper() for char in line):
        return len(words) >= 7 and any(word.islower() for word in words)
    return _weight(line) >= 4


def _first_sentence(paragraph: str) -> str:
    opening = wire.dateline(paragraph)
    rest = paragraph[opening.end :].strip() if opening else paragraph
    found = _FIRST_SENTENCE.match(rest)
    return found[0] if found else cap(rest, 150)


# --- its dates -----------------------------------------------------------------------------------


def _opening(capture: _Capture) -> wire.Dateline | None:
    """Find the dateline: the report's first words, or a line of its own beside the report."""
    return next(
        (
            found
            for line in [*capture.body[:3], *_alone(capture)]
            if (found := wire.dateline(line))
        ),
        None,
    )


def _alone(capture: _Capture) -> Iterator[str]:
    return (line for line in capture.around if len(line) < 60 and wire.alone(line))


def _published(capture: _Capture, opening: wire.Dateline | None, hints: Hints) -> Published | None:
    """Decide when it appeared: the feed's word, a labelled date, one in the head, the dateline, the foot.

    A lone date in the foot counts as the page prints it, to the second if it does: it may be the moment
    at which a box below the report was filled, but nobody could tell, and its day is the page's day.
    Failing all, and an address with a day, a date in the head may lack its year.
    """
    if given := dates.credible(hints.published, hints):
        return given
    if labelled := datings.labelled(capture.around, "published", hints):
        return labelled
    heads = [stamp for stamp in datings.plain(capture.head, hints) if stamp.date]
    line = _dateline_stamp(opening, capture, heads, hints)
    if line and (line.date is None or not _near(line.date, heads)):
        heads = []
    feet = {
        stamp.date: stamp for stamp in reversed(datings.plain(capture.foot, hints)) if stamp.date
    }
    for stamp in (
        *heads[:1],
        *([line] if line else []),
        *(feet.values() if len(feet) == 1 and not line else ()),
    ):
        return dates.settle(stamp, hints, Provenance.TEXT)
    return dates.from_url(hints.url, hints) or datings.without_year(
        capture.head, hints, known=_known_days(capture, heads, hints)
    )


def _dateline_stamp(
    opening: wire.Dateline | None, capture: _Capture, heads: Sequence[Stamp], hints: Hints
) -> Stamp | None:
    stamps = dates.scan(opening.printed, language=hints.language) if opening else []
    if not stamps:
        return None
    beside = [
        stamp
        for line in [*capture.captions, *capture.around]
        for stamp in dates.scan(line, language=hints.language)
    ]
    known = _known_days(capture, heads, hints)
    return years.completed(stamps[0], hints, printed=beside, known=known)


def _known_days(capture: _Capture, heads: Sequence[Stamp], hints: Hints) -> list[date]:
    """Give the days that a capture and its address are sure of."""
    address = dates.from_url(hints.url, hints)
    updated = datings.labelled(capture.around, "updated", hints)
    return [
        *(stamp.date for stamp in heads if stamp.date),
        *(found.day for found in (address, updated) if found),
    ]


def _near(day: date, stamps: Sequence[Stamp]) -> bool:
    return any(stamp.date and abs(stamp.date - day) <= _SAME_REPORT for stamp in stamps)
