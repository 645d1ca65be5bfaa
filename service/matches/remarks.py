"""What is remarked on as a query is read: signs, letters and words that may be meant otherwise."""

import re
from collections.abc import Iterator, Sequence

from service.matches.foreign import may_be_meant, perhaps_meant
from service.matches.lexer import Token
from service.matches.nodes import Change, Near, Node, Remark, Spelling, Word
from service.matches.rewrite import Written
from service.matches.scripts import Mixture, mixtures


_OPERATOR = re.compile(r"\b(?:AND|OR|NOT|SENTENCE|PARAGRAPH|O?NEAR(?:/\d+)?)\b")
_SIGNED = re.compile(r"([#@$%€£])(?=\D)(.+)")
_CUT_OFF = re.compile(r"(.*[^\W\d_]{3})[!$]\d*")
_PLUSES = re.compile(r"(\w+)(\+{1,2}|#)")
_COMMA = re.compile(r"(.*?\w)[,;](?:.*)")
_IN_NUMBERS = re.compile(r"(?<=\d)[.,](?=\d)")
_MOST_SHOWN = 80


# --- words and phrases -------------------------------------------------------------------------


def phrase_remarks(token: Token) -> list[Remark]:
    """Remark on operators between quotation marks, and on mixed letters."""
    operators = [
        Remark(
            offset=token.start + 1 + found.start(),
            message=f"inside quotation marks {found[0]} is an ordinary word",
            mend="close the quotation marks before it",
        )
        for found in _OPERATOR.finditer(token.text)
    ]
    return [*operators, *mixture_remarks(token.text, token.start + 1)]


def word_remarks(token: Token) -> list[Remark]:
    """Remark on signs in a word that are not looked for."""
    if token.text.isalpha() and token.text.isascii():
        return []
    return [*_sign_remarks(token), *mixture_remarks(token.text, token.start)]


def _sign_remarks(token: Token) -> Iterator[Remark]:
    text, start, end = token.text, token.start, token.end
    if found := _CUT_OFF.fullmatch(text):
        change = Change(start=start, end=end, text=f"{found[1]}*")
        mend = f"for all that begins so write {found[1]}*"
        yield _unsought(text[len(found[1])], found[1], start, mend, change)
    elif found := _SIGNED.fullmatch(text):
        change = Change(start=start, end=start + 1, text="")
        yield _unsought(found[1], found[2], start, "leave it out", change)
    elif found := _PLUSES.fullmatch(text):
        pattern = "".join("[+]" if char == "+" else char for char in text)
        mend = f"to find the sign, too, write /{pattern}/"
        change = Change(start=start, end=end, text=found[1])
        yield _unsought(found[2], found[1], start, mend, change)
    elif found := _COMMA.fullmatch(_IN_NUMBERS.sub(" ", text)):
        place = start + len(found[1])
        change = Change(start=place, end=place + 1, text=" ")
        mend = "words side by side must all be there; for any of them write OR"
        message = f"'{text[len(found[1])]}' means nothing here"
        yield Remark(offset=place, message=message, mend=mend, change=change)


def _unsought(sign: str, word: str, start: int, mend: str, change: Change) -> Remark:
    message = f"'{sign}' is not looked for: this finds '{word}' with and without it"
    return Remark(offset=start, message=message, mend=mend, change=change)


def mixture_remarks(text: str, start: int) -> list[Remark]:
    """Remark on letters of two writings in one word: they look alike, and are not."""
    return [_mixture(one, start + one.start) for one in mixtures(text)]


def _mixture(one: Mixture, start: int) -> Remark:
    scripts = (one.script.capitalize(), one.others.capitalize())
    message = f"'{one.odd}' in '{one.word}' is a {scripts[0]} letter, the others are {scripts[1]}"
    if one.plain is None:
        return Remark(offset=start, message=message, mend="write it in one writing")
    change = Change(start=start, end=start + len(one.word), text=one.plain)
    mend = f"write {one.plain}, all in one writing"
    return Remark(offset=start, message=message, mend=mend, change=change)


# --- what stands beside what -------------------------------------------------------------------


def mixture_remark(node: Node, written: Written) -> Remark:
    """Say how AND beside OR is read."""
    bare = written.bare(node)
    shown = bare if len(bare) <= _MOST_SHOWN else f"{bare[:_MOST_SHOWN]}…"
    start, end = written.span(node)
    change = Change(start=start, end=end, text=f"({bare})")
    message = f"AND is read before OR: ({shown}) is one of several"
    mend = "put ( ) around what belongs together"
    return Remark(offset=node.start, message=message, mend=mend, change=change)


def reach_remark(sign: Token, child: Near, written: Written) -> Remark:
    """Say that '-' binds looser than words side by side, as NOT does."""
    first = written.shown(child.operands[0])
    return Remark(
        offset=sign.start,
        message=f"'-' negates all of '{written.bare(child)}'",
        mend=f"to negate only the first, put it last or write (-{first})",
    )


def foreign_remarks(
    items: Sequence[Node], written: Written, *, before_not: bool
) -> Iterator[Remark]:
    """Remark on words between words that are operators elsewhere."""
    for left, item, right in zip(items, items[1:], items[2:], strict=False):
        if isinstance(item, Word) and _is_plain(item) and may_be_meant(item.text):
            around = (written.shown(left), written.shown(right))
            remark = perhaps_meant(item.text, item.start, *around, alone=len(items) == 3)
            yield from (remark,) if remark else ()
    last = items[-1]
    if before_not and isinstance(last, Word) and last.text == "BUT":
        change = Change(start=last.start, end=last.end, text="")
        message = "'BUT' is an ordinary word here"
        yield Remark(offset=last.start, message=message, mend="leave it out", change=change)


def _is_plain(word: Word) -> bool:
    return word.spelling is Spelling.INFLECTED
