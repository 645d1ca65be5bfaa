"""What stands behind `case:`, `=`, `name:` and the facts: one value, and one that can be true."""

import re
from urllib.parse import urlsplit

from service.languages import is_language, language_meant
from service.matches.leaves import checked, is_suffixed, is_wild
from service.matches.lexer import NEARNESS, OPERATORS, Kind, Token
from service.matches.nodes import Change, Fact, FactKind, Name, QueryError, Remark, Spelling, Word
from service.matches.words import Folded


_GROUP = re.compile(r"[(（]([^()（）\"“”]*)[)）]")
_OF_WORDS = (FactKind.AUTHOR, FactKind.WIRE)
_LOST_SIGNS = re.compile(r"[\s/:@?#]")
_TOP_LEVELS = frozenset(
    {"aero", "arpa", "asia", "coop", "info", "jobs", "mobi", "museum", "name", "news", "press"}
)


def read_spelled(token: Token, value: Token, text: str) -> Word | Name:
    """Read `case:WHO`, `=visit`, `name:x`."""
    shown = text[token.start : token.end]
    if value.kind is not Kind.WORD:
        change = _each(token, value, text)
        mend = f"write {change.text}" if change else "write it before each word"
        raise QueryError(value.start, f"{shown} takes one word", mend, change)
    if token.text == "name":
        return Name(start=token.start, end=value.end, key=value.text)
    if is_wild(value.text) or is_suffixed(value.text):
        what = "a wildcard" if is_wild(value.text) else "'~'"
        change = Change(start=token.start, end=token.end, text="")
        raise QueryError(value.start, f"{what} has no exact form", "leave out the prefix", change)
    spelling = Spelling.CASED if token.text == "case" else Spelling.EXACT
    return checked(Word(start=token.start, end=value.end, text=value.text, spelling=spelling))


def _each(token: Token, value: Token, text: str) -> Change | None:
    """Write the prefix before each word of a group or of a phrase."""
    prefix = text[token.start : token.end]
    if value.kind is Kind.REGEX:
        return Change(start=token.start, end=value.end, text=text[value.start : value.end])
    if value.kind is Kind.PHRASE and value.slop is None:
        return Change(start=token.start, end=value.end, text=_phrased(prefix, value.text))
    found = _GROUP.match(text, value.start)
    if found is None or not found[1].split():
        return None
    words = [_with(prefix, word) for word in found[1].split()]
    whole = " ".join(words) if len(words) == 1 else f"({' '.join(words)})"
    return Change(start=token.start, end=found.end(), text=whole)


def _phrased(prefix: str, inside: str) -> str:
    if prefix == "name:":
        return f"name:{'-'.join(inside.split())}"
    if prefix == "=":
        return f'"{inside}"'
    words = [f"{prefix}{word}" for word in inside.split()]
    return words[0] if len(words) == 1 else f'"{" ".join(words)}"'


def _with(prefix: str, word: str) -> str:
    if word in OPERATORS or NEARNESS.fullmatch(word):
        return word
    sign = "-" if word.startswith("-") else ""
    return f"{sign}{prefix}{word.removeprefix('-')}"


# --- facts -------------------------------------------------------------------------------------


def read_fact(token: Token, value: Token, text: str) -> Fact:
    """Read `source:x` and its like; raises `QueryError` for what no article can be."""
    kind = FactKind(token.text)
    if value.kind not in (Kind.WORD, Kind.PHRASE):
        raise _several(token, value, text)
    if value.slop is not None:
        end = text.rindex("~", value.start, value.end)
        change = Change(start=end, end=value.end, text="")
        raise QueryError(value.start, f"{kind}: takes one value", "leave out '~'", change)
    given = value.text.strip()
    fact = Fact(start=token.start, end=value.end, kind=kind, value=given)
    if kind not in _OF_WORDS and ("," in given or ";" in given):
        raise _listed(fact, value, re.split(r"[,;]\s*", given))
    _CHECKS[kind](fact, value)
    return fact


def _several(token: Token, value: Token, text: str) -> QueryError:
    """Refuse `lang:(ko OR ru)`."""
    message = f"{token.text}: takes one value"
    found = _GROUP.match(text, value.start)
    words = found[1].split() if found else []
    if not found or not words:
        return QueryError(value.start, message, "write it right after")
    if any(word in OPERATORS for word in words) or len(words) == 1:
        written = " ".join(_with(f"{token.text}:", word) for word in words)
    elif FactKind(token.text) in _OF_WORDS:
        written = f'{token.text}:"{" ".join(words)}"'
    else:
        written = " OR ".join(f"{token.text}:{word}" for word in words)
    written = f"({written})" if " " in written and '"' not in written else written
    change = Change(start=token.start, end=found.end(), text=written)
    return QueryError(value.start, message, f"write {written}", change)


def _listed(fact: Fact, value: Token, given: list[str]) -> QueryError:
    values = [one.strip() for one in given if one.strip()]
    written = " OR ".join(f"{fact.kind}:{_quoted(one)}" for one in values)
    written = written if len(values) < 2 else f"({written})"
    change = Change(start=fact.start, end=fact.end, text=written)
    return QueryError(value.start, f"{fact.kind}: takes one value", f"write {written}", change)


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s()]", value) else value


def _wrong(
    fact: Fact, value: Token, message: str, meant: str | None, mend: str = ""
) -> QueryError:
    """Refuse a value; `meant` is the one to write."""
    if not meant:
        change = Change(start=fact.start, end=fact.end, text="") if meant == "" else None
        return QueryError(value.start, message, mend, change)
    written = f"{fact.kind}:{_quoted(meant)}"
    change = Change(start=fact.start, end=fact.end, text=written)
    return QueryError(value.start, message, mend or f"write {written}", change)


def _source(fact: Fact, value: Token) -> None:
    given = fact.value
    _some_value(fact, value)
    if given.startswith("tag:"):
        mend = f"write `sources: {{include: [{given}]}}` above the rules"
        raise _wrong(fact, value, f"'{given}' is no source", None, mend)
    if not re.fullmatch(r"[\w.*-]+", given):
        meant = "-".join(re.findall(r"[^\W_]+", given.casefold()))
        raise _wrong(fact, value, f"no source can be called '{given}'", meant)


def _domain(fact: Fact, value: Token) -> None:
    given = fact.value
    if given and not given.strip("*."):
        message = f"'domain:{given}' holds for every article that has a link"
        raise _wrong(fact, value, message, "", "leave it out")
    _some_value(fact, value)
    if "://" in given or _LOST_SIGNS.search(given):
        host = _host(given)
        message = f"'{given}' is no host"
        also = f", for a part of an address url:{given}" if "/" in given else ""
        mend = f"write domain:{host}{also}" if host else "write it like domain:yna.co.kr"
        raise _wrong(fact, value, message, host or None, mend)
    if given.startswith("."):
        raise _wrong(fact, value, "no host begins with '.'", f"*{given}")


def _host(given: str) -> str:
    address = given if "//" in given else f"//{given}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return "" if _LOST_SIGNS.search(host) else host.removeprefix("www.")


def _lang(fact: Fact, value: Token) -> None:
    _some_value(fact, value)
    if not is_language(fact.value):
        meant = language_meant(fact.value.strip("*-_"))
        message = f"'{fact.value}' is no language"
        mend = f"did you mean lang:{meant}?" if meant else "write its code: en, ko, ru, de"
        raise _wrong(fact, value, message, meant, mend)


def _words(fact: Fact, value: Token) -> None:
    if not Folded(fact.value).words:
        raise _wrong(
            fact, value, f"{fact.kind}:{fact.value} has no letter or digit", "", "take it out"
        )
    if "*" in fact.value:
        message = f"{fact.kind}: takes whole words, no '*'"
        bare = " ".join(fact.value.replace("*", " ").split())
        raise _wrong(fact, value, message, bare)


def _url(fact: Fact, value: Token) -> None:
    _some_value(fact, value)
    if re.search(r"\s", fact.value):
        meant = "*".join(fact.value.split())
        raise _wrong(fact, value, "no address has a blank", meant)


def _some_value(fact: Fact, value: Token) -> None:
    if not fact.value.strip("* "):
        raise _wrong(fact, value, f"{fact.kind}: takes one value", None, "write it right after")


_CHECKS = {
    FactKind.SOURCE: _source,
    FactKind.DOMAIN: _domain,
    FactKind.LANG: _lang,
    FactKind.AUTHOR: _words,
    FactKind.WIRE: _words,
    FactKind.URL: _url,
}


def fact_remarks(fact: Fact, text: str) -> list[Remark]:
    """Remark on values that may be meant otherwise: `domain:reuters`, and `url:a b`."""
    if fact.kind is FactKind.URL:
        return []
    bare = fact.value.casefold()
    lone = fact.kind is FactKind.DOMAIN and bare.isalpha() and bare.isascii() and len(bare) > 3
    if not lone or bare in _TOP_LEVELS:
        return []
    change = Change(start=fact.start, end=fact.end, text=f"domain:{bare}.*")
    message = f"'{text[fact.start : fact.end]}' asks for hosts that end in .{bare}"
    mend = f"write all of the host, or domain:{bare}.*"
    return [Remark(offset=fact.start, message=message, mend=mend, change=change)]
