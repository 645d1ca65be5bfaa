"""The word diff of two versions: what stayed, what went, what came."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Fate(StrEnum):
    """What became of a stretch of text."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of text, and what became of it."""

    fate: Fate
    text: str


# A word, a character of writing without blanks, a run of blanks, any other sign.
_PIECE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+|\s+|."
)
_MOST = 4_000
"""Pieces of a changed passage; in a longer one all went and all came: comparing would take seconds."""
_MOST_PARAGRAPHS = 2_000


def word_diff(before: str, after: str) -> tuple[Change, ...]:
    """Tell how one text became the other.

    What was kept and what came are together the new text; what was kept and what went, the old.
    """
    return tuple(_joined(_paragraphs(_split(before), _split(after))))


def _split(text: str) -> list[str]:
    """Part a text into its paragraphs, each with the blank line behind it."""
    return re.findall(r"(?s).+?(?:\n\n+|\Z)", text)


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if max(len(before), len(after)) > _MOST_PARAGRAPHS:
        yield from _replaced(before, after)
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change(fate=Fate.KEPT, text="".join(after[c:d]))
        else:
            yield from _words("".join(before[a:b]), "".join(after[c:d]))


def _words(before: str, after: str) -> Iterator[Change]:
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if max(len(old), len(new)) > _MOST:
        yield from _replaced([before], [after])
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change(fate=Fate.KEPT, text="".join(new[c:d]))
        else:
            yield from _replaced(old[a:b], new[c:d])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for fate, pieces in ((Fate.GONE, before), (Fate.NEW, after)):
        if text := "".join(pieces):
            yield Change(fate=fate, text=text)


def _joined(changes: Iterator[Change]) -> Iterator[Change]:
    """Let a blank between two replaced words belong to them: people read phrases."""
    kept, gone, new = "", "", ""
    for one in changes:
        if one.fate is Fate.KEPT:
            if kept or not (gone and new and _is_blank(one.text)):
                yield from _given(gone, new)
                gone = new = ""
            kept += one.text
            continue
        if kept and gone and new:
            gone, new, kept = gone + kept, new + kept, ""
        elif kept:
            yield Change(fate=Fate.KEPT, text=kept)
            kept = ""
        if one.fate is Fate.GONE:
            gone += one.text
        else:
            new += one.text
    yield from _given(gone, new)
    if kept:
        yield Change(fate=Fate.KEPT, text=kept)


def _is_blank(text: str) -> bool:
    return text.isspace() and "\n" not in text


def _given(gone: str, new: str) -> Iterator[Change]:
    if gone:
        yield Change(fate=Fate.GONE, text=gone)
    if new:
        yield Change(fate=Fate.NEW, text=new)


CONTEXT = 60


def shown(changes: Sequence[Change]) -> str:
    """Write a diff as `[-went-]{+came+}`, with what was kept cut to what stands around."""
    return "".join(_shown(one, at, len(changes)) for at, one in enumerate(changes))


def _shown(one: Change, at: int, number: int) -> str:
    if one.fate is not Fate.KEPT:
        return _marked(one)
    head = "" if at == 0 else one.text[:CONTEXT]
    tail = "" if at == number - 1 else one.text[-CONTEXT:]
    if len(one.text) <= len(head) + len(tail):
        return one.text
    return f"{head} … {tail}" if head and tail else f"{head} …" if head else f"… {tail}"


def _marked(one: Change) -> str:
    """Set the marks around the words; breaks of paragraphs stay outside."""
    words = one.text.strip("\n")
    before, _, after = one.text.partition(words) if words else (one.text, "", "")
    if not words:
        return before if one.fate is Fate.NEW else ""
    return (
        f"{before}[-{words}-]{after}" if one.fate is Fate.GONE else f"{before}{{+{words}+}}{after}"
    )
