"""Lines of a text file: joined where a narrow window broke them, else left apart.

Wrapping is told by the paragraph, since many texts are wrapped unevenly: a line without the end of a
sentence, and the next in small letters, belong together whatever their lengths.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from service.sentences import CLOSING


_LONG = 110
"""Characters of a line that no narrow window made: mail programs, terminals, typists break before."""
_SHORT = 25
"""Columns below which a line's end tells little: labels, names and menus are as short."""
_NEAR = 0.5
"""The share of a paragraph's widest line from which on a line may have been broken rather than ended."""
_EVEN = 0.8
"""The same, where the widths of lines are all that tells."""
_OFTEN = 3
"""Lines going on in small letters that show a text to be wrapped as a whole."""
_ENDED = re.compile(rf"[.!?。！？…][{CLOSING}]*$")
_CLOSED = re.compile(rf"[.!?:;。！？…][{CLOSING}]*$")
_INDENT = re.compile(r"^(?: {2,}|\t|　)")
_ITEM = re.compile(r"^\s*(?:[-*+•▲▶◆■□○●#>|]|\d{1,2}[.)]\s)")
_ADDRESS = re.compile(r"^\W*\w+://\S+$")
_HANGS = re.compile("[がをのはで的与與和、，,・･]$|[가-힣]를$|(?:「[^」]*|『[^』]*|（[^）]*)$")
"""How no headline ends: it goes on below."""
_TIGHT = "\u3001-\u303f\u3041-\u30ff\u3400-\u9fff\uff01-\uff60"
_ENDS_TIGHT = re.compile(f"[{_TIGHT}]$")
_BEGINS_TIGHT = re.compile(f"[{_TIGHT}]")
_WIDE = re.compile(f"[{_TIGHT}\uac00-\ud7a3]")
_HALVED = re.compile(r"[^\W_]-$")
_SUSPENDED = re.compile(r"(?:und|oder|bis|and|or|to|et|ou|en|of)\b")
"""What follows the hyphen of a word that stays half: `Ein- und Ausfuhr`."""


def _never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Eye:
    """What the lines of one text are judged by."""

    apart: Callable[[str], bool]
    """Lines that stand for themselves: a byline, a date."""
    opens: Callable[[str], bool]
    """Lines that begin a report: a dateline."""
    whole: bool
    """Some line is long, so most are paragraphs."""
    flows: int
    """Lines of the whole text that go on in small letters, or else that end at one width."""
    spaced: bool
    """Paragraphs stand apart by blank lines."""
    width: int
    """Of most paragraphs; 0 where there are none of several lines."""


def tidy(line: str) -> str:
    """Collapse blanks, no-break ones included."""
    return " ".join(line.split())


def paragraphs(text: str) -> list[str]:
    """Give the non-blank lines, those that were only wrapped joined again."""
    return [line for line in unwrap(text.split("\n")) if line]


def unwrap(
    lines: Sequence[str],
    *,
    apart: Callable[[str], bool] = _never,
    opens: Callable[[str], bool] = _never,
    titled: bool = False,
) -> list[str]:
    """Join wrapped lines; a blank line stays, as an empty string.

    `titled`: the first line is likely a headline.
    """
    blocks = [
        list(block)
        for filled, some in groupby(lines, key=lambda line: bool(line.strip()))
        for block in ([some] if filled else ([line] for line in some))
    ]
    flows = [sum(_flows(a, b) for a, b in pairwise(block)) for block in blocks]
    eye = _Eye(
        apart=apart,
        opens=opens,
        whole=any(len(line) >= _LONG and not _ADDRESS.match(line) for line in lines),
        flows=sum(flows) or _broken(blocks),
        spaced=sum(map(bool, flows)) > 1,
        width=_width(blocks),
    )
    head = next((at for at, block in enumerate(blocks) if block[0].strip()), -1)
    return [
        line
        for at, block in enumerate(blocks)
        for run in _runs(block, eye, titled=titled and at == head)
        for line in _joined(run, eye, headline=titled and at == head and run[0] is block[0])
    ]


def _joined(run: Sequence[str], eye: _Eye, *, headline: bool) -> list[str]:
    whole = len(run) > 1 and (_wrapped(run, eye) or (headline and _is_headline(run, eye)))
    return [_flat(run)] if whole else list(map(tidy, run))


def _is_headline(run: Sequence[str], eye: _Eye) -> bool:
    """Tell a headline on several lines, in a script without capitals to tell."""
    return not _cased(run[0]) and all(_heads_on(a, b, eye) for a, b in pairwise(run))


def _heads_on(line: str, after: str, eye: _Eye) -> bool:
    """Tell whether a headline in such a script goes on: no room was left, or it cannot end here."""
    bare = tidy(line)
    if _ENDED.search(bare) or eye.apart(bare) or eye.apart(tidy(after)):
        return False
    return bool(_HANGS.search(bare)) or (eye.flows > 0 and _forced(line, after, eye.width))


def _width(blocks: Sequence[Sequence[str]]) -> int:
    """Give the width of most paragraphs."""
    widths = sorted(
        max(len(line.rstrip()) for line in block) for block in blocks if len(block) > 2
    )
    return widths[len(widths) // 2] if widths else 0


def _runs(block: Sequence[str], eye: _Eye, *, titled: bool) -> Iterator[list[str]]:
    """Part the lines between two blank ones where a paragraph, or a line of its own, begins."""
    width = max(len(line.rstrip()) for line in block)
    run = [block[0]]
    for at, (line, after) in enumerate(pairwise(block)):
        headline = titled and (at == 0 or (len(run) > at and not _cased(line)))
        if headline and not (_cased(after) or _CLOSED.search(line.rstrip())):
            goes_on = _heads_on(line, after, eye)
        else:
            goes_on = _goes_on(line, after, eye, width=width, headline=headline)
        if goes_on:
            run.append(after)
        else:
            yield run
            run = [after]
    yield run


def _goes_on(line: str, after: str, eye: _Eye, *, width: int, headline: bool) -> bool:
    """Tell whether a paragraph goes on from one line to the next."""
    if len(line) >= _LONG or len(after) >= _LONG or _ITEM.match(after):
        return False
    bare, small = tidy(line), after.lstrip()[0].islower()
    if eye.whole and eye.apart(bare):
        return False
    if small and not _ENDED.search(bare):
        lone = len(after) < width / 2 and not _ENDED.search(after.rstrip())
        return not (lone and eye.apart(tidy(after)))
    if _CLOSED.search(bare):
        near = small or eye.spaced
    elif headline:
        near = bool(eye.opens(bare))
        if not near and _cased(after):
            return False
    else:
        near = len(bare) >= _NEAR * width
    if not (near or _forced(line, after, width)):
        return False
    fresh = _INDENT.match(after) and not _INDENT.match(line)
    return not (fresh or eye.apart(bare) or eye.apart(tidy(after)) or eye.opens(tidy(after)))


def _wrapped(run: Sequence[str], eye: _Eye) -> bool:
    """Tell whether a window broke these lines, or they only stand under each other."""
    broken = [line for line in run[:-1] if not _CLOSED.search(line.rstrip())]
    flows = sum(_flows(a, b) for a, b in pairwise(run))
    ended = bool(_ENDED.search(run[-1].rstrip()))
    if eye.whole or not ended:
        return flows >= 2 if ended else not eye.whole and flows > 0 and eye.flows >= _OFTEN
    if flows or not broken:
        return flows > 0
    even = len(broken) > 1 and min(map(len, broken)) >= _EVEN * max(map(len, run))
    return eye.flows > 0 or even or not _cased("".join(run))


def _flows(line: str, after: str) -> bool:
    """Tell the surest sign: no sentence ends here, and the next line begins in small letters."""
    bare = line.rstrip()
    return (
        _columns(bare) >= _SHORT
        and len(bare) < _LONG
        and not _CLOSED.search(bare)
        and not _ITEM.match(after)
        and after.lstrip()[0].islower()
    )


def _broken(blocks: Sequence[Sequence[str]]) -> int:
    """Count lines that end amid a sentence for want of room, if most full lines do."""
    width = max((len(line.rstrip()) for block in blocks for line in block), default=0)
    full = [a for block in blocks for a, b in pairwise(block) if _forced(a, b, width)]
    broken = sum(not _CLOSED.search(line.rstrip()) for line in full)
    return broken if broken * 2 > len(full) and broken >= _OFTEN else 0


def _forced(line: str, after: str, width: int) -> bool:
    """Tell whether the first word of the next line had no room on this one."""
    room = width - len(line.rstrip()) - 1
    word = 1 if _BEGINS_TIGHT.match(after.lstrip()) else len(after.split(maxsplit=1)[0])
    return _columns(line.rstrip()) >= _SHORT and word > room - 2


def _columns(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def _cased(text: str) -> bool:
    """Tell a script that has small letters by the first letter."""
    letter = next(filter(str.isalpha, text), "")
    return letter.lower() != letter.upper()


def _flat(run: Sequence[str]) -> str:
    pieces = [tidy(run[0])]
    for line in map(tidy, run[1:]):
        pieces += [_between(pieces[-1], line), line]
    return "".join(pieces)


def _between(held: str, line: str) -> str:
    """Join at a blank; without one after a word's hyphen, and in scripts that write none."""
    if _HALVED.search(held) and line[0].isalnum():
        return " " if _SUSPENDED.match(line) else ""
    return "" if _ENDS_TIGHT.search(held) and _BEGINS_TIGHT.match(line) else " "
