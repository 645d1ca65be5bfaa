"""Which rule and which article somebody wants explained."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import NoResultFound

from service.app.files import Files
from service.app.reading import look
from service.errors import StoreError, WirewatchError
from service.matches.compile import RuleSet
from service.model import Article, ArticleId, Rule
from service.store import articles


_LONGEST_NUMBER = 18


class UnknownRuleError(WirewatchError):
    """No rule, or more than one, goes by this name."""


def rule_named(name: str, rules: RuleSet) -> Rule:
    """Find a rule by `watchlist/rule`, or by its id alone. Raises `UnknownRuleError`."""
    if name in rules.rules:
        return rules.rules[name].rule
    found = [ready.rule for ready in rules.rules.values() if ready.rule.id == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRuleError(f"several rules are called {name!r}: {_listed(found)}")
    close = get_close_matches(name, [*rules.rules, *(one.rule.id for one in rules.rules.values())])
    hint = f"did you mean {close[0]!r}?" if close else "`wirewatch check` lists them"
    raise UnknownRuleError(f"no rule that can be read is called {name!r}: {hint}")


def _listed(rules: Iterable[Rule]) -> str:
    return ", ".join(rule.key for rule in rules)


def stored(number: str, files: Files) -> Article:
    """Take the newest version of an article from the database. Raises `StoreError`."""
    found: Article = look(files.settings, _latest, ArticleId(int(number)))
    tags: dict[str, Sequence[str]] = {str(source.id): source.tags for source in files.sources}
    return replace(found, tags=tuple(tags.get(str(found.source), ())))


def _latest(connection: Connection, article: ArticleId) -> Article:
    try:
        return articles.latest(connection, article)
    except NoResultFound as error:
        raise StoreError(f"there is no article {article} in the database") from error


def is_number(text: str) -> bool:
    """Tell an id of the database from a file: digits, and no such file here."""
    is_id = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return is_id and not Path(text).exists()
