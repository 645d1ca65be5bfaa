"""Which names a rule asks for: no other is looked up, and each rule carries its own."""

import re

from service.model import Spelled
from service.settings.fields import closest
from service.settings.names import Names


_NAME = re.compile(r"\bname:([\w.-]+)")


def names_for(query: str, known: Names) -> tuple[dict[str, tuple[Spelled, ...]], tuple[str, ...]]:
    """Give the names that a query asks for, and names like those of them that do not exist.

    What looks like a name inside a regular expression does no harm: only the query's parser
    decides what is one.
    """
    asked = dict.fromkeys(key for found in _NAME.findall(query) for key in _keys(found))
    names = {key: spellings for key in asked if (spellings := known.get(key)) is not None}
    strange = [key for key in asked if key not in names]
    like = (closest(key, list(known)) for key in strange)
    return names, tuple(dict.fromkeys(key for key in like if key))


def _keys(found: str) -> tuple[str, ...]:
    """Give what was written, and the same without the full stop of a phrase."""
    return tuple(dict.fromkeys((found, found.rstrip(".-"))))
