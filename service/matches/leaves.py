"""Words, wildcards, names in nearly this spelling and phrases of a query, checked as they are read."""

import re

from service.matches.compounds import is_run
from service.matches.lexer import Token
from service.matches.nodes import (
    Change,
    Fuzzy,
    Name,
    Phrase,
    QueryError,
    Spelling,
    Wildcard,
    Word,
)
from service.matches.words import Folded


_WILD = re.compile(r"[*?]")
_SUFFIX = re.compile(r"(.*[^\s~])~(\d*)")
_HANGUL = re.compile(r"[가-힣]")


def is_wild(text: str) -> bool:
    return _WILD.search(text) is not None


def is_suffixed(text: str) -> bool:
    """Tell whether it ends in `~`."""
    return _SUFFIX.fullmatch(text) is not None


def is_bare_run(text: str) -> bool:
    """Tell whether it ends in a `*` that says nothing: in its writing what follows is found anyway."""
    words = Folded(text.removesuffix("*")).words
    return text.endswith("*") and not is_wild(text[:-1]) and bool(words) and is_run(words[-1])


def read_phrase(token: Token) -> Phrase:
    """Read what stands between quotation marks; what is only punctuation is passed over."""
    items = tuple(
        _phrase_item(found[0], token.start + 1 + found.start(), token)
        for found in re.finditer(r"\S+", token.text)
        if Folded(found[0].replace("*", "x")).words
    )
    if not items:
        change = Change(start=token.start, end=token.end, text="")
        message = "the phrase has no letter or digit"
        raise QueryError(token.start, message, "write words in it", change)
    return Phrase(start=token.start, end=token.end, items=items)


def checked(word: Word) -> Word:
    if not Folded(word.text).words:
        change = Change(start=word.start, end=word.end, text="")
        message = f"'{word.text}' has no letter or digit"
        raise QueryError(word.start, message, "take it out", change)
    return word


def read_word(text: str, start: int) -> Word | Wildcard | Fuzzy:
    if is_suffixed(text):
        return _fuzzy(text, start)
    if is_wild(text):
        return _wildcard(text, start)
    return checked(Word(start=start, end=start + len(text), text=text))


def _fuzzy(text: str, start: int) -> Fuzzy:
    found = _SUFFIX.fullmatch(text)
    assert found is not None  # asked before
    name, number = found[1], found[2]
    if number:
        message = f"'~{number}' is not known: how many letters may differ follows from the length"
        change = Change(start=start, end=start + len(text), text=f"{name}~")
        raise QueryError(start + len(name), message, f"write {name}~", change)
    change = Change(start=start, end=start + len(text), text=name)
    if is_wild(name):
        message = f"'{text}' is a wildcard and ends in '~'"
        raise QueryError(start, message, "write one of the two", change)
    if not any(char.isalpha() for word in Folded(name).words for char in word):
        mend = "'~' stands behind a name: Shoigu~"
        raise QueryError(start, f"'{text}' has no letter", mend, change)
    return Fuzzy(start=start, end=start + len(text), text=name)


def _wildcard(text: str, start: int) -> Wildcard:
    hangul = _HANGUL.search(text) is not None
    least = 1 if is_bare_run(text) else 2 if hangul else 3
    before = text.partition("*")[0]
    if "*" in text and not (hangul and not before):
        counted, joined = before, before[-1:].isalnum() or before[-1:] == "?"
        where = "before its wildcard"
    else:
        counted, joined, where = text, True, "beside its wildcard"
    letters = sum(
        char.isalnum() for word in Folded(_WILD.sub(" ", counted)).words for char in word
    )
    if letters < least or not joined:
        count = "two" if hangul else "three"
        message = f"'{text}' has too few letters {where}"
        if text[0] in "*?" and sum(map(str.isalnum, text)) >= least:
            message = f"'{text}' begins with its wildcard"
            mend = f"for any word that ends so write /\\w+{_WILD.sub('', text)}\\b/, beside a word that is rare"
            raise QueryError(start, message, mend)
        raise QueryError(start, message, f"write at least {count} letters {where.split()[0]} it")
    return Wildcard(start=start, end=start + len(text), text=text)


def _phrase_item(text: str, start: int, token: Token) -> Word | Wildcard | Name:
    end = start + len(text)
    if is_suffixed(text):
        message = f"'{text}' cannot stand inside quotation marks"
        mend = "write the words with NEAR/0 or ONEAR/0 between"
        raise QueryError(start, message, mend, _in_a_row(token))
    if not text.strip("*"):
        message = f"'{text}' alone stands for no word"
        mend = "write the phrase in two, with ONEAR/1 between"
        raise QueryError(start, message, mend, _in_two(token, start))
    if text.startswith("name:"):
        return Name(start=start, end=end, key=text.removeprefix("name:").rstrip(".,;:!?"))
    if text.startswith("case:"):
        word = text.removeprefix("case:")
        return checked(Word(start=start, end=end, text=word, spelling=Spelling.CASED))
    if "*" in text:
        return _wildcard(text.rstrip(".,;:!?"), start)
    return Word(start=start, end=end, text=text, spelling=Spelling.EXACT)


def _in_two(token: Token, place: int) -> Change:
    """Write `"a * b"` as two phrases with a word between."""
    at = place - token.start - 1
    before, after = token.text[:at].strip(" *"), token.text[at:].strip(" *")
    text = f'("{before}" ONEAR/1 "{after}")' if before and after else f'"{before or after}"'
    return Change(start=token.start, end=token.end, text=text)


def _in_a_row(token: Token) -> Change:
    """Write a phrase as words with ONEAR/0 between."""
    words = [word if re.search(r"[~*:]", word) else f"={word}" for word in token.text.split()]
    return Change(start=token.start, end=token.end, text=f"({' ONEAR/0 '.join(words)})")
