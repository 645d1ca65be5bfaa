"""Which names a rule asks for: no other is looked up, and each rule carries its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.model import Spelled
from service.settings.fields import closest, slug
from service.settings.names import Names


_NAME = re.compile(r"\bname:([\w.-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strange:
    """What may be meant by names that do not exist."""

    similar: tuple[str, ...]
    """Names that look like them."""
    by_spelling: Mapping[str, str]
    """Who is called so: `usa` -> `united-states`."""


def names_for(query: str, known: Names) -> tuple[dict[str, tuple[Spelled, ...]], Strange]:
    """Give the names that a query asks for, and what may be meant by those that do not exist.

    What looks like a name inside a regular expression does no harm: only the query's parser
    decides what is one.
    """
    asked = dict.fromkeys(key for found in _NAME.findall(query) for key in _keys(found))
    names = {key: spellings for key in asked if (spellings := known.get(key)) is not None}
    strange = [key for key in asked if key not in names]
    like = (closest(key, list(known)) for key in strange)
    similar = tuple(dict.fromkeys(key for key in like if key))
    return names, Strange(similar=similar, by_spelling=_by_spelling(strange, known))


def _by_spelling(strange: Sequence[str], known: Names) -> dict[str, str]:
    """Find whose spellings they are; only a mistake is worth reading every name for."""
    wanted = {slug(key): key for key in strange}
    called = ((_bare(one), name) for name in known if wanted for one in known[name])
    return {wanted[spelling]: name for spelling, name in called if spelling in wanted}


def _bare(spelling: Spelled) -> str:
    """Give a spelling as a key would be written."""
    text = spelling if isinstance(spelling, str) else spelling.text
    return slug(text.removeprefix("case:").replace(".", ""))


def _keys(found: str) -> tuple[str, ...]:
    """Give what was written, and the same without the full stop of a phrase."""
    return tuple(dict.fromkeys((found, found.rstrip(".-"))))
