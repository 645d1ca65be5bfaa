"""What is asked of an article beside its words: its source, address, language, author, agency."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from service.matches.nodes import Fact, FactKind
from service.matches.words import fold
from service.model import Article, Rule


def host_of(url: str | None) -> str:
    """Give the host of an address, without `www.`; empty where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # a hostile feed may carry any string as a link
        return ""
    return host.removeprefix("www.").rstrip(".")


def fact_value(kind: FactKind, article: Article) -> str:
    """Give what the article says of itself, for comparing and for explaining."""
    values = {
        FactKind.SOURCE: article.source,
        FactKind.DOMAIN: host_of(article.url),
        FactKind.LANG: article.language,
        FactKind.AUTHOR: article.author,
        FactKind.WIRE: article.wire,
        FactKind.URL: article.url,
    }
    return values[kind] or ""


def fact_holds(fact: Fact, article: Article) -> bool:
    actual = fact_value(fact.kind, article)
    match fact.kind:
        case FactKind.DOMAIN:
            return is_in_domain(actual, fact.value)
        case FactKind.LANG:
            return _is_language(actual, fact.value)
        case FactKind.AUTHOR | FactKind.WIRE:
            wanted = fold(fact.value)
            return bool(wanted) and f" {wanted} " in f" {fold(actual)} "
        case FactKind.URL:
            return is_like(f"*{fact.value}*", actual)
        case _:
            return is_like(fact.value, actual)


def is_in_domain(host: str, wanted: str) -> bool:
    """Tell whether a host is this domain or below it; `*.kr` is anything below kr."""
    wanted = wanted.casefold().removeprefix("www.").rstrip(".")
    if "*" in wanted:
        return is_like(wanted, host)
    return host == wanted or host.endswith(f".{wanted}")


def comes_from(rule: Rule, article: Article) -> bool:
    """Tell whether the rule looks at this article's source at all."""
    if rule.include and not _is_listed(rule.include, article):
        return False
    return not _is_listed(rule.exclude, article)


def _is_listed(entries: Sequence[str], article: Article) -> bool:
    if not entries:
        return False
    host = host_of(article.url)
    return any(_is_meant(entry.strip(), host, article) for entry in entries)


def _is_meant(entry: str, host: str, article: Article) -> bool:
    if entry.startswith("tag:"):
        return entry.removeprefix("tag:").casefold() in {tag.casefold() for tag in article.tags}
    if entry.casefold() == article.source.casefold():
        return True
    return "." in entry and bool(host) and is_in_domain(host, entry)


def _is_language(actual: str, wanted: str) -> bool:
    actual, wanted = actual.casefold().replace("_", "-"), wanted.casefold().replace("_", "-")
    return bool(actual) and (actual == wanted or actual.split("-")[0] == wanted)


def is_like(pattern: str, value: str) -> bool:
    """Compare as facts do: case does not matter, `*` stands for anything."""
    parts = [re.escape(part) for part in pattern.casefold().split("*")]
    return re.fullmatch(".*".join(parts), value.casefold(), re.DOTALL) is not None
