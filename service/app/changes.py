"""What a reload changed, in numbers and names, for the log."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from service.app.files import Files
from service.digests.wording import count
from service.model import NOWHERE
from service.pipeline import Configuration


MOST = 10
"""Names that are told; of the rest only the number."""

Parts = Mapping[str, Mapping[str, object]]
"""Noun -> name -> what it is."""


def numbers(in_force: Configuration) -> Mapping[str, int]:
    """Count what is in force, and what is not as it stands in the files."""
    return {
        "sources": len(in_force.sources),
        "rules": len(in_force.rules.rules),
        "streams": len(in_force.streams),
        "off": len(in_force.off) - in_force.held,
        "held": in_force.held,
    }


def parts_of(files: Files, in_force: Configuration) -> Parts:
    """Name what is in force. Where in a file it stands makes no difference."""
    rules = (one.rule for one in in_force.rules.rules.values())
    watched = (one.source for one in in_force.sources.values())
    return {
        "watchlist": {one.id: one.title for one in files.loaded.watchlists},
        "source": {one.id: replace(one, position=NOWHERE) for one in watched},
        "rule": {one.key: replace(one, position=NOWHERE) for one in rules},
    }


def changes(before: Parts, after: Parts) -> Mapping[str, list[str]]:
    """Tell what came, went, and is another: `2 rules: korea/arms, korea/visit`."""
    return {
        "added": list(_told(after, before)),
        "removed": list(_told(before, after)),
        "changed": [
            _listed(noun, names)
            for noun, now in after.items()
            if (
                names := [
                    one for one in now if one in before[noun] and before[noun][one] != now[one]
                ]
            )
        ],
    }


def _told(these: Parts, but: Parts) -> Iterator[str]:
    for noun, parts in these.items():
        if names := sorted(set(parts) - set(but[noun])):
            yield _listed(noun, names)


def _listed(noun: str, names: Iterable[str]) -> str:
    names = list(names)
    more = [f"and {len(names) - MOST:,} more"] if len(names) > MOST else []
    return f"{count(len(names), noun)}: {', '.join([*names[:MOST], *more])}"
