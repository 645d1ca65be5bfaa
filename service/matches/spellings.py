"""Names -> runs of words: every spelling, with what it asks for around it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from service.matches.hangul import Tail
from service.matches.nodes import Change, Condition, Name, QueryError, Run, Spelling
from service.matches.runs import chained, loosened, name_word_runs, word_runs
from service.matches.scripts import closest
from service.matches.words import Folded
from service.model import NameSpelling, Rule, Spelled


def name_runs(leaf: Name, rule: Rule) -> list[Run]:
    """Give the runs of every spelling of a name; raises `QueryError`."""
    given = rule.names.get(leaf.key)
    if given is None:
        raise _unknown(leaf, rule)
    spellings = [_whole(one) for one in given]
    if not spellings:
        message = f"the name '{leaf.key}' has no spelling"
        raise QueryError(leaf.start, message, "give it one in `names:`")
    free = [one for one in spellings if not one.near]
    further = list(chain.from_iterable(_runs(one, (), leaf, rule) for one in free))
    asking = (_runs(one, further, leaf, rule) for one in spellings if one.near)
    return [*further, *chain.from_iterable(asking)]


def _whole(spelling: Spelled) -> NameSpelling:
    return NameSpelling(text=spelling) if isinstance(spelling, str) else spelling


def _unknown(leaf: Name, rule: Rule) -> QueryError:
    spelt = rule.names_by_spelling.get(leaf.key)
    close = spelt or closest(leaf.key, [*rule.names, *rule.similar_names])
    mend = f"did you mean name:{close}?" if close else "`wirewatch match names` lists them"
    change = Change(start=leaf.start, end=leaf.end, text=f"name:{close}") if close else None
    return QueryError(leaf.start, f"there is no name '{leaf.key}'", mend, change)


def _runs(spelling: NameSpelling, further: Sequence[Run], leaf: Name, rule: Rule) -> list[Run]:
    """Give the runs of one spelling; `further` are those of spellings that ask for nothing."""
    runs = _written(spelling.text, spelling.forms, leaf, rule)
    condition = Condition(
        near=_near(spelling, further, leaf, rule),
        within=spelling.within,
        words=(*spelling.near, *(["another spelling"] if further else [])),
        not_in=_all(_written(one, spelling.forms, leaf, rule) for one in spelling.not_in),
        only_in=spelling.only_in,
        proper=spelling.proper,
    )
    if not (spelling.near or spelling.not_in or spelling.only_in or spelling.proper):
        return runs
    return [(replace(first, asks=condition), *rest) for first, *rest in runs]


def _near(
    spelling: NameSpelling, further: Sequence[Run], leaf: Name, rule: Rule
) -> tuple[Run, ...]:
    if not spelling.near:
        return ()
    words = _all(_context(one, leaf, rule) for one in spelling.near)
    return tuple(dict.fromkeys((*words, *further)))


def _all(groups: Iterable[Sequence[Run]]) -> tuple[Run, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(groups)))


def _context(text: str, leaf: Name, rule: Rule) -> list[Run]:
    """Read a word, or words next to each other, in every form of the rule's languages."""
    how, words = _read(text, leaf)
    return chained([word_runs(word, how, rule.languages) for word in words], leaf.start)


def _written(text: str, forms: Sequence[str], leaf: Name, rule: Rule) -> list[Run]:
    """Read adjacent words in the forms of names, in the rule's languages and in `forms`."""
    how, words = _read(text, leaf)
    if how is not Spelling.INFLECTED:
        return chained([word_runs(word, how, ()) for word in words], leaf.start)
    known = tuple(dict.fromkeys((*rule.languages, *forms)))
    alone = len(words) == 1
    runs = chained([name_word_runs(word, known, alone=alone) for word in words], leaf.start)
    return [way for run in runs for way in loosened(run, Tail.NAME)]


def _read(text: str, leaf: Name) -> tuple[Spelling, list[str]]:
    """Take a spelling apart: how freely it is read, and its words."""
    how, bare = Spelling.INFLECTED, text.strip()
    if bare.startswith("case:"):
        how, bare = Spelling.CASED, bare.removeprefix("case:")
    elif bare.startswith("="):
        how, bare = Spelling.EXACT, bare.removeprefix("=")
    if bare.startswith("name:") or "*" in bare:
        message = f"the spelling '{text}' of '{leaf.key}' is no plain text"
        raise QueryError(leaf.start, message, "a spelling holds no names and no wildcards")
    words = [word for word in bare.split() if Folded(word).words]
    if not words:
        message = f"the spelling '{text}' of '{leaf.key}' has no letter or digit"
        raise QueryError(leaf.start, message, "take it out of `names:`")
    return how, words
