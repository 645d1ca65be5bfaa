"""Words, wildcards and phrases of a query, each checked as it is read."""

import re

from service.matches.lexer import NOT_YET, Token
from service.matches.nodes import Name, Phrase, QueryError, Remark, Spelling, Wildcard, Word
from service.matches.words import Folded


_WILD = re.compile(r"[*?]")
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT|O?NEAR(?:/\d+)?)\b")


def is_wild(text: str) -> bool:
    return _WILD.search(text) is not None


def read_phrase(token: Token) -> Phrase:
    """Read what stands between quotation marks; what is only punctuation is passed over."""
    items = tuple(
        _phrase_item(found[0], token.start + 1 + found.start())
        for found in re.finditer(r"\S+", token.text)
        if Folded(found[0].replace("*", "x")).words
    )
    if not items:
        raise QueryError(token.start, "the phrase has no letter or digit", "write words in it")
    return Phrase(start=token.start, end=token.end, items=items)


def phrase_remarks(token: Token) -> list[Remark]:
    return [
        Remark(
            offset=token.start + 1 + found.start(),
            message=f"inside quotation marks {found[0]} is an ordinary word",
        )
        for found in _OPERATOR.finditer(token.text)
    ]


def checked(word: Word) -> Word:
    if not Folded(word.text).words:
        raise QueryError(word.start, f"'{word.text}' has no letter or digit", "take it out")
    return word


def read_word(text: str, start: int) -> Word | Wildcard:
    if is_wild(text):
        return _wildcard(text, start)
    return checked(Word(start=start, end=start + len(text), text=text))


def _wildcard(text: str, start: int) -> Wildcard:
    stem = _WILD.split(text, maxsplit=1)[0]
    hangul = bool(re.search(r"[가-힣]", text))
    if hangul and not stem:
        raise QueryError(start, f"{NOT_YET}: a leading wildcard", "write the word out")
    last = (Folded(stem).words if stem[-1:].isalnum() else [])[-1:] or [""]
    if len(last[0]) < (2 if hangul else 3):
        message = f"'{text}' has too few letters before its wildcard"
        raise QueryError(start, message, "write at least three letters before it")
    return Wildcard(start=start, end=start + len(text), text=text)


def _phrase_item(text: str, start: int) -> Word | Wildcard | Name:
    end = start + len(text)
    if text.startswith("name:"):
        return Name(start=start, end=end, key=text.removeprefix("name:").rstrip(".,;:!?"))
    if text.startswith("case:"):
        word = text.removeprefix("case:")
        return checked(Word(start=start, end=end, text=word, spelling=Spelling.CASED))
    if "*" in text:
        return _wildcard(text.rstrip(".,;:!?"), start)
    return Word(start=start, end=end, text=text, spelling=Spelling.EXACT)
