"""What a new version of an article says that the one before did not."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby


Span = tuple[int, int]
Word = tuple[int, int, int]
"""Start, end, and where its paragraph starts."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_LITTLE = 3
"""Letters of a word that any text may hold."""
_MOST_WORDS = 1_500
_MOST_PAIRS = 300_000
"""Words between the first and the last change, and pairs of equal words among them, beyond which
all of them count as new: comparing them would take seconds, and a hostile feed would ask for it.
"""


def inserted(before: str, after: str) -> tuple[Span, ...]:
    """Return the stretches of `after` whose words `before` lacks at that place.

    Offsets are code points in `after`, half-open, in order. A paragraph that stands in `before` is
    not new, wherever it stands now.
    """
    had, has = list(_fresh(before, after)), list(_fresh(after, before))
    old, new = _folded(before, had), _folded(after, has)
    head, tail = _common(old, new)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    has = has[head : len(has) - tail]
    if _long(old, new):
        return tuple(_together(has))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        span
        for tag, _, _, start, end in matcher.get_opcodes()
        if tag in ("insert", "replace")
        for span in _together(has[start:end])
    )


def rewritten(before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Whether this (title, text) is none of the same item, whatever id it came under.

    Its title is another, and neither text has half of its words from the other: what grows or is
    cut stays what it was.
    """
    old_title, new_title = (_said(one[0]) for one in (before, after))
    old_text, new_text = (_said(one[1]) for one in (before, after))
    if old_title == new_title:
        return False
    if not old_text or not new_text:
        return not _kindred(old_title, new_title)
    return not _kindred(old_text, new_text)


def _said(text: str) -> set[str]:
    """Give the words that carry something; pairs of letters where words have no blanks."""
    words: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        if _UNSPACED.search(word):
            words.update(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        else:
            words.add(word)
    long = {word for word in words if len(word) > _LITTLE or _UNSPACED.search(word)}
    return long or words


def _kindred(one: set[str], other: set[str]) -> bool:
    return 2 * len(one & other) >= min(len(one), len(other))


def _fresh(text: str, other: str) -> Iterator[Word]:
    """Give the words of the paragraphs that the other text lacks."""
    known = set(other.split("\n\n"))
    start = 0
    for paragraph in text.split("\n\n"):
        if paragraph not in known:
            for word in _WORD.finditer(paragraph):
                yield start + word.start(), start + word.end(), start
        start += len(paragraph) + 2


def _folded(text: str, words: Iterable[Word]) -> list[str]:
    return [text[start:end].casefold() for start, end, _ in words]


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Count the words that both begin with, and those that both end with beyond these."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return head, tail


def _long(old: Sequence[str], new: Sequence[str]) -> bool:
    counts = Counter(old)
    pairs = sum(counts[word] * times for word, times in Counter(new).items())
    return max(len(old), len(new)) > _MOST_WORDS or pairs > _MOST_PAIRS


def _together(words: Iterable[Word]) -> Iterator[Span]:
    """Join neighbouring words, but never over what stands between two paragraphs."""
    for _, group in groupby(words, key=lambda word: word[2]):
        joined = list(group)
        yield joined[0][0], joined[-1][1]
