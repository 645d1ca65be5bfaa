"""Evidence as a reader sees it: whole sentences, with the words that matched marked in them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from service.digests.wording import ELLIPSIS, harmless
from service.model import Article, Evidence, Field, Match, NewSentence, Novelty, Report


SENTENCES = 3
SENTENCE_LIMIT = 360
EXCERPT_LIMIT = 480
"""Of what is shown of a longer one."""
CONTEXT = 90
"""Characters kept on each side of evidence in a sentence too long to show whole."""
MARK_LIMIT = 160
HEADLINE_LIMIT = 240

FROM_FEED = "From the feed:"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a line: plain, marked as evidence, or linked."""

    text: str
    hit: bool = False
    strong: bool = False
    url: str | None = None


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One sentence, as evidence or as news."""

    line: Line
    label: str = ""
    """Where it stands, if not in the text of the report that speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sentence with evidence, before it is cut to size."""

    field: Field
    sentence: Range
    marks: tuple[Range, ...]
    rules: frozenset[str]
    clauses: frozenset[tuple[str, str]]
    """The rule and the part of its query that each mark satisfies."""


def headline(article: Article, matches: Iterable[Match]) -> Line:
    """Give the title with its evidence marked."""
    evidence = [one for match in matches for one in match.evidence]
    marks = _union((one.start, one.end) for one in evidence if one.field is Field.TITLE)
    line = _tidy(_pieces(article.title, (0, len(article.title)), marks))
    return _shorten(line, HEADLINE_LIMIT)


def quotes(article: Article, matches: Sequence[Match]) -> tuple[Quote, ...]:
    """Give at most three sentences, so that each rule shows evidence if it can, in text order."""
    chosen = _choose(_places(matches), matches)
    return tuple(_quote(article, place) for place in sorted(chosen, key=_reading_order))


def in_text_order(novelty: Novelty) -> list[NewSentence]:
    return sorted(novelty.sentences, key=lambda one: (list(Field).index(one.field), one.start))


def new_line(report: Report, new: NewSentence) -> Line:
    """Give a sentence that is new, with the evidence in it marked."""
    evidence = [one for match in report.matches for one in match.evidence]
    marks = _union((one.start, one.end) for one in evidence if one.field is new.field)
    return excerpt(text_of(report.article, new.field), (new.start, new.end), marks)


def text_of(article: Article, field: Field) -> str:
    """Give what a field holds."""
    texts = {Field.TITLE: article.title, Field.TEXT: article.text}
    return texts.get(field, article.summary or "")


def excerpt(text: str, sentence: Range, marks: Sequence[Range]) -> Line:
    """Show a sentence whole, or what stands around the marks if it is long."""
    sentence = (max(sentence[0], 0), min(sentence[1], len(text)))
    inside = [(max(a, sentence[0]), min(b, sentence[1])) for a, b in marks]
    windows = _windows(text, sentence, [one for one in inside if one[0] < one[1]])
    pieces: list[Piece] = []
    end = sentence[0]
    for window in windows:
        gap = [Piece(text=f" {ELLIPSIS} ")] if window[0] > end else []
        pieces += [*gap, *_pieces(text, window, inside)]
        end = window[1]
    if end < sentence[1]:
        pieces.append(Piece(text=f" {ELLIPSIS}"))
    return _tidy(pieces)


# --- which sentences -----------------------------------------------------------------------------


def _places(matches: Iterable[Match]) -> list[Place]:
    found: dict[tuple[Field, Range], list[tuple[Evidence, str]]] = {}
    for match in matches:
        for one in match.evidence:
            if one.field is not Field.TITLE:
                found.setdefault((one.field, _around(one)), []).append((one, match.rule))
    return [
        Place(
            field=field,
            sentence=sentence,
            marks=tuple(_union((one.start, one.end) for one, _ in marks)),
            rules=frozenset(rule for _, rule in marks),
            clauses=frozenset((rule, one.clause) for one, rule in marks),
        )
        for (field, sentence), marks in found.items()
    ]


def _around(evidence: Evidence) -> Range:
    start, end = evidence.sentence
    return (min(start, evidence.start), max(end, evidence.end))


def _choose(places: Sequence[Place], matches: Iterable[Match]) -> list[Place]:
    """Take the fullest sentence of each rule, most urgent rule first, then the fullest others.

    Another sentence that has but one part of a longer query, quoted already, adds nothing.
    """
    ranked = sorted(
        places, key=lambda one: (-len(one.rules), -len(one.marks), _reading_order(one))
    )
    chosen: list[Place] = []
    for match in matches:
        if not any(match.rule in one.rules for one in chosen):
            chosen += [one for one in ranked if match.rule in one.rules][:1]
    parts = Counter(rule for rule, _ in {part for one in places for part in one.clauses})
    for one in ranked:
        shown = {clause for other in chosen for clause in other.clauses}
        if one not in chosen and (_says_much(one, parts) or not one.clauses <= shown):
            chosen.append(one)
    return chosen[:SENTENCES]


def _says_much(place: Place, parts: Mapping[str, int]) -> bool:
    """Tell whether a sentence has two parts of a rule's query, or its only one."""
    here = Counter(rule for rule, _ in place.clauses)
    return any(number > 1 or parts[rule] == 1 for rule, number in here.items())


def _reading_order(place: Place) -> tuple[bool, Range]:
    return (place.field is Field.SUMMARY, place.sentence)


def _quote(article: Article, place: Place) -> Quote:
    feed = place.field is Field.SUMMARY
    return Quote(
        line=excerpt(text_of(article, place.field), place.sentence, place.marks),
        label=FROM_FEED if feed else "",
    )


# --- cutting -------------------------------------------------------------------------------------


def _union(ranges: Iterable[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _windows(text: str, sentence: Range, marks: Sequence[Range]) -> list[Range]:
    """Give the stretches of a sentence to show; those after the limit are left out."""
    if sentence[1] - sentence[0] <= SENTENCE_LIMIT:
        return [sentence]
    wide = (
        (
            _at_word(text, start - CONTEXT, sentence[0], 1),
            _at_word(text, _stop(start, end) + CONTEXT, sentence[1], -1),
        )
        for start, end in marks or [(sentence[0], sentence[0])]
    )
    shown: list[Range] = []
    used = 0
    for window in _union(wide):
        used += window[1] - window[0]
        if shown and used > EXCERPT_LIMIT:
            break
        shown.append((window[0], min(window[1], window[0] + EXCERPT_LIMIT)))
    return shown


def _stop(start: int, end: int) -> int:
    return min(end, start + MARK_LIMIT)


def _at_word(text: str, at: int, bound: int, step: int) -> int:
    """Move a cut inwards to the next blank, at most 20 characters; never past the sentence."""
    if (at <= bound) if step > 0 else (at >= bound):
        return bound
    for shift in range(20):
        if text[at + shift * step - (step < 0)].isspace():
            return at + shift * step
    return at


def _pieces(text: str, window: Range, marks: Iterable[Range]) -> list[Piece]:
    pieces: list[Piece] = []
    at = window[0]
    for start, end in _neighbours(text, marks):
        if end > at and start < window[1]:
            pieces += [
                Piece(text=text[at:start]),
                Piece(text=text[max(at, start) : min(end, window[1])], hit=True),
            ]
            at = min(end, window[1])
    return [*pieces, Piece(text=text[at : window[1]])]


def _neighbours(text: str, marks: Iterable[Range]) -> list[Range]:
    """Join marks that only blanks keep apart, so that a phrase looks like one."""
    joined: list[Range] = []
    for start, end in marks:
        if joined and text[joined[-1][1] : start].isspace():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _tidy(pieces: Iterable[Piece]) -> Line:
    """Make pieces harmless and join them into one line without doubled blanks."""
    tidy: list[Piece] = []
    blank = True
    for piece in pieces:
        text = harmless(piece.text)
        text = text.lstrip(" ") if blank else text
        if text:
            tidy.append(replace(piece, text=text))
            blank = text.endswith(" ")
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
    return tuple(piece for piece in tidy if piece.text)


def _shorten(line: Line, limit: int) -> Line:
    kept: list[Piece] = []
    left = limit
    for piece in line:
        if len(piece.text) > left:
            return (*kept, replace(piece, text=piece.text[: max(left - 1, 0)].rstrip() + ELLIPSIS))
        kept.append(piece)
        left -= len(piece.text)
    return tuple(kept)
